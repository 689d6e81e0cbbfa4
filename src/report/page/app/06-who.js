// Who they are: value, position, lifecycle, roles, devices, cities, interests; how measures are spread.

function parts(kind, distribution, colour) {
  return Object.keys(distribution).filter(function (code) { return code !== 'unknown' || distribution[code].count; }).map(function (code) {
    return { code: code, name: term(kind, code), value: distribution[code].count, share: distribution[code].share, color: colour && colour(code) };
  });
}

// A distribution over those who are meant, by a column whose values stand in the order of `codes`.
function ofChosen(whole, column, codes) {
  if (!chosen) return whole;
  var counts = countChosen(column, codes.length), all = chosenPeople() || 1, out = {};
  codes.forEach(function (code, i) { out[code] = { count: counts[i], share: counts[i] / all }; });
  if (whole.unknown && !out.unknown) {
    var none = chosenPeople() - counts.reduce(function (a, b) { return a + b; }, 0);
    out.unknown = { count: none, share: none / all };
  }
  return out;
}

// The lattice, counted over those who are meant.
function latticeNow() {
  var lattice = data.lattice, across = lattice.spend.length, all = chosenPeople() || 1;
  if (!chosen) return lattice;
  var counts = countChosen(crowd.cell, lattice.days.length * across), placed = counts.reduce(function (a, b) { return a + b; }, 0);
  return Object.assign({}, lattice, { unknown: { count: all - placed, share: (all - placed) / all }, cells: lattice.cells.map(function (row, i) {
    return row.map(function (c, j) { var n = counts[i * across + j]; return Object.assign({}, c, { count: n, share: n / all }); });
  }) });
}

// Segments by the cells that make them.
function segmentsNow() {
  if (!chosen || !data.lattice) return data.distributions.value_segment;
  var out = {}, lattice = latticeNow();
  Object.keys(data.distributions.value_segment).forEach(function (code) { out[code] = { count: 0, share: 0 }; });
  lattice.cells.forEach(function (row) { row.forEach(function (c) { out[c.segment].count += c.count; out[c.segment].share += c.share; }); });
  if (out.unknown) out.unknown = lattice.unknown;
  return out;
}

function known(distribution) {
  return Object.keys(distribution).some(function (code) { return code !== 'unknown' && distribution[code].count; });
}

function typeset(label) {
  return label.replace('<=', '≤ ').replace('>=', '≥ ').replace(/^<(\S)/, '< $1').replace(/^>(\S)/, '> $1');
}

function latticeBlock() {
  var lattice = latticeNow();
  return el('div', { class: 'wide block' }, el('h3', {}, t('lattice')), el('p', { class: 'note' }, t('value_about')),
    el('div', { class: 'scroll', tabindex: 0 }, el('table', { class: 'lattice' },
      el('thead', {}, el('tr', {}, el('th', {}, t('corner')), lattice.spend.map(function (s) { return el('th', { scope: 'col' }, typeset(s)); }))),
      el('tbody', {}, lattice.days.map(function (days, i) {
        return el('tr', {}, el('th', { scope: 'row' }, typeset(days)), lattice.cells[i].map(function (c, j) {
          return el('td', { class: 't-' + c.tier + (c.count ? '' : ' empty') },
            el('span', { class: 'what' }, c.tier + ' ', el('i', {}, term('segment', c.segment))), c.count ? el('button', { type: 'button', class: 'count', title: t('open_people'), onclick: function () { askFor({ cell: i * lattice.spend.length + j }); } }, int(c.count)) : el('b', {}, '0'), ' ', el('span', { class: 'note' }, percent(c.share)));
        }));
      })))),
    lattice.unknown.count > 0 && el('p', { class: 'note' }, t('no_cell', { count: int(lattice.unknown.count), share: percent(lattice.unknown.share) })));
}

function segmentsBlock() {
  var items = parts('segment', segmentsNow());
  var most = Math.max.apply(null, items.map(function (x) { return x.share; }).concat([1e-9]));
  return el('div', { class: 'block' }, el('h3', {}, t('segments')), el('table', { class: 'bars' },
    el('thead', {}, el('tr', {}, [t('segments'), '', t('count'), t('measured'), t('reference')].map(function (h, i) { return i === 1 ? el('td', { class: 'bar' }) : el('th', { scope: 'col', class: i ? 'num' : '' }, h); }))),
    el('tbody', {}, items.map(function (x) {
      return el('tr', {}, el('th', { scope: 'row' }, x.name), el('td', { class: 'bar' }, el('span', {}, el('i', { style: { width: (100 * x.share / most).toFixed(2) + '%' } }))),
        el('td', { class: 'num' }, int(x.value)), el('td', { class: 'num' }, percent(x.share)), el('td', { class: 'num soft' }, data.references[x.code] || ''));
    }))), el('p', { class: 'note' }, t('reference_note')));
}

function matrixFigure() {
  var counts = data.profile.tier_by_position.map(function (row) { return row.slice(); });
  if (chosen) {
    counts.forEach(function (row) { row.fill(0); });
    for (var p = 0; p < crowd.id.length; p++) if (isChosen(p) && crowd.position[p] >= 0) counts[crowd.tier[p]][crowd.position[p]]++;
  }
  var rows = TIERS.map(function (_, i) { return i; })
    .filter(function (i) { return counts[i].some(Boolean); });
  if (!rows.length) return null;
  // What part of its tier a cell is: tiers differ so much in size that counts would only show which is the largest.
  var cells = [];
  rows.forEach(function (i, y) {
    var all = counts[i].reduce(function (a, b) { return a + b; }, 0);
    counts[i].forEach(function (n, x) { cells.push([x, y, n, n / all]); });
  });
  var positions = data.positions.map(function (p) { return term('position', p); });
  return figure({
    id: 'matrix', wide: true, title: t('matrix'), note: t('matrix_about'), height: rows.length * 46 + 44,
    label: t('matrix') + ': ' + t('matrix_about'),
    pick: function (x) { return x.value && x.value[2] ? { tier: rows[x.value[1]], position: x.value[0] } : null; },
    table: { head: [t('tier')].concat(positions), rows: rows.map(function (i) { return [term('tier', TIERS[i])].concat(counts[i].map(int)); }) },
    option: function (box) {
      var slanted = box.clientWidth < 480 && state.lang === 'en';
      return {
        // The first slanted name begins left of its column.
        grid: { left: slanted ? 30 : 4, right: 4, top: 4, bottom: 4, containLabel: true },
        tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) {
          return [term('tier', TIERS[rows[x.value[1]]]) + ' · ' + positions[x.value[0]], t('people_n', { n: int(x.value[2]) }) + ' · ' + t('of_tier', { share: percent(x.value[3]) })];
        })),
        xAxis: axis('category', { data: positions, axisLine: { show: false }, axisLabel: { color: style('ink'), fontFamily: font(), interval: 0, fontSize: box.clientWidth < 480 ? 11.5 : 13, rotate: slanted ? 32 : 0 } }),
        yAxis: axis('category', { data: rows.map(function (i) { return term('tier', TIERS[i]); }), inverse: true, axisLine: { show: false }, axisLabel: { color: style('ink'), fontFamily: font() } }),
        series: [{ type: 'heatmap', data: cells.map(function (c) {
          var share = c[3];
          return { value: c, itemStyle: { color: mix(share), borderColor: style('card'), borderWidth: 3, borderRadius: 8 },
            label: { color: share > .62 ? style('on-accent') : style('ink') } };
        }), label: { show: true, fontFamily: font(), fontSize: 13, formatter: function (x) { return x.value[2] ? int(x.value[2]) + (box.clientWidth < 620 ? '' : ' · ' + Math.round(100 * x.value[3]) + '%') : '·'; } } }],
      };
    },
  });
}

// From the colour of nothing to that of most.
function mix(share) {
  return echarts.color.lerp(share, [style('heat0'), style('heat1'), style('heat2')]);
}

function interestsFigure() {
  var interests = data.profile.interests, tree = interests.tree;
  if (!tree.length) return null;
  var levels = interests.covered.map(function (part, i) { return t('level_covered', { level: i + 1, share: percent(part.share) }); }).join(t('semicolon'));
  // A person may have several interests: the angles are shares of mentions, and so are told as people.
  function branch(node, colour, depth) {
    var out = { name: node.name, value: node.users, users: node.users, itemStyle: { color: colour, opacity: [1, .5, .26][depth] }, label: { color: depth ? style('ink') : style('on-tone') } };
    var below = (node.parts || []).map(function (part) { return branch(part, colour, depth + 1); });
    if (below.length) {
      var sum = below.reduce(function (a, b) { return a + b.value; }, 0);
      var scale = sum > node.users ? node.users / sum : 1;
      below.forEach(function shrink(b) { b.value *= scale; (b.children || []).forEach(shrink); });
      out.children = below;
    }
    return out;
  }
  return figure({
    id: 'interests', title: t('interests'), height: window.innerWidth < 720 ? 330 : 540, note: capital(levels) + t('stop') + ' ' + t('level_reference'),
    label: t('interests') + ': ' + tree.slice(0, 5).map(function (b) { return b.name + ' ' + int(b.users); }).join(', '),
    table: { head: [t('interest'), t('count'), t('groups')], rows: [].concat.apply([], tree.map(function (b) {
      return [[b.name, int(b.users), int(b.groups)]].concat((b.parts || []).map(function (part) {
        return [b.name + ' › ' + part.name, int(part.users), int(part.groups)];
      }));
    })) },
    option: function (box) {
      return {
        tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) {
          if (!x.data || x.data.users === undefined) return null;
          return [x.treePathInfo.slice(1).map(function (n) { return n.name; }).join(' › '), t('people_n', { n: int(x.data.users) })];
        })),
        series: [{ type: 'sunburst', radius: ['16%', '96%'], sort: null, nodeClick: 'rootToNode', data: tree.map(function (b, i) { return branch(b, style('c' + i % 10), 0); }),
          itemStyle: { borderColor: style('card'), borderWidth: 1.5, borderRadius: 4 }, minAngle: 0,
          label: { fontFamily: font(), fontSize: 11.5, minAngle: 3.2, overflow: 'truncate', rotate: 'radial' },
          levels: [{}, { r0: '14%', r: '42%', label: { fontSize: 12.5, fontWeight: 600, minAngle: 6 } }, { r0: '42%', r: '76%', label: { show: box.clientWidth > 420, minAngle: 4.2, fontSize: 10, align: 'right', padding: 4, width: Math.min(box.clientWidth, 540) * .15 } },
            { r0: '76%', r: '98%', label: { show: box.clientWidth > 420, minAngle: 5, fontSize: 10, width: Math.min(box.clientWidth, 540) * .1 } }] }],
      };
    },
  });
}

// Cities by those who are meant: as many as are told of everybody.
function citiesNow() {
  var whole = data.profile.cities;
  if (!chosen) return whole;
  var counts = countChosen(crowd.city, crowd.cities.length), all = chosenPeople() || 1;
  var part = function (n) { return { count: n, share: n / all }; };
  var order = counts.map(function (_, i) { return i; }).filter(function (i) { return counts[i]; }).sort(function (a, b) { return counts[b] - counts[a] || a - b; });
  var top = order.slice(0, Math.max(whole.top.length, 1)), rest = order.slice(top.length), sum = function (list) { return list.reduce(function (n, i) { return n + counts[i]; }, 0); };
  return { top: top.map(function (i) { return Object.assign({ name: crowd.cities[i] }, part(counts[i])); }), others: rest.length, other: part(sum(rest)), unknown: part(all - sum(order)), inferred: 0 };
}

function cityFigure() {
  var cities = citiesNow();
  if (!cities.top.length) return null;
  var items = cities.top.map(function (c) { return { name: c.name, value: c.count, share: c.share, color: 'A' }; });
  if (cities.others) items.push({ name: t('other_cities', { n: int(cities.others) }), value: cities.other.count, share: cities.other.share, color: 'unknown' });
  if (cities.unknown.count) items.push({ name: t('unknown'), value: cities.unknown.count, share: cities.unknown.share, color: 'unknown' });
  return barFigure('cities', t('cities'), items, { pick: function (x) { var city = crowd.cities.indexOf((cities.top[x.dataIndex] || {}).name); return city < 0 ? null : { city: city }; }, note: cities.inferred.count ? t('cities_inferred', { n: int(cities.inferred.count) }) : null });
}

// How many people have how much of a measure: ranges from the smallest up. Every bar bears its number, so that one of few people is seen
// beside one of many.
function columnsFigure(id, title, bins, names, axisName, extra) {
  return figure(Object.assign({
    id: id, title: title, height: 280, label: title + ': ' + bins.map(function (b, i) { return names[i] + ' ' + int(b.users); }).join(', '),
    table: { head: [title, t('count')], rows: bins.map(function (b, i) { return [names[i], int(b.users)]; }) },
    option: function (box) {
      var roomy = box.clientWidth / bins.length > 26;
      return {
        grid: { left: 8, right: 12, top: 30, bottom: 26, containLabel: true },
        tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) { return [axisName + ' ' + names[x.dataIndex], t('people_n', { n: int(bins[x.dataIndex].users) })]; })),
        xAxis: axis('category', { data: names, name: axisName, nameLocation: 'middle', nameGap: 30 }),
        yAxis: axis('value', { name: t('count'), nameTextStyle: { color: style('soft'), fontFamily: font(), align: 'left' }, minInterval: 1 }),
        series: [{ type: 'bar', barCategoryGap: '12%', barMinHeight: 2, itemStyle: { color: style('accent'), borderRadius: [5, 5, 0, 0] },
          label: { show: roomy, position: 'top', color: style('soft'), fontFamily: font(), fontSize: 11, formatter: function (x) { return int(x.value); } },
          data: bins.map(function (b) { return b.users || null; }) }],
      };
    },
  }, extra));
}

// The ranges of a measure with the people who are meant.
function binsNow(bins, values) {
  if (!chosen) return bins;
  var out = bins.map(function (b) { return Object.assign({}, b, { users: 0 }); });
  for (var p = 0; p < crowd.id.length; p++) {
    if (!isChosen(p)) continue;
    var value = values(p), at = out.length - 1;
    while (at > 0 && value < out[at].from) at--;
    out[at].users++;
  }
  return out;
}

function lorenzFigure() {
  var curves = [['strength', 'accent'], ['betweenness', 'bridge']].filter(function (c) { return data.spread[c[0]]; });
  if (!curves.length) return null;
  var told = curves.map(function (c) {
    var x = data.spread[c[0]];
    return t('gini', { what: t(c[0]), gini: x.gini.toFixed(2), share: percent(x.top_percent) });
  }).join(t('semicolon'));
  return figure({
    id: 'lorenz', wide: true, title: t('lorenz'), height: 300, label: told, note: told + t('stop') + ' ' + t('lorenz_about'),
    table: { head: [t('least_people')].concat(curves.map(function (c) { return t(c[0]); })), rows: [10, 25, 50, 75, 90, 95, 99].map(function (i) {
      return [i + '%'].concat(curves.map(function (c) { return percent(data.spread[c[0]].curve[i]); }));
    }) },
    option: function () {
      var value = function (extra) { return axis('value', Object.assign({ min: 0, max: 100, axisLabel: { color: style('soft'), fontFamily: font(), formatter: '{value}%' } }, extra)); };
      return {
        grid: { left: 8, right: 18, top: 52, bottom: 26, containLabel: true },
        legend: { top: 0, left: 0, itemWidth: 18, icon: 'roundRect', textStyle: { color: style('ink'), fontFamily: font() }, data: curves.map(function (c) { return t(c[0]); }) },
        tooltip: Object.assign({ trigger: 'axis' }, tooltip(function (x) {
          return [t('least_people') + ' ' + x[0].axisValue + '%'].concat(x.filter(function (s) { return s.seriesId !== 'even'; }).map(function (s) { return s.seriesName + ' ' + s.value[1].toFixed(1) + '%'; }));
        })),
        xAxis: value({ name: t('least_people'), nameLocation: 'middle', nameGap: 28 }), yAxis: value({ name: t('held'), nameTextStyle: { color: style('soft'), fontFamily: font(), align: 'left' } }),
        series: [{ id: 'even', type: 'line', symbol: 'none', silent: true, data: [[0, 0], [100, 100]], lineStyle: { color: style('soft'), type: 'dashed', width: 1 } }].concat(curves.map(function (c) {
          return { type: 'line', name: t(c[0]), symbol: 'none', color: style(c[1]), lineStyle: { width: 2.5, color: style(c[1]) }, areaStyle: { color: style(c[1]), opacity: .08 },
            data: data.spread[c[0]].curve.map(function (y, i) { return [i, Math.round(y * 1e4) / 100]; }) };
        })),
      };
    },
  });
}

// What most and few have, of those who are meant.
function degreeTold() {
  var degrees = [];
  for (var p = 0; p < crowd.id.length; p++) if (isChosen(p)) degrees.push(crowd.degree[p]);
  degrees.sort(function (a, b) { return a - b; });
  if (!degrees.length) return null;
  return t('degree_note', { half: int(degrees[Math.floor((degrees.length - 1) / 2)]), top: int(degrees[Math.ceil(.99 * degrees.length) - 1]) });
}

function renderWho(box) {
  var whole = data.distributions, profile = data.profile, valued = data.lattice && known(whole.value_tier);
  var tiers = ofChosen(whole.value_tier, crowd.tier, TIERS), lifecycles = ofChosen(whole.lifecycle, crowd.lifecycle, LIFECYCLES);
  var byRole = parts('role', ofChosen(profile.role, crowd.role, ROLES)), byReach = parts('reach', ofChosen(profile.reach, crowd.reach, REACHES));
  var byDevice = parts('device', ofChosen(profile.device, crowd.device, DEVICES), function () { return 'C'; });
  var picks = function (key, codes, items) { return function (x) { var by = {}; by[key] = codes.indexOf(items[x.dataIndex].code); return by; }; };
  var byTier = parts('tier', tiers, String), byLifecycle = parts('lifecycle', lifecycles, function () { return 'B'; });
  var degree = binsNow(data.spread.degree, function (p) { return crowd.degree[p]; }), influence = binsNow(data.spread.influence, function (p) { return crowd.influence[p] / 1000; });
  add(box, [
    !valued && el('p', { class: 'wide' }, t('no_tiers')),
    valued && latticeBlock(),
    matrixFigure(),
    valued && barFigure('tiers', t('tiers'), byTier, { pick: picks('tier', TIERS, byTier) }),
    valued && segmentsBlock(),
    known(whole.lifecycle) && barFigure('lifecycle', t('lifecycle'), byLifecycle, { pick: picks('lifecycle', LIFECYCLES, byLifecycle) }),
    cityFigure(),
    columnsFigure('degree', t('degree_spread'), degree, degree.map(function (b) { return b.from === b.to ? int(b.from) : int(b.from) + '–' + int(b.to); }), t('degree'), { note: degreeTold() }),
    columnsFigure('influence', t('influence_spread'), influence, influence.map(function (b) { return b.from + '–' + b.to; }), t('influence'), { note: t('influence_note') }),
    known(profile.role) && barFigure('roles', t('roles'), byRole, { pick: picks('role', ROLES, byRole), note: profile.window_open && !chosen ? t('windows_open', { n: int(profile.window_open.count), share: percent(profile.window_open.share) }) : null }),
    known(profile.reach) && barFigure('reach', t('reach'), byReach, { pick: picks('reach', REACHES, byReach), note: t('reach_note') }),
    known(profile.device) && barFigure('devices', t('devices'), byDevice, { pick: picks('device', DEVICES, byDevice), note: t('device_note') }),
    chosen && el('p', { class: 'wide note' }, t('unfiltered')),
    !chosen && interestsFigure(),
    !chosen && lorenzFigure(),
    !chosen && profile.segments.length > 0 && el('div', { class: 'block' }, el('h3', {}, t('own_segments')), el('table', {},
      el('thead', {}, el('tr', {}, [t('name'), t('rule'), t('count'), t('share')].map(function (h, i) { return el('th', { scope: 'col', class: i > 1 ? 'num' : '' }, h); }))),
      el('tbody', {}, profile.segments.map(function (s) {
        return el('tr', {}, el('th', { scope: 'row' }, s.name), el('td', {}, el('code', {}, s.rule)), el('td', { class: 'num' }, int(s.count)), el('td', { class: 'num' }, percent(s.share)));
      })))),
  ]);
}

onRender(function () { refill(byId('who-body'), renderWho); });
onNarrow(function () { refill(byId('who-body'), renderWho); });
