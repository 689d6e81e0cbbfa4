// Who they are: value, position, lifecycle, roles, devices, cities, interests; how measures are spread.

function parts(kind, distribution, colour) {
  return Object.keys(distribution).filter(function (code) { return code !== 'unknown' || distribution[code].count; }).map(function (code) {
    return { code: code, name: term(kind, code), value: distribution[code].count, share: distribution[code].share, color: colour && colour(code) };
  });
}

function known(distribution) {
  return Object.keys(distribution).some(function (code) { return code !== 'unknown' && distribution[code].count; });
}

function typeset(label) {
  return label.replace('<=', '≤ ').replace('>=', '≥ ').replace(/^<(\S)/, '< $1').replace(/^>(\S)/, '> $1');
}

function latticeBlock() {
  var lattice = data.lattice;
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
  var items = parts('segment', data.distributions.value_segment);
  var most = Math.max.apply(null, items.map(function (x) { return x.share; }).concat([1e-9]));
  return el('div', { class: 'block' }, el('h3', {}, t('segments')), el('table', { class: 'bars' },
    el('thead', {}, el('tr', {}, [t('segments'), '', t('count'), t('measured'), t('reference')].map(function (h, i) { return i === 1 ? el('td', { class: 'bar' }) : el('th', { scope: 'col', class: i ? 'num' : '' }, h); }))),
    el('tbody', {}, items.map(function (x) {
      return el('tr', {}, el('th', { scope: 'row' }, x.name), el('td', { class: 'bar' }, el('span', {}, el('i', { style: { width: (100 * x.share / most).toFixed(2) + '%' } }))),
        el('td', { class: 'num' }, int(x.value)), el('td', { class: 'num' }, percent(x.share)), el('td', { class: 'num soft' }, data.references[x.code] || ''));
    }))), el('p', { class: 'note' }, t('reference_note')));
}

function matrixFigure() {
  var counts = data.profile.tier_by_position, rows = TIERS.map(function (_, i) { return i; })
    .filter(function (i) { return counts[i].some(Boolean); });
  var cells = [];
  rows.forEach(function (i, y) { counts[i].forEach(function (n, x) { cells.push([x, y, n]); }); });
  var most = Math.max.apply(null, cells.map(function (c) { return c[2]; }).concat([1]));
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
          return [term('tier', TIERS[rows[x.value[1]]]) + ' · ' + positions[x.value[0]], t('people_n', { n: int(x.value[2]) }) + ' · ' + percent(x.value[2] / (data.counts.users || 1))];
        })),
        xAxis: axis('category', { data: positions, axisLine: { show: false }, axisLabel: { color: style('ink'), fontFamily: font(), interval: 0, fontSize: box.clientWidth < 480 ? 11.5 : 13, rotate: slanted ? 32 : 0 } }),
        yAxis: axis('category', { data: rows.map(function (i) { return term('tier', TIERS[i]); }), inverse: true, axisLine: { show: false }, axisLabel: { color: style('ink'), fontFamily: font() } }),
        series: [{ type: 'heatmap', data: cells.map(function (c) {
          var share = c[2] ? Math.log(1 + c[2]) / Math.log(1 + most) : 0;
          return { value: c, itemStyle: { color: mix(share), borderColor: style('card'), borderWidth: 3, borderRadius: 8 },
            label: { color: share > .62 ? style('on-accent') : style('ink') } };
        }), label: { show: true, fontFamily: font(), fontSize: 13, formatter: function (x) { return x.value[2] ? int(x.value[2]) : '·'; } } }],
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

function cityFigure() {
  var cities = data.profile.cities;
  if (!cities.top.length) return null;
  var items = cities.top.map(function (c) { return { name: c.name, value: c.count, share: c.share, color: 'A' }; });
  if (cities.others) items.push({ name: t('other_cities', { n: int(cities.others) }), value: cities.other.count, share: cities.other.share, color: 'unknown' });
  if (cities.unknown.count) items.push({ name: t('unknown'), value: cities.unknown.count, share: cities.unknown.share, color: 'unknown' });
  return barFigure('cities', t('cities'), items, { pick: function (x) { var city = crowd.cities.indexOf((cities.top[x.dataIndex] || {}).name); return city < 0 ? null : { city: city }; }, note: cities.inferred.count ? t('cities_inferred', { n: int(cities.inferred.count) }) : null });
}

function columnsFigure(id, title, bins, names, log, extra) {
  return figure(Object.assign({
    id: id, title: title, height: 260, label: title,
    table: { head: [title, t('count')], rows: bins.map(function (b, i) { return [names[i], int(b.users)]; }) },
    option: function () {
      return {
        grid: { left: 8, right: 12, top: 16, bottom: 8, containLabel: true },
        tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) { return [title + ' ' + names[x.dataIndex], t('people_n', { n: int(bins[x.dataIndex].users) })]; })),
        xAxis: axis('category', { data: names }),
        yAxis: axis(log ? 'log' : 'value', log ? { min: 0.7, axisLabel: { color: style('soft'), fontFamily: font(), formatter: function (v) { return v < 1 ? '' : int(v); } } } : {}),
        series: [{ type: 'bar', barCategoryGap: '12%', itemStyle: { color: style('accent'), borderRadius: [5, 5, 0, 0] },
          data: bins.map(function (b) { return log && !b.users ? null : b.users; }) }],
      };
    },
  }, extra));
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
        grid: { left: 8, right: 18, top: 34, bottom: 8, containLabel: true },
        legend: { top: 0, left: 0, itemWidth: 18, icon: 'roundRect', textStyle: { color: style('ink'), fontFamily: font() }, data: curves.map(function (c) { return t(c[0]); }) },
        tooltip: Object.assign({ trigger: 'axis' }, tooltip(function (x) {
          return [t('least_people') + ' ' + x[0].axisValue + '%'].concat(x.filter(function (s) { return s.seriesId !== 'even'; }).map(function (s) { return s.seriesName + ' ' + s.value[1].toFixed(1) + '%'; }));
        })),
        xAxis: value(), yAxis: value(),
        series: [{ id: 'even', type: 'line', symbol: 'none', silent: true, data: [[0, 0], [100, 100]], lineStyle: { color: style('soft'), type: 'dashed', width: 1 } }].concat(curves.map(function (c) {
          return { type: 'line', name: t(c[0]), symbol: 'none', color: style(c[1]), lineStyle: { width: 2.5, color: style(c[1]) }, areaStyle: { color: style(c[1]), opacity: .08 },
            data: data.spread[c[0]].curve.map(function (y, i) { return [i, Math.round(y * 1e4) / 100]; }) };
        })),
      };
    },
  });
}

onRender(function () {
  var d = data.distributions, profile = data.profile, valued = data.lattice && known(d.value_tier);
  var box = empty(byId('who-body'));
  add(box, [
    !valued && el('p', { class: 'wide' }, t('no_tiers')),
    valued && latticeBlock(),
    matrixFigure(),
    valued && barFigure('tiers', t('tiers'), parts('tier', d.value_tier, String), { pick: function (x) { return { tier: TIERS.indexOf(parts('tier', d.value_tier)[x.dataIndex].code) }; } }),
    valued && segmentsBlock(),
    known(d.lifecycle) && barFigure('lifecycle', t('lifecycle'), parts('lifecycle', d.lifecycle, function () { return 'B'; }), { pick: function (x) { return { lifecycle: LIFECYCLES.indexOf(parts('lifecycle', d.lifecycle)[x.dataIndex].code) }; } }),
    known(profile.role) && barFigure('roles', t('roles'), parts('role', profile.role), { note: profile.window_open ? t('windows_open', { n: int(profile.window_open.count), share: percent(profile.window_open.share) }) : null }),
    known(profile.reach) && barFigure('reach', t('reach'), parts('reach', profile.reach), { note: t('reach_note') }),
    known(profile.device) && barFigure('devices', t('devices'), parts('device', profile.device, function () { return 'C'; }), { note: t('device_note') }),
    cityFigure(), interestsFigure(),
    columnsFigure('degree', t('degree_spread'), data.spread.degree, data.spread.degree.map(function (b) { return b.from === b.to ? int(b.from) : int(b.from) + '–' + int(b.to); }), true, { note: t('degree_note') }),
    columnsFigure('influence', t('influence_spread'), data.spread.influence, data.spread.influence.map(function (b) { return b.from + '–' + b.to; }), false, { note: t('influence_note') }),
    lorenzFigure(),
    profile.segments.length > 0 && el('div', { class: 'block' }, el('h3', {}, t('own_segments')), el('table', {},
      el('thead', {}, el('tr', {}, [t('name'), t('rule'), t('count'), t('share')].map(function (h, i) { return el('th', { scope: 'col', class: i > 1 ? 'num' : '' }, h); }))),
      el('tbody', {}, profile.segments.map(function (s) {
        return el('tr', {}, el('th', { scope: 'row' }, s.name), el('td', {}, el('code', {}, s.rule)), el('td', { class: 'num' }, int(s.count)), el('td', { class: 'num' }, percent(s.share)));
      })))),
  ]);
});
