#!/usr/bin/env python3
"""Do people answer to the recommended hours later? The lift of contact windows on events that they were not estimated from.

    cargo build --release
    python3 benches/hours/later.py DIR [--program target/release/renmai]

DIR holds collegemsg/interactions.csv (SNAP, CollegeMsg) and copenhagen/sms.csv, copenhagen/calls.csv (Copenhagen Networks Study);
what is missing there is left out. Two sets are generated (`renmai generate`), and one is drawn in which everybody has hours of
their own. The program sees the events before the median moment and says everybody's window on the KOC list, which is opened to all.
The later events judge. Prints Markdown: whose windows were told, the lift (share of events in the window by its share of the week,
mean over people) of what was told and of everybody's window, both over the same people; the difference with its standard error; and what
each person's own busiest hours, untested, would have got. Only Python is needed.
"""
import argparse
import collections
import csv
import datetime
import json
import pathlib
import random
import re
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
OPEN = """lang = "en"
top = 0
[input]
interactions = ["interactions.csv"]
{memberships}
[selection]
tiers = ["S", "A", "B", "C", "D", "unknown"]
contact_days = 100000
[selection.koc]
influence_top_percent = 100.0
[betweenness]
method = "sampled"
[seeds]
k = 0
"""


def events(*paths):
    """Rows of from, to, seconds, in the order of time."""
    found = []
    for path in paths:
        with open(path, encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                of = lambda *names: next((row[name] for name in names if row.get(name)), None)
                at = of("at", "timestamp")
                if at and not at.isdigit():
                    moment = datetime.datetime.fromisoformat(at.replace("Z", "+00:00"))
                    zone = datetime.timezone(datetime.timedelta(hours=8))
                    at = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
                sender, to = of("from_id", "sender", "caller"), of("to_id", "recipient", "callee")
                if at and sender != to:
                    # Copenhagen counts from the midnight of a Sunday.
                    at = int(at) if int(at) > 10**9 else int(at) + 1_703_952_000
                    found.append((at, sender, to, float(row.get("count") or 1)))
    return sorted(found)


def habits(people=300, weeks=40, seed=5):
    """Half of what anybody writes falls into two hours of the week that are theirs."""
    draw, found = random.Random(seed), []
    for person in range(people):
        mine = 24 * draw.randrange(7) + draw.randrange(8, 21)
        for week in range(weeks):
            for _ in range(4):
                hour = mine + draw.randrange(2) if draw.random() < 0.5 else 24 * draw.randrange(7) + draw.randrange(7, 24)
                found.append((1_704_038_400 + 3600 * (168 * week + hour), f"p{person}", f"p{draw.randrange(people)}", 1.0))
    return sorted(row for row in found if row[1] != row[2])


def cell(at):
    """Hour of the week in Shanghai, Monday first."""
    at += 8 * 3600
    return (at // 86_400 + 3) % 7 * 24 + at % 86_400 // 3600


def by_person(rows):
    """Events of each end by hour of the week."""
    found = collections.defaultdict(lambda: [0.0] * 168)
    for at, sender, to, count in rows:
        found[sender][cell(at)] += count
        found[to][cell(at)] += count
    return found


def lift(hours, window):
    day, start, end = window
    return sum(hours[24 * day + start : 24 * day + end]) / sum(hours) * 168 / (end - start)


def told(program, rows, memberships):
    """Everybody's window, and each person's with its basis, from these events."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        with open(folder / "interactions.csv", "w", newline="") as file:
            out = csv.writer(file)
            out.writerow(["from_id", "to_id", "at", "count"])
            out.writerows((sender, to, at, count) for at, sender, to, count in rows)
        line = f'memberships = ["{memberships}"]' if memberships else ""
        (folder / "renmai.toml").write_text(OPEN.format(memberships=line))
        done = subprocess.run([program, "report", "--out", "out", "renmai.toml"], cwd=folder, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        best = json.load(open(folder / "out" / "summary.json"))["hours"]["best"]
        found = {}
        with open(folder / "out" / "koc.csv", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                day, start, end = re.match(r"(\w+) (\d+)–(\d+) h", row["best_window"]).groups()
                found[row["user_id"]] = ((DAYS.index(day), int(start), int(end)), row["window_basis"])
        return (best["weekday"], best["from"], best["to"]), found


def line(name, program, rows, memberships=None):
    cut = rows[len(rows) // 2][0]
    early, late = [row for row in rows if row[0] < cut], by_person(row for row in rows if row[0] >= cut)
    everybody, people = told(program, early, memberships)
    early = by_person(early)
    people = {person: found for person, found in people.items() if person in late}
    bases = collections.Counter(basis for _, basis in people.values())
    mine = [lift(late[person], window) for person, (window, _) in people.items()]
    all_ = [lift(late[person], everybody) for person in people]
    gain = [a - b for a, b in zip(mine, all_)]
    error = statistics.stdev(gain) / len(gain) ** 0.5
    untested = []
    for person in people:
        hours = early[person]
        starts = [(24 * day + hour) for day in range(7) for hour in range(8, 21)]
        best = max(starts, key=lambda at: hours[at] + hours[at + 1])
        if sum(hours) >= 20:
            window = (best // 24, best % 24, best % 24 + 2)
            untested.append((lift(late[person], window), lift(late[person], everybody)))
    bare = f"{statistics.mean(a for a, _ in untested):.2f} against {statistics.mean(b for _, b in untested):.2f}" if untested else "–"
    assert statistics.mean(mine) >= statistics.mean(all_) - 1e-9, f"{name}: worse than everybody's window"
    counts = " / ".join(str(bases[basis]) for basis in ("person", "circle", "all"))
    print(f"| {name} | {counts} | {statistics.mean(mine):.2f} | {statistics.mean(all_):.2f} | {statistics.mean(gain):+.2f} ± {error:.2f} | {bare} ({len(untested)}) |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "target" / "release" / "renmai")
    options = parser.parse_args()
    program = options.program.resolve()
    print("| data | own / circle's / everybody's told | lift of what is told | of everybody's | difference | own hours untested (people with 20 events) |")
    print("|---|---|---|---|---|---|")
    for name, files in [("CollegeMsg", ["collegemsg/interactions.csv"]), ("Copenhagen", ["copenhagen/sms.csv", "copenhagen/calls.csv"])]:
        files = [options.data / file for file in files if (options.data / file).exists()]
        if files:
            line(name, program, events(*files))
    for users, seed, each in [(5_000, 1, 20), (10_000, 2, 10)]:
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "g"
            command = [program, "generate", "--users", str(users), "--seed", str(seed), "--interactions-per-user", str(each), "--out", out]
            subprocess.run(command, check=True, capture_output=True)
            name = f"generated, {users:,} people, seed {seed}"
            line(name, program, events(out / "interactions.csv"), out / "memberships.csv")
    line("drawn with habits", program, habits())


if __name__ == "__main__":
    main()
