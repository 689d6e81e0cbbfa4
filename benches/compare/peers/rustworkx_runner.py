"""rustworkx: Brandes, parallel over sources; the threads are set by RAYON_NUM_THREADS before the program starts."""
import os

from common import Job

job = Job()
assert os.environ["RAYON_NUM_THREADS"] == str(job.threads)
import rustworkx

# Distinct as the pairs are, looking for equal ones would only make loading slow.
graph = rustworkx.PyGraph()
graph.add_nodes_from(range(job.nodes))
# In pieces: each edge is a Python object on its way.
for start in range(0, len(job.edges), 1_000_000):
    graph.extend_from_edge_list(list(map(tuple, job.edges[start : start + 1_000_000].tolist())))
assert (graph.num_nodes(), graph.num_edges()) == (job.nodes, len(job.edges))


def call():
    return rustworkx.betweenness_centrality(graph, normalized=False, endpoints=False)


job.run(rustworkx.__version__, call, lambda result: [result[v] for v in range(job.nodes)])
