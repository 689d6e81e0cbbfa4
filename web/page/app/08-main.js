// Language, appearance, steps, clearing; then it begins.

function label() {
  root.lang = t('tag');
  document.title = t('program') + ' · ' + t('title');
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll('[data-t-label]')) node.setAttribute('aria-label', t(node.dataset.tLabel));
  for (const node of document.querySelectorAll('[data-t-placeholder]')) node.placeholder = t(node.dataset.tPlaceholder);
  for (const node of document.querySelectorAll('[data-lang]')) node.setAttribute('aria-pressed', String(node.dataset.lang === settings.lang));
}

function renderAll() {
  label();
  renders.forEach((render) => render());
  onPhase.forEach((draw) => draw());
}

for (const node of document.querySelectorAll('[data-lang]')) {
  node.addEventListener('click', () => {
    if (settings.lang === node.dataset.lang) return;
    settings.lang = node.dataset.lang;
    clearNotes();
    calm();
    const isStale = state.made?.isStale;
    renderAll();
    turnReport('');
    if (!engine || isPhase('running')) { wasRunning ||= isPhase('running'); return; }
    askOptions().catch(broke);
    if (state.files.size > 0) surveySoon(0);
    // The lists are the same in any language.
    if (state.made) { state.made.isStale = isStale; drawStale(); }
  });
}

const darkness = window.matchMedia('(prefers-color-scheme: dark)');

function applyTheme() {
  root.dataset.theme = settings.theme === 'system' ? (darkness.matches ? 'dark' : 'light') : settings.theme;
}

byId('theme').addEventListener('change', () => { settings.theme = byId('theme').value; applyTheme(); turnReport(''); });
darkness.addEventListener('change', applyTheme);

// Which of the four steps is the one of now.
function stepOfNow() {
  if (isPhase('running')) return 'step-run';
  if (isPhase('done') || (state.made && !state.made.isStale)) return 'result';
  if (!state.survey || isPhase('surveying')) return 'step-files';
  return whyNot() ? 'step-files' : 'step-for';
}

onPhase.push(() => {
  const now = stepOfNow();
  for (const section of document.querySelectorAll('.step')) section.classList.toggle('now', section.id === now);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === '#' + now) link.setAttribute('aria-current', 'step'); else link.removeAttribute('aria-current');
  }
});

// Places within the page are gone to without an address, which some browsers keep for files.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link) return;
  event.preventDefault();
  const node = byId(link.getAttribute('href').slice(1));
  const heading = node.matches('section') ? node.querySelector('h2') : node;
  heading.focus({ preventScroll: true });
  node.scrollIntoView();
});

// Clearing has to be meant: the button is pressed twice.
let sure = 0;

function calmForget() {
  clearTimeout(sure);
  sure = 0;
  byId('forget').textContent = t('forget');
}

byId('forget').addEventListener('click', () => {
  if (!sure && (state.files.size > 0 || state.made || state.earlier.size > 0)) {
    byId('forget').textContent = t('forget_sure');
    sure = setTimeout(calmForget, 6000);
    return;
  }
  calmForget();
  forget();
});

function forget() {
  clearTimeout(timer);
  turn++;
  cancelled = true;
  undo = null;
  wasRunning = false;
  helpers.forEach((helper) => helper.close());
  helpers = [];
  computed = { engine: null, key: '' };
  Object.assign(state, fresh());
  if (reportUrl) URL.revokeObjectURL(reportUrl);
  reportUrl = '';
  for (const id of ['toml', 'explain-id']) byId(id).value = '';
  for (const id of ['explained', 'summary-text', 'saved']) byId(id).textContent = '';
  byId('explained').hidden = true;
  clearNotes();
  calm();
  if (engine) engine.stop();
  phase(engine ? 'ready' : 'loading');
  renderAll();
  say(t('forgotten'));
}

// Results that nobody has saved are worth a question.
window.addEventListener('beforeunload', (event) => { if (state.made && !state.made.isSaved) event.preventDefault(); });

async function begin() {
  await compile();
  engine = new Engine();
  phase('ready');
  await askOptions();
}

applyTheme();
phase('loading');
renderAll();
const ready = begin().catch((error) => {
  phase('failed');
  fail(t('failed_start', { reason: String(error.message || error) }));
  // Nothing can be done without it.
  return new Promise(() => {});
});
