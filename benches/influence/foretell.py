#!/usr/bin/env python3
"""Which measure of the first half of the data foretells by how many people somebody is addressed in the second?

    cargo build --release
    python3 benches/influence/foretell.py DIR [--draws 1000] [--share 0.5]

DIR holds collegemsg/interactions.csv (SNAP, CollegeMsg) and copenhagen/sms.csv, copenhagen/calls.csv (Copenhagen Networks
Study); what is missing there is left out. Two beds are made: of each of them only the first direction of every pair, as where
many address one and nobody writes back; and 20,000 drawn people whose popularity has nothing to do with how much they say.
Everybody of the first half is ranked by each column of users.csv; the target is the number of distinct people who address
them in the second half. Prints Markdown: Spearman's rank correlation with a 95 % interval (bootstrap over people), and the precision at
50 (ties shared fairly), and the difference to influence without attention. Makes a virtual environment with numpy, scipy and
pandas when there is none.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
VENV = ROOT / "target" / "foretell-venv"

if not os.environ.get("FORETELL_VENV"):
    if not (VENV / "bin" / "python").exists():
        venv.create(VENV, with_pip=True)
        subprocess.run([VENV / "bin" / "python", "-m", "pip", "install", "-q", "numpy", "scipy", "pandas"], check=True)
    python = str(VENV / "bin" / "python")
    os.execve(python, [python, __file__, *sys.argv[1:]], {**os.environ, "FORETELL_VENV": "1"})

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from scipy.sparse import coo_matrix, diags  # noqa: E402
from scipy.stats import rankdata  # noqa: E402


def real(folder, name):
    """The events of a data set: from, to, seconds; none where it is not there."""
    path = folder / name
    if not path.exists():
        return None
    rows = pd.read_csv(path)
    of = lambda *names: rows[next(column for column in names if column in rows)]
    at = of("at", "timestamp")
    if not np.issubdtype(at.dtype, np.number):
        at = pd.to_datetime(at, utc=True).map(pd.Timestamp.timestamp)
    sender, to = of("from_id", "sender", "caller"), of("to_id", "recipient", "callee")
    rows = pd.DataFrame({"from_id": sender.astype(str), "to_id": to.astype(str), "at": at})
    return rows[rows.from_id != rows.to_id].sort_values("at", kind="stable")


def one_way(events):
    """Only the events of each pair that go the way of its first."""
    first, keep = {}, []
    for way in zip(events.from_id, events.to_id):
        keep.append(first.setdefault(frozenset(way), way) == way)
    return events[keep]


def drawn(people=20_000, events=150_000, seed=3):
    """Mentions: how often one is mentioned and how much one says are heavy-tailed and independent; one in fifty goes back."""
    random = np.random.default_rng(seed)
    popular = random.pareto(1.2, people) + 0.05
    active = random.pareto(1.3, people) + 0.05
    later = popular * np.exp(random.normal(0, 0.7, people))
    choose = lambda weights, n: random.choice(people, n, p=weights / weights.sum())
    sender = choose(active, events)
    to = np.concatenate([choose(popular, events // 2), choose(later, events - events // 2)])
    back = random.random(events) < 0.02
    rows = pd.DataFrame({"from_id": np.where(back, to, sender), "to_id": np.where(back, sender, to)}).astype(str)
    rows["at"] = 1_700_000_000 + 60 * np.arange(events)
    return rows[rows.from_id != rows.to_id]


def page_rank(events, users):
    """Directed, damping 0.85."""
    number = {user: i for i, user in enumerate(users)}
    n = len(users)
    ways = {(number[a], number[b]) for a, b in zip(events.from_id, events.to_id)}
    sender, to = np.array(sorted(ways)).T
    ways = coo_matrix((np.ones(len(to)), (to, sender)), shape=(n, n)).tocsr()
    sent = np.asarray(ways.sum(0)).ravel()
    step, rank = ways @ diags(1 / np.maximum(sent, 1)), np.full(n, 1 / n)
    for _ in range(100):
        rank = 0.15 / n + 0.85 * (step @ rank + rank[sent == 0].sum() / n)
    return rank


def measures(program, events, folder):
    """What renmai says of everybody in the events."""
    table = folder / "interactions.csv"
    shifted = events.assign(at=events["at"] - events["at"].min() + 1_700_000_000, kind="private_chat")
    shifted.to_csv(table, index=False)
    out = folder / "out"
    command = [program, "report", "--interactions", table, "--out", out]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    users = pd.read_csv(out / "users.csv", dtype={"user_id": str})
    percentile = lambda column: (rankdata(users[column]) - 1) / max(len(users) - 1, 1)
    users[FORMER] = (4 * percentile("strength") + 3 * percentile("degree")) / 7
    users["PageRank"] = page_rank(events, list(users.user_id))
    return users


def top(values, k):
    """Per person, how surely they are among the first k, ties shared."""
    k = min(k, len(values))
    bound = np.sort(values)[-k]
    return np.where(values > bound, 1.0, np.where(values == bound, (k - (values > bound).sum()) / (values == bound).sum(), 0.0))


def correlation(a, b):
    return np.corrcoef(rankdata(a), rankdata(b))[0, 1]


FILES = {
    "CollegeMsg": "collegemsg/interactions.csv",
    "Copenhagen, messages": "copenhagen/sms.csv",
    "Copenhagen, calls": "copenhagen/calls.csv",
}
FORMER = "influence without attention"
COLUMNS = ["influence", FORMER, "attention", "listeners", "degree", "strength", "PageRank", "betweenness"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--share", type=float, default=0.5, help="of the events that are known")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "target" / "release" / "renmai")
    options = parser.parse_args()
    beds = {}
    for name, path in FILES.items():
        events = real(options.folder, path)
        if events is not None:
            beds[name] = events
            beds[f"{name}, one way"] = one_way(events)
    beds["drawn mentions"] = drawn()
    for name, events in beds.items():
        known = int(len(events) * options.share)
        first, second = events.iloc[:known], events.iloc[known:]
        with tempfile.TemporaryDirectory() as folder:
            users = measures(options.program, first, pathlib.Path(folder))
        addressers = second.groupby("to_id").from_id.nunique()
        target = users.user_id.map(addressers).fillna(0).to_numpy()
        random = np.random.default_rng(1)
        draws = [random.integers(0, len(users), len(users)) for _ in range(options.draws)]
        values = {column: users[column].to_numpy() for column in COLUMNS}
        before = np.array([correlation(values[FORMER][d], target[d]) for d in draws])
        print(f"\n**{name}**: {len(users):,} people, {len(events):,} events\n")
        print("| ranked by | Spearman | 95 % | against influence without attention | precision at 50 |\n|---|---|---|---|---|")
        for column in COLUMNS:
            drawn_values = np.array([correlation(values[column][d], target[d]) for d in draws])
            low, high = np.quantile(drawn_values, [0.025, 0.975])
            less, more = np.quantile(drawn_values - before, [0.025, 0.975])
            against = "" if column == FORMER else f"{less:+.3f} to {more:+.3f}"
            precision = (top(values[column], 50) * top(target, 50)).sum() / 50
            print(f"| {column} | {correlation(values[column], target):.3f} | {low:.3f} to {high:.3f} | {against} | {precision:.2f} |")


if __name__ == "__main__":
    main()
