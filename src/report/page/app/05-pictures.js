// The pictures of the network: circles and who stands between them, the people of one circle, the ties of one person.

var net = data.network;
var view = { kind: 'overview', circle: 0, person: 0, colour: 'tier', as: 'map', least: 0 };

// How closely one looks, and how far from the middle, in pixels; each picture begins with all of it.
var look = { near: 1, x: 0, y: 0 };

function lookAtAll() {
  look = { near: 1, x: 0, y: 0 };
}

// Closer by a factor, where the point `at` (from the middle of the box) stays where it is.
function lookCloser(by, at) {
  var near = Math.max(1, Math.min(12, look.near * by)), real = near / look.near, to = at || [0, 0];
  look = near === 1 ? { near: 1, x: 0, y: 0 } : { near: near, x: to[0] - (to[0] - look.x) * real, y: to[1] - (to[1] - look.y) * real };
  drawNetwork();
}

function drawNetwork() {
  charts.forEach(function (chart) { if (chart.spec.id === 'network' && chart.made) draw(chart); });
}

// Ties below so much of the strongest are not drawn.
function isStrong(strength, strongest) {
  return strength >= view.least / 100 * strongest;
}
var egoOf = {};
net.egos.forEach(function (ego) { egoOf[ego.p] = ego; });
var insideOf = {};
net.inside.forEach(function (inside, circle) {
  inside.people.forEach(function (p, i) { insideOf[p] = { circle: circle, place: i }; });
});

// Points and names are smaller and fewer where there is less room.
function room(box) {
  var narrow = box.clientWidth < 520;
  return { narrow: narrow, scale: Math.max(.55, Math.min(1, box.clientWidth / 760)), letters: narrow ? 7 : 9, font: narrow ? 11 : 12,
    names: narrow ? 5 : 14, between: narrow ? 5 : 99 };
}

// Colours for names, the most common first: variables of the style sheet.
function palette(values) {
  var counts = {};
  values.forEach(function (value) { if (value) counts[value] = (counts[value] || 0) + 1; });
  var order = Object.keys(counts).sort(function (a, b) { return counts[b] - counts[a] || (a < b ? -1 : 1); });
  var colours = {};
  order.slice(0, 8).forEach(function (value, i) { colours[value] = 'c' + i; });
  return { of: function (value) { return colours[value] || 'unknown'; }, order: order.slice(0, 8), more: order.length > 8 };
}

function bubbleColours() {
  return palette(net.overview.circles.map(function (c) { return c[view.colour]; }));
}

// Axes that keep circles round; on a high box the picture is turned.
function frame(box, points) {
  var turned = box.clientHeight > box.clientWidth;
  var x = turned ? 'y' : 'x', y = turned ? 'x' : 'y';
  var low = [1e9, 1e9], high = [-1e9, -1e9];
  points.forEach(function (p) {
    [p[x], p[y]].forEach(function (at, i) { low[i] = Math.min(low[i], at - p.r); high[i] = Math.max(high[i], at + p.r); });
  });
  var unit = Math.max((high[0] - low[0]) / (box.clientWidth - 24), (high[1] - low[1]) / (box.clientHeight - 24), 1e-6) / look.near;
  var centre = [(low[0] + high[0]) / 2 - look.x * unit, (low[1] + high[1]) / 2 + look.y * unit];
  var range = function (i, size) { return { min: centre[i] - unit * size / 2, max: centre[i] + unit * size / 2, show: false, type: 'value' }; };
  return { unit: unit, xAxis: range(0, box.clientWidth), yAxis: range(1, box.clientHeight), at: function (p) { return [p[x], p[y]]; } };
}

// The radius of a bubble on the screen: room for its number at least.
function pixels(c, fit) {
  return Math.max(c.r / fit.unit, 10);
}

// Where names go: those of people, then those of bubbles too small to hold them, each on the first side where nothing else is.
function besides(o, fit, box) {
  var most = room(box), x = fit.xAxis, y = fit.yAxis;
  var pixel = function (p) {
    var at = fit.at(p);
    return [(at[0] - x.min) / (x.max - x.min) * box.clientWidth, (y.max - at[1]) / (y.max - y.min) * box.clientHeight];
  };
  var around = function (at, wide, high) { return [at[0] - wide, at[1] - high, at[0] + wide, at[1] + high]; };
  var discs = o.circles.map(function (c) { return { at: pixel(c), r: pixels(c, fit) }; });
  var taken = o.bridges.map(function (b) { return around(pixel(b), 7, 7); });
  var near = function (x, from, to) { return x - Math.max(from, Math.min(x, to)); };
  var whole = [0, 0, box.clientWidth, box.clientHeight];
  // The first of the sides of a point, so far from its middle, where a name fits.
  function place(p, words, look, r, sides) {
    pen.font = look + ' ' + font();
    var at = pixel(p), wide = pen.measureText(words).width / 2 + 5, ways = { top: [0, -r - 9], bottom: [0, r + 9], right: [r + wide, 0], left: [-r - wide, 0] };
    var side = sides.filter(function (side) {
      var own = around([at[0] + ways[side][0], at[1] + ways[side][1]], wide, 9);
      return own[0] >= whole[0] && own[1] >= whole[1] && own[2] <= whole[2] && own[3] <= whole[3] && taken.every(function (other) {
        return own[0] >= other[2] || own[2] <= other[0] || own[1] >= other[3] || own[3] <= other[1];
      }) && discs.every(function (disc) { return Math.hypot(near(disc.at[0], own[0], own[2]), near(disc.at[1], own[1], own[3])) >= disc.r - 1; });
    })[0];
    if (side) taken.push(around([at[0] + ways[side][0], at[1] + ways[side][1]], wide, 9));
    return side && { words: words, side: side, dy: ways[side][1] };
  }
  return {
    people: o.bridges.map(function (b) { return place(b, cut(person(b.p).name, most.letters), '600 ' + most.font + 'px', 9, ['top', 'bottom', 'right', 'left']); }),
    circles: o.circles.map(function (c) {
      return c.name && !inBubble(c, pixels(c, fit)).two && place(c, cut(c.name, 8), '500 11px', pixels(c, fit), ['bottom', 'top']);
    }),
  };
}

// Those who are meant, by circle and tier: counted once for each choice, since a map that is dragged is drawn many times.
var meantBy = { chosen: null, tiers: {} };

// A circle with those of its people who are meant.
function circleNow(c) {
  if (!chosen) return c;
  if (meantBy.chosen !== chosen) {
    meantBy = { chosen: chosen, tiers: {} };
    for (var p = 0; p < crowd.id.length; p++) if (isChosen(p)) {
      var of = meantBy.tiers[crowd.circle[p]] || (meantBy.tiers[crowd.circle[p]] = [0, 0, 0, 0, 0, 0]);
      of[crowd.tier[p]]++;
    }
  }
  var tiers = meantBy.tiers[c.n] || [0, 0, 0, 0, 0, 0];
  return Object.assign({}, c, { tiers: tiers.slice(0, c.tiers.length), meant: tiers.reduce(function (a, b) { return a + b; }, 0) });
}

function overviewOption(box) {
  var now = net.overview.circles.map(circleNow);
  var o = net.overview, colours = bubbleColours(), most = room(box);
  var points = o.circles.concat(o.bridges.map(function (b) { return { x: b.x, y: b.y, r: .35 }; }));
  var fit = frame(box, points);
  var names = besides(o, fit, box);
  var thick = Math.min(9, .13 / fit.unit * look.near);
  var strongest = Math.max.apply(null, o.ties.map(function (tie) { return tie[2]; }).concat([1e-9]));
  var line = function (a, b, look) { return { coords: [fit.at(a), fit.at(b)], lineStyle: look }; };
  return {
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: fit.xAxis, yAxis: fit.yAxis,
    tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) {
      if (x.seriesId === 'bubbles') {
        var c = o.circles[x.dataIndex];
        return [circleCalled(c.n), L(c.about), t('click_circle')];
      }
      if (x.seriesId === 'people') {
        var b = o.bridges[x.dataIndex], who = person(b.p);
        return [who.name, t('bridge_tip', { list: b.to.map(function (c) { return circleShort(o.circles[c].n); }).join(t('separator')) }),
          t('betweenness') + ' ' + measure(who.betweenness)];
      }
      return null;
    })),
    series: [
      { id: 'ties', type: 'lines', coordinateSystem: 'cartesian2d', silent: true, z: 1,
        data: o.ties.filter(function (tie) { return isStrong(tie[2], strongest); }).map(function (tie) {
          var share = Math.sqrt(tie[2] / strongest);
          return line(o.circles[tie[0]], o.circles[tie[1]], { width: 1 + thick * share, opacity: .2 + .4 * share, color: style('tie') });
        }) },
      { id: 'bridging', type: 'lines', coordinateSystem: 'cartesian2d', silent: true, z: 2,
        data: [].concat.apply([], o.bridges.map(function (b) {
          return b.to.map(function (c) { return line(b, o.circles[c], { width: 1.4, type: 'dashed', opacity: .85, color: style('bridge') }); });
        })) },
      { id: 'bubbles', type: 'custom', coordinateSystem: 'cartesian2d', z: 3, cursor: 'pointer',
        data: o.circles.map(function (c) { return fit.at(c); }),
        renderItem: function (params, api) { return bubble(now[params.dataIndex], api.coord(fit.at(o.circles[params.dataIndex])), colours, pixels(o.circles[params.dataIndex], fit), names.circles[params.dataIndex]); } },
      { id: 'people', type: 'scatter', coordinateSystem: 'cartesian2d', z: 5, symbol: 'diamond', symbolSize: most.narrow ? 11 : 15, cursor: 'pointer',
        itemStyle: { color: style('bridge'), borderColor: style('card'), borderWidth: 2 },
        data: o.bridges.map(function (b, i) {
          var name = names.people[i];
          if (!isChosen(b.p)) return { value: fit.at(b), itemStyle: { opacity: .2 }, label: { show: false } };
          return { value: fit.at(b), label: name ? { position: name.side, formatter: function () { return name.words; } } : { show: false } };
        }),
        label: { show: true, distance: 3, fontSize: most.font, fontWeight: 600, fontFamily: font(), color: style('ink'),
          backgroundColor: style('veil'), borderRadius: 6, padding: [2, 5] } },
    ],
  };
}

// The circles as a square: of each row's ties, which part goes to each column's circle.
function squareOption(box) {
  var o = net.overview, n = o.circles.length, cells = [], most = 1e-9;
  var share = o.circles.map(function () { return new Array(n).fill(0); });
  o.all.forEach(function (tie) {
    [[tie[0], tie[1]], [tie[1], tie[0]]].forEach(function (way) { var c = o.circles[way[0]]; share[way[0]][way[1]] = c.away > 0 ? tie[2] / c.away * (1 - c.inside) : 0; });
  });
  share.forEach(function (row, a) { row[a] = o.circles[a].inside; row.forEach(function (x, b) { if (a !== b) most = Math.max(most, x); cells.push([b, a, x]); }); });
  var told = n <= 16 && box.clientWidth > 620, narrow = box.clientWidth < 620;
  return {
    grid: { left: 4, right: 4, top: 24, bottom: 4, containLabel: true },
    tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) {
      var from = o.circles[x.value[1]], to = o.circles[x.value[0]];
      return from === to ? [circleCalled(from.n), t('square_inside', { share: percent(x.value[2]) })] : [circleCalled(from.n) + ' → ' + circleCalled(to.n), t('square_away', { share: percent(x.value[2]) })];
    })),
    xAxis: axis('category', { position: 'top', data: o.circles.map(function (c) { return String(c.n); }), axisLine: { show: false }, axisLabel: { color: style('soft'), fontFamily: font(), interval: narrow ? 'auto' : 0, fontSize: 11 } }),
    yAxis: axis('category', { inverse: true, data: o.circles.map(function (c) { return narrow ? String(c.n) : cut(circleCalled(c.n), 18); }), axisLine: { show: false }, axisLabel: { color: style('ink'), fontFamily: font(), fontSize: n > 30 ? 10 : 12, interval: n > 40 ? 'auto' : 0 } }),
    series: [{ type: 'heatmap', cursor: 'pointer', data: cells.map(function (c) {
      var own = c[0] === c[1], depth = own ? 0 : Math.sqrt(c[2] / most);
      return { value: c, itemStyle: { color: own ? style('track') : mix(depth), borderColor: style('card'), borderWidth: n > 30 ? 1 : 2, borderRadius: 4 }, label: { color: depth > .62 ? style('on-accent') : style('ink') } };
    }), label: { show: told, fontFamily: font(), fontSize: 11, formatter: function (x) { return x.value[2] >= .0005 ? (100 * x.value[2]).toFixed(x.value[2] < .0995 ? 1 : 0) + '%' : ''; } } }],
  };
}

// What is written in a bubble of so many pixels: its number alone, or as a name, that of what it is, how many.
function inBubble(c, r) {
  var ring = Math.max(3, r * .16), wide = 2 * (r - ring) - 6;
  var fits = function (words, size, weight, least) { pen.font = weight + ' ' + size + 'px ' + font(); return pen.measureText(words).width <= (least || wide); };
  // Above the middle there is less of it.
  var chord = 2 * Math.sqrt(Math.max(0, Math.pow(r - ring, 2) - 22 * 22)) - 4;
  var whole = fits(circleName(c.n), 12, 700);
  return { ring: ring, wide: wide, whole: whole, two: whole && c.name && r > 30 && fits(cut(c.name, 4), 11, 500),
    large: r > 46 && fits(t('people_n', { n: int(c.size) }), 11.5, 400, chord) && fits(circleName(c.n), 15, 700, chord) };
}

function bubble(c, at, colours, r, beside) {
  var parts = [], holds = inBubble(c, r), ring = holds.ring, whole = holds.whole, two = holds.two, large = holds.large;
  var full = { cx: at[0], cy: at[1], r: r };
  var tone = style(view.colour === 'tier' ? 'soft' : colours.of(c[view.colour]));
  if (c.meant === 0) tone = style('unknown');
  parts.push({ type: 'circle', shape: full, style: { fill: style('card') } });
  parts.push({ type: 'circle', shape: full, style: { fill: tone, opacity: view.colour === 'tier' ? .08 : .22 } });
  if (view.colour === 'tier') {
    var from = -Math.PI / 2, all = c.tiers.reduce(function (a, b) { return a + b; }, 0) || 1;
    c.tiers.forEach(function (count, i) {
      var to = from + 2 * Math.PI * count / all;
      if (count) parts.push({ type: 'sector', shape: { cx: at[0], cy: at[1], r: r, r0: r - ring, startAngle: from, endAngle: to },
        style: { fill: style(TIERS[i]), stroke: style('card'), lineWidth: count === all ? 0 : 1 } });
      from = to;
    });
  } else {
    parts.push({ type: 'ring', shape: { cx: at[0], cy: at[1], r: r, r0: r - ring }, style: { fill: tone } });
  }
  var text = function (words, dy, size, weight, fill, wide) {
    return { type: 'text', silent: true, style: { text: words, x: at[0], y: at[1] + dy, align: 'center', verticalAlign: 'middle',
      font: weight + ' ' + size + 'px ' + font(), fill: fill, width: wide, overflow: 'truncate' } };
  };
  parts.push(text(whole ? circleName(c.n) : String(c.n), large ? -16 : two ? -8 : 0, large ? 15 : whole ? 12 : 11, 700, style('ink'), whole ? holds.wide : undefined));
  if (two) parts.push(text(c.name, large ? 3 : 8, large ? 12.5 : 11, 500, style('ink'), holds.wide));
  if (beside) {
    var below = text(beside.words, beside.dy, 11, 500, style('soft'));
    Object.assign(below.style, { backgroundColor: style('veil'), padding: [1, 4], borderRadius: 5 });
    parts.push(below);
  }
  if (large) parts.push(text(c.meant === undefined ? t('people_n', { n: int(c.size) }) : int(c.meant) + ' / ' + int(c.size), 21, 11.5, 400, style('soft'), holds.wide));
  return { type: 'group', children: parts };
}

// A drawing of people: nodes with places, links between them. Places become pixels here, so that points stay round; `reach` is
// how far places go from the middle where they do not fill the box.
function people(nodes, links, box, reach) {
  var most = room(box), side = most.narrow ? 44 : 58, low = 34;
  // Two corners that are not seen hold the frame open.
  if (reach) [-1, 1].forEach(function (sign) {
    nodes.push({ id: 'corner' + sign, x: sign * reach.x, y: sign * reach.y, symbolSize: 0, silent: true, label_text: '', told: [], label: { show: false } });
  });
  ['x', 'y'].forEach(function (axis) {
    var room = axis === 'x' ? box.clientWidth - 2 * side : box.clientHeight - 2 * low - 14;
    var all = nodes.map(function (node) { return node[axis]; });
    var from = Math.min.apply(null, all), span = Math.max.apply(null, all) - from;
    nodes.forEach(function (node) { node[axis] = span > 0 ? (node[axis] - from) / span * room : room / 2; });
  });
  return {
    tooltip: Object.assign({ trigger: 'item' }, tooltip(function (x) { return x.dataType === 'edge' ? x.data.told : x.data.told; })),
    series: [{
      type: 'graph', layout: 'none', roam: 'move', zoom: look.near, left: side, right: side, top: low, bottom: low + 14, cursor: 'pointer', data: nodes, links: links,
      label: { show: false, position: 'bottom', distance: 3, fontSize: most.font, fontFamily: font(), color: style('ink'),
        backgroundColor: style('veil'), borderRadius: 5, padding: [1, 4], formatter: function (x) { return cut(x.data.label_text, most.letters); } },
      labelLayout: { hideOverlap: true },
      emphasis: { focus: 'adjacency', label: { show: true }, lineStyle: { opacity: .9 } }, blur: { itemStyle: { opacity: .25 } },
      lineStyle: { color: style('tie'), curveness: 0 },
    }],
  };
}

function personTip(who) {
  return [who.name, [term('tier', who.tier), term('position', who.position), cityText(who)].filter(Boolean).join(' · '),
    t('influence') + ' ' + measure(who.influence) + ' · ' + t('betweenness') + ' ' + measure(who.betweenness) + ' · ' + t('degree') + ' ' + int(who.degree)];
}

function circleOption(box) {
  var inside = net.inside[view.circle], turned = box.clientHeight > box.clientWidth * 1.1;
  var place = function (x, y) { return turned ? { x: y, y: x } : { x: x, y: y }; };
  var leads = {};
  inside.leads.forEach(function (lead) { leads[lead[0]] = true; });
  var values = inside.people.map(function (p) { return view.colour === 'city' ? person(p).city : ''; });
  var colours = palette(values);
  var most = room(box), leading = Object.keys(leads).sort(function (a, b) {
    return crowd.betweenness[inside.people[b]] - crowd.betweenness[inside.people[a]] || a - b;
  }).slice(0, most.between).map(Number);
  var nodes = inside.people.map(function (p, i) {
    var who = person(p), size = (10 + 24 * Math.pow(who.influence / 100, 2)) * most.scale;
    return Object.assign(place(inside.at[2 * i], inside.at[2 * i + 1]), {
      id: 'p' + p, p: p, symbolSize: size, symbol: leads[i] ? 'diamond' : 'circle', label_text: who.name, told: personTip(who),
      label: { show: (i < most.names || leading.indexOf(i) >= 0) && isChosen(p) },
      itemStyle: { opacity: isChosen(p) ? 1 : .15, color: style(view.colour === 'city' ? colours.of(who.city) : who.tier), borderColor: leads[i] ? style('bridge') : style('card'), borderWidth: (leads[i] ? 2.5 : 1.5) * most.scale } });
  });
  inside.around.forEach(function (a) {
    var c = net.overview.circles[a[0]], size = Math.max(40, 58 * most.scale);
    pen.font = '600 11.5px ' + font();
    nodes.push(Object.assign(place(a[1], a[2]), { id: 'c' + a[0], circle: a[0], symbolSize: size, symbol: 'circle',
      label_text: pen.measureText(circleName(c.n)).width < size - 6 ? circleName(c.n) : String(c.n),
      label: { show: true, position: 'inside', fontSize: 11.5, fontWeight: 600, backgroundColor: 'transparent' }, told: [circleCalled(c.n), L(c.about)],
      itemStyle: { color: style('track'), borderColor: style('bridge'), borderWidth: 1.5, borderType: 'dashed' } }));
  });
  var strongest = Math.max.apply(null, inside.ties.map(function (x) { return x[2]; }).concat([1e-9]));
  var links = inside.ties.filter(function (tie) { return isStrong(tie[2], strongest); }).map(function (tie) {
    var a = person(inside.people[tie[0]]), b = person(inside.people[tie[1]]), share = Math.sqrt(tie[2] / strongest);
    return { source: 'p' + a.p, target: 'p' + b.p, told: [a.name + ' – ' + b.name, t('strength_n', { n: tie[2].toFixed(2) })],
      lineStyle: { width: .6 + 3.4 * share, opacity: .3 + .4 * share } };
  }).concat(inside.leads.map(function (lead) {
    return { source: 'p' + inside.people[lead[0]], target: 'c' + inside.around[lead[1]][0],
      told: [person(inside.people[lead[0]]).name + ' → ' + circleName(net.overview.circles[inside.around[lead[1]][0]].n)],
      lineStyle: { type: 'dashed', color: style('bridge'), width: 1.2, opacity: .7 } };
  }));
  return people(nodes, links, box);
}

// The ties of a person: those that the page holds, else those drawn in the circle or held of others.
function tiesOf(p) {
  if (egoOf[p]) return { ties: egoOf[p].ties, whole: true };
  var home = insideOf[p], ties = [];
  if (!home) net.egos.forEach(function (ego) {
    ego.ties.forEach(function (tie) { if (tie[0] === p) ties.push([ego.p].concat(tie.slice(1))); });
  });
  else net.inside[home.circle].ties.forEach(function (tie) {
    var other = tie[0] === home.place ? tie[1] : tie[1] === home.place ? tie[0] : -1;
    if (other >= 0) ties.push([net.inside[home.circle].people[other], null, tie[2], null]);
  });
  ties.sort(function (a, b) { return b[2] + b[3] - a[2] - a[3]; });
  return { ties: ties.slice(0, 12), whole: false };
}

function tieTold(tie) {
  if (tie[1] === null) return t('strength_n', { n: tie[2].toFixed(2) });
  var parts = [t('strength_n', { n: (tie[2] + tie[3]).toFixed(2) })];
  if (tie[1]) parts.push(t('by_groups', { n: tie[1], s: tie[2].toFixed(2) }));
  if (tie[3] > 0) parts.push(t('by_interactions', { s: tie[3].toFixed(2) }));
  return parts.join(' · ');
}

function personOption(box) {
  var who = person(view.person), ties = tiesOf(view.person).ties;
  var nodes = [{ id: 'me', p: who.p, x: 0, y: 0, symbolSize: 46, label_text: who.name, told: personTip(who), label: { show: true, fontWeight: 700, fontSize: 14 },
    itemStyle: { color: style(who.tier), borderColor: style('ink'), borderWidth: 2 } }];
  var strongest = Math.max.apply(null, ties.map(function (x) { return x[2] + (x[3] || 0); }).concat([1e-9]));
  var links = ties.map(function (tie, i) {
    var other = person(tie[0]), share = Math.sqrt((tie[2] + (tie[3] || 0)) / strongest), angle = 2 * Math.PI * i / ties.length - Math.PI / 2;
    var far = 1.35 - .45 * share + (i % 2) * .16;
    nodes.push({ id: 'o' + other.p, p: other.p, x: 1.3 * far * Math.cos(angle), y: far * Math.sin(angle), symbolSize: 16 + 14 * Math.pow(other.influence / 100, 2),
      label_text: other.name, told: personTip(other), label: { show: true },
      itemStyle: { color: style(other.tier), borderColor: other.circle !== who.circle ? style('bridge') : style('card'), borderWidth: 2 } });
    return { source: 'me', target: 'o' + other.p, told: [who.name + ' – ' + other.name, tieTold(tie)], lineStyle: { width: 1 + 6 * share, opacity: .4 + .4 * share } };
  });
  return people(nodes, links, box, ties.length < 5 && { x: 2.2, y: 1.7 });
}
