"""Engines that answer for one person at a time: JSONLogic (two of them), ZEN and CEL.

Each stage of formulas is one expression of the engine, evaluated once for every person: a list of the person's formulas, or,
for every conviction in `counts`, a list of its own. This module puts the answers where the next stage reads them.
"""

from __future__ import annotations

from abc import abstractmethod
from importlib.metadata import version
from typing import Any

import polars as pl

from benchmarks.peers.core import (
    And,
    Cmp,
    Col,
    Const,
    Different,
    Flag,
    Formula,
    In,
    Lit,
    Many,
    Neg,
    Or,
    Sum,
    Term,
    Var,
    Years,
    below,
)
from benchmarks.peers.peer import Answers, Lowered
from steelyard.logic import columns as co


class Rows(Lowered):
    """One person at a time: `stages` holds, for each stage, whose it is, the names, and the engine's own expression."""

    def build(self) -> None:
        self.stages: list[tuple[bool, list[str], Any]] = []
        for stage in self.core.stages:
            names = [one.name for one in stage.definitions]
            self.stages.append(
                (stage.of_world, names, self.stage([one.formula for one in stage.definitions], stage.of_world))
            )
        self.lifted = {one.name for one in self.core.formulas() if isinstance(one, Var) and one.of_world}

    @abstractmethod
    def stage(self, formulas: list[Formula], of_world: bool) -> Any:
        """The engine's form of a stage."""

    @abstractmethod
    def ask(self, expression: Any, person: dict[str, Any]) -> list[Any]:
        """The answers of a stage: one for each formula, or for each conviction a list of them."""

    def prepare(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> object:
        of_count, of_world = self.bounds(convictions, persons)
        people = {row.pop(co.WORLD): {**row, "counts": []} for row in of_world.to_dicts()}
        own = [name for name in of_world.columns if name.startswith("p_")]
        for row in of_count.to_dicts():
            person = people[row.pop(co.WORLD)]
            person["counts"].append(row | {name: person[name] for name in own})
        return list(people.items())

    def evaluate(self, ready: Any) -> object:
        for _, person in ready:
            for of_world, names, expression in self.stages:
                said = self.ask(expression, person)
                if of_world:
                    found = dict(zip(names, said, strict=True))
                    person.update(found)
                    shared = {name: value for name, value in found.items() if name in self.lifted}
                    for count in person["counts"]:
                        count.update(shared)
                else:
                    for count, answers in zip(person["counts"], said, strict=True):
                        count.update(zip(names, answers, strict=True))
        return ready

    def finish(self, found: Any) -> Answers:
        frames = []
        for of_world in (False, True):
            names = [f"{self.core.names[rule]}_{end}" for rule in self.core.answers(of_world) for end in ("lo", "hi")]
            if of_world:
                rows = [(number, *(bool(person[name]) for name in names)) for number, person in found]
            else:
                rows = [(c["row"], *(bool(c[name]) for name in names)) for _, person in found for c in person["counts"]]
            schema = {co.WORLD if of_world else "row": pl.Int64} | dict.fromkeys(names, pl.Boolean)
            frames.append(self.verdicts(pl.DataFrame(rows, schema=schema, orient="row"), of_world))
        return frames[0], frames[1]


# ---------------------------------------------------------------------------------------------------------------------
# JSONLogic
# ---------------------------------------------------------------------------------------------------------------------


class _JsonLogic(Rows):
    def stage(self, formulas: list[Formula], of_world: bool) -> Any:
        said = [self.said(formula) for formula in formulas]
        return self.compiled(said if of_world else {"map": [{"var": "counts"}, said]})

    def compiled(self, rule: Any) -> Any:
        """The rule as the engine takes it."""
        return rule

    def said(self, formula: Formula, at: str = "") -> Any:
        """A formula in JSONLogic; `at` is where its columns are found."""
        if isinstance(formula, Const):
            return formula.value
        if isinstance(formula, Flag):
            return {"var": at + formula.column}
        if isinstance(formula, Var):
            return {"var": at + formula.name}
        if isinstance(formula, Cmp):
            return {formula.op: [self.term(formula.left, at), self.term(formula.right, at)]}
        if isinstance(formula, In):
            return {"in": [{"var": at + formula.column}, list(formula.codes)]}
        if isinstance(formula, And | Or):
            return {"and" if isinstance(formula, And) else "or": [self.said(part, at) for part in formula.parts]}
        if isinstance(formula, Neg):
            return {"!": [self.said(formula.part, at)]}
        where = self.said(formula.where, "current.")
        if isinstance(formula, Many):
            if formula.number == 1:
                return {"some": [{"var": "counts"}, self.said(formula.where)]}
            return {">=": [self.added(where, 1), formula.number]}
        if isinstance(formula, Sum):
            return {">=": [self.added(where, {"var": f"current.{formula.column}"}), formula.threshold]}
        assert isinstance(formula, Different)
        label = {"var": f"current.{formula.label}"}
        so_far = {"var": "accumulator"}
        is_new = {"and": [where, {">": [label, 0]}, {"!": [{"in": [label, so_far]}]}]}
        labels = {"reduce": [{"var": "counts"}, {"if": [is_new, {"merge": [so_far, [label]]}, so_far]}, []]}
        number: Any = {"reduce": [labels, {"+": [so_far, 1]}, 0]}
        if formula.each_unnamed:
            number = {"+": [number, self.added({"and": [where, {"==": [label, 0]}]}, 1)]}
        return {">=": [number, formula.number]}

    @staticmethod
    def added(where: Any, what: Any) -> Any:
        """The sum of something over the convictions that satisfy a condition."""
        return {"reduce": [{"var": "counts"}, {"+": [{"var": "accumulator"}, {"if": [where, what, 0]}]}, 0]}

    def term(self, term: Term, at: str) -> Any:
        """A whole number."""
        if isinstance(term, Lit):
            return term.value
        if isinstance(term, Col):
            return {"var": at + term.column}
        moved = {"+": [{"var": at + term.column}, term.years * 10_000]}
        year = {"/": [{"-": [moved, {"%": [moved, 10_000]}]}, 10_000]}
        century = {"and": [{"==": [{"%": [year, 100]}, 0]}, {"!=": [{"%": [year, 400]}, 0]}]}
        common = {"or": [{"!=": [{"%": [year, 4]}, 0]}, century]}
        return {"if": [{"and": [{"==": [{"%": [moved, 10_000]}, 229]}, common]}, {"+": [moved, 72]}, moved]}


class DataLogic(_JsonLogic):
    """datalogic-py: JSONLogic compiled, in Rust."""

    name = "datalogic-py"

    @staticmethod
    def version() -> str:
        return version("datalogic-py")

    def build(self) -> None:
        from datalogic_py import Engine

        self.engine = Engine()
        super().build()

    def compiled(self, rule: Any) -> Any:
        return self.engine.compile(rule)

    def ask(self, expression: Any, person: dict[str, Any]) -> list[Any]:
        found: list[Any] = expression.evaluate(person)
        return found


class JsonLogicQubit(_JsonLogic):
    """json-logic-qubit: JSONLogic in plain Python."""

    name = "json-logic-qubit"

    @staticmethod
    def version() -> str:
        return version("json-logic-qubit")

    def ask(self, expression: Any, person: dict[str, Any]) -> list[Any]:
        from json_logic import jsonLogic

        found: list[Any] = jsonLogic(expression, person)
        return found


# ---------------------------------------------------------------------------------------------------------------------
# Text: ZEN and CEL
# ---------------------------------------------------------------------------------------------------------------------


class _Text(Rows):
    and_, or_, not_ = " and ", " or ", "not "

    def said(self, formula: Formula, at: str = "") -> str:
        """A formula as text; `at` is the name of the conviction it speaks of, with a dot."""
        if isinstance(formula, Const):
            return str(formula.value).lower()
        if isinstance(formula, Flag):
            return at + formula.column
        if isinstance(formula, Var):
            return at + formula.name
        if isinstance(formula, Cmp):
            return f"{self.term(formula.left, at)} {formula.op} {self.term(formula.right, at)}"
        if isinstance(formula, In):
            return f"{at}{formula.column} in {list(formula.codes)}"
        if isinstance(formula, And | Or):
            sign = self.and_ if isinstance(formula, And) else self.or_
            return "(" + sign.join(self.said(part, at) for part in formula.parts) + ")"
        if isinstance(formula, Neg):
            return f"{self.not_}({self.said(formula.part, at)})"
        if isinstance(formula, Many):
            if formula.number == 1:
                return self.some("k", self.said(formula.where, "k."))
            return f"{self.counted('k', self.said(formula.where, 'k.'))} >= {formula.number}"
        if isinstance(formula, Sum):
            return f"{self.added('k', self.said(formula.where, 'k.'), f'k.{formula.column}')} >= {formula.threshold}"
        assert isinstance(formula, Different)
        if not formula.each_unnamed:
            return self.different(formula, formula.number)
        unnamed = self.counted("k", f"{self.said(formula.where, 'k.')}{self.and_}k.{formula.label} == 0")
        ways = [
            self.and_.join(
                [f"{unnamed} >= {formula.number - named}"] + ([self.different(formula, named)] if named else [])
            )
            for named in range(formula.number + 1)
        ]
        return "(" + self.or_.join(f"({way})" for way in ways) + ")"

    def different(self, formula: Different, number: int, names: tuple[str, ...] = ()) -> str:
        """That there are so many convictions with labels that differ."""
        if len(names) == number:
            return "true"
        here = f"k{len(names)}"
        parts = [self.said(formula.where, f"{here}."), f"{here}.{formula.label} > 0"]
        parts += [f"{here}.{formula.label} != {other}.{formula.label}" for other in names]
        return self.some(here, self.and_.join([*parts, self.different(formula, number, (*names, here))]))

    @abstractmethod
    def some(self, name: str, where: str) -> str:
        """That some conviction, called so, satisfies this."""

    @abstractmethod
    def counted(self, name: str, where: str) -> str:
        """How many do."""

    @abstractmethod
    def added(self, name: str, where: str, what: str) -> str:
        """The sum of something over those that do."""

    def term(self, term: Term, at: str) -> str:
        """A whole number."""
        if isinstance(term, Lit):
            return str(term.value)
        if isinstance(term, Col):
            return at + term.column
        moved = f"({at}{term.column} + {term.years * 10_000})"
        year = f"(({moved} - {moved} % 10000) / 10000)"
        common = f"({year} % 4 != 0{self.or_}({year} % 100 == 0{self.and_}{year} % 400 != 0))"
        return f"({moved} % 10000 == 229{self.and_}{common} ? {moved} + 72 : {moved})"


class Zen(_Text):
    """GoRules ZEN: expressions compiled, in Rust."""

    name = "GoRules ZEN"

    @staticmethod
    def version() -> str:
        return version("zen-engine")

    def some(self, name: str, where: str) -> str:
        return f"some(counts as {name}, {where})"

    def counted(self, name: str, where: str) -> str:
        return f"count(counts as {name}, {where})"

    def added(self, name: str, where: str, what: str) -> str:
        return f"sum(map(counts as {name}, {where} ? {what} : 0))"

    def stage(self, formulas: list[Formula], of_world: bool) -> Any:
        import zen

        text = "[" + ", ".join(self.said(formula, "" if of_world else "c.") for formula in formulas) + "]"
        return zen.compile_expression(text if of_world else f"map(counts as c, {text})")

    def ask(self, expression: Any, person: dict[str, Any]) -> list[Any]:
        found: list[Any] = expression.evaluate(person)
        return found


class Cel(_Text):
    """cel-python: the Common Expression Language, compiled to Python."""

    name = "cel-python"
    and_, or_, not_ = " && ", " || ", "!"

    @staticmethod
    def version() -> str:
        return version("cel-python")

    def refuses(self, formula: Formula) -> str:
        return "CEL has no sum over a list" if isinstance(formula, Sum) else ""

    def some(self, name: str, where: str) -> str:
        return f"counts.exists({name}, {where})"

    def counted(self, name: str, where: str) -> str:
        return f"counts.filter({name}, {where}).size()"

    def added(self, name: str, where: str, what: str) -> str:
        raise AssertionError("refused before")

    def build(self) -> None:
        import celpy

        self.environment = celpy.Environment(runner_class=celpy.CompiledRunner)
        self.to_cel = celpy.json_to_cel
        super().build()

    def stage(self, formulas: list[Formula], of_world: bool) -> Any:
        text = "[" + ", ".join(self.said(formula, "" if of_world else "c.") for formula in formulas) + "]"
        read = {name for formula in formulas for one in below(formula) for name in _names(one)} if of_world else set()
        program = self.environment.program(self.environment.compile(text if of_world else f"counts.map(c, {text})"))
        return program, sorted(read), of_world

    def ask(self, expression: Any, person: dict[str, Any]) -> list[Any]:
        program, read, of_world = expression
        context = {name: self.to_cel(person[name]) for name in read if name in person}
        found = program.evaluate(context | {"counts": self.to_cel(person["counts"])})
        if not of_world:
            return [[bool(one) for one in answers] for answers in found]
        return [bool(one) for one in found]


def _names(formula: Formula) -> list[str]:
    if isinstance(formula, Flag | In):
        return [formula.column]
    if isinstance(formula, Var):
        return [formula.name]
    if isinstance(formula, Cmp):
        return [side.column for side in (formula.left, formula.right) if isinstance(side, Col | Years)]
    return []
