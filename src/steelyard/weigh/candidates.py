"""What could happen to one count: every disposition that the law, the catalogue and practice open, and what rules others out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import NamedTuple, cast

from steelyard.catalog.find import Catalogue
from steelyard.catalog.found import Found
from steelyard.law.dispositions import PleaLimit, Way, below, dispositions
from steelyard.logic.facts import Among, Between, Known
from steelyard.weigh.accountability import LEVELS, Part, carried
from steelyard.weigh.basis import FALSE, factual_basis
from steelyard.weigh.case import Case, Count, Disposition, Outcome
from steelyard.weigh.longest import Longest, longest_of

SOURCES = (
    "as charged", "offer", "sentence structure", "record wording", "form", "enhancement omitted", "lower level",
    "lesser offense", "related offense", "alternative plea", "deferral", "diversion", "dismissal", "declination",
)  # fmt: skip
"""Where a candidate comes from, nearest to the charge first; the place in this list is its distance from the charge."""

BELOW_A_YEAR = 364
SIX_MONTHS = 180
"""The two federal lines a term is set below: under one year, and not over six months (180 days is less in every season)."""

ONE_YEAR_OF_SUPERVISION = 365

_LATER = frozenset({"later_vacatur", "later_set_aside"})
_LIGHTER = frozenset({"lesser_included", "lesser_related"})


Offer = tuple[Disposition, str]
"""What one of the user's options does with a count, with the user's own words for it, or ""."""


class Flag(NamedTuple):
    """Something that must still be shown for a candidate. `kind` is one of FLAGS; `says` names the fact it needs."""

    kind: str
    says: str

    def __str__(self) -> str:
        return self.says


FLAGS = {
    "basis": "a truthful factual basis",
    "wording": "what the record may say",
    "level": "what a level asks for",
    "eligibility": "the charge's or the record's eligibility",
    "consent": "whose agreement it needs",
    "limit": "a limit on pleas",
    "unverified": "an entry that nobody checked",
}
"""Each kind of open point. An option with an open point beats none that has not that kind."""


@dataclass(frozen=True, slots=True)
class RuledOut:
    """A way to dispose of a count that is not open, with the constraint that closes it and its authority."""

    label: str
    constraint: str
    says: str
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One disposition of one count, where it comes from, what must still be shown for it, and its authorities."""

    disposition: Disposition
    label: str
    source: str
    part: Part
    flags: tuple[Flag, ...] = ()
    cites: tuple[str, ...] = ()
    way: Way | None = None

    @property
    def open_kinds(self) -> frozenset[str]:
        """The kinds of its open points."""
        return frozenset(flag.kind for flag in self.flags)

    @property
    def distance(self) -> int:
        """How far it lies from the charge, by where it comes from."""
        return SOURCES.index(self.source)


@dataclass(slots=True)
class _Count:
    """One count opened for the search: the charge's offense, and the baseline's disposition of it."""

    case: Case
    count: Count
    base: Disposition
    charged: Found
    law: Catalogue
    day: date
    ruled_out: list[RuledOut] = field(default_factory=list)
    limits: tuple[PleaLimit, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.limits = tuple(limit for limit in dispositions(self.case.state).plea_limits if _meets(self, limit))

    @property
    def level(self) -> str | None:
        """The level of the charge: as the count states it, or the baseline that disposes of it, or the only one by law."""
        stated = self.count.level or (self.base.level if self.base.charge in ("", self.count.charge) else None)
        by_law = _levels(self.charged, self.day)
        return stated or (by_law[0] if len(by_law) == 1 and not self.charged.problem else None)

    @property
    def convicted(self) -> Known:
        """When a conviction would be entered: the day of the law asked for, or later."""
        return Between(self.day, None)


def candidates(case: Case, count: Count, base: Disposition, law: Catalogue, day: date,
               offers: Iterable[Offer] = ()) -> tuple[list[Candidate], list[RuledOut]]:  # fmt: skip
    """Everything that could happen to a count, nearest to the charge first, and what was ruled out.

    `base` is what the baseline does with it; `offers` are what the user's options do, each with words for it or "". No
    candidate reads anything about the person: each is open to everybody with this charge and record.
    """
    one = _Count(case, count, base, law.find(case.state, count.charge, count.offense_date), law, day)
    found: dict[str, Candidate] = {}
    for candidate in _every(one, offers):
        found.setdefault(candidate.disposition.model_dump_json(exclude_defaults=True), candidate)
    return sorted(found.values(), key=lambda c: c.distance), one.ruled_out


def _every(one: _Count, offers: Iterable[Offer]) -> Iterator[Candidate]:
    made = _made(one, one.base, "as charged", ())
    if made is not None:
        yield made
    for offer, words in offers:
        flags = _offer_flags(one, offer) if offer != one.base else None
        if flags is not None and (made := _made(one, offer, "offer", flags)) is not None:
            yield replace(made, label=words or made.label)
    if one.base.taken_back is not None:  # what is found beside the baseline asks for no plea before it
        one.base = one.base.model_copy(update={"taken_back": None})
        if (made := _made(one, one.base, "alternative plea", ())) is not None:
            yield made
    convicts = one.base.outcome == "convicted"
    if convicts:
        yield from _same_offense(one)
        for wanted, text, source, cites in _other_offenses(one):
            yield from _plea_to(one, wanted, text, source, cites)
    yield from _ways(one)


# --- the same offense ---------------------------------------------------------------------------------------------------


def _same_offense(one: _Count) -> Iterator[Candidate]:
    own = _offense_of(one, one.base)
    level = one.base.level or (one.count.level if own is one.charged or not one.base.charge else None)
    yield from _terms(one, one.base, own, level, "sentence structure")
    forms = [form for offense in own.offenses for form in offense.forms]
    if len(forms) > 1 and not one.base.form and not one.count.form:
        wording = one.base.model_copy(update={"facts": {**one.base.facts, "record_inconclusive": True}})
        flag = Flag("wording", "the charge, plea and judgment must name no form, and no fact that fixes one")
        if (made := _made(one, wording, "record wording", (flag,))) is not None:
            yield made
        for offense in own.offenses:
            if offense.alternatives == "elements":
                for form in offense.forms:
                    named = one.base.model_copy(update={"form": form.name})
                    flags = _basis_flags(one, own, form.name)
                    if flags is not None and (made := _made(one, named, "form", flags)) is not None:
                        yield made
    if (one.count.enhancements or one.charged.enhancements) and one.base.enhancements is not False:
        added = sum(enhancement.adds or 0 for enhancement in one.count.enhancements)
        term = None if one.base.term is None else max(0, one.base.term - added)
        kept = one.base.minimum if term == one.base.term else None
        cut = {"enhancements": False, "term": term, "minimum": kept, "suspended": _capped(one.base, term)}
        bare = one.base.model_copy(update=cut)
        if (made := _made(one, bare, "enhancement omitted", ())) is not None:
            yield made
        yield from _terms(one, bare, own.bare, level, "enhancement omitted")
    for lower in _levels(own, one.day):
        if level is None or LEVELS.index(lower) < LEVELS.index(level):
            reduced = one.base.model_copy(update={"level": lower, "maximum": None})
            yield from _terms(one, reduced, own, lower, "lower level", and_same=True)


def _terms(one: _Count, base: Disposition, found: Found, level: str | None, source: str, *, and_same: bool = False
           ) -> Iterator[Candidate]:  # fmt: skip
    """The candidates of a plea's shapes."""
    for shaped in _shapes(one, base, found, level, and_same=and_same):
        if (made := _made(one, shaped, source, ())) is not None:
            yield made


def _shapes(one: _Count, base: Disposition, found: Found, level: str | None, *, and_same: bool = False
            ) -> Iterator[Disposition]:  # fmt: skip
    """The same plea with terms below each federal line, and with custody traded for supervision."""
    unsaid = base.model_copy(update={"level": level, "term": base.term if base == one.base else None})
    most = longest_of(one.law, found, one.count, unsaid, one.day).days
    full = base.term if most is None or base.term is None else min(base.term, most)
    terms: list[int | None] = [full] if and_same else []
    if full is not None:
        terms += [line for line in (BELOW_A_YEAR, SIX_MONTHS) if full > line]
        terms += [0] if full > 0 else []
    for term in terms:
        supervision = base.probation
        if term == 0 and full:
            supervision = max(base.probation or 0, ONE_YEAR_OF_SUPERVISION)
        kept = base.minimum if term == base.term else None
        cut = {"term": term, "minimum": kept, "suspended": _capped(base, term), "probation": supervision}
        yield base.model_copy(update=cut)


def _capped(base: Disposition, term: int | None) -> int | None:
    return None if base.suspended is None or term is None else min(base.suspended, term)


# --- other offenses -----------------------------------------------------------------------------------------------------


def _other_offenses(one: _Count) -> Iterator[tuple[Found, str, str, tuple[str, ...]]]:
    """Offenses in place of the charge, each as it is written: related ones, others of the section, what practice offers."""
    own = {offense.id for offense in one.charged.offenses} | {one.charged.id}
    seen = set(own)
    named: list[tuple[str, str, tuple[str, ...]]] = []
    for offense in one.charged.offenses:
        for related in offense.related:
            if related.relation != "greater":
                source = "lesser offense" if related.relation in _LIGHTER else (
                    "alternative plea" if related.relation == "alternative_plea" else "related offense")  # fmt: skip
                named.append((related.offense, source, ()))
    named += [(name, "lesser offense", ()) for name in _lesser_of(one.law, frozenset(own))]
    for offense in one.law.offenses.section(one.charged.offenses[0].section.id) if one.charged.offenses else ():
        named.append((offense.id, "related offense", ()))
    families = {family for offense in one.charged.offenses for family in offense.families}
    for other in dispositions(one.case.state).alternatives:
        if families & set(other.families) or any(below(name, other.offenses) for name in own):
            named += [(name, "alternative plea", (other.read_in,)) for name in other.offers]
    for name, source, cites in named:
        if name in seen:
            continue
        seen.add(name)
        found = one.law.find(one.case.state, name, one.count.offense_date or one.day)
        if found.offenses and not found.problem:
            yield found, _text_of(one, found, name), source, cites


def _text_of(one: _Count, found: Found, name: str) -> str:
    """What a plea to an offense is written as: its citation where that leads to nothing else, or its id."""
    back = one.law.find(one.case.state, found.citation, one.count.offense_date or one.day)
    return found.citation if back.offenses == found.offenses else name


@cache
def _reverse(law: Catalogue) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for offense in law.offenses:
        for related in offense.related:
            if related.relation == "greater":
                found.setdefault(related.offense, []).append(offense.id)
    return {name: tuple(many) for name, many in found.items()}


def _lesser_of(law: Catalogue, own: frozenset[str]) -> list[str]:
    """Offenses that name one of these as the greater one."""
    return [lesser for name in sorted(own) for lesser in _reverse(law).get(name, ())]


def _plea_to(
    one: _Count, wanted: Found, text: str, source: str, cites: tuple[str, ...]
) -> Iterator[Candidate]:  # fmt: skip
    highest = one.base.level or one.count.level
    levels = [
        level for level in _levels(wanted, one.day) if highest is None or LEVELS.index(level) <= LEVELS.index(highest)
    ]
    flags = _basis_flags(one, wanted, "") if levels else None
    if flags is None:
        return
    flags += _began(one, wanted)
    for level in levels:
        plea = one.base.model_copy(update={
            "charge": text, "form": "", "modifier": None, "level": level, "maximum": None,
            "facts": {}, "enhancements": False,
        })  # fmt: skip
        for shaped in _shapes(one, plea, wanted, level, and_same=True):
            if (made := _made(one, shaped, source, flags, cites)) is not None:
                yield made


def _began(one: _Count, wanted: Found) -> tuple[Flag, ...]:
    """Of an offense that has not always been one, the day of the offense must be shown where it is not given."""
    versions = [version.in_force_from for offense in wanted.offenses for version in one.law.offenses.find(offense.id)]
    if one.count.offense_date is not None or not versions or None in versions:
        return ()
    first = min(day for day in versions if day is not None)
    return (Flag("basis", f"an offense since {first} alone: the day of what was done is not given"),)


def _offer_flags(one: _Count, offer: Disposition) -> tuple[Flag, ...] | None:
    """What the factual basis of the user's own offer still needs, as of any other plea; None when it is false."""
    own = offer.charge in ("", one.count.charge)
    if offer.outcome != "convicted" or (own and offer.form in ("", one.count.form)):
        return ()
    found = _offense_of(one, offer)
    if not found.offenses and not own:
        one.ruled_out.append(RuledOut(offer.charge, "not analysed", f"{found.problem}: nothing of it can be compared"))
        return None
    return _basis_flags(one, found, offer.form)


def _basis_flags(one: _Count, wanted: Found, form: str) -> tuple[Flag, ...] | None:
    """What the factual basis of a plea still needs; None when it is false on the known facts, with the reason kept."""
    charged = one.charged
    if (one.count.modifier or charged.modifier) not in (None, "", "aiding"):
        charged = replace(charged, offenses=())  # what was only attempted or agreed on is not alleged to have been done
    basis = factual_basis(wanted, form, charged, one.count.form, one.count.conduct)
    if basis.answer == FALSE:
        label = f"{wanted.citation}{f' ({form})' if form else ''}"
        one.ruled_out.append(
            RuledOut(label, "factual basis", f"false on the known facts: {'; '.join(basis.against)}", wanted.citation)
        )
        return None
    return (Flag("basis", f"needs a truthful factual basis: {'; '.join(basis.needs)}"),) if basis.needs else ()


# --- ways short of a conviction ------------------------------------------------------------------------------------------


def _ways(one: _Count) -> Iterator[Candidate]:
    found = [
        way for way in dispositions(one.case.state).ways if way.kind not in _LATER and way.stage != "after_judgment"
    ]
    kinds = {way.kind for way in found}
    for way in found:
        if way.kind in {"reduction", "noncriminal", "conditional_discharge"}:
            continue  # reached as a lower level, another offense, or a sentence of the same offense
        flags = _eligible(one, way)
        if flags is None:
            continue
        supervision = None
        if "supervision" in way.carries:
            supervision = min(one.base.probation or ONE_YEAR_OF_SUPERVISION, way.maximum_supervision or 36_500)
        plea = Disposition(count=one.count.id, outcome=cast(Outcome, way.outcome)).model_copy(update={
            "level": one.level, "plea_or_admission": way.plea_or_admission, "restraint": way.restraint,
            "probation": supervision,
            "restitution": one.base.restitution if "restitution" in way.carries else None,
            "fine": one.base.fine if "fine" in way.carries else None,
        })  # fmt: skip
        source = {"declined": "declination", "dismissed": "dismissal", "deferred": "deferral"}.get(
            way.outcome, "diversion"
        )
        if (made := _made(one, plea, source, tuple(flags), (way.cite,), way)) is not None:
            yield made
    if "declination" not in kinds and one.count.filed is not True:
        yield from _ended(one, "declined", "declination")
    if "dismissal" not in kinds and one.count.filed is not False:
        yield from _ended(one, "dismissed", "dismissal")


def _ended(one: _Count, outcome: Outcome, source: str) -> Iterator[Candidate]:
    made = _made(one, Disposition(count=one.count.id, outcome=outcome), source, ())
    if made is not None:
        yield made


def _eligible(one: _Count, way: Way) -> list[Flag] | None:
    """What must still be shown for a way to be open; None when it is closed, with the reason kept."""
    open_: list[str] = []
    closed = _why_closed(one, way, open_)
    if closed:
        one.ruled_out.append(RuledOut(way.title, "eligibility", closed, way.cite))
        return None
    flags = [Flag("eligibility", says) for says in open_]
    flags += [Flag("consent", f"the {who} must agree") for who in way.consent_of]
    if not way.verified:
        flags.append(Flag("unverified", "this disposition was entered from memory and checked against no text"))
    return flags


def _why_closed(one: _Count, way: Way, open_: list[str]) -> str:
    """Why a way is closed to this charge, "" when it is not; what must still be shown goes to `open_`."""
    if not way.on(one.day):
        return f"in force from {way.from_ or '…'} to {way.to or '…'}"
    if (way.stage == "before_filing" and one.count.filed is True) or (
        way.kind == "dismissal" and one.count.filed is False
    ):
        return "the charge has been filed" if one.count.filed else "no charge has been filed"
    level = one.level
    if way.levels and level is not None and level not in way.levels:
        return f"open to {' and '.join(way.levels)} charges, and this is a {level}"
    own = [offense.id for offense in one.charged.offenses]
    families = {family for offense in one.charged.offenses for family in offense.families}
    barred = [name for name in own if below(name, way.not_offenses)]
    if barred or families & set(way.not_families):
        return "the offense is excluded"
    if (way.offenses or way.families) and own:
        fits = [name for name in own if below(name, way.offenses)]
        if not fits and not families & set(way.families):
            return "the offense is not one it is open to"
    if way.levels and level is None:
        open_.append(f"open to {' and '.join(way.levels)} charges: the level is not known")
    if not own:
        open_.append("the offense is not in the catalogue, so its eligibility is not known")
    record = _record(one.case, way)
    if record is None:
        return f"the record: {RECORD_ASKED[way.record]}"
    open_ += record
    return ""


RECORD_ASKED = {
    "no_prior_conviction": "the record must show no earlier conviction",
    "no_prior_felony": "the record must show no earlier felony conviction",
    "no_prior_same_kind": "the record must show no earlier conviction of the same kind",
    "not_used_before": "the record must show that this disposition was not had before",
    "court_decides": "whether the record allows it is for the court to decide",
}
"""What a way out asks of the record, in words."""


def _record(case: Case, way: Way) -> list[str] | None:
    """What of the record must still be shown; None when the record closes the way."""
    if way.record == "any":
        return []
    convicted = [prior for prior in case.priors if prior.outcome in {"convicted", None}]
    if way.record == "no_prior_conviction" and any(prior.outcome == "convicted" for prior in convicted):
        return None
    if way.record == "no_prior_felony" and any(p.outcome == "convicted" and p.level == "felony" for p in convicted):
        return None
    settled = case.record_complete is True and not convicted and way.record.startswith("no_prior")
    return [] if settled else [RECORD_ASKED[way.record]]


# --- making one ---------------------------------------------------------------------------------------------------------


def _offense_of(one: _Count, disposition: Disposition) -> Found:
    if disposition.charge:
        return one.law.find(one.case.state, disposition.charge, one.count.offense_date)
    return one.charged.bare if disposition.enhancements is False else one.charged


def _modifier_of(one: _Count, disposition: Disposition) -> str | None:
    """Whether it is an attempt, a conspiracy and the like: as pleaded, or as charged where the charge itself is pleaded to."""
    own = disposition.charge in ("", one.count.charge)
    return disposition.modifier or (one.count.modifier if own else None)


def _levels(found: Found, day: date) -> list[str]:
    """The levels an offense can have on a day, gravest first."""
    levels = {penalty.level for offense in found.offenses for penalty in offense.penalties_on(day)}
    return sorted(levels, key=LEVELS.index, reverse=True)


def _made(one: _Count, disposition: Disposition, source: str, flags: tuple[Flag, ...], cites: tuple[str, ...] = (),
          way: Way | None = None) -> Candidate | None:  # fmt: skip
    """The candidate, unless a plea limit refuses it."""
    found = _offense_of(one, disposition)
    own = not disposition.charge or disposition.charge == one.count.charge
    named = disposition.level or (one.count.level if own else None)
    known_level, _ = one.law.penalty(found, named, one.convicted, _modifier_of(one, disposition))
    level: str = named or (known_level if isinstance(known_level, str) else _gravest(known_level))
    carries = carried(disposition) if way is None else frozenset(way.carries)
    longest = longest_of(one.law, found, one.count, disposition, one.day)
    if way is not None and way.outcome != "convicted":
        longest = Longest(0)
    part = Part(disposition, found, level, longest, carries)
    if source != "as charged" and disposition.outcome == "convicted":
        flags = (*flags, *_grades(found, level, one.day))
        if not own and any(offense.from_memory for offense in found.offenses):
            flags = (*flags, Flag("unverified", "this offense was entered from memory and checked against no text"))
    candidate = Candidate(disposition, _label(found, disposition, level, way), source, part, flags, cites, way)
    return _within_limits(one, candidate)


def _grades(found: Found, level: str, day: date) -> tuple[Flag, ...]:
    """What a level asks for that is no element, where every grade at that level asks for something."""
    grades = [p.when for o in found.offenses for p in o.penalties_on(day) if p.level == level]
    says = f"this level is for: {' or '.join(dict.fromkeys(grades))}"
    return (Flag("level", says),) if grades and all(grades) else ()


def _gravest(level: Known) -> str:
    return max(level.words, key=LEVELS.index) if isinstance(level, Among) and level.words else "felony"


def _within_limits(one: _Count, candidate: Candidate) -> Candidate | None:
    ends_at = candidate.part.level if candidate.part.convicts else "none"
    for limit in one.limits if candidate.source != "as charged" else ():
        if not falls_short(limit, ends_at):
            continue
        if limit.effect == "refuse":
            one.ruled_out.append(RuledOut(candidate.label, "plea limit", limit.says, limit.cite))
            return None
        candidate = replace(candidate, flags=(*candidate.flags, Flag("limit", f"{limit.says} ({limit.cite})")))
    return candidate


def falls_short(limit: PleaLimit, ends_at: str) -> bool:
    """Whether a plea at that level is below what a limit asks for; one that names no level asks it of every plea."""
    return ends_at != "none" and (not limit.lowest_level or LEVELS.index(ends_at) < LEVELS.index(limit.lowest_level))


def limits_on(case: Case, count: Count, base: Disposition, law: Catalogue, day: date) -> tuple[PleaLimit, ...]:
    """The limits on pleas that a charge meets; `base` is what the baseline does with it."""
    return _Count(case, count, base, law.find(case.state, count.charge, count.offense_date), law, day).limits


def _meets(one: _Count, limit: PleaLimit) -> bool:
    """Does the limit reach this charge, on this day? Where the charge's level is not known, it does."""
    if not limit.on(one.day):
        return False
    own = [offense.id for offense in one.charged.offenses]
    families = {family for offense in one.charged.offenses for family in offense.families}
    classes = {p.class_ for o in one.charged.offenses for p in o.penalties_on(one.day)}
    level = one.level
    named = any(below(name, limit.offenses) for name in own) or bool(families & set(limit.families))
    if own and all(below(name, limit.not_offenses) for name in own):
        return False
    if (limit.offenses or limit.families) and not named:
        return False
    if limit.levels and level is not None and level not in limit.levels:
        return False
    return not limit.classes or bool(classes & set(limit.classes))


def _label(found: Found, disposition: Disposition, level: str, way: Way | None) -> str:
    if way is not None:
        return way.title
    if disposition.outcome in {"declined", "dismissed", "acquitted", "diverted", "deferred"}:
        return disposition.outcome
    parts = [found.citation]
    if disposition.form:
        parts[0] += f" ({disposition.form})"
    if disposition.modifier:
        parts[0] = f"{disposition.modifier} of {parts[0]}"
    parts.append(level)
    if disposition.term is not None:
        parts.append("no custody" if disposition.term == 0 else f"{disposition.term} days")
    if disposition.facts.get("record_inconclusive"):
        parts.append("record naming no form")
    if disposition.enhancements is False and not disposition.charge:
        parts.append("no enhancement")
    if disposition.taken_back is not None:
        parts.append(f"after a first plea taken back after {disposition.taken_back.after} days")
    return ", ".join(parts)
