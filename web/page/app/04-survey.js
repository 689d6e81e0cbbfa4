// What was read: asks the engine after every change, and shows each file and sheet with what is in doubt about it.

let timer = 0, turn = 0, wasRunning = false;

// What the engine is told besides the files.
function options() {
  const set = {};
  const put = (path, value) => {
    const parts = path.split('.'), last = parts.pop();
    let table = set;
    for (const part of parts) table = table[part] ??= {};
    table[last] = value;
  };
  for (const [path, value] of state.values) put(path, value);
  const plans = [...state.plans].filter(([name]) => !state.out.has(name) && state.files.has(pathOf(name)));
  if (plans.length > 0) (set.input ??= {}).plan = Object.fromEntries(plans.map(([name, plan]) => [name, { ...plan }]));
  return { lang: settings.lang, toml: state.toml, set };
}

// Looks again once no further change has come for a moment.
function surveySoon(delay = 250) {
  // What is wrong with a file of settings, the survey says.
  if (known.toml !== undefined && known.toml !== state.toml) askOptions().catch(() => {});
  touched();
  clearTimeout(timer);
  if (isPhase('running')) { wasRunning = true; return; }
  timer = setTimeout(survey, delay);
}

async function survey() {
  const mine = ++turn;
  if (state.files.size === 0) {
    state.survey = null;
    phase(engine ? 'ready' : 'loading');
    drawSurvey();
    return;
  }
  const isFirst = !state.survey;
  calm();
  phase('surveying');
  if (isFirst) drawSurvey();
  try {
    const { ok } = await engine.call({ call: 'survey', files: tablesToRead(), options: options() }, wanted(), { progress: (told) => { if (mine === turn) progressed(told); } });
    if (mine !== turn) return;
    // A decision after which nothing is read any more is refused, and what was seen stays.
    if (undo && !isFirst && ok.why_not && ok.files.length + ok.broken.length === 0) throw new Ended('refused', ok.why_not);
    state.survey = ok;
    undo = null;
    for (const file of ok.files) state.seen.set(file.name, file);
    phase('surveyed');
    drawSurvey();
    if (isFirst && !isTyping()) lead('read-title');
  } catch (error) {
    if (mine !== turn) return;
    broke(error);
    if (error.kind === 'refused') offerUndo();
  }
}

// Who is just writing is not led away.
function isTyping() {
  return /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) && !['file', 'radio', 'checkbox'].includes(document.activeElement.type);
}

// The last decision, to be taken back where the engine cannot do it.
let undo = null;

function decide(change) {
  const before = { out: new Map(state.out), plans: new Map([...state.plans].map(([name, plan]) => [name, structuredClone(plan)])), values: new Map(state.values), toml: state.toml };
  undo = () => { Object.assign(state, before); byId('toml').value = state.toml; undo = null; calm(); syncOptions(); surveySoon(0); };
  change();
  surveySoon();
}

function offerUndo() {
  if (undo) fail(message.text, button(t('undo'), undo));
}

// Whether somebody has to look at it.
function isDoubtful(file) {
  return graveDoubts(file).length > 0 || isRefused(file);
}

function isRefused(file) {
  return file.refused > 0 && state.values.get('input.skip_bad_rows') !== true;
}

// ---- One file.

function columnName(table, code) {
  const told = state.survey?.tables.find((one) => one.code === table)?.columns.find((column) => column.code === code);
  for (const key of [`column_${table}_${code}`, `column_${code}`]) if (has(key)) return t(key);
  return told?.text || code;
}

function planOf(name) {
  if (!state.plans.has(name)) state.plans.set(name, {});
  return state.plans.get(name);
}

// Says what a column of a file means: `ours` is empty where it is not used.
function mean(file, table, header, ours) {
  decide(() => {
    const plan = planOf(file.name);
    plan.table = table;
    const columns = plan.columns ??= {};
    for (const [code, taken] of Object.entries(columns)) if (taken === header) delete columns[code];
    const was = file.columns.find((column) => column.header === header);
    // Without a header, our column is in no field.
    if (was && was.ours !== ours && !columns[was.ours]) columns[was.ours] = '';
    if (ours) columns[ours] = header;
  });
}

function tableSelect(name, table) {
  const isOut = state.out.has(name);
  const select = el('select', { class: 'table', 'data-key': 'table ' + name, 'aria-label': t('table_of', { name }), onchange: () => decide(() => {
    if (select.value === '-') { state.out.set(name, true); return; }
    state.out.delete(name);
    // Columns of another table mean other things.
    const { columns, table: _, ...rest } = planOf(name);
    state.plans.set(name, select.value ? { ...rest, table: select.value } : rest);
  }) });
  if (!table) select.append(el('option', { value: '' }, t(isOut ? 'auto_table' : 'undecided')));
  for (const one of state.survey?.tables || []) select.append(el('option', { value: one.code }, one.name));
  select.append(el('option', { value: '-' }, t('leave_out')));
  select.value = isOut ? '-' : table || '';
  return el('label', { class: 'taken' }, el('span', {}, t('taken_for')), ' ', select);
}

function meaningSelect(file, table, header) {
  const spec = state.survey.tables.find((one) => one.code === table);
  const planned = state.plans.get(file.name)?.columns || {};
  const chosen = Object.keys(planned).find((code) => planned[code] === header);
  const read = file.table === table ? file.columns.find((column) => column.header === header)?.ours : undefined;
  const ours = chosen ?? (read !== undefined && planned[read] === undefined ? read : '');
  const select = el('select', { class: 'meaning' + (ours ? '' : ' unused'), 'data-header': header, 'data-key': `meaning ${file.name} ${header}`, 'aria-label': t('meaning_of', { header }),
    onchange: () => mean(file, table, header, select.value) }, el('option', { value: '' }, t('not_used')));
  for (const column of spec?.columns || []) {
    const name = columnName(table, column.code);
    select.append(el('option', { value: column.code, title: column.text || column.code }, column.needed ? t('needed', { name }) : name));
  }
  select.value = ours || '';
  return select;
}

function sampleTable(file, table) {
  const { headers, rows } = file.sample;
  const understood = (header) => file.columns.find((column) => column.header === header)?.understood;
  return el('div', { class: 'sample', tabindex: 0, role: 'region', 'aria-label': t('sample_of', { name: file.name }) },
    el('table', {}, el('thead', {}, el('tr', {}, headers.map((header) => el('th', { scope: 'col' }, meaningSelect(file, table, header), el('bdi', {}, header || '–'),
      understood(header) && el('span', { class: 'note' }, t('read_as', { how: understood(header) })))))),
    el('tbody', {}, rows.map((row) => el('tr', {}, headers.map((_, i) => el('td', {}, el('bdi', {}, row[i] ?? ''))))))));
}

// How dates, amounts and the header are to be read, where the file itself does not show it.
function readingFields(name) {
  const plan = state.plans.get(name) || {};
  const put = (key, value) => decide(() => {
    const own = planOf(name);
    if (value === undefined) delete own[key]; else own[key] = value;
  });
  const choice = (key, values) => {
    const select = el('select', { 'data-key': `${key} ${name}`, 'data-plan': key, onchange: () => put(key, select.value || undefined) }, el('option', { value: '' }, t('by_itself')),
      values.map(([value, word]) => el('option', { value }, t(word))));
    select.value = plan[key] || '';
    return el('label', {}, el('span', {}, t('plan_' + key)), ' ', select);
  };
  const line = el('input', { type: 'text', inputmode: 'numeric', size: 4, autocomplete: 'off', placeholder: t('by_itself'), 'data-key': 'header_line ' + name, 'data-plan': 'header_line', onchange: () => {
    const { value, wrong } = valueOf({ kind: 'whole', least: 0 }, line.value, t('plan_header_line'));
    if (wrong) { line.setAttribute('aria-invalid', 'true'); return; }
    put('header_line', value);
  } });
  line.value = plan.header_line ?? '';
  return el('p', { class: 'reading' }, choice('date_order', [['ymd', 'order_ymd'], ['dmy', 'order_dmy'], ['mdy', 'order_mdy']]), choice('decimal', [['.', 'decimal_point'], [',', 'decimal_comma']]),
    el('label', {}, el('span', {}, t('plan_header_line')), ' ', line));
}

function lookDetails(file, table, isOpen) {
  return file.sample && el('details', { class: 'look', open: isOpen, 'data-key': 'look ' + file.name }, el('summary', { 'data-key': 'look of ' + file.name }, t('look')),
    el('p', { class: 'note' }, t('look_about')), sampleTable(file, table), readingFields(file.name),
    // What each column is taken for stands above.
    el('ul', { class: 'how note' }, (file.how || []).filter((how) => !how.includes('←')).map((how) => el('li', {}, worded(how, file.name)))));
}

// What is of weight; the rest is only told.
function graveDoubts(file) {
  return (file.doubts || []).filter((doubt) => doubt.level !== 'info');
}

function fileCard(file) {
  const doubts = graveDoubts(file), info = (file.doubts || []).filter((doubt) => doubt.level === 'info');
  const path = pathOf(file.name), isGrave = isDoubtful(file);
  const word = doubts.length > 0 ? t('doubts_n', { n: doubts.length }) : isGrave ? t('refused_n', { n: int(file.refused) }) : t('fine');
  const counts = [t('rows_n', { n: int(file.rows) }), file.skipped > 0 && t('passed_n', { n: int(file.skipped) }), file.refused > 0 && word !== t('refused_n', { n: int(file.refused) }) && t('refused_n', { n: int(file.refused) }),
    file.header_line > 1 && t('header_in', { n: int(file.header_line) })].filter(Boolean);
  return el('article', { class: 'file' + (isGrave ? ' doubtful' : ''), 'data-name': file.name },
    el('div', { class: 'head' }, el('h4', {}, el('bdi', { class: 'name' }, file.name)), tableSelect(file.name, file.table),
      el('span', { class: 'mark' + (isGrave ? ' warning' : '') }, word),
      el('span', { class: 'note counts' }, counts.join(t('between'))),
      button(t('remove'), () => { removeFile(path); byId('choose-files').focus(); }, { class: 'link', 'aria-label': t('remove_name', { name: path }) })),
    el('ul', { class: 'chips', 'aria-label': t('columns_taken') }, file.columns.map((column) => el('li', {}, el('bdi', {}, column.header), ' → ', el('b', {}, columnName(file.table, column.ours)),
      column.understood && el('span', { class: 'note' }, ' ' + t('read_as', { how: column.understood }))))),
    file.unused?.length > 0 && el('p', { class: 'note' }, t('columns_unused', { columns: listed(file.unused) })),
    doubts.length > 0 && el('ul', { class: 'doubts', 'aria-label': t('doubts') }, doubts.map((doubt) => el('li', {}, worded(doubt.text, file.name)))),
    info.length > 0 && el('ul', { class: 'how note' }, info.map((doubt) => el('li', {}, worded(doubt.text, file.name)))),
    lookDetails(file, file.table, isGrave));
}

function brokenCard(broken) {
  const { path } = broken, table = state.plans.get(path)?.table || '';
  const known = state.seen.get(path) || (broken.sample && { name: path, table: '', columns: [], sample: broken.sample });
  const at = place(broken), isSaid = !at || broken.text.startsWith(path + ':') || broken.text.includes(String(broken.line));
  return el('article', { class: 'file broken', 'data-name': path },
    el('div', { class: 'head' }, el('h4', {}, el('bdi', { class: 'name' }, path)), tableSelect(path, table), el('span', { class: 'mark warning' }, t('broken'))),
    el('ul', { class: 'doubts', 'aria-label': t('doubts') }, el('li', {}, isSaid ? worded(broken.text, path) : t('at', { place: at, text: worded(broken.text, path) }))),
    el('p', { class: 'note' }, t('broken_help')),
    known && table ? lookDetails(known, table, true) : readingFields(path),
    el('p', { class: 'buttons' }, button(t('leave_out'), () => { decide(() => state.out.set(path, true)); byId('read-title').focus(); }, { class: 'leave-out', 'data-key': 'leave ' + path })));
}

// A file of which nothing is known, or not yet.
function silentCard(path) {
  return el('article', { class: 'file', 'data-name': path }, el('div', { class: 'head' }, el('h4', {}, el('bdi', { class: 'name' }, path)), state.survey && tableSelect(path, state.plans.get(path)?.table || ''),
    button(t('remove'), () => { removeFile(path); byId('choose-files').focus(); }, { class: 'link', 'aria-label': t('remove_name', { name: path }) })));
}

function silentFiles() {
  const told = state.survey ? [...state.survey.files.map((file) => file.name), ...state.survey.broken.map((file) => file.path), ...state.out.keys()] : [];
  return [...state.files.keys()].filter((path) => !told.some((name) => isOf(name, path)));
}

// So many quiet cards are enough; more stand behind a fold.
const QUIET = 6;

// ---- All of it.

function drawFiles() {
  const { survey } = state;
  const out = [...state.out.keys()];
  const all = [...survey.broken.map((broken) => [broken.path, true, () => brokenCard(broken)]), ...silentFiles().map((path) => [path, true, () => silentCard(path)]),
    ...survey.files.map((file) => [file.name, isDoubtful(file), () => fileCard(file)])];
  // What is in doubt comes first; once it is settled it stays where it was.
  for (const isGrave of [true, false]) for (const [name, grave] of all) if (grave === isGrave && !state.places.has(name)) state.places.set(name, { rank: state.places.size, isLoud: grave });
  for (const [name, grave] of all) if (grave) state.places.get(name).isLoud = true;
  const placeOf = ([name]) => state.places.get(name);
  all.sort((a, b) => placeOf(a).rank - placeOf(b).rank);
  const quiet = all.filter((one) => !placeOf(one).isLoud), isMany = quiet.length > QUIET;
  const cards = all.filter((one) => !isMany || placeOf(one).isLoud).map(([, , card]) => card());
  if (isMany) cards.push(el('details', { class: 'quiet', 'data-key': 'quiet' }, el('summary', { 'data-key': 'quiet of' }, t('quiet_n', { n: quiet.length })), quiet.map(([, , card]) => card())));
  refill(byId('survey'), cards, out.length > 0 && el('div', { class: 'out' }, el('h4', {}, t('left_out_files')), el('ul', { class: 'plain-list' }, out.map((name) => el('li', {}, el('bdi', { class: 'name' }, name), ' ',
    button(t('take_back'), () => { decide(() => state.out.delete(name)); byId('read-title').focus(); }, { class: 'link', 'data-key': 'back ' + name }))))));
}

function check(path, value, text, key) {
  const isList = Array.isArray(state.values.get(path)) || value !== true;
  const now = state.values.get(path);
  const box = el('input', { type: 'checkbox', 'data-key': key, checked: isList ? (now || []).includes(value) : now === true, onchange: () => decide(() => {
    if (!isList) { if (box.checked) state.values.set(path, true); else state.values.delete(path); return; }
    const rest = (state.values.get(path) || []).filter((one) => one !== value);
    const all = box.checked ? [...rest, value] : rest;
    if (all.length > 0) state.values.set(path, all); else state.values.delete(path);
    syncOptions();
  }) });
  return el('label', { class: 'check' }, box, ' ', el('span', {}, text));
}

function drawJoins() {
  const joins = state.survey?.joins || [];
  const apart = joins.some((join) => join.apart) || state.values.get('input.allow_disjoint') === true;
  const trims = new Set(state.values.get('input.trim_ids') || []);
  for (const join of joins) join.trim.forEach((trim) => trims.add(trim));
  const switches = [...trims].map((trim) => check('input.trim_ids', trim, has('trim_' + trim) ? t('trim_' + trim) : trim, 'trim ' + trim));
  if (apart) switches.push(check('input.allow_disjoint', true, t('join_apart'), 'apart'));
  refill(byId('joins'), (joins.length > 0 || switches.length > 0) && el('div', { class: 'ask' + (joins.length > 0 ? ' doubtful' : '') }, el('h4', {}, t('joins_title')),
    joins.map((join) => [join.text.split('\n').map((line) => el('p', {}, line)), join.samples?.length > 0 && el('p', { class: 'note' }, t('samples'), ' ', join.samples.map((id) => [el('code', {}, id), ' ']))]),
    trims.size > 0 && el('p', { class: 'note' }, t('joins_about')), switches));
}

function drawBad() {
  const bad = state.survey?.bad_rows || { count: 0, rows: [] };
  if (bad.count === 0) { refill(byId('bad')); return; }
  const isAside = state.values.get('input.skip_bad_rows') === true;
  refill(byId('bad'), el('div', { class: 'ask' + (isAside ? '' : ' doubtful') }, el('h4', {}, t('bad_title')), el('p', {}, t('bad_about', { n: int(bad.count) })),
    check('input.skip_bad_rows', true, t('bad_switch'), 'bad'),
    el('ul', { class: 'doubts', 'aria-label': t('bad_title') }, bad.rows.map((row) => el('li', {}, badRow(row)))),
    bad.count > bad.rows.length && el('p', { class: 'note' }, t('bad_more', { shown: int(bad.rows.length), n: int(bad.count) }))));
}

function badRow(row) {
  return placed(row);
}

function drawFindings() {
  const { findings = [], verdicts = [] } = state.survey || {};
  refill(byId('findings'), findings.length > 0 && el('details', { class: 'ask', 'data-key': 'findings' }, el('summary', {}, t('findings_title'), ' ', el('span', { class: 'badge' }, findings.length)),
    el('ul', { class: 'how' }, findings.map((finding) => el('li', {}, finding.text)))));
  refill(byId('verdicts'), verdicts.length > 0 && el('div', { class: 'ask' }, el('h4', {}, t('verdicts_title')),
    el('ul', { class: 'verdicts' }, verdicts.map((verdict) => el('li', {}, el('span', { class: 'mark ' + verdict.answer }, verdict.answer_text), el('span', {}, el('b', {}, verdict.question), ' ', el('span', { class: 'note' }, verdict.text)))))));
}

function drawSurvey() {
  const { survey } = state;
  byId('read').hidden = state.files.size === 0;
  if (!survey) {
    for (const id of ['bad', 'joins', 'findings', 'verdicts']) byId(id).replaceChildren();
    refill(byId('survey'), silentFiles().map(silentCard));
    return;
  }
  drawFiles();
  drawBad();
  drawJoins();
  drawFindings();
}

onRender(drawSurvey);

onPhase.push(() => {
  const { survey } = state;
  byId('read').hidden = state.files.size === 0;
  byId('survey').setAttribute('aria-busy', isPhase('surveying'));
  let words = '';
  if (isPhase('surveying')) words = t('surveying');
  else if (survey) {
    const doubtful = survey.broken.length + survey.files.filter(isDoubtful).length;
    const values = { files: survey.files.length, rows: int(survey.files.reduce((sum, file) => sum + file.rows, 0)), n: doubtful };
    words = t(doubtful > 0 ? 'surveyed_doubts' : 'surveyed', values);
  }
  if (byId('survey-state').textContent !== words) byId('survey-state').textContent = words;
});
