"""NetworkX: Brandes in Python, one thread."""
import networkx
from common import Job

job = Job()
graph = networkx.Graph()
graph.add_nodes_from(range(job.nodes))
graph.add_edges_from(job.edges.tolist())
assert (graph.number_of_nodes(), graph.number_of_edges()) == (job.nodes, len(job.edges))


def call():
    return networkx.betweenness_centrality(graph, normalized=False)


job.run(networkx.__version__, call, lambda result: [result[v] for v in range(job.nodes)])
