"""What a file does not say, or says in another way, clears nothing and nobody that it did not clear before."""

from __future__ import annotations

import codecs
import csv
import io
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from steelyard.law.federal.facts import FACTS
from steelyard.logic.errors import SteelyardError
from steelyard.logic.facts import Between
from steelyard.weigh import screen_run
from steelyard.weigh.advise import advise
from steelyard.weigh.case import parse_case
from steelyard.weigh.cells import State
from steelyard.weigh.mapping import Layout, detect, layouts, read_layout
from steelyard.weigh.screen import screen
from steelyard.weigh.screen_summary import Summary
from steelyard.weigh.screen_words import read_value

TODAY = date(2026, 6, 1)
HEADER = ("state", "charge", "disposition", "offense_date", "conviction_date", "person", "modifier", "level", "term")
LIGHT = ("6 months", "30 days", "10 days", "0 days")
HEAVY = ("6 months", "364 days", "365 days", "3 years")
CHARGES = (
    ("MA", "LARCENY OVER $250 c266 §30(1)", "felony", HEAVY), ("MA", "COCAINE, DISTRIBUTE c94C §32A(a)", "felony", HEAVY),
    ("MA", "A&B c265 §13A", "misdemeanor", LIGHT), ("CA", "Cal. Penal Code § 273.5(a)", "felony", HEAVY),
    ("CA", "11377(a) HS", "misdemeanor", LIGHT), ("CA", "211 PC", "felony", HEAVY), ("CA", "459 PC", "felony", HEAVY),
    ("NY", "PL 155.25", "misdemeanor", LIGHT), ("NY", "PL 220.39(1)", "felony", HEAVY),
    ("NY", "PL 265.03(3)", "felony", HEAVY), ("IL", "720 ILCS 5/12-3.2(a)(1)", "misdemeanor", LIGHT),
    ("IL", "720 ILCS 570/402(c)", "felony", HEAVY), ("PA", "18 § 3502", "felony", HEAVY),
    ("PA", "35 § 780-113 §§ A30", "felony", HEAVY), ("OR", "ORS 164.043", "misdemeanor", LIGHT[1:]),
    ("OR", "ORS 166.250", "misdemeanor", LIGHT),
)  # fmt: skip
BLANKS = (
    "",
    "NULL",
    "N/A",
    "-",
    "unknown",
    "0000-00-00",
    "1900-01-01",
    "1970-01-01",
    "9999-12-31",
    "   ",
    "NaN",
    "?",
    "TBD",
)
"""What stands in files where nothing is known."""

Line = dict[str, str]
Said = dict[str, str]


def _row(chance: random.Random, person: str = "", near: date | None = None, state: str = "") -> Line:
    some = [one for one in CHARGES if one[0] == (state or one[0])]
    place, charge, level, terms = chance.choice(some)
    outcome = chance.choice(
        ("convicted", "convicted", "nolo contendere", "deferred", "diverted", "dismissed", "pending")
    )
    committed = near or date(
        chance.choice((1985, 1997, 2005, 2016, 2021)), chance.randint(1, 12), chance.randint(1, 28)
    )
    committed += timedelta(days=chance.randint(0, 60))
    decided = committed + timedelta(days=chance.randint(1, 300))
    term = chance.choice(terms) if outcome in ("convicted", "nolo contendere") else ""
    return dict(zip(HEADER, (place, charge, outcome, committed.isoformat(), decided.isoformat(), person,
                             chance.choice(("", "", "attempt", "conspiracy")), level, term), strict=True))  # fmt: skip


def _text(lines: Iterable[Mapping[str, str]], header: Sequence[str] = HEADER, delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, delimiter=delimiter, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def _screened(source: Path, **more: Any) -> tuple[Summary, list[Said], list[Said]]:
    """The summary, and what is said of each row and of each person: a letter for each class, by consequence."""
    out = source.with_name("out.parquet")
    summary = screen(source, out, today=TODAY, **more)
    rows = pl.read_parquet(out).sort("row")
    names = [name for name in rows.columns if "." in name]
    beside = source.with_name("out.persons.parquet")
    persons = pl.read_parquet(beside).sort("person").select(names) if beside.exists() else rows.select(names)
    return summary, list(rows.select("conviction", *names).iter_rows(named=True)), list(persons.iter_rows(named=True))


def _read(tmp_path: Path, lines: Iterable[Mapping[str, str]], header: Sequence[str] = HEADER, **more: Any) -> Any:
    source = tmp_path / "in.csv"
    source.write_text(_text(lines, header), encoding="utf-8")
    return _screened(source, **more)


def test_contradictions_of_several_states_are_counted_on_every_engine(tmp_path: Path) -> None:
    chance = random.Random(1)
    lines = [{**_row(chance, "p", state=place), "term": "20 years"} for place in ("MA", "CA", "OR", "MA", "OR", "CA")]
    read = [_read(tmp_path, lines, engine=engine) for engine in ("polars", "duckdb")]
    assert (
        read[0][0].contradictions == read[1][0].contradictions and "sentence_and_maximum" in read[0][0].contradictions
    )
    assert [list(one.values()) for one in read[0][1]] == [list(one.values()) for one in read[1][1]]


def _cleared(before: Said, after: Said) -> list[str]:
    """The consequences that somebody is cleared of after, and was not before."""
    found = [] if before.get("conviction") is False or after.get("conviction") is not False else ["conviction"]
    for name in before:
        if name != "conviction" and any(b != "F" == a for b, a in zip(before[name], after[name], strict=True)):
            found.append(name)
    return found


@pytest.mark.parametrize("seed", range(2))
def test_what_stands_in_other_rows_changes_no_row(tmp_path: Path, seed: int) -> None:
    """A sentence above the longest of its offense doubts its own row, and no other."""
    chance = random.Random(seed)
    lines = [
        {**_row(chance, state="MA"), "term": chance.choice(("", "30 days", "1000 days", "20 years"))} for _ in range(60)
    ]
    summary, whole, _ = _read(tmp_path, lines)
    assert "sentence_and_maximum" in summary.contradictions
    for part in (lines[:30], lines[30:], lines[::5]):
        _, alone, _ = _read(tmp_path, part)
        assert alone == [whole[lines.index(one)] for one in part]


def _layout(name: str) -> Layout:
    return next(one for one in layouts() if one.name == name)


def _mapping(**more: Any) -> Layout:
    raw = {"name": "test", "columns": {name: name for name in HEADER}, "disposition": [
        {"match": "convicted", "outcome": "convicted"}, {"match": "dismissed", "outcome": "dismissed"},
    ]}  # fmt: skip
    return read_layout({**raw, **more}, "test")


# --- less said ---------------------------------------------------------------------------------------------------------


def test_a_cell_that_says_nothing_clears_no_row(tmp_path: Path) -> None:
    chance = random.Random(1)
    lines: list[Line] = []
    of: list[tuple[int, str, str]] = []
    for number in range(24):
        whole = len(lines)
        row = _row(chance, state=("CA", "IL")[number % 2])
        changed = [(name, blank) for name in HEADER for blank in BLANKS if row[name].strip() != blank.strip()]
        lines += [row, *({**row, name: blank} for name, blank in changed)]
        of += [(whole, "", ""), *((whole, name, blank) for name, blank in changed)]
    _, rows, _ = _read(tmp_path, lines)
    wrong = [(lines[whole], name, blank, found) for (whole, name, blank), said in zip(of, rows, strict=True)
             if (found := _cleared(rows[whole], said))]  # fmt: skip
    assert wrong == []


def test_a_cell_that_says_nothing_clears_no_person(tmp_path: Path) -> None:
    chance = random.Random(2)
    lines: list[Line] = []
    of: list[tuple[int, list[Line], str]] = []
    for number in range(24):
        begins = date(chance.choice((1997, 2005, 2016, 2021)), 3, 1)
        state = chance.choice(("CA", "MA"))
        rows = [_row(chance, near=begins, state=state) for _ in range(chance.choice((2, 2, 3)))]
        whole = len(of)
        kept = [rows]
        for row in rows:
            kept += [[{**one, name: ""} if one is row else one for one in rows]
                     for name in HEADER if name != "person" and row[name]]  # fmt: skip
        for which, one in enumerate(kept):
            lines += [{**row, "person": f"{number}/{which}"} for row in one]
            of.append((whole, one, f"{number}/{which}"))
    _, _, persons = _read(tmp_path, lines)
    wrong = [(lines_of, found) for (whole, lines_of, _), said in zip(of, persons, strict=True)
             if (found := _cleared(persons[whole], said))]  # fmt: skip
    assert wrong == []


def test_a_column_that_is_not_there_clears_no_row(tmp_path: Path) -> None:
    chance = random.Random(3)
    lines = [_row(chance, state=chance.choice(("CA", "PA"))) for _ in range(60)]
    _, whole, _ = _read(tmp_path, lines)
    needed = [*_layout("charges").detect]
    for name in HEADER:
        without = [one for one in HEADER if one != name]
        if name in needed:
            with pytest.raises(SteelyardError, match="SY-B002"):
                _read(tmp_path, lines, without)
            continue
        summary, less, _ = _read(tmp_path, lines, without)
        assert [found for one, said in zip(whole, less, strict=True) if (found := _cleared(one, said))] == [], name
        assert summary.rows == len(lines)


# --- whose a row is -------------------------------------------------------------------------------------------------------

TWO = [
    dict(zip(HEADER, ("CA", "211 PC", "convicted", f"{year}-01-01", f"{year}-06-01", "a", "", "felony", "2 years"), strict=True))
    for year in (2015, 2016)
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "engine"), [
    ("", "", "polars"), ("a", "", "polars"), ("NULL", "NULL", "polars"), ("unknown", "unknown", "duckdb"), ("0", "0", "polars"),
    ("-", "-", "polars"), ("N/A", "N/A", "polars"), ("007", "7", "duckdb"), ("a-7", "A7", "polars"), ("7.0", "7", "polars"),
])  # fmt: skip
def test_no_record_is_whole_where_the_file_does_not_tell_whose_every_row_is(
    tmp_path: Path, first: str, second: str, engine: str
) -> None:
    """8 U.S.C. § 1227(a)(2)(A)(ii): two crimes, wherever in the file the second is."""
    lines = [{**TWO[0], "person": first}, {**TWO[1], "person": second}]
    summary, _, persons = _read(tmp_path, lines, mapping=_mapping(record_complete=True), engine=engine)
    assert all(said["deportable.two_cimts"][0] != "F" for said in persons)
    assert any("record_complete is not taken" in one for one in summary.notes)


def test_a_record_is_whole_where_the_file_says_so_of_every_row(tmp_path: Path) -> None:
    lines = [TWO[0], {**TWO[1], "person": "b"}]
    whole = _mapping(record_complete=True)
    _, _, persons = _read(tmp_path, lines, mapping=whole)
    assert [said["deportable.two_cimts"][0] for said in persons] == ["F", "F"]
    source = tmp_path / "broken.csv"
    source.write_text(_text(lines) + "CA,one field too few\n", encoding="utf-8")
    _, _, persons = _screened(source, mapping=whole)
    assert [said["deportable.two_cimts"][0] for said in persons] == ["?", "?"], "what the broken line says nobody knows"
    columns = {name: name for name in HEADER if name != "person"}
    _, rows, _ = _read(tmp_path, lines, mapping=_mapping(record_complete=True, columns=columns))
    assert all(said["deportable.two_cimts"][0] != "F" for said in rows), "two rows may be one person's"


def test_rows_of_nobody_are_not_one_person(tmp_path: Path) -> None:
    summary, _, _ = _read(tmp_path, [{**TWO[0], "person": "UNKNOWN"}, {**TWO[1], "person": "UNKNOWN"}])
    assert summary.persons == 2


def test_spaces_around_a_text_are_none_of_it(tmp_path: Path) -> None:
    rows = pl.DataFrame([{**TWO[0], "disposition": " convicted  "}, {**TWO[1], "person": "a  "}])
    rows.write_parquet(tmp_path / "in.parquet")
    for engine in ("polars", "duckdb"):
        summary, said, _ = _screened(tmp_path / "in.parquet", engine=engine)
        assert [one["conviction"] for one in said] == [True, True]
        assert summary.persons == 1


# --- days ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "day"), [
    ("201511", None), ("190512", None), ("20151101", date(2015, 11, 1)), ("42156", None), ("1433116800000", None),
    ("2015-06-01T04:00:00Z", None), ("2015-06-01T00:00:00.000Z", date(2015, 6, 1)), ("2015-06-01 03:30:00 UTC", None),
    ("2015-06-01T23:30:00-05:00", date(2015, 6, 1)), ("2015-06-01T00:00:00.000", date(2015, 6, 1)),
    ("6/1/2015 11:30", date(2015, 6, 1)), ("13/06/2015", None), ("00/00/0000", None), ("2015-06-31", None),
])  # fmt: skip
def test_what_is_no_day_is_read_as_none(text: str, day: date | None) -> None:
    assert _layout("charges").day(text, TODAY) == day


@pytest.mark.parametrize("stored", ["text", "day"])
def test_a_day_that_stands_for_none_clears_nothing_and_is_counted(tmp_path: Path, stored: str) -> None:
    days = ["1900-01-01", "1970-01-01", "1901-05-05", "9999-12-31", "2026-06-02"]
    lines = [{**TWO[0], "offense_date": day, "person": str(n)} for n, day in enumerate(days)]
    lines += [{**TWO[0], "conviction_date": day, "person": f"c{n}"} for n, day in enumerate(days)]
    lines += [{**TWO[0], "offense_date": "", "person": "o"}, {**TWO[0], "conviction_date": "", "person": "c"}]
    frame = pl.DataFrame(lines)
    if stored == "day":
        frame = frame.with_columns(pl.col("offense_date", "conviction_date").replace("", None).str.to_date())
    frame.write_parquet(tmp_path / "in.parquet")
    summary, rows, _ = _screened(tmp_path / "in.parquet")
    assert all(said == rows[10] for said in rows[:5])
    assert all(said == rows[11] for said in rows[5:10])
    assert summary.bad_values == {"offense_date": 5, "conviction_date": 5}
    assert {one["value"] for one in summary.bad_examples["offense_date"]} == set(days)


def test_a_conviction_before_its_offense_says_no_day_of_either(tmp_path: Path) -> None:
    turned = {**TWO[0], "offense_date": "2015-01-01", "conviction_date": "1985-06-01"}
    neither = {**TWO[0], "offense_date": "", "conviction_date": ""}
    for engine in ("polars", "duckdb"):
        summary, rows, persons = _read(tmp_path, [turned, {**neither, "person": "b"}], engine=engine)
        assert rows[0] == rows[1]
        assert persons[0] == persons[1]
        assert any("before their offense: 1" in one for one in summary.notes)


def test_days_in_the_other_order_of_day_and_month_are_not_read_by_half(tmp_path: Path) -> None:
    def days(*texts: str) -> int:
        lines = [{**TWO[0], "offense_date": text, "person": str(n)} for n, text in enumerate(texts)]
        return _read(tmp_path, lines)[0].bad_values.get("offense_date", 0)

    assert days("05/06/2015", "04/05/2015", "12/11/2014") == 0
    assert days("05/06/2015", "25/12/2014", "12/11/2014") == 3, "13 and more stand first: so they do in the others"
    assert days("05/06/2015", "25/12/2014", "7/7/2014") == 2, "the same either way"
    assert days("05/06/2015", *["12/25/2014"] * 30, "25/12/2014") == 1, "a slip"


def test_moments_of_a_zone_are_no_days(tmp_path: Path) -> None:
    frame = pl.DataFrame(TWO).with_columns(pl.col("offense_date").str.to_datetime(time_zone="America/New_York"))
    frame.write_parquet(tmp_path / "in.parquet")
    with pytest.raises(SteelyardError, match="SY-B006"):
        _screened(tmp_path / "in.parquet")


# --- sentences and amounts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("term", "unit", "days"), [
    ("0", "", None), ("0.00", "", None), ("0", "days", 0), ("0 days", "", 0), ("-1", "days", None), ("1.000 days", "", None),
    ("12.000", "months", None), ("1,5 years", "", None), ("1.5", "years", Between(365, 730)), ("364 days", "years", None),
    ("12 mos", "days", None), ("12 mos", "Month(s)", 365), ("1 year 6 months", "years", 548), ("23 to 6 months", "days", None),
    ("364 days, 365 days", "", None), ("6 months 6 months", "", None), ("time served", "", None), ("1Y", "", None),
    ("365 days, 180 suspended", "", None), ("364 days consecutive", "", None), ("12 months probation", "", None),
    ("LIFE", "", Between(36_500, None)), ("366 days", "", 366), ("less than 1 year", "", None), ("1 year less a day", "", None),
])  # fmt: skip
def test_a_term_is_read_whole_or_not_at_all(term: str, unit: str, days: Any) -> None:
    assert _layout("charges").days(term, unit) == days


def test_a_bare_zero_is_no_sentence_of_nothing(tmp_path: Path) -> None:
    lines = [{**TWO[0], "charge": "459 PC", "term": term, "person": term} for term in ("", "0", "0 days")]
    summary, rows, _ = _read(tmp_path, lines)
    assert rows[1] == rows[0]
    assert rows[2] != rows[0]
    assert summary.bad_values == {"term": 1}
    assert any("without a unit" in one for one in summary.notes)


@pytest.mark.parametrize(("short", "text", "known"), [
    ("grams", "30.5", Between(30, 31)), ("grams", "30.0", 30), ("grams", "30.125", Between(30, 31)), ("grams", "0", "bad"),
    ("term_before_change", "364.5", Between(364, 365)), ("days_confined", "0", 0), ("loss", "0", "bad"), ("loss", "0.00", "bad"),
    ("loss", "$1,400.5", 140_050), ("loss", "10,5", "bad"), ("loss", "-1", "bad"), ("loss", "10.000,00", "bad"),
    ("age_at_offense", "0", "bad"), ("age_at_offense", "17", 17), ("age_at_offense", "999", "bad"),
    ("age_at_offense", "17.5", Between(17, 18)), ("own_use", "N/A", "bad"), ("own_use", "", None),
])  # fmt: skip
def test_an_amount_is_never_read_for_less_than_it_may_be(short: str, text: str, known: Any) -> None:
    fact = FACTS[f"count.{short}"]
    if known == "bad":
        with pytest.raises(ValueError, match=re.escape(text)):
            read_value(fact, text)
    else:
        assert read_value(fact, text) == known


def test_a_blank_fact_of_a_column_clears_nothing(tmp_path: Path) -> None:
    facts = {"grams": "20", "age_at_offense": "17", "loss": "500", "own_use": "yes", "release_date": "2016-01-01",
             "on_probation": "no"}  # fmt: skip
    blanks = [blank for blank in BLANKS if blank not in ("1900-01-01",)] + ["0.00", "30.5"]
    charges = [one for one in CHARGES if one[0] in ("CA", "IL")]
    lines: list[Line] = []
    of: list[int] = []
    for place, charge, level, _ in charges:
        whole = {**TWO[0], "state": place, "charge": charge, "level": level, "term": "", **facts}
        changed = [
            {**whole, name: blank} for name in facts for blank in blanks if blank != "0.00" or name in ("grams", "loss")
        ]
        of += [len(lines)] * (1 + len(changed))
        lines += [whole, *changed]
    mapping = _mapping(facts={name: name for name in facts})
    header = (*HEADER, *facts)
    _, rows, _ = _read(tmp_path, [{**one, "person": str(n)} for n, one in enumerate(lines)], header, mapping=mapping)
    wrong = [(lines[n], found) for n, whole in enumerate(of) if (found := _cleared(rows[whole], rows[n]))]
    assert wrong == []


SPOKEN_OF = {
    "file_speaks_of_drug_trade": "inadmissible.drug_trafficker", "reason_to_believe_trafficking": "inadmissible.drug_trafficker",
    "file_speaks_of_sex_trade": "inadmissible.prostitution", "file_speaks_of_hidden_money": "inadmissible.money_laundering",
    "reason_to_believe_human_trafficking": "inadmissible.human_trafficking",
    "file_speaks_of_an_order_broken": "deportable.protective_order",
}  # fmt: skip


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_what_holds_where_a_file_has_no_column_is_no_answer_for_an_empty_cell(tmp_path: Path, engine: str) -> None:
    """Where a file has no such column nothing is taken to speak of a drug trade; where it has one, its cells say so or not."""
    theft = {**TWO[0], "charge": "484(a) PC", "level": "misdemeanor", "term": ""}
    cells = ("no", "", "?")
    lines = [{**theft, **dict.fromkeys(SPOKEN_OF, cell), "person": cell} for cell in cells]
    header, named = (*HEADER, *SPOKEN_OF), {name: name for name in SPOKEN_OF}
    _, (no, *open_ones), _ = _read(tmp_path, lines, header, mapping=_mapping(facts=named), engine=engine)
    for rule in SPOKEN_OF.values():
        assert {*no[rule]} == {"F"}
        assert ["?" in said[rule] for said in open_ones] == [True, True], rule
    assumed = _mapping(facts=named, assume=dict.fromkeys(SPOKEN_OF, False))
    _, rows, _ = _read(tmp_path, lines, header, mapping=assumed, engine=engine)
    assert all(said[rule] == no[rule] for said in rows for rule in SPOKEN_OF.values()), "the mapping's author says so"


def test_the_length_of_a_probation_is_no_term_of_confinement() -> None:
    """8 U.S.C. § 1101(a)(48)(B): California's export has one column for the length of any sentence."""
    layout = _layout("california_doj").with_optional([
        *_layout("california_doj").read, "SENT_LENGTH", "SENT_TIME_CODE", "SENT_LOC_DESCR", "CONV_OFFENSE_DESCR",
    ])  # fmt: skip
    assert layout.columns["term_kind"] == ("SENT_LOC_DESCR",)
    assert layout.columns["more_charges"] == ("CONV_OFFENSE_DESCR",)
    assert layout.confinement is not None
    said = [layout.confinement.search(kind) is not None for kind in ("PROBATION", "FINE", "", "JAIL", "PRISON SS")]
    assert said == [False, False, False, True, True]


@pytest.mark.parametrize(
    "term", ["18 months probation", "18", "18 mnhts", "time served", "LIFE", "365 days, all suspended"]
)
def test_a_sentence_that_cannot_be_read_is_one_all_the_same(tmp_path: Path, term: str) -> None:
    """Dismissed, and a sentence: the outcome is open, whether or not the sentence is one of confinement or can be read."""
    nothing = ("", "0", "0 days", "-1", "N/A", "none")
    lines = [{**TWO[0], "disposition": "dismissed", "term": one, "person": one} for one in (term, *nothing)]
    summary, rows, _ = _read(tmp_path, lines)
    assert [said["conviction"] for said in rows] == [None, *(False for _ in nothing)]
    assert summary.contradictions["outcome_and_sentence"] == (1, 1)


def test_a_probation_after_a_dismissal_is_a_contradiction(tmp_path: Path) -> None:
    """Illinois' probation for a first offender ends in a dismissal and begins with a plea: 720 ILCS 570/410."""
    named = ("OFFENSE_TITLE", "CHAPTER", "ACT", "SECTION", "CLASS")
    header = ["CASE_PARTICIPANT_ID", *(f"DISPOSITION_CHARGED_{one}" for one in named), "INCIDENT_BEGIN_DATE", "DISPOSITION_DATE",
              "CHARGE_DISPOSITION", "COMMITMENT_TERM", "COMMITMENT_UNIT", "COMMITMENT_TYPE"]  # fmt: skip
    cells = [
        ("24", "Months", "Probation"),
        ("", "", "Conditional Discharge"),
        ("24", "", ""),
        ("", "", ""),
        ("", "", "Conditional Release"),
    ]
    lines = [dict(zip(header, (str(n), "POSS CON SUB", "720", "570", "402(c)", "4", "2016-03-01", "2017-03-01",
                               "Nolle Prosecution", *one), strict=True)) for n, one in enumerate(cells)]  # fmt: skip
    _, rows, _ = _read(tmp_path, lines, header)
    assert [said["conviction"] for said in rows] == [None, None, None, False, False]


# --- dispositions -----------------------------------------------------------------------------------------------------------

CLEARS = frozenset({"dismissed", "acquitted", "declined"})
NO_CLEARING_WORDS = (
    "ACD", "ACOD", "adjourned in contemplation of dismissal", "CWOF", "CWOF dismissed", "continued without a finding",
    "PBJ", "probation before judgment", "deferred entry", "DEJ", "deferred adjudication", "deferred prosecution", "supervision",
    "court supervision", "conditional discharge", "dismissed 1203.4", "set aside and dismissed 1203.4", "nolo",
    "guilty plea vacated", "vacated", "conviction reversed", "held for court", "ARD", "ARD completed", "PWV",
    "probation without verdict", "stet", "placed on file", "guilty filed", "alford plea", "guilty - alford", "best interest plea",
    "guilty but mentally ill", "adjudicated", "adjudication withheld", "youthful offender", "bound over", "transferred",
    "drug court", "dismissed after plea", "dismissed after probation", "dismissed upon completion",
    "dismissed - completed diversion", "dismissed successful completion of program", "dismissed after deferred",
    "dismissed - restitution paid", "dismissed - reinstated", "dismissed and refiled", "dismissed; recharged",
    "conditional dismissal", "nolle prossed conditionally", "nolle pros with conditions", "nolle pros after treatment",
    "nolle pros, convicted of lesser", "not guilty plea", "plea: not guilty", "plea of not guilty", "pled not guilty",
    "not guilty plea entered", "not guilty / guilty", "not guilty - guilty lesser", "not guilty of charged, guilty of lesser",
    "not guilty (lesser included offense: guilty)", "not guilty as charged - lesser included", "acquitted - lesser",
    "not not guilty", "guilty/not guilty", "dismissed/guilty of amended charge", "declined - diverted", "dismissal vacated",
    "first offender", "410 probation", "TASC probation", "plea in abeyance", "guilty plea entered, judgment deferred",
    "admission to sufficient facts", "general continuance", "pretrial probation", "imposition of sentence suspended",
    "bail forfeited", "time served", "probation", "jail", "unknown", "other", "NULL", "N/A", "-", "?", "TBD", "see comments",
    "no disposition", "sealed", "expunged", "pardoned", "plea withdrawn", "PG", "NG", "G", "D", "1", "0", "merged",
    "consolidated", "dism. per plea", "warrant", "mistrial", "hung jury", "incompetent", "unfit", "responsible", "fine",
)  # fmt: skip
OF_ANOTHER = (
    "guilty of lesser", "Plea of Guilty - Amended Charge", "Convicted - Lesser Included", "pled guilty to lesser",
    "guilty plea to other charge", "pled guilty to reduced charge", "Plea of Guilty - Lesser Included",
)  # fmt: skip


@pytest.mark.parametrize("name", ["charges", "cook_county", "pennsylvania_dockets", "california_doj", "suffolk_da"])
def test_words_that_may_follow_a_plea_or_go_on_elsewhere_clear_nothing(name: str) -> None:
    layout = _layout(name)
    before = {"california_doj": ("COURT ACTION | ",), "suffolk_da": ("", "Plea | ", "Dismissed | ")}.get(name, ("",))
    wrong = []
    for words in NO_CLEARING_WORDS:
        for text in (one + case for one in before for case in (words, words.upper(), words.capitalize())):
            found = layout.outcome(text)
            facts = {} if found is None else found.facts
            if found is not None and found.outcome in CLEARS and facts.get("guilt_found_or_admitted") is not True:
                wrong.append((text, found.outcome))
    if name == "suffolk_da":  # the office's own word for what ended is its first
        wrong = [one for one in wrong if not one[0].startswith("Dismissed")]
    assert wrong == []


@pytest.mark.parametrize("name", ["charges", "cook_county", "pennsylvania_dockets"])
def test_words_of_a_lesser_offense_are_of_another(name: str) -> None:
    found = [_layout(name).outcome(words) for words in OF_ANOTHER]
    assert [(one.outcome, one.is_of_another) for one in found if one is not None] == [("convicted", True)] * len(
        OF_ANOTHER
    )
    left_open = _layout(name).outcome("adjudged of a lesser offense")
    assert left_open is not None
    assert (left_open.outcome, left_open.is_of_another) == ("", True)
    plain = [_layout(name).outcome(words) for words in ("Guilty", "guilty plea", "guilty, reduced to misdemeanor")]
    assert [(one.outcome, one.is_of_another) for one in plain if one is not None] == [("convicted", False)] * 3


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_conviction_of_another_offense_is_cleared_of_nothing_by_the_one_that_is_named(
    tmp_path: Path, engine: str
) -> None:
    driving = {**TWO[0], "charge": "23152(a) VC", "level": "misdemeanor", "term": ""}
    lines = [{**driving, "person": "a"}, {**driving, "person": "b", "disposition": "guilty of lesser"},
             {**driving, "person": "c", "charge": "NOBODY KNOWS THIS", "level": ""}]  # fmt: skip
    summary, rows, persons = _read(tmp_path, lines, engine=engine)
    assert rows[0]["deportable.controlled_substance"][0] == "F"
    assert rows[1]["conviction"] is not False
    assert rows[1]["deportable.controlled_substance"][0] == "?"
    assert persons[1]["inadmissible.cimt"][0] == "?"
    assert [_cleared(rows[2], rows[1]), _cleared(persons[2], persons[1])] == [[], []]
    assert any("another offense" in one for one in summary.notes)
    assert summary.mapped == 2


def test_every_word_that_is_not_known_is_listed(tmp_path: Path) -> None:
    lines = [{**TWO[0], "disposition": words, "person": str(n)} for n, words in enumerate(NO_CLEARING_WORDS)]
    summary, rows, _ = _read(tmp_path, lines)
    listed = {one["disposition"] for one in summary.unmapped_dispositions}
    for words, said in zip(NO_CLEARING_WORDS, rows, strict=True):
        if words not in listed:
            assert said["conviction"] is not False, words


# --- the same in another form -------------------------------------------------------------------------------------------------


def _lines(number: int) -> list[Line]:
    chance = random.Random(4)
    return [_row(chance, person=f"p{chance.randint(1, 40)}", near=date(2016, 3, 1), state="MA") for _ in range(number)]


def test_the_form_of_a_file_changes_no_answer(tmp_path: Path) -> None:
    lines = _lines(80)
    text = _text(lines)
    expected = _read(tmp_path, lines)[1:]
    forms = {
        "tabs.tsv": _text(lines, delimiter="\t").encode(), "semicolons.csv": _text(lines, delimiter=";").encode(),
        "mark.csv": codecs.BOM_UTF8 + text.encode(), "wide.csv": text.encode("utf-16"), "western.csv": text.encode("cp1252"),
        "dos.csv": text.replace("\n", "\r\n").encode(),
    }  # fmt: skip
    for name, content in forms.items():
        (tmp_path / name).write_bytes(content)
        assert _screened(tmp_path / name)[1:] == expected, name
    frame = pl.DataFrame(lines)
    frame.write_parquet(tmp_path / "rows.parquet", row_group_size=7)
    book = openpyxl.Workbook()
    for values in (HEADER, *frame.rows()):
        book.active.append(values)
    book.save(tmp_path / "rows.xlsx")
    for name in ("rows.parquet", "rows.xlsx"):
        assert _screened(tmp_path / name)[1:] == expected, name
    assert _screened(tmp_path / "rows.parquet", engine="duckdb")[1:] == expected


def test_neither_the_order_of_rows_nor_more_columns_nor_partitions_change_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = _lines(60)
    _, rows, persons = _read(tmp_path, lines)
    of_person = dict(zip(dict.fromkeys(one["person"] for one in lines), persons, strict=True))
    order = random.Random(5).sample(range(60), 60)
    monkeypatch.setattr(screen_run, "ROWS_AT_ONCE", 25)
    more = [{**lines[n], "Judge": 'x,\n"y"', "sentence_note": "LIFE"} for n in order]
    for engine in ("polars", "duckdb"):
        _, shuffled, again = _read(tmp_path, more, ("Judge", *reversed(HEADER), "sentence_note"), engine=engine)
        assert shuffled == [rows[n] for n in order]
        first = dict.fromkeys(lines[n]["person"] for n in order)
        assert again == [of_person[one] for one in first]


def test_a_header_in_other_letters_is_read_whole_or_refused() -> None:
    needed = list(_layout("charges").detect)
    found = detect([*needed, "Person", "TERM", "Level", "Modifier"])
    assert {key: found.columns[key] for key in ("person", "term", "level", "modifier")} == {
        "person": ("Person",), "term": ("TERM",), "level": ("Level",), "modifier": ("Modifier",),
    }  # fmt: skip
    assert "term" not in detect([*needed, "Term", "TERM"]).columns, "nobody knows which"
    for names in ([one.upper() for one in needed], ["estado", "cargo", "disposición", "fecha_delito", "fecha_condena"]):
        with pytest.raises(SteelyardError, match="SY-B002"):
            detect(names)


def test_a_letter_that_may_mean_completed_is_no_conspiracy(tmp_path: Path) -> None:
    """The letters of police reports are A, attempted, and C, completed."""
    summary, rows, _ = _read(tmp_path, [{**TWO[0], "modifier": letter, "person": letter} for letter in ("C", "s", "A")])
    assert summary.unmapped == 2
    assert [said["deportable.controlled_substance"][0] for said in rows] == ["?", "?", "F"]


def test_a_row_of_several_charges_is_told_by_any_column_of_the_others() -> None:
    layout = _layout("chicago_police")
    more = ["CHARGE 2 DESCRIPTION", "CHARGE 3 STATUTE"]
    assert layout.with_optional([*layout.read, *more]).columns["more_charges"] == tuple(more)


# --- the same asked of a case -------------------------------------------------------------------------------------------------


CASE = """
id = "T-1"
state = "{state}"
law_as_of = 2026-06-01
[[counts]]
id = "1"
charge = "{charge}"
{offense_date}
[[options]]
id = "plea"
label = "as charged"
[[options.dispositions]]
count = "1"
outcome = "{disposition}"
{level}
{term}
"""


@pytest.mark.parametrize("place", ["MA", "CA", "IL"])
def test_a_row_is_cleared_of_nothing_that_the_same_case_is_not(tmp_path: Path, place: str) -> None:
    chance = random.Random(6)
    lines = [_row(chance, near=date(2025, 12, 1), state=place) for _ in range(3)]
    lines = [{**one, "disposition": "convicted", "modifier": "", "conviction_date": "2026-06-01"} for one in lines]
    lines = [
        {**one, **less} for one, less in zip(lines, ({"term": ""}, {"level": ""}, {"offense_date": ""}), strict=True)
    ]
    _, rows, _ = _read(tmp_path, lines)
    for line, said in zip(lines, rows, strict=True):
        given = {name: f'{name} = "{line[name]}"' if line[name] else "" for name in ("level", "term")}
        day = f"offense_date = {line['offense_date']}" if line["offense_date"] else ""
        (option,) = advise(parse_case(CASE.format(**{**line, **given, "offense_date": day}))).rows
        for rule in said:
            if rule != "conviction":
                of_classes = zip(option.cells, said[rule], strict=True)
                wrong = [who for who, letter in of_classes
                         if letter == "F" and option.cells[who][rule].state is not State.NOT_TRIGGERED]  # fmt: skip
                assert (line, rule, wrong) == (line, rule, [])
