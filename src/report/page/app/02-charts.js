// Charts: drawn when they come near, drawn again when colours or the language change, each with words and a table beside it.

var charts = [];

var near = 'IntersectionObserver' in window && new IntersectionObserver(function (entries) {
  entries.forEach(function (entry) {
    if (entry.isIntersecting) charts.forEach(function (chart) { if (chart.box === entry.target) draw(chart); });
  });
}, { rootMargin: '400px' });

// A chart in a figure. `spec`: id, title, label (a sentence), option (box → option), height, note, table, ready, now.
function figure(spec) {
  var box = el('div', { class: 'chart', id: 'chart-' + spec.id, role: 'img', 'aria-label': spec.label,
    style: { height: (spec.height || 280) + 'px' } });
  var chart = { box: box, spec: spec, made: null };
  charts.push(chart);
  if (near && !spec.now) near.observe(box);
  else requestAnimationFrame(function () { draw(chart); });
  return el('figure', { class: 'figure' + (spec.wide ? ' wide' : '') },
    spec.title && el('h3', {}, spec.title), box,
    spec.note && el('figcaption', { class: 'note' }, spec.note),
    spec.table && details(spec.table));
}

// The same figures as a table.
function details(table) {
  return el('details', { class: 'as-table' }, el('summary', {}, t('as_table')), el('div', { class: 'scroll' }, el('table', {},
    el('thead', {}, el('tr', {}, table.head.map(function (h, i) { return el('th', { scope: 'col', class: i ? 'num' : '' }, h); }))),
    el('tbody', {}, table.rows.map(function (row) {
      return el('tr', {}, row.map(function (cell, i) { return el(i ? 'td' : 'th', i ? { class: 'num' } : { scope: 'row' }, cell); }));
    })))));
}

function draw(chart) {
  if (!chart.box.isConnected || chart.box.clientWidth === 0) return;
  if (!chart.made) {
    chart.made = echarts.init(chart.box, null, { renderer: 'canvas', devicePixelRatio: Math.max(window.devicePixelRatio || 1, 1.5) });
    if (chart.spec.ready) chart.spec.ready(chart.made);
    if (chart.spec.pick) chart.made.on('click', function (x) { var by = chart.spec.pick(x); if (by) askFor(by); });
    if (near) near.unobserve(chart.box);
  }
  chart.made.setOption(Object.assign(base(), chart.spec.option(chart.box)), true);
}

// Pixels of the width of a sheet of A4.
var PAPER = 660;

// The chart as vectors, for paper: canvases that are drawn while printing come out empty.
function toPaper(chart) {
  var size = { clientWidth: PAPER, clientHeight: chart.spec.height || 280 };
  var drawn = echarts.init(null, null, { renderer: 'svg', ssr: true, width: size.clientWidth, height: size.clientHeight });
  drawn.setOption(Object.assign(base(), chart.spec.option(size)), true);
  var svg = new DOMParser().parseFromString(inXml(drawn.renderToSVGString()), 'image/svg+xml').documentElement;
  drawn.dispose();
  if (svg.nodeName === 'svg') chart.box.appendChild(el('div', { class: 'on-paper' }, document.importNode(svg, true)));
}

// Without what XML cannot hold, halves of characters too: one of them would take away the whole drawing.
function inXml(text) {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g, function (found) {
    return found.length === 2 ? found : '\ufffd';
  });
}

function offPaper(chart) {
  [].slice.call(chart.box.querySelectorAll('.on-paper')).forEach(function (node) { node.remove(); });
}

function redraw() {
  charts.forEach(function (chart) { if (chart.made) draw(chart); });
}

// Forgets the charts of a box, or all of them.
function forgetCharts(within) {
  charts = charts.filter(function (chart) {
    if (within && !within.contains(chart.box)) return true;
    if (near) near.unobserve(chart.box);
    if (chart.made) chart.made.dispose();
    return false;
  });
}

var resizing = 0;
window.addEventListener('resize', function () {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(function () {
    charts.forEach(function (chart) { if (chart.made) { chart.made.resize(); draw(chart); } });
  });
});

// With single quotes, which may stand in an attribute.
function font() {
  return getComputedStyle(document.body).fontFamily.replace(/"/g, "'");
}

function base() {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: font(), color: style('ink') },
    aria: { enabled: false },
  };
}

// Tooltips are DOM nodes with text, so that no name becomes markup.
function tooltip(lines) {
  return {
    confine: true, backgroundColor: style('card'), borderColor: style('line'), padding: [8, 12],
    textStyle: { color: style('ink'), fontSize: 13, fontFamily: font() },
    extraCssText: 'border-radius:10px;box-shadow:0 6px 24px rgba(0,0,0,.16);max-width:22rem;white-space:normal;',
    formatter: function (params) {
      var told = lines(params);
      if (!told || !told.length) return '';
      return el('div', {}, told.map(function (line, i) { return el('div', { class: i ? 'tip' : 'tip first' }, line); }));
    },
  };
}

function axis(kind, extra) {
  return Object.assign({
    type: kind, axisLine: { lineStyle: { color: style('line') } }, axisTick: { show: false },
    axisLabel: { color: style('soft'), fontFamily: font(), hideOverlap: true },
    nameTextStyle: { color: style('soft'), fontFamily: font() },
    splitLine: { show: kind !== 'category', lineStyle: { color: style('line'), opacity: .6 } },
  }, extra);
}

var pen = document.createElement('canvas').getContext('2d');

// Pixels that the widest of some names takes on an axis.
function widest(names) {
  pen.font = '13px ' + font();
  return Math.max.apply(null, names.map(function (name) { return pen.measureText(name).width; }).concat([0]));
}

// Horizontal bars. `items`: name, value, share, color (a variable of the style sheet).
function bars(items) {
  return function (box) {
    var narrow = box.clientWidth < 420;
    return {
      grid: { left: Math.min(widest(items.map(function (item) { return item.name; })), narrow ? 108 : 130) + 10, right: narrow ? 96 : 110, top: 0, bottom: 0 },
      tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) {
        var item = items[x.dataIndex];
        return [item.name, t('people_n', { n: int(item.value) }) + ' · ' + percent(item.share)];
      })),
      xAxis: { type: 'value', show: false, max: 'dataMax' },
      yAxis: axis('category', {
        inverse: true, data: items.map(function (item) { return item.name; }), axisLine: { show: false },
        axisLabel: { color: style('ink'), fontFamily: font(), fontSize: 13, width: narrow ? 108 : 130, overflow: 'truncate', interval: 0 },
      }),
      series: [{
        type: 'bar', barMaxWidth: 16, barMinHeight: 2, showBackground: true,
        backgroundStyle: { color: style('track'), borderRadius: 8 },
        data: items.map(function (item) {
          return { value: item.value, itemStyle: { color: style(item.color || 'accent'), borderRadius: 8 } };
        }),
        label: {
          show: true, position: 'right', color: style('soft'), fontFamily: font(), fontSize: 12.5,
          formatter: function (x) { return int(items[x.dataIndex].value) + ' · ' + percent(items[x.dataIndex].share); },
        },
      }],
    };
  };
}

function barFigure(id, title, items, extra) {
  return figure(Object.assign({
    id: id, title: title, height: Math.max(60, items.length * 30), option: bars(items),
    label: title + ': ' + items.map(function (item) { return item.name + ' ' + percent(item.share); }).join(', '),
    table: { head: [title, t('count'), t('share')],
      rows: items.map(function (item) { return [item.name, int(item.value), percent(item.share)]; }) },
  }, extra));
}
