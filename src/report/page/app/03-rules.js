// Rules as `renmai segment` reads them, over what the page knows of people: docs/rules.md. Influence is known here in thousandths, spend in yuan.

// What a rule may ask for: numbers as [of a person], words as [code and names of each value, of a person], texts as strings.
var RULE_COLUMNS = {
  value_tier: { words: TIERS.map(function (code) { return [code].concat(data.terms.tier[code] || []); }), at: function (p) { return crowd.tier[p]; } },
  lifecycle: { words: LIFECYCLES.map(function (code) { return [code].concat(data.terms.lifecycle[code] || []); }), at: function (p) { return crowd.lifecycle[p]; } },
  position: { words: data.positions.map(function (code) { return [code].concat(data.terms.position[code] || []); }), at: function (p) { return crowd.position[p]; } },
  reach: { words: REACHES.map(function (code) { return [code].concat(data.terms.reach[code] || []); }), at: function (p) { return crowd.reach[p]; } },
  device_class: { words: DEVICES.map(function (code) { return [code].concat(data.terms.device[code] || []); }), at: function (p) { return crowd.device[p]; } },
  region: { text: function (p) { return crowd.city[p] < 0 ? null : crowd.cities[crowd.city[p]]; } },
  owner_id: { text: function (p) { return crowd.owner[p] < 0 ? null : crowd.owners[crowd.owner[p]]; } },
  user_id: { text: function (p) { return crowd.id[p]; } },
  nickname: { text: function (p) { return crowd.name[p] || null; } },
  circle: { number: function (p) { return crowd.circle[p] < 1 ? null : crowd.circle[p]; } },
  influence: { number: function (p) { return crowd.influence[p] < 0 ? null : crowd.influence[p] / 1000; } },
  degree: { number: function (p) { return crowd.degree[p]; } },
  recency_days: { number: function (p) { return orNull(p, 'recency'); } },
  monthly_spend: { number: function (p) { return orNull(p, 'spend'); } },
};

var RULE_WORDS = { '且': 'and', '并且': 'and', '或': 'or', '或者': 'or', '非': 'not', '属于': 'in', '不属于': 'not in', '包含': 'contains', '不包含': 'not contains', '已知': 'known', '未知': 'unknown',
  '==': '=', '＝': '=', '≠': '!=', '＜': '<', '≤': '<=', '＞': '>', '≥': '>=', '（': '(', '）': ')', '［': '[', '］': ']', '【': '[', '】': ']', '，': ',', '、': ',' };

// The tokens of a rule: signs and words as { is }, what stands in quotes as { text }.
function ruleTokens(text) {
  var token = /\s*(?:"((?:[^"\\]|""|\\.)*)"|'((?:[^'\\]|''|\\.)*)'|“([^”]*)”|‘([^’]*)’|`([^`]+)`|(!=|<=|>=|==|[=<>()\[\],＝≠＜≤＞≥（）［］【】，、])|([^\s"'“‘`=<>!()\[\],＝≠＜≤＞≥（）［］【】，、]+))/y, out = [];
  for (text = text.trim(); token.lastIndex < text.length;) {
    var from = token.lastIndex, found = token.exec(text);
    if (!found) throw text.slice(from).trim();
    var quotedText = found[1] !== undefined ? found[1].replace(/""/g, '"') : found[2] !== undefined ? found[2].replace(/''/g, "'") : undefined;
    if (quotedText !== undefined) out.push({ text: quotedText.replace(/\\(["'\\])/g, '$1') });
    else if (found[3] !== undefined || found[4] !== undefined) out.push({ text: found[3] !== undefined ? found[3] : found[4] });
    else if (found[5] !== undefined) out.push({ is: found[5] });
    else {
      var word = found[6] || found[7], plain = RULE_WORDS[word] || (/^(and|or|not|in|contains|is|known|unknown)$/i.test(word) ? word.toLowerCase() : word);
      (plain === 'not in' ? ['not', 'in'] : plain === 'not contains' ? ['not', 'contains'] : [plain]).forEach(function (is) { out.push({ is: is }); });
    }
  }
  return out;
}

// A rule as a test of a person; what cannot be understood is thrown as text.
function ruleTest(text) {
  var tokens = ruleTokens(text), at = 0;
  var next = function () { return tokens[at] && tokens[at].is; };
  var take = function (is) { if (next() !== is) return false; at++; return true; };
  var need = function (is) { if (!take(is)) throw tokens[at] ? tokens[at].is || tokens[at].text : t('rule_end'); };
  var value = function () {
    var token = tokens[at++];
    if (!token) throw t('rule_end');
    return token.text !== undefined ? token.text : token.is;
  };
  function either() {
    var parts = [both()];
    while (take('or')) parts.push(both());
    return function (p) { return parts.some(function (part) { return part(p); }); };
  }
  function both() {
    var parts = [single()];
    while (take('and')) parts.push(single());
    return function (p) { return parts.every(function (part) { return part(p); }); };
  }
  function single() {
    if (take('not')) { var inner = single(); return function (p) { return !inner(p); }; }
    if (take('(')) { var whole = either(); need(')'); return whole; }
    return condition();
  }
  function condition() {
    var name = value(), column = RULE_COLUMNS[columnOf(name)];
    if (!column) throw t('rule_column', { name: name });
    if (take('is')) { var no = take('not'), known = take('known'); if (!known) need('unknown'); return knowledge(column, known !== no); }
    if (next() === 'known' || next() === 'unknown') return knowledge(column, value() === 'known');
    var opposite = take('not'), sign = value(), test;
    if (sign === 'in') {
      need('[');
      var tests = [equal(column, value())];
      while (take(',')) tests.push(equal(column, value()));
      need(']');
      test = function (p) { return tests.some(function (one) { return one(p); }); };
    } else if (sign === 'contains' && !column.number) {
      var part = value();
      test = function (p) { return (column.words ? column.words[column.at(p)] || [] : [column.text(p)]).some(function (text) { return text !== null && text.indexOf(part) >= 0; }); };
    } else if (opposite) throw sign;
    else if (sign === '=' || sign === '!=') { test = equal(column, value()); opposite = sign === '!='; }
    else if (column.number && ['<', '<=', '>', '>='].indexOf(sign) >= 0) {
      var bound = numberOf(value());
      test = function (p) { var x = column.number(p); return x !== null && (sign === '<' ? x < bound : sign === '<=' ? x <= bound : sign === '>' ? x > bound : x >= bound); };
    } else throw sign;
    return opposite ? function (p) { return !test(p); } : test;
  }
  function knowledge(column, known) {
    return function (p) { return (column.words ? column.at(p) >= 0 : (column.number || column.text)(p) !== null) === known; };
  }
  function equal(column, wanted) {
    if (column.number) { var bound = numberOf(wanted); return function (p) { return column.number(p) === bound; }; }
    if (column.text) return function (p) { return column.text(p) === wanted; };
    var place = -1;
    column.words.forEach(function (names, i) { if (names.some(function (name) { return name.toLowerCase() === wanted.toLowerCase(); })) place = i; });
    if (place < 0) throw wanted;
    return function (p) { return column.at(p) === place; };
  }
  function numberOf(text) { if (!/^[+-]?\d+(\.\d+)?$/.test(text)) throw text; return Number(text); }
  if (!tokens.length) return null;
  var test = either();
  if (at < tokens.length) throw tokens[at].is || tokens[at].text;
  return test;
}

// A column by its name, or by what the page calls it in either language.
function columnOf(name) {
  if (Object.prototype.hasOwnProperty.call(RULE_COLUMNS, name)) return name;
  return Object.keys(RULE_COLUMNS).filter(function (column) { return [].concat(data.columns[column] || []).some(function (label) { return label.toLowerCase() === name.toLowerCase(); }); })[0];
}
