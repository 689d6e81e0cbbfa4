"""Graphs for all: tables for renmai, the same pairs for the others, and the comparison of values. Needs numpy.

    graphs.py customers GENERATED DIR [--interactions 5 --cross 0.15 --seed 1]   plain tables from generated ones
    graphs.py plain NAME DIR                                                     a graph of plain.py as interactions
    graphs.py pairs DIR                                                          DIR's tables as distinct pairs
    graphs.py check DIR OUT VALUES.npy [VALUES.npy …]                            values of others beside renmai's
    graphs.py shares DIR EXACT OUT|VALUES.npy                                    largest error of sampled shares
"""
import argparse
import csv
import json
import pathlib
from random import Random

import numpy as np

import plain

# Largest difference, relative to max(1, value).
TOLERANCE = 1e-9


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def write(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def customers(options):
    """Members who are there to stay: without staff, robots and those who left, nothing is left for renmai to exclude."""
    source, folder = pathlib.Path(options.generated), pathlib.Path(options.folder)
    table = list(rows(source / "memberships.csv"))
    staff = {row["user_id"] for row in table if row["member_type"] in ("staff", "robot")}
    kept = [(r["user_id"], r["group_id"]) for r in table if r["user_id"] not in staff and not r["left_at"]]
    write(folder / "memberships.csv", ["user_id", "group_id"], kept)
    if not options.interactions:
        return
    # From a random member row; to anybody at all, else to another member of the group.
    random = Random(options.seed)
    draw = lambda items: items[int(random.random() * len(items))]
    users = [row["user_id"] for row in rows(source / "users.csv")]
    members = {}
    for user, group in kept:
        members.setdefault(group, []).append(user)
    events = []
    while len(events) < round(options.interactions * len(users)):
        user, group = draw(kept)
        other = draw(users if random.random() < options.cross else members[group])
        if other != user:
            events.append((user, other))
    write(folder / "interactions.csv", ["from_id", "to_id"], events)


def plain_graph(options):
    edges, nodes = plain.edges(options.name)
    width = len(str(nodes - 1))
    name = lambda v: f"n{v:0{width}}"
    path = pathlib.Path(options.folder) / "interactions.csv"
    write(path, ["from_id", "to_id"], ((name(v), name(u)) for v, u in edges))


def tables(folder):
    """Pairs (user, group) and (user, user) of a folder, as ids."""
    both = []
    for file, first, second in (("memberships", "user_id", "group_id"), ("interactions", "from_id", "to_id")):
        path = folder / f"{file}.csv"
        both.append([(row[first], row[second]) for row in rows(path)] if path.exists() else [])
    return both


def distinct(keys):
    """Sorted, each once; much faster than numpy's own, which hashes."""
    keys.sort()
    first = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    return keys[first]


def pairs(options):
    """Writes edges.npy (pairs of numbers), ids.txt (user ids in the order of the numbers) and graph.json."""
    folder = pathlib.Path(options.folder)
    memberships, interactions = tables(folder)
    users = sorted({u for u, _ in memberships} | {u for pair in interactions for u in pair}, key=str.encode)
    number = {user: i for i, user in enumerate(users)}
    n = len(users)
    members = {}
    for user, group in memberships:
        members.setdefault(group, set()).add(number[user])
    in_groups = [np.empty(0, dtype=np.int64)]
    for group in members.values():
        some = np.array(sorted(group), dtype=np.int64)
        first, second = np.triu_indices(len(some), 1)
        in_groups.append(some[first] * n + some[second])
    in_groups = distinct(np.concatenate(in_groups))
    ends = np.array([(number[u], number[v]) for u, v in interactions], dtype=np.int64).reshape(-1, 2)
    ends = ends[ends[:, 0] != ends[:, 1]]
    keys = distinct(np.concatenate([in_groups, ends.min(axis=1) * n + ends.max(axis=1)]))
    np.save(folder / "edges.npy", np.stack([keys // n, keys % n], axis=1))
    (folder / "ids.txt").write_text("".join(f"{user}\n" for user in users), encoding="utf-8")
    told = {
        "nodes": n,
        "pairs": len(keys),
        "memberships": len(memberships),
        "groups": len(members),
        "interactions": len(interactions),
        "pairs_across": len(keys) - len(in_groups),
    }
    (folder / "graph.json").write_text(json.dumps(told))


def column(folder, out, name):
    """A column of renmai's users.csv in the order of ids.txt."""
    ids = (folder / "ids.txt").read_text(encoding="utf-8").split("\n")[:-1]
    found = {row["user_id"]: float(row[name]) for row in rows(out / "users.csv")}
    if found.keys() != set(ids):
        raise SystemExit(f"users.csv lists {len(found)} users, the tables {len(ids)}")
    return np.array([found[user] for user in ids])


def difference(ours, theirs):
    if len(ours) != len(theirs):
        raise SystemExit(f"{len(theirs)} values for {len(ours)} users")
    return np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))


def check(options):
    """Degrees must be equal, values within the tolerance at every user. Prints what was found for each file."""
    folder, out = pathlib.Path(options.folder), pathlib.Path(options.out)
    ours = column(folder, out, "betweenness")
    edges = np.load(folder / "edges.npy")
    degrees = np.bincount(edges.ravel(), minlength=len(ours))
    told = {"degrees_equal": bool(np.array_equal(degrees, column(folder, out, "degree"))), "values": {}}
    for path in options.values:
        differences = difference(ours, np.load(path))
        largest = float(differences.max(initial=0.0))
        told["values"][path] = {
            "largest": largest,
            "outside": int(np.count_nonzero(~(differences <= TOLERANCE))),
            # NaN compares as false, so it is outside.
            "agrees": bool(np.all(differences <= TOLERANCE)),
        }
    print(json.dumps(told))


def shares(options):
    """Largest and mean absolute error of shares of all pairs, beside those of an exact run."""
    folder = pathlib.Path(options.folder)
    exact = column(folder, pathlib.Path(options.exact), "betweenness_share")
    sampled = pathlib.Path(options.sampled)
    values = np.load(sampled) if sampled.is_file() else column(folder, sampled, "betweenness_share")
    if len(values) != len(exact):
        raise SystemExit(f"{len(values)} values for {len(exact)} users")
    errors = np.abs(values - exact)
    # Both sum to the mean number of inner vertices of a path, so a wrong scale shows.
    told = {"largest": float(errors.max()), "mean": float(errors.mean()), "scale": float(values.sum() / exact.sum())}
    print(json.dumps(told))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    def command(name, work, *arguments, many=None):
        sub = commands.add_parser(name)
        sub.set_defaults(work=work)
        for argument in arguments:
            sub.add_argument(argument)
        if many:
            sub.add_argument(many, nargs="*")
        return sub

    sub = command("customers", customers, "generated", "folder")
    sub.add_argument("--interactions", type=float, default=0)
    sub.add_argument("--cross", type=float, default=0.15)
    sub.add_argument("--seed", type=int, default=1)
    command("plain", plain_graph, "name", "folder")
    command("pairs", pairs, "folder")
    command("check", check, "folder", "out", many="values")
    command("shares", shares, "folder", "exact", "sampled")
    options = parser.parse_args()
    options.work(options)


if __name__ == "__main__":
    main()
