// Anybody by anything: filters over everybody who may be named, counts of who is found, the people, a file, a rule.

// What is asked: the text, a value each of some filters, and by what the people are ordered.
var ask = { q: '', by: {}, rule: '', order: 'influence', all: false };

// A filter and its value in few words: what names its own kind needs no label.
function chip(filter) {
  var name = filter.name(ask.by[filter.key]);
  return ['tier', 'circle', 'role', 'device'].indexOf(filter.key) >= 0 ? name : t(filter.label) + ' ' + name;
}

// People in the table at most, and on one look.
var MOST_SHOWN = 500, FIRST_SHOWN = 10;

// What people are asked for by: the column, what its values are called, how a rule says it. Values are places, as the columns hold them.
var FILTERS = [
  { key: 'tier', label: 'tier', name: function (v) { return capital(term('tier', TIERS[v])); }, word: function (v) { return TIERS[v]; }, rule: function (v) { return 'value_tier = ' + TIERS[v]; }, facet: true },
  { key: 'lifecycle', label: 'lifecycle', name: function (v) { return capital(term('lifecycle', LIFECYCLES[v])); }, word: function (v) { return LIFECYCLES[v]; }, rule: function (v) { return 'lifecycle = ' + LIFECYCLES[v]; }, facet: true },
  { key: 'position', label: 'position', name: function (v) { return capital(term('position', data.positions[v])); }, word: function (v) { return data.positions[v]; }, rule: function (v) { return 'position = ' + data.positions[v]; }, facet: true },
  { key: 'role', label: 'roles', name: function (v) { return capital(term('role', ROLES[v])); }, word: function (v) { return ROLES[v]; } },
  { key: 'reach', label: 'reach', name: function (v) { return capital(term('reach', REACHES[v])); }, word: function (v) { return REACHES[v]; }, rule: function (v) { return 'reach = ' + REACHES[v]; } },
  { key: 'device', label: 'devices', name: function (v) { return capital(term('device', DEVICES[v])); }, word: function (v) { return DEVICES[v]; }, rule: function (v) { return 'device_class = ' + DEVICES[v]; } },
  { key: 'circle', label: 'circle', name: function (v) { return circleCalled(v); }, word: String, rule: function (v) { return 'circle = ' + v; }, facet: true },
  { key: 'city', label: 'city', name: function (v) { return crowd.cities[v]; }, word: function (v) { return crowd.cities[v]; }, rule: function (v) { return 'region = ' + quoted(crowd.cities[v]); }, facet: true },
  { key: 'owner', label: 'owner', name: function (v) { return crowd.owner_names[v]; }, word: function (v) { return crowd.owners[v]; }, rule: function (v) { return 'owner_id = ' + quoted(crowd.owners[v]); }, facet: true },
  { key: 'on', label: 'lists_on', name: function (v) { return v === crowd.lists.length ? t('any_list') : t(crowd.lists[v] + '_nav'); }, word: function (v) { return v === crowd.lists.length ? 'any' : crowd.lists[v]; },
    has: function (bits, v) { return v === crowd.lists.length ? bits > 0 : (bits >> v) & 1; } },
  { key: 'cell', label: 'cell', name: cellName, word: String },
];

function filterOf(key) {
  return FILTERS.filter(function (filter) { return filter.key === key; })[0];
}

// A value of a rule, whatever is in it.
function quoted(text) {
  return '"' + text.replace(/\\(?=["\\])/g, '\\\\').replace(/"/g, '""') + '"';
}

function cellName(v) {
  var lattice = data.lattice, across = lattice.spend.length;
  return t('corner') + ' ' + typeset(lattice.days[Math.floor(v / across)]) + ' × ' + typeset(lattice.spend[v % across]);
}

function asked() {
  return FILTERS.filter(function (filter) { return ask.by[filter.key] !== undefined; });
}

// The people who are meant, in the order of the page: highest influence first.
function found() {
  var filters = asked(), wanted = ask.q.trim().toLowerCase(), names = wanted && callsOf(), out = [], test = null;
  ruleWrong = '';
  try { test = ruleTest(ask.rule); } catch (wrong) { if (typeof wrong !== 'string') throw wrong; ruleWrong = wrong; }
  for (var p = 0; p < crowd.id.length; p++) {
    var fits = (!wanted || names[p].indexOf(wanted) >= 0) && (!test || test(p));
    for (var i = 0; fits && i < filters.length; i++) {
      var filter = filters[i], value = crowd[filter.key][p], v = ask.by[filter.key];
      fits = filter.has ? filter.has(value, v) : value === v;
    }
    if (fits) out.push(p);
  }
  if (ask.order !== 'influence') {
    var column = crowd[ask.order], sign = ask.order === 'recency' ? 1 : -1;
    // What is not known comes last either way.
    var key = function (p) { return column[p] < 0 ? Infinity : sign * column[p]; };
    out.sort(function (a, b) { var x = key(a), y = key(b); return x < y ? -1 : x > y ? 1 : a - b; });
  }
  return out;
}

// What of the rule cannot be understood.
var ruleWrong = '';

// Asks for people from anywhere on the page, and goes there.
function askFor(by) {
  ask.by = by;
  ask.q = ask.rule = '';
  ask.all = false;
  state.place = 'ask';
  renderAsk();
  byId('ask').scrollIntoView();
  byId('asked').focus({ preventScroll: true });
  writeHash(true);
}

// What is asked as parts of the address, in words that another run has too.
function askParts() {
  return asked().map(function (filter) { return 'f.' + filter.key + '=' + encodeURIComponent(filter.word(ask.by[filter.key])); })
    .concat(ask.rule.trim() ? 'rule=' + encodeURIComponent(ask.rule.trim()) : []);
}

function readAsk(key, word) {
  var filter = filterOf(key), wanted = decoded(word);
  if (!filter || (key === 'cell' && !data.lattice)) return;
  var most = { tier: TIERS.length, lifecycle: LIFECYCLES.length, position: data.positions.length, role: ROLES.length, reach: REACHES.length, device: DEVICES.length, city: crowd.cities.length, owner: crowd.owners.length, on: crowd.lists.length + 1,
    circle: 1 + crowd.circle.reduce(function (a, b) { return Math.max(a, b); }, 0), cell: data.lattice ? data.lattice.days.length * data.lattice.spend.length : 0 }[key];
  for (var v = 0; v < most; v++) if (filter.word(v) === wanted) { ask.by[key] = v; return; }
}

// How many of the people have each value, the most common first; tiers and lifecycles in their own order.
function counted(filter, people) {
  var counts = new Map();
  people.forEach(function (p) {
    var value = crowd[filter.key][p];
    if (filter.has) { for (var v = 0; v <= crowd.lists.length; v++) if (filter.has(value, v)) counts.set(v, (counts.get(v) || 0) + 1); }
    else if (value >= 0) counts.set(value, (counts.get(value) || 0) + 1);
  });
  var own = { tier: 1, lifecycle: 1, position: 1, on: 1 }[filter.key];
  return Array.from(counts).sort(function (a, b) { return own ? a[0] - b[0] : b[1] - a[1] || a[0] - b[0]; });
}

function orNull(p, key) {
  return crowd[key][p] < 0 ? null : crowd[key][p];
}

var ASK_COLUMNS = [
  { key: 'person', label: 'person', cell: function (p) { return personCell({ p: p }); } },
  { key: 'tier', label: 'tier', cell: function (p) { return tierMark(TIERS[crowd.tier[p]]); } },
  { key: 'lifecycle', label: 'lifecycle', cell: function (p) { return term('lifecycle', LIFECYCLES[crowd.lifecycle[p]]); } },
  { key: 'city', label: 'city', cell: function (p) { return cityText(person(p)); } },
  { key: 'circle', label: 'circle', cell: function (p) {
    return el('button', { type: 'button', class: 'link', title: t('see_neighbourhood'), onclick: function () { showPerson(p, true); } }, crowd.circle[p] > 0 ? circleCalled(crowd.circle[p]) : t('see'));
  } },
  { key: 'influence', label: 'influence', num: true, cell: function (p) { return (crowd.influence[p] / 1000).toFixed(1); } },
  { key: 'degree', label: 'degree', num: true, cell: function (p) { return int(crowd.degree[p]); } },
  { key: 'recency', label: 'recency', num: true, cell: function (p) { return crowd.recency[p] < 0 ? '–' : int(crowd.recency[p]); } },
  { key: 'spend', label: 'spend', num: true, cell: function (p) { return crowd.spend[p] < 0 ? '–' : int(crowd.spend[p]); } },
  { key: 'owner', label: 'owner', cell: function (p) { return person(p).owner; } },
  { key: 'on', label: 'lists_on', cell: function (p) { return listsOf(p).map(function (list) { return t(list + '_nav'); }).join(t('separator')); } },
];

function listsOf(p) {
  return crowd.lists.filter(function (_, i) { return (crowd.on[p] >> i) & 1; });
}

// A file of everybody found: the columns of users.csv that the page has, by their names there.
function askCsv(people) {
  var head = ['user_id', 'nickname', 'value_tier', 'lifecycle', 'position', 'region', 'circle', 'influence', 'degree', 'recency_days', 'monthly_spend', 'owner_id', 'lists'];
  return csv([head].concat(people.map(function (p) {
    var who = person(p);
    return [{ id: who.id }, who.nickname, who.tier, who.lifecycle, who.position || '', who.city, who.circle || '', who.influence, who.degree, orNull(p, 'recency'), orNull(p, 'spend'),
      { id: crowd.owner[p] < 0 ? '' : crowd.owners[crowd.owner[p]] }, listsOf(p).join(';')];
  })));
}

function askSelects() {
  var everybody = crowd.id.map(function (_, p) { return p; });
  return FILTERS.filter(function (filter) { return filter.key !== 'cell'; }).map(function (filter) {
    var counts = counted(filter, everybody);
    if (counts.length < 2) return null;
    var select = el('select', { 'aria-label': t(filter.label), 'data-filter': filter.key, onchange: function () {
      if (select.value === '') delete ask.by[filter.key]; else ask.by[filter.key] = Number(select.value);
      ask.all = false;
      askResult();
    } }, el('option', { value: '' }, t(filter.label) + ' · ' + t('all')), counts.slice(0, 500).map(function (c) {
      return el('option', { value: c[0] }, filter.name(c[0]) + ' (' + int(c[1]) + ')');
    }));
    return select;
  });
}

function askResult() {
  var people = found(), box = empty(byId('ask-result')), filters = asked();
  document.querySelectorAll('#ask-body [data-filter]').forEach(function (select) {
    var v = ask.by[select.getAttribute('data-filter')];
    select.value = v === undefined ? '' : String(v);
  });
  writeHash();
  choose(people, filters.length > 0 || ask.q.trim() !== '' || (ask.rule.trim() !== '' && !ruleWrong));
  byId('ask-rule-said').textContent = ruleWrong ? t('rule_wrong', { found: cut(ruleWrong, 40) }) : '';
  byId('ask-by-rule').setAttribute('aria-invalid', !!ruleWrong);
  var spent = people.filter(function (p) { return crowd.spend[p] >= 0; });
  var sum = spent.reduce(function (all, p) { return all + crowd.spend[p]; }, 0);
  add(box, [
    filters.length > 0 && el('div', { class: 'chosen' }, filters.map(function (filter) {
      return el('button', { type: 'button', title: t('remove_filter'), onclick: function () { delete ask.by[filter.key]; askResult(); byId('asked').focus(); } }, chip(filter) + ' ×');
    }), el('button', { type: 'button', onclick: function () { ask.by = {}; clearText(); clearRule(); askResult(); byId('asked').focus(); } }, t('ask_clear'))),
    el('p', { id: 'asked', class: 'asked', tabindex: -1, role: 'status' }, t('ask_found', { n: int(people.length), share: percent(people.length / (crowd.id.length || 1)) }),
      spent.length > 0 && ' · ' + t('ask_spend', { sum: int(sum), known: int(spent.length) }))]);
  var written = ask.rule.trim() && !ruleWrong ? [filters.length ? '(' + ask.rule.trim() + ')' : ask.rule.trim()] : [];
  var rule = filters.filter(function (filter) { return filter.rule; }).map(function (filter) { return filter.rule(ask.by[filter.key]); }).concat(written).join(' and ');
  var asRule = rule && el('details', {}, el('summary', {}, t('ask_rule')), el('pre', { tabindex: 0 }, el('code', { id: 'ask-rule' }, rule)), (ask.q || filters.some(function (filter) { return !filter.rule; })) && el('p', { class: 'note' }, t('ask_rule_part')));
  if (!people.length) { add(box, [el('p', {}, t('nothing_found')), asRule]); return; }
  add(box, [el('dl', { class: 'facets' }, FILTERS.filter(function (filter) { return (filter.facet || filter.has) && ask.by[filter.key] === undefined; }).map(function (filter) {
    var counts = counted(filter, people);
    if (counts.length < 2) return null;
    return [el('dt', {}, t(filter.label)), el('dd', {}, counts.slice(0, 8).map(function (c) {
      return el('button', { type: 'button', onclick: function () { ask.by[filter.key] = c[0]; ask.all = false; askResult(); byId('asked').focus(); } }, filter.name(c[0]) + ' (' + int(c[1]) + ')');
    }))];
  }))]);
  var shown = people.slice(0, ask.all ? MOST_SHOWN : FIRST_SHOWN);
  var columns = ASK_COLUMNS.filter(function (column) {
    var unknown = { tier: TIERS, lifecycle: LIFECYCLES }[column.key], values = crowd[column.key];
    return !values || column.key === 'on' || shown.some(function (p) { return unknown ? unknown[values[p]] !== 'unknown' : values[p] >= 0; });
  });
  var head = function (column) {
    var on = ask.order === column.key;
    return el('th', { scope: 'col', class: (column.num ? 'num ' : '') + 'c-' + column.key, 'aria-sort': column.num ? (on ? (column.key === 'recency' ? 'ascending' : 'descending') : 'none') : null },
      column.num ? el('button', { type: 'button', 'data-order': column.key, onclick: function () { ask.order = column.key; askResult(); document.querySelector('#ask [data-order=' + column.key + ']').focus(); } }, t(column.label)) : t(column.label));
  };
  add(box, [
    el('div', { class: 'tools' }, el('span', { class: 'gap' }), el('button', { type: 'button', onclick: function () { download('people.csv', askCsv(people)); } }, t('download'))),
    el('div', { class: 'table' }, el('table', { class: 'people stack', id: 'ask-people' }, el('thead', {}, el('tr', {}, columns.map(head))), el('tbody', {}, shown.map(function (p) {
      return el('tr', {}, columns.map(function (column) {
        var cell = column.cell(p);
        return el('td', { class: (column.num ? 'num ' : '') + 'c-' + column.key + (column.key === 'person' ? ' head' : ' fact') + (cell === '' || cell === '–' ? ' vacant' : ''), 'data-label': column.key === 'person' ? null : t(column.label) }, cell);
      }));
    })))),
    people.length > FIRST_SHOWN && el('button', { type: 'button', class: 'more', id: 'ask-more', onclick: function () { ask.all = !ask.all; askResult(); byId('ask-more').focus(); } },
      ask.all ? t('show_fewer') : t('show_all', { n: int(Math.min(people.length, MOST_SHOWN)) })),
    ask.all && people.length > MOST_SHOWN && el('p', { class: 'note' }, t('ask_first', { n: int(MOST_SHOWN) })), asRule]);
}

// Everything on the page is of these people from here on, or of everybody.
var choosing = 0;

function choose(people, some) {
  var before = chosen;
  chosen = some ? new Uint8Array(crowd.id.length) : null;
  if (some) people.forEach(function (p) { chosen[p] = 1; });
  chosenCount = people.length;
  filterBar(people);
  if (!before && !chosen) return;
  cancelAnimationFrame(choosing);
  choosing = requestAnimationFrame(function () { narrowed.forEach(function (render) { render(); }); });
}

// What is asked, wherever one is on the page.
function filterBar(people) {
  var bar = empty(byId('filters'));
  bar.hidden = !chosen;
  if (!chosen) return;
  add(bar, [el('b', {}, t('only')), asked().map(function (filter) {
    return el('button', { type: 'button', title: t('remove_filter'), onclick: function () { delete ask.by[filter.key]; askResult(); stay(); } }, chip(filter) + ' ×');
  }), ask.q.trim() && el('button', { type: 'button', title: t('remove_filter'), onclick: function () { clearText(); askResult(); stay(); } }, '“' + cut(ask.q.trim(), 20) + '” ×'),
    ask.rule.trim() && !ruleWrong && el('button', { type: 'button', title: t('remove_filter'), onclick: function () { clearRule(); askResult(); stay(); } }, cut(ask.rule.trim(), 40) + ' ×'),
    el('a', { href: '#ask', class: 'count' }, t('ask_found', { n: int(people.length), share: percent(people.length / (crowd.id.length || 1)) })),
    el('button', { type: 'button', id: 'filters-clear', onclick: function () { ask.by = {}; clearText(); clearRule(); askResult(); stay(); } }, t('ask_clear'))]);
  // The focus stays in the bar, or where the page goes on when the bar has gone.
  function stay() { (byId('filters-clear') || byId('asked')).focus({ preventScroll: true }); }
}

function clearText() {
  ask.q = '';
  byId('ask-search').value = '';
}

function clearRule() {
  ask.rule = '';
  byId('ask-by-rule').value = '';
}

function renderAsk() {
  var box = empty(byId('ask-body'));
  var search = el('input', { type: 'search', id: 'ask-search', placeholder: t('ask_search'), 'aria-label': t('ask_search'), value: ask.q, oninput: function () { ask.q = search.value; ask.all = false; askResult(); } });
  var byRule = el('input', { type: 'search', id: 'ask-by-rule', class: 'by-rule', placeholder: t('ask_by_rule'), 'aria-label': t('ask_by_rule'), title: t('ask_by_rule_about'), value: ask.rule, oninput: function () { ask.rule = byRule.value; ask.all = false; askResult(); } });
  add(box, [crowd.total > crowd.id.length && el('p', { class: 'note' }, t('ask_some', { n: int(crowd.id.length), more: int(crowd.total - crowd.id.length) })),
    el('div', { class: 'tools' }, search, askSelects()), el('div', { class: 'tools' }, byRule, el('span', { id: 'ask-rule-said', class: 'note', role: 'status' })), el('div', { id: 'ask-result' })]);
  askResult();
}

onRender(renderAsk);
