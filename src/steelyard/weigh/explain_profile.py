"""A profile of a screening explained: its answers by class, the reasons for what is unknown, the authorities, who has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.found import Found
from steelyard.catalog.known import beyond_what_is_known
from steelyard.law.columns import columns
from steelyard.law.pack import federal_pack
from steelyard.law.postures import postures
from steelyard.logic.dates import Span
from steelyard.logic.errors import SteelyardError
from steelyard.logic.evaluate import CountFacts, MatchAnswer, World, evaluate
from steelyard.logic.facts import Known
from steelyard.logic.rule import Citation, Rule
from steelyard.logic.truth import Why
from steelyard.weigh.count_facts import IN_STATE_COURT, NOT_SINCE_UNDONE, NOTHING_BESIDE
from steelyard.weigh.counts import Weighed
from steelyard.weigh.output import DRAFT, authorities
from steelyard.weigh.profiles import outcome_facts
from steelyard.weigh.worlds import match_answer

REASONS: dict[Why, str] = {
    Why.MISSING_FACT: "a fact is missing",
    Why.NEEDS_JUDGEMENT: "an official must judge it",
    Why.UNSETTLED: "authorities differ, and none binds here",
    Why.NOT_ENCODED: "a part of the law, or the offense, is not encoded",
    Why.DATE_UNKNOWN: "a date is not known",
    Why.CONFLICT: "two exceptions with different outcomes apply",
}
"""What each bit of a reason mask means."""

MOST_LIKE_IT = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a profile says of one consequence in one class; `reasons` only where the verdict is unknown."""

    posture: str
    verdict: bool | None
    reasons: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequence:
    """One consequence in every class of the screening, with the authorities of the wording in force."""

    rule: str
    label: str
    answers: tuple[Answer, ...]
    cites: tuple[Citation, ...]
    missing: tuple[str, ...] = ()
    """The facts that are missing of the commonest charge with this profile, if no more is known of it than its offense and
    outcome, neither a day nor its level: what the file gave beside them is not in the results, so that some may be known."""

    def classes(self, verdict: bool | None) -> list[str]:
        """The classes in which it comes out so."""
        return [answer.posture for answer in self.answers if answer.verdict is verdict]


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile with everything it says, and, where the screening's rows stand beside it, what has it."""

    number: int
    as_of: date
    classes: tuple[str, ...]
    consequences: tuple[Consequence, ...]
    rows: int | None = None
    persons: int | None = None
    like: tuple[dict[str, Any], ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The explanation as JSON data."""
        words = {True: "true", False: "false", None: "unknown"}
        return {
            "profile": self.number,
            "law_as_of": self.as_of.isoformat(),
            "classes": list(self.classes),
            "rows": self.rows,
            "persons": self.persons,
            "like": list(self.like),
            "consequences": [
                {
                    "consequence": one.rule,
                    "label": one.label,
                    "answers": [
                        {
                            "posture": answer.posture,
                            "verdict": words[answer.verdict],
                            "reasons": [REASONS[why] for why in answer.reasons],
                        }
                        for answer in one.answers
                    ],
                    "missing_facts": list(one.missing),
                    "authorities": authorities(one.cites),
                }
                for one in self.consequences
            ],
            "warning": DRAFT,
        }


def explain_profile(file: Path, number: int, as_of: date) -> Profile:
    """The profile of that number in a file of profiles that a screening wrote, or in the one beside its OUT.

    Authorities are those of the wording in force on `as_of`. Raises SteelyardError (SY-B011) for a file that holds no
    profiles, and for a number that is not in it.
    """
    table, rows = _profiles(file)
    found = _read(table).filter(pl.col("profile") == number).collect()
    if found.is_empty():
        raise SteelyardError("SY-B011", f"no profile has the number {number}", where=str(table),
                             right="a number from the columns profile or person_profile")  # fmt: skip
    rules = [column.rule for column in columns() if column.rule in found.columns]
    order = {name: place for place, name in enumerate(postures())}
    lines = sorted(found.to_dicts(), key=lambda line: order.get(line["posture"], len(order)))
    pack = federal_pack()
    own = _own(rows, number)
    charge = _Charge.of(own[2], as_of)
    made = []
    for rule in rules:
        answers = tuple(_answer(line, rule) for line in lines)
        of = next((one.posture for one in answers if Why.MISSING_FACT in one.reasons), "")
        missing = charge.missing(rule, of) if charge is not None and of else ()
        made.append(Consequence(rule, pack.rules[rule].label, answers, _cites(pack.rules[rule], as_of), missing))
    return Profile(number, as_of, tuple(line["posture"] for line in lines), tuple(made), *own)


@dataclass(frozen=True)
class _Charge:
    """A charge of which nothing is known but its offense and its outcome, to be asked by the reference evaluator."""

    weighed: Weighed
    forum: str
    as_of: date

    @classmethod
    def of(cls, like: Sequence[dict[str, Any]], as_of: date) -> _Charge | None:
        """The commonest of some charges, mapped or not; None where there are none."""
        first = next(iter(like), None)
        if first is None:
            return None
        law = catalogue()
        offenses = [one for part in (first["offense"] or "").split("+") if part for one in law.offenses.find(part)]
        facts: dict[str, Known] = {**IN_STATE_COURT, **NOT_SINCE_UNDONE, **NOTHING_BESIDE, "present": True}
        facts |= outcome_facts(first["outcome"] or "")
        found = Found("", "", problem="not mapped")
        if offenses:
            found = Found(first["offense"], first["citation"], tuple(offenses))
            facts["level"], facts["maximum_term"] = law.penalty(found, None, None)
        forum = forum_of_state(offenses[0].state if offenses else "")
        return cls(Weighed(CountFacts("1", facts), found, "", None), forum, as_of)

    def missing(self, rule: str, posture: str) -> tuple[str, ...]:
        """The facts for want of which a consequence cannot be told, in words."""

        def match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
            return match_answer(catalogue(), self.weighed, count, ground, burden, self.forum, self.as_of)

        case: dict[str, Known] = {"proceeding_date": self.as_of, "record_complete": None}
        world = World(
            federal_pack(), postures()[posture].at(None, None), (self.weighed.facts,), case, self.forum, match
        )
        reasons = evaluate(world, rule).truth.reasons
        names = {one.about.rpartition(".")[2].replace("_", " ") for one in reasons if one.why is Why.MISSING_FACT}
        return tuple(sorted(names))


def _profiles(file: Path) -> tuple[Path, Path]:
    """The file of profiles and that of rows, from the name of either."""
    if file.stem.endswith(".profiles"):
        return file, file.with_name(file.stem.removesuffix(".profiles") + file.suffix)
    return file.with_name(f"{file.stem}.profiles{file.suffix}"), file


def _read(file: Path) -> pl.LazyFrame:
    """A file of profiles, its columns checked."""
    try:
        frame = pl.scan_parquet(file) if file.suffix.lower() == ".parquet" else pl.scan_csv(file)
        names = frame.collect_schema().names()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise SteelyardError("SY-B011", f"it cannot be read ({str(error).splitlines()[0]})", where=str(file),
                             right="OUT of `steelyard screen`, or OUT.profiles") from None  # fmt: skip
    if not {"profile", "posture"} <= set(names):
        raise SteelyardError("SY-B011", "it has no columns profile and posture", where=str(file),
                             right="the file of profiles that `steelyard screen` wrote")  # fmt: skip
    return frame


def _answer(line: dict[str, Any], rule: str) -> Answer:
    verdict = line[rule]
    mask = line[f"{rule}:why"]
    reasons = tuple(why for why in Why if mask & why) if verdict is None else ()
    return Answer(line["posture"], verdict, reasons)


def _cites(rule: Rule, as_of: date) -> tuple[Citation, ...]:
    """The authorities of the wording in force that day, with those of its exceptions."""
    day = Span(as_of, as_of)
    versions = [version for version in rule.versions if version.span.meets(day)] or list(rule.versions)
    cites = [cite for one in versions for cite in (*one.cites, *(c for e in one.unless for c in e.cites))]
    return tuple(dict.fromkeys(cites))


def _own(rows: Path, number: int) -> tuple[int | None, int | None, tuple[dict[str, Any], ...]]:
    """How many rows and persons have the profile, and the offenses and outcomes most of those rows are."""
    if not rows.is_file():
        return None, None, ()
    frame = pl.scan_parquet(rows) if rows.suffix.lower() == ".parquet" else pl.scan_csv(rows)
    names = frame.collect_schema().names()
    alone = frame.filter(pl.col("profile") == number)
    like = (
        alone.with_columns(pl.col("citation", "offense", "outcome").cast(pl.String))
        .group_by("citation", "offense", "outcome")
        .agg(pl.len().alias("rows"))
        .sort("rows", "citation", "outcome", descending=[True, False, False])
        .collect()
    )
    persons = None
    if "person" in names:
        first = frame.filter((pl.col("person_profile") == number) & (pl.col("row") == pl.col("person")))
        persons = int(first.select(pl.len()).collect().item())
    return int(like["rows"].sum()), persons, tuple(like.head(MOST_LIKE_IT).to_dicts())


# ---------------------------------------------------------------------------------------------------------------------
# As a page
# ---------------------------------------------------------------------------------------------------------------------


def page(profile: Profile) -> str:
    """The explanation as text: what is sure first, then what is unknown, then what is sure not to be."""
    lines = [
        f"Profile {profile.number}, {len(profile.classes)} posture classes; authorities of the law of {profile.as_of}",
        *beyond_what_is_known(profile.as_of),
    ]
    if profile.rows is not None:
        whose = f"; persons: {profile.persons:,}" if profile.persons is not None else ""
        lines.append(f"rows that have it by themselves: {profile.rows:,}{whose}")
        for charge in profile.like:
            what = charge["citation"] or "a charge that is not mapped"
            lines.append(f"  {charge['rows']:>9,}  {what}, {charge['outcome'] or 'outcome unknown'}")
    for verdict, heading in ((True, "YES"), (None, "UNKNOWN, not cleared"), (False, "NO")):
        held = [one for one in profile.consequences if one.classes(verdict)]
        if held:
            lines += ["", heading]
        for one in held:
            lines.append(f"  {one.label}")
            lines += [f"    {line}" for line in _where(one, verdict, len(profile.classes))]
            if verdict is None and one.missing:
                lines.append(f"    missing, unless the file gave it: {', '.join(one.missing)}")
            if verdict is not False:
                lines.append(f"    law: {'; '.join(map(str, one.cites))}")
    return "\n".join([*lines, "", DRAFT]) + "\n"


def _where(one: Consequence, verdict: bool | None, every: int) -> list[str]:
    """The classes of a verdict, those with the same reasons together."""
    by_reason: dict[tuple[Why, ...], list[str]] = {}
    for answer in one.answers:
        if answer.verdict is verdict:
            by_reason.setdefault(answer.reasons, []).append(answer.posture)
    return [
        f"{_named(classes, every)}{': ' if reasons else ''}{', and '.join(REASONS[why] for why in reasons)}"
        for reasons, classes in by_reason.items()
    ]


def _named(classes: Sequence[str], every: int) -> str:
    if len(classes) == every:
        return "every class"
    return ", ".join(postures()[name].short if name in postures() else name for name in classes)
