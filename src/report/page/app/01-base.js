// What everything else uses: the data, the language, figures, and DOM nodes that hold text and never markup.

var data = JSON.parse(document.getElementById('data').textContent);
var state = { lang: data.lang, theme: 'system' };

// A text is a string that is the same in both languages, or [Chinese, English].
function L(text) {
  if (text == null) return '';
  return Array.isArray(text) ? text[state.lang === 'en' ? 1 : 0] : text;
}

// A label, its placeholders filled.
function t(key, values) {
  var text = data.t[key];
  if (text === undefined) throw new Error('no label ' + key);
  return fill(L(text), values);
}

function fill(text, values) {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, function (whole, name, one, many) {
    if (!values || !(name in values)) return whole;
    if (one === undefined) return values[name];
    return String(values[name]) === '1' ? one : many;
  });
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// The name of a code.
function term(kind, code) {
  var names = data.terms[kind];
  return names && names[code] !== undefined ? L(names[code]) : code;
}

function int(n) {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

function percent(share) {
  return share > 0 && share < 0.0005 ? '<0.1%' : (share * 100).toFixed(1) + '%';
}

// As the program rounds: whole from 100 on, one decimal below.
function measure(x) {
  if (x == null || !isFinite(x)) return '–';
  if (Math.abs(x) >= 99.95) return (x < 0 ? '−' : '') + int(Math.abs(x));
  if (x > 0 && x < 0.05) return '<0.1';
  return Math.abs(x - Math.round(x)) < 0.05 ? String(Math.round(x)) : x.toFixed(1);
}

function pad(n) {
  return (n < 10 ? '0' : '') + n;
}

// An element; children are nodes or text.
function el(tag, attributes) {
  var node = document.createElement(tag);
  Object.keys(attributes || {}).forEach(function (name) {
    var value = attributes[name];
    if (value === undefined || value === null || value === false) return;
    if (name.slice(0, 2) === 'on') node.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.keys(value).forEach(function (key) { node.style.setProperty(key, value[key]); });
    else node.setAttribute(name, value === true ? '' : value);
  });
  add(node, Array.prototype.slice.call(arguments, 2));
  return node;
}

function add(node, children) {
  children.forEach(function (child) {
    if (child === null || child === undefined || child === false || child === '') return;
    if (Array.isArray(child)) add(node, child);
    else node.appendChild(child.nodeType ? child : document.createTextNode(String(child)));
  });
}

function empty(node) {
  while (node.firstChild) node.removeChild(node.firstChild);
  return node;
}

function byId(id) {
  return document.getElementById(id);
}

function style(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

var TIERS = ['S', 'A', 'B', 'C', 'D', 'unknown'];

// People: columns of equal length; a person is a place in them.
var crowd = data.crowd;
// Columns of numbers come as [digits each, digits of base 64]; 0 says that nothing is known, all else is one more than it is.
var digitOf = new Uint8Array(128);
'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('').forEach(function (digit, i) { digitOf[digit.charCodeAt(0)] = i; });
Object.keys(crowd).forEach(function (name) {
  var packed = crowd[name];
  if (!Array.isArray(packed) || packed.length !== 2 || typeof packed[1] !== 'string' || typeof packed[0] !== 'number') return;
  var width = packed[0], digits = packed[1], column = new Int32Array(digits.length / width);
  for (var i = 0, at = 0; i < column.length; i++) {
    var value = 0;
    for (var place = 0; place < width; place++) value = value * 64 + digitOf[digits.charCodeAt(at++)];
    column[i] = value - 1;
  }
  crowd[name] = column;
});
var LIFECYCLES = Object.keys(data.distributions.lifecycle);
var ROLES = codesOf(data.profile.role), REACHES = codesOf(data.profile.reach), DEVICES = codesOf(data.profile.device);

// The codes of a distribution whose column says nothing of those who are unknown.
function codesOf(distribution) {
  return Object.keys(distribution).filter(function (code) { return code !== 'unknown'; });
}


function person(p) {
  return {
    p: p,
    id: crowd.id[p],
    shown_id: cut(crowd.id[p], 48),
    name: crowd.name[p] || cut(crowd.id[p], 48),
    nickname: crowd.name[p],
    tier: TIERS[crowd.tier[p]],
    city: crowd.city[p] < 0 ? '' : crowd.cities[crowd.city[p]],
    inferred: crowd.inferred[p] === 1,
    circle: Math.max(crowd.circle[p], 0),
    position: data.positions[crowd.position[p]],
    lifecycle: LIFECYCLES[crowd.lifecycle[p]],
    influence: crowd.influence[p] / 1000,
    recency: crowd.recency[p],
    spend: crowd.spend[p],
    owner: crowd.owner[p] < 0 ? '' : crowd.owner_names[crowd.owner[p]],
    betweenness: crowd.betweenness[p],
    degree: crowd.degree[p],
  };
}

function cut(text, most) {
  var letters = Array.from(text);
  return letters.length > most ? letters.slice(0, most).join('') + '…' : text;
}

// An id, cut where it is long; the whole of it under the mouse.
function idMark(who) {
  return el('bdi', { class: 'id', title: who.shown_id === who.id ? null : who.id }, who.shown_id);
}

function tierMark(tier) {
  return el('span', { class: 'tier t-' + tier, title: term('tier', tier) }, tier === 'unknown' ? '–' : tier);
}

function circleName(n) {
  return n ? t('circle_n', { n: n }) : '–';
}

// The circle by what it is too, where the page knows that.
var circleIs = {};
data.circle_names.forEach(function (name, i) { circleIs[i + 1] = name; });

function circleShort(n) {
  return circleIs[n] ? t('circle_called', { n: n, name: circleIs[n] }) : '' + n;
}

function circleCalled(n) {
  return n && circleIs[n] ? t('circle_n', { n: circleShort(n) }) : circleName(n);
}

// What is drawn again when the language changes.
var renders = [];

function onRender(render) {
  renders.push(render);
}

// Who is meant by the filters, one mark a person; null where nobody is left out.
var chosen = null;

function isChosen(p) {
  return !chosen || chosen[p] === 1;
}

// How many they are.
var chosenCount = 0;

function chosenPeople() {
  return chosen ? chosenCount : crowd.id.length;
}

// How many people have each value of a column, of those who are meant.
function countChosen(column, values) {
  var counts = new Array(values).fill(0);
  for (var p = 0; p < column.length; p++) if (column[p] >= 0 && column[p] < values && isChosen(p)) counts[column[p]]++;
  return counts;
}

// What is drawn again when other people are meant.
var narrowed = [];

function onNarrow(render) {
  narrowed.push(render);
}

// Fills a box anew, without the page below it moving meanwhile.
function refill(box, fill) {
  box.style.minHeight = box.offsetHeight + 'px';
  forgetCharts(box);
  empty(box);
  fill(box);
  requestAnimationFrame(function () { box.style.minHeight = ''; });
}
