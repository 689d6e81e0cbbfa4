"""Exact betweenness of one graph, in parts that are computed wherever there is a processor."""

import atexit
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from .._renmai import receipt


def parts(snapshot, parts, out, *, spark=None, processes=None, program=None, method="exact", threads=1):
    """Computes the parts of betweenness of ``snapshot`` (``renmai build … --out people.renmai``) into the folder ``out``.

    A task a part on the executors of ``spark``, or on ``processes`` of this machine. The snapshot goes out with the job. Each task makes sure
    that its snapshot is the one that was sent and its part is whole, and returns it with a receipt, so what is lost or done twice changes
    nothing. Parts that ``out`` has already are not computed again. Gives the receipts, in order of parts;
    ``renmai report people.renmai --betweenness-parts OUT --out DIR`` folds them into the bytes of one run on one machine.

    ``program`` is the program `renmai` on the machines of the executors, by default the one that this package has brought there.
    """
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    job = {"sha256": _sha256(snapshot), "parts": parts, "program": program, "method": method, "threads": threads}
    _claim(out, f"{job['sha256']} {method}")
    found = {}
    for part in range(1, parts + 1):
        if _path(out, part, parts).exists():
            found[part] = _checked(_path(out, part, parts), part, parts)
    missing = [part for part in range(1, parts + 1) if part not in found]
    computed = _on_spark(spark, snapshot, missing, job) if spark else _here(snapshot, missing, job, processes)
    for part, told, rows in computed:
        found[part] = json.loads(told)
        if len({told["run"] for told in found.values()}) > 1:
            raise ValueError(f"{out}: the parts that are there are of another run")
        _place(_path(out, part, parts), rows)
    return [found[part] for part in range(1, parts + 1)]


def _claim(out, run):
    """Notes of which snapshot the parts are, and refuses those of another."""
    note = out / ".renmai-parts"
    if note.exists() and note.read_text() != run:
        raise ValueError(f"{out}: the parts that are there are of another snapshot or measure")
    note.write_text(run)


def computed(snapshot, part, job):
    """One part: its receipt and its bytes."""
    found = _sha256(snapshot)
    if found != job["sha256"]:
        raise ValueError(f"the snapshot is another one than was sent: expected {job['sha256']}, found {found}")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "part"
        command = [_program(job["program"]), "betweenness", os.fspath(snapshot), "--betweenness", job["method"], "--lang", "en"]
        command += ["--parts", str(job["parts"]), "--part", str(part), "--threads", str(job["threads"]), "--out", str(path)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if done.returncode:
            said = done.stderr.decode(errors="replace")[-2000:]
            raise RuntimeError(f"part {part} of {job['parts']}: the program ended with {done.returncode}: {said}")
        # Whatever the program says of itself: a part is what is whole.
        told = _checked(path, part, job["parts"])
        return json.dumps(told, sort_keys=True), path.read_bytes()


def _checked(path, part, parts):
    told = receipt(path)
    if (told["part"], told["parts"]) != (part, parts):
        raise ValueError(f"{path}: expected part {part} of {parts}, found part {told['part']} of {told['parts']}")
    return told


def _on_spark(spark, snapshot, missing, job):
    from pyspark import SparkFiles, StorageLevel

    if not missing:
        return
    sent = _sent(snapshot, job["sha256"])
    spark.sparkContext.addFile(str(sent))
    name = sent.name

    def task(batches):
        import pyarrow

        for batch in batches:
            for part in batch.column("part").to_pylist():
                told, rows = computed(SparkFiles.get(name), part, job)
                row = [pyarrow.array([part], pyarrow.int64()), pyarrow.array([told]), pyarrow.array([rows], pyarrow.binary())]
                yield pyarrow.RecordBatch.from_arrays(row, ["part", "told", "rows"])

    each = spark.sparkContext.parallelize([(part,) for part in missing], len(missing))
    numbers = spark.createDataFrame(each, "part long")
    # All at once, kept on the executors' disks, then fetched one by one: together they may be too much for the driver.
    kept = numbers.mapInArrow(task, "part long, told string, rows binary").persist(StorageLevel.DISK_ONLY)
    try:
        kept.count()
        for row in kept.toLocalIterator():
            yield row.part, row.told, bytes(row.rows)
    finally:
        kept.unpersist()


def _sent(snapshot, sha256):
    """The snapshot under a name of its own, by which a session keeps it apart from others that are called the same."""
    if not _SENT:
        _SENT.append(pathlib.Path(tempfile.mkdtemp(prefix="renmai-")))
        atexit.register(shutil.rmtree, _SENT[0], ignore_errors=True)
    path = _SENT[0] / f"{sha256}.renmai"
    if not path.exists():
        try:
            os.link(os.path.realpath(snapshot), path)
        except OSError:
            shutil.copyfile(snapshot, path)
    return path


#: The folder of what this process has sent.
_SENT = []


def _here(snapshot, missing, job, processes):
    # Threads, since each waits for a process of its own.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(processes or os.cpu_count()) as pool:
        yield from ((part, *answer) for part, answer in zip(missing, pool.map(lambda p: computed(snapshot, p, job), missing)))


def _place(path, rows):
    """Writes a part as a whole; until then under a name that begins with a dot, which is nobody's part."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(rows)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)


def _path(out, part, parts):
    return out / f"betweenness-{part:0{len(str(parts))}}-of-{parts}.part"


def _program(named):
    beside = pathlib.Path(sys.executable).with_name("renmai")
    found = named or (str(beside) if beside.exists() else None)
    path = shutil.which(found or "renmai")
    if path is None:
        raise FileNotFoundError(f"the program is not on this machine: {found or 'renmai'}")
    return path


def _sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else _digest(file)


def _digest(file):
    sum_ = hashlib.sha256()
    while block := file.read(1 << 20):
        sum_.update(block)
    return sum_.hexdigest()
