"""Days and spans: both ends are inside, an open end has no end, and a day out of reach is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from steelyard.logic.dates import FIRST_DAY, LAST_DAY, Span, read_day, within

DAY = timedelta(days=1)
FIRST, LAST = date(2017, 1, 1), date(2019, 12, 31)


@pytest.mark.parametrize(
    ("day", "first", "last", "inside"),
    [
        (FIRST, FIRST, LAST, True), (LAST, FIRST, LAST, True), (FIRST - DAY, FIRST, LAST, False),
        (LAST + DAY, FIRST, LAST, False), (date.min, None, LAST, True), (date.max, FIRST, None, True),
        (LAST + DAY, None, LAST, False), (FIRST - DAY, FIRST, None, False), (FIRST, None, None, True),
    ],
)  # fmt: skip
def test_both_ends_of_a_span_are_inside(day: date, first: date | None, last: date | None, inside: bool) -> None:
    assert within(day, first, last) is inside
    assert (day in Span(first, last)) is inside


def test_a_day_is_read_within_reach_and_refused_beyond() -> None:
    assert read_day("1900-01-01") == FIRST_DAY
    assert read_day("2100-12-31") == LAST_DAY
    for text in ("1899-12-31", "2101-01-01", "2026-02-30", "today"):
        with pytest.raises(ValueError, match=r"between|isoformat|range|month"):
            read_day(text)
