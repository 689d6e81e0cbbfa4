// What would be done and how long it takes; then it is done, with the stages told and a way to stop.

// A run in parts is worth its trouble from so many seconds on; all workers together may take so many MiB.
const WORTH_PARTS = 4, MOST_MIB = 3000, MOST_WORKERS = 8;
const STAGES = ['read', 'build', 'degree', 'circles', 'betweenness', 'brokerage', 'measures', 'segments', 'heat', 'holes', 'selection', 'seeds', 'simulation', 'queue', 'estimate', 'write'];

// Workers that compute parts, beside the engine.
let helpers = [];
// What betweenness was computed from, in the engine of now.
let computed = { engine: null, key: '' };
let cancelled = false;

function workersFor(size) {
  if (!size?.exact || !(size.seconds > WORTH_PARTS)) return 1;
  const most = Math.floor(MOST_MIB / Math.max(1, size.mib));
  return Math.max(1, Math.min(navigator.hardwareConcurrency || 1, MOST_WORKERS, most));
}

// How long it takes: what cannot be shared among workers takes as long as with one.
function secondsOf(size) {
  const shared = size.betweenness_seconds ?? size.seconds * 0.7;
  return size.seconds - shared + shared / workersFor(size);
}

function whyNot() {
  const { survey } = state;
  if (!survey) return t('run_first');
  if (survey.too_large) return survey.too_large;
  if (survey.can_run) return '';
  return survey.why_not || t('cannot_run');
}

function drawPlan() {
  const { survey } = state, why = whyNot(), size = survey?.size;
  const canRun = !why && isPhase('surveyed', 'done', 'failed') && !isPhase('running');
  byId('run').disabled = !canRun;
  byId('rerun').disabled = !canRun;
  byId('run').hidden = Boolean(survey?.too_large) || isPhase('running');
  byId('run').textContent = size && !why ? t('run_about_time', { time: span(secondsOf(size)) }) : t('run');
  if (why) {
    refill(byId('plan'), survey ? el('div', { class: 'alert' }, el('p', {}, t('cannot_because', { title: t(survey.too_large ? 'too_large_title' : 'cannot_run'), why: why.replace(/[。.]$/, '') })),
      survey.files.length + survey.broken.length === 0 && el('p', {}, t('run_needs'))) : el('p', { class: 'soft' }, why));
    return;
  }
  const parts = [t('run_people', { users: int(size.users) }), t('run_groups', { groups: int(size.groups) }), t('run_interactions', { interactions: int(size.interactions) }),
    survey.as_of && t('run_as_of', { day: String(survey.as_of).slice(0, 10) })].filter(Boolean);
  refill(byId('plan'), el('p', { class: 'size' }, parts.join(t('between'))), el('p', { class: 'note' }, t('run_makes')), workersFor(size) > 1 && el('p', { class: 'note' }, t('run_with', { n: workersFor(size) })));
}

onRender(drawPlan);
onPhase.push(drawPlan);
onPhase.push(() => {
  const isBusy = isPhase('running', 'surveying');
  byId('working').hidden = !isBusy;
  if (!isBusy) return;
  // What is under way stands where the person looks.
  const at = isPhase('running') ? byId('run').parentNode : byId('survey-state');
  if (at.nextElementSibling !== byId('working')) at.after(byId('working'));
  idle();
});

// ---- Progress.

let stageNow = '', stageBegun = 0, shownAt = 0;

function idle() {
  stageNow = '';
  byId('stage').textContent = '';
  byId('remaining').textContent = '';
  byId('progress').removeAttribute('value');
}

function progressed({ stage, done, total }) {
  const now = performance.now();
  if (stage !== stageNow) {
    stageNow = stage;
    stageBegun = now;
    shownAt = 0;
    byId('stage').textContent = t('stage_now', { stage: has('stage_' + stage) ? t('stage_' + stage) : stage });
    byId('remaining').textContent = '';
  }
  const share = total > 0 ? Math.min(1, done / total) : 0;
  // A stage that does not tell how far it is just goes on.
  if (share > 0) byId('progress').value = share; else byId('progress').removeAttribute('value');
  const passed = (now - stageBegun) / 1000;
  if (passed < 1 || share < 0.02 || share >= 1 || now - shownAt < 500) return;
  shownAt = now;
  const left = passed * (1 - share) / share;
  byId('remaining').textContent = left < 1.5 ? '' : t('remaining', { time: span(left) });
}

// Of several workers the slowest is shown.
function slowest(n) {
  const all = Array.from({ length: n }, () => ({ stage: STAGES[0], done: 0, total: 0 }));
  const reached = ({ stage, done, total }) => STAGES.indexOf(stage) + (total > 0 ? done / total : 0) * 0.999;
  return (i) => (told) => {
    all[i] = told;
    progressed(all.reduce((least, one) => (reached(one) < reached(least) ? one : least)));
  };
}

// ---- The run.

// All that betweenness hangs on: files, and options other than those of lists.
function keyOf(files, given) {
  const set = structuredClone(given.set);
  for (const section of ['top', 'todo', 'campaign', 'selection', 'seeds']) delete set[section];
  const stamps = [...state.files].map(([path, blob]) => [path, blob.size, blob.lastModified || 0]);
  return JSON.stringify([files, set, given.toml, stamps]);
}

// Betweenness in parts, one to each worker; the files that they have written.
async function inParts(files, given, n) {
  const watch = slowest(n);
  helpers = Array.from({ length: n - 1 }, () => new Engine());
  try {
    const answers = await Promise.all([engine, ...helpers].map((worker, part) =>
      worker.call({ call: 'part', files, options: given, part, parts: n }, wanted(), { progress: watch(part) })));
    return answers.flatMap(({ written }) => [...written]);
  } finally {
    helpers.forEach((helper) => helper.close());
    helpers = [];
  }
}

async function run() {
  if (whyNot() || isPhase('running')) return;
  clearTimeout(timer);
  turn++;
  cancelled = false;
  calm();
  clearNotes();
  const files = tablesToRead(), given = options(), n = workersFor(state.survey.size), key = keyOf(files, given);
  const question = state.question, begun = performance.now();
  phase('running');
  byId('cancel').focus({ preventScroll: true });
  byId('step-run').scrollIntoView({ block: 'nearest' });
  try {
    const isKept = computed.engine === engine.worker && computed.key === key;
    const parts = n > 1 && !isKept ? await inParts(files, given, n) : [];
    if (cancelled) return;
    const { ok, written } = await engine.call({ call: 'run', files, options: given, compare: [...state.earlier.keys()], parts: parts.length > 0 ? '../parts' : null }, wanted(), { progress: progressed, further: parts });
    computed = { engine: engine.worker, key };
    made(ok, written, { question, seconds: (performance.now() - begun) / 1000, given });
  } catch (error) {
    // What the others are at is of no use any more.
    if (error.kind !== 'cancelled' && n > 1 && engine.waiting) engine.stop();
    if (!cancelled) broke(error);
    if (!cancelled && error.kind !== 'cancelled') byId('message').focus();
  }
  if (!wasRunning) return;
  wasRunning = false;
  if (known.lang !== settings.lang) askOptions().catch(broke);
  surveySoon();
}

function cancel() {
  const isRun = isPhase('running');
  cancelled = true;
  helpers.forEach((helper) => helper.close());
  helpers = [];
  engine.stop();
  if (isRun) {
    phase(state.survey ? 'surveyed' : 'ready');
    note(t('cancelled'));
    say(t('cancelled'));
    byId('run').focus();
  } else {
    turn++;
    phase(state.survey ? 'surveyed' : 'ready');
    byId('read-title').focus({ preventScroll: true });
    if (!state.survey) fail(t('survey_cancelled'), button(t('survey_again'), () => surveySoon(0)));
  }
}

byId('run').addEventListener('click', run);
byId('rerun').addEventListener('click', run);
byId('cancel').addEventListener('click', cancel);
