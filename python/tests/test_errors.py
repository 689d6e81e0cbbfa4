"""What goes wrong says where, and what was asked to stop does."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pandas
import pytest
import renmai
from conftest import DEMO

MEMBERS = pandas.DataFrame({"user_id": ["a", "b"], "group_id": ["g", "g"]})


def test_a_bad_cell_is_told_with_its_place():
    ties = pandas.DataFrame({"from_id": ["a", "b"], "to_id": ["b", "a"], "count": ["1", "many"]})
    with pytest.raises(renmai.DataError, match="many") as caught:
        renmai.report(memberships=MEMBERS, interactions=ties)
    error = caught.value
    assert (error.file, error.row, error.column, error.column_name) == ("interactions", 1, 3, "count")
    assert isinstance(error, ValueError) and error.rows[0]["found"] == "many"
    assert ties.iloc[error.row]["count"] == "many"


def test_a_frame_without_its_columns():
    with pytest.raises(renmai.DataError) as caught:
        renmai.betweenness(memberships=pandas.DataFrame({"who": ["a"], "what": ["g"]}))
    assert caught.value.file == "memberships"


def test_options_files_people():
    with pytest.raises(renmai.ConfigError, match="top"):
        renmai.report(memberships=MEMBERS, topp=3)
    with pytest.raises(renmai.ConfigError, match="^top: ") as caught:
        renmai.report(memberships=MEMBERS, top="many")
    assert caught.value.file == "top"
    with pytest.raises(TypeError, match="top: expected one value"):
        renmai.report(memberships=MEMBERS, top=[1, 2])
    with pytest.raises(renmai.ConfigError):
        renmai.report(memberships=MEMBERS, circles={"resolution": -1.0})
    with pytest.raises(renmai.ConfigError):
        renmai.report()
    with pytest.raises(renmai.ReadError) as caught:
        renmai.report(memberships="nowhere.csv")
    assert isinstance(caught.value, OSError) and caught.value.file == "nowhere.csv"
    r = renmai.report(memberships=MEMBERS)
    with pytest.raises(renmai.NotFoundError, match="nobody"):
        r.explain("nobody")
    with pytest.raises(KeyError):
        r.table("nothing")
    with pytest.raises(TypeError, match="memberships.*int"):
        renmai.report(memberships=3)


def test_nothing_is_written_where_something_else_is(tmp_path):
    (tmp_path / "users.csv").write_text("mine")
    with pytest.raises(renmai.WriteError):
        renmai.report(memberships=MEMBERS).save(tmp_path)
    assert (tmp_path / "users.csv").read_text() == "mine"


def test_errors_of_a_stream_and_of_a_callback_come_through():
    import pyarrow

    schema = pyarrow.schema([("user_id", "string"), ("group_id", "string")])

    def batches():
        yield pyarrow.record_batch({"user_id": ["a"], "group_id": ["g"]})
        raise RuntimeError("the warehouse is gone")

    with pytest.raises(renmai.DataError, match="the warehouse is gone"):
        renmai.report(memberships=pyarrow.RecordBatchReader.from_batches(schema, batches()))

    def refuse(stage, done, total):
        raise ZeroDivisionError(stage)

    with pytest.raises(ZeroDivisionError):
        renmai.report(str(DEMO), betweenness="weighted", progress=refuse)


def test_other_threads_go_on_and_progress_is_told():
    ticks, seen, stop = [0], [], threading.Event()

    def tick():
        while not stop.is_set():
            ticks[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    renmai.report(str(DEMO), betweenness="weighted", progress=lambda *now: seen.append(now))
    stop.set()
    thread.join()
    assert ticks[0] > 20 and any(stage == "betweenness" for stage, _, _ in seen), (ticks, seen[:5])


def test_ctrl_c_stops(tmp_path):
    script = textwrap.dedent("""
        import signal, sys
        import pandas, renmai
        # Whoever started the tests may have ignored it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        people = range(60_000)
        ties = pandas.DataFrame({
            "from_id": [f"u{i}" for i in people for _ in range(4)],
            "to_id": [f"u{i * 7919 * (k + 3) % 60_000}" for i in people for k in range(4)],
        })
        def told(stage, done, total):
            if stage == "betweenness" and done:
                print("now", flush=True)
        try:
            renmai.betweenness(interactions=ties, betweenness="exact", progress=told)
        except KeyboardInterrupt:
            sys.exit(42)
    """)
    running = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "now\n"
    began = time.monotonic()
    os.kill(running.pid, signal.SIGINT)
    assert running.wait(timeout=60) == 42
    assert time.monotonic() - began < 10


@pytest.fixture
def heeded():
    """Ctrl-C, whatever whoever started the tests has made of it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_results_outlive_an_interruption(heeded, tmp_path):
    r = renmai.report(str(DEMO))
    for number in range(20):
        timer = threading.Timer(0.02 + 0.02 * number, signal.raise_signal, [signal.SIGINT])
        try:
            timer.start()
            r.save(tmp_path / "out")
            timer.join()
        except KeyboardInterrupt:
            break
    else:
        pytest.fail("never interrupted")
    assert list(tmp_path.iterdir()) == []
    assert len(r.users) > 100 and r.save(tmp_path / "out")
