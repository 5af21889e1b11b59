"""A run over data frames that an engine works out: every truth is a few columns of a narwhals frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw

from steelyard.logic import fragment as fr
from steelyard.logic.expr import Node
from steelyard.logic.fragment import Definite, Flag, Open
from steelyard.logic.lowering import (
    DOT,
    LABELS,
    WORLD,
    Key,
    Lowered,
    Plan,
    Reader,
    Setting,
    mask_name,
    read_together,
    total_name,
    verdict_name,
)
from steelyard.logic.steps import Parts, Schedule, Steps

Settle = Callable[[Any], Any]
"""Lets an engine store a frame that several steps read."""


class FrameRun(Steps):
    """The frames so far; None where there are no counts, or no worlds."""

    def __init__(self, schedule: Schedule, setting: Setting, counts: Any, worlds: Any, settle: Settle) -> None:
        self.settle = settle
        self.own_counts = list(counts.collect_schema().names()) if counts is not None else []
        self.own_worlds = list(worlds.collect_schema().names()) if worlds is not None else []
        both = counts is not None and worlds is not None
        shared = [name for name in self.own_worlds if name != WORLD and name not in self.own_counts] if both else []
        super().__init__(schedule, Reader([*self.own_counts, *shared], setting), Reader(self.own_worlds, setting))
        counts = counts.join(worlds.select(WORLD, *shared), on=WORLD, how="left") if shared else counts
        self.columns_of: dict[Key, list[str]] = {}
        self.made = 0
        self.sums: frozenset[str] = frozenset()
        """The columns of the worlds that were added up and are read once, by the quantifiers that they decide."""
        self.counts = self._leaves(counts, self.reader_counts, of_world=False)
        self.worlds = self._leaves(worlds, self.reader_worlds, of_world=True)

    def _leaves(self, frame: Any, reader: Reader, *, of_world: bool) -> Any:
        """The frame with a column for everything that its rules would otherwise work out again and again."""
        if frame is None:
            return None
        roots: list[Node] = []
        for key in self.schedule.order:
            if not isinstance(key, str):
                roots += [] if of_world else [key.where]
            elif self.schedule.of_world(key) is of_world:
                roots += self.schedule.pack.rule(key).expressions()
        columns = reader.leaves(node for root in roots for node in read_together(root))
        return self.settle(frame.with_columns(*columns)) if columns else frame

    def kept(self, truths: Mapping[Key, Lowered], *, of_world: bool) -> Mapping[Key, Lowered]:
        columns: list[nw.Expr] = []
        found = {key: self._stored(key, truth, columns) for key, truth in truths.items()}
        if columns and of_world:
            names = [name for name in self.worlds.collect_schema().names() if name not in self.sums]
            self.worlds = self.worlds.select(*names, *columns)
            self.sums = frozenset()
        elif columns:
            self.counts = self.counts.with_columns(*columns)
        return found

    def _stored(self, key: Key, truth: Lowered, columns: list[nw.Expr]) -> Lowered:
        names: list[str] = []

        def place(flag: Flag) -> Flag:
            if isinstance(flag, bool):
                return flag
            self.made += 1
            names.append(f"~{self.made}")
            columns.append(flag.expr.alias(names[-1]))
            return Definite(nw.col(names[-1]))

        found = Lowered(place(truth.true), place(truth.false), {bit: place(flag) for bit, flag in truth.why.items()})
        self.columns_of[key] = names
        return found

    def summed(self, plans: Sequence[Plan]) -> None:
        """Add the parts up; what is added up and read once leaves the frames, as engines are slower with wide ones."""
        columns = _columns(plans)
        if not columns:
            return
        self.counts = self.settle(self.counts)
        labels = {plan.prefix: _label(plan).alias(f"{plan.prefix}:label") for plan in plans if plan.label is not None}
        parts = self.settle(self.counts.select(WORLD, *columns.values(), *labels.values()))
        added = [*columns]
        sums = parts.group_by(WORLD).agg(
            *(fr.over_group("sum", Definite(nw.col(name))).alias(name) for name in columns)
        )
        for plan in plans:
            if plan.prefix in labels:
                sums = sums.join(self._distinct(parts, plan), on=WORLD, how="left")
                added += [plan.column(name) for name in LABELS]
        joined = self.worlds.join(sums, on=WORLD, how="left")  # a world without counts has sums of nothing, which are 0
        others = self.worlds.collect_schema().names()
        numbers = [nw.col(name).fill_null(0).cast(nw.Int64).alias(name) for name in added]
        self.worlds = self.settle(joined.select(*others, *numbers))
        self.sums = frozenset(added)

    def _distinct(self, parts: Any, plan: Plan) -> Any:
        """How many different labels the sure and the possible counts of each world have, by a sum of sums."""
        label, sure, may = map(plan.column, ("label", "sure", "may"))
        counted = fr.either(_positive(sure), _positive(may))  # the others have no label that counts
        labelled = fr.kept(parts, fr.both(fr.is_known(Open(nw.col(label))), counted))
        each = labelled.group_by(WORLD, label).agg(
            fr.over_group("max", Definite(nw.col(sure))).alias("~sure"),
            fr.over_group("max", Definite(nw.col(may))).alias("~may"),
        )
        each = each.with_columns(fr.number(fr.either(_positive("~sure"), _positive("~may"))).expr.alias("~any"))
        of_sure, of_any = map(plan.column, LABELS)
        return each.group_by(WORLD).agg(
            fr.over_group("sum", Definite(nw.col("~sure"))).alias(of_sure),
            fr.over_group("sum", Definite(nw.col("~any"))).alias(of_any),
        )

    def lifted(self, truths: Mapping[Key, Lowered]) -> Mapping[Key, Lowered]:
        names = [name for key in truths for name in self.columns_of[key]]
        if names:
            self.counts = self.settle(self.counts.join(self.worlds.select(WORLD, *names), on=WORLD, how="left"))
        return truths

    def with_parts(self, plans: Sequence[Plan]) -> Any:
        columns = _columns(plans)
        return self.counts.with_columns(*columns.values()).select(*self.own_counts, *columns).to_native()

    def outputs(self) -> tuple[Any, Any]:
        """Both frames with the verdict and mask of every rule that was asked for."""
        return self._output(self.counts, self.own_counts, of_world=False), self.decided()

    def decided(self, parts: Parts | None = None) -> Any:
        """The worlds with the verdict and mask of every rule that was asked for, without the totals of parts."""
        caps = parts.caps if parts is not None else {}
        totals = {*caps, *(total_name(name, number) for name, cap in caps.items() for number in range(1, cap + 1))}
        return self._output(self.worlds, [name for name in self.own_worlds if name not in totals], of_world=True)

    def _output(self, frame: Any, own: list[str], *, of_world: bool) -> Any:
        done = self.on_worlds if of_world else self.on_counts
        columns: list[nw.Expr] = []
        for name in self.schedule.asked:
            if self.schedule.of_world(name) is of_world:
                columns += _written(name, done[name], safe=any(DOT in one for one in own))
        return frame.select(*own, *columns).to_native()


def _label(plan: Plan) -> nw.Expr:
    """The word by which the counts of a quantifier are told apart."""
    return plan.label.expr if isinstance(plan.label, Open) else nw.lit(plan.label, nw.String)


def _columns(plans: Sequence[Plan]) -> dict[str, nw.Expr]:
    """Each part of the plans as a column of numbers."""
    found = {name: fr.number(flag).expr.alias(name) for plan in plans for name, flag in plan.flags.items()}
    return found | {name: fr.amount(*one).expr.alias(name) for plan in plans for name, one in plan.amounts.items()}


def _written(rule: str, truth: Lowered, *, safe: bool) -> list[nw.Expr]:
    """A truth as the two columns that leave the engine: its nullable verdict and its mask."""
    names = [name.replace(".", DOT) if safe else name for name in (verdict_name(rule), mask_name(rule))]
    nothing = nw.lit(None, nw.Boolean)
    verdict = fr.choose(truth.true, nw.lit(True), fr.choose(truth.false, nw.lit(False), nothing))
    mask = nw.lit(0).cast(nw.Int64)
    for bit, flag in truth.why.items():
        mask = mask + fr.number(flag).expr * int(bit)
    return [verdict.cast(nw.Boolean).alias(names[0]), mask.alias(names[1])]


def _positive(name: str) -> Flag:
    return fr.reaches(Definite(nw.col(name)), 1)
