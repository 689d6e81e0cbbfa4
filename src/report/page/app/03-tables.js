// Tables of people and groups: search, filters, order, copy, download.

var tableStates = {};

// How each table shows its rows anew.
var tableUpdates = {};
onNarrow(function () { Object.keys(tableUpdates).forEach(function (id) { tableUpdates[id](); }); });

// `spec`: id, rows, person (whom a row is about, where it is about one), file, full (the file that holds all), columns { key, label, num, value, cell, text, plain, grow }, filters { key, label, value, name }, search.
function table(spec) {
  var kept = tableStates[spec.id] || (tableStates[spec.id] = { q: '', filters: {}, sort: null, all: false });
  var columns = spec.columns.filter(Boolean);
  var body = el('tbody', {});
  var open = spec.open || (window.innerWidth < 720 ? 6 : 10);
  var count = el('span', { class: 'note shown', 'aria-live': 'polite' });
  var paper = el('p', { class: 'note only-paper' });
  var more = el('button', { type: 'button', class: 'more', onclick: function () { kept.all = !kept.all; update(); } });
  var heads = columns.map(function (column) {
    var button = column.value ? el('button', { type: 'button', onclick: function () {
      var same = kept.sort && kept.sort.key === column.key;
      kept.sort = !same ? { key: column.key, down: !!column.num && column.key !== 'rank' }
        : kept.sort.down === (!!column.num && column.key !== 'rank') ? { key: column.key, down: !kept.sort.down } : null;
      update();
    } }, column.label) : column.label;
    return el('th', { scope: 'col', class: (column.num ? 'num ' : '') + 'c-' + column.key }, button);
  });

  function fits(row) {
    var q = kept.q.trim().toLowerCase();
    if (spec.person && !isChosen(spec.person(row))) return false;
    if (q && spec.search(row).toLowerCase().indexOf(q) < 0) return false;
    return (spec.filters || []).every(function (filter) {
      var wanted = kept.filters[filter.key];
      return !wanted || String(filter.value(row)) === wanted;
    });
  }

  function ordered() {
    var rows = spec.rows.filter(fits);
    var column = kept.sort && columns.filter(function (c) { return c.key === kept.sort.key; })[0];
    if (!column) return rows;
    var sign = kept.sort.down ? -1 : 1;
    return rows.map(function (row, i) { return [column.value(row), i, row]; }).sort(function (a, b) {
      var order = typeof a[0] === 'string' ? a[0].localeCompare(b[0], state.lang) : a[0] - b[0];
      return sign * order || a[1] - b[1];
    }).map(function (x) { return x[2]; });
  }

  function update() {
    var rows = ordered();
    var shown = kept.all ? rows : rows.slice(0, open);
    empty(body);
    shown.forEach(function (row) {
      body.appendChild(el('tr', {}, columns.map(function (column) {
        var cell = column.cell ? column.cell(row) : column.text(row);
        return el('td', { class: (column.num ? 'num ' : '') + 'c-' + column.key + (column.kind ? ' ' + column.kind : '') + (cell === '' || cell === '–' ? ' vacant' : ''),
          'data-label': column.plain ? null : column.label }, cell);
      })));
    });
    if (!rows.length) body.appendChild(el('tr', { class: 'none' }, el('td', { colspan: columns.length }, t('nothing_found'))));
    count.textContent = rows.length === spec.rows.length
      ? t('rows_all', { n: int(rows.length) }) : t('rows_some', { n: int(rows.length), of: int(spec.rows.length) });
    paper.textContent = shown.length < rows.length
      ? t('rows_on_paper', { n: int(shown.length), of: int(rows.length) }) + (spec.full ? t('rows_in_file', { file: spec.full }) : '') : '';
    more.hidden = rows.length <= open;
    more.textContent = kept.all ? t('show_fewer') : t('show_all', { n: int(rows.length) });
    heads.forEach(function (head, i) {
      var on = kept.sort && kept.sort.key === columns[i].key;
      if (columns[i].value) head.setAttribute('aria-sort', on ? (kept.sort.down ? 'descending' : 'ascending') : 'none');
    });
  }

  var search = el('input', { type: 'search', placeholder: t('search'), 'aria-label': t('search'), value: kept.q,
    oninput: function () { kept.q = search.value; update(); } });
  var selects = (spec.filters || []).map(function (filter) {
    var options = {};
    spec.rows.forEach(function (row) { var value = filter.value(row); if (value !== '' && value != null) options[value] = (options[value] || 0) + 1; });
    var values = Object.keys(options);
    if (values.length < 2) return null;
    values.sort(function (a, b) { return filter.order ? filter.order(a) - filter.order(b) : options[b] - options[a]; });
    var select = el('select', { 'aria-label': filter.label, onchange: function () { kept.filters[filter.key] = select.value; update(); } },
      el('option', { value: '' }, filter.label + ' · ' + t('all')),
      values.map(function (value) {
        return el('option', { value: value, selected: kept.filters[filter.key] === value }, filter.name(value) + ' (' + options[value] + ')');
      }));
    return select;
  });
  var said = el('span', { class: 'note said', role: 'status' });
  var cells = function () {
    var out = columns.filter(function (c) { return c.text || c.texts; });
    var head = [].concat.apply([], out.map(function (c) { return c.texts ? c.heads : [c.label]; }));
    return [head].concat(ordered().map(function (row) {
      return [].concat.apply([], out.map(function (c) { return c.texts ? c.texts(row) : [c.raw ? c.raw(row) : c.text(row)]; }));
    }));
  };
  var tools = el('div', { class: 'tools' }, search, selects, el('span', { class: 'gap' }), count,
    el('button', { type: 'button', onclick: function () {
      copy(cells().map(function (row) { return row.map(tabless).join('\t'); }).join('\n'), function (done) {
        said.textContent = t(done ? 'copied' : 'not_copied');
        setTimeout(function () { said.textContent = ''; }, 2500);
      });
    } }, t('copy')),
    el('button', { type: 'button', onclick: function () { download(spec.file, csv(cells())); } }, t('download')), said);
  update();
  tableUpdates[spec.id] = update;
  return el('div', { class: 'table', id: 'table-' + spec.id }, tools,
    el('table', { class: 'people stack' }, el('thead', {}, el('tr', {}, heads)), body), paper, more);
}

// A cell of a file: a number, text, or { id }. What a spreadsheet would run gets an apostrophe, as in the program's own files: an
// id only where a formula must be meant.
function harmless(value) {
  if (value == null) return '';
  if (typeof value === 'number') return String(value);
  var id = value.id !== undefined, text = String(id ? value.id : value);
  return (id ? /^[=+@]/ : /^[=+\-@\t\r]/).test(text) ? "'" + text : text;
}

function tabless(value) {
  return harmless(value).replace(/[\t\r\n]+/g, ' ');
}

function csv(rows) {
  return '\ufeff' + rows.map(function (row) {
    return row.map(function (value) {
      var text = harmless(value);
      return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    }).join(',');
  }).join('\r\n') + '\r\n';
}

function download(name, text) {
  var url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  var link = el('a', { href: url, download: name });
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(function () { URL.revokeObjectURL(url); }, 10000);
}

function copy(text, done) {
  function byHand() {
    var area = el('textarea', { class: 'off', readonly: true });
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var worked = false;
    try { worked = document.execCommand('copy'); } catch (e) { worked = false; }
    area.remove();
    done(worked);
  }
  if (!navigator.clipboard) return byHand();
  navigator.clipboard.writeText(text).then(function () { done(true); }, byHand);
}
