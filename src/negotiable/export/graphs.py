"""Discourse networks as GraphML and GEXF, for Gephi, visone, R and networkx: plain attributes, nothing of one tool's own."""

import re
from collections.abc import Iterable
from typing import Any, Literal

from negotiable.errors import UsageError
from negotiable.findings.networks import Use, one_mode, two_mode

Kind = Literal["issues", "congruence", "conflict", "subtract"]
KINDS: tuple[Kind, ...] = ("issues", "congruence", "conflict", "subtract")

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_graph(uses: Iterable[Use], path: str, *, form: Literal["graphml", "gexf"], kind: Kind = "issues") -> None:
    """Writes one network. issues: who speaks of which issue; congruence, conflict, subtract: who is with whom (networks.py).

    Nodes: label, type (actor or issue), statements. Edges: weight; of "issues" also positive, negative, first, last (days).
    """
    try:
        import networkx as nx
    except ImportError as error:
        raise UsageError("network files need networkx: pip install 'negotiable[export]'") from error
    graph = _graph(list(uses), kind, nx.Graph())
    if form == "graphml":
        nx.write_graphml_xml(graph, path, encoding="utf-8", named_key_ids=True)
    else:
        nx.write_gexf(graph, path, encoding="utf-8")


def _graph(uses: list[Use], kind: Kind, graph: Any) -> Any:
    for use in uses:
        _add_node(graph, use.actor, "actor")
        if kind == "issues":
            _add_node(graph, use.issue, "issue")
    if kind != "issues":
        for one, other, weight in one_mode(uses, aggregation=kind).edges():
            graph.add_edge(_id("actor", one), _id("actor", other), weight=weight)
        return graph
    for actor, issue, weight in two_mode(uses).edges():
        graph.add_edge(_id("actor", actor), _id("issue", issue), weight=weight, positive=0, negative=0, first="", last="")
    for use in uses:
        edge = graph.edges[_id("actor", use.actor), _id("issue", use.issue)]
        edge["positive"] += use.value > 0
        edge["negative"] += use.value < 0
        if use.day:
            edge["first"] = min(edge["first"] or use.day, use.day)
            edge["last"] = max(edge["last"], use.day)
    return graph


def _add_node(graph: Any, name: str, kind: str) -> None:
    node = _id(kind, name)
    if node not in graph:
        graph.add_node(node, label=_ILLEGAL.sub("\ufffd", name), type=kind, statements=0)
    graph.nodes[node]["statements"] += 1


def _id(kind: str, name: str) -> str:
    """An actor and an issue of one name are two nodes."""
    return f"{kind}: {_ILLEGAL.sub(chr(0xFFFD), name)}"
