"""OpenFisca: every formula a Variable over NumPy arrays, convictions as the members of a defendant."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import numpy as np
import polars as pl
from openfisca_core import periods, variables
from openfisca_core.entities import build_entity
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from benchmarks.peers.core import And, Cmp, Col, Const, Different, Flag, Formula, In, Lit, Many, Neg, Or, Sum, Var
from benchmarks.peers.data import PROCEEDING
from benchmarks.peers.peer import Answers, Lowered
from steelyard.logic import columns as co

DAY = periods.DateUnit.DAY
PERIOD = periods.period(f"day:{PROCEEDING.isoformat()}:1")


def years_after(days: Any, years: int) -> Any:
    """Days YYYYMMDD moved by whole years."""
    moved = days + years * 10_000
    year = moved // 10_000
    common = (year % 4 != 0) | ((year % 100 == 0) & (year % 400 != 0))
    return np.where((moved % 10_000 == 229) & common, moved + 72, moved)


def different(group: Any, where: Any, labels: Any) -> Any:
    """For each group, how many different labels its members have where the condition holds."""
    of = group.members_entity_id
    keys = np.unique(of[where].astype(np.int64) * 1_000 + labels[where])
    return np.bincount(keys // 1_000, minlength=group.count)


class OpenFisca(Lowered):
    """Two Variables for every rule, the lower and the upper bound."""

    name = "OpenFisca"
    columnar = True

    @staticmethod
    def version() -> str:
        return version("openfisca-core")

    def build(self) -> None:
        conviction = build_entity("conviction", "convictions", "", is_person=True)
        defendant = build_entity("defendant", "defendants", "", roles=[{"key": "member", "plural": "members"}])
        self.system = TaxBenefitSystem([conviction, defendant])
        self.group = defendant
        self.inputs = sorted({*self.core.columns, "p_record_complete_lo"})
        for name in self.inputs:
            is_flag = name.endswith(("_lo", "_hi")) and self._is_flag(name)
            self._add(name, bool if is_flag else int, defendant if name.startswith("p_") else conviction, None)
        self.text: list[str] = []
        for stage in self.core.stages:
            for one in stage.definitions:
                self._define(one.name, one.formula, one.of_world, conviction, defendant)

    def _is_flag(self, name: str) -> bool:
        return (
            any(isinstance(one, Flag) and one.column == name for one in self.core.formulas())
            or name == "p_record_complete_lo"
        )

    def _add(self, name: str, kind: type, entity: Any, formula: Any) -> None:
        members: dict[str, Any] = {"value_type": kind, "entity": entity, "definition_period": DAY, "label": name}
        if formula is not None:
            members["formula"] = formula
        self.system.add_variable(type(name, (variables.Variable,), members))

    def _define(self, name: str, formula: Formula, of_world: bool, conviction: Any, defendant: Any) -> None:
        who = "defendant" if of_world else "conviction"
        source = f"def formula({who}, period):\n    return {self._said(formula, of_world)}\n"
        self.text.append(source)
        scope: dict[str, Any] = {"np": np, "years_after": years_after, "different": different}
        exec(compile(source, name, "exec"), scope)
        self._add(name, bool, defendant if of_world else conviction, scope["formula"])

    def _read(self, name: str, is_world: bool, of_world: bool) -> str:
        if of_world:
            return f"defendant('{name}', period)" if is_world else f"defendant.members('{name}', period)"
        return f"conviction.defendant('{name}', period)" if is_world else f"conviction('{name}', period)"

    def _said(self, formula: Formula, of_world: bool, inner: bool = False) -> str:
        """A formula as NumPy; `inner` stands for the members of a group, of which a formula of the group speaks."""

        def down(one: Formula) -> str:
            return self._said(one, of_world, inner)

        if inner:
            read = lambda name, is_world: (  # noqa: E731
                f"defendant.project(defendant('{name}', period))"
                if is_world
                else f"defendant.members('{name}', period)"
            )
        else:
            read = lambda name, is_world: self._read(name, is_world, of_world)  # noqa: E731
        if isinstance(formula, Const):
            empty = "defendant.filled_array" if of_world and not inner else "conviction.filled_array"
            if inner:
                empty = "defendant.members.filled_array"
            return f"{empty}({formula.value})"
        if isinstance(formula, Flag):
            return read(formula.column, formula.column.startswith("p_"))
        if isinstance(formula, Var):
            return read(formula.name, formula.of_world)
        if isinstance(formula, Cmp):
            left, right = (
                str(side.value) if isinstance(side, Lit)
                else read(side.column, side.column.startswith("p_")) if isinstance(side, Col)
                else f"years_after({read(side.column, side.column.startswith('p_'))}, {side.years})"
                for side in (formula.left, formula.right)
            )  # fmt: skip
            return f"({left} {formula.op} {right})"
        if isinstance(formula, In):
            column = read(formula.column, formula.column.startswith("p_"))
            if len(formula.codes) == 1:
                return f"({column} == {formula.codes[0]})"
            return f"np.isin({column}, {list(formula.codes)})"
        if isinstance(formula, And | Or):
            sign = " & " if isinstance(formula, And) else " | "
            return "(" + sign.join(down(part) for part in formula.parts) + ")"
        if isinstance(formula, Neg):
            return f"~{down(formula.part)}"
        where = self._said(formula.where, of_world, inner=True)
        if isinstance(formula, Many):
            if formula.number == 1:
                return f"defendant.any({where})"
            return f"(defendant.sum({where}) >= {formula.number})"
        if isinstance(formula, Sum):
            column = f"defendant.members('{formula.column}', period)"
            return f"(defendant.sum(np.where({where}, {column}, 0)) >= {formula.threshold})"
        assert isinstance(formula, Different)
        labels = f"defendant.members('{formula.label}', period)"
        named = f"different(defendant, {where} & ({labels} > 0), {labels})"
        if formula.each_unnamed:
            named = f"({named} + defendant.sum({where} & ({labels} == 0)))"
        return f"({named} >= {formula.number})"

    def prepare(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> object:
        return self.bounds(convictions, persons)

    def evaluate(self, ready: Any) -> object:
        convictions, persons = ready
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("conviction", np.arange(convictions.height))
        group = builder.declare_entity("defendant", np.arange(persons.height))
        first = persons[co.WORLD][0]
        of = convictions[co.WORLD].to_numpy() - first
        builder.join_with_persons(group, of, np.array(["member"] * 1).repeat(convictions.height))
        simulation = builder.build(self.system)
        for frame in (convictions, persons):
            for name in frame.columns:
                if name not in (co.WORLD, "row"):
                    simulation.set_input(name, PERIOD, frame[name].to_numpy())
        found: dict[bool, dict[str, Any]] = {False: {}, True: {}}
        for of_world in (False, True):
            for rule in self.core.answers(of_world):
                for end in ("lo", "hi"):
                    name = f"{self.core.names[rule]}_{end}"
                    found[of_world][name] = simulation.calculate(name, PERIOD)
        return convictions["row"], persons[co.WORLD], found

    def finish(self, found: Any) -> Answers:
        rows, worlds, said = found
        return (
            self.verdicts(pl.DataFrame({"row": rows} | said[False]), False),
            self.verdicts(pl.DataFrame({co.WORLD: worlds} | said[True]), True),
        )
