#!/usr/bin/env python3
"""Reading the five tables: renmai (reading and building the layers) beside DuckDB (reading into tables).

    cargo run --release -- generate --users 1000000 --seed 1 --out DIR
    python3 benches/read/compare.py DIR [--rounds 5] [--threads 2] [--only duckdb|renmai]
    python3 benches/read/compare.py DIR --whole [--rounds 3]

With --whole: the whole `renmai report` with its defaults (target/release/renmai, which must be there) beside DuckDB
reading the tables and listing the pairs who share a group, which is where every one-mode tool begins.

Makes a virtual environment with duckdb beside this file when there is none. The two take turns (A B A B …), each
run in a process of its own; a first round that is not counted warms the page cache. Prints a Markdown table.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VENV = ROOT / "target" / "compare-venv"
TABLES = ["memberships", "interactions", "users", "purchases"]

# Runs inside the virtual environment: reads the four big tables, as text where they are text, and prints JSON.
DUCKDB = """
import duckdb, json, resource, sys, time
folder, threads, tables = sys.argv[1], int(sys.argv[2]), sys.argv[4:]
start = time.perf_counter()
db = duckdb.connect(":memory:", config={"threads": threads})
rows = 0
for table in tables:
    db.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{folder}/{table}.csv')")
    rows += db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
reading = time.perf_counter() - start
pairs = 0
if sys.argv[3] == "pairs":
    db.execute("CREATE TABLE pairs AS SELECT a.user_id AS a, b.user_id AS b, count(*) AS k FROM memberships a "
               "JOIN memberships b ON a.group_id = b.group_id AND a.user_id < b.user_id GROUP BY ALL")
    pairs = db.execute("SELECT count(*) FROM pairs").fetchone()[0]
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "peak_bytes": peak, "rows": rows, "reading": reading, "pairs": pairs, "version": duckdb.__version__}))
"""


def python_with_duckdb():
    python = VENV / "bin" / "python"
    if not python.exists():
        venv.create(VENV, with_pip=True)
    if subprocess.run([python, "-c", "import duckdb"], stderr=subprocess.DEVNULL).returncode:
        subprocess.run([python, "-m", "pip", "install", "-q", "duckdb"], check=True, stdout=sys.stderr)
    return python


def bench_binary():
    """Builds benches/read.rs and returns the program."""
    out = subprocess.run(
        ["cargo", "bench", "--bench", "read", "--no-run", "--message-format=json"],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout
    for line in out.splitlines():
        message = json.loads(line)
        if message.get("executable") and message.get("target", {}).get("name") == "read":
            return message["executable"]
    raise SystemExit("cargo named no program for the bench 'read'")


def run(command):
    result = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True)
    if result.returncode:
        raise SystemExit(f"failed: {' '.join(map(str, command[:2]))}")
    return json.loads(result.stdout.strip().splitlines()[-1])


# Runs one report into a folder that is gone afterwards; what it says of its stages, as JSON.
REPORT = """
import json, pathlib, resource, subprocess, sys, tempfile, time
renmai, folder, threads, tables = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
with tempfile.TemporaryDirectory() as home:
    out = pathlib.Path(home) / "out"
    files = [part for table in tables for part in (f"--{table}", f"{folder}/{table}.csv")]
    start = time.perf_counter()
    subprocess.run([renmai, "report", *files, "--threads", threads, "--out", out], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    manifest = json.loads((out / "manifest.json").read_text())
stages = {stage["stage"]: stage["seconds"] for stage in manifest["stages"]}
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "peak_bytes": peak, "stages": stages, "version": manifest["version"]}))
"""


def whole(options, folder):
    """The report beside DuckDB's reading and its list of pairs, in turns."""
    runners = {
        "duckdb": [python_with_duckdb(), "-c", DUCKDB, folder, options.threads, "pairs", *TABLES],
        "renmai": [sys.executable, "-c", REPORT, ROOT / "target" / "release" / "renmai", folder, options.threads, *TABLES],
    }
    results = {name: [] for name in runners}
    for round in range(options.rounds):
        for name, command in runners.items():
            results[name].append(run(command))
            print(f"round {round} {name}: {results[name][-1]['seconds']:.1f} s", file=sys.stderr)
    duckdb, renmai = results["duckdb"], results["renmai"]
    middle = lambda runs, of: statistics.median(map(of, runs))
    reading, listing = middle(duckdb, lambda r: r["reading"]), middle(duckdb, lambda r: r["seconds"])
    report = middle(renmai, lambda r: r["seconds"])
    rest = middle(renmai, lambda r: r["seconds"] - r["stages"]["betweenness"])
    print(f"{options.threads} threads, {options.rounds} rounds in turn, medians; DuckDB {duckdb[0]['version']}, "
          f"{duckdb[0]['pairs']:,} pairs\n")
    print("| | s | peak MB |\n|---|---:|---:|")
    print(f"| DuckDB, reading | {reading:.1f} | |")
    print(f"| DuckDB, reading and listing of pairs | {listing:.1f} | {max(r['peak_bytes'] for r in duckdb) / 1e6:,.0f} |")
    print(f"| renmai, report | {report:.1f} | {max(r['peak_bytes'] for r in renmai) / 1e6:,.0f} |")
    for stage in renmai[0]["stages"]:
        print(f"| – {stage} | {middle(renmai, lambda r: r['stages'][stage]):.1f} | |")
    print(f"\nreport / (reading and listing): {report / listing:.2f}")
    print(f"report without betweenness / reading: {rest / reading:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--only", choices=["duckdb", "renmai"])
    options = parser.parse_args()
    folder = options.folder.resolve()
    if options.whole:
        return whole(options, folder)
    runners = {}
    if options.only != "renmai":
        runners["duckdb"] = [python_with_duckdb(), "-c", DUCKDB, folder, options.threads, "tables", *TABLES]
    if options.only != "duckdb":
        runners["renmai"] = [bench_binary(), folder, options.threads]
    results = {name: [] for name in runners}
    for round in range(options.rounds + 1):
        for name, command in runners.items():
            result = run(command)
            print(f"round {round} {name}: {result['seconds']:.2f} s", file=sys.stderr)
            if round:
                results[name].append(result)
    size = sum((folder / f"{table}.csv").stat().st_size for table in TABLES)
    print(f"{size / 1e6:.0f} MB of CSV, {options.threads} threads, {options.rounds} rounds in turn, {os.cpu_count()} processors\n")
    print("| | median s | min s | max s | peak MB |\n|---|---|---|---|---|")
    label = {"duckdb": "DuckDB, reading", "renmai": "renmai, reading and building"}
    medians = {}
    for name, runs in results.items():
        seconds = [r["seconds"] for r in runs]
        medians[name] = statistics.median(seconds)
        peak = max(r["peak_bytes"] for r in runs) / 1e6
        version = f" {runs[0]['version']}" if "version" in runs[0] else ""
        row = f"{medians[name]:.2f} | {min(seconds):.2f} | {max(seconds):.2f} | {peak:.0f}"
        print(f"| {label[name]}{version} | {row} |")
    if len(medians) == 2:
        print(f"\nratio renmai / DuckDB: {medians['renmai'] / medians['duckdb']:.2f}")


if __name__ == "__main__":
    main()
