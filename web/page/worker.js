// The engine in a worker: requests in, answers and files out.

const store = filesInMemory();
let instance = null;
let system = null;
let current = null;
// Files that stand where others stood when they were last read.
const replaced = new Set();
const io = { input: new Uint8Array(), output: piece => current.answer.push(piece), line: hear };

// Lines of progress; whatever else is said there is a complaint.
function hear(line) {
    const [word, first, second] = line.split(' ');
    if (word === 'stage') Object.assign(current.progress, { stage: first, done: 0, total: Number(second) });
    else if (word === 'total') Object.assign(current.progress, { done: 0, total: Number(first) });
    else if (word === 'done') current.progress.done = Number(first);
    else { current.complaints.push(line); return; }
    postMessage({ id: current.id, progress: { ...current.progress } });
}

function answer({ id, request, files }) {
    current = { id, answer: [], progress: { stage: '', done: 0, total: 0 }, complaints: [] };
    for (const [path, blob] of files || []) if (store.put(path, blob)) replaced.add(path);
    // What was read under a name that means another file now is to be read anew.
    const fresh = (request.files || []).filter(path => replaced.delete(path)).length > 0;
    try {
        io.input = new TextEncoder().encode(JSON.stringify({ ...request, fresh }));
        system.begin(instance);
        instance.exports.step();
        const text = new TextDecoder();
        const response = JSON.parse(current.answer.map(piece => text.decode(piece, { stream: true })).join('') + text.decode());
        postMessage({ id, response, written: store.taken() });
    } catch (e) {
        postMessage({ id, failed: [...current.complaints, String(e)].join('\n') });
    }
}

onmessage = ({ data }) => {
    if (data.init) {
        system = systemInterface(store, io);
        // A worker may instantiate at once, whatever the size.
        instance = new WebAssembly.Instance(data.init, system.imports(data.init));
        system.begin(instance);
        if (instance.exports._initialize) instance.exports._initialize();
        return;
    }
    answer(data);
};
