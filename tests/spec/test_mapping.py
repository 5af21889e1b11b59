"""What the columns and words of a file mean: refused names, terms, days, layouts that are told by their columns, mappings."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from steelyard.logic.errors import SteelyardError
from steelyard.logic.facts import Between
from steelyard.weigh.mapping import _KEYS, COLUMN_KEYS, Layout, detect, is_refused, layouts, read_layout, seem_values

PLAIN = ["state", "charge", "disposition", "offense_date", "conviction_date"]


def _layout(**more: Any) -> Layout:
    return read_layout({"name": "test", "state": "MA", "columns": {"charge": "charge"}, **more}, "test")


# --- columns that are not read ------------------------------------------------------------------------------------------

REFUSED = """
ICE_HOLD, ICE_DETAINER, VISA_TYPE, A_NUMBER, A Number, A#, DETAINER, IMM_STATUS, Legal Status, BORN_IN, Birth State, NATIVITY,
USC_FLAG, Foreign Born, LPR, Ctznshp, DEFNAME, LNAME, FNAME, NAME_LAST, Defendant, BIRTH_DT, D.O.B., SID, STATE_ID, DL Number,
Home Addr, CITIZENSHIP_LIST, POB_NAME, PRI_NAME, REQ_CII_NUMBER, PRI_DOB, PRI_SSN, PRI_CDL, PRI_IDN, FBI_NUMBER, Name, lastName,
DateOfBirth, placeOfBirth, nationality, alienNumber, defendantFirstName, e-mail, Phone_No, Passport, Social Security Number
"""
TAKEN = """
SUBJECT_ID, Charge, Person ID, COURT_NAME, County Name, Statute Name, OFFENSE_DESCR, STP_ORI_CNTY_NAME, DISPOSITION, state,
Status, Case Status, statute, level, group, race, Offense Date, CASE_PARTICIPANT_ID, docket_number, office, police, service,
notice, price, device, LAW_CODE, ARREST_KEY, unit, age, custody, SENT_TIME_CODE, Code Ucc Ctgry, Date Mailed, judicial_index,
USC Section
"""


def _names(text: str) -> list[str]:
    return [one.strip() for one in text.split(",")]


def test_names_about_identity_citizenship_or_birthplace_are_refused_by_their_words() -> None:
    assert [name for name in _names(REFUSED) if not is_refused(name)] == []
    assert [name for name in _names(TAKEN) if is_refused(name)] == []
    for layout in layouts():
        assert not [name for name in layout.read if is_refused(name)], layout.name


@pytest.mark.parametrize("name", ["ICE_HOLD", "VISA_TYPE", "D.O.B.", "STATE_ID"])
def test_a_refused_column_is_neither_kept_nor_read(name: str) -> None:
    for mapping in (_layout(keep=[name]), _layout(columns={"charge": name})):
        with pytest.raises(SteelyardError) as refused:
            mapping.check(["charge", name])
        assert refused.value.code == "SY-B005"


def test_of_a_file_without_a_header_no_value_is_shown() -> None:
    first = ["DOE,JANE", "19600314", "1008675309", "503 VC", "column 5"]
    assert seem_values(first)
    assert not seem_values([*PLAIN, "column 6"])
    with pytest.raises(SteelyardError) as refused:
        detect(first)
    with pytest.raises(SteelyardError) as missing:
        _layout().check(first)
    for said in (str(refused.value), str(missing.value)):
        assert "no header" in said
        assert not any(one in said for one in first)


# --- layouts -------------------------------------------------------------------------------------------------------------


def test_the_plain_layout_reads_the_further_columns_that_are_there() -> None:
    assert "person" not in detect(PLAIN).columns
    more = ["person", "statute", "modifier", "level", "term", "term_unit"]
    layout = detect([*PLAIN, *more, "another"])
    assert set(layout.columns) == {*PLAIN, *more}
    assert detect(PLAIN).raw != layout.raw, "a run that was cut off is not gone on with in another reading"


def test_the_words_of_outcomes_in_the_plain_layout() -> None:
    layout = detect(PLAIN)
    words = {"Plea of guilty": "convicted", "Pled guilty": "convicted", "Found Guilty": "convicted", "guilty plea": "convicted",
             "Nolo contendere": "convicted", "no contest": "convicted", "pled nolo contendere": "convicted",
             "Found not guilty": "acquitted", "pled not guilty": "", "No contest plea withdrawn": "", "Verdict set aside": "",
             "dismissed": "dismissed", "dismissed after plea": "", "something else": ""}  # fmt: skip
    assert {one: found.outcome if (found := layout.outcome(one)) else "" for one in words} == words


@pytest.mark.parametrize(("columns", "name"), [
    (["ARREST_KEY", "ARREST_DATE", "PD_DESC", "OFNS_DESC", "LAW_CODE", "LAW_CAT_CD"], "new_york_police"),
    (["CB_NO", "CHARGE 1 STATUTE", "CHARGE 1 DESCRIPTION", "CHARGE 1 TYPE", "CHARGE 1 CLASS"], "chicago_police"),
    (["CASE_ID", "CASE_PARTICIPANT_ID", "CHARGE_OFFENSE_TITLE", "CHAPTER", "ACT", "SECTION", "CLASS"], "cook_initiation"),
])  # fmt: skip
def test_layouts_that_are_told_by_their_columns(columns: list[str], name: str) -> None:
    assert detect(columns).name == name


def test_a_term_of_probation_is_not_read_as_one_of_confinement() -> None:
    own = ["CASE_PARTICIPANT_ID", "CHARGE_DISPOSITION", *(f"DISPOSITION_CHARGED_{one}" for one in (
        "OFFENSE_TITLE", "CHAPTER", "ACT", "SECTION", "CLASS")), "INCIDENT_BEGIN_DATE", "DISPOSITION_DATE"]  # fmt: skip
    kinds = ["COMMITMENT_TYPE", "COMMITMENT_TERM", "COMMITMENT_UNIT"]
    layout = detect([*own, *kinds])
    assert layout.columns["term"] == ("COMMITMENT_TERM",)
    assert layout.confinement is not None
    assert layout.confinement.search("Illinois Department of Corrections")
    assert not layout.confinement.search("Probation")
    assert layout.days("030", "Months") == 913
    assert layout.days("Natural Life", "") == layout.days("1", "Natural Life") == Between(36_500, None)
    assert layout.days("500", "Dollars") is None
    assert "term" not in detect([*own, *kinds[1:]]).columns, (
        "without the kind of sentence no term is one of confinement"
    )


def test_the_export_of_california_is_told_without_a_header() -> None:
    names = next(one for one in layouts() if one.name == "california_doj").raw["without_header"]["columns"]
    values = {
        "SUBJECT_ID": "77",
        "STP_EVENT_DATE": "20190601",
        "STP_TYPE_DESCR": "COURT ACTION",
        "OFFENSE_DESCR": "484 PC",
    }
    first = [values.get(name, f"column {place}") for place, name in enumerate(names, 1)]
    layout = detect(first)
    assert layout.name == "california_doj"
    assert layout.header == tuple(names)
    layout.check(first)
    with pytest.raises(SteelyardError):
        detect(first[1:])


# --- terms ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("term", "unit", "days"), [
    ("24", "", None), ("24.0", "", None), ("0", "", None), ("0", "days", 0),
    ("24", "months", 730), ("364 days", "", 364), ("1 yr", "", 365),
    ("12 mos", "", 365), ("18 mo", "", 548), ("12 Month(s)", "", 365), ("30", "Month(s)", 913), ("1 year 6 months", "", 548),
    ("1 year, 1 day", "", 366), ("1 Year and 1 Day", "", 366), ("6 Mos. To 1 Yr.", "", Between(180, 365)),
    ("2 wks", "", 14), ("6-23 months", "", Between(180, 700)),
    ("1 to 2 years", "", Between(365, 730)), ("11.5-23", "months", Between(335, 700)), ("life", "", Between(36_500, None)),
    ("25 years to life", "", Between(9_125, None)), ("23-6 months", "", None), ("time served", "", None), ("6m", "", None),
    ("-5", "days", None), ("12", "kilos", None), ("1,000", "days", 1_000), ("1,000 days", "", 1_000), ("1 000", "days", None),
    ("123456", "days", None), ("20190601", "days", None), ("11 1/2", "months", None), ("6-12-18", "months", None),
])  # fmt: skip
def test_terms_as_they_are_written(term: str, unit: str, days: Any) -> None:
    assert _layout().days(term, unit) == days


def test_the_unit_of_a_bare_number_is_what_the_mapping_says() -> None:
    assert _layout(term={"": "month"}).days("24", "") == 730
    letters = _layout(term={"D": "day", "M": "month"})
    assert letters.days("24", "M") == 730
    assert letters.days("180D", "") == letters.days("180 D", "") == 180
    assert letters.days("6-12 M", "") == Between(180, 365)
    assert _layout().lacks_unit("24", "")
    assert not _layout(term={"": "month"}).lacks_unit("24", "")
    assert not _layout().lacks_unit("24 mos", "")


def test_a_year_of_two_digits_is_never_to_come() -> None:
    layout = _layout()
    assert layout.day("01/05/65", date(2026, 6, 1)) == date(1965, 1, 5)
    assert layout.day("01/05/25", date(2026, 6, 1)) == date(2025, 1, 5)
    assert layout.day("07/05/26", date(2026, 6, 1)) == date(1926, 7, 5)


# --- mappings ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("more", "says"), [
    ({"dates": {"formats": "%m/%d/%Y"}}, "formats takes a list"),
    ({"dates": {"formats": ["MM/DD/YYYY"]}}, "no format of a day"),
    ({"keep": "charge"}, "keep takes a list"),
    ({"sealed": "charge"}, "sealed takes a list"),
    ({"delimiter": "||"}, "one character"),
    ({"encoding": "utf-99"}, "no encoding"),
    ({"term": {"M": 30}}, "term takes texts"),
    ({"level": ["F"]}, "level takes a table"),
    ({"confinement": "jail"}, "go together"),
    ({"columns": {"charge": "charge", "term_kind": "kind"}}, "go together"),
    ({"one_per_charge": True}, "no key"),
])  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused_with_what_would_be_right(more: dict[str, Any], says: str) -> None:
    with pytest.raises(SteelyardError, match=says) as refused:
        _layout(**more)
    assert refused.value.code == "SY-B003"


def test_columns_in_other_letters_are_pointed_at() -> None:
    with pytest.raises(SteelyardError, match="did you mean 'CHARGE'"):
        _layout().check(["CHARGE", "State"])
    with pytest.raises(SteelyardError, match="did you mean charges"):
        detect([one.upper() for one in PLAIN])
    with pytest.raises(SteelyardError, match="`delimiter`"):
        detect(["^".join(PLAIN).replace("^", "%")])


def test_every_key_of_a_mapping_is_explained() -> None:
    text = (Path(__file__).parents[2] / "docs" / "screening.md").read_text(encoding="utf-8")
    assert [
        key for key in (*_KEYS, *COLUMN_KEYS) if not re.search(rf"(?m)`\[?{key}\]?`|^{key} = |^\[+{key}\]", text)
    ] == []
