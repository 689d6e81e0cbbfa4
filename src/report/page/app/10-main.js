// Language, theme, contents, printing; then everything is drawn.

// The view and the place are what the address says and nothing of before; language and theme stay where it does not name them.
function readHash(settings) {
  Object.assign(view, { kind: 'overview' });
  state.place = '';
  ask.by = {};
  ask.rule = '';
  location.hash.replace(/^#/, '').split('&').forEach(function (part) {
    var at = part.split('=');
    if (settings && at[0] === 'lang' && (at[1] === 'zh' || at[1] === 'en')) state.lang = at[1];
    if (settings && at[0] === 'theme' && ['light', 'dark', 'system'].indexOf(at[1]) >= 0) state.theme = at[1];
    if (at[1] === undefined && at[0]) state.place = at[0];
    else if (at[0].slice(0, 2) === 'f.') readAsk(at[0].slice(2), at[1]);
    else if (at[0] === 'rule') ask.rule = decoded(at.slice(1).join('='));
    else readView(at[0], at[1]);
  });
  if (!state.place && view.kind !== 'overview') state.place = 'network';
}

// The address tells what is seen; `further` makes an entry of the history, which Back leaves.
function writeHash(further) {
  var parts = [state.place].concat(viewPart(), askParts(), state.lang !== data.lang && 'lang=' + state.lang, state.theme !== 'system' && 'theme=' + state.theme).filter(Boolean);
  var address = parts.length ? '#' + parts.join('&') : '#';
  try { history[further ? 'pushState' : 'replaceState']({ own: true }, '', address); } catch (e) { /* A page may be shown where addresses cannot change. */ }
}

var dark = window.matchMedia('(prefers-color-scheme: dark)');

function applyTheme() {
  var theme = state.theme === 'system' ? (dark.matches ? 'dark' : 'light') : state.theme;
  document.documentElement.setAttribute('data-theme', theme);
  byId('theme').value = state.theme;
}

function label() {
  document.documentElement.lang = state.lang === 'en' ? 'en' : 'zh-CN';
  document.title = t('title') + ' · ' + L(data.as_of);
  document.querySelectorAll('[data-t]').forEach(function (node) { node.textContent = t(node.getAttribute('data-t')); });
  document.querySelectorAll('[data-t-label]').forEach(function (node) { node.setAttribute('aria-label', t(node.getAttribute('data-t-label'))); });
  byId('as-of').textContent = L(data.as_of);
  document.querySelectorAll('[data-lang]').forEach(function (node) { node.setAttribute('aria-pressed', node.getAttribute('data-lang') === state.lang); });
}

// A place in the page: a section, or a list in its tab.
function go(id) {
  var node = byId(id);
  if (!node) return;
  state.place = id;
  if (data.lists.some(function (list) { return list.id === id; })) { selectTab(id); node = byId('todo'); }
  node.scrollIntoView();
  writeHash();
}

function renderCards() {
  var cards = empty(byId('cards'));
  data.cards.forEach(function (card) {
    var note = [L(card.note), card.reference && t('reference') + ' ' + card.reference].filter(Boolean).join(' · '), value = card.value;
    var list = crowd.lists.indexOf(card.href);
    if (chosen && card.label === 'people') { value = chosenPeople(); note = t('card_people', { n: int(card.value) }); }
    else if (chosen && list >= 0) { value = 0; for (var p = 0; p < crowd.id.length; p++) if (isChosen(p) && (crowd.on[p] >> list) & 1) value++; note = t('card_list'); }
    else if (chosen) note = t('card_everybody');
    cards.appendChild(el('li', {}, el('span', { class: 'label' }, t(card.label)),
      card.href ? el('a', { class: 'value', href: '#' + card.href }, int(value)) : el('span', { class: 'value' }, int(value)),
      el('span', { class: 'note' }, note)));
  });
}

onNarrow(renderCards);

onRender(function () {
  renderCards();
  var story = empty(byId('story'));
  data.todo.forEach(function (item) {
    story.appendChild(el('li', {}, el('a', { href: '#' + item[0] }, L(item[1])), el('span', {}, L(item[2]))));
  });
});

function renderAll() {
  var y = window.scrollY;
  forgetCharts();
  label();
  renders.forEach(function (render) { render(); });
  window.scrollTo(0, y);
}

document.querySelectorAll('[data-lang]').forEach(function (node) {
  node.addEventListener('click', function () { state.lang = node.getAttribute('data-lang'); writeHash(); renderAll(); });
});
byId('theme').addEventListener('change', function () { state.theme = byId('theme').value; applyTheme(); writeHash(); redraw(); });

if (dark.addEventListener) dark.addEventListener('change', function () { applyTheme(); redraw(); });

document.addEventListener('click', function (event) {
  var link = event.target.closest && event.target.closest('a[href^="#"]');
  if (!link || link.classList.contains('skip')) return;
  event.preventDefault();
  go(link.getAttribute('href').slice(1));
});
// Back and Forward among entries of the page itself; the browser sees to the place.
window.addEventListener('popstate', function (event) {
  if (!event.state) return;
  readHash(false);
  renderAsk();
  renderNetwork();
  writeHash();
});
// An address that was typed.
window.addEventListener('hashchange', function () {
  if (history.state) return;
  readHash(true);
  applyTheme();
  renderAll();
  if (state.place) go(state.place); else writeHash();
});

// On paper: light, every tab open, every chart drawn as wide as the paper.
window.addEventListener('beforeprint', function () {
  document.documentElement.setAttribute('data-theme', 'light');
  charts.forEach(function (chart) { offPaper(chart); toPaper(chart); });
});
window.addEventListener('afterprint', function () {
  charts.forEach(offPaper);
  applyTheme();
});

var links = [].slice.call(document.querySelectorAll('nav a'));
if ('IntersectionObserver' in window) {
  var seen = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) links.forEach(function (link) {
        if (link.getAttribute('href') === '#' + entry.target.id) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
      });
    });
  }, { rootMargin: '-20% 0px -70% 0px' });
  document.querySelectorAll('main > section').forEach(function (section) { seen.observe(section); });
}

readHash(true);
applyTheme();
document.documentElement.classList.add('live');
renderAll();
if (state.place) go(state.place); else writeHash();
