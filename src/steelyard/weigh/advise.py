"""Weighing a case: every option, every posture class, every consequence, with its reasons and both stances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.find import Catalogue, catalogue
from steelyard.catalog.forums import forum_of_state, is_forum
from steelyard.catalog.found import Found
from steelyard.catalog.known import beyond_what_is_known
from steelyard.law.columns import columns
from steelyard.law.interview import doubts
from steelyard.law.pack import federal_pack
from steelyard.law.postures import Posture
from steelyard.logic.bits import Bits, Choice, Combinations
from steelyard.logic.errors import CaseError
from steelyard.logic.evaluate import RECORD_COMPLETE, CountFacts, Trace, World, asked_of_person, evaluate
from steelyard.logic.facts import Among, Between, Known
from steelyard.logic.questions import Question, questions
from steelyard.logic.rule import Pack
from steelyard.logic.truth import Why
from steelyard.weigh.cells import RECORD_ROW, Cell, Row, Worked, cell_of, cell_to_share
from steelyard.weigh.counts import CaseReader, Problem, Weighed, not_to_come
from steelyard.weigh.reading import in_dollars
from steelyard.weigh.receipt import Receipt, answers_hash
from steelyard.weigh.worlds import ASKED_BY_MATCH, people, person_facts, world_of

if TYPE_CHECKING:
    from steelyard.weigh.case import Case, Disposition, Option
    from steelyard.weigh.limits import Caution
    from steelyard.weigh.shared import SharedCells

DAYS_THAT_HAVE_COME = ("admission_date", "first_admitted", "residence_began")
"""Days of a person that lie behind whoever is weighed."""


@dataclass(frozen=True)
class Advice:
    """A weighed case."""

    case: Case
    forum: str
    law_as_of: date
    status_blind: bool
    postures: tuple[Posture, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    receipt: Receipt
    offenses: tuple[Found, ...]
    worlds: Mapping[tuple[str, str], World]
    pack: Pack

    def row(self, option: str) -> Row:
        """The row of an option by its id. Raises CaseError (SY-C007) when the case has none of that id."""
        for row in self.rows:
            if row.id == option:
                return row
        names = ", ".join(row.id for row in self.rows)
        raise CaseError("SY-C007", f"there is no option {option!r}", right=f"one of {names}")

    def trace(self, option: str, posture: str, rule: str) -> Trace:
        """The complete trace behind a cell. Raises CaseError (SY-C010) for a posture that was not computed."""
        self.row(option)
        if (option, posture) not in self.worlds:
            raise CaseError("SY-C010", f"posture {posture!r} was not computed",
                            right=f"one of {', '.join(p.name for p in self.postures)}")  # fmt: skip
        return evaluate(self.worlds[option, posture], rule)

    def questions(self) -> list[Question]:
        """What to ask next: the facts that can decide most of the unknown answers first."""
        open_cells = (
            (self.worlds[row.id, posture], self.trace(row.id, posture, rule))
            for row in self.rows
            for posture, cells in row.cells.items()
            for rule, cell in cells.items()
            if not cell.truth.known
        )
        return questions(open_cells)

    @cached_property
    def cautions(self) -> tuple[Caution, ...]:
        """The limits on pleas that the options meet; none decides an answer."""
        from steelyard.weigh.limits import cautions

        return cautions(self.case, catalogue(), self.law_as_of)

    @cached_property
    def drafts(self) -> tuple[int, int]:
        """How many entries of law the result rests on, and how many of them an attorney has signed."""
        return len(columns()) + len(self.offenses), sum(1 for found in self.offenses if found.reviewed)


class Weigher:
    """A case opened for weighing: any option over its counts, one row at a time.

    What a count brings about by itself is worked out once and shared by every row it stands in; `shared` has cells that
    other cases worked out. Raises CaseError as `advise` does.
    """

    def __init__(
        self, case: Case, *, law: Catalogue | None = None, pack: Pack | None = None, today: date | None = None,
        shared: SharedCells | None = None,
    ) -> None:  # fmt: skip
        self.case = case
        self._shared = shared
        self.law = law or catalogue()
        self.pack = pack or federal_pack()
        self.as_of = case.law_as_of or today or date.today()
        if case.state not in JURISDICTIONS:
            raise CaseError("SY-C010", f"there is no law of {case.state} here", where="state",
                            right=f"one of {', '.join(JURISDICTIONS)}")  # fmt: skip
        self.forum = case.forum or forum_of_state(case.state)
        if not is_forum(self.forum):
            raise CaseError("SY-C010", f"{self.forum!r} is not a forum", where="forum",
                            right='"BIA" or a circuit such as "9th Cir."')  # fmt: skip
        if case.person is not None and (doubt := doubts(case.person.interview)):
            raise CaseError("SY-C017", "the person may be a citizen, and nothing is weighed before that is settled",
                            where=f"person.interview: {', '.join(one.name for one in doubt)}",
                            right="citizenship_checked, when a lawyer has seen the papers")  # fmt: skip
        self.postures = tuple(people(case))
        self.worlds: dict[tuple[str, str], World] = {}
        self.used: dict[str, Found] = {}
        self._reader = CaseReader(case, self.law, self.as_of, self.forum)
        for name in DAYS_THAT_HAVE_COME if case.person is not None else ():
            day = self.postures[0].facts.get(name)
            not_to_come(day if isinstance(day, date) else None, self._reader.latest, f"person.facts.{name}")
        self._reader.assumed.update(beyond_what_is_known(self.as_of, *_days_of_decision(case)))
        if not case.forum:
            self._reader.assumed.add(
                f"forum = {self.forum}, that of the state; a case begun elsewhere follows the law there"
            )
        self._earlier = self._priors(present=False)

    @property
    def assumed(self) -> tuple[str, ...]:
        """The facts that were taken as given, in words."""
        return tuple(sorted(self._reader.assumed))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be answered so far."""
        return tuple(self._reader.problems.values())

    def record(self) -> Row:
        """The row that weighs the record alone, as it stands before this case."""
        return self._row(RECORD_ROW, "the record as it stands, before this case", self._priors(present=True), ())

    def _priors(self, *, present: bool) -> list[Weighed]:
        many = enumerate(self.case.priors)
        return [one for i, p in many for one in self._reader.prior(p, present=present, where=f"priors[{i}]")]

    def option(self, option: Option, where: str) -> Row:
        """The row of one option; `where` names it in errors."""
        weighed = self._reader.option(option, where) + self._earlier
        return self._row(option.id, option.label, weighed, _keeps(option))

    def reading(self, option: Option, where: str) -> Mapping[str, tuple[bool | None, ...]]:
        """The cautious reading alone, by posture: for each column whether it is triggered, None where that is open."""
        weighed = self._reader.option(option, where) + self._earlier
        worlds = self._worlds(weighed)
        found: dict[str, list[bool | None]] = {posture.name: [] for posture in self.postures}
        for column in columns():
            adverse = self.pack.rules[column.rule].adverse
            for alike in self._alike(column.rule, worlds):
                value = evaluate(worlds[alike[0]], column.rule).truth.value
                triggered = value if adverse or value is None else not value
                for name in alike:
                    found[name].append(triggered)
        return {name: tuple(values) for name, values in found.items()}

    def combinations(self, by_count: Sequence[Sequence[Disposition]]) -> Mapping[str, tuple[Bits, ...]]:
        """The cautious reading of every combination of one disposition a count, by posture and column, one bit a combination.

        `by_count` has the dispositions to choose from, in the order of the case's counts.
        """
        slots: list[list[Choice]] = []
        weighed = list(self._earlier)
        for count, several in zip(self.case.counts, by_count, strict=True):
            choices: list[Choice] = []
            for number, disposition in enumerate(several):
                brings = self._reader.disposition(count, disposition, f"count {count.id}")
                named = [replace(one, facts=replace(one.facts, id=f"{one.facts.id}#{number}")) for one in brings]
                weighed += named
                choices.append(tuple(one.facts for one in named))
            slots.append(choices)
        base = world_of(self.pack, self.law, self.case, self.as_of, self.forum, weighed)
        base = replace(base, counts=tuple(one.facts for one in self._earlier))
        offenses = {one.facts.id: one for one in weighed}

        def alike(count: CountFacts) -> tuple[object, ...]:
            one = offenses[count.id]
            asked = [count.facts.get(short) for short in ASKED_BY_MATCH]
            return (one.found.id, tuple(offense.id for offense in one.found.offenses), one.form, one.modifier, *asked)

        every = Combinations(base, slots, alike)
        found: dict[str, tuple[Bits, ...]] = {}
        rules = [column.rule for column in columns()]
        adverse = [self.pack.rules[rule].adverse for rule in rules]
        for posture in self.postures:
            verdicts = every.verdicts(rules, person_facts(posture, weighed, self.as_of))
            found[posture.name] = tuple(
                one if bad else Bits(one.false, one.true) for one, bad in zip(verdicts, adverse, strict=True)
            )
        return found

    def _worlds(self, weighed: Sequence[Weighed]) -> dict[str, World]:
        base = world_of(self.pack, self.law, self.case, self.as_of, self.forum, weighed)
        return {
            posture.name: replace(base, person=person_facts(posture, weighed, self.as_of)) for posture in self.postures
        }

    def _alike(self, rule: str, worlds: Mapping[str, World]) -> Iterable[list[str]]:
        """The postures, in groups whose members the rule cannot tell apart."""
        groups: dict[tuple[object, ...], list[str]] = {}
        for name, world in worlds.items():
            groups.setdefault(asked_of_person(world, rule), []).append(name)
        return groups.values()

    def _row(self, name: str, label: str, weighed: Sequence[Weighed], keeps: tuple[str, ...]) -> Row:
        self.used |= {one.found.id: one.found for one in weighed if one.found.id}
        worlds = self._worlds(weighed)
        self.worlds |= {(name, posture): world for posture, world in worlds.items()}
        worked = Worked()
        cells: dict[str, dict[str, Cell]] = {posture.name: {} for posture in self.postures}
        shared = self._shared.at(next(iter(worlds.values()))) if self._shared is not None else None
        for column in columns():
            for alike in self._alike(column.rule, worlds):
                world = worlds[alike[0]]
                if shared is None:
                    cell = cell_of(world, column, worked)
                else:
                    cell = shared(world, column.rule, partial(cell_to_share, world, column, worked))
                for posture in alike:
                    cells[posture][column.rule] = cell
        return Row(name, label, cells, keeps)


def advise(
    case: Case, *, law: Catalogue | None = None, pack: Pack | None = None, today: date | None = None,
    shared: SharedCells | None = None,
) -> Advice:  # fmt: skip
    """Weigh a case: every option in every posture class (or in the person's own), with a receipt.

    `today` stands in for the day whose law is asked for when the case names none; `shared` is for many cases of one law.
    Raises CaseError for a forum or state we do not have (SY-C010), a term above the maximum (SY-C011), a level the offense
    never has (SY-C012), or a person whose citizenship is in doubt (SY-C017). A charge nobody knows does not stop the rest: its
    cells are not analysed, and `problems` says so. Where a first plea is taken back, the time while it stands is a row more.
    """
    from steelyard.weigh.case import staged

    case = staged(case)
    weigher = Weigher(case, law=law, pack=pack, today=today, shared=shared)
    rows = [weigher.record()] if case.priors else []
    rows += [weigher.option(option, f"options[{number}]") for number, option in enumerate(case.options)]
    return advice_of(weigher, case, rows)


def advice_of(weigher: Weigher, case: Case, rows: Sequence[Row]) -> Advice:
    """The advice that rows already weighed make up; `case` has their options."""
    receipt = _receipt(weigher, case, rows)
    return Advice(case, weigher.forum, weigher.as_of, case.person is None, weigher.postures, tuple(rows),
                  weigher.problems, receipt, tuple(weigher.used.values()), weigher.worlds, weigher.pack)  # fmt: skip


def _days_of_decision(case: Case) -> list[date]:
    """The days on which matters of the case were decided or are to be, as far as it names them."""
    named = [
        getattr(prior, name) for prior in case.priors for name in ("plea_date", "conviction_date", "sentence_date")
    ]
    named += [one.conviction_date for option in case.options for one in option.dispositions]
    return [day for day in named if day is not None]


def _keeps(option: Option) -> tuple[str, ...]:
    lines = []
    for one in option.dispositions:
        parts: list[str] = [one.outcome]
        if one.taken_back is not None:
            parts.insert(0, f"a first plea taken back after {one.taken_back.after} days")
        if one.level:
            parts.append(one.level)
        if one.term is not None:
            suspended = f", {one.suspended} suspended" if one.suspended else ""
            parts.append(f"{one.term} days{suspended}")
        if one.probation:
            parts.append(f"supervision {one.probation} days")
        if one.restitution:
            parts.append(f"restitution {in_dollars(one.restitution)}")
        if one.fine:
            parts.append(f"fine {in_dollars(one.fine)}")
        lines.append(f"{one.count}: " + ", ".join(parts))
    return tuple(lines)


def _receipt(weigher: Weigher, case: Case, rows: Sequence[Row]) -> Receipt:
    unknown_facts = {
        reason.about
        for row in rows
        for cells in row.cells.values()
        for cell in cells.values()
        for reason in cell.truth.reasons
        if reason.why in (Why.MISSING_FACT, Why.DATE_UNKNOWN, Why.NEEDS_JUDGEMENT)
    }
    used = set()
    for world in weigher.worlds.values():
        for count in world.counts:
            used |= {f"count[{count.id}].{short}" for short, value in count.facts.items() if _exact_value(value)}
    if case.person is not None:
        used |= {f"person.{short}" for short in case.person.facts}
    if case.record_complete is not None:
        used.add(RECORD_COMPLETE)
    return Receipt(as_given(case), weigher.as_of, weigher.forum, weigher.pack.hash, weigher.law.hash, tuple(sorted(used)),
                   weigher.assumed, tuple(sorted(unknown_facts)), answers_hash(answers_of(rows)))  # fmt: skip


def as_given(case: BaseModel) -> dict[str, Any]:
    """A case as JSON holds it: what its author said, and nothing that was left out."""
    found: dict[str, Any] = case.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return found


def _exact_value(value: Known) -> bool:
    return value is not None and not isinstance(value, Between | Among)


def answers_of(rows: Iterable[Row]) -> dict[str, dict[str, dict[str, str]]]:
    """Every cell's state by option, posture and rule: what two runs are compared by."""
    return {
        row.id: {
            posture: {rule: str(cell.state) for rule, cell in cells.items()} for posture, cells in row.cells.items()
        }
        for row in rows
    }
