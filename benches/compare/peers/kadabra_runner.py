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


# Scores of 11.3 are twice the hits per path; as shares of all pairs they are half as large.
job.run(nk.__version__, call, lambda kadabra: np.array(kadabra.scores()) / 2, samples=lambda kadabra: kadabra.getNumberOfIterations())
