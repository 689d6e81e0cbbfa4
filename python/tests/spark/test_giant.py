"""One graph in parts: the bytes of one run, whatever is lost or done twice on the way."""

import filecmp
import os
import pathlib
import signal
import stat
import threading
import time

import pytest
import renmai.spark
from conftest import PROGRAM, program

USERS = int(os.environ.get("RENMAI_GIANT", "6000"))
PARTS = 8


@pytest.fixture(scope="module")
def snapshot(generated, tmp_path_factory):
    folder, path = generated(USERS, 1), tmp_path_factory.mktemp("giant") / "people.renmai"
    program("build", folder / "memberships.csv", folder / "interactions.csv", "--out", path)
    return path


@pytest.fixture(scope="module")
def single(snapshot, tmp_path_factory):
    """The report of one run, and the parts as the program alone writes them."""
    out = tmp_path_factory.mktemp("single")
    program("report", snapshot, "--betweenness", "exact", "--out", out / "report")
    return out / "report"


def same(snapshot, parts, single, tmp_path):
    program("report", snapshot, "--betweenness-parts", parts, "--out", tmp_path / "folded")
    names = [path.name for path in single.iterdir() if path.suffix in (".csv", ".html", ".xlsx") or path.name == "summary.json"]
    assert len(names) > 8
    _, other, lost = filecmp.cmpfiles(single, tmp_path / "folded", names, shallow=False)
    assert (other, lost) == ([], [])


def script(path, text):
    path.write_text(f"#!/bin/bash\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_on_processes_and_again(snapshot, single, tmp_path):
    receipts = renmai.spark.parts(snapshot, PARTS, tmp_path / "parts", processes=2)
    assert [told["part"] for told in receipts] == list(range(1, PARTS + 1))
    assert sum(told["done"] for told in receipts) == receipts[0]["pieces"]
    same(snapshot, tmp_path / "parts", single, tmp_path)
    # What is there is not computed again: no program is needed for it.
    (lost, *_) = (tmp_path / "parts").glob("*.part")
    assert renmai.spark.parts(snapshot, PARTS, tmp_path / "parts", program="nowhere") == receipts
    lost.unlink()
    with pytest.raises(FileNotFoundError, match="nowhere"):
        renmai.spark.parts(snapshot, PARTS, tmp_path / "parts", program="nowhere")
    assert renmai.spark.parts(snapshot, PARTS, tmp_path / "parts") == receipts


def test_parts_of_another_snapshot_are_refused(generated, snapshot, tmp_path):
    folder, other = generated(300, 9), tmp_path / "people.renmai"
    program("build", folder / "memberships.csv", "--out", other)
    renmai.spark.parts(other, 2, tmp_path / "parts")
    before = {path.name: path.read_bytes() for path in (tmp_path / "parts").iterdir()}
    with pytest.raises(ValueError, match="another snapshot"):
        renmai.spark.parts(snapshot, 2, tmp_path / "parts")
    # What a killed driver has left is no part.
    (tmp_path / "parts" / ".left").write_bytes(b"x")
    program("report", other, "--betweenness-parts", tmp_path / "parts", "--out", tmp_path / "out")
    (tmp_path / "parts" / ".left").unlink()
    assert {path.name: path.read_bytes() for path in (tmp_path / "parts").iterdir()} == before


def ancestors(pid):
    while pid > 1:
        yield pid
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
        pid = int(text.rsplit(")", 1)[1].split()[1])


def executor_of(pid):
    for above in ancestors(pid):
        if b"CoarseGrainedExecutorBackend" in pathlib.Path(f"/proc/{above}/cmdline").read_bytes():
            assert os.getpid() in ancestors(above), "no descendant of this driver"
            return above
    raise AssertionError("the task runs in no executor")


def test_a_killed_executor_changes_nothing(spark, log, snapshot, single, tmp_path):
    marker = tmp_path / "marker"
    # The first task tells who it is, and waits to be killed.
    first = script(
        tmp_path / "first",
        f'if mkdir "{marker}" 2>/dev/null; then echo $$ > "{marker}/new"; mv "{marker}/new" "{marker}/pid"; sleep 60; fi\n'
        f'exec "{PROGRAM}" "$@"',
    )
    killed = []

    def kill():
        named = marker / "pid"
        while not named.exists():
            time.sleep(0.05)
        killed.append(executor_of(int(named.read_text())))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    receipts = renmai.spark.parts(snapshot, PARTS, tmp_path / "parts", spark=spark, program=first)
    killer.join(10)
    assert killed and not pathlib.Path(f"/proc/{killed[0]}/fd/0").exists()
    events = log.events()
    lost = [event for event in events if event["Event"] == "SparkListenerExecutorRemoved"]
    retried = [
        event
        for event in events
        if event["Event"] == "SparkListenerTaskEnd"
        and event["Task Info"]["Attempt"] > 0
        and event["Task End Reason"]["Reason"] == "Success"
    ]
    assert lost, "the event log knows of no executor that was lost"
    assert retried, "the event log knows of no task that was done again"
    assert sum(told["done"] for told in receipts) == receipts[0]["pieces"]
    same(snapshot, tmp_path / "parts", single, tmp_path)


def refused(spark, snapshot, out, words, **options):
    with pytest.raises(Exception, match=words):
        renmai.spark.parts(snapshot, PARTS, out, spark=spark, **options)
    assert [path.name for path in out.iterdir()] == [".renmai-parts"]


def test_controls_that_must_fail(spark, snapshot, tmp_path, monkeypatch):
    half = script(
        tmp_path / "half",
        f'"{PROGRAM}" "$@" || exit 1\nout="${{@: -1}}"; size=$(stat -c %s "$out"); truncate -s $((size / 2)) "$out"; exit 0',
    )
    refused(spark, snapshot, tmp_path / "a", "bytes", program=half)
    nothing = script(tmp_path / "nothing", "exit 0")
    refused(spark, snapshot, tmp_path / "b", "part", program=nothing)
    refused(spark, snapshot, tmp_path / "c", "not on this machine", program=str(tmp_path / "nowhere"))
    other = script(tmp_path / "other", 'shift; args=("$@"); for i in "${!args[@]}"; do [[ ${args[i]} == --part ]] && args[i+1]=1; done; '
                   f'exec "{PROGRAM}" betweenness "${{args[@]}}"')
    refused(spark, snapshot, tmp_path / "d", "expected part", program=other)


def test_a_wrong_snapshot(spark, snapshot, tmp_path):
    from renmai.spark import _giant

    job = {"sha256": "0" * 64, "parts": PARTS, "program": None, "method": "exact", "threads": 1}
    with pytest.raises(Exception, match="the snapshot is another one"):
        list(_giant._on_spark(spark, snapshot, [1], job))
    with pytest.raises(ValueError, match="the snapshot is another one"):
        list(_giant._here(snapshot, [1], job, 1))
