#!/usr/bin/env python3
"""Which measure of the first half of the data foretells the second: by how many people somebody is addressed, how many they meet?

    cargo build --release
    python3 benches/influence/foretell.py DIR [--draws 1000] [--share 0.5] [--grid] [--only TEXT]

DIR holds collegemsg/interactions.csv (SNAP, CollegeMsg), copenhagen/sms.csv, copenhagen/calls.csv (Copenhagen Networks Study) and
nashville/nashnetx_rsvps.csv, nashville/meta-events.csv (Meetup in Nashville); what is missing there is left out. Beds are made, too:
of the messages and calls only the first direction of every pair, as where many address one and nobody writes back; and 20,000
drawn people whose popularity has nothing to do with how much they say.

Everybody of the first half is ranked by each column of users.csv. The target is, for messages and calls, the number of distinct people who
address them in the second half. RSVPs address nobody: there it is the number of distinct people with whom somebody shares an event in
the second half: all of them, only those met for the first time, or all among those who come again; what is known is either the groups
or the events of the first.

Prints Markdown: Spearman's rank correlation and the precision at 50 (ties shared fairly) with 95 % intervals, and the difference to
influence without attention (where nobody is addressed, to influence); then what other weights of influence would give against those in force, by set and over all (--grid:
every one of them). Intervals come from a paired bootstrap over people: they tell how sure a figure is for people such as those of
the set, not for other sets. Makes a virtual environment with numpy, scipy and pandas when there is none.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import venv
from typing import NamedTuple

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


class Question(NamedTuple):
    """What is known of the first half, and what is asked of the second."""

    name: str
    table: str
    """Which of renmai's tables `known` is."""
    known: pd.DataFrame
    people: np.ndarray
    """Everybody in `known`, sorted; rows and columns of `ways`, order of `target`."""
    ways: object
    """Who (column) leads to whom (row)."""
    target: np.ndarray
    among: np.ndarray
    """Whose targets are compared; all of `people` are ranked."""
    everybody: np.ndarray
    """From whom draws are made: all people of the data, the same for all questions about them."""


def matrix(rows, columns, shape):
    """1 wherever row and column are named together."""
    cells = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr()
    cells.data[:] = 1
    return cells


def halves(rows, share):
    """Rows in order of time, cut where `share` of them is over; what happened at one time stays together."""
    rows = rows.sort_values("at", kind="stable")
    before = rows["at"] < rows["at"].iloc[int(len(rows) * share)]
    return rows[before], rows[~before]


# Messages, calls, mentions


def messages(folder, name):
    """The events of a data set: from, to, seconds; none where it is not there."""
    path = folder / name
    if not path.exists():
        return None
    rows = pd.read_csv(path)
    of = lambda *names: rows[next(column for column in names if column in rows)]
    sender, to = of("from_id", "sender", "caller"), of("to_id", "recipient", "callee")
    rows = pd.DataFrame({"from_id": sender.astype(str), "to_id": to.astype(str), "at": of("at", "timestamp")})
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


def addressed(name, events, everybody, share):
    """By how many distinct people is somebody addressed?"""
    first, second = halves(events, share)
    people = np.unique(first[["from_id", "to_id"]])
    ways = matrix(people.searchsorted(first.to_id), people.searchsorted(first.from_id), (len(people), len(people)))
    target = second.groupby("to_id").from_id.nunique().reindex(people, fill_value=0).to_numpy()
    known = first.assign(at=first["at"] - first["at"].min() + 1_700_000_000, kind="private_chat")
    return Question(name, "interactions", known, people, ways, target, np.ones(len(people), bool), everybody)


# RSVPs


def rsvps(folder):
    """Who said to come to which event of which group, and when it was; none where it is not there."""
    said, events = folder / "nashville" / "nashnetx_rsvps.csv", folder / "nashville" / "meta-events.csv"
    if not (said.exists() and events.exists()):
        return None
    rows = pd.read_csv(said, dtype=str).drop_duplicates().merge(pd.read_csv(events, dtype=str), on="event_id")
    rows = rows.rename(columns={"member_id": "user_id", "time": "at"})
    return rows.assign(at=pd.to_datetime(rows["at"], format="ISO8601")).sort_values(["at", "event_id", "user_id"])


def together(rows, column, people):
    """Which of the people share one of the column."""
    number, things = pd.factorize(rows[column])
    incidence = matrix(people.searchsorted(rows.user_id), number, (len(people), len(things)))
    pairs = (incidence @ incidence.T).tocoo()
    others = pairs.row != pairs.col
    return matrix(pairs.row[others], pairs.col[others], pairs.shape)


def met(rows, share):
    """With how many distinct people does somebody share an event: all, those met for the first time, and all again, compared only
    among those who come again at all?"""
    first, second = halves(rows, share)
    everybody, people = np.unique(rows.user_id), np.unique(first.user_id)
    before, after = together(first, "event_id", everybody), together(second, "event_id", everybody)
    count = lambda pairs: np.asarray(pairs.sum(1)).ravel()[everybody.searchsorted(people)].astype(int)
    every, new, all_people = count(after), count(after - after.multiply(before)), np.ones(len(people), bool)
    again = np.isin(people, second.user_id)
    for column, known_by in [("group_id", "groups"), ("event_id", "events")]:
        known = first[["user_id", column]].drop_duplicates().rename(columns={column: "group_id"})
        ways = together(first, column, people)
        for name, target, among in [("met", every, all_people), ("newly met", new, all_people), ("met, who comes again", every, again)]:
            yield Question(f"Nashville by {known_by}, {name}", "memberships", known, people, ways, target, among, everybody)


# What is computed


def page_rank(ways):
    """Damping 0.85."""
    n = ways.shape[0]
    sent = np.asarray(ways.sum(0)).ravel()
    step, rank = ways @ diags(1 / np.maximum(sent, 1)), np.full(n, 1 / n)
    for _ in range(100):
        rank = 0.15 / n + 0.85 * (step @ rank + rank[sent == 0].sum() / n)
    return rank


def measures(program, question):
    """What renmai says of everybody who is known."""
    with tempfile.TemporaryDirectory() as folder:
        table, out = pathlib.Path(folder) / "table.csv", pathlib.Path(folder) / "out"
        question.known.to_csv(table, index=False)
        command = [program, "report", f"--{question.table}", table, "--out", out]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        users = pd.read_csv(out / "users.csv", dtype={"user_id": str}, low_memory=False)
    return users.set_index("user_id").loc[question.people]


class Levels:
    """Values of people by their order; ranks in a draw, where people count several times or not at all, take no sorting."""

    def __init__(self, values):
        self.level = np.unique(values, return_inverse=True)[1]

    def ranks(self, counts):
        """Mean ranks, around 0."""
        on = np.bincount(self.level, counts)
        return (np.cumsum(on) - (on - 1) / 2 - (counts.sum() + 1) / 2)[self.level]

    def top(self, counts, k):
        """Per person, how surely they are among the first k, ties shared."""
        on = np.bincount(self.level, counts)
        above = on.sum() - np.cumsum(on)
        return np.clip((k - above) / np.maximum(on, 1), 0, 1)[self.level]


def correlation(a, b, counts):
    return (counts * a * b).sum() / np.sqrt((counts * a * a).sum() * (counts * b * b).sum())


def foretold(question, columns, draws):
    """Spearman's correlation and precision at 50 of each column; the first row is that of everybody once, one more a draw."""
    people, population = question.people[question.among], len(question.everybody)
    at, random = question.everybody.searchsorted(people), np.random.default_rng([1, population])
    columns, target = [Levels(np.asarray(values)[question.among]) for values in columns], Levels(question.target[question.among])
    spearman, precision = np.empty((2, draws + 1, len(columns)))
    for draw in range(draws + 1):
        drawn_people = random.integers(0, population, population) if draw else np.arange(population)
        counts = np.bincount(drawn_people, minlength=population)[at].astype(float)
        ranks, top = target.ranks(counts), counts * target.top(counts, FIRST)
        for i, column in enumerate(columns):
            spearman[draw, i] = correlation(column.ranks(counts), ranks, counts)
            precision[draw, i] = (top * column.top(counts, FIRST)).sum() / FIRST
    return spearman, precision


# Influence with other weights


def shares(total, parts):
    """All ways to deal out a total in whole numbers."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in shares(total - first, parts - 1):
            yield (first, *rest)


def weightings(users):
    """Weights of the parts that these people have, in hundredths before the missing parts drop out: attention 0 to 0.9 in tenths, the
    others in tenths of the rest, where a missing one keeps what it has by default."""
    has = [part for part in OTHERS if users[part].any()]
    free = sum(OTHERS[part] for part in has)
    for tenths in range(10) if users.listeners.any() else [0]:
        for rest in shares(free, len(has)):
            yield {"attention": 10 * tenths, **{part: (10 - tenths) * share for part, share in zip(has, rest)}}


def weighted(users, weights):
    """Whole numbers times ranks in halves: equal scores are equal."""
    return sum(weight * rankdata(users[part]) for part, weight in weights.items())


class Grid(NamedTuple):
    """Spearman's correlation of influence by weights."""

    name: str
    weights: list
    """Dicts, those in force first."""
    spearman: np.ndarray
    """Draws × weights."""

    @property
    def against(self):
        """To those in force."""
        return self.spearman - self.spearman[:, :1]

    def bands(self):
        """95 % intervals of all differences at once: the most that any strays, in standard errors of its own, bounds all."""
        known, drawn_values = self.against[0], self.against[1:]
        error = drawn_values.std(0)
        stray = np.abs(drawn_values - known) / np.where(error > 0, error, np.inf)
        reach = np.quantile(stray.max(1), 0.95) * error
        return known - reach, known + reach


def grid(question, users, draws):
    tenths = ATTENTION if users.listeners.any() else 0
    weights = list(weightings(users))
    in_force = {part: 10 * tenths if part == "attention" else (10 - tenths) * OTHERS[part] for part in weights[0]}
    weights.sort(key=lambda each: each != in_force)
    # As the program counts: the same parts drop out, the same scores are equal.
    score = (weighted(users, in_force) / sum(in_force.values()) - 1) / (len(users) - 1) * 100
    assert weights[0] == in_force and np.allclose(score, users.influence, rtol=0, atol=1e-6), question.name
    return Grid(question.name, weights, foretold(question, [weighted(users, each) for each in weights], draws)[0])


def mean(name, grids):
    return Grid(name, grids[0].weights, np.mean([each.spearman for each in grids], axis=0))


# What is told


def interval(values, form):
    low, high = np.quantile(values[1:], [0.025, 0.975])
    return f"{low:{form}} to {high:{form}}"


def tell(question, users, draws):
    """The table of the columns."""
    percentile = lambda column: (rankdata(users[column]) - 1) / max(len(users) - 1, 1)
    users = users.assign(**{"PageRank": page_rank(question.ways), FORMER: (4 * percentile("strength") + 3 * percentile("degree")) / 7})
    columns = [column for column in COLUMNS if users[column].any() and (users.listeners.any() or column != FORMER)]
    spearman, precision = foretold(question, [users[column] for column in columns], draws)
    against = columns.index(FORMER if FORMER in columns else "influence")
    target = question.target[question.among]
    last = np.sort(target)[-FIRST]
    print(f"\n**{question.name}**: {len(target):,} people; target 0 for {(target == 0).mean():.0%}, at least {last} for the first {FIRST}, "
          f"and {(target == last).sum()} have just that\n")
    print(f"| ranked by | Spearman | 95 % | against {columns[against]} | precision at {FIRST} | 95 % | largest tie |\n"
          "|---|---|---|---|---|---|---|")
    for i, column in enumerate(columns):
        difference = "" if i == against else interval(spearman[:, i] - spearman[:, against], "+.3f")
        tie = users[column][question.among].value_counts().max() / len(target)
        print(f"| {column} | {spearman[0, i]:.3f} | {interval(spearman[:, i], '.3f')} | {difference} "
              f"| {precision[0, i]:.2f} | {interval(precision[:, i], '.2f')} | {tie:.0%} |")


def shown(weights):
    total = sum(weights.values())
    return ", ".join(f"{part} {weight / total:.2f}" for part, weight in weights.items() if weight)


def tell_weights(grids, full):
    """By set: how far the weights in force are from the best of the grid, and how many cannot be told from them."""
    print("\n**Weights of influence**, as shares of the parts that a set has. The best is the best of the grid after the fact, so the 95 % "
          "interval of one difference flatters it; that of all at once does not.\n")
    print("| set | weights | in force | best | weights of the best | best − in force | 95 % | all at once "
          "| surely better | surely worse | not told apart |\n|---|---|---|---|---|---|---|---|---|---|---|")
    for each in grids:
        low, high = each.bands()
        best, worse, better = each.spearman[0].argmax(), (high < 0).sum(), (low > 0).sum()
        print(f"| {each.name} | {len(each.weights)} | {each.spearman[0, 0]:.3f} | {each.spearman[0, best]:.3f} | {shown(each.weights[best])} "
              f"| {each.against[0, best]:+.3f} | {interval(each.against[:, best], '+.3f')} | {low[best]:+.3f} to {high[best]:+.3f} "
              f"| {better} | {worse} | {len(each.weights) - 1 - better - worse} |")
    for each in grids if full else []:
        low, high = each.bands()
        print(f"\n**{each.name}**: every weighting, against that in force\n")
        print("| weights | Spearman | difference | 95 % | all at once |\n|---|---|---|---|---|")
        for i, weights in enumerate(each.weights):
            print(f"| {shown(weights)} | {each.spearman[0, i]:.3f} | {each.against[0, i]:+.3f} | {interval(each.against[:, i], '+.3f')} "
                  f"| {low[i]:+.3f} to {high[i]:+.3f} |")


def tell_worst(name, grids):
    """The most that weights lose anywhere to the best there, those in force and those of which it is least; and how many are nowhere
    surely worse than those in force."""
    lost = np.max([each.spearman[0].max() - each.spearman[0] for each in grids], axis=0)
    least, bands = lost.argmin(), [each.bands() for each in grids]
    better = np.any([low > 0 for low, _ in bands], axis=0)
    worse = np.any([high < 0 for _, high in bands], axis=0)
    print(f"\n{name}, the most that is lost on any set to the best of the grid there: in force {lost[0]:.3f}; least {lost[least]:.3f} with "
          f"{shown(grids[0].weights[least])}; no more than in force with {(lost <= lost[0]).sum() - 1} of the other {len(lost) - 1}. Of these, "
          f"{(better & ~worse).sum()} are surely better on some set and surely worse on none, {(better & worse).sum()} both, "
          f"{(~better & worse).sum()} only worse, {(~better & ~worse).sum() - 1} neither.")


def tell_attention(grids):
    """How the weight of attention alone matters, the others in their proportions; and the most that each weight loses anywhere."""
    others = {part: OTHERS[part] for part in grids[0].weights[0] if part != "attention"}
    row = {}
    for i, weights in enumerate(grids[0].weights):
        tenths = weights["attention"] // 10
        if all(weights[part] == (10 - tenths) * share for part, share in others.items()):
            row[tenths] = i
    print("\n**Weight of attention**, the others in their proportions: difference to that in force, 95 %; and the most that is lost on any set to the "
          "best weight of attention there\n")
    print("| set |" + "".join(f" {tenths / 10} |" for tenths in sorted(row)) + "\n|---|" + "---|" * len(row))
    for each in grids:
        cells = [f"{each.against[0, row[t]]:+.3f} ({interval(each.against[:, row[t]], '+.3f')})" for t in sorted(row)]
        print(f"| {each.name} | " + " | ".join(cells) + " |")
    at = [row[t] for t in sorted(row)]
    lost = np.max([each.spearman[0, at].max() - each.spearman[0, at] for each in grids], axis=0)
    print("| most lost | " + " | ".join(f"{value:.3f}" for value in lost) + " |")


FILES = {
    "CollegeMsg": "collegemsg/interactions.csv",
    "Copenhagen, messages": "copenhagen/sms.csv",
    "Copenhagen, calls": "copenhagen/calls.csv",
}
DRAWN = "drawn mentions"
FIRST = 50
FORMER = "influence without attention"
COLUMNS = ["influence", FORMER, "attention", "listeners", "groups", "degree", "strength", "PageRank", "betweenness"]
# The weights in force: attention in tenths, the others in tenths of the rest.
ATTENTION = 5
OTHERS = {"strength": 4, "degree": 3, "remarks": 2, "groups": 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--share", type=float, default=0.5, help="of the rows that are known")
    parser.add_argument("--grid", action="store_true", help="print every weighting")
    parser.add_argument("--only", default="", help="sets whose name holds this")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "target" / "release" / "renmai")
    options = parser.parse_args()
    sets = {name: messages(options.folder, path) for name, path in FILES.items()}
    sets = {name: events for name, events in sets.items() if events is not None}
    one = {f"{name}, one way": one_way(events) for name, events in sets.items()}
    questions = []
    for name, events in {**sets, **one, DRAWN: drawn()}.items():
        of = name.split(",")[0]
        known = [each for other, each in sets.items() if other.split(",")[0] == of] or [events]
        everybody = np.unique(pd.concat(known)[["from_id", "to_id"]])
        questions.append(addressed(name, events, everybody, options.share))
    said = rsvps(options.folder)
    questions += [] if said is None else met(said, options.share)
    grids = {}
    for question in questions:
        if options.only in question.name:
            users = measures(options.program, question)
            tell(question, users, options.draws)
            grids[question.name] = grid(question, users, options.draws)
    as_is, turned = ([grids[name] for name in names if name in grids] for names in (sets, one))
    means = [mean("mean as they are", as_is)] if as_is else []
    means += [mean("mean one way", turned), mean("mean of both", as_is + turned)] if as_is and turned else []
    tell_weights([*grids.values(), *means], options.grid)
    directed = [each for each in grids.values() if each.weights[0]["attention"]]
    reach = [each for each in grids.values() if not each.weights[0]["attention"]]
    for name, some in [("Messages, calls and mentions", directed), ("RSVPs", reach)]:
        if some:
            tell_worst(name, some)
    if directed:
        tell_attention(directed + means)


if __name__ == "__main__":
    main()
