// The engine: WebAssembly, compiled once, in workers that answer one request at a time.

// What ends a request: `kind` is `refused` (the engine says why), `broken` (the worker is of no use any more) or `cancelled`.
class Ended extends Error {
  constructor(kind, text, told = {}) {
    super(text);
    this.kind = kind;
    this.told = told;
  }
}

let compiled = null;
let workerUrl = '';

function textOf(name) {
  const node = byId(name);
  if (!node) return data[name];
  return node.type === 'application/json' ? JSON.parse(node.textContent) : node.textContent;
}

// Five digits of 85 are four bytes, the first the highest; before all stands how many bytes are no more.
function bytesOf(text) {
  const values = new Uint8Array(128);
  for (let sign = 35, value = 0; value < 85; sign++) if (sign !== 60 && sign !== 92) values[sign] = value++;
  const bytes = new DataView(new ArrayBuffer((text.length - 1) / 5 * 4));
  for (let i = 1, at = 0; i < text.length; i += 5, at += 4) {
    let word = 0;
    for (let k = 0; k < 5; k++) word = word * 85 + values[text.charCodeAt(i + k)];
    bytes.setUint32(at, word);
  }
  return new Uint8Array(bytes.buffer, 0, bytes.byteLength - Number(text[0]));
}

async function compile() {
  workerUrl = URL.createObjectURL(new Blob([textOf('worker')], { type: 'text/javascript' }));
  const unpacked = new Blob([bytesOf(textOf('wasm').trim())]).stream().pipeThrough(new DecompressionStream('gzip'));
  compiled = await WebAssembly.compile(await new Response(unpacked).arrayBuffer());
}

class Engine {
  constructor() {
    this.next = 0;
    this.start();
  }

  start() {
    // What the worker has: path → blob. Nothing is sent twice.
    this.sent = new Map();
    this.once = new Set();
    this.waiting = null;
    this.last = Promise.resolve();
    this.worker = new Worker(workerUrl);
    const { worker } = this;
    worker.onmessage = ({ data: told }) => this.heard(worker, told);
    worker.onerror = (event) => { event.preventDefault(); this.heard(worker, { failed: event.message || '' }); };
    worker.onmessageerror = () => this.heard(worker, { failed: '' });
    worker.postMessage({ init: compiled });
  }

  heard(worker, told) {
    const { waiting } = this;
    if (worker !== this.worker || !waiting || (told.id !== undefined && told.id !== waiting.id)) return;
    if (told.progress) {
      waiting.progress(told.progress);
    } else if (told.failed !== undefined) {
      this.stop(new Ended('broken', String(told.failed)));
    } else if (told.response) {
      this.waiting = null;
      const { ok, error } = told.response;
      if (error) waiting.reject(new Ended('refused', placed(error), error));
      else waiting.resolve({ ok, written: new Map(told.written || []) });
    }
  }

  // Asks when what was asked before has been answered. `wanted` are the files that the engine is to find: path → blob; `further` come on top of them for once.
  call(request, wanted, { progress = () => {}, further = [] } = {}) {
    const { worker } = this;
    const answer = this.last.then(() => new Promise((resolve, reject) => {
      if (worker !== this.worker) { reject(new Ended('cancelled', '')); return; }
      // What was there for one request alone is taken away.
      const files = [...this.once].filter((path) => !wanted.has(path)).map((path) => [path, null]);
      this.once = new Set(further.map(([path]) => path));
      for (const path of this.sent.keys()) if (!wanted.has(path)) { files.push([path, null]); this.sent.delete(path); }
      for (const [path, blob] of wanted) {
        if (this.sent.get(path) === blob) continue;
        files.push([path, blob]);
        this.sent.set(path, blob);
      }
      const id = ++this.next;
      this.waiting = { id, resolve, reject, progress };
      worker.postMessage({ id, request, files: [...files, ...further] });
    }));
    this.last = answer.catch(() => {});
    return answer;
  }

  // Ends the worker at once, whatever it is at, and begins a new one.
  stop(why = new Ended('cancelled', '')) {
    const { waiting, worker } = this;
    worker.terminate();
    this.start();
    if (waiting) waiting.reject(why);
  }

  close() {
    this.worker.terminate();
    this.worker = null;
    if (this.waiting) this.waiting.reject(new Ended('cancelled', ''));
    this.waiting = null;
  }
}

// The engine that keeps what was read and computed; others only help it.
let engine = null;

// What went wrong with a request, in words; where it was cancelled, nothing did.
function broke(error) {
  if (error.kind === 'cancelled') return;
  phase('failed');
  if (error.kind === 'refused') { fail(error.message); return; }
  const reason = /memory|allocation|out of bounds|unreachable/i.test(error.message) || !error.message ? t('failed_memory') : error.message;
  fail(t('failed_engine', { reason }));
}
