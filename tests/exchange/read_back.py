"""Reads exports back with the programs that they are for, and compares every node, edge and value.

    read_back.py DIR SCHEMA

DIR holds the tables that were read (memberships.csv, interactions.csv, groups.csv), what a report said of the users (report/users.csv), and
the exports of-users.* and of-layers.*. What edges there should be is computed here from the tables, pair by pair; what is said of users is taken from
users.csv; how ids become labels and cells is said again here, from docs/outputs.md.
"""

import csv
import itertools
import math
import sys
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import igraph
import networkx
import pandas
from lxml import etree

csv.field_size_limit(1 << 30)
HALF_LIFE = 90.0
KAPPA = {"private_chat": 3.0, "mention": 2.0, "remark": 1.0, "other": 1.0, "group_message": 0.5}
TAKEN = {"id", "label", "kind", "group_id", "group_kind", "group_city", "group_members", "weight", "timeset"}
FORMULA = ("=", "+", "@", "＝", "＋", "＠")
NOT_SHOWN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(map(chr, range(0x202A, 0x202F)))


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def close(a, b):
    return math.isclose(a, b, rel_tol=1e-12, abs_tol=0.0)


def xml(text):
    """Text that XML can hold."""
    bad = lambda c: ord(c) < 32 and c not in "\t\n\r" or c in "\ufffe\uffff"
    return "".join("\ufffd" if bad(c) else c for c in text)


def is_formula(text, is_id):
    while text and (text[0] in NOT_SHOWN or is_control(text[0]) and text[0] not in "\t\r"):
        text = text[1:]
    return text.startswith(FORMULA if is_id else FORMULA + ("-", "－", "\t", "\r"))


def plain(cell_, is_id):
    return cell_[1:] if cell_.startswith("'") and is_formula(cell_[1:], is_id) else cell_


class Expected:
    """The graph as it should be: nodes are ("user", id) and ("group", id)."""

    def __init__(self, folder, layers):
        self.layers = layers
        said = table(folder / "report/users.csv")
        self.nodes, self.labels = {}, {}
        for row in said:
            user = plain(row["user_id"], True)
            values = {}
            for name, text in row.items():
                if text:
                    name = f"custom.{name}" if name.lower() in TAKEN else name
                    values[name] = plain(text, name in ("user_id", "owner_id"))
            self.labels["user", user] = values.get("nickname", user)
            self.nodes["user", user] = values | ({"kind": "user"} if layers else {})
        users = {user for _, user in self.nodes}
        members = {}
        for row in table(folder / "memberships.csv"):
            if row["user_id"] in users:
                members.setdefault(row["group_id"], set()).add(row["user_id"])
        weight = {group: 1.0 / (len(m) - 1) if len(m) > 1 else 0.0 for group, m in members.items()}
        ties, events = {}, {}
        rows = [r for r in table(folder / "interactions.csv") if {r["from_id"], r["to_id"]} <= users]
        at = lambda row: datetime.strptime(row["at"], "%Y-%m-%d %H:%M") if row["at"] else None
        now = max(at(row) for row in table(folder / "interactions.csv") if row["at"])
        for row in rows:
            pair = frozenset((row["from_id"], row["to_id"]))
            age = (now - at(row)) / timedelta(days=1) if row["at"] else 0.0
            count = float(row["count"])
            if len(pair) == 2 and count:
                events[pair] = events.get(pair, 0.0) + count
                ties[pair] = ties.get(pair, 0.0) + KAPPA[row["kind"]] * count * 2.0 ** (-age / HALF_LIFE)
        self.edges = {}
        key = lambda a, b: frozenset((a, b))
        if layers:
            named = {row["group_id"]: row for row in table(folder / "groups.csv")}
            for group, its in members.items():
                row = named.get(group, {})
                self.labels["group", group] = row.get("name") or group
                values = {"kind": "group", "group_id": group, "group_members": str(len(its))}
                values |= {f"group_{name}": row[name] for name in ("kind", "city") if row.get(name)}
                self.nodes["group", group] = values
                for user in its:
                    values = {"weight": weight[group], "kind": "membership"}
                    self.edges[key(("user", user), ("group", group))] = values
            for pair, strength in ties.items():
                a, b = pair
                values = {"weight": strength, "kind": "interaction", "interactions": events[pair]}
                self.edges[key(("user", a), ("user", b))] = values
        else:
            shared = {}
            for group, its in members.items():
                for a, b in itertools.combinations(its, 2):
                    shared.setdefault(frozenset((a, b)), []).append(group)
            for pair in shared.keys() | ties.keys():
                groups, (a, b) = shared.get(pair, []), pair
                strength = math.fsum([weight[g] for g in groups] + [ties.get(pair, 0.0)])
                values = {"weight": strength, "shared_groups": float(len(groups))}
                values["interactions"] = events.get(pair, 0.0)
                self.edges[key(("user", a), ("user", b))] = values
        order = lambda node: (node[0] == "group", node[1].encode())
        self.order = sorted(self.nodes, key=order)

    def check_nodes(self, found, how, clean=xml):
        """`found`: per node in order its label and its values."""
        assert len(found) == len(self.order), f"{how}: {len(found)} nodes, not {len(self.order)}"
        for node, (label, values) in zip(self.order, found, strict=True):
            assert label == clean(self.labels[node]), f"{how}: {node} is called {label!r}"
            want = self.nodes[node]
            assert values.keys() == want.keys(), f"{how}: {node} has {sorted(values.keys() ^ want.keys())}"
            for name, value in values.items():
                if isinstance(value, bool):
                    same = want[name] == ("true" if value else "false")
                elif isinstance(value, (int, float)):
                    same = value == float(want[name])
                else:
                    same = value == clean(want[name])
                assert same, f"{how}: {name} of {node} is {value!r}, not {want[name]!r}"

    def check_edges(self, found, how, names=None):
        """`found`: pairs of nodes (or their places) with their values."""
        left = dict(self.edges)
        node = lambda end: self.order[end] if isinstance(end, int) else end
        for a, b, values in found:
            want = left.pop(frozenset((node(a), node(b))), None)
            assert want is not None, f"{how}: no edge between {node(a)} and {node(b)}, or twice"
            want = {name: value for name, value in want.items() if names is None or name in names}
            assert values.keys() == want.keys(), f"{how}: {values} is not {want}"
            for name, value in values.items():
                same = close(value, want[name]) if name == "weight" else value == want[name]
                assert same, f"{how}: {name} of {node(a)} and {node(b)} is {value!r}, not {want[name]!r}"
        assert not left, f"{how}: {len(left)} edges are missing, such as {next(iter(left.items()))}"

    def pajek_label(self, place):
        kind, id_ = self.order[place]
        shown = "".join("'" if c == '"' else "/" if c == "\\" else "\ufffd" if is_control(c) else c for c in id_)
        head, _, number = id_.rpartition(" #")
        numbered = " #" in id_ and all(c in "0123456789" for c in number)
        doubtful = shown != id_ or numbered or (self.layers and kind == "user" and id_.startswith("group:"))
        return ("group:" if kind == "group" else "") + shown + (f" #{place + 1}" if doubtful else "")


def is_control(c):
    return ord(c) < 32 or 127 <= ord(c) < 160


def place(name):
    assert name[0] == "n", name
    return int(name[1:])


def by_networkx(graph, want, how):
    assert not graph.is_directed() and not graph.is_multigraph(), how
    assert list(graph) == [f"n{i}" for i in range(len(graph))], f"{how}: nodes are out of order"
    nodes = [dict(values) for _, values in graph.nodes(data=True)]
    want.check_nodes([(values.pop("label"), values) for values in nodes], how)
    want.check_edges(((place(a), place(b), values) for a, b, values in graph.edges(data=True)), how)


def by_igraph(graph, want, how):
    assert not graph.is_directed(), how
    flags = {name for name in graph.vs.attributes() if isinstance(graph.vs[0][name], bool)}
    found = []
    for i, vertex in enumerate(graph.vs):
        values = vertex.attributes()
        assert values.pop("id") == f"n{i}", how
        label = values.pop("label")
        # igraph has no missing values: text is empty, a number is NaN, and nobody knows of a flag.
        known = want.nodes[want.order[i]]
        there = lambda name, v: name in known if name in flags else v not in ("", None) and v == v
        found.append((label, {name: v for name, v in values.items() if there(name, v)}))
    want.check_nodes(found, how)
    known = lambda values: {n: v for n, v in values.items() if v not in ("", None) and v == v}
    want.check_edges(((e.source, e.target, known(e.attributes())) for e in graph.es), how)


def pajek(path, want):
    labels = [want.pajek_label(i) for i in range(len(want.order))]
    assert len(set(labels)) == len(labels)
    graph = networkx.read_pajek(path)
    assert list(graph) == labels, f"{path}: labels"
    at = {label: i for i, label in enumerate(labels)}
    edges = ((at[a], at[b], values) for a, b, values in graph.edges(data=True))
    want.check_edges(edges, f"{path} by networkx", {"weight"})
    graph = igraph.Graph.Read_Pajek(str(path))
    names = graph.vs["name"] if "name" in graph.vs.attributes() else graph.vs["id"]
    assert names == labels, f"{path} by igraph: labels"
    edges = ((e.source, e.target, {"weight": e["weight"]}) for e in graph.es)
    want.check_edges(edges, f"{path} by igraph", {"weight"})


def rows_by(path):
    """A table by pandas and by DuckDB, all cells as text."""
    yield "pandas", pandas.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")
    found = duckdb.execute("from read_csv(?, all_varchar = true, max_line_size = 4000000)", [str(path)])
    names = [column[0] for column in found.description]
    yield "DuckDB", [dict(zip(names, (c or "" for c in row), strict=True)) for row in found.fetchall()]


NUMBERS = ("weight", "strength", "shared_groups", "interactions")


def typed(row):
    return {n.lower(): float(v) if n.lower() in NUMBERS else v for n, v in row.items() if v != ""}


def tables(folder, name, want):
    for reader, rows in rows_by(folder / f"{name}.csv"):
        found = []
        for row in map(typed, rows):
            is_member = row.get("kind") == "membership"
            source, target = ("user", plain(row.pop("source"), True)), plain(row.pop("target"), True)
            row["weight"] = row.pop("strength")
            found.append((source, ("group" if is_member else "user", target), row))
        want.check_edges(found, f"{name}.csv by {reader}")
    gephi = folder / f"{name}.gephi"
    for reader, rows in rows_by(gephi / "nodes.csv"):
        assert [row["Id"] for row in rows] == [f"n{i}" for i in range(len(rows))], f"{gephi} by {reader}"
        ids = {"user_id", "group_id", "owner_id"}
        values = lambda row: {n: plain(v, n in ids) for n, v in row.items() if v and n not in ("Id", "Label")}
        found = [(plain(row["Label"], False), values(row)) for row in rows]
        want.check_nodes(found, f"{gephi} by {reader}", clean=lambda text: text)
    for reader, rows in rows_by(gephi / "edges.csv"):
        assert all(row.pop("Type") == "Undirected" for row in rows)
        found = ((place(r.pop("source")), place(r.pop("target")), r) for r in map(typed, rows))
        want.check_edges(found, f"{gephi} edges by {reader}")


def main(folder, schema):
    valid = etree.XMLSchema(etree.parse(schema))
    for name in ("users", "layers"):
        want = Expected(folder, name == "layers")
        assert len(want.nodes) > 20 and len(want.edges) > 20
        by_networkx(networkx.read_graphml(folder / f"of-{name}.graphml"), want, f"of-{name}.graphml by networkx")
        by_igraph(igraph.Graph.Read_GraphML(str(folder / f"of-{name}.graphml")), want, f"of-{name}.graphml by igraph")
        valid.assertValid(etree.parse(folder / f"of-{name}.gexf", etree.XMLParser(huge_tree=True)))
        by_networkx(networkx.read_gexf(folder / f"of-{name}.gexf"), want, f"of-{name}.gexf by networkx")
        pajek(folder / f"of-{name}.net", want)
        tables(folder, f"of-{name}", want)
        print(f"{name}: {len(want.nodes)} nodes, {len(want.edges)} edges")


main(Path(sys.argv[1]), sys.argv[2])
