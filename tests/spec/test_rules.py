"""The language of rules: what it refuses when built, how versions are chosen, how exceptions meet, what a law diff says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from steelyard.law.citations import usc
from steelyard.law.columns import standing
from steelyard.law.federal.grounds import is_ground
from steelyard.law.pack import federal_pack
from steelyard.law.uslm import without_pinpoint
from steelyard.logic.errors import RuleError
from steelyard.logic.evaluate import CountFacts, MatchAnswer, World, evaluate
from steelyard.logic.expr import (
    Constant,
    Holds,
    Matches,
    Not,
    NotEncoded,
    Split,
    Total,
    all_of,
    any_of,
    at_least,
    days,
    not_,
)
from steelyard.logic.facts import Entity, Fact, Type
from steelyard.logic.rule import (
    Axis,
    Citation,
    Exception_,
    Gap,
    Pack,
    Rule,
    Version,
    exception,
    pack_from_json,
    pack_to_json,
    version,
)
from steelyard.logic.truth import FALSE, Why
from steelyard.logic.verify import differences, findings

FIRST, SECOND = Citation("1 Test Code § 1"), Citation("1 Test Code § 2")
ADMITTED = Fact("person.admitted", Type.BOOL, "Admitted?")
KIND = Fact("person.kind", Type.WORD, "Which kind?", words=frozenset({"a", "b"}))
GUILTY = Fact("count.guilty", Type.BOOL, "Guilty?")
PARDONED = Fact("count.pardoned", Type.BOOL, "Pardoned?")
TERM = Fact("count.term", Type.DAYS, "How long?")
FACTS = {fact.name: fact for fact in (ADMITTED, KIND, GUILTY, PARDONED, TERM)}


def rule(name: str, *versions: Version, entity: Entity = Entity.COUNT, **more: Any) -> Rule:
    """A rule of the test area."""
    return Rule(name, name, entity, "test", versions, **more)


def pack(*rules: Rule) -> Pack:
    """A pack of these rules over the facts above."""
    return Pack(FACTS, {one.name: one for one in rules})


def verdict(of: Pack, name: str, day: date | None = date(2026, 1, 1), **facts: Any) -> Any:
    """The verdict of a count's rule for one count with these facts, in a proceeding of that day."""
    count = CountFacts("1", facts)
    world = World(
        of, {}, (count,), {"proceeding_date": day, "record_complete": True}, "", lambda *_: MatchAnswer(FALSE)
    )
    return evaluate(world, name, count if of.rule(name).entity is Entity.COUNT else None).truth


# --- what cannot be written --------------------------------------------------------------------------------------------


def _no_citation() -> object:
    return Version(GUILTY.ref, ())


def _exception_without_citation() -> object:
    return Exception_("pardon", PARDONED.ref, False, ())


def _no_version() -> object:
    return rule("r")


def _two_axes() -> object:
    return rule(
        "r",
        version(GUILTY, cite=FIRST, until=date(2020, 1, 1)),
        version(GUILTY, cite=FIRST, since=date(2020, 1, 2), by=Axis.CONVICTION),
    )


def _overlap() -> object:
    return rule(
        "r",
        version(GUILTY, cite=FIRST, until=date(2020, 1, 1)),
        version(PARDONED, cite=FIRST, since=date(2020, 1, 1)),
    )


def _out_of_order() -> object:
    return rule(
        "r",
        version(GUILTY, cite=FIRST, since=date(2020, 1, 2)),
        version(PARDONED, cite=FIRST, until=date(2020, 1, 1)),
    )


def _person_dated_by_a_count() -> object:
    return rule("r", version(ADMITTED, cite=FIRST, by=Axis.CONVICTION), entity=Entity.PERSON)


def _unknown_rule() -> object:
    return pack(rule("r", version(Holds("nowhere"), cite=FIRST)))


def _circle() -> object:
    return pack(rule("a", version(Holds("b"), cite=FIRST)), rule("b", version(Holds("a"), cite=FIRST)))


def _count_out_of_view() -> object:
    return pack(rule("r", version(GUILTY, cite=FIRST), entity=Entity.PERSON))


def _undeclared_fact() -> object:
    return pack(rule("r", version(Fact("count.moon", Type.BOOL, "Moon?"), cite=FIRST)))


def _undeclared_split() -> object:
    return pack(rule("r", version(Split("q", GUILTY.ref, PARDONED.ref), cite=FIRST)))


def _undeclared_gap() -> object:
    return pack(rule("r", version(NotEncoded("g"), cite=FIRST)))


def _days_against_a_word() -> object:
    return days(5) < KIND


def _word_that_is_none() -> object:
    return KIND.is_("z")


def _day_in_quotes() -> object:
    return version(GUILTY, cite=FIRST, since="1990-01-01")  # type: ignore[arg-type]


REFUSED = {
    "SY-L002 day": _day_in_quotes,
    "SY-L003 version": _no_citation,
    "SY-L003 exception": _exception_without_citation,
    "SY-L004 empty": _no_version,
    "SY-L004 axes": _two_axes,
    "SY-L004 person": _person_dated_by_a_count,
    "SY-L005 overlap": _overlap,
    "SY-L005 order": _out_of_order,
    "SY-L006 rule": _unknown_rule,
    "SY-L006 scope": _count_out_of_view,
    "SY-L006 fact": _undeclared_fact,
    "SY-L006 split": _undeclared_split,
    "SY-L006 gap": _undeclared_gap,
    "SY-L007 circle": _circle,
    "SY-L002 type": _days_against_a_word,
    "SY-L002 word": _word_that_is_none,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_means_nothing_cannot_be_built(name: str) -> None:
    with pytest.raises(RuleError) as caught:
        REFUSED[name]()
    assert caught.value.code == name[:7]


# --- versions --------------------------------------------------------------------------------------------------------

DATED = pack(
    rule(
        "r",
        version(Constant(True), cite=FIRST, since=date(2010, 1, 1), until=date(2019, 12, 31), reaches=FIRST),
        version(Constant(False), cite=SECOND, since=date(2021, 1, 1), until=date(2024, 12, 31), reaches=SECOND),
    )
)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2009, 12, 31), None),
        (date(2010, 1, 1), True),
        (date(2019, 12, 31), True),
        (date(2020, 1, 1), None),
        (date(2020, 12, 31), None),
        (date(2021, 1, 1), False),
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), None),
        (None, None),
    ],
)
def test_a_version_answers_on_its_own_days_and_nothing_falls_through(day: date | None, value: bool | None) -> None:
    found = verdict(DATED, "r", day, conviction_date=date(2018, 1, 1))
    assert found.value is value
    if value is None:
        assert {reason.why for reason in found.reasons} <= {Why.NOT_ENCODED, Why.DATE_UNKNOWN}


def test_an_unknown_day_is_answered_where_all_versions_agree() -> None:
    same = pack(
        rule(
            "r",
            version(GUILTY, cite=FIRST, until=date(2019, 12, 31), reaches=FIRST),
            version(GUILTY.ref, cite=SECOND, since=date(2020, 1, 1), reaches=SECOND),
        )
    )
    facts = {"guilty": True, "conviction_date": date(2018, 1, 1)}
    assert verdict(same, "r", None, **facts).value is True


@pytest.mark.parametrize(
    ("reaches", "since", "convicted", "value"),
    [
        (None, None, date(1995, 1, 1), None),
        (FIRST, None, date(1995, 1, 1), True),
        (FIRST, date(1988, 11, 18), date(1988, 11, 17), None),
        (FIRST, date(1988, 11, 18), date(1988, 11, 18), True),
        (None, None, date(1996, 9, 30), True),
    ],
)
def test_an_older_conviction_is_reached_only_by_a_citation(
    reaches: Citation | None, since: date | None, convicted: date, value: bool | None
) -> None:
    law = pack(
        rule(
            "r",
            version(Constant(True), cite=FIRST, since=date(1996, 9, 30), reaches=reaches, reaches_since=since),
        )
    )
    assert verdict(law, "r", conviction_date=convicted).value is value


# --- exceptions ------------------------------------------------------------------------------------------------------


def test_an_unknown_exception_leaves_the_answer_open_and_a_false_one_does_nothing() -> None:
    law = pack(rule("r", version(GUILTY, cite=FIRST, unless=[exception("pardon", PARDONED, cite=SECOND)])))
    assert verdict(law, "r", guilty=True, pardoned=None).value is None
    assert verdict(law, "r", guilty=True, pardoned=False).value is True
    assert verdict(law, "r", guilty=True, pardoned=True).value is False
    assert verdict(law, "r", guilty=False, pardoned=None).value is False


def test_exceptions_with_different_outcomes_are_a_conflict_that_names_both_citations() -> None:
    law = pack(
        rule(
            "r",
            version(
                GUILTY,
                cite=FIRST,
                unless=[
                    exception("pardon", PARDONED, cite=FIRST),
                    exception("long term", days(30) <= TERM, cite=SECOND, then=True),
                ],
            ),
        )
    )
    found = verdict(law, "r", guilty=True, pardoned=True, term=40)
    (reason,) = found.reasons
    assert reason.why is Why.CONFLICT
    assert FIRST.text in reason.says and SECOND.text in reason.says
    assert verdict(law, "r", guilty=False, pardoned=False, term=40).value is True


# --- verify ----------------------------------------------------------------------------------------------------------


def test_findings_name_dead_rules_dead_versions_and_what_cannot_be_reached() -> None:
    law = pack(
        rule("alone", version(GUILTY, cite=FIRST)),
        rule(
            "twice",
            version(GUILTY, cite=FIRST, until=date(2019, 12, 31)),
            version(GUILTY, cite=FIRST, since=date(2020, 1, 1)),
        ),
        rule(
            "never",
            version(all_of(ADMITTED, not_(ADMITTED), at_least(1, Holds("twice"))), cite=FIRST),
            entity=Entity.PERSON,
            consequence=True,
        ),
    )
    said = {(found.rule, found.says.split(" ")[0]) for found in findings(law, date(2026, 1, 1))}
    assert {rule for rule, _ in said} == {"alone", "twice", "never"}


def test_the_federal_law_has_no_findings() -> None:
    assert findings(federal_pack(), date(2026, 11, 24), standing(), is_ground) == []
    assert without_pinpoint(federal_pack()) == []


def test_a_ground_that_there_is_not_and_a_citation_of_a_whole_section_are_told() -> None:
    whole = usc(8, 1227)
    law = pack(rule("a", version(Matches("FIREARMS"), cite=(whole, usc(8, 1227, "a")))))
    assert [one.says for one in findings(law, date(2026, 1, 1), ("a",), is_ground)] == ["'FIREARMS' is no ground"]
    assert without_pinpoint(law) == [("a", whole)]


def test_a_diff_of_the_law_shows_the_smallest_case_with_both_citations() -> None:
    before = pack(rule("long", version(all_of(GUILTY, days(365) <= TERM), cite=FIRST)))
    after = pack(rule("long", version(any_of(all_of(GUILTY, days(364) <= TERM)), cite=SECOND)))
    (found,) = differences(before, after)
    facts = dict(found.facts)
    assert next(value for name, value in facts.items() if "term" in name) == 364
    assert next(value for name, value in facts.items() if "guilty" in name) is True
    assert (found.before, found.after) == ("does not hold", "holds")
    text = str(found)
    assert FIRST.text in text and SECOND.text in text and "364" in text


def test_the_same_law_has_no_differences_and_its_json_reads_back_to_the_same_hash() -> None:
    law = federal_pack()
    back = pack_from_json(pack_to_json(law))
    assert back.hash == law.hash
    assert differences(law, back) == []


def test_what_no_answer_turns_on_is_no_difference() -> None:
    law = federal_pack()
    data = pack_to_json(law)
    for one in data["rules"]:
        one["label"] += " (new)"
        for each in one["versions"]:
            each["note"] += " New."
    assert differences(law, pack_from_json(data)) == []


def test_a_gap_or_a_sum_of_one_pack_is_the_same_in_the_other() -> None:
    law = federal_pack()
    reads = [one for one in law.rules.values() if any(isinstance(node, NotEncoded | Total) for node in one.nodes())]
    assert len(reads) > 5
    said_twice_not = {
        one.name: replace(one, versions=tuple(replace(each, when=Not(Not(each.when))) for each in one.versions))
        for one in reads
    }
    same = pack_from_json(pack_to_json(Pack(law.facts, {**law.rules, **said_twice_not}, law.splits, law.gaps)))
    assert differences(law, same) == []


def test_another_sum_and_another_gap_are_differences() -> None:
    gaps = [Gap(name, "crimes", name, (FIRST,)) for name in ("one", "two")]
    for old, new in (
        (Total(TERM.ref, GUILTY.ref, 500), Total(TERM.ref, GUILTY.ref, 600)),
        (NotEncoded("one"), NotEncoded("two")),
    ):
        before, after = (
            Pack(FACTS, {"long": rule("long", version(Not(one), cite=FIRST))}, {}, {gap.name: gap for gap in gaps})
            for one in (old, new)
        )
        (found,) = differences(before, after)
        assert found.before != found.after


def test_a_changed_threshold_in_the_federal_law_is_found() -> None:
    law = federal_pack()
    data = pack_to_json(law)
    old = law.rule("sentence.one_year_possible")
    when = replace(old.versions[0].when, op=">")  # type: ignore[type-var]
    changed = replace(old, versions=(replace(old.versions[0], when=when),))
    later = Pack(law.facts, {**law.rules, old.name: changed}, law.splits, law.gaps)
    (found,) = differences(pack_from_json(data), later)
    assert found.rule == old.name
    assert 365 in dict(found.facts).values()


def test_no_authority_stands_on_both_sides_of_a_question() -> None:
    pack = federal_pack()
    for split in pack.splits.values():
        assert not set(split.affirmative.cites) & set(split.negative.cites), split.name
    split = pack.splits["bar_of_212h_for_those_who_adjusted"]
    both = replace(split, affirmative=split.negative)
    with pytest.raises(RuleError, match="both sides") as refused:
        replace(pack, splits={**pack.splits, split.name: both})
    assert refused.value.code == "SY-E004"
