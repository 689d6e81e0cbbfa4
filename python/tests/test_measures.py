"""Measures alone: as the program has them, and as other libraries have them."""

import csv

import igraph
import networkx
import pandas
import pytest
import renmai
from conftest import DEMO, ROOT, program

NASHVILLE = ROOT / "fixtures" / "nashville"


def test_measures_are_columns_of_the_report(relations):
    users = renmai.report(**relations, lang="en").users.to_pydict()
    for measure in (renmai.betweenness, renmai.degree, renmai.circles):
        table = measure(**relations, lang="en").to_pydict()
        assert table and table == {name: users[name] for name in table}, measure
    named = [argument for table in relations for argument in (f"--{table}", DEMO / f"{table}.csv.zst")]
    told = program("seeds", *named, "--k", "4", "--lang", "en").stdout
    seeds = renmai.seeds(**relations, k=4, lang="en")
    assert seeds["user_id"] == [row["user_id"] for row in csv.DictReader(told.splitlines())]
    assert len(seeds) == 4


def test_betweenness_of_nashville_is_what_is_expected():
    with open(NASHVILLE / "expected.tsv") as file:
        expected = {row["user_id"]: float(row["betweenness"]) for row in csv.DictReader(file, delimiter="\t")}
    members = pandas.read_csv(NASHVILLE / "memberships.csv", dtype=str)
    found = renmai.betweenness(memberships=members, betweenness="exact")
    for user, value in zip(found["user_id"], found["betweenness"], strict=True):
        assert value == pytest.approx(expected[user], rel=1e-9, abs=1e-6), user


def test_networkx():
    graph = networkx.karate_club_graph()
    network = renmai.from_networkx(graph)
    expected = networkx.betweenness_centrality(graph, normalized=False)
    assert network.betweenness() == pytest.approx(expected, rel=1e-12, abs=1e-12)
    assert renmai.betweenness(network) == network.betweenness()
    assert network.degree() == dict(graph.degree())
    assert network.strength() == dict(graph.degree(weight="weight"))
    circles = network.circles()
    parts = [{node for node in graph if circles[node] == circle} for circle in set(circles.values())]
    assert networkx.community.modularity(graph, parts) > 0.41
    (first, reach), *_ = network.seeds(3)
    assert first in graph and reach >= 1


def test_networkx_in_two_modes():
    graph = networkx.davis_southern_women_graph()
    events = graph.graph["bottom"]
    women = renmai.from_networkx(graph, groups=events)
    projected = networkx.bipartite.projected_graph(graph, graph.graph["top"])
    expected = networkx.betweenness_centrality(projected, normalized=False)
    assert women.betweenness() == pytest.approx(expected, abs=1e-12)
    assert women.degree() == dict(projected.degree())
    by_attribute = renmai.from_networkx(graph, groups="bipartite")
    assert by_attribute.betweenness() == women.betweenness()
    with pytest.raises(ValueError, match="between two groups"):
        renmai.from_networkx(graph, groups=list(graph))


def test_igraph():
    graph = igraph.Graph.Famous("Zachary")
    assert renmai.from_igraph(graph).betweenness() == pytest.approx(graph.betweenness(), rel=1e-12, abs=1e-12)
    assert renmai.from_igraph(graph).degree() == graph.degree()
    graph.es["weight"] = [1 + i % 3 for i in range(graph.ecount())]
    assert renmai.from_igraph(graph).strength() == graph.strength(weights="weight")


def test_options_of_a_network_are_heeded_or_refused():
    network = renmai.from_networkx(networkx.karate_club_graph())
    fine = renmai.circles(network, resolution=8.0)
    assert len(set(fine.values())) > len(set(renmai.circles(network).values()))
    assert renmai.seeds(network, k=0) == [] and len(renmai.seeds(network, k=2)) == 2
    with pytest.raises(TypeError):
        renmai.betweenness(network, bogus=1)
    for weight in (-1.0, 0.0, float("nan"), float("inf"), None):
        graph = networkx.Graph()
        graph.add_edge("a", "b", weight=weight)
        with pytest.raises(ValueError, match="the edge 'a', 'b'"):
            renmai.from_networkx(graph)
