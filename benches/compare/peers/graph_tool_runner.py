"""graph-tool: Brandes, parallel over sources."""
import graph_tool
import numpy as np
from common import Job
from graph_tool.centrality import betweenness

job = Job()
graph_tool.openmp_set_num_threads(job.threads)
graph = graph_tool.Graph(directed=False)
graph.add_vertex(job.nodes)
graph.add_edge_list(np.asarray(job.edges))
assert (graph.num_vertices(), graph.num_edges()) == (job.nodes, len(job.edges))
job.run(graph_tool.__version__.split()[0], lambda: betweenness(graph, norm=False), lambda result: result[0].a)
