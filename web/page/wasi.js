// Files in memory, and of the system's interface (WASI preview 1) what a program without a network, a terminal or other programs asks for.
//
// Files that were dropped stay where the browser has them, and are read in pieces when they are asked for. What is written is kept in pieces,
// each file from its beginning to its end; whoever writes elsewhere is told that it cannot be done.

const ERRNO = { SUCCESS: 0, ACCES: 2, BADF: 8, EXIST: 20, INVAL: 28, ISDIR: 31, NOENT: 44, NOSYS: 52, NOTDIR: 54, NOTEMPTY: 55, SPIPE: 70 };
const KIND = { DEVICE: 2, DIRECTORY: 3, FILE: 4 };
const OPEN = { CREATE: 1, DIRECTORY: 2, EXCLUSIVE: 4, TRUNCATE: 8 };
const ROOT = 3;
// Bytes of a dropped file that are fetched at once.
const AHEAD = 4 << 20;

class Exit extends Error {}

function filesInMemory() {
    // Path → { blob } or { pieces, size }.
    const files = new Map();
    const folders = new Set(['']);
    const written = new Set();

    const parents = path => {
        for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.add(path.slice(0, at));
    };
    return {
        files,
        isFolder: path => folders.has(path),
        // Gives a file, or takes it away; whether another stood there.
        put(path, blob) {
            const other = files.has(path) && files.get(path).blob !== blob;
            if (blob) {
                files.set(path, { blob });
                parents(path);
            } else {
                files.delete(path);
            }
            return other;
        },
        create(path) {
            const file = { pieces: [], size: 0 };
            files.set(path, file);
            parents(path);
            written.add(path);
            return file;
        },
        makeFolder(path) { folders.add(path); },
        remove: path => files.delete(path),
        // What stands directly in a folder.
        list(folder) {
            const names = new Map();
            const within = folder === '' ? '' : `${folder}/`;
            const add = (path, kind) => {
                if (path === '' || !path.startsWith(within)) return;
                const rest = path.slice(within.length);
                const [name] = rest.split('/');
                if (name !== '') names.set(name, name === rest ? kind : KIND.DIRECTORY);
            };
            folders.forEach(path => add(path, KIND.DIRECTORY));
            files.forEach((_, path) => add(path, KIND.FILE));
            return [...names];
        },
        // What was written since the last time, from now on the browser's.
        taken() {
            const all = [...written].filter(path => files.has(path) && files.get(path).pieces).map(path => {
                const blob = new Blob(files.get(path).pieces);
                files.set(path, { blob });
                return [path, blob];
            });
            written.clear();
            return all;
        },
    };
}

// The functions that a module imports. `io` has `input` (bytes), `output(bytes)` and `line(text)`, of what is written to standard error.
function systemInterface(store, io) {
    const text = new TextDecoder(), spoken = new TextDecoder();
    const open = new Map([[ROOT, { folder: '' }]]);
    let memory = null;
    let next = ROOT + 1;
    let consumed = 0;
    let told = '';
    const sync = typeof FileReaderSync === 'function' ? new FileReaderSync() : null;

    const view = () => new DataView(memory.buffer);
    const bytes = (at, length) => new Uint8Array(memory.buffer, at, length);
    const buffers = (at, count) => {
        const words = view();
        return Array.from({ length: count }, (_, i) => [words.getUint32(at + 8 * i, true), words.getUint32(at + 8 * i + 4, true)]);
    };
    const resolve = (fd, at, length) => {
        const from = open.get(fd);
        if (!from || from.folder === undefined) return null;
        const parts = [];
        for (const part of `${from.folder}/${text.decode(bytes(at, length))}`.split('/')) {
            // Beside the root lies what the program writes.
            if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
            else if (part !== '' && part !== '.') parts.push(part);
        }
        return parts.join('/');
    };
    const size = file => file.blob ? file.blob.size : file.size;
    const stat = (at, kind, length) => {
        bytes(at, 64).fill(0);
        const words = view();
        words.setUint8(at + 16, kind);
        words.setBigUint64(at + 24, 1n, true);
        words.setBigUint64(at + 32, BigInt(length), true);
        return ERRNO.SUCCESS;
    };
    // Copies from a file at its place; the number of bytes.
    const copy = (handle, at, length) => {
        const { file } = handle;
        const most = Math.min(length, size(file) - handle.place);
        if (most <= 0) return 0;
        if (!file.blob) file.blob = new Blob(file.pieces);
        const cached = handle.ahead;
        if (!cached || handle.place < cached.from || handle.place >= cached.from + cached.bytes.length) {
            const slice = file.blob.slice(handle.place, handle.place + Math.max(AHEAD, Math.min(most, 16 * AHEAD)));
            handle.ahead = { from: handle.place, bytes: new Uint8Array(sync.readAsArrayBuffer(slice)) };
        }
        const start = handle.place - handle.ahead.from;
        const here = handle.ahead.bytes.subarray(start, start + most);
        bytes(at, here.length).set(here);
        handle.place += here.length;
        return here.length;
    };
    const complain = piece => {
        const lines = (told + piece).split('\n');
        told = lines.pop();
        lines.forEach(line => io.line(line));
    };

    const calls = {
        args_sizes_get(count, length) { view().setUint32(count, 0, true); view().setUint32(length, 0, true); return ERRNO.SUCCESS; },
        args_get: () => ERRNO.SUCCESS,
        environ_sizes_get(count, length) { view().setUint32(count, 0, true); view().setUint32(length, 0, true); return ERRNO.SUCCESS; },
        environ_get: () => ERRNO.SUCCESS,
        clock_time_get(clock, precision, at) {
            const now = clock === 0 ? BigInt(Date.now()) * 1000000n : BigInt(Math.round(performance.now() * 1000)) * 1000n;
            view().setBigUint64(at, now, true);
            return ERRNO.SUCCESS;
        },
        random_get(at, length) {
            for (let done = 0; done < length; done += 65536) crypto.getRandomValues(bytes(at + done, Math.min(65536, length - done)));
            return ERRNO.SUCCESS;
        },
        proc_exit(code) { throw new Exit(`exit ${code}`); },
        sched_yield: () => ERRNO.SUCCESS,
        fd_prestat_get(fd, at) {
            if (fd !== ROOT) return ERRNO.BADF;
            view().setUint32(at, 0, true);
            view().setUint32(at + 4, 1, true);
            return ERRNO.SUCCESS;
        },
        fd_prestat_dir_name(fd, at) {
            if (fd !== ROOT) return ERRNO.BADF;
            bytes(at, 1)[0] = 47;
            return ERRNO.SUCCESS;
        },
        fd_fdstat_get(fd, at) {
            const handle = open.get(fd);
            if (!handle && fd > 2) return ERRNO.BADF;
            bytes(at, 24).fill(0);
            view().setUint8(at, !handle ? KIND.DEVICE : handle.file ? KIND.FILE : KIND.DIRECTORY);
            view().setBigUint64(at + 8, 0xffffffffffffffffn, true);
            view().setBigUint64(at + 16, 0xffffffffffffffffn, true);
            return ERRNO.SUCCESS;
        },
        fd_fdstat_set_flags: () => ERRNO.SUCCESS,
        fd_filestat_get(fd, at) {
            const handle = open.get(fd);
            if (!handle) return fd > 2 ? ERRNO.BADF : stat(at, KIND.DEVICE, 0);
            return handle.file ? stat(at, KIND.FILE, size(handle.file)) : stat(at, KIND.DIRECTORY, 0);
        },
        path_filestat_get(fd, flags, path, length, at) {
            const found = resolve(fd, path, length);
            if (found === null) return ERRNO.BADF;
            if (store.files.has(found)) return stat(at, KIND.FILE, size(store.files.get(found)));
            return store.isFolder(found) ? stat(at, KIND.DIRECTORY, 0) : ERRNO.NOENT;
        },
        path_open(fd, flags, path, length, how, rights, inherited, fdflags, at) {
            const found = resolve(fd, path, length);
            if (found === null) return ERRNO.BADF;
            let handle = null;
            if (store.files.has(found)) {
                if (how & OPEN.DIRECTORY) return ERRNO.NOTDIR;
                if (how & OPEN.EXCLUSIVE) return ERRNO.EXIST;
                handle = { file: how & OPEN.TRUNCATE ? store.create(found) : store.files.get(found), place: 0 };
            } else if (store.isFolder(found)) {
                if (how & (OPEN.CREATE | OPEN.TRUNCATE)) return ERRNO.ISDIR;
                handle = { folder: found };
            } else if (how & OPEN.CREATE) {
                handle = { file: store.create(found), place: 0 };
            } else {
                return ERRNO.NOENT;
            }
            open.set(next, handle);
            view().setUint32(at, next++, true);
            return ERRNO.SUCCESS;
        },
        path_create_directory(fd, path, length) {
            const found = resolve(fd, path, length);
            if (found === null) return ERRNO.BADF;
            if (store.files.has(found) || store.isFolder(found)) return ERRNO.EXIST;
            store.makeFolder(found);
            return ERRNO.SUCCESS;
        },
        path_unlink_file(fd, path, length) {
            const found = resolve(fd, path, length);
            return found !== null && store.remove(found) ? ERRNO.SUCCESS : ERRNO.NOENT;
        },
        fd_readdir(fd, at, length, cookie, used) {
            const handle = open.get(fd);
            if (!handle || handle.folder === undefined) return ERRNO.NOTDIR;
            handle.entries = cookie === 0n || !handle.entries ? store.list(handle.folder) : handle.entries;
            let place = 0;
            for (let i = Number(cookie); i < handle.entries.length && place < length; i++) {
                const [name, kind] = handle.entries[i];
                const encoded = new TextEncoder().encode(name);
                const entry = new Uint8Array(24 + encoded.length);
                const words = new DataView(entry.buffer);
                words.setBigUint64(0, BigInt(i + 1), true);
                words.setUint32(16, encoded.length, true);
                words.setUint8(20, kind);
                entry.set(encoded, 24);
                const fits = entry.subarray(0, length - place);
                bytes(at + place, fits.length).set(fits);
                place += fits.length;
            }
            view().setUint32(used, place, true);
            return ERRNO.SUCCESS;
        },
        fd_read(fd, at, count, done) {
            const handle = open.get(fd);
            let sum = 0;
            if (fd !== 0 && (!handle || !handle.file)) return handle ? ERRNO.ISDIR : ERRNO.BADF;
            for (const [to, length] of buffers(at, count)) {
                let read;
                if (fd === 0) {
                    const here = io.input.subarray(consumed, consumed + length);
                    bytes(to, here.length).set(here);
                    consumed += here.length;
                    read = here.length;
                } else {
                    try {
                        read = copy(handle, to, length);
                    } catch (e) {
                        // The file has gone or has changed since it was dropped.
                        return ERRNO.ACCES;
                    }
                }
                sum += read;
                if (read < length) break;
            }
            view().setUint32(done, sum, true);
            return ERRNO.SUCCESS;
        },
        fd_write(fd, at, count, done) {
            const handle = open.get(fd);
            let sum = 0;
            for (const [from, length] of buffers(at, count)) {
                const piece = bytes(from, length).slice();
                sum += length;
                if (fd === 1) {
                    io.output(piece);
                } else if (fd === 2) {
                    complain(spoken.decode(piece, { stream: true }));
                } else {
                    if (!handle || !handle.file) return ERRNO.BADF;
                    if (!handle.file.pieces || handle.place !== handle.file.size) return ERRNO.SPIPE;
                    if (length > 0) handle.file.pieces.push(piece);
                    handle.place = handle.file.size += length;
                }
            }
            view().setUint32(done, sum, true);
            return ERRNO.SUCCESS;
        },
        fd_seek(fd, offset, whence, at) {
            const handle = open.get(fd);
            if (!handle || !handle.file) return ERRNO.SPIPE;
            const from = [0, handle.place, size(handle.file)][whence];
            const place = from + Number(offset);
            if (!(place >= 0)) return ERRNO.INVAL;
            handle.place = place;
            view().setBigUint64(at, BigInt(place), true);
            return ERRNO.SUCCESS;
        },
        fd_tell(fd, at) { return calls.fd_seek(fd, 0n, 1, at); },
        fd_close(fd) { return open.delete(fd) ? ERRNO.SUCCESS : ERRNO.BADF; },
        fd_sync: () => ERRNO.SUCCESS,
    };
    return {
        // What `module` imports; what is not there fails when it is called.
        imports(module) {
            const all = { };
            for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
                if (kind === 'function') (all[from] ||= { })[name] = calls[name] || (() => ERRNO.NOSYS);
            }
            return all;
        },
        begin(instance) {
            memory = instance.exports.memory;
            consumed = 0;
            told = '';
        },
    };
}
