"""Rego, one person at a time: one policy of all the rules, in OPA itself and in regorus, which is written anew in Rust.

What is the person's is a complete rule; what is a conviction's is the set of the places in `input.counts` where it is so.
One query gives every answer about a person.
"""

from __future__ import annotations

import json
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
)
from benchmarks.peers.peer import Answers, Lowered
from steelyard.logic import columns as co

HEADER = """package law

import rego.v1

common(year) if year % 4 != 0

common(year) if {
  year % 100 == 0
  year % 400 != 0
}

moved(day, years) := there + 72 if {
  there := day + (years * 10000)
  there % 10000 == 229
  common((there - 229) / 10000)
} else := day + (years * 10000)
"""


class Rego(Lowered):
    """The policy, and a person's answers from it; an engine says how the policy is taken and a person is asked about."""

    def build(self) -> None:
        self.lines: list[str] = [HEADER]
        self.helpers: dict[tuple[Formula, bool], str] = {}
        for stage in self.core.stages:
            for one in stage.definitions:
                self.define(one.name, one.formula, one.of_world)
        self.answered = {
            of_world: [f"{self.core.names[rule]}_{end}" for rule in self.core.answers(of_world) for end in ("lo", "hi")]
            for of_world in (False, True)
        }
        self.lines += [
            "\n".join([f"{whose} := [", *(f"  {name}," for name in self.answered[of_world]), "]"])
            for whose, of_world in (("counts", False), ("person", True))
        ]  # fmt: skip
        self.lines.append('answer := {"person": person, "counts": counts}')
        self.taken("\n".join(self.lines) + "\n")

    @abstractmethod
    def taken(self, policy: str) -> None:
        """Compile the policy."""

    @abstractmethod
    def ask(self, person: dict[str, Any]) -> dict[str, Any]:
        """What the policy answers about a person."""

    # --- the policy ----------------------------------------------------------------------------------------------------

    def define(self, name: str, formula: Formula, of_world: bool) -> None:
        """Rules whose head is the formula."""
        if of_world:
            self.lines.append(f"default {name} := false")
        head, first = (name, []) if of_world else (f"{name} contains i", ["some i, c in input.counts"])
        for way in formula.parts if isinstance(formula, Or) else (formula,):
            body = [*first, *(self.literal(part, of_world) for part in (way.parts if isinstance(way, And) else (way,)))]
            self.lines.append("\n  ".join([f"{head} if {{", *body]) + "\n}")

    def helper(self, formula: Formula, of_world: bool) -> str:
        """A rule of its own for a formula in a formula."""
        if isinstance(formula, Var) and formula.of_world is of_world:
            return formula.name
        key = (formula, of_world)
        if key not in self.helpers:
            self.helpers[key] = f"part_{len(self.helpers)}"
            self.define(self.helpers[key], formula, of_world)
        return self.helpers[key]

    def literal(self, formula: Formula, of_world: bool) -> str:
        """A formula as an expression of a body, in which a conviction is `c` and its place `i`."""
        if isinstance(formula, Const):
            return str(formula.value).lower()
        if isinstance(formula, Flag):
            return self.read(formula.column)
        if isinstance(formula, Var):
            return formula.name if formula.of_world else f"{formula.name}[i]"
        if isinstance(formula, Neg):
            if isinstance(formula.part, Flag | Var):
                return f"not {self.literal(formula.part, of_world)}"
            return f"not {self.helper(formula.part, of_world)}{'' if of_world else '[i]'}"
        if isinstance(formula, Cmp):
            return f"{self.term(formula.left)} {formula.op} {self.term(formula.right)}"
        if isinstance(formula, In):
            return f"{self.read(formula.column)} in {{{', '.join(map(str, formula.codes))}}}"
        if isinstance(formula, And | Or):
            return f"{self.helper(formula, of_world)}{'' if of_world else '[i]'}"
        where = self.helper(formula.where, False)
        if isinstance(formula, Many):
            return f"count({where}) >= {formula.number}"
        if isinstance(formula, Sum):
            return f"sum([s | some k in {where}; s := input.counts[k].{formula.column}]) >= {formula.threshold}"
        assert isinstance(formula, Different)
        number = f"count({{s | some k in {where}; s := input.counts[k].{formula.label}; s > 0}})"
        if formula.each_unnamed:
            number += f" + count([k | some k in {where}; input.counts[k].{formula.label} == 0])"
        return f"{number} >= {formula.number}"

    @staticmethod
    def read(column: str) -> str:
        """A column of the person or of the conviction in view."""
        return f"input.{column}" if column.startswith("p_") else f"c.{column}"

    def term(self, term: Term) -> str:
        """A whole number."""
        if isinstance(term, Lit):
            return str(term.value)
        return self.read(term.column) if isinstance(term, Col) else f"moved({self.read(term.column)}, {term.years})"

    # --- persons -------------------------------------------------------------------------------------------------------

    def prepare(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> object:
        of_count, of_world = self.bounds(convictions, persons)
        people = {row.pop(co.WORLD): {**row, "counts": []} for row in of_world.to_dicts()}
        rows: dict[int, list[int]] = {number: [] for number in people}
        for row in of_count.to_dicts():
            number = row.pop(co.WORLD)
            rows[number].append(row.pop("row"))
            people[number]["counts"].append(row)
        return [(number, rows[number], person) for number, person in people.items()]

    def evaluate(self, ready: Any) -> object:
        return [(number, rows, self.ask(person)) for number, rows, person in ready]

    def finish(self, found: Any) -> Answers:
        of_count: list[tuple[Any, ...]] = []
        of_world: list[tuple[Any, ...]] = []
        for number, rows, said in found:
            of_world.append((number, *said["person"]))
            of_count += [(row, *(place in true for true in said["counts"])) for place, row in enumerate(rows)]
        frames = []
        for key, whose, made in (("row", False, of_count), (co.WORLD, True, of_world)):
            schema = {key: pl.Int64} | dict.fromkeys(self.answered[whose], pl.Boolean)
            frames.append(self.verdicts(pl.DataFrame(made, schema=schema, orient="row"), whose))
        return frames[0], frames[1]


class Opa(Rego):
    """Open Policy Agent's own library, in Go, called in the same process."""

    name = "OPA"

    @staticmethod
    def version() -> str:
        return f"1.20.2 in opa-golib-python-bindings {version('opa-golib-python-bindings')}"

    def taken(self, policy: str) -> None:
        from opa_bindings import OpaEngine

        self.engine = OpaEngine()
        self.engine.add_policy("law.rego", policy)

    def ask(self, person: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = self.engine.eval_document("law.answer", person)
        return found


class Regorus(Rego):
    """regorus: Rego compiled for a virtual machine, in Rust."""

    name = "regorus"

    @staticmethod
    def version() -> str:
        return version("gordon-to-regorus")

    def taken(self, policy: str) -> None:
        import regorus

        self.machine = regorus.Rvm()
        self.machine.load_program(
            regorus.Program.compile_from_modules("{}", [("law.rego", policy)], ["data.law.answer"])
        )

    def ask(self, person: dict[str, Any]) -> dict[str, Any]:
        self.machine.set_input_json(json.dumps(person))
        found: dict[str, Any] = json.loads(self.machine.execute())
        return found
