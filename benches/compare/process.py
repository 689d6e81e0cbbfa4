"""One process: its time, its peak memory, and an end when it takes too long."""
import json
import os
import subprocess
import tempfile
import threading
import time


class Outcome:
    """`status`: done, limit, failed. `seconds` are the wall clock's, of the whole process; `told` the last line, as JSON."""

    def __init__(self, status, seconds, peak_bytes, told, errors):
        self.status, self.seconds, self.peak_bytes, self.told, self.errors = status, seconds, peak_bytes, told, errors


def run(command, limit=None, begins=False, **environment):
    """Runs a command. Where it `begins`, it prints that word before the call that the limit is about; loading may then
    take as long again."""
    with tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **environment},
        )
        late = threading.Event()

        def stop():
            late.set()
            process.kill()

        def watch():
            timer = threading.Timer(limit, stop)
            timer.start()
            return timer

        timer = watch() if limit else None
        last = ""
        try:
            for line in process.stdout:
                if begins and line.strip() == "begin":
                    if timer:
                        timer.cancel()
                        timer = watch()
                elif line.strip():
                    last = line
            # Not process.wait(): only this tells the memory of this one process.
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            process.kill()
            raise
        finally:
            if timer:
                timer.cancel()
        seconds = time.perf_counter() - started
        errors.seek(0)
        words = errors.read().strip()
    peak = usage.ru_maxrss * 1024
    if process.returncode == 0:
        return Outcome("done", seconds, peak, json.loads(last) if last.startswith("{") else None, words)
    if late.is_set():
        return Outcome("limit", seconds, peak, None, words)
    return Outcome("failed", seconds, peak, None, f"exit code {process.returncode}: {words[-2000:]}")
