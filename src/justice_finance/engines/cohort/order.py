"""In which order a step goes through waits and services.

People may pass several states within one step. Nodes are gone through so that everybody who comes
to a node within the step is there before it is dealt with; nodes that feed each other form a
group, which is gone through again until nobody moves any more.
"""

from __future__ import annotations

from dataclasses import dataclass

Node = tuple[str, int]
LATE: Node = ("late", 0)


@dataclass(frozen=True)
class Group:
    """Nodes to go through once, or together until nobody moves."""

    nodes: tuple[Node, ...]
    cyclic: bool


def _components(edges: dict[Node, set[Node]]) -> list[list[Node]]:
    """Strongly connected components, those that are fed last first (Tarjan)."""
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    stack: list[Node] = []
    found: list[list[Node]] = []

    def visit(node: Node) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for target in sorted(edges[node]):
            if target not in edges:
                continue
            if target not in index:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in stack:
                low[node] = min(low[node], index[target])
        if low[node] == index[node]:
            cut = stack.index(node)
            found.append(sorted(stack[cut:]))
            del stack[cut:]

    for node in sorted(edges):
        if node not in index:
            visit(node)
    return found


def order_of(edges: dict[Node, set[Node]]) -> tuple[tuple[Node, ...], tuple[Group, ...]]:
    """Put nodes in order.

    Parameters
    ----------
    edges : mapping
        From a node to those that people may come to within the step; {LATE} for a node through
        which nobody passes within the step.

    Returns
    -------
    prompt : tuple of nodes
        Those whose leavers of the step are known before anybody arrives: they come first.
    groups : tuple of Group
        All others, in order.
    """
    prompt = tuple(sorted(n for n, to in edges.items() if to == {LATE}))
    rest = {n: to for n, to in edges.items() if to != {LATE}}
    groups = [
        Group(tuple(nodes), len(nodes) > 1 or nodes[0] in rest[nodes[0]])
        for nodes in reversed(_components(rest))
    ]
    return prompt, tuple(groups)
