// What has changed since earlier runs: what there is to say, moves between tiers, people.

onRender(function () {
  var c = data.changes;
  if (!c) return;
  var box = empty(byId('changes-body'));
  c.told.forEach(function (step, i) {
    add(box, [i === 1 && el('h3', {}, t('changes_before')), el('ul', { class: 'told' }, step.map(function (told) { return el('li', {}, L(told)); }))]);
  });
  var place = function (code) { return code === 'none' ? t('not_there') : term('tier', code); };
  var order = TIERS.concat(['none']);
  // One column of tiers a run; who stays away from both runs of a step is nobody.
  var nodes = [], links = [];
  c.runs.forEach(function (run, depth) {
    order.forEach(function (code) {
      var some = c.flows.some(function (flows, step) {
        return flows.some(function (flow) { return (step === depth && flow.before === code) || (step + 1 === depth && flow.after === code); });
      });
      if (some) nodes.push({ name: depth + ':' + code, depth: depth, code: code });
    });
  });
  c.flows.forEach(function (flows, step) {
    flows.forEach(function (flow) {
      links.push({ source: step + ':' + flow.before, target: step + 1 + ':' + flow.after, value: flow.people });
    });
  });
  var shown = function (name) { return place(name.split(':')[1]); };
  var dated = function (name) { return L(c.runs[name.split(':')[0]]) + ' ' + shown(name); };
  if (links.length) add(box, [figure({
    id: 'flows', wide: true, height: 340, title: t('flows'), note: t('flows_about', { runs: c.runs.map(L).join(' → ') }), label: t('flows_label'),
    option: function () {
      return {
        tooltip: { trigger: 'item', confine: true, formatter: function (item) {
          return item.dataType === 'edge' ? dated(item.data.source) + ' → ' + dated(item.data.target) + ': ' + int(item.data.value) : dated(item.name) + ': ' + int(item.value);
        } },
        series: [{
          type: 'sankey', left: 8, right: 110, top: 8, bottom: 8, nodeGap: 10, nodeWidth: 14, layoutIterations: 0, draggable: false, emphasis: { focus: 'adjacency' },
          label: { color: style('ink'), formatter: function (item) { return shown(item.name) + ' ' + int(item.value); } },
          lineStyle: { color: 'source', opacity: 0.3 },
          data: nodes.map(function (node) {
            return { name: node.name, depth: node.depth, itemStyle: { color: node.code === 'none' ? style('soft') : style(node.code) } };
          }),
          links: links,
        }],
      };
    },
    table: { head: [t('from'), t('to'), t('people')], rows: links.map(function (link) { return [dated(link.source), dated(link.target), int(link.value)]; }) },
  })]);
  var name = function (row) { return row.name || cut(row.id, 48); };
  var list = function (code) { return code ? t(code + '_nav') : ''; };
  var words = function (key, label) {
    return { key: key, label: label, kind: 'fact', value: function (row) { return L(row[key]); }, text: function (row) { return L(row[key]); } };
  };
  if (c.rows.length) add(box, [table({
    id: 'changes', file: 'changes-selection.csv', full: 'changes.csv', rows: c.rows,
    search: function (row) { return row.name + ' ' + row.id + ' ' + row.owner; },
    filters: [
      { key: 'change', label: t('change'), value: function (row) { return row.change; }, name: function (code) { return capital(term('turn', code)); } },
      { key: 'list', label: t('list'), value: function (row) { return row.list; }, name: list },
      { key: 'tier', label: t('tier'), value: function (row) { return row.tier; }, name: function (code) { return term('tier', code); }, order: function (code) { return TIERS.indexOf(code); } },
      { key: 'owner', label: t('owner'), value: function (row) { return row.owner; }, name: String },
    ],
    columns: [
      { key: 'person', label: t('person'), plain: true, kind: 'head', value: name, text: name, heads: [t('person'), 'user_id'], texts: function (row) { return [row.name, { id: row.id }]; },
        cell: function (row) { return [el('bdi', { class: 'name' }, name(row)), row.name && el('bdi', { class: 'id' }, cut(row.id, 48))]; } },
      { key: 'change', label: t('change'), kind: 'fact', value: function (row) { return term('turn', row.change); }, text: function (row) { return capital(term('turn', row.change)); } },
      c.rows.some(function (row) { return row.list; }) && { key: 'list', label: t('list'), kind: 'fact', value: function (row) { return list(row.list); }, text: function (row) { return list(row.list); } },
      words('before', t('before')), words('after', t('after')),
      { key: 'tier', label: t('tier'), kind: 'fact', value: function (row) { return TIERS.indexOf(row.tier); }, text: function (row) { return row.tier; }, cell: function (row) { return tierMark(row.tier); } },
      c.rows.some(function (row) { return row.owner; }) && { key: 'owner', label: t('owner'), kind: 'fact', value: function (row) { return row.owner; }, text: function (row) { return { id: row.owner }; }, cell: function (row) { return row.owner ? el('bdi', {}, row.owner) : ''; } },
    ],
  })]);
  add(box, [el('details', {}, el('summary', {}, t('change_rules')), el('ul', {}, c.rules.concat([c.circle_rule]).map(function (rule) { return el('li', {}, L(rule)); })))]);
});
