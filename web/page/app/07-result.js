// The result: the report, what can be saved, what has changed, why somebody is on a list.

// Beside all files that are dropped, so that nothing is called the same.
const OUT = '../out/', ARCHIVE = '../renmai.zip';
let reportUrl = '';

function made(ok, written, { question, seconds, given }) {
  const files = new Map([...written].filter(([path]) => path.startsWith(OUT)));
  state.made = { ok, files, seconds, worker: engine.worker, lang: given.lang, isStale: false, isSaved: false, zip: null, question };
  byId('explained').hidden = true;
  phase('done');
  drawResult();
  showReport();
  lead('result-title');
  say(t('result_done', { time: spent(seconds) }));
}

// Something has been changed since the result came.
function touched() {
  if (!state.made) return;
  state.made.isStale = true;
  drawStale();
}

function drawStale() {
  const { made } = state;
  const isOther = made && made.lang !== settings.lang;
  byId('result-stale').hidden = !made || !(made.isStale || isOther);
  byId('result-stale').textContent = made?.isStale ? t('result_stale') : isOther ? t('result_lang') : '';
}

function drawSaves() {
  byId('save-list').textContent = t('save_' + state.question);
}

function drawResult() {
  const { made } = state;
  byId('made').hidden = !made;
  byId('result-none').hidden = Boolean(made);
  drawSaves();
  drawStale();
  if (!made) { byId('frame').replaceChildren(); byId('changed').replaceChildren(); return; }
  byId('result-done').textContent = t('result_where', { time: spent(made.seconds) });
  byId('summary-text').textContent = made.ok.summary;
  drawChanged();
}

onRender(drawResult);

function drawChanged() {
  const { changed } = state.made.ok;
  const others = (changed || []).filter((list) => list.came.length + list.left.length > 0);
  const people = (word, some) => some.length > 0 && el('p', {}, el('b', {}, t(word)), ' ', some.slice(0, 30).map((person) => [el('span', { class: 'who' }, el('bdi', {}, person.name || person.id), person.name && [' ', el('bdi', { class: 'id' }, person.id)]), ' ']),
    some.length > 30 && t('changed_more', { n: int(some.length - 30) }));
  refill(byId('changed'), changed && el('div', { class: 'ask' }, el('h3', {}, t('changed_title')), others.length === 0 && el('p', {}, t('changed_none')),
    others.map((list) => el('details', { 'data-key': 'changed ' + list.list }, el('summary', {}, t('changed_list', { name: has('list_' + list.list) ? t('list_' + list.list) : list.name, came: int(list.came.length), left: int(list.left.length), stayed: int(list.stayed) })), people('changed_came', list.came), people('changed_left', list.left)))));
}

// ---- The report, a page of its own.

function hashOf(place) {
  return '#' + [place, 'lang=' + settings.lang, 'theme=' + settings.theme].filter(Boolean).join('&');
}

function showReport() {
  if (reportUrl) URL.revokeObjectURL(reportUrl);
  const page = state.made.files.get(OUT + 'report.html');
  reportUrl = page ? URL.createObjectURL(new Blob([page], { type: 'text/html;charset=utf-8' })) : '';
  const { place } = QUESTIONS[state.question];
  byId('frame').replaceChildren();
  // A report that goes to its place takes this page with it: back to what can be done with the result.
  const back = () => { byId('result').scrollIntoView({ block: 'start', behavior: 'instant' }); stay(); };
  if (reportUrl) byId('frame').append(el('iframe', { id: 'report', title: t('report_frame'), sandbox: 'allow-scripts allow-downloads allow-popups', src: reportUrl + hashOf(place), onload: back }));
}

// What scrolls within the report for a moment does not take this page along, unless the person does.
function stay() {
  const top = window.scrollY, own = ['wheel', 'touchmove', 'keydown', 'pointerdown'];
  const back = () => window.scrollTo({ top, behavior: 'instant' });
  const free = () => { window.removeEventListener('scroll', back); own.forEach((name) => window.removeEventListener(name, free)); };
  window.addEventListener('scroll', back);
  own.forEach((name) => window.addEventListener(name, free, { passive: true }));
  setTimeout(free, 800);
}

// The report goes elsewhere, or changes its language or looks, without being loaded anew.
function turnReport(place) {
  const frame = byId('report');
  if (!frame) return;
  stay();
  try { frame.contentWindow.location.replace(reportUrl + hashOf(place)); } catch { frame.src = reportUrl + hashOf(place); }
}

function showPlace() {
  turnReport(QUESTIONS[state.question].place);
}

onRender(() => { if (byId('report')) byId('report').title = t('report_frame'); });

// ---- Saving.

function saved(name) {
  state.made.isSaved = true;
  byId('saved').textContent = t('saved', { name });
}

function saveFile(name, as = name) {
  const blob = state.made?.files.get(OUT + name);
  if (!blob) { fail(t('failed_save', { reason: name })); return; }
  if (save(as, blob)) saved(as);
}

byId('save-list').addEventListener('click', () => saveFile(QUESTIONS[state.question].file));
byId('save-workbook').addEventListener('click', () => saveFile('report.xlsx'));
byId('save-page').addEventListener('click', () => saveFile('report.html'));
byId('save-zip').addEventListener('click', async () => {
  const { made } = state;
  try {
    if (!made.zip) {
      // Another worker than that of the run has to be given what the run has written.
      const further = made.worker === engine.worker ? [] : [...made.files];
      const { written } = await engine.call({ call: 'zip', paths: [...made.files.keys()], to: ARCHIVE }, wanted(), { further });
      made.zip = written.get(ARCHIVE);
    }
    if (made.zip && save('renmai.zip', made.zip)) saved('renmai.zip');
  } catch (error) {
    if (error.kind === 'refused') fail(t('failed_save', { reason: error.message })); else broke(error);
  }
});

// ---- Why somebody is, or is not, on a list.

byId('explain').addEventListener('submit', async (event) => {
  event.preventDefault();
  const id = byId('explain-id').value.trim(), box = byId('explained');
  if (!id) { byId('explain-id').focus(); return; }
  try {
    const { ok } = await engine.call({ call: 'explain', id }, wanted());
    box.textContent = ok.text;
  } catch (error) {
    if (error.kind !== 'refused') { broke(error); return; }
    // The engine of now has no result to tell from.
    box.textContent = error.told.kind === 'interrupted' ? t('explain_again') : error.message;
  }
  box.hidden = false;
});
