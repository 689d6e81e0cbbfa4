"""NetworKit: Brandes, parallel over sources. Counts ordered pairs, so everything is halved."""
import networkit as nk
import numpy as np
from common import Job

job = Job()
nk.setNumberOfThreads(job.threads)
ends = np.ascontiguousarray(job.edges.T).astype(np.uint64)
graph = nk.GraphFromCoo((ends[0], ends[1]), n=job.nodes, weighted=False, directed=False)
assert (graph.numberOfNodes(), graph.numberOfEdges()) == (job.nodes, len(job.edges))


def call():
    betweenness = nk.centrality.Betweenness(graph, normalized=False)
    betweenness.run()
    return betweenness


job.run(nk.__version__, call, lambda betweenness: np.array(betweenness.scores()) / 2)
