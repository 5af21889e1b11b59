"""In which order rules and quantifiers are worked out over worlds and their counts, however the columns are held."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from steelyard.logic import fragment as fr
from steelyard.logic.errors import RuleError
from steelyard.logic.expr import AtLeast, Holds, Node, Total
from steelyard.logic.facts import Entity
from steelyard.logic.fragment import Flag
from steelyard.logic.lowering import Key, Lowered, Lowering, Plan, Reader, open_only, plan_of, union, where_holds
from steelyard.logic.rule import Pack
from steelyard.logic.truth import Why

MOST_AWAITED = 2
"""Each truth that a quantifier waits for has three answers, and the quantifier's parts are worked out under each."""

Answers = tuple[tuple[Key, bool | None], ...]
"""What some truths of the world are taken to be."""

_MARKED = 10
"""The first bit that stands for the reasons of a truth of the world; the bits below are those of `Why`."""


def _answers(keys: Sequence[Key]) -> list[Answers]:
    """Every answer that these truths can have together; one that is empty where there are none."""
    return [tuple(zip(keys, one, strict=True)) for one in product((True, False, None), repeat=len(keys))]


class Schedule:
    """What some rules of a pack need, in an order in which it can be worked out.

    Raises RuleError (SY-L006) for a rule nobody declares.
    """

    def __init__(self, pack: Pack, rules: Iterable[str]) -> None:
        self.pack = pack
        self.asked = tuple(rules)
        self.order: list[Key] = []
        self.needs: dict[Key, tuple[Key, ...]] = {}
        self._awaited: dict[Key, tuple[Key, ...]] = {}
        for name in self.asked:
            self._visit(name)

    def _visit(self, key: Key) -> None:
        if key in self.needs:
            return
        below: list[Key] = []
        roots: Iterable[Node] = self.pack.rule(key).expressions() if isinstance(key, str) else (key.where,)
        for root in roots:
            below += self._direct(root)
        self.needs[key] = tuple(dict.fromkeys(below))
        for one in self.needs[key]:
            self._visit(one)
        self.order.append(key)

    def _direct(self, node: Node) -> list[Key]:
        """What a node reads that is worked out by itself; a quantifier's own needs are its own."""
        if isinstance(node, AtLeast | Total):
            return [node]
        if isinstance(node, Holds):
            return [node.rule]
        return [key for child in node.children() for key in self._direct(child)]

    def of_world(self, key: Key) -> bool:
        """True for what is of a world, not of one of its counts."""
        return not isinstance(key, str) or self.pack.rule(key).entity is not Entity.COUNT

    def awaited(self, key: Key) -> tuple[Key, ...]:
        """The truths of the world that a rule about counts, or a quantifier's condition, waits for; most wait for none."""
        if key not in self._awaited:
            found: dict[Key, None] = {}
            for need in self.needs[key]:
                found |= {need: None} if self.of_world(need) else dict.fromkeys(self.awaited(need))
            self._awaited[key] = tuple(found)
        return self._awaited[key]


@dataclass(frozen=True, slots=True)
class Parts:
    """What each count adds to its world. Worlds with the same totals give every rule the same verdict.

    `caps` names the columns of `frame` that are added up, and the number above which a total no longer matters. `plans`
    says how totals decide each quantifier, under each answer of the truths it waits for.
    """

    frame: Any
    caps: Mapping[str, int]
    plans: Mapping[AtLeast | Total, Sequence[tuple[Answers, Plan]]]
    marks: Mapping[Why, Key]


class Steps(ABC):
    """One run: which truths stand on the counts and on the worlds so far, and what comes next."""

    def __init__(self, schedule: Schedule, counts: Reader, worlds: Reader) -> None:
        self.schedule = schedule
        self.reader_counts = counts
        self.reader_worlds = worlds
        self.on_counts: dict[Key, Lowered] = {}
        self.on_worlds: dict[Key, Lowered] = {}
        self._under: dict[tuple[str, Answers], Lowered] = {}

    @abstractmethod
    def kept(self, truths: Mapping[Key, Lowered], *, of_world: bool) -> Mapping[Key, Lowered]:
        """Truths just worked out, each to be read again and again."""

    @abstractmethod
    def summed(self, plans: Sequence[Plan]) -> None:
        """Add up the parts of plans over the counts of each world, for the worlds' reader to tell."""

    @abstractmethod
    def lifted(self, truths: Mapping[Key, Lowered]) -> Mapping[Key, Lowered]:
        """Truths of the worlds as truths of their counts."""

    @abstractmethod
    def with_parts(self, plans: Sequence[Plan]) -> Any:
        """The counts with a column for each part of the plans."""

    # --- worlds and counts together ----------------------------------------------------------------------------------

    def finish(self) -> None:
        """Work out everything."""
        while len({*self.on_counts, *self.on_worlds}) < len(self.schedule.order):
            before = len(self.on_counts) + len(self.on_worlds)
            while self._rules(of_world=False):
                pass
            self._quantifiers()
            while self._rules(of_world=True):
                pass
            self._lift()
            if len(self.on_counts) + len(self.on_worlds) == before:
                raise AssertionError("the rules cannot be put in an order")

    def _rules(self, *, of_world: bool) -> bool:
        """Every rule whose needs are there; false when there is none."""
        schedule = self.schedule
        done = self.on_worlds if of_world else self.on_counts
        ready = [
            key
            for key in schedule.order
            if isinstance(key, str)
            and key not in done
            and schedule.of_world(key) is of_world
            and all(need in done for need in schedule.needs[key])
        ]
        if not ready:
            return False
        lower = Lowering(schedule.pack, self.reader_worlds if of_world else self.reader_counts, done, of_world)
        done |= self.kept({key: lower.rule(schedule.pack.rule(key)) for key in ready}, of_world=of_world)
        return True

    def _quantifiers(self) -> None:
        """Every quantifier whose condition can be read, by plain sums over each world's counts."""
        ready = [
            key
            for key in self.schedule.order
            if not isinstance(key, str)
            and key not in self.on_worlds
            and all(need in self.on_counts for need in self.schedule.needs[key])
        ]
        if not ready:
            return
        lower = Lowering(self.schedule.pack, self.reader_counts, self.on_counts, False)
        begun = len(self.on_worlds)
        plans = [plan_of(key, lower, self.reader_counts, f"~q{begun + i}") for i, key in enumerate(ready)]
        self.summed(plans)
        said: dict[Key, Lowered] = {plan.key: plan.decide(self.reader_worlds) for plan in plans}
        self.on_worlds |= self.kept(said, of_world=True)

    def _lift(self) -> None:
        """Truths of the world for its counts, where a rule about counts still needs them."""
        schedule = self.schedule
        wanted = {
            need: self.on_worlds[need]
            for key in schedule.order
            if not isinstance(key, str) or not schedule.of_world(key)
            for need in schedule.needs[key]
            if need in self.on_worlds and need not in self.on_counts
        }
        self.on_counts |= self.lifted(wanted)

    # --- counts, then worlds -------------------------------------------------------------------------------------------

    def parts(self) -> Parts:
        """What each count adds, whatever else is in its world."""
        while self._rules(of_world=False):
            pass
        schedule = self.schedule
        awaited = dict.fromkeys(one for key in schedule.order for one in schedule.awaited(key))
        marks = {key: Why(1 << (_MARKED + place)) for place, key in enumerate(awaited)}
        caps: dict[str, int] = {}
        plans: dict[AtLeast | Total, list[tuple[Answers, Plan]]] = {}
        for place, key in enumerate(schedule.order):
            if isinstance(key, str):
                continue
            if len(schedule.awaited(key)) > MOST_AWAITED:
                raise RuleError("SY-L013", f"a quantifier waits for more than {MOST_AWAITED} truths of its world",
                                right="`run`, which takes as many steps as it needs")  # fmt: skip
            plans[key] = []
            for number, answers in enumerate(_answers(schedule.awaited(key))):
                lower = Lowering(schedule.pack, self.reader_counts, self._given(key, answers, marks), False)
                plan = plan_of(key, lower, self.reader_counts, f"~{place}_{number}")
                if plan.label is not None:
                    raise RuleError("SY-L013", "labels tell the counts of a world apart", right="no column of labels")
                plans[key].append((answers, plan))
                caps |= {name: plan.cap(name) for name in plan.parts}
        frame = self.with_parts([plan for each in plans.values() for _, plan in each])
        return Parts(frame, caps, plans, {bit: key for key, bit in marks.items()})

    def _given(self, key: Key, answers: Answers, marks: Mapping[Key, Why]) -> Mapping[Key, Lowered]:
        """What stands on the counts for a key's needs, when the truths of the world are these."""
        taken = dict(answers)
        given: dict[Key, Lowered] = {}
        for need in self.schedule.needs[key]:
            if need in self.on_counts:
                given[need] = self.on_counts[need]
            elif need in taken:
                value = taken[need]
                given[need] = Lowered(value is True, value is False, {marks[need]: True} if value is None else {})
            else:
                assert isinstance(need, str)
                own = tuple((one, taken[one]) for one in self.schedule.awaited(need))
                if (need, own) not in self._under:
                    lower = Lowering(self.schedule.pack, self.reader_counts, self._given(need, own, marks), False)
                    said: dict[Key, Lowered] = {need: lower.rule(self.schedule.pack.rule(need))}
                    self._under[need, own] = self.kept(said, of_world=False)[need]
                given[need] = self._under[need, own]
        return given

    def decide(self, parts: Parts) -> None:
        """Every truth of the worlds, from the totals of the parts alone."""
        while True:
            ready = [key for key in parts.plans if key not in self.on_worlds
                     and all(one in self.on_worlds for one in self.schedule.awaited(key))]  # fmt: skip
            if ready:
                self.on_worlds |= self.kept({key: self._decided(parts, key) for key in ready}, of_world=True)
            if not self._rules(of_world=True) and not ready:
                break

    def _decided(self, parts: Parts, key: AtLeast | Total) -> Lowered:
        """A quantifier's truth: what its totals say under the answers that the truths it waits for have."""
        true: list[Flag] = []
        false: list[Flag] = []
        why: list[Mapping[Why, Flag]] = []
        for answers, plan in parts.plans[key]:
            said = plan.decide(self.reader_worlds)
            truths = {one: self.on_worlds[one] for one, _ in answers}
            here = fr.both(*(
                truths[one].true if answer else truths[one].unknown if answer is None else truths[one].false
                for one, answer in answers
            ))  # fmt: skip
            true.append(fr.both(here, said.true))
            false.append(fr.both(here, said.false))
            for bit, flag in said.why.items():
                stands = fr.both(here, flag)
                why.append(where_holds(stands, truths[parts.marks[bit]].why) if bit in parts.marks else {bit: stands})
        return open_only(fr.either(*true), fr.either(*false), union(*why))
