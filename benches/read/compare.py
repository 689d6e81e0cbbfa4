#!/usr/bin/env python3
"""Reading the five tables: renmai (reading and building the layers) beside DuckDB (reading into tables).

    cargo run --release -- generate --users 1000000 --seed 1 --out DIR
    python3 benches/read/compare.py DIR [--rounds 5] [--threads 2] [--only duckdb|renmai]

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
folder, threads, tables = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
start = time.perf_counter()
db = duckdb.connect(":memory:", config={"threads": threads})
rows = 0
for table in tables:
    db.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{folder}/{table}.csv')")
    rows += db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "peak_bytes": peak, "rows": rows, "version": duckdb.__version__}))
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", choices=["duckdb", "renmai"])
    options = parser.parse_args()
    folder = options.folder.resolve()
    runners = {}
    if options.only != "renmai":
        runners["duckdb"] = [python_with_duckdb(), "-c", DUCKDB, folder, options.threads, *TABLES]
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
