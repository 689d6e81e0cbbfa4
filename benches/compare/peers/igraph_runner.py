"""igraph: Brandes, one thread."""
import igraph
from common import Job

job = Job()
graph = igraph.Graph(job.nodes, job.edges)
assert (graph.vcount(), graph.ecount()) == (job.nodes, len(job.edges))
job.run(igraph.__version__, lambda: graph.betweenness(directed=False))
