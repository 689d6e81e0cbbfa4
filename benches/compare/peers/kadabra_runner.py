"""NetworKit's KADABRA: sampled shortest paths; one more argument, the absolute error. Values are shares of all pairs."""
import networkit as nk
import numpy as np
from common import Job

job = Job()
nk.setNumberOfThreads(job.threads)
# Its documentation asks for a seed that differs by thread.
nk.setSeed(1, True)
ends = np.ascontiguousarray(job.edges.T).astype(np.uint64)
graph = nk.GraphFromCoo((ends[0], ends[1]), n=job.nodes, weighted=False, directed=False)


def call():
    kadabra = nk.centrality.KadabraBetweenness(graph, err=float(job.more[0]), delta=0.1)
    kadabra.run()
    return kadabra


def in_order(kadabra):
    values = np.zeros(job.nodes)
    for vertex, score in kadabra.ranking():
        values[vertex] = score
    return values


job.run(nk.__version__, call, in_order, samples=lambda kadabra: kadabra.getNumberOfIterations())
