"""The same rule trees over columns: for every rule a nullable verdict and a reason mask, cell for cell as the reference
evaluator gives them.

Frames that an engine works out (Polars lazily, DuckDB, Spark) are lowered to its expressions (`frame_run`); Polars frames in
memory are read as bits (`bit_run`). Both go by the same lowering (`lowering`) and in the same order (`steps`).

This module and `steelyard.logic.evaluate` never import each other: that their answers agree is worth something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from steelyard.logic.bit_run import BitRun, run_in_bits
from steelyard.logic.dates import Axis
from steelyard.logic.expr import AtLeast, FactRef, Matches, Node, walk
from steelyard.logic.facts import Among, Between, Entity, Fact, Known, Type
from steelyard.logic.frame_run import FrameRun, Settle
from steelyard.logic.lowering import (
    AXES,
    DOT,
    RECORD_COMPLETE,
    WORLD,
    Key,
    Setting,
    high_name,
    low_name,
    mask_name,
    match_name,
    reason_name,
    split_name,
    total_name,
    verdict_name,
    word_name,
)
from steelyard.logic.rule import Pack
from steelyard.logic.steps import MOST_AWAITED, Parts, Schedule


def _as_it_is(frame: Any) -> Any:
    return frame


class Program(Schedule):
    """A pack's rules, ready to run over frames of worlds. Raises RuleError (SY-L006) for a rule nobody declares."""

    def __init__(self, pack: Pack, rules: Iterable[str], setting: Setting) -> None:
        super().__init__(pack, rules)
        self.setting = setting

    def run(self, counts: Any, worlds: Any, *, settle: Settle = _as_it_is) -> tuple[Any, Any]:
        """Both frames with the asked rules' verdict and mask columns: counts' rules on `counts`, the others on `worlds`.

        `counts` has a row for each count with its `world`; `worlds` a row for each world, with the facts of the person and
        of the case as columns. Facts of the person are read of the counts where a rule needs them there. Other columns are
        kept; the order of rows is not. `settle` is called on a frame of an engine that several steps read. Raises RuleError
        (SY-L013) for Polars frames in memory where a count's world is not listed, or a world is listed twice.
        """
        if isinstance(counts, pl.DataFrame):
            return run_in_bits(self, self.setting, counts, worlds)
        run = FrameRun(self, self.setting, nw.from_native(counts), nw.from_native(worlds), settle)
        run.finish()
        return run.outputs()

    def parts(self, counts: Any) -> Parts:
        """What each count adds to its world, whatever else is in it.

        `counts` holds the facts of the person and of the case as columns. Labels that tell counts apart (schemes) are of a
        world, not of a count. Raises RuleError (SY-L013) for a frame with such labels, and for a quantifier that waits for
        more than `MOST_AWAITED` truths of the world.
        """
        if isinstance(counts, pl.DataFrame):
            return BitRun(self, self.setting, counts, pl.DataFrame()).parts()
        return FrameRun(self, self.setting, nw.from_native(counts), None, _as_it_is).parts()

    def decide(self, parts: Parts, worlds: Any) -> Any:
        """The worlds with the asked rules' verdict and mask columns, from the totals of the parts alone.

        `worlds` holds the facts of the person and of the case, and for each part its total: as a whole number under the
        part's name, or as yes-or-no columns under `total_name` for each number up to its cap.
        """
        if isinstance(worlds, pl.DataFrame):
            in_bits = BitRun(self, self.setting, pl.DataFrame(), worlds)
            in_bits.decide(parts)
            return in_bits.decided(parts)
        run = FrameRun(self, self.setting, None, nw.from_native(worlds), _as_it_is)
        run.decide(parts)
        return run.decided(parts)


# ---------------------------------------------------------------------------------------------------------------------
# What a frame must hold
# ---------------------------------------------------------------------------------------------------------------------


def facts_read(pack: Pack, rules: Iterable[str]) -> dict[str, Fact]:
    """Every fact that these rules can read, directly or through others, with the axes and labels they need."""
    schedule = Schedule(pack, rules)
    found: dict[str, Fact] = {}

    def take(name: str) -> None:
        if name in pack.facts:
            found[name] = pack.facts[name]

    for key in schedule.order:
        roots: Iterable[Node] = pack.rule(key).expressions() if isinstance(key, str) else (key,)
        if isinstance(key, str):
            take(AXES[pack.rule(key).axis])
            if pack.rule(key).entity is Entity.COUNT:
                take(AXES[Axis.CONVICTION])
                take(AXES[Axis.CONDUCT])
        for root in roots:
            for node in walk(root):
                if isinstance(node, FactRef):
                    take(node.fact.name)
                if isinstance(node, AtLeast) and node.distinct is not None:
                    take(node.distinct.name)
    take(RECORD_COMPLETE)
    return found


def grounds_read(pack: Pack, rules: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Every (ground, burden) that these rules can ask of an offense."""
    schedule = Schedule(pack, rules)
    found: set[tuple[str, str]] = set()
    for key in schedule.order:
        for root in pack.rule(key).expressions() if isinstance(key, str) else (key.where,):
            found |= {(node.ground, node.burden) for node in walk(root) if isinstance(node, Matches)}
    return tuple(sorted(found))


def frame_columns(counts: Sequence[Mapping[str, Known]], facts: Iterable[Fact]) -> dict[str, tuple[list[Any], Type]]:
    """Facts of several counts (or persons) by full column name, in the layout this module reads, with their types.

    Facts are given by short name. A fact known by bounds somewhere takes two columns, a word known to be one of several
    takes one for each of its words.
    """
    out: dict[str, tuple[list[Any], Type]] = {}
    for fact in facts:
        values = [one.get(fact.short) for one in counts]
        if any(isinstance(value, Between) for value in values):
            lows = [value.low if isinstance(value, Between) else value for value in values]
            highs = [value.high if isinstance(value, Between) else value for value in values]
            out[low_name(fact.name)], out[high_name(fact.name)] = (lows, fact.type), (highs, fact.type)
            continue
        if any(isinstance(value, Among) for value in values):
            for word in sorted(fact.words):
                may = [isinstance(value, Among) and word in value.words for value in values]
                out[word_name(fact.name, word)] = (may, Type.BOOL)
        out[fact.name] = ([None if isinstance(value, Among) else value for value in values], fact.type)
    return out


__all__ = [
    "DOT",
    "MOST_AWAITED",
    "RECORD_COMPLETE",
    "WORLD",
    "Key",
    "Parts",
    "Program",
    "Setting",
    "facts_read",
    "frame_columns",
    "grounds_read",
    "high_name",
    "low_name",
    "mask_name",
    "match_name",
    "reason_name",
    "split_name",
    "total_name",
    "verdict_name",
    "word_name",
]
