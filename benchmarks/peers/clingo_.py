"""clingo: every formula a predicate of a logic program, solved for a batch of persons at once."""

from __future__ import annotations

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

AT_ONCE = 200
"""Persons of one program: more make clingo's tables larger than its caches."""


class Clingo(Lowered):
    """`of(C, W)`: conviction C is person W's. A formula of a conviction is a predicate of C, one of a person of W."""

    name = "clingo"

    @staticmethod
    def version() -> str:
        return version("clingo")

    def build(self) -> None:
        self.lines: list[str] = []
        self.helpers: dict[tuple[Formula, bool], str] = {}
        for stage in self.core.stages:
            for one in stage.definitions:
                self.define(one.name, one.formula, one.of_world)
        shown = [
            f"#show {self.core.names[rule]}_{end}/1."
            for of_world in (False, True) for rule in self.core.answers(of_world) for end in ("lo", "hi")
        ]  # fmt: skip
        self.program = "\n".join([*self.lines, *shown, "#defined of/2.", *self.declared()])

    def declared(self) -> list[str]:
        """Every input predicate, so that one without a fact is false and not an error."""
        flags = {one.column for one in self.core.formulas() if isinstance(one, Flag)}
        return [f"#defined {name}/{1 if name in flags else 2}." for name in sorted(self.core.columns)]

    def define(self, name: str, formula: Formula, of_world: bool) -> None:
        """Rules whose head is the formula."""
        head, domain = (f"{name}(W)", "person(W)") if of_world else (f"{name}(C)", "of(C,W)")
        for way in formula.parts if isinstance(formula, Or) else (formula,):
            parts = way.parts if isinstance(way, And) else (way,)
            body = ", ".join([domain, *(self.literal(part, of_world) for part in parts)])
            self.lines.append(f"{head} :- {body}.")

    def helper(self, formula: Formula, of_world: bool) -> str:
        """A predicate of its own for a formula in a formula."""
        key = (formula, of_world)
        if key not in self.helpers:
            self.helpers[key] = f"part_{len(self.helpers)}"
            self.define(self.helpers[key], formula, of_world)
        return self.helpers[key]

    def literal(self, formula: Formula, of_world: bool) -> str:
        """A formula as what may stand in a body where C (and W) or W are bound."""
        who = "W" if of_world else "C"
        if isinstance(formula, Const):
            return "#true" if formula.value else "#false"
        if isinstance(formula, Flag):
            return f"{formula.column}({'W' if formula.column.startswith('p_') else who})"
        if isinstance(formula, Var):
            return f"{formula.name}({'W' if formula.of_world else who})"
        if isinstance(formula, Neg):
            inner = formula.part
            if isinstance(inner, Flag | Var):
                return f"not {self.literal(inner, of_world)}"
            return f"not {self.helper(inner, of_world)}({who})"
        if isinstance(formula, Cmp | In | And | Or):
            if isinstance(formula, Cmp):
                return ", ".join(self.compared(formula, who))
            if isinstance(formula, In):
                column = f"{formula.column}({'W' if formula.column.startswith('p_') else who},{self.variable()})"
                value = column.rpartition(",")[2][:-1]
                return f"{column}, {value} = ({';'.join(map(str, formula.codes))})"
            return f"{self.helper(formula, of_world)}({who})"
        where = f"{self.helper(formula.where, False)}(K)"
        if isinstance(formula, Many):
            return f"{formula.number} #count {{ K : of(K,W), {where} }}"
        if isinstance(formula, Sum):
            return f"#sum {{ S,K : of(K,W), {where}, {formula.column}(K,S) }} >= {formula.threshold}"
        assert isinstance(formula, Different)
        terms = f"1,S : of(K,W), {where}, {formula.label}(K,S), S > 0"
        if formula.each_unnamed:
            terms += f"; 0,K : of(K,W), {where}, {formula.label}(K,0)"
        return f"{formula.number} #count {{ {terms} }}"

    def variable(self) -> str:
        """A variable that stands nowhere else."""
        self.used = getattr(self, "used", 0) + 1
        return f"V{self.used}"

    def compared(self, formula: Cmp, who: str) -> list[str]:
        """A comparison, with what binds its sides."""
        found = []
        sides = []
        for side in (formula.left, formula.right):
            text = str(side.value) if isinstance(side, Lit) else self.variable()
            sides.append(text)
            if isinstance(side, Lit):
                continue
            at = "W" if side.column.startswith("p_") else who
            if isinstance(side, Col):
                found.append(f"{side.column}({at},{text})")
            else:
                found += self.moved(side, at, text)
        op = "=" if formula.op == "==" else formula.op
        return [*found, f"{sides[0]} {op} {sides[1]}"]

    def moved(self, side: Term, at: str, text: str) -> list[str]:
        """A day moved by years, by a predicate of its own."""
        assert not isinstance(side, Lit | Col)
        name = f"years_{side.column}_{str(side.years).replace('-', 'm')}"
        if not any(line.startswith(f"{name}(") for line in self.lines):
            step = side.years * 10_000
            common = f"common_{name}"
            self.lines += [
                f"{common}(M) :- {side.column}(_,D), M = D+{step}, M \\ 10000 = 229, (M/10000) \\ 4 != 0.",
                f"{common}(M) :- {side.column}(_,D), M = D+{step}, M \\ 10000 = 229, (M/10000) \\ 100 = 0, "
                f"(M/10000) \\ 400 != 0.",
                f"{name}(X,M+72) :- {side.column}(X,D), M = D+{step}, {common}(M).",
                f"{name}(X,M) :- {side.column}(X,D), M = D+{step}, not {common}(M).",
            ]
        return [f"{name}({at},{text})"]

    def prepare(self, convictions: pl.DataFrame, persons: pl.DataFrame) -> object:
        """Batches of facts as text."""
        of_count, of_world = self.bounds(convictions, persons)
        batches = []
        for start in range(0, of_world.height, AT_ONCE):
            some = of_world.slice(start, AT_ONCE)
            counts = of_count.filter(pl.col(co.WORLD).is_between(some[co.WORLD][0], some[co.WORLD][-1]))
            facts: list[str] = []
            for row in some.to_dicts():
                number = row.pop(co.WORLD)
                facts.append(f"person({number}).")
                facts += self.facts(number, row)
            for row in counts.to_dicts():
                number, world = row.pop("row"), row.pop(co.WORLD)
                facts.append(f"of({number},{world}).")
                facts += self.facts(number, row)
            batches.append((" ".join(facts), counts["row"], some[co.WORLD]))
        return batches

    @staticmethod
    def facts(number: int, row: dict[str, Any]) -> list[str]:
        """What is true of a person or conviction."""
        return [
            f"{name}({number})." if value is True else f"{name}({number},{value})."
            for name, value in row.items()
            if value is not False
        ]

    def evaluate(self, ready: Any) -> object:
        import clingo

        found = []
        for facts, rows, worlds in ready:
            control = clingo.Control(["--warn=none"])
            control.add("base", [], self.program + "\n" + facts)
            control.ground([("base", [])])
            true: dict[str, set[int]] = {}
            with control.solve(yield_=True) as handle:
                for symbol in handle.model().symbols(shown=True):
                    true.setdefault(symbol.name, set()).add(symbol.arguments[0].number)
            found.append((true, rows, worlds))
        return found

    def finish(self, found: Any) -> Answers:
        frames: tuple[list[pl.DataFrame], list[pl.DataFrame]] = ([], [])
        for true, rows, worlds in found:
            for of_world, key, numbers in ((False, "row", rows), (True, co.WORLD, worlds)):
                made: dict[str, Any] = {key: numbers}
                for rule in self.core.answers(of_world):
                    for end in ("lo", "hi"):
                        name = f"{self.core.names[rule]}_{end}"
                        made[name] = [number in true.get(name, ()) for number in numbers]
                frames[of_world].append(self.verdicts(pl.DataFrame(made), of_world))
        return pl.concat(frames[0]), pl.concat(frames[1])
