"""Columns of a row that contradict each other: what they say of it is unknown, and nothing is cleared by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from steelyard.logic.facts import Between, Known
from steelyard.weigh.count_facts import TOO_OLD_FOR_A_JUVENILE_COURT
from steelyard.weigh.reading import NO_CONVICTION

CODE = "SY-B012"
FINDING, PENALTY, LENGTH, MAXIMUM, AGE = (
    "outcome_and_finding", "outcome_and_sentence", "sentence_and_sentence", "sentence_and_maximum", "outcome_and_age",
)  # fmt: skip
KINDS: Mapping[str, str] = MappingProxyType(
    {
        FINDING: "an outcome, and a finding in another column that it does not have",
        PENALTY: "an outcome, and a sentence that it does not have",
        LENGTH: "two lengths of one sentence",
        MAXIMUM: "a sentence above the longest of its offense at its level",
        AGE: "an adjudication of delinquency, and an age at which there is none",
    }
)
"""The kinds of contradiction, in words."""

NOT_TRIED = NO_CONVICTION | {"charged", "arrested"}
"""Outcomes that no sentence follows."""
FINDINGS = frozenset({
    "judgment_of_guilt", "guilt_found_or_admitted", "restraint_ordered", "arrested_or_charged", "juvenile_adjudication",
})  # fmt: skip
"""Facts that an outcome settles; whether an act is found without a conviction is only taken as given, and a file may say more."""
SENTENCE = frozenset({
    "term_imposed", "days_confined", "custody_to_serve", "on_probation", "only_unconditionally_suspended_fine",
})  # fmt: skip


class Agreed(NamedTuple):
    """What is left of a row: its outcome ("" where that is open), the facts of its words, its term in days, its other columns.

    `kinds` are those of the contradictions that were found.
    """

    outcome: str
    extra: Mapping[str, Known]
    term: int | Between | None
    columns: Mapping[str, Known]
    kinds: tuple[str, ...] = ()


def _least(days: Known) -> int:
    """The least that a length is, in whole days; 0 where nothing is known."""
    low = days.low if isinstance(days, Between) else days
    return low if isinstance(low, int) else 0


def _most(days: Known) -> float:
    """The most that it is; without end where nothing is known."""
    high = days.high if isinstance(days, Between) else days
    return high if isinstance(high, int) else float("inf")


def above(days: Known, longest: Known) -> bool:
    """True where a length, by the least it is, goes beyond the most that another is."""
    return _least(days) > _most(longest)


def any_above(lengths: Iterable[Known], others: Iterable[Known]) -> bool:
    """True where some of these lengths goes beyond some of the others, as `above` says it of two."""
    return max(map(_least, lengths), default=0) > min(map(_most, others), default=0)


def _sentenced(given: Mapping[str, Known]) -> bool:
    """Whether there was surely some confinement or probation."""
    return any(_least(given.get(n)) > 0 for n in ("term_imposed", "days_confined", "custody_to_serve")) or (
        given.get("on_probation") is True
    )


def _lengths_differ(term: Known, *others: Mapping[str, Known]) -> bool:
    """Whether what is said of one sentence, in several columns and in the words of the outcome, cannot all be true."""
    imposed = [term, *(one.get("term_imposed") for one in others)]
    if any(above(one, other) for one in imposed for other in imposed):
        return True
    parts = [one.get(name) for one in others for name in ("days_confined", "custody_to_serve")]
    if any(above(part, whole) for part in parts for whole in imposed):
        return True
    only_a_fine = any(one.get("only_unconditionally_suspended_fine") is True for one in others)
    return only_a_fine and any(map(_sentenced, ({"term_imposed": term}, *others)))


def agreed(
    outcome: str, said: Mapping[str, Known], extra: Mapping[str, Known], term: int | Between | None,
    columns: Mapping[str, Known],
) -> Agreed:  # fmt: skip
    """A row without what its columns contradict: a contradicted outcome is open, a contradicted fact left out.

    `said` are the facts of the outcome, `extra` those that the mapping adds to its words.
    """
    base = {**said, **extra}
    kinds: dict[str, frozenset[str]] = {}
    none_follows = outcome in NOT_TRIED or (
        outcome == "diverted" and {**base, **columns}.get("guilt_found_or_admitted") is False
    )
    if none_follows and (_sentenced(columns) or _least(term) > 0):
        kinds[PENALTY] = FINDINGS | SENTENCE
    elif _lengths_differ(term, columns):
        kinds[LENGTH] = SENTENCE
    elif _lengths_differ(term, columns, extra):
        kinds[PENALTY] = SENTENCE
    if any(base.get(name) is not None and columns.get(name) not in (None, base[name]) for name in FINDINGS) or (
        columns.get("judgment_of_guilt") is True and columns.get("guilt_found_or_admitted") is False
    ):
        kinds[FINDING] = FINDINGS
    age = columns.get("age_at_offense")
    if outcome == "delinquent" and isinstance(age, int) and age >= TOO_OLD_FOR_A_JUVENILE_COURT:
        kinds[AGE] = FINDINGS | {"age_at_offense"}
    if not kinds:
        return Agreed(outcome, extra, term, columns)
    doubted = frozenset().union(*kinds.values())
    extra, columns = ({name: one[name] for name in one if name not in doubted} for one in (extra, columns))
    is_open, has_no_term = bool(doubted & FINDINGS), bool(doubted & SENTENCE)
    return Agreed("" if is_open else outcome, extra, None if has_no_term else term, columns, tuple(kinds))
