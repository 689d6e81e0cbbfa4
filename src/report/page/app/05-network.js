// The network: where one is, what stands beside the picture, and the circles as a table.

// Another view is another entry of the browser's history: Back leads to the view before.
function goTo(next) {
  var before = viewPart();
  Object.assign(view, next);
  if (next.kind) lookAtAll();
  renderNetwork();
  writeHash(viewPart() !== before);
}

// What of the network is seen, as a part of the address: a circle's number or a person's id.
function viewPart() {
  if (view.kind === 'circle') return 'circle=' + net.overview.circles[view.circle].n;
  return view.kind === 'person' ? 'person=' + encodeURIComponent(crowd.id[view.person]) : '';
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch (e) { return text; }
}

function readView(name, value) {
  if (name === 'owner') showOwner(decoded(value));
  if (name === 'circle') net.overview.circles.forEach(function (c, i) { if (String(c.n) === value) Object.assign(view, { kind: 'circle', circle: i }); });
  var p = name === 'person' ? crowd.id.indexOf(decoded(value)) : -1;
  if (p >= 0) Object.assign(view, { kind: 'person', person: p });
}

function showCircle(circle) {
  goTo({ kind: 'circle', circle: circle });
}

function showPerson(p, scroll) {
  goTo({ kind: 'person', person: p });
  if (!scroll) return;
  byId('network').scrollIntoView();
  byId('network-side').focus({ preventScroll: true });
}

// How often each name is borne, to tell apart those who share it.
var bearers = new Map();
crowd.id.forEach(function (_, p) {
  var name = person(p).name;
  bearers.set(name, (bearers.get(name) || 0) + 1);
});

// The id beside a name that others bear too, or whenever there is a name.
function idBeside(who, always) {
  return who.nickname && (always || bearers.get(who.name) > 1) && [' ', idMark(who)];
}

function personButton(p) {
  var who = person(p);
  return el('button', { type: 'button', class: 'link', onclick: function () { showPerson(p); } }, el('bdi', {}, who.name), idBeside(who));
}

function facts(rows) {
  return el('dl', { class: 'facts' }, rows.filter(function (row) { return row[1] !== '' && row[1] != null; }).map(function (row) {
    return [el('dt', {}, row[0]), el('dd', {}, row[1])];
  }));
}

function sidePanel() {
  var o = net.overview;
  if (view.kind === 'circle') {
    var c = o.circles[view.circle], inside = net.inside[view.circle];
    return [el('h3', {}, circleCalled(c.n)), el('p', {}, L(c.about)),
      inside.people.length < inside.members && el('p', { class: 'note' }, t('circle_capped', { shown: inside.people.length, total: int(inside.members) })),
      c.key.length && [el('h4', {}, t('key_people')), el('p', { class: 'chips' }, c.key.map(personButton))],
      c.bridges.length && [el('h4', {}, t('bridge_people')), el('p', { class: 'chips' }, c.bridges.map(personButton))],
      el('p', {}, el('button', { type: 'button', class: 'link', onclick: function () { askFor({ circle: c.n }); } }, t('open_people'))),
      el('p', { class: 'note' }, t('circle_hint'))];
  }
  if (view.kind === 'person') {
    var who = person(view.person), ties = tiesOf(view.person), history = historyOf[view.person];
    return [el('h3', {}, el('bdi', {}, who.name)), who.nickname && el('p', { class: 'note' }, idMark(who)),
      facts([[t('tier'), term('tier', who.tier)], [t('position'), term('position', who.position)], [t('city'), cityText(who)],
        [t('circle'), circleCalled(who.circle)], [t('influence'), measure(who.influence)], [t('betweenness'), measure(who.betweenness)], [t('degree'), int(who.degree)]]),
      whyBlock(view.person, history), history ? weeksBlock(history) : el('p', { class: 'note' }, t('card_explain'), ' ', el('code', {}, 'renmai explain ' + who.id)),
      history && history.groups.length > 0 && [el('h4', {}, t('card_groups', { n: int(history.all_groups) })), el('p', { class: 'note' }, history.groups.map(function (g) { return data.histories.groups[g]; }).join(t('separator')) + (history.all_groups > history.groups.length ? ' …' : ''))],
      mindBlock(who, history),
      el('h4', {}, ties.whole ? t('strongest_ties') : t('ties_drawn')),
      ties.ties.length ? el('ol', { class: 'ties' }, ties.ties.map(function (tie) {
        return el('li', {}, personButton(tie[0]), ' ', el('span', { class: 'note' }, tieTold(tie)));
      })) : el('p', { class: 'soft' }, t(who.degree ? 'no_ties_drawn' : 'no_ties'))];
  }
  return [el('h3', {}, t('story')), data.circle_sentences.map(function (sentence) { return el('p', {}, L(sentence)); }),
    o.bridges.length > 0 && [el('h4', {}, t('bridges_drawn')), el('ol', { class: 'ties' }, o.bridges.map(function (b) {
      return el('li', {}, personButton(b.p), ' ', el('span', { class: 'note' },
        t('bridge_tip', { list: b.to.map(function (c) { return circleShort(o.circles[c].n); }).join(t('separator')) })));
    })), el('p', { class: 'note' }, t('bridges_note'))],
    o.circles_left > 0 && el('p', { class: 'note' }, t('circles_left', { n: int(o.circles_left), people: int(o.people_left) })),
    o.ties_left > 0 && el('p', { class: 'note' }, t('ties_left', { n: int(o.ties_left) }))];
}

var historyOf = {};
data.histories.people.forEach(function (history) { historyOf[history.p] = history; });

function rowsOf(p) {
  return data.lists.map(function (list) { return { list: list, row: list.rows.filter(function (row) { return row.p === p; })[0] }; }).filter(function (x) { return x.row; });
}

function queueRow(p) {
  return data.queue.rows.filter(function (row) { return row.p === p; })[0];
}

// Why a person is on each list, what to do and say, and why not on the others.
function whyBlock(p, history) {
  var on = rowsOf(p), task = queueRow(p);
  return [on.length > 0 && [el('h4', {}, t('card_on')), on.map(function (x) {
    return el('p', {}, el('b', {}, t('card_rank', { list: t(x.list.id + '_nav'), rank: x.row.rank })), ' ', L(x.row.why));
  })], task && [el('h4', {}, t('card_do')), el('p', {}, L(task.why) + ': ' + L(task.next)), messageCell(task)],
  history && history.not_on.length > 0 && el('details', { class: 'why-not' }, el('summary', {}, t('card_not')), history.not_on.map(function (not) {
    return el('p', { class: 'note' }, el('b', {}, t(not[0] + '_nav')), ' ', not[1].map(L).join(t('semicolon')));
  }))];
}

// Contacts and spend week by week, the last on the right.
function weeksBlock(history) {
  var row = function (weeks, label, told) {
    if (!weeks.length) return el('p', { class: 'note' }, label + ': ' + t('none'));
    var most = Math.max.apply(null, weeks.concat([1])), bars = [];
    for (var i = 25; i >= 0; i--) bars.push(el('i', { title: t('weeks_ago', { n: i }) + ': ' + told(weeks[i] || 0), style: { height: Math.max(0, 100 * (weeks[i] || 0) / most).toFixed(1) + '%' } }));
    var sum = weeks.reduce(function (a, b) { return a + b; }, 0);
    return el('div', { class: 'weeks', role: 'img', 'aria-label': label + ': ' + told(sum) + '; ' + weeks.map(function (n, i) { return n ? t('weeks_ago', { n: i }) + ' ' + told(n) : ''; }).filter(Boolean).join(', ') },
      el('span', { class: 'note' }, label + ' · ' + told(sum)), el('span', { class: 'bars-of' }, bars));
  };
  return [el('h4', {}, t('card_weeks')), row(history.contacts, t('contacts'), int), row(history.spend, t('spend'), int)];
}

// What not to do.
function mindBlock(who, history) {
  var on = rowsOf(who.p).length + (queueRow(who.p) ? 1 : 0), quiet = data.quiet;
  var mind = [on > 1 && t('mind_once'), quiet && t('mind_quiet', { from: quiet[0], to: quiet[1] }), who.owner && t('mind_owner', { owner: who.owner }),
    who.recency >= 0 && who.recency <= 1 && t('mind_recent')].filter(Boolean);
  return mind.length > 0 && [el('h4', {}, t('card_mind')), el('ul', { class: 'mind' }, mind.map(function (told) { return el('li', {}, told); }))];
}

function legend() {
  var mark = function (colour, words, kind) {
    return el('li', {}, el('span', { class: 'key ' + (kind || ''), style: { '--tone': 'var(--' + colour + ')' } }), words);
  };
  var items = [];
  if (view.colour === 'tier' || view.kind === 'person') {
    items = TIERS.filter(function (tier) { return data.distributions.value_tier[tier].count; })
      .map(function (tier) { return mark(tier, term('tier', tier)); });
  } else {
    var colours = view.kind === 'overview' ? bubbleColours()
      : palette(net.inside[view.circle].people.map(function (p) { return view.colour === 'city' ? person(p).city : ''; }));
    items = colours.order.map(function (value) { return mark(colours.of(value), value); });
    if (colours.more) items.push(mark('unknown', t('other')));
  }
  items.push(view.kind === 'person' ? mark('bridge', t('other_circle'), 'hollow') : mark('bridge', t('bridge_person'), 'diamond'));
  return el('ul', { class: 'legend' }, items);
}

function networkLabel() {
  var o = net.overview;
  if (view.kind === 'circle') return t('aria_circle', { n: o.circles[view.circle].n, people: net.inside[view.circle].people.length });
  if (view.kind === 'person') return t('aria_person', { name: person(view.person).name });
  return t('aria_overview', { n: o.circles.length, list: o.bridges.slice(0, 5).map(function (b) { return person(b.p).name; }).join(t('separator')) });
}

// People told at most when several are found.
var FOUND = 24;

function called(p) {
  return crowd.name[p] ? crowd.name[p] + ' · ' + crowd.id[p] : crowd.id[p];
}

// What everybody is called, in lower case: made when somebody is first looked for.
var calls = null;

function callsOf() {
  if (!calls) calls = crowd.id.map(function (_, p) { return called(p).toLowerCase(); });
  return calls;
}

// Whom the page knows by an id or a name: who is exactly that, else who has it within.
function matches(text) {
  var wanted = text.trim().toLowerCase(), within = [];
  callsOf().forEach(function (names, p) { if (names.indexOf(wanted) >= 0) within.push(p); });
  var exactly = within.filter(function (p) {
    return calls[p] === wanted || crowd.id[p].toLowerCase() === wanted || crowd.name[p].toLowerCase() === wanted;
  });
  return exactly.length ? exactly : within;
}

function foundButton(p) {
  var who = person(p);
  return el('button', { type: 'button', class: 'link', onclick: function () { showPerson(p); } }, el('bdi', {}, who.name), idBeside(who, true));
}

function networkTools() {
  var o = net.overview;
  var pick = el('select', { id: 'choose-circle', 'aria-label': t('choose_circle'), onchange: function () {
    if (pick.value === '') goTo({ kind: 'overview' }); else showCircle(Number(pick.value));
  } }, el('option', { value: '' }, t('all_circles')), o.circles.map(function (c, i) {
    return el('option', { value: i, selected: view.kind === 'circle' && view.circle === i }, circleCalled(c.n) + ' (' + int(c.size) + ')');
  }));
  var colour = el('select', { id: 'colour-by', 'aria-label': t('colour_by'), onchange: function () { goTo({ colour: colour.value }); } },
    ['tier', 'interest', 'city'].filter(function (kind) { return kind === 'tier' || o.circles.some(function (c) { return c[kind]; }); })
      .map(function (kind) { return el('option', { value: kind, selected: view.colour === kind }, t('colour_' + kind)); }));
  var known = el('datalist', { id: 'known-people' });
  var found = el('div', { class: 'found', role: 'status' });
  var find = el('input', { type: 'search', id: 'find-person', class: 'find', list: 'known-people', placeholder: t('find_person'), 'aria-label': t('find_person'),
    oninput: function () {
      empty(found);
      add(empty(known), [find.value.trim() && matches(find.value).slice(0, 30).map(function (p) { return el('option', { value: called(p) }); })]);
    },
    onchange: function () {
      empty(found);
      if (!find.value.trim()) return;
      var people = matches(find.value);
      if (people.length === 1) { showPerson(people[0]); return; }
      add(found, people.length ? [el('p', { class: 'note' }, t('found_n', { n: int(people.length), shown: int(Math.min(people.length, FOUND)) })),
        el('p', { class: 'chips' }, people.slice(0, FOUND).map(foundButton))] : [el('p', {}, t('nobody_found'))]);
    } });
  var as = el('select', { id: 'draw-as', 'aria-label': t('draw_as'), onchange: function () { goTo({ as: as.value }); } },
    ['map', 'square'].map(function (kind) { return el('option', { value: kind, selected: view.as === kind }, t('as_' + kind)); }));
  var square = view.kind === 'overview' && view.as === 'square';
  var least = el('input', { type: 'range', id: 'least-tie', min: 0, max: 90, step: 5, value: view.least, oninput: function () { view.least = Number(least.value); told.textContent = t('least_tie', { share: view.least + '%' }); drawNetwork(); } });
  var told = el('label', { for: 'least-tie' }, t('least_tie', { share: view.least + '%' }));
  var closer = function (sign, by) { return el('button', { type: 'button', class: 'look', 'aria-label': t(by > 1 ? 'look_closer' : 'look_further'), title: t('look_hint'), onclick: function () { lookCloser(by); } }, sign); };
  return [el('div', { class: 'tools' },
    view.kind !== 'overview' && el('button', { type: 'button', class: 'back', onclick: function () {
      if (view.kind === 'person' && insideOf[view.person]) showCircle(insideOf[view.person].circle); else goTo({ kind: 'overview' });
    } }, '← ' + t(view.kind === 'person' && insideOf[view.person] ? 'back_circle' : 'all_circles')),
    pick, view.kind === 'overview' && o.circles.length > 1 && as, view.kind !== 'person' && !square && colour, find, known,
    !square && el('span', { class: 'looks' }, closer('+', 1.4), closer('−', 1 / 1.4), el('button', { type: 'button', class: 'look', 'aria-label': t('look_all'), title: t('look_all'), onclick: function () { lookAtAll(); drawNetwork(); } }, '⤢')),
    !square && view.kind !== 'person' && el('span', { class: 'least' }, told, least)), found];
}

// The wheel with Ctrl looks closer; dragging moves the map (drawings of people move by themselves).
function movable(made) {
  var box = made.getDom(), zr = made.getZr(), from = null;
  box.addEventListener('wheel', function (event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    var around = box.getBoundingClientRect();
    lookCloser(event.deltaY < 0 ? 1.2 : 1 / 1.2, [event.clientX - around.left - around.width / 2, event.clientY - around.top - around.height / 2]);
  }, { passive: false });
  if (view.kind !== 'overview') return;
  zr.on('mousedown', function (event) { from = [event.offsetX, event.offsetY]; });
  zr.on('mouseup', function () { from = null; });
  zr.on('mousemove', function (event) {
    if (!from || !event.event.buttons) { from = null; return; }
    look = { near: look.near, x: look.x + event.offsetX - from[0], y: look.y + event.offsetY - from[1] };
    from = [event.offsetX, event.offsetY];
    drawNetwork();
  });
}

function renderNetwork() {
  var box = byId('network-body');
  // What has the focus is drawn anew: then it has it again, or what was just opened has.
  var held = box.contains(document.activeElement) && (document.activeElement.id || 'network-side');
  charts = charts.filter(function (chart) {
    if (chart.spec.id !== 'network') return true;
    if (chart.made) chart.made.dispose();
    return false;
  });
  empty(box);
  if (!net.overview.circles.length && view.kind === 'overview') { add(box, [data.circle_sentences.map(function (s) { return el('p', {}, L(s)); })]); return; }
  var phone = window.innerWidth < 720;
  add(box, [networkTools(), el('div', { class: 'net' },
    el('div', { class: 'net-chart' }, figure({
      id: 'network', now: true, label: networkLabel(), height: phone ? 460 : 620,
      option: { overview: view.as === 'square' ? squareOption : overviewOption, circle: circleOption, person: personOption }[view.kind],
      ready: function (made) {
        if (view.kind === 'overview' && view.as === 'square') { made.on('click', function (x) { if (x.value) showCircle(x.value[1]); }); return; }
        movable(made);
        made.on('click', function (x) {
          if (x.seriesId === 'bubbles') showCircle(x.dataIndex);
          else if (x.seriesId === 'people') showPerson(net.overview.bridges[x.dataIndex].p);
          else if (x.dataType === 'node' && x.data.circle !== undefined) showCircle(x.data.circle);
          else if (x.dataType === 'node' && x.data.p !== undefined) showPerson(x.data.p);
        });
      },
    }), view.kind === 'overview' && view.as === 'square' ? el('p', { class: 'note legend' }, t('square_about')) : legend()),
    el('aside', { id: 'network-side', class: 'side', tabindex: -1, 'aria-label': t('network'), 'aria-live': 'polite' }, sidePanel()))]);
  if (held) (byId(held) || byId('network-side')).focus({ preventScroll: true });
}

onRender(renderNetwork);
onNarrow(drawNetwork);

// The circles as a table, for the keyboard and for reading.
onRender(function () {
  var box = empty(byId('circles'));
  var circles = net.overview.circles;
  if (!circles.length) return;
  add(box, [el('h3', {}, t('circles_table')), el('p', { class: 'note' }, data.circles_note && L(data.circles_note), el('a', { href: 'circles.csv' }, 'circles.csv')), table({
    id: 'circles', file: 'circles-selection.csv', full: 'circles.csv', rows: circles, open: 8,
    search: function (c) { return c.n + ' ' + c.name + ' ' + L(c.about); },
    filters: [
      { key: 'city', label: t('city'), value: function (c) { return c.city; }, name: String },
      { key: 'interest', label: t('interest'), value: function (c) { return c.interest; }, name: String }],
    columns: [
      { key: 'rank', label: t('circle'), num: true, plain: true, value: function (c) { return c.n; }, text: function (c) { return c.n; } },
      { key: 'cname', label: t('name'), plain: true, kind: 'head', value: function (c) { return c.name; }, text: function (c) { return c.name; },
        cell: function (c) { return el('button', { type: 'button', class: 'link name', onclick: function () { showCircle(circles.indexOf(c)); byId('network').scrollIntoView(); byId('network-side').focus({ preventScroll: true }); } }, c.name || circleName(c.n)); } },
      { key: 'size', label: t('size'), num: true, kind: 'fact', value: function (c) { return c.size; }, text: function (c) { return int(c.size); }, raw: function (c) { return c.size; },
        cell: function (c) { return chosen ? int(circleNow(c).meant) + ' / ' + int(c.size) : int(c.size); } },
      { key: 'inside', label: t('inside'), num: true, kind: 'fact', value: function (c) { return c.inside; }, text: function (c) { return percent(c.inside); }, raw: function (c) { return c.inside; } },
      { key: 'why', label: t('description'), plain: true, text: function (c) { return L(c.about); } }],
  })]);
});
