// Whom to contact first: the queue, with what has been done kept in this browser, written out and read in again.

var STATUSES = ['open', 'done', 'skipped'];
var statusKey = 'renmai.todo ' + (Array.isArray(data.as_of) ? data.as_of[0] : data.as_of);
var statuses = {};
try { statuses = JSON.parse(localStorage.getItem(statusKey)) || {}; } catch (e) { /* Some browsers keep nothing for files. */ }

function statusOf(row) {
  var id = crowd.id[row.p];
  return Object.prototype.hasOwnProperty.call(statuses, id) ? statuses[id] : 'open';
}

function setStatus(id, status) {
  statuses[id] = status;
  try { localStorage.setItem(statusKey, JSON.stringify(statuses)); } catch (e) { /* The page still knows. */ }
}

function ownerOf(row) {
  return row.owner < 0 ? { id: '', name: '' } : { id: data.queue.owners[row.owner][0], name: data.queue.owners[row.owner][1] };
}

function ownerName(row) {
  var owner = ownerOf(row);
  return owner.name || owner.id || t('no_owner');
}

function messageCell(row) {
  var said = el('span', { class: 'note said', role: 'status' });
  return el('div', { class: 'next' }, el('b', {}, t('message')), ' ', L(row.message), ' ', el('button', { type: 'button', class: 'link', onclick: function () {
    copy(L(row.message), function (done) { said.textContent = t(done ? 'copied' : 'not_copied'); });
  } }, t('copy')), ' ', said);
}

function statusCell(row) {
  var select = el('select', { 'aria-label': t('status') + ' ' + person(row.p).name, onchange: function () { setStatus(crowd.id[row.p], select.value); } },
    STATUSES.map(function (status) { return el('option', { value: status, selected: statusOf(row) === status }, t('status_' + status)); }));
  return select;
}

// The rows of a file of ours: fields may stand in quotes.
function readCsv(text) {
  var rows = [[]], field = '', quoted = false;
  for (var i = 0; i < text.length; i++) {
    var c = text[i], row = rows[rows.length - 1];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') { field += c; i++; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\n') { row.push(field); field = ''; if (c === '\n') rows.push([]); }
    else if (c !== '\r' && c !== '\ufeff') field += c;
  }
  rows[rows.length - 1].push(field);
  return rows;
}

// Takes the status of everybody in the page from a file that has the columns user_id and status.
function importStatus(text) {
  var rows = readCsv(text), id = rows[0].indexOf('user_id'), status = rows[0].indexOf('status'), taken = 0;
  if (id < 0 || status < 0) return -1;
  rows.slice(1).forEach(function (row) {
    var who = String(row[id] || '').replace(/^'(?=[=+@])/, '');
    if (STATUSES.indexOf(row[status]) < 0 || crowd.id.indexOf(who) < 0) return;
    setStatus(who, row[status]);
    taken++;
  });
  return taken;
}

function importControl() {
  var said = el('span', { class: 'note said', role: 'status' });
  var input = el('input', { type: 'file', accept: '.csv,text/csv', tabindex: -1, 'aria-label': t('status_import'), onchange: function () {
    if (!input.files.length) return;
    var reader = new FileReader();
    reader.onload = function () {
      var taken = importStatus(String(reader.result));
      if (taken > 0) renderQueue();
      byId('queue-said').textContent = taken < 0 ? t('status_no_columns') : t('status_taken', { n: int(taken) });
    };
    reader.readAsText(input.files[0]);
  } });
  said.id = 'queue-said';
  // The browser's own control speaks its language, not the page's.
  input.className = 'off';
  return el('p', { class: 'note tools' }, input, el('button', { type: 'button', id: 'queue-import', onclick: function () { input.click(); } }, t('status_import')), said);
}

function renderQueue() {
  var box = empty(byId('queue')), rows = data.queue.rows;
  if (!rows.length) return;
  var several = rows.some(function (row) { return row.day > 1; });
  var tiers = rows.some(function (row) { return person(row.p).tier !== 'unknown'; });
  add(box, [el('h3', {}, t('queue')), el('p', { class: 'soft' }, t('queue_about')),
    el('p', { class: 'note' }, L(data.queue.told), ' ', el('a', { href: 'todo.csv' }, 'todo.csv'),
      data.queue.total > rows.length && ' ' + t('queue_capped', { n: int(rows.length) })),
    table({
      id: 'queue', file: 'todo-status.csv', full: 'todo.csv', rows: rows.map(function (row, i) { return Object.assign({ rank: i + 1 }, row); }), open: 5, person: function (row) { return row.p; },
      search: function (row) { var who = person(row.p); return [who.id, who.name, ownerOf(row).id, ownerOf(row).name, L(row.why), L(row.next)].join('\n'); },
      filters: [
        { key: 'owner', label: t('owner'), value: function (row) { return ownerOf(row).id || '-'; },
          name: function (id) { return id === '-' ? t('no_owner') : (data.queue.owners.filter(function (o) { return o[0] === id; })[0] || ['', ''])[1] || id; } },
        { key: 'day', label: t('day'), value: function (row) { return row.day; }, order: Number, name: function (day) { return t('day_n', { n: day }); } },
        { key: 'status', label: t('status'), value: statusOf, order: function (s) { return STATUSES.indexOf(s); }, name: function (s) { return t('status_' + s); } },
      ],
      columns: [
        { key: 'rank', label: t('rank'), num: true, plain: true, value: function (row) { return row.rank; }, text: function (row) { return row.rank; } },
        { key: 'person', label: t('person'), plain: true, kind: 'head', value: function (row) { return person(row.p).name; }, cell: personCell,
          heads: ['user_id', t('nickname')], texts: function (row) { var w = person(row.p); return [{ id: w.id }, w.nickname]; } },
        tiers && { key: 'tier', label: t('tier'), kind: 'fact', value: function (row) { return TIERS.indexOf(person(row.p).tier); },
          cell: function (row) { return tierMark(person(row.p).tier); }, text: function (row) { return person(row.p).tier; } },
        { key: 'score', label: t('stake'), num: true, kind: 'fact', value: function (row) { return row.stake; },
          text: function (row) { return measure(row.stake); }, raw: function (row) { return row.stake; } },
        data.queue.owners.length && { key: 'owner', label: t('owner'), kind: 'fact', value: ownerName, cell: ownerName, heads: ['owner_id', t('owner')],
          texts: function (row) { return [{ id: ownerOf(row).id }, ownerOf(row).name]; } },
        several && { key: 'day', label: t('day'), num: true, kind: 'fact', value: function (row) { return row.day; }, text: function (row) { return row.day; } },
        { key: 'why', label: t('why_next'), plain: true,
          cell: function (row) { return el('div', { class: 'reason' }, el('div', {}, L(row.why)), el('div', { class: 'next' }, el('b', {}, t('next')), ' ', L(row.next)), messageCell(row)); },
          heads: [t('why'), t('next'), t('message')], texts: function (row) { return [L(row.why), L(row.next), L(row.message)]; } },
        { key: 'status', label: t('status'), kind: 'fact', value: function (row) { return STATUSES.indexOf(statusOf(row)); }, cell: statusCell,
          heads: ['status'], texts: function (row) { return [statusOf(row)]; } },
      ],
    }), importControl()]);
}

// The queue of one owner, by id: `#owner=ID`.
function showOwner(id) {
  tableStates.queue = { q: '', filters: { owner: id }, sort: null, all: true };
}

onRender(renderQueue);
