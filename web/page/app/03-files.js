// What is dropped or chosen: tables, a settings file, earlier runs.

const TABLES = /\.(csv|tsv|tab|txt|xlsx|xlsm|xls|xlsb|ods|html?|jsonl?|ndjson|gz|zst)$/i;

function baseName(path) {
  return path.split('/').at(-1);
}

// Files of the system, and those that Excel keeps beside one that is open.
function isHidden(path) {
  return /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i.test(baseName(path));
}

// The file or sheet `name` belongs to the file `path`.
function isOf(name, path) {
  return name === path || name.startsWith(path + '#');
}

function pathOf(name) {
  let best = '';
  for (const path of state.files.keys()) if (isOf(name, path) && path.length > best.length) best = path;
  return best || name;
}

function fileOf(entry) {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

// The files directly in a folder, by its handle where there is one: Chromium does not let a local page read a folder by its entry, others have
// no handles. Entries come a hundred at a time.
async function filesIn(folder, handle, isDeep) {
  const all = [];
  if (handle) {
    for await (const inside of handle.values()) {
      if (isHidden(inside.name)) continue;
      if (inside.kind === 'file') all.push(await inside.getFile()); else isDeep();
    }
    return all;
  }
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    for (const inside of some) {
      if (isHidden(inside.name)) continue;
      if (inside.isFile) all.push(await fileOf(inside)); else isDeep();
    }
  }
}

// What was dropped, as [path, file], and remarks on what could not be; of a folder what is directly in it.
async function droppedFiles(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  // All have to be asked for before anything is waited for.
  const asked = items.map((item) => [item.webkitGetAsEntry?.(), item.getAsFile(), item.getAsFileSystemHandle?.().catch(() => null)]);
  const found = [], remarks = new Set();
  for (const [entry, file, handle] of asked) {
    try {
      if (!entry || entry.isFile) {
        if (file) found.push([file.name, file]);
        continue;
      }
      for (const inside of await filesIn(entry, await handle, () => remarks.add(t('not_deep', { name: entry.name })))) found.push([entry.name + '/' + inside.name, inside]);
    } catch {
      remarks.add(t('not_readable', { name: entry ? entry.name : file.name }));
    }
  }
  return [found, remarks];
}

// Remarks on what was dropped; each drop has its own.
let notes = [];

function note(text) {
  notes.push(text);
  refill(byId('notes'), notes.map((text) => el('p', { class: 'note' }, text)));
}

function clearNotes() {
  notes = [];
  byId('notes').replaceChildren();
}

// Takes in what came: `found` as [path, file]; with `as` "never" these are people to leave alone.
async function take(found, as, remarks = []) {
  clearNotes();
  remarks.forEach(note);
  calm();
  await ready;
  const visible = found.filter(([path]) => !isHidden(path));
  const folders = new Map();
  for (const [path, file] of visible) {
    const parts = path.split('/');
    // What is deeper in a folder is not meant.
    if (parts.length > 2) continue;
    const folder = parts.length === 2 ? parts[0] : '';
    if (!folders.has(folder)) folders.set(folder, []);
    folders.get(folder).push([path, file]);
  }
  let taken = 0;
  // A folder gives its files in any order, and the program reads them by name.
  const byName = ([a], [b]) => (a < b ? -1 : 1);
  for (const [folder, files] of folders) taken += await takeFolder(folder, folder ? files.sort(byName) : files, as);
  if (taken === 0 && notes.length === 0) note(t('nothing_dropped'));
  if (taken > 0) surveySoon();
}

async function takeFolder(folder, files, as) {
  if (files.some(([path]) => baseName(path) === 'manifest.json')) {
    await takeEarlier(folder || 'renmai', files);
    return files.length;
  }
  const passed = [], replaced = [];
  let taken = 0;
  for (const [path, file] of files) {
    try {
      // A file that has been moved away meanwhile is noticed here.
      await file.slice(0, 1).arrayBuffer();
      if (/\.toml$/i.test(path)) {
        const text = await file.text();
        decide(() => { state.toml = byId('toml').value = text; });
        syncOptions();
        note(t('toml_taken', { name: baseName(path) }));
        taken++;
      } else if (/\.zip$/i.test(path)) {
        taken += await takeZip(path, file, as);
      } else if (folder && !TABLES.test(path)) {
        passed.push(baseName(path));
      } else {
        // People to leave alone may stand in a file that is called as a table is.
        const isOther = state.files.has(path) && (as === 'never') !== state.never.has(path);
        const own = as === 'never' && isOther ? 'never/' + path : path;
        if (as !== 'never' && isOther) { state.never.delete(path); state.plans.delete(path); }
        if (state.files.has(own)) replaced.push(baseName(path));
        state.files.set(own, file);
        if (as === 'never') { state.never.add(own); state.plans.set(own, { table: 'suppress' }); }
        taken++;
      }
    } catch (error) {
      note(error.kind === 'refused' ? error.message : t(error.kind === 'cancelled' ? 'drop_again' : 'not_readable', { name: path }));
    }
  }
  if (replaced.length > 0) note(t('replaced', { n: replaced.length, names: listed(replaced) }));
  if (passed.length > 0) note(t('skipped_files', { n: passed.length, names: listed(passed.slice(0, 5)) + (passed.length > 5 ? ' …' : '') }));
  return taken;
}

// Where the engine unpacks archives.
const UNPACKED = '../unpacked/';

// An archive: an earlier run that this page has saved, or tables.
async function takeZip(path, file, as) {
  const { ok, written } = await engine.call({ call: 'unzip', path }, wanted(), { further: [[path, file]] });
  // What comes out lies beside everything else, and is called here as it was in the archive.
  const inside = ok.files.filter((name) => !isHidden(name) && written.has(name)).map((name) => [name.slice(UNPACKED.length), written.get(name)]);
  const manifest = inside.map(([name]) => name).find((name) => baseName(name) === 'manifest.json');
  const folder = manifest ? manifest.slice(0, -'/manifest.json'.length) : '';
  if (manifest) {
    await takeEarlier(path.replace(/\.zip$/i, ''), inside.filter(([name]) => name.startsWith(folder + '/')), folder);
    return 1;
  }
  return takeFolder(path, inside, as);
}

// An earlier run: its files are kept in a folder that no other has.
async function takeEarlier(name, files, prefix) {
  const inner = prefix === undefined && files.every(([path]) => path.includes('/')) ? name : prefix || '';
  let folder = name;
  for (let n = 2; state.earlier.has(folder) || [...state.files.keys()].some((path) => path.startsWith(folder + '/')); n++) folder = name + '-' + n;
  const own = files.map(([path, file]) => [folder + '/' + (inner ? path.slice(inner.length + 1) : path), file]);
  let asOf = '';
  try { asOf = String(JSON.parse(await own.find(([path]) => path === folder + '/manifest.json')[1].text()).as_of || ''); } catch { /* The engine says what is wrong with it. */ }
  state.earlier.set(folder, { files: own, asOf });
  // Runs stand in the order of their times.
  state.earlier = new Map([...state.earlier].sort(([, a], [, b]) => (Date.parse(a.asOf) || 0) - (Date.parse(b.asOf) || 0)));
  note(t('earlier_taken', { name: folder }));
  touched();
  drawEarlier();
}

// All that the engine is to find.
function wanted() {
  const all = new Map(state.files);
  for (const { files } of state.earlier.values()) for (const [path, file] of files) all.set(path, file);
  return all;
}

// What is to be read as tables: files, or of workbooks of which a sheet is left out the other sheets.
function tablesToRead() {
  const names = [];
  for (const path of state.files.keys()) {
    if (state.out.has(path)) continue;
    const sheets = [...state.seen.keys()].filter((name) => name !== path && isOf(name, path) && pathOf(name) === path);
    if (sheets.some((name) => state.out.has(name))) names.push(...sheets.filter((name) => !state.out.has(name)));
    else names.push(path);
  }
  return names;
}

function removeFile(path) {
  state.files.delete(path);
  state.never.delete(path);
  for (const map of [state.seen, state.plans, state.out, state.places]) for (const name of [...map.keys()]) if (isOf(name, path)) map.delete(name);
  surveySoon();
}

function drawEarlier() {
  const rows = [...state.earlier].map(([name, { asOf }]) => el('li', {}, el('bdi', { class: 'name' }, name), ' ', asOf && el('span', { class: 'note' }, t('run_as_of', { day: asOf.slice(0, 10) }), ' '),
    button(t('remove'), () => { state.earlier.delete(name); touched(); drawEarlier(); byId('choose-files').focus(); }, { class: 'link', 'aria-label': t('remove_name', { name }) })));
  refill(byId('earlier'), rows.length > 0 && [el('h3', {}, t('earlier_title')), el('p', { class: 'note' }, t('earlier_about')), el('ul', { class: 'plain-list' }, rows)]);
}

onRender(drawEarlier);

// Choosing and dropping.
for (const [press, input] of [['choose-files', 'files'], ['choose-folder', 'folder'], ['load-toml', 'toml-file']]) {
  byId(press).addEventListener('click', () => byId(input).click());
  byId(input).addEventListener('change', () => {
    const found = [...byId(input).files].map((file) => [file.webkitRelativePath || file.name, file]);
    byId(input).value = '';
    if (found.length > 0) take(found);
  });
}

let over = 0;

function dragging(n) {
  over = n;
  const drop = byId('drop'), words = drop.querySelector('.big');
  drop.classList.toggle('over', over > 0);
  document.body.classList.toggle('dragging', over > 0);
  words.textContent = t(over > 0 ? 'drop_now' : 'drop_here');
}

function hasFiles(event) {
  return [...(event.dataTransfer?.types || [])].includes('Files');
}

window.addEventListener('dragenter', (event) => { if (hasFiles(event)) { event.preventDefault(); dragging(over + 1); } });
window.addEventListener('dragleave', (event) => { if (hasFiles(event)) dragging(Math.max(0, over - 1)); });
window.addEventListener('dragover', (event) => { if (hasFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = 'copy'; } });
window.addEventListener('drop', async (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  dragging(0);
  const [found, remarks] = await droppedFiles(event.dataTransfer);
  take(found, undefined, remarks);
});
