// What it is for, the few options that matter, and all others behind one fold.

// Where the report opens, and which list is saved first.
const QUESTIONS = {
  koc: { place: 'koc', file: 'koc.csv' },
  referral: { place: 'referral', file: 'referral.csv' },
  isolated: { place: 'isolated', file: 'isolated.csv' },
  todo: { place: 'queue', file: 'todo.csv' },
};

function drawQuestion() {
  refill(byId('question'), Object.keys(QUESTIONS).map((code) => el('label', { class: 'choice' },
    el('input', { type: 'radio', name: 'question', value: code, 'data-key': 'question ' + code, checked: state.question === code, onchange: () => { state.question = code; drawSaves(); showPlace(); } }),
    el('span', {}, el('b', {}, t('for_' + code)), el('span', { class: 'note', id: 'for-' + code }, t('for_' + code + '_about'))))));
}

onRender(drawQuestion);

// The most that a count may be.
const MOST = 4294967295;

const FEW = [
  { path: 'todo.per_owner', word: 'per_owner', kind: 'whole', least: 1, most: MOST, none: 'default_none' },
  { path: 'top', word: 'top', kind: 'whole', least: 0, most: MOST, usual: 100 },
  { path: 'campaign.name', word: 'campaign', kind: 'text', none: 'default_unset' },
  { path: 'campaign.offer', word: 'offer', kind: 'text', none: 'default_unset' },
  { path: 'selection.contact_days', word: 'contact_days', kind: 'whole', least: 0, most: MOST, usual: 90 },
  { path: 'selection.quota.owner', word: 'quota', kind: 'whole', least: 1, most: MOST, none: 'default_none' },
  { path: 'seeds.k', word: 'seeds', kind: 'whole', least: 0, most: MOST, usual: 50 },
  { path: 'as_of', word: 'as_of', kind: 'date' },
];

// Options by which files are read, or the size of a run changes.
function isOfReading(path) {
  return path === 'as_of' || /^(input|staff|privacy|graph|betweenness)\./.test(path);
}

function setOption(path, value) {
  const was = state.values.get(path);
  if (value === undefined ? was === undefined : JSON.stringify(was) === JSON.stringify(value)) return;
  const change = () => { if (value === undefined) state.values.delete(path); else state.values.set(path, value); };
  if (isOfReading(path)) decide(change);
  else { change(); touched(); }
  syncOptions();
}

// What is written in a field, as a value of its kind; undefined where nothing is, and a sentence where it does not fit.
function valueOf(spec, text, name) {
  const written = text.trim();
  if (written === '') return {};
  if (spec.kind === 'whole' || spec.kind === 'number') {
    const n = Number(written.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)));
    if (!Number.isFinite(n)) return { wrong: t('option_wrong', { name }) };
    if (spec.kind === 'whole' && !Number.isSafeInteger(n)) return { wrong: t('option_whole', { name }) };
    const { least, most } = spec;
    const isOver = typeof most === 'number' && n > most;
    if ((typeof least === 'number' && n < least) || isOver) return { wrong: isOver ? t('option_bounds', { name, least: least ?? 0, most }) : t('option_least', { name, least }) };
    return { value: n };
  }
  if (spec.kind === 'list') return { value: written.split(/[,，、\n]/).map((one) => one.trim()).filter(Boolean) };
  return { value: written };
}

function shown(spec, value) {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

// A field of text; what does not fit is said beneath it.
function field(spec, id, name, attributes = {}) {
  const wrong = el('span', { class: 'wrong', id: id + '-wrong', role: 'alert' });
  const isNumber = spec.kind === 'whole' || spec.kind === 'number';
  const input = el('input', { type: spec.kind === 'date' ? 'date' : 'text', inputmode: spec.kind === 'whole' ? 'numeric' : isNumber ? 'decimal' : null, id, 'data-path': spec.path, 'data-key': id,
    autocomplete: 'off', spellcheck: 'false', ...attributes, onchange: () => {
      const { value, wrong: why } = valueOf(spec, input.value, name);
      wrong.textContent = why || '';
      if (why) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
      if (why) return;
      input.value = shown(spec, value);
      setOption(spec.path, value);
    } });
  input.value = shown(spec, state.values.get(spec.path));
  return [input, wrong];
}

// What holds where nothing is written: by the file of settings, or as usual.
function usualOf(spec) {
  const usual = known.keys.find((key) => key.path === spec.path)?.default ?? spec.usual;
  return usual === undefined || usual === '' ? spec.none ? t(spec.none) : null : String(usual);
}

function drawFew() {
  const day = state.survey?.as_of ? String(state.survey.as_of).slice(0, 10) : '';
  const fields = FEW.map((spec) => {
    const id = 'opt-' + spec.word, name = t('opt_' + spec.word);
    const about = t('opt_' + spec.word + '_about', { day: day && !state.values.has('as_of') ? t('opt_as_of_day', { day }) : '' });
    return el('div', { class: 'option' }, el('label', { for: id }, name),
      field(spec, id, name, { placeholder: usualOf(spec), 'aria-describedby': `${id}-about ${id}-wrong` }),
      el('span', { class: 'note', id: id + '-about' }, about));
  });
  const never = [...state.never];
  const input = el('input', { type: 'file', id: 'never', hidden: true, multiple: true, 'aria-label': t('opt_never'), onchange: () => {
    const found = [...input.files].map((file) => [file.name, file]);
    input.value = '';
    if (found.length > 0) take(found, 'never');
  } });
  fields.push(el('div', { class: 'option' }, el('span', { class: 'label', id: 'never-label' }, t('opt_never')),
    el('span', {}, button(t('opt_never_choose'), () => input.click(), { 'data-key': 'never', 'aria-describedby': 'never-label never-about' }), input),
    el('span', { class: 'note', id: 'never-about' }, never.length > 0 ? [t('opt_never_taken', { names: listed(never) }), ' ', button(t('remove'), () => { never.forEach(removeFile); drawFew(); }, { class: 'link', 'data-key': 'never out' })] : t('opt_never_about'))));
  refill(byId('options'), el('h3', {}, t('options_title')), el('p', { class: 'note' }, t('options_about')), el('div', { class: 'few' }, fields));
}

onRender(drawFew);
// What somebody is just writing is not taken from under them.
function isWriting() {
  return Boolean(document.activeElement?.matches('#options input'));
}

onPhase.push(() => { if (isPhase('surveyed', 'ready', 'done') && !isWriting()) drawFew(); });

// ---- All others.

function further() {
  return known.keys.filter((key) => !FEW.some((few) => few.path === key.path));
}

function defaultOf(key) {
  const value = key.default;
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return t('default_unset');
  if (value === true || value === false) return t(value ? 'yes' : 'no');
  if (typeof value === 'object' && !Array.isArray(value)) return '';
  return shown(key, value);
}

function optionInput(key, id) {
  const aria = { 'aria-describedby': `${id}-code ${id}-wrong` };
  const now = state.values.get(key.path);
  if (key.kind === 'switch' || key.kind === 'choice') {
    const words = key.kind === 'switch' ? [['true', t('yes')], ['false', t('no')]] : key.choices.map((code) => [code, code]);
    const select = el('select', { id, 'data-path': key.path, 'data-key': id, 'aria-describedby': `${id}-code`, onchange: () => setOption(key.path, select.value === '' ? undefined : key.kind === 'switch' ? select.value === 'true' : select.value) },
      el('option', { value: '' }, t('option_by_default', { value: defaultOf(key) })), words.map(([code, name]) => el('option', { value: code }, name)));
    select.value = now === undefined ? '' : String(now);
    return select;
  }
  if (key.kind === 'several') {
    const chosen = new Set(now || key.default || []);
    return el('span', { class: 'several', role: 'group', 'aria-labelledby': id + '-text' }, key.choices.map((code) => {
      const box = el('input', { type: 'checkbox', value: code, 'data-path': key.path, 'data-key': id + ' ' + code, checked: chosen.has(code), onchange: () => {
        const all = key.choices.filter((one) => (one === code ? box.checked : new Set(state.values.get(key.path) || key.default || []).has(one)));
        const isDefault = JSON.stringify([...all].sort()) === JSON.stringify([...(key.default || [])].sort());
        setOption(key.path, isDefault ? undefined : all);
      } });
      return el('label', { class: 'check' }, box, ' ', code);
    }));
  }
  if (key.kind === 'other') return el('span', { class: 'note' }, t('option_toml_only'), el('code', {}, key.example || `[${key.path}]`));
  return field(key, id, key.path, { placeholder: defaultOf(key), ...aria });
}

function optionRow(key) {
  const id = 'key-' + key.path, isChanged = state.values.has(key.path);
  const isField = key.kind !== 'other' && key.kind !== 'several';
  return el('div', { class: 'option-row' + (isChanged ? ' changed' : '') },
    el(isField ? 'label' : 'span', { for: isField ? id : null, id: id + '-text', class: 'label' }, key.text || key.path),
    el('span', { class: 'input' }, optionInput(key, id), isChanged && button(t('option_reset'), () => setOption(key.path, undefined), { class: 'link', 'data-key': id + ' reset', 'aria-label': t('option_reset_of', { name: key.path }) })),
    el('code', { class: 'note', id: id + '-code' }, key.path), key.kind === 'list' && el('span', { class: 'note' }, t('option_list_about')));
}

// The first sentence of what is said of a section.
function titleOf(section) {
  return section.text.split(/[。\n]|\. |\.$/)[0].trim() || section.path;
}

function drawAll() {
  if (!byId('all-options').open) return;
  const sections = [{ path: '', text: t('section_general') }, ...known.sections];
  const keys = further();
  refill(byId('all'), sections.map((section) => {
    const own = keys.filter((key) => (key.section || '') === section.path);
    const changed = own.filter((key) => state.values.has(key.path)).length;
    return own.length > 0 && el('details', { class: 'part', 'data-key': 'part ' + section.path }, el('summary', { 'data-key': 'part of ' + section.path }, titleOf(section), ' ', section.path && el('code', { class: 'note' }, section.path),
      changed > 0 && el('span', { class: 'badge' }, t('options_changed', { n: changed }))), section.text.replace(/[。.]$/, '') !== titleOf(section) && el('p', { class: 'note' }, section.text), own.map(optionRow));
  }));
}

// Fields show what holds, wherever it has been changed.
function syncOptions() {
  // Only once the focus is where it goes when a field is left.
  setTimeout(drawAll);
  const changed = further().filter((key) => state.values.has(key.path)).length + (state.toml.trim() ? 1 : 0);
  byId('options-changed').hidden = changed === 0;
  byId('options-changed').textContent = changed > 0 ? t('options_changed', { n: changed }) : '';
  drawJoins();
  drawBad();
}

onRender(syncOptions);
byId('all-options').addEventListener('toggle', drawAll);

async function askOptions() {
  const { lang } = settings;
  const { toml } = state;
  known = { ...known, toml };
  const { ok } = await engine.call({ call: 'options', options: { lang, toml } }, wanted());
  known = { ...ok, lang, toml };
  syncOptions();
  if (!isWriting()) drawFew();
}

byId('toml').addEventListener('change', () => {
  const text = byId('toml').value;
  if (text === state.toml) return;
  decide(() => { state.toml = text; });
  syncOptions();
});

byId('save-toml').addEventListener('click', async () => {
  try {
    const { ok } = await engine.call({ call: 'toml', files: tablesToRead(), options: options() }, wanted());
    if (save('renmai.toml', new Blob([ok.text], { type: 'application/toml' }))) say(t('toml_saved'));
  } catch (error) {
    if (error.kind === 'refused') fail(error.message); else broke(error);
  }
});
