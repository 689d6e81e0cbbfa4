"""Plain social graphs by growth, for want of public ones that may be fetched: preferential attachment with triads (Holme and
Kim 2002) inside communities of unequal size, numbers of ties drawn from a heavy tail, and leaves.

Only `random()` of the standard generator is used, which gives the same numbers in every version of Python.
"""
from random import Random

# name → nodes, edges, and the shape: communities, share of ties inside them, of ties that close a triangle, of nodes that
# come with a single tie, and of those that hang on another such node (so that the fringe has trees).
GRAPHS = {
    # Sizes of a graph of mutual likes among pages.
    "pages": dict(nodes=22_470, edges=170_823, communities=60, inside=0.85, triads=0.6, leaves=0.09, chained=0.1),
    # Sizes of a graph of votes: few communities, hubs, many leaves.
    "votes": dict(nodes=7_115, edges=100_762, communities=1, inside=1.0, triads=0.3, leaves=0.32, chained=0.02),
    # Sizes of a graph of listeners who follow each other: sparse, with a fringe of trees.
    "listeners": dict(nodes=7_624, edges=27_806, communities=18, inside=0.9, triads=0.5, leaves=0.27, chained=0.2),
    # For sampling.
    "social300k": dict(nodes=300_000, edges=1_500_000, communities=300, inside=0.8, triads=0.2, leaves=0.2, chained=0.1),
    "social2k": dict(nodes=2_000, edges=8_000, communities=5, inside=0.8, triads=0.4, leaves=0.2, chained=0.1),
}


def edges(name, seed=1):
    """The distinct edges of a graph, as pairs of node numbers, and the number of nodes."""
    shape = GRAPHS[name]
    return grow(shape, Random(f"{name} {seed}")), shape["nodes"]


def grow(shape, random):
    n, wanted = shape["nodes"], shape["edges"]

    def draw(k):
        return int(random.random() * k)

    def any_of(items):
        return items[draw(len(items))]

    # Community c gets a share that falls like 1/(c + 2).
    bounds, total = [], 0.0
    for c in range(shape["communities"]):
        total += 1 / (c + 2)
        bounds.append(total)
    community = []
    for _ in range(n):
        x = random.random() * total
        community.append(next(c for c, bound in enumerate(bounds) if x < bound or c + 1 == len(bounds)))
    leaf = [random.random() < shape["leaves"] for _ in range(n)]
    # The first few nodes of each community are its core.
    seen = [0] * len(bounds)
    for v, c in enumerate(community):
        seen[c] += 1
        leaf[v] = leaf[v] and seen[c] > 5
    weight = [0.0 if leaf[v] else (1 - random.random()) ** (-1 / 2.2) for v in range(n)]
    spare = wanted - sum(1 if leaf[v] else 2 for v in range(n))
    unit = max(spare, 0) / sum(weight)

    neighbours = [set() for _ in range(n)]
    lists = [[] for _ in range(n)]  # neighbours that are no leaves, in order
    ends = []  # every end of a tie, once each: drawing from it is preferential
    ends_in = [[] for _ in bounds]
    hung = [[] for _ in bounds]  # leaves by community
    found = []

    def join(v, u):
        neighbours[v].add(u)
        neighbours[u].add(v)
        found.append((v, u))
        for a, b in ((v, u), (u, v)):
            if not leaf[b]:
                lists[a].append(b)
            if not leaf[a]:
                ends.append(a)
                ends_in[community[a]].append(a)

    due = 0.0
    for v in range(n):
        c = community[v]
        if leaf[v]:
            chained = hung[c] and random.random() < shape["chained"]
            join(v, any_of(hung[c] if chained else ends_in[c] or ends))
            hung[c].append(v)
            continue
        due += 2 + unit * weight[v]
        last, tries = None, 0
        while due >= 1 and tries < 40:
            tries += 1
            if last is not None and random.random() < shape["triads"]:
                u = any_of(lists[last])
            elif ends_in[c] and random.random() < shape["inside"]:
                u = any_of(ends_in[c])
            elif ends:
                u = any_of(ends)
            else:
                u = draw(v) if v else v
            if u == v or u in neighbours[v]:
                continue
            join(v, u)
            last, due, tries = u, due - 1, 0
        if not ends_in[c]:
            ends_in[c].append(v)
        if not ends:
            ends.append(v)
    # What the first nodes could not place, and what the last one left over.
    while len(found) < wanted:
        v, u = any_of(ends), any_of(ends)
        if u != v and u not in neighbours[v]:
            join(v, u)
    names = list(range(n))
    for i in range(n - 1, 0, -1):
        j = draw(i + 1)
        names[i], names[j] = names[j], names[i]
    return [(names[v], names[u]) for v, u in found]
