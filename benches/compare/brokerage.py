"""Participation, constraint, effective size and articulation of one run beside the values of others. Fails where they differ.

    brokerage.py DIR OUT     DIR holds memberships.csv and/or interactions.csv, OUT the users.csv of a run over them

Needs numpy, scipy, igraph and networkx. The run's options are the defaults; interactions have no kind, no count and times in
seconds, or no times. The circles are the run's own.

- participation: igraph has none; the definition, on a matrix of strengths by circle
- constraint: igraph, at every user
- effective size: the definition, on matrices, at every user; networkx at some, asked for by name (without names networkx 3.6.1
  divides by the largest strength of the wrong end wherever edges have weights)
- articulation: igraph's articulation points at every user, and at some the parts that are left without them
"""
import csv
import json
import pathlib
import sys

import igraph
import networkx
import numpy as np
import scipy.sparse as sparse

#: Largest difference, relative to max(1, value).
TOLERANCE = 1e-9
HALF_LIFE_DAYS = 90.0
#: Neighbours whose neighbours networkx may be asked for; it takes their product with the pairs among them.
NETWORKX_NEIGHBOURS = 60
NETWORKX_USERS = 25


def rows(path):
    if not path.exists():
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def strengths(folder):
    """User ids in order and the symmetric matrix of strengths."""
    memberships, events = rows(folder / "memberships.csv"), rows(folder / "interactions.csv")
    ids = {r["user_id"] for r in memberships} | {r[end] for r in events for end in ("from_id", "to_id")}
    users = sorted(ids, key=str.encode)
    number = {user: i for i, user in enumerate(users)}
    members = {}
    for row in memberships:
        members.setdefault(row["group_id"], set()).add(number[row["user_id"]])
    first, second, weight = [], [], []
    for group in sorted(members):
        some = np.array(sorted(members[group]))
        a, b = np.triu_indices(len(some), 1)
        first.append(some[a])
        second.append(some[b])
        weight.append(np.full(len(a), 1 / max(len(some) - 1, 1)))
    ends = np.array([(number[r["from_id"]], number[r["to_id"]]) for r in events], dtype=np.int64).reshape(-1, 2)
    times = np.array([float(r["at"]) if r.get("at") else np.nan for r in events])
    decay = np.exp2(-(np.nanmax(times) - times) / 86_400 / HALF_LIFE_DAYS) if np.isfinite(times).any() else np.ones(len(ends))
    across = ends[:, 0] != ends[:, 1]
    first.append(ends[across, 0])
    second.append(ends[across, 1])
    weight.append(decay[across])
    first, second, weight = map(np.concatenate, (first, second, weight))
    matrix = sparse.coo_array((weight, (first.astype(np.int64), second.astype(np.int64))), shape=(len(users),) * 2).tocsr()
    return users, (matrix + matrix.T).tocsr()


def participation(matrix, circle):
    known = np.where(circle < 0, 0, circle).astype(np.int64)
    into = matrix @ sparse.csr_array((np.ones(len(known)), (np.arange(len(known)), known)))
    total = into.sum(axis=1)
    squares = into.multiply(into).sum(axis=1)
    with np.errstate(invalid="ignore"):
        return 1 - squares / (total * total)


def effective_size(matrix):
    n = matrix.shape[0]
    total, largest = np.asarray(matrix.sum(axis=1)).ravel(), matrix.max(axis=1).toarray().ravel()
    inverse = lambda x: sparse.diags_array(np.divide(1, x, out=np.zeros(n), where=x > 0))
    shares, marginal = (inverse(total) @ matrix).tocsr(), (inverse(largest) @ matrix).tocsr()
    found = np.full(n, np.nan)
    for v in np.flatnonzero(total):
        neighbours = matrix.indices[matrix.indptr[v] : matrix.indptr[v + 1]]
        found[v] = len(neighbours) - (marginal[neighbours] @ shares[[v]].T).sum()
    return found


def cut_off(graph, v):
    """Users outside the largest part of what v's component is without v."""
    others = [u for u in graph.subcomponent(v) if u != v]
    sizes = graph.induced_subgraph(others).connected_components().sizes() if others else []
    return sum(sizes) - max(sizes, default=0)


def compare(ours, theirs):
    """Users outside the tolerance (one NaN counts as outside, two agree), and the largest difference."""
    difference = np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))
    difference[np.isnan(ours) & np.isnan(theirs)] = 0
    outside = int(np.count_nonzero(~(difference <= TOLERANCE)))
    return {"users": len(ours), "outside": outside, "largest": float(np.nanmax(difference, initial=0.0))}


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    folder, out = map(pathlib.Path, sys.argv[1:])
    users, matrix = strengths(folder)
    found = {row["user_id"]: row for row in rows(out / "users.csv")}
    if found.keys() != set(users):
        raise SystemExit(f"users.csv lists {len(found)} users, the tables {len(users)}")

    def column(name):
        return np.array([float(found[user][name] or "nan") for user in users])

    written = [found[user]["circle"] for user in users]
    circles = {circle: i for i, circle in enumerate(sorted(set(written) - {""}))}
    circle = np.array([circles.get(name, -1) for name in written])
    upper = sparse.triu(matrix, 1).tocoo()
    graph = igraph.Graph(n=len(users), edges=np.stack([upper.row, upper.col], axis=1))
    degrees = np.diff(matrix.indptr)
    told = {"participation": compare(column("participation"), participation(matrix, circle))}
    constraint = np.where(degrees > 0, graph.constraint(weights=upper.data.tolist()), np.nan)
    told["constraint, igraph"] = compare(column("constraint"), constraint)
    ours = column("effective_size")
    told["effective size"] = compare(ours, effective_size(matrix))
    few = np.flatnonzero((degrees > 0) & (degrees <= NETWORKX_NEIGHBOURS))
    few = few[:: max(1, len(few) // NETWORKX_USERS)]
    of_networkx = networkx.from_scipy_sparse_array(matrix)
    some = networkx.effective_size(of_networkx, nodes=few.tolist(), weight="weight")
    told["effective size, networkx"] = compare(ours[few], np.array([some[v] for v in few.tolist()]))
    ours = column("articulation")
    points = np.zeros(len(users))
    points[graph.articulation_points()] = 1
    told["articulation points, igraph"] = compare((ours > 0).astype(float), points)
    few = np.concatenate([np.flatnonzero(points)[:300], np.flatnonzero(points == 0)[:50]])
    told["users cut off, igraph"] = compare(ours[few], np.array([cut_off(graph, v) for v in few.tolist()], dtype=float))
    print(json.dumps(told, indent=1))
    if any(part["outside"] for part in told.values()):
        raise SystemExit("values differ")


if __name__ == "__main__":
    main()
