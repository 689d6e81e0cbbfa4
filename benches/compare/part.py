"""What the other tools would need where they take too long: betweenness from some of the sources, times what is left out.

    target/peers-venv/bin/python benches/compare/part.py CASE SOURCES [ROUNDS]

after `benches/compare/run --cases CASE --peers none` has made the graph (and `target/release/renmai` is there). NetworKit at 2 threads (EstimateBetweenness, its own
sources) and igraph (sources drawn from a fixed seed), renmai whole, in turns; a Markdown row a round.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import igraph
import networkit
import numpy

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
case, sources = sys.argv[1], int(sys.argv[2])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 2
folder = ROOT / "target" / "compare" / "cases" / case
pairs = numpy.load(folder / "edges.npy")
nodes = len((folder / "ids.txt").read_text().split())
tables = [word for t in ("memberships", "interactions") if (folder / f"{t}.csv").exists() for word in (f"--{t}", folder / f"{t}.csv")]
ends = numpy.ascontiguousarray(pairs.T).astype(numpy.uint64)
networkit.setNumberOfThreads(2)
of_networkit = networkit.GraphFromCoo((ends[0], ends[1]), n=nodes, weighted=False, directed=False)
of_igraph = igraph.Graph(n=nodes, edges=pairs)
random.seed(1)


def whole(share, call):
    """Seconds of all sources, by those of a share."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * nodes / share


def renmai(threads):
    with tempfile.TemporaryDirectory() as out:
        command = [ROOT / "target" / "release" / "renmai", "report", *tables, "--betweenness", "exact", "--out", f"{out}/o", "--threads", str(threads)]
        subprocess.run(command, check=True, capture_output=True)
        stages = json.loads(pathlib.Path(f"{out}/o/manifest.json").read_text())["stages"]
    return next(stage["seconds"] for stage in stages if stage["stage"] == "betweenness")


print("| case | users | pairs | renmai, 1 | renmai, 2 | NetworKit, 2 | igraph, 1 | fastest ÷ renmai |\n|---|---:|---:|---:|---:|---:|---:|---:|")
for _ in range(rounds):
    a = whole(sources, networkit.centrality.EstimateBetweenness(of_networkit, sources, False, True).run)
    few = random.sample(range(nodes), max(1, sources // 3))
    b = whole(len(few), lambda: of_igraph.betweenness(directed=False, sources=few))
    one, two = renmai(1), renmai(2)
    print(f"| {case} | {nodes:,} | {len(pairs):,} | {one:.2f} | {two:.2f} | about {a:.0f} | about {b:.0f} | {min(a, b) / two:.0f} × |", flush=True)
