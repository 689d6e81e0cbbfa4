// What everything else uses: words, what the person has given, and DOM nodes that hold text and never markup.

const root = document.documentElement;
root.setAttribute('data-live', '');
if (root.dataset.state === 'unsupported') return;

const data = JSON.parse(byId('data').textContent);

// Everything the person has given, and what has come of it.
const state = fresh();

function fresh() {
  return {
    // Tables by path; those of people never to contact; earlier runs: folder → {files: [[path, blob], …], asOf}.
    files: new Map(), never: new Set(), earlier: new Map(),
    // Decisions: names that are left out, how files are read (name → {table, columns}), options (path → value), a settings file.
    out: new Map(), plans: new Map(), values: new Map(), toml: '', question: 'koc',
    // The last survey, what each table of any survey looked like and where its card stands, and the last run.
    survey: null, seen: new Map(), places: new Map(), made: null,
  };
}

const settings = { lang: 'zh', theme: 'system' };
// Every option that there is, in the language of now.
let known = { keys: [], sections: [] };

function byId(id) {
  return document.getElementById(id);
}

// A label, its placeholders filled: {n}, or {n|one|many} by the number.
function t(key, values = {}) {
  const text = data.words[settings.lang][key];
  if (text === undefined) throw new Error('no label ' + key);
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    if (!Object.hasOwn(values, name)) return whole;
    if (one === undefined) return values[name];
    return String(values[name]) === '1' ? one : many;
  });
}

function has(key) {
  return Object.hasOwn(data.words[settings.lang], key);
}

// An element; children are nodes or text.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.appendChild(child.nodeType ? child : document.createTextNode(String(child)));
  }
}

function button(text, press, attributes = {}) {
  return el('button', { type: 'button', onclick: press, ...attributes }, text);
}

// Puts other children into a box; what had the focus has it again, found by its data-key.
function refill(box, ...children) {
  const active = document.activeElement;
  const key = box.contains(active) ? active.dataset.key : undefined;
  const open = new Set([...box.querySelectorAll('details[data-key][open]')].map((node) => node.dataset.key));
  const shut = new Set([...box.querySelectorAll('details[data-key]:not([open])')].map((node) => node.dataset.key));
  box.replaceChildren();
  add(box, children);
  for (const node of box.querySelectorAll('details[data-key]')) {
    if (open.has(node.dataset.key)) node.open = true;
    if (shut.has(node.dataset.key)) node.open = false;
  }
  if (key === undefined) return;
  const again = [...box.querySelectorAll('[data-key]')].find((node) => node.dataset.key === key);
  if (again) again.focus({ preventScroll: true });
}

function int(n) {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

function listed(words) {
  return words.join(t('separator'));
}

// So long a time in words.
function span(seconds) {
  if (seconds < 1.5) return t('time_moment');
  if (seconds < 10) return t('time_seconds', { n: Math.round(seconds) });
  if (seconds < 55) return t('time_seconds', { n: Math.ceil(seconds / 5) * 5 });
  if (seconds < 55 * 60) return t('time_minutes', { n: Math.max(1, Math.round(seconds / 60)) });
  return t('time_hours', { n: Math.max(1, Math.round(seconds / 3600)) });
}

// So long a time as it took.
function spent(seconds) {
  if (seconds < 10) return t('took_seconds', { n: Math.max(0.1, seconds).toFixed(1) });
  const whole = Math.round(seconds);
  return whole < 60 ? t('took_seconds', { n: whole }) : t('took_minutes', { n: Math.floor(whole / 60), s: whole % 60 });
}

// Where the page is: it stands in the document, and what depends on it is drawn again.
const onPhase = [];

function phase(name) {
  root.dataset.state = name;
  onPhase.forEach((draw) => draw());
}

function isPhase(...names) {
  return names.includes(root.dataset.state);
}

// What is drawn again when the language changes.
const renders = [];

function onRender(render) {
  renders.push(render);
}

// Says something to whoever cannot see it.
function say(text) {
  byId('said').textContent = text;
}

// The sentence about what went wrong, with what can be done there and then.
let message = null;

function fail(text, ...actions) {
  message = { text, actions };
  const box = byId('message');
  box.hidden = false;
  refill(box, el('p', {}, text), el('p', { class: 'buttons' }, actions, button(t('close'), calm, { class: 'link' })));
}

function calm() {
  message = null;
  byId('message').hidden = true;
  byId('message').replaceChildren();
}

// Moves the focus to a heading that has just come, which a reader then reads out.
function lead(id) {
  byId(id).focus({ preventScroll: true });
  byId(id).scrollIntoView({ block: 'start' });
}

// Hands a file to the browser to be kept.
function save(name, blob) {
  try {
    const url = URL.createObjectURL(blob);
    const link = el('a', { href: url, download: name, hidden: true });
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    return true;
  } catch (error) {
    fail(t('failed_save', { reason: String(error.message || error) }));
    return false;
  }
}

// A sentence that begins with a place as the program writes it, `file:line:column (header): `, with the place in words; the file's name may stand elsewhere.
function worded(text, file, isNamed) {
  if (!file || !text.startsWith(file)) return text;
  const rest = text.slice(file.length), found = /^:(\d+)(?::(\d+))?(?:\s*[(（]([^)）]*)[)）])?\s*[:：]\s*/.exec(rest);
  // What is said of several files names them all.
  if (!found) return isNamed || !/^\s*[：:]/.test(rest) ? text : rest.replace(/^\s*[：:]\s*/, '');
  const [whole, line, column, header] = found;
  const values = { file, place: place({ line: Number(line), column: Number(column || 0) }) + (header ? t('in_column', { header }) : ''), text: rest.slice(whole.length) };
  return t(isNamed ? 'in_file' : 'at', values);
}

// A sentence about a place in a file.
function placed(told) {
  if (!told.file || String(told.text).includes(told.file)) return worded(told.text, told.file, true);
  const where = place(told);
  return where ? t('in_file', { file: told.file, place: where, text: told.text }) : t('in_file_only', { file: told.file, text: told.text });
}

function place({ line, column }) {
  if (!line) return '';
  return column ? t('at_place', { line: int(line), column: int(column) }) : t('at_line', { line: int(line) });
}
