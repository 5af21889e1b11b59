"""A policy over a file of charges: how many decisions it touches, and what it would require, allow, forbid or leave open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import file_digest
from pathlib import Path
from typing import Any

from steelyard.catalog.charges import Cited, cite
from steelyard.catalog.cite import JURISDICTIONS
from steelyard.catalog.find import catalogue
from steelyard.law.pack import federal_pack
from steelyard.law.policies import Policy
from steelyard.logic.errors import CaseError, SteelyardError
from steelyard.weigh.case import Case, Count, Disposition, Option
from steelyard.weigh.effects import weighing
from steelyard.weigh.families import family_of
from steelyard.weigh.mapping import JOINED, Layout, detect, layouts, load_layout, read_layout
from steelyard.weigh.outcomes import column_names, read_columns
from steelyard.weigh.output import DRAFT
from steelyard.weigh.policy import policy_answers
from steelyard.weigh.policy_compare import MODALITY_SAYS, OWED_BY, STATE_SAYS
from steelyard.weigh.policy_terms import ROUTES, WHEN_NOT_SAID, Answer, PolicyAnswer
from steelyard.weigh.shared import SharedCells

NOT_KNOWN = "not known"
AS_CHARGED = "convicted"
MENU: Mapping[str, Mapping[str, Any]] = {
    "convicted": {},
    "deferred": {"plea_or_admission": True, "restraint": True},
    "diverted": {"plea_or_admission": False, "restraint": True},
    "dismissed": {},
    "declined": {},
}
"""What can become of each charge in the simulation, the same for all: what a policy that asks for alternatives has before it."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "charge": ("charge", "offense", "citation"),
    "statute": ("statute",),
    "state": ("state",),
    "level": ("level",),
    "disposition": ("disposition", "outcome"),
}
"""What is read of a file, with the names by which a column is found when no mapping fits."""

Advance = Callable[[int, int], None]
"""Told how many distinct profiles are done, and of how many."""


def layout_of(path: Path, mapping: Path | None, state: str, office: str = "") -> tuple[Layout, str]:
    """What the columns of a file hold, and who says whose law it is of a row that does not.

    By a mapping of `screen`, by a layout that comes with the program, or by the columns' names. The state of a mapping or a
    layout is its own; else it is `state`, else `office`. Raises SteelyardError: SY-B001 to SY-B005, SY-Q003 (no column holds a
    charge), SY-Q013 (no state, one whose law is not here, or another than the file's layout says).
    """
    if state and state not in JURISDICTIONS:
        raise SteelyardError(
            "SY-Q013", f"there is no law of {state!r} here", right=f"one of {', '.join(JURISDICTIONS)}"
        )
    if mapping is not None:
        layout, said = load_layout(mapping), "the mapping"
        names = column_names(path, layout)
    else:
        names = column_names(path)
        try:
            layout = detect(names)
            said = f"the layout {layout.name!r}, which the file has,"
        except SteelyardError as error:
            if error.code != "SY-B002":
                raise
            layout, said = _by_names(path, names, state or office), ""
    layout.check(names)
    if said and layout.state:
        if state and state != layout.state:
            raise SteelyardError(
                "SY-Q013", f"{said.removesuffix(',')} says that the charges are of {layout.state}, not of {state}",
                where=f"{path}, --state", right="leave --state out, or name a mapping of your own (--map)",
            )  # fmt: skip
        return layout, said
    return replace(layout, state=state or office), "--state" if state else "office"


def _by_names(path: Path, names: Sequence[str], state: str) -> Layout:
    lower = {name.lower(): name for name in reversed(names)}
    columns = {role: next((lower[one] for one in usual if one in lower), "") for role, usual in COLUMNS.items()}
    if not columns["charge"] and not columns["statute"]:
        raise SteelyardError("SY-Q003", "the table has no column for a charge or a statute", where=str(path),
                             right="call it charge, or name it in a mapping (--map): [columns] charge = …")  # fmt: skip
    if not columns["state"] and not state:
        raise SteelyardError("SY-Q013", "the file does not say whose law it is", where=str(path),
                             right=f"--state, one of {', '.join(JURISDICTIONS)}")  # fmt: skip
    plain = next(one for one in layouts() if one.name == "charges")
    raw = {"columns": {role: name for role, name in columns.items() if name}, "state": state}
    return replace(read_layout(raw, path.name), outcomes=plain.outcomes)


# ---------------------------------------------------------------------------------------------------------------------
# Profiles
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """What a charge is to a policy: the state, the offense as cited, and its level ("" when the file does not say)."""

    state: str
    citation: str
    family: str
    level: str


@dataclass(frozen=True)
class Decided:
    """A profile with the policy's answer, by stage, to each thing that can become of the charge."""

    profile: Profile
    answers: Mapping[str, Mapping[str, PolicyAnswer]]
    level_not_in_law: bool


@dataclass
class Tally:
    """Charges counted by the policy's answer; where it is undetermined, by what it would be."""

    charges: int = 0
    touched: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    would_be: Counter[str] = field(default_factory=Counter)
    approvals: Counter[str] = field(default_factory=Counter)
    approvals_would_be: Counter[str] = field(default_factory=Counter)

    def add(self, answer: PolicyAnswer, many: int) -> None:
        """Counts `many` charges with this answer."""
        self.charges += many
        self.touched += many * bool(answer.clauses)
        self.answers[str(answer.answer)] += many
        if answer.answer is Answer.UNDETERMINED:
            self.would_be[str(answer.would_be)] += many
        routes = {ROUTES[c.approval.route] for c in answer.clauses if c.approval is not None}
        if answer.answer is Answer.NEEDS_APPROVAL:
            for route in routes:
                self.approvals[route] += many
        elif answer.answer is Answer.UNDETERMINED and routes:
            for route in routes:
                self.approvals_would_be[route] += many

    def as_dict(self) -> dict[str, Any]:
        """The counts as JSON data."""
        return {
            "charges": self.charges, "touched": self.touched,
            "answers": {str(one): self.answers[str(one)] for one in Answer},
            "undetermined_would_be": dict(self.would_be.most_common()),
            "approvals": dict(self.approvals.most_common()), "approvals_that_may_be": dict(self.approvals_would_be.most_common()),
        }  # fmt: skip


@dataclass
class Effect:
    """What a policy does to the charges of a file at one stage.

    `as_charged`: each charge as filed, to conviction; `as_recorded`: what the file says became of it; both again by family
    and level.
    """

    as_charged: Tally = field(default_factory=Tally)
    as_recorded: Tally = field(default_factory=Tally)
    by_family: dict[tuple[str, str], tuple[Tally, Tally]] = field(default_factory=dict)
    duties: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    hangs_on: Counter[str] = field(default_factory=Counter)
    questions: Counter[str] = field(default_factory=Counter)

    def families(self) -> list[tuple[tuple[str, str], tuple[Tally, Tally]]]:
        """The tallies by family and level, the most frequent first."""
        return sorted(self.by_family.items(), key=lambda pair: (-pair[1][0].charges, pair[0]))

    def as_dict(self, *, has_dispositions: bool) -> dict[str, Any]:
        """The effect as JSON data."""
        return {
            "as_charged": self.as_charged.as_dict(),
            "as_recorded": self.as_recorded.as_dict() if has_dispositions else None,
            "by_family": [
                {"family": family, "level": level or NOT_KNOWN, "as_charged": one.as_dict(),
                 "as_recorded": other.as_dict() if has_dispositions else None}
                for (family, level), (one, other) in self.families()
            ],
            "floor_duties_owed": dict(self.duties.most_common()), "record_duties": dict(self.records.most_common()),
            "hangs_on": dict(self.hangs_on.most_common()), "open_questions": dict(self.questions.most_common(20)),
        }  # fmt: skip


@dataclass
class Simulation:
    """A policy over a file, by stage, with what was read, mapped and not mapped."""

    source: str
    policy: str
    as_of: date
    stages: dict[str, Effect]
    rows: int = 0
    mapped: int = 0
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    not_crimes: Counter[str] = field(default_factory=Counter)
    unmapped_dispositions: Counter[str] = field(default_factory=Counter)
    by_state: Counter[str] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()
    levels_not_known: int = 0
    levels_not_in_law: int = 0
    profiles: int = 0
    strings: int = 0
    no_decision: int = 0
    no_disposition: int = 0
    standing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    has_dispositions: bool = False
    bad_lines: int = 0
    first_bad: str = ""
    digest: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The simulation as JSON data."""
        return {
            "draft": DRAFT, "table": self.source, "sha256": self.digest, "policy": self.policy, "as_of": self.as_of.isoformat(),
            "versions": list(self.standing), "rows": self.rows, "mapped": self.mapped, "bad_lines": self.bad_lines,
            "unmapped": sum(self.unmapped.values()), "not_crimes": dict(self.not_crimes.most_common()),
            "top_unmapped": [
                {"charge": charge, "reason": reason, "rows": many}
                for (charge, reason), many in self.unmapped.most_common()
            ],
            "unmapped_dispositions": [
                {"disposition": text, "rows": many} for text, many in self.unmapped_dispositions.most_common()
            ],
            "by_state": dict(self.by_state.most_common()), "notes": list(self.notes),
            "levels_not_known": self.levels_not_known, "levels_not_in_law": self.levels_not_in_law,
            "distinct_charges": self.strings, "distinct_profiles": self.profiles, "not_a_decision": self.no_decision,
            "no_disposition": self.no_disposition,
            "stages": {
                stage: effect.as_dict(has_dispositions=self.has_dispositions) for stage, effect in self.stages.items()
            },
            "assumed": list(self.assumed),
        }  # fmt: skip


def decide(
    profile: Profile,
    policy: Policy,
    as_of: date,
    *,
    stage: str | None,
    given: Mapping[str, bool] | None,
    in_force: str | None,
    shared: SharedCells | None = None,
) -> Decided:
    """The policy's answers to a charge of this profile, committed and decided on the day asked for, nobody's status entered.

    `shared` has what other profiles have in common with it.
    """
    for level in (profile.level, ""):
        count = Count(id="1", charge=profile.citation, level=level or None, offense_date=as_of)
        options = [
            Option(
                id=name, label=name, dispositions=[Disposition.model_validate({"count": "1", "outcome": name, **more})]
            )
            for name, more in MENU.items()
        ]
        case = Case(
            id="profile", state=profile.state, office=policy.office, law_as_of=as_of, counts=[count], options=options
        )
        try:
            weighed = weighing(case, shared=shared)
        except CaseError as error:
            if error.code != "SY-C012" or not level:
                raise
            continue
        answers = {
            at: {
                answer.option: answer
                for answer in policy_answers(
                    policy, as_of, case, stage=at, given=given, in_force=in_force, weighed=weighed
                )
            }
            for at in _stages(stage)
        }
        return Decided(profile, answers, level != profile.level)
    raise AssertionError("unreachable: without a level nothing is wrong with it")


def _stages(stage: str | None) -> tuple[str, ...]:
    return (stage,) if stage is not None else WHEN_NOT_SAID


@cache
def _by_id(text: str) -> tuple[str, str] | None:
    """The state and the citation of a catalogue id of an offense, a subdivision or a section; None for any other text."""
    state = text[:2].upper()
    found = catalogue().find(state, text)
    reads_back = bool(found.id) and found.named == text == catalogue().find(state, found.citation).named
    return (state, found.citation) if reads_back else None


def _read(state: str, charge: str, statute: str) -> tuple[Cited, Profile | None]:
    """What a charge names, and the profile to weigh, without its level; a catalogue id names its own state."""
    if not statute and (known := _by_id(charge)) is not None:
        state, citation = known
        cited = Cited(citation, charge, "exact")
    else:
        cited = cite(state, charge, statute)
    if not cited.offense or not cited.citation:
        return cited, None
    return cited, Profile(state, cited.citation, family_of(cited.offense) or "other", "")


def simulate(
    path: Path, policy: Policy, as_of: date, mapping: Path | None = None, *, state: str = "", stage: str | None = None,
    given: Mapping[str, bool] | None = None, in_force: str | None = None, advance: Advance | None = None,
) -> Simulation:  # fmt: skip
    """Runs a policy over a table of charges: each distinct text is read once, each profile decided once.

    `state` says whose law the charges are under where the file, its layout or the mapping does not; the office's when left
    out. Raises SteelyardError as
    `layout_of` does, SY-B006 and SY-Q011 for the table, and what `policy_answers` raises.
    """
    office = policy.state if policy.state in JURISDICTIONS and mapping is None and not state else ""
    layout, said = layout_of(path, mapping, state, office)
    result = Simulation(path.name, policy.name, as_of, {at: Effect() for at in _stages(stage)})
    groups, by_row = _charges(path, layout, result)
    with path.open("rb") as table:
        result.digest = file_digest(table, "sha256").hexdigest()
    result.has_dispositions = bool(layout.columns.get("disposition"))
    read: dict[tuple[str, str, str], tuple[Cited, Profile | None]] = {}
    counted: Counter[tuple[Profile, str]] = Counter()
    for (where, charge, statute, disposition, level), many in groups:
        result.rows += many
        key = (where, charge, statute)
        if key not in read:
            read[key] = _read(*key)
        cited, profile = read[key]
        if cited.kind != "crime":
            result.not_crimes[cited.kind] += many
            continue
        if profile is None:
            result.unmapped[" | ".join(part for part in (charge, statute) if part) or "(empty)", cited.reason] += many
            continue
        result.mapped += many
        result.by_state[profile.state] += many
        known = layout.level(level) or ""
        result.levels_not_known += many * (not known)
        entry = layout.outcome(disposition)
        outcome = entry.outcome if entry is not None else ""
        if disposition.strip(JOINED) and not outcome:
            result.unmapped_dispositions[disposition] += many
        elif not outcome:
            result.no_disposition += many
        counted[replace(profile, level=known), outcome] += many
    result.strings = len(read)
    profiles = sorted({profile for profile, _ in counted})
    result.profiles = len(profiles)
    decided = {}
    shared = SharedCells(federal_pack())
    for number, profile in enumerate(profiles):
        if advance is not None:
            advance(number, len(profiles))
        decided[profile] = decide(profile, policy, as_of, stage=stage, given=given, in_force=in_force, shared=shared)
    if advance is not None:
        advance(len(profiles), len(profiles))
    for (profile, outcome), many in counted.items():
        _count(result, decided[profile], outcome, many)
    _assumptions(result, decided.values())
    result.notes = _of_states(result, policy, layout, said, by_row)
    return result


def _of_states(result: Simulation, policy: Policy, layout: Layout, said_by: str, by_row: int) -> tuple[str, ...]:
    """What is to be known of whose law the charges are under: `by_row` rows say it themselves, of the rest `said_by` does."""
    said, rest = [], result.rows - by_row
    if by_row and rest:
        said.append(f"Of {rest:,} of {result.rows:,} rows the column does not say whose law the charge is under.")
    if rest and said_by == "office" and result.by_state[layout.state]:
        said.append(
            f"Nothing says whose law the charges are under: they were read as charges of {layout.state}, the state of the "
            "office. If they are of another, say so with --state."
        )
    elif rest and said_by != "office":
        said.append(f"The charges were read as charges of {layout.state}: {said_by} says so.")
    elsewhere = {name: many for name, many in result.by_state.most_common() if name != policy.state}
    if policy.state != "US" and elsewhere:
        counts = ", ".join(f"{many:,} of {name}" for name, many in elsewhere.items())
        said.append(
            f"{sum(elsewhere.values()):,} of {result.mapped:,} mapped charges are not under the law of {policy.state}, which "
            f"this policy was written for: {counts}. What is said of them is a what-if: its levels and families are not theirs."
        )
    return tuple(said)


def _count(result: Simulation, decided: Decided, outcome: str, many: int) -> None:
    profile = decided.profile
    result.levels_not_in_law += many * decided.level_not_in_law
    result.no_decision += many * bool(outcome and outcome not in MENU)
    level = "" if decided.level_not_in_law else profile.level
    for stage, effect in result.stages.items():
        answers = decided.answers[stage]
        charged = answers[AS_CHARGED]
        one, other = effect.by_family.setdefault((profile.family, level), (Tally(), Tally()))
        for tally in (effect.as_charged, one):
            tally.add(charged, many)
        if outcome in answers:
            for tally in (effect.as_recorded, other):
                tally.add(answers[outcome], many)
        for duty in charged.floor:
            if duty.now:
                effect.duties[
                    f"{duty.duty.cite} ({OWED_BY[duty.duty.holder]} {MODALITY_SAYS[duty.duty.modality]})"
                ] += many
        for record in charged.records:
            effect.records[record] += many
        if charged.answer is Answer.UNDETERMINED:
            effect.hangs_on.update(dict.fromkeys(charged.hangs_on, many))
            effect.questions.update(dict.fromkeys(charged.questions, many))


def _assumptions(result: Simulation, decided: Any) -> None:
    first = next(iter(decided), None)
    said = [
        "each charge is weighed by itself, as if committed and decided on the day asked for, with no priors known and nobody's "
        "status entered",
        f"what can become of a charge: {', '.join(MENU)} (deferred after a plea, diverted without one); "
        "no term of the file is read",
        "delinquency, acquittal and pending charges are counted as no decision on a charge",
    ]
    if first is not None:
        answer = next(iter(first.answers.values()))[AS_CHARGED]
        result.standing = tuple(
            f"{one.version.title} ({STATE_SAYS[one.state]}){': ' + one.says if one.says else ''}"
            for one in answer.standing
        )
        said += answer.assumed
    result.assumed = tuple(said)


def _charges(
    path: Path, layout: Layout, result: Simulation
) -> tuple[list[tuple[tuple[str, str, str, str, str], int]], int]:
    """Each distinct (state, charge, statute, disposition, level) of the file with its rows, and how many name their state."""
    columns = {role: layout.columns.get(role, ()) for role in COLUMNS}
    read = read_columns(path, list(dict.fromkeys(name for many in columns.values() for name in many)), layout)
    result.bad_lines, result.first_bad = read.bad_lines, read.first_bad
    import polars as pl

    def words(role: str) -> pl.Expr:
        parts = [pl.col(name).cast(pl.String).fill_null("").str.strip_chars() for name in columns[role]]
        return (pl.concat_str(parts, separator=JOINED) if parts else pl.lit("")).alias(role)

    found, by_row = [], 0
    grouped = read.frame.select(*(words(role) for role in COLUMNS)).group_by(pl.all()).len().sort(pl.all())
    for row in grouped.iter_rows(named=True):
        where = row["state"].upper() or layout.state
        if where not in JURISDICTIONS:
            raise SteelyardError("SY-Q013", f"there is no law of {where!r} here", where=str(path),
                                 right=f"one of {', '.join(JURISDICTIONS)}")  # fmt: skip
        by_row += int(row["len"]) * bool(row["state"])
        found.append(((where, row["charge"], row["statute"], row["disposition"], row["level"]), int(row["len"])))
    return found, by_row
