// Groups that bridge, groups and accounts that are nearly full.

function groupColumns(rows, columns) {
  return columns.filter(function (c) { return !c.when || rows.some(c.when); });
}

// The bound is assumed from the sizes that groups commonly have: beyond it nothing is known but that.
function filled(share) {
  return share > 1 ? t('over_assumed') : percent(share);
}

onRender(function () {
  var box = empty(byId('groups-body')), g = data.groups;
  var name = { key: 'gname', label: t('group'), plain: true, kind: 'head', value: function (r) { return r.name; }, text: function (r) { return r.name; },
    cell: function (r) { return el('bdi', { class: 'name' }, r.name); } };
  var number = function (key, label, shown, when) {
    return { key: key, label: label, num: true, kind: 'fact', value: function (r) { return r[key] == null ? -1 : r[key]; },
      text: function (r) { return r[key] == null ? '' : shown(r[key]); }, raw: function (r) { return r[key]; }, when: when };
  };
  var city = { key: 'city', label: t('city'), kind: 'fact', value: function (r) { return r.city; }, text: function (r) { return r.city; }, when: function (r) { return r.city; } };
  add(box, [el('p', { class: 'soft' }, t('bridging_groups_about'))]);
  if (!g.bridging.length) add(box, [el('p', {}, t(g.computed ? 'no_bridging_groups' : 'groups_not_computed'))]);
  else add(box, [g.note && el('p', { class: 'note' }, L(g.note), el('a', { href: 'groups.csv' }, 'groups.csv')), table({
    id: 'groups', file: 'groups-selection.csv', full: 'groups.csv', rows: g.bridging, search: function (r) { return r.name + ' ' + r.city; },
    filters: [{ key: 'city', label: t('city'), value: function (r) { return r.city; }, name: String }],
    columns: groupColumns(g.bridging, [name, city, number('size', t('size'), int), number('betweenness', t('betweenness'), measure), number('linked', t('linked'), int),
      number('same_city', t('same_city'), percent, function (r) { return r.same_city != null; }), number('interactions', t('group_interactions'), measure, function (r) { return r.interactions != null; })]),
  })]);
  var room = data.room;
  add(box, [el('h3', {}, t('room')), el('p', { class: 'soft' }, t('room_about', { percent: room.nearly_full_percent, n: int(room.groups_nearly_full), of: int(room.groups),
    size: int(room.small_size), small: room.groups ? percent(room.groups_small / room.groups) : '–' }))]);
  if (g.full.length) add(box, [table({ id: 'full', file: 'groups-nearly-full.csv', full: 'groups.csv', rows: g.full, search: function (r) { return r.name; },
    columns: [name, number('heads', t('heads'), int), number('bound', t('bound'), int), number('share', t('filled'), filled)] })]);
  if (g.accounts.length) add(box, [el('h3', {}, t('accounts')), el('p', { class: 'soft' }, t('accounts_about', { cap: int(room.friend_cap), n: int(room.accounts_nearly_full), of: int(room.accounts) })),
    table({ id: 'accounts', file: 'accounts.csv', full: 'owners.csv', rows: g.accounts, search: function (r) { return r.name; },
      columns: [Object.assign({}, name, { label: t('account'), text: function (r) { return { id: r.name }; }, cell: function (r) { return el('bdi', { class: 'name' }, cut(r.name, 48)); } }), number('friends', t('friends'), int), number('share', t('filled'), filled), number('customers', t('customers'), int)] })]);
});
