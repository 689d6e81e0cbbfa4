// When: contacts by weekday and hour, of everybody, a tier, a list or a circle.

var heatScope = 0;
var allWindows = false;
// Windows shown before all are asked for.
var WINDOWS = 12;

function renderWhen(box) {
  if (!data.heat.length) { add(box, [el('p', { class: 'soft' }, t('no_hours'))]); return; }
  var scopes = data.heat, days = data.days;
  var told = el('p', { class: 'best', 'aria-live': 'polite' });
  var pick = el('select', { 'aria-label': t('heat_scope'), onchange: function () { heatScope = Number(pick.value); say(); redrawHeat(); } },
    scopes.map(function (scope, i) { return el('option', { value: i, selected: i === heatScope }, L(scope.name)); }));
  function say() {
    var scope = scopes[heatScope];
    told.textContent = t('best_window', { window: L(scope.window), lift: scope.lift.toFixed(1), n: int(scope.total) });
    byId('chart-heat') && byId('chart-heat').setAttribute('aria-label', L(scope.name) + ': ' + told.textContent);
  }
  var more = el('button', { type: 'button', class: 'more', onclick: function () { allWindows = !allWindows; fold(); } });
  function fold() {
    box.querySelector('.windows').classList.toggle('folded', !allWindows);
    more.textContent = allWindows ? t('show_fewer') : t('show_all', { n: int(scopes.length) });
  }
  function redrawHeat() {
    charts.forEach(function (chart) { if (chart.spec.id === 'heat' && chart.made) draw(chart); });
  }
  add(box, [el('div', { class: 'tools' }, pick), chosen && !(heatScope && heatScope === scopeNow()) && el('p', { class: 'note' }, t('hours_unfiltered')), told, figure({
    id: 'heat', height: 320, label: t('when'), note: t('heat_about'),
    option: function (chart) {
      var events = scopes[heatScope].events, cells = [];
      events.forEach(function (n, i) { cells.push([i % 24, Math.floor(i / 24), n]); });
      var most = Math.max.apply(null, events.concat([1]));
      var narrow = chart.clientWidth < 560;
      return {
        grid: { left: 4, right: 4, top: 4, bottom: 4, containLabel: true },
        tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) {
          return [L(days[x.value[1]]) + ' ' + pad(x.value[0]) + ':00–' + pad(x.value[0] + 1) + ':00', t('events_n', { n: measure(x.value[2]) })];
        })),
        xAxis: axis('category', { data: Array.from({ length: 24 }, function (_, h) { return String(h); }), axisLine: { show: false }, axisLabel: { color: style('soft'), interval: narrow ? 2 : 0, fontFamily: font() } }),
        yAxis: axis('category', { data: days.map(L), inverse: true, axisLine: { show: false }, axisLabel: { color: style('ink'), fontFamily: font(), fontSize: narrow ? 11 : 13 } }),
        series: [{ type: 'heatmap', data: cells.map(function (c) {
          return { value: c, itemStyle: { color: mix(c[2] / most), borderColor: style('card'), borderWidth: narrow ? 1 : 2, borderRadius: 4 } };
        }), markArea: { silent: true } }],
      };
    },
  }), el('h3', {}, t('windows')), el('table', { class: 'windows' },
    el('thead', {}, el('tr', {}, [t('whose'), t('best'), t('lift'), t('events')].map(function (h, i) { return el('th', { scope: 'col', class: i > 1 ? 'num' : '' }, h); }))),
    el('tbody', {}, scopes.map(function (scope, i) {
      return el('tr', { class: i < WINDOWS ? '' : 'further' }, el('th', { scope: 'row' }, el('button', { type: 'button', class: 'link', onclick: function () { heatScope = i; pick.value = i; say(); redrawHeat(); } }, L(scope.name))),
        el('td', {}, L(scope.window)), el('td', { class: 'num' }, scope.lift.toFixed(1) + '×'), el('td', { class: 'num' }, int(scope.total)));
    }))), scopes.length > WINDOWS && more]);
  say();
  fold();
}

// The hours of those who are meant, where they are those of a tier, a list or a circle.
function scopeNow() {
  var filters = chosen && !ask.q.trim() && !ask.rule.trim() ? asked() : [];
  if (filters.length !== 1) return 0;
  var by = filters[0].key + ' ' + filters[0].word(ask.by[filters[0].key]), at = 0;
  data.heat.forEach(function (scope, i) { if (scope.of === by) at = i; });
  return at;
}

onRender(function () { refill(byId('when-body'), renderWhen); });
onNarrow(function () { heatScope = scopeNow(); refill(byId('when-body'), renderWhen); });
