"""renmai: whom people listen to, who bridges circles, who is left alone, in the groups of a community.

    import renmai
    r = renmai.report(memberships=df, interactions=df2)
    r.koc.to_pandas()

Tables are given as whatever speaks Arrow's C stream (a frame of pandas or polars, a relation of DuckDB, a table of pyarrow), as paths of
files that the program reads (CSV, workbooks, Parquet, …), or as lists of those; columns are named as in files. Options are those of the
command line with ``_`` for ``-`` (``top=20, betweenness="exact"``), or the sections of a configuration file as dicts
(``circles={"resolution": 1.2}``). Results are the same as those of the program, to the bit.
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from typing import Any

from . import _progress, errors
from ._renmai import Network as _Network
from ._renmai import Report, Table
from ._renmai import columns as _columns
from ._renmai import report as _report
from ._renmai import seeds as _seeds
from ._renmai import version as _version
from .errors import ConfigError, DataError, Error, NotFoundError, ReadError, WriteError

__version__ = _version()
__all__ = [
    "ConfigError", "DataError", "Error", "Network", "NotFoundError", "ReadError", "Report", "Table", "WriteError",
    "betweenness", "circles", "degree", "errors", "from_igraph", "from_networkx", "report", "seeds",
]

_TABLES = ("memberships", "interactions", "users", "groups", "purchases", "suppress", "staff", "files")


#: A frame, a path, or a list of those.
Tables = Any
Progress = bool | Callable[[str, int, int], Any] | None


def _split(options):
    """Tables and options, which are told apart by name."""
    tables = {name: options.pop(name) for name in _TABLES if name in options}
    return tables, options


def report(
    files: Tables = None,
    *,
    config: str | PathLike[str] | None = None,
    progress: Progress = None,
    **given: Any,
) -> Report:
    """Reads, analyses, and keeps the results.

    Tables: ``memberships`` (user_id, group_id), ``interactions`` (from_id, to_id, kind, at, count), ``users``, ``groups``, ``purchases``,
    ``suppress``, ``staff``; ``files`` are paths of which the header says what they are, or a snapshot. ``config`` is the path of a
    ``renmai.toml``; none is read that is not named. ``progress``: ``True``, ``False`` or a function ``(stage, done, total)``; by
    default it is shown in a notebook and on a terminal. The interpreter goes on meanwhile in other threads; Ctrl-C stops.
    """
    tables, options = _split(given)
    with _progress.shown(progress) as show:
        return _report({"files": files, **tables}, config, options, show)


def _measure(names, files, config, progress, given):
    tables, options = _split(given)
    with _progress.shown(progress) as show:
        return _columns(names, {"files": files, **tables}, config, options, show)


def betweenness(
    files: Tables = None,
    *,
    config: str | PathLike[str] | None = None,
    progress: Progress = None,
    **given: Any,
) -> Table:
    """Who lies between others: user_id, betweenness (pairs of others, each counted once), its share, its limits where it was sampled.

    Exact where the graph allows it in a few seconds, sampled where not (``betweenness="exact"`` insists). Of a `Network`, exact: a value
    a node.
    """
    if isinstance(files, Network):
        return files.betweenness(**given)
    names = ["user_id", "betweenness", "betweenness_share", "betweenness_low", "betweenness_high"]
    return _measure(names, files, config, progress, given)


def degree(
    files: Tables = None,
    *,
    config: str | PathLike[str] | None = None,
    progress: Progress = None,
    **given: Any,
) -> Table:
    """With how many others somebody shares a group or interacts, and how strongly in all: user_id, groups, degree, strength."""
    if isinstance(files, Network):
        return files.degree(**given)
    return _measure(["user_id", "groups", "degree", "strength"], files, config, progress, given)


def circles(
    files: Tables = None,
    *,
    config: str | PathLike[str] | None = None,
    progress: Progress = None,
    **given: Any,
) -> Table:
    """Who belongs to which circle: user_id, circle, circle_name, circles_linked, participation."""
    if isinstance(files, Network):
        return files.circles(**given)
    names = ["user_id", "circle", "circle_name", "circles_linked", "participation"]
    return _measure(names, files, config, progress, given)


def seeds(
    files: Tables = None,
    *,
    k: int | None = None,
    config: str | PathLike[str] | None = None,
    progress: Progress = None,
    **given: Any,
) -> Table:
    """The ``k`` users who together reach most, as the list ``seeds``."""
    if isinstance(files, Network):
        return files.seeds(50 if k is None else k, **given)
    tables, options = _split(given)
    with _progress.shown(progress) as show:
        return _seeds({"files": files, **tables}, config, {**options, "k": k}, show)


class Network:
    """A graph from another library: results are per node, in the form that library uses.

    Ties are undirected, their weights strengths above 0; ties between the same two nodes are summed, loops left out.
    """

    def __init__(self, nodes, ties, memberships=(), groups=(), *, as_list=False):
        self.nodes = list(nodes)
        number = {node: i for i, node in enumerate(self.nodes)}
        group = {node: i for i, node in enumerate(groups)}
        if len(number) < len(self.nodes):
            raise ValueError("a node comes twice")
        ties = list(ties)
        for a, b, weight in ties:
            # A missing weight is no number, and a number that is none is not above 0.
            if weight is None or not 0 < weight < float("inf"):
                raise ValueError(f"the edge {a!r}, {b!r} has the weight {weight!r}: expected a number above 0")
        ties = [(number[a], number[b], float(weight)) for a, b, weight in ties]
        self._graph = _Network(len(self.nodes), [(number[a], group[g]) for a, g in memberships], ties)
        self._as_list = as_list

    def _told(self, values):
        return list(values) if self._as_list else dict(zip(self.nodes, values))

    def betweenness(self):
        """Exact, unweighted, unnormalised, each pair once: ``networkx.betweenness_centrality(G, normalized=False)``."""
        return self._told(self._graph.betweenness())

    def degree(self):
        """Distinct neighbours; people of a shared group among them."""
        return self._told(self._graph.degree())

    def strength(self):
        """Sum of the weights of all ties."""
        return self._told(self._graph.strength())

    def circles(self, *, resolution=1.0, seed=1):
        """Community of each node by Leiden on the weighted graph, from 0; ``None`` for a node without a tie."""
        return self._told(self._graph.circles(resolution, seed))

    def seeds(self, k=50, *, seed=1):
        """The k nodes who together reach most, best first, each with what it adds."""
        if k < 0:
            raise ValueError(f"k: expected a whole number of at least 0, found {k}")
        found = self._graph.seeds(k, seed)
        return found if self._as_list else [(self.nodes[node], reach) for node, reach in found]


def from_networkx(graph: Any, *, weight: str | None = "weight", groups: Any = None) -> Network:
    """A `Network` of an undirected networkx graph.

    ``groups``: nodes that are groups and not people, or the name of a node attribute that is true (or 1) of them; their neighbours are
    their members, and pairs of members are never listed. Edges without ``weight`` weigh 1; edges of a directed graph count both ways.
    """
    if isinstance(groups, str):
        groups = [node for node, data in graph.nodes(data=True) if data.get(groups)]
    groups = dict.fromkeys(groups or ())
    ties, memberships = [], []
    for a, b, data in graph.edges(data=True):
        if a in groups and b in groups:
            raise ValueError(f"an edge between two groups: {a!r}, {b!r}")
        if b in groups or a in groups:
            memberships.append((a, b) if b in groups else (b, a))
        else:
            ties.append((a, b, data.get(weight, 1.0) if weight else 1.0))
    return Network([node for node in graph.nodes if node not in groups], ties, memberships, groups)


def from_igraph(graph: Any, *, weights: str | None = "weight") -> Network:
    """A `Network` of an igraph graph: results are lists, a value a vertex."""
    if weights is None or weights not in graph.es.attributes():
        values = [1.0] * graph.ecount()
    else:
        values = graph.es[weights]
    ties = [(a, b, weight) for (a, b), weight in zip(graph.get_edgelist(), values)]
    return Network(range(graph.vcount()), ties, as_list=True)
