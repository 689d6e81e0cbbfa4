// Data and method: findings, who was left out and why, how it was computed, what is only a reference value, how to do it again.

onRender(function () {
  var box = empty(byId('trust-body')), trust = data.trust;
  var list = function (title, rows) {
    return el('div', {}, el('h3', {}, title), el('dl', {}, rows.map(function (row) { return [el('dt', {}, L(row[0])), el('dd', {}, int(row[1]))]; })));
  };
  add(box, [
    el('h3', {}, t('findings')),
    trust.findings.length ? el('ul', { class: 'findings' }, trust.findings.map(function (f) {
      return el('li', {}, el('span', { class: 'mark ' + f[0] }, t(f[0])), el('span', {}, L(f[1])));
    })) : el('p', {}, t('no_findings')),
    el('div', { class: 'columns' }, list(t('rows'), trust.rows), list(t('excluded'), trust.excluded), list(t('eligibility'), trust.eligibility)),
    el('h3', {}, t('how_read')), trust.files.map(function (told) {
      return el('div', { class: 'file' }, el('p', {}, L(told[0])), told.slice(1).map(function (sentence) { return el('p', { class: 'soft' }, L(sentence)); }));
    }),
    el('h3', {}, t('method')), trust.method.map(function (sentence) { return el('p', {}, L(sentence)); }),
    trust.ties.map(function (sentence) { return el('p', {}, L(sentence)); }),
    el('h3', {}, t('references')), el('p', { class: 'soft' }, t('reference_note')),
    el('ul', { class: 'references' }, trust.references.map(function (sentence) { return el('li', {}, el('span', { class: 'mark ref' }, t('reference')), el('span', {}, L(sentence))); })),
    el('h3', {}, t('again')), el('p', {}, t('again_about', { version: data.version })),
    el('pre', { tabindex: 0 }, el('code', {}, trust.command)),
    trust.settings ? [el('p', {}, t('again_settings')), el('pre', { tabindex: 0 }, el('code', {}, trust.settings))] : null, el('p', { class: 'note' }, L(trust.inputs), ' ', el('a', { href: 'manifest.json' }, 'manifest.json')),
    el('p', { class: 'note' }, t('page_note'))]);
});
