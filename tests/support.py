"""What the tests share: small worlds in which the facts and the offense's grounds are given, and the law's own cases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from steelyard.law.federal.facts import FACTS, SPEAKS_OF
from steelyard.law.federal.grounds import is_ground
from steelyard.law.pack import federal_pack
from steelyard.logic.evaluate import CountFacts, MatchAnswer, World, evaluate
from steelyard.logic.expr import Holds
from steelyard.logic.facts import Among, Between, Entity, Known
from steelyard.logic.rule import Pack
from steelyard.logic.truth import FALSE, TRUE, Reason, Why, unknown

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"

CONVICTION: dict[str, Known] = {
    "present": True,
    "level": "felony",
    "judgment_of_guilt": True,
    "guilt_found_or_admitted": True,
    "restraint_ordered": True,
    "only_unconditionally_suspended_fine": False,
    "juvenile_adjudication": False,
    "vacated": "no",
    "appeal": "over",
    "pardoned": False,
    "first_possession_set_aside": False,
    "recommendation_against_deportation": False,
    "arrested_or_charged": True,
    "elements_admitted": False,
    "offense_date": date(2024, 3, 1),
    "plea_date": date(2024, 9, 1),
    "conviction_date": date(2024, 9, 1),
    "sentence_date": date(2024, 9, 1),
    "term_imposed": 30,
    "sentence_changed": "no",
    "days_confined": 30,
    "custody_to_serve": 30,
    "maximum_term": 1095,
    "on_probation": False,
    "foreign_conviction": False,
    "committed_in_united_states": True,
    "purely_political": False,
    "age_at_offense": 30,
    "release_date": date(2024, 10, 1),
    "prior_found_in_case": False,
    "record_inconclusive": False,
    **{fact.short: False for fact in SPEAKS_OF.values()},
    "flunitrazepam": False,
}
"""A final felony conviction of an adult in a state court, before anything special is said of it."""

PERSON: dict[str, Known] = {
    "status": "permanent_resident",
    "admitted": True,
    "admission_date": date(2010, 1, 1),
    "first_admitted": date(2010, 1, 1),
    "lawful_for_seven_years": True,
    "ten_years_before_offense": True,
    "departs_at_the_end": False,
    "trips_brief_and_innocent": True,
    "seven_years_by_april_1997": False,
    "acts_excused": True,
    "habitual_drunkard": False,
    "income_from_illegal_gambling": False,
    "five_years_in_all": False,
    "residence_began": date(2010, 1, 1),
    "adjusted_under_1255j": False,
    "inadmissible_for_entry": False,
    "removed_for_aggravated_felony": False,
    "admitted_as_resident": True,
    "seeks": "none",
}
"""A permanent resident for many years."""

CASE: dict[str, Known] = {"proceeding_date": date(2026, 6, 1), "record_complete": True}


@dataclass(frozen=True, slots=True)
class LawCase:
    """One of the law's own cases: facts, the rule, and the verdict the law gives."""

    id: str
    rule: str
    expect: str
    says: str
    person: Mapping[str, Known]
    case: Mapping[str, Known]
    counts: tuple[CountFacts, ...]
    within: Mapping[str, frozenset[str]]
    forum: str

    def world(self, pack: Pack) -> World:
        """The case as a world under this pack."""

        def match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
            grounds = self.within[count.id]
            if f"?{ground}" in grounds:
                return MatchAnswer(unknown(Reason(Why.MISSING_FACT, f"count[{count.id}].form")))
            return MatchAnswer(TRUE if grounds & {ground, f"{ground}@{burden}"} else FALSE)

        return World(pack, self.person, self.counts, self.case, self.forum, match)

    def verdict(self, pack: Pack) -> str:
        """ "true", "false" or "unknown" under this pack."""
        world = self.world(pack)
        rule = pack.rule(self.rule)
        count = self.counts[0] if rule.entity is Entity.COUNT else None
        return {True: "true", False: "false", None: "unknown"}[evaluate(world, self.rule, count).truth.value]


def _known(entity: str, short: str, value: Any) -> Known:
    fact = FACTS[f"{entity}.{short}"]
    if value == "?":
        return None
    if isinstance(value, dict):
        return Among(frozenset(value["among"])) if "among" in value else Between(value.get("low"), value.get("high"))
    assert not (fact.words and value not in fact.words), f"{fact.name} is never {value}"
    return value  # type: ignore[no-any-return]


def law_case(entry: Mapping[str, Any]) -> LawCase:
    """A case from its TOML table: what it does not say is as in CONVICTION, PERSON and CASE; "?" is unknown."""
    counts = []
    within = {}
    for number, given in enumerate(entry.get("counts", [{}]), 1):
        own = {key: value for key, value in given.items() if key != "within"}
        facts = CONVICTION | {key: _known("count", key, value) for key, value in own.items()}
        counts.append(CountFacts(str(number), facts))
        within[str(number)] = frozenset(given.get("within", ()))
        for name in within[str(number)]:
            assert is_ground(name.removeprefix("?").partition("@")[0]), f"{name} is no ground"
    return LawCase(
        entry["id"],
        entry["rule"],
        entry["expect"],
        entry.get("says", ""),
        PERSON | {key: _known("person", key, value) for key, value in entry.get("person", {}).items()},
        CASE | {key: _known("case", key, value) for key, value in entry.get("case", {}).items()},
        tuple(counts),
        within,
        entry.get("forum", "9th Cir."),
    )


def law_cases() -> Iterator[LawCase]:
    """Every case of tests/precedents/*.toml, those on the period of character once more for each other period."""
    for path in sorted((HERE / "precedents").glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("cases", []):
            case = law_case(entry)
            yield case
            if case.rule in ("character.barred", "citizenship.character_barred"):
                yield from (_in_another_period(case, rule, fact) for rule, fact in OTHER_PERIODS.items())


OTHER_PERIODS = {
    "character.barred_in_ten_years": "ten_year_period_began",
    "character.barred_in_three_years": "three_year_period_began",
    "character.barred_for_registry": "registry_period_began",
    "character.barred_since_t_status": "t_status_since",
}


def _in_another_period(case: LawCase, rule: str, fact: str) -> LawCase:
    """The same with another period that begins on that day: what excludes character in one excludes it in the other."""
    began = case.person.get("character_period_began")
    same = replace(case, rule="character.barred").verdict(pack())
    return replace(case, id=f"{case.id}-{fact}", rule=rule, expect=same, person={**case.person, fact: began})


def rules_behind(pack: Pack, rule: str) -> frozenset[str]:
    """The rule and every rule its verdict can rest on."""
    found: set[str] = set()
    todo = [rule]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [node.rule for node in pack.rules[name].nodes() if isinstance(node, Holds)]
    return frozenset(found)


def pack() -> Pack:
    """The federal pack."""
    return federal_pack()
