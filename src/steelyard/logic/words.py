"""Expressions and traces in words that a person can read."""

from __future__ import annotations

from steelyard.logic.evaluate import Trace
from steelyard.logic.expr import AtLeast, Compare, FactRef, Holds, Literal, Matches, Node, OneOf, Shift, Total


def says(trace: Trace) -> str:
    """What a step is about, in words."""
    if trace.rule is not None:
        return trace.rule.label
    node = trace.node
    if node is None:
        return trace.says
    return node_in_words(node)


def node_in_words(node: Node) -> str:
    """An expression's node in words, without what is below it."""
    if isinstance(node, FactRef):
        return node.fact.short.replace("_", " ")
    if isinstance(node, Literal):
        unit = {"days": " days", "cents": " cents", "number": "", "date": "", "word": ""}[str(node.type)]
        return f"{node.value}{unit}"
    if isinstance(node, Shift):
        moved = " ".join(f"{n:+d} {unit}" for n, unit in ((node.years, "years"), (node.days, "days")) if n)
        return f"{node_in_words(node.term)} {moved}"
    if isinstance(node, Compare):
        return f"{node_in_words(node.left)} {node.op} {node_in_words(node.right)}"
    if isinstance(node, OneOf):
        return f"{node_in_words(node.term)} is {' or '.join(sorted(node.words)).replace('_', ' ')}"
    if isinstance(node, Matches):
        return f"the offense falls within {node.ground}"
    if isinstance(node, AtLeast):
        distinct = f", each of another {node.distinct.short}" if node.distinct else ""
        return f"at least {node.number} count{'s' if node.number > 1 else ''}{distinct}"
    if isinstance(node, Total):
        return f"{node_in_words(node.term)} in all at least {node.threshold}"
    if isinstance(node, Holds):
        return node.rule
    return {"All": "all of", "AnyOf": "any of", "Not": "not", "Split": "authorities differ", "Constant": "by law",
            "NotEncoded": "not encoded"}.get(type(node).__name__, type(node).__name__)  # fmt: skip
