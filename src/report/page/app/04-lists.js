// What to do: the lists of people, in tabs.

var openTab = data.lists.length ? data.lists[0].id : '';

function personCell(row) {
  var who = person(row.p);
  return el('span', { class: 'who' },
    el('button', { type: 'button', class: 'link who-of', title: t('see_person'), onclick: function () { showPerson(row.p, true); } }, el('bdi', { class: 'name' }, who.name)),
    who.nickname && idMark(who));
}

function cityText(who) {
  return who.city && who.inferred ? t('inferred', { city: who.city }) : who.city;
}

function reasonCell(row) {
  return el('div', { class: 'reason' },
    el('div', {}, L(row.why)),
    row.band && el('div', { class: 'band' }, t('band', { from: int(row.band[0]), to: int(row.band[0] + row.band[1] - 1) })),
    row.next && el('div', { class: 'next' }, el('b', {}, t('next')), ' ', L(row.next)));
}

function groupsCell(row) {
  if (!row.groups.length) return el('span', { class: 'soft' }, t('none_suggested'));
  var inviter = row.inviter && person(row.inviter[0]);
  return el('div', {}, el('ul', { class: 'suggestions' }, row.groups.map(function (group) {
    return el('li', {}, el('bdi', {}, group.name), ' ', el('span', { class: 'note' }, groupFacts(group)));
  })), inviter && el('div', { class: 'next' }, el('b', {}, t('inviter')), ' ', el('bdi', {}, inviter.name), ' ',
    el('span', { class: 'note' }, L(row.inviter[1]))));
}

function groupFacts(group) {
  var facts = [L(group.why)];
  if (group.members != null) facts.push(t('group_members', { n: int(group.members) }));
  if (group.similar) facts.push(t('group_similar', { n: int(group.similar) }));
  if (group.contacts != null) facts.push(t('group_contacts', { n: measure(group.contacts) }));
  return facts.filter(Boolean).join(' · ');
}

function listTable(list) {
  var any = function (test) { return list.rows.some(function (row) { return test(person(row.p)); }); };
  var of = function (get) { return function (row) { return get(person(row.p)); }; };
  var tiers = any(function (w) { return w.tier !== 'unknown'; });
  var cities = any(function (w) { return w.city; });
  var circles = any(function (w) { return w.circle; });
  return table({
    id: list.id, file: list.id + '-selection.csv', full: list.file, rows: list.rows, person: function (row) { return row.p; },
    search: function (row) {
      var who = person(row.p);
      return [who.id, who.name, who.city, circleCalled(who.circle), L(row.why), L(row.next || '')]
        .concat(row.groups.map(function (g) { return g.name; })).join('\n');
    },
    filters: [
      { key: 'tier', label: t('tier'), value: of(function (w) { return w.tier; }), order: function (x) { return TIERS.indexOf(x); },
        name: function (x) { return term('tier', x); } },
      { key: 'city', label: t('city'), value: of(function (w) { return w.city; }), name: function (x) { return x; } },
      { key: 'circle', label: t('circle'), value: of(function (w) { return w.circle || ''; }), order: Number,
        name: function (x) { return circleCalled(x); } },
    ],
    columns: [
      { key: 'rank', label: t('rank'), num: true, plain: true, value: function (row) { return row.rank; }, text: function (row) { return row.rank; } },
      { key: 'person', label: t('person'), plain: true, kind: 'head', value: of(function (w) { return w.name; }), cell: personCell,
        heads: ['user_id', t('nickname')], texts: function (row) { var w = person(row.p); return [{ id: w.id }, w.nickname]; } },
      { key: 'score', label: t(list.score), num: true, kind: 'fact', value: function (row) { return row.score; },
        text: function (row) { return list.score === 'score' ? row.score.toFixed(1) : measure(row.score); }, raw: function (row) { return row.score; } },
      tiers && { key: 'tier', label: t('tier'), kind: 'fact', value: of(function (w) { return TIERS.indexOf(w.tier); }),
        cell: of(function (w) { return tierMark(w.tier); }), text: of(function (w) { return w.tier; }) },
      cities && { key: 'city', label: t('city'), kind: 'fact', value: of(function (w) { return w.city; }), text: of(cityText) },
      circles && { key: 'circle', label: t('circle'), kind: 'fact', value: of(function (w) { return w.circle || 1e9; }),
        cell: of(function (w) {
          return el('button', { type: 'button', class: 'link', title: t('see_neighbourhood'), onclick: function () { showPerson(w.p, true); } },
            w.circle ? circleCalled(w.circle) : t('see'));
        }), text: of(function (w) { return w.circle || ''; }) },
      { key: 'why', label: t('why_next'), plain: true, cell: reasonCell, heads: [t('why'), t('next')],
        texts: function (row) { return [L(row.why), L(row.next || '')]; } },
      list.suggests && { key: 'groups', label: t('suggested'), kind: 'long', cell: groupsCell,
        text: function (row) { return row.groups.map(function (g) { return g.name; }).join('; '); } },
    ],
  });
}

function passedOver(list) {
  if (!list.passed.length) return null;
  return el('details', {}, el('summary', {}, t('passed_over', { n: int(list.passed_total) })),
    el('p', { class: 'note' }, t('passed_over_about')),
    el('table', {}, el('thead', {}, el('tr', {}, [t('place'), t('person'), t('score'), t('quota')].map(function (h, i) {
      return el('th', { scope: 'col', class: i % 2 ? '' : 'num' }, h);
    }))), el('tbody', {}, list.passed.map(function (row) {
      return el('tr', {}, el('td', { class: 'num' }, int(row.rank)), el('td', {}, personCell(row)),
        el('td', { class: 'num' }, row.score.toFixed(1)), el('td', {}, L(row.quota) + ' · ' + L(row.class)));
    }))));
}

function comparedFigure(list) {
  if (!list.compared) return null;
  var rows = list.compared.rows;
  return figure({
    id: 'compared', title: t('compared'), note: L(list.compared.about), height: rows.length * 36 + 20,
    label: t('compared') + ': ' + rows.map(function (r) { return L(r.name) + ' ' + L(r.told); }).join(', '),
    table: { head: [t('list'), t('reached')], rows: rows.map(function (r) { return [L(r.name), L(r.told)]; }) },
    option: function (box) {
      return {
        grid: { left: 4, right: box.clientWidth < 480 ? 16 : 190, top: 4, bottom: 4, containLabel: true },
        tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) { return [L(rows[x.dataIndex].name), L(rows[x.dataIndex].told)]; })),
        xAxis: { type: 'value', show: false },
        yAxis: axis('category', { inverse: true, data: rows.map(function (r) { return L(r.name); }), axisLine: { show: false },
          axisLabel: { color: style('ink'), fontFamily: font(), fontSize: 13, interval: 0 } }),
        series: [{ type: 'bar', barMaxWidth: 16, showBackground: true, backgroundStyle: { color: style('track'), borderRadius: 8 },
          data: rows.map(function (r, i) { return { value: r.value, itemStyle: { color: i ? style('unknown') : style('accent'), borderRadius: 8 } }; }),
          label: { show: box.clientWidth >= 480, position: 'right', color: style('soft'), fontFamily: font(),
            formatter: function (x) { return L(rows[x.dataIndex].told); } } }],
      };
    },
  });
}

function selectTab(id, focus) {
  openTab = id;
  data.lists.forEach(function (list) {
    var tab = byId('tab-' + list.id), on = list.id === id;
    tab.setAttribute('aria-selected', on);
    tab.tabIndex = on ? 0 : -1;
    byId(list.id).classList.toggle('closed', !on);
    if (on && focus) tab.focus();
  });
  charts.forEach(function (chart) { if (!chart.made && byId(id).contains(chart.box)) draw(chart); });
}

onRender(function () {
  var tabs = empty(byId('tabs'));
  data.lists.forEach(function (list, i) {
    tabs.appendChild(el('button', { type: 'button', role: 'tab', id: 'tab-' + list.id, 'aria-controls': list.id,
      onclick: function () { selectTab(list.id); },
      onkeydown: function (event) {
        var step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        selectTab(data.lists[(i + step + data.lists.length) % data.lists.length].id, true);
      } }, t(list.id + '_nav'), el('span', { class: 'badge' }, int(list.rows.length))));
    var panel = empty(byId(list.id));
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', 'tab-' + list.id);
    add(panel, [
      el('h3', {}, t(list.id)), el('p', { class: 'soft' }, L(list.about)),
      list.ties && el('p', { class: 'note' }, L(list.ties)),
      list.rows.length ? [el('p', { class: 'note' }, L(list.note), el('a', { href: list.file }, list.file)), listTable(list)]
        : el('p', {}, list.nobody ? L(list.nobody) : t('nobody')),
      list.skipped && el('p', { class: 'note' }, L(list.skipped)), passedOver(list), comparedFigure(list)]);
  });
  if (openTab) selectTab(openTab);
  countTabs();
});

// How many of each list are meant.
function countTabs() {
  data.lists.forEach(function (list) {
    byId('tab-' + list.id).querySelector('.badge').textContent = int(list.rows.filter(function (row) { return isChosen(row.p); }).length);
  });
}

onNarrow(countTabs);
