"""Circles of a run beside the communities of igraph and NetworKit on the listed pairs, as Markdown rows.

    circles.py DIR OUT [SEEDS]     DIR holds memberships.csv and/or interactions.csv, OUT the users.csv and manifest.json of a run over them

Needs numpy, scipy, igraph and networkit; strengths as in brokerage.py, so the run's options are the defaults. The modularity of
renmai's circles is recomputed by igraph from the same pairs; that the run says the same is checked. Seconds of the others are
those of the call alone, without listing or loading the pairs; medians over SEEDS seeds (default 10). renmai's is the stage `circles`.
"""
import json
import pathlib
import random
import statistics
import sys
import time

import igraph
import networkit
from brokerage import rows, strengths

folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
seeds = range(int(sys.argv[3]) if len(sys.argv) > 3 else 10)
users, matrix = strengths(folder)
pairs = matrix.tocoo()
half = pairs.row < pairs.col
edges = list(zip(pairs.row[half].tolist(), pairs.col[half].tolist()))
weights = pairs.data[half].tolist()
graph = igraph.Graph(len(users), edges)


def told(name, setting, qualities, seconds):
    print(f"| {name} | {setting} | {min(qualities):.4f} | {statistics.median(qualities):.4f} | {max(qualities):.4f} | {statistics.median(seconds):.3f} |")


print(f"{len(users)} users, {len(edges)} pairs\n\n| tool | setting | least Q | median Q | best Q | seconds |\n|---|---|---:|---:|---:|---:|")
circle = {row["user_id"]: int(row["circle"] or 0) for row in rows(out / "users.csv")}
alone = iter(range(10**9, 2 * 10**9))
quality = graph.modularity([circle.get(user) or next(alone) for user in users], weights=weights)
said = json.loads((out / "summary.json").read_text())["circles"]["modularity"]
stages = json.loads((out / "manifest.json").read_text())["stages"]
told("renmai", "default seed", [quality], [next(s["seconds"] for s in stages if s["stage"] == "circles")])
if abs(quality - said) > 1e-9:
    sys.exit(f"renmai says a modularity of {said}, igraph finds {quality}")
for iterations in (2, -1):
    found, seconds = [], []
    for seed in seeds:
        random.seed(seed)
        igraph.set_random_number_generator(random)
        start = time.perf_counter()
        of = graph.community_leiden(objective_function="modularity", weights=weights, resolution=1, n_iterations=iterations)
        seconds.append(time.perf_counter() - start)
        found.append(graph.modularity(of, weights=weights))
    told("igraph", "2 iterations" if iterations == 2 else "until stable", found, seconds)
other = networkit.Graph(len(users), weighted=True)
for (a, b), weight in zip(edges, weights):
    other.addEdge(a, b, weight)
found, seconds = [], []
for seed in seeds:
    networkit.setSeed(seed, False)
    start = time.perf_counter()
    run = networkit.community.ParallelLeiden(other, iterations=10)
    run.run()
    seconds.append(time.perf_counter() - start)
    found.append(graph.modularity(run.getPartition().getVector(), weights=weights))
told("NetworKit", f"ParallelLeiden, {networkit.getMaxNumberOfThreads()} threads", found, seconds)
