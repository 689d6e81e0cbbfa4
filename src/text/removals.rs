//! What was removed from the graph, as counts.
