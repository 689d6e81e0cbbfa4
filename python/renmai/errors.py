"""What the engine says when it cannot go on. Every exception tells in words what is wrong, and where as attributes."""


class Error(Exception):
    """Whatever the engine refuses.

    ``file``, ``line``, ``column`` (both from 1) and ``column_name`` say where, as far as a place is known; of a frame or an
    option, ``file`` is the name of its argument and ``row`` its position from 0, as ``df.iloc`` counts. ``rows`` are the first bad rows, each a dict of the same
    and of what was ``expected`` and ``found``.
    """

    def __init__(self, message, *, file=None, line=None, column=None, column_name=None, rows=()):
        super().__init__(message)
        self.file, self.line, self.column, self.column_name = file, line, column, column_name
        self.rows = [{**row, "row": _row(row.get("line"))} for row in rows]

    @property
    def row(self):
        """Position from 0 below the header: ``df.iloc[error.row]``."""
        return _row(self.line)


class DataError(Error, ValueError):
    """The input cannot be read as data."""


class ConfigError(Error, ValueError):
    """An option is wrong, or asks for the impossible."""


class ReadError(Error, OSError):
    """A file cannot be opened or read."""


class WriteError(Error, OSError):
    """An output cannot be written."""


class NotFoundError(Error, LookupError):
    """The question has no answer in this data, such as an unknown user."""


def _row(line):
    return line - 2 if line and line > 1 else None
