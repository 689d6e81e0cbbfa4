"""Progress where somebody looks: a line in a notebook or on a terminal."""

import contextlib
import sys


@contextlib.contextmanager
def shown(progress):
    """A function of stage, done and total, or ``None`` where nobody looks."""
    if callable(progress):
        yield progress
        return
    if progress is False:
        yield None
        return
    display = _notebook()
    if display is not None:
        handle = display(_Line(""), display_id=True)
        yield lambda *seen: handle.update(_Line(_words(*seen)))
        handle.update(_Line(""))
    elif progress or sys.stderr is not None and sys.stderr.isatty():
        yield lambda *seen: print(f"\r\x1b[K{_words(*seen)}", end="", file=sys.stderr, flush=True)
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    else:
        yield None


def _words(stage, done, total):
    return f"{stage} {100 * done // total}%" if total else stage


def _notebook():
    """The display function of a notebook, if this is one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or not hasattr(shell, "kernel"):
        return None
    return ipython.display.display


class _Line:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text
