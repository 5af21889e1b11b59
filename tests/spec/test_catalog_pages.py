"""What the commands on the catalogue print: one offense, one ground, a new entry, the coverage."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from steelyard.catalog.ask import LONGEST_REASON, answer
from steelyard.catalog.browse import EXAMPLE_OF_A_NEW_ONE
from steelyard.catalog.find import catalogue
from steelyard.catalog.forums import forum_of_state
from steelyard.catalog.holdings import STATUSES
from steelyard.law.federal.grounds import names_of_grounds
from steelyard.law.splits import ground_authorities

LOS_ANGELES = str(Path(__file__).parents[2] / "examples" / "los_angeles.toml")


def test_a_decision_that_was_overruled_is_shown_as_such_and_last(steelyard) -> None:  # type: ignore[no-untyped-def]
    page = json.loads(steelyard("offense", "PC 459", "--state", "CA", "--json").out)
    status = [one["status"] for one in page["holdings"]]
    assert status == sorted(status, key=STATUSES.index)
    (dead,) = [one for one in page["holdings"] if one["case"] == "Ngaeth v. Mukasey"]
    assert (dead["status"], dead["displaced_by"][:16]) == ("overruled", "Rendon v. Holder")
    shown = " ".join(steelyard("offense", "PC 459", "--state", "CA", columns=4_000).out.split())
    assert "overruled: AF:U: yes, Ngaeth v. Mukasey" in shown
    assert "(displaced by Rendon v. Holder, 764 F.3d 1077 (9th Cir. 2014); law until 2014-08-21)" in shown
    assert shown.rindex("decided: ") < shown.index("limited: ") < shown.index("overruled: ")


@pytest.mark.parametrize(
    ("words", "code", "lists"),
    [
        (("ground", "P.C. 273.5", "XYZ"), "SY-J003", "AF:G(burglary)"),
        (("ground", "P.C. 273.5", "CIMT", "--forum", "ninth"), "SY-J004", "9th Cir."),
        (("offense", "P.C. 273.5", "--forum", "ninth"), "SY-J004", "9th Cir."),
        (("ground", "P.C. 273.5", "CIMT", "--state", "TX"), "SY-O101", "CA, NY, IL"),
        (("ground", "Tex. Penal Code § 22.01", "CIMT"), "SY-O101", "CA, NY, IL"),
        (("find", "theft", "--state", "TX"), "SY-O101", "CA, NY, IL"),
        (("cite", "PL 155.25", "--state", "TX"), "SY-O101", "CA, NY, IL"),
        (("ground", "P.C. 99999", "CIMT"), "SY-O103", "not in the catalogue"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_what_cannot_be_asked_is_told_with_what_can(steelyard, words: tuple[str, ...], code: str, lists: str) -> None:  # type: ignore[no-untyped-def]
    ran = steelyard(*words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"steelyard: {code}: ")
    assert lists in ran.err


def test_a_divisible_offense_lists_its_forms_with_notes_and_authorities(steelyard) -> None:  # type: ignore[no-untyped-def]
    page = steelyard("ground", "18 U.S.C. 922", "CIMT", columns=300).out
    assert "  yes: us.18.922.a.6 false statement: a knowing falsehood that misleads the authorities\n" in page
    assert "  no: us.18.922.k possession: none of the kinds of moral turpitude\n" in page
    assert page.index("  yes: us.18") < page.index("  no: us.18")
    assert "decide which form it was" in page
    assert "Matter of Silva-Trevino, 26 I&N Dec. 826 (BIA 2016)" in page
    several = steelyard("ground", "PC 459", columns=300).out
    assert "Name one ground to see its reasons in full" in several
    assert (
        "CIMT: unsettled\n  unsettled: residential, first degree\n  no: other building or vehicle, second degree\n"
        in several
    )


@pytest.mark.nightly
def test_the_page_of_all_grounds_of_a_section_with_many_offenses_can_be_read(steelyard) -> None:  # type: ignore[no-untyped-def]
    assert steelyard("ground", "18 U.S.C. 922", columns=300).out.count("\n") < 250


def test_a_long_reason_ends_with_a_whole_word(steelyard) -> None:  # type: ignore[no-untyped-def]
    told = answer({"statute": "18 U.S.C. § 113", "ground": "CIMT"})
    assert len(told["says"]) <= LONGEST_REASON
    assert told["says"].endswith(" …")
    words = {word for form in told["forms"] for reason in form["reasons"] for word in re.findall(r"\w+", reason)}
    assert re.findall(r"\w+", told["says"])[-1] in words


def test_a_decision_of_the_whole_section_does_not_lead_where_the_elements_answer(steelyard) -> None:  # type: ignore[no-untyped-def]
    (told,) = json.loads(steelyard("ground", "PL 120.05(1)", "CIMT", "--json").out)
    assert (told["answer"], told["basis"]) == ("yes", "derived")
    assert told["says"] == "injury caused with knowledge"


def test_a_state_is_taken_in_any_case_and_an_id_as_a_citation(steelyard) -> None:  # type: ignore[no-untyped-def]
    named = json.loads(steelyard("ground", "ca.pen.484", "CIMT", "--json").out)[0]
    cited = json.loads(steelyard("ground", "484 PC", "CIMT", "--state", "ca", "--json").out)[0]
    assert named == cited
    assert named["offense"] == "ca.pen.484"
    page = json.loads(steelyard("offense", "pa.18.5902.b-1", "--json").out)
    assert page["citation"] == "18 Pa. Cons. Stat. § 5902(b.1)"
    assert json.loads(steelyard("cite", "PL 155.25", "--state", "ny", "--json").out)["offense"] == "ny.pl.155.25"
    line = '{"id": 1, "state": "ny", "charge": "PL 155.25"}\n'
    assert json.loads(steelyard("cite", "--jsonl", stdin=line).out)["offense"] == "ny.pl.155.25"
    line = '{"id": 1, "state": "ny", "statute": "PL 155.25", "ground": "CIMT"}\n'
    assert json.loads(steelyard("ground", "--jsonl", stdin=line).out)["offense"] == "ny.pl.155.25"


def test_an_id_names_every_version_and_nothing_beside_it() -> None:
    law = catalogue()
    for one in law.offenses:
        found = law.find(one.state, one.id)
        assert {each.id for each in found.offenses} == {each.id for each in law.offenses.find(one.id)}, one.id


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("garbage",), "SY-O101"),
        (("garbage", "--state", "pa"), "SY-O102"),
        (("Tex. Penal Code § 22.01",), "SY-O101"),
        (("garbage", "--state", "TX"), "SY-O101"),
        (("PL 155.25",), "SY-O108"),
        ((EXAMPLE_OF_A_NEW_ONE, "--folder", "/proc/nowhere"), "SY-A006"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_a_new_entry_that_cannot_be_begun_is_told_why(steelyard, words: tuple[str, ...], code: str) -> None:  # type: ignore[no-untyped-def]
    ran = steelyard("new", "offense", *words)
    assert ran.status == 2
    assert ran.err.startswith(f"steelyard: {code}: ")


def test_the_example_of_a_new_entry_has_none_yet_and_is_what_the_help_says(steelyard) -> None:  # type: ignore[no-untyped-def]
    assert steelyard("new", "offense", EXAMPLE_OF_A_NEW_ONE).status == 0
    assert EXAMPLE_OF_A_NEW_ONE in " ".join(steelyard("new", "offense", "--help", columns=200).out.split())


@pytest.mark.parametrize("words", [("advise", LOS_ANGELES, "--receipt"), ("law", "export")], ids=" ".join)
def test_a_file_that_cannot_be_written_is_told(steelyard, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    ran = steelyard(*words, "/proc/nowhere/file.json")
    assert ran.status == 2
    assert ran.err.startswith("steelyard: SY-A006: /proc/nowhere/file.json: ")


MAPPED = """
state = "CA"
keep = [{keep}]
[columns]
charge = "{charge}"
disposition = "disposition"
[[disposition]]
match = "Convicted"
outcome = "convicted"
"""


NAMED_LIKE_RESULTS = "row,charge,disposition,citation,outcome,inadmissible.cimt\n484(a) PC,484(a) PC,Convicted,x,y,z\n"


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("keep", ["row", "citation", "outcome", "inadmissible.cimt"])
def test_a_kept_column_that_is_called_like_a_result_says_that_it_was_put_in(
    steelyard, tmp_path: Path, keep: str, engine: str
) -> None:  # type: ignore[no-untyped-def]
    table, mapping, out = tmp_path / "in.csv", tmp_path / "map.toml", tmp_path / "out.csv"
    table.write_text(NAMED_LIKE_RESULTS, "utf-8")
    mapping.write_text(MAPPED.format(keep=f'"{keep}"', charge="row"), "utf-8")
    ran = steelyard(
        "screen", str(table), str(out), "--map", str(mapping), "--engine", engine, "--class", "resident_over_seven"
    )
    assert ran.status == 0, ran.err
    (line,) = csv.DictReader(out.open(encoding="utf-8"))
    (given,) = csv.DictReader(NAMED_LIKE_RESULTS.splitlines())
    assert line[f"{keep} (input)"] == given[keep]
    assert (line["row"], line["offense"]) == ("1", "ca.pen.484.a")


def test_a_column_is_carried_along_once(steelyard, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table, mapping = tmp_path / "in.csv", tmp_path / "map.toml"
    table.write_text(NAMED_LIKE_RESULTS, "utf-8")
    mapping.write_text(MAPPED.format(keep='"charge", "charge"', charge="charge"), "utf-8")
    ran = steelyard("screen", str(table), str(tmp_path / "out.csv"), "--map", str(mapping))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("steelyard: SY-B003: ") and "charge" in ran.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nosuch.csv",), "SY-B001"),
        (("PA.csv",), "SY-B001"),
        (("foo.csv",), "SY-A007"),
        (("NY.csv", "other/ny.csv"), "SY-A007"),
        (("OR.csv",), "SY-J001"),
        (("--source", "x"), "SY-A002"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_a_table_that_cannot_be_counted_is_an_error(
    steelyard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: str
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    for name in ("foo.csv", "NY.csv", "other/ny.csv"):
        (tmp_path / name).write_text("charge,statute,source,count\nPETIT LARCENY,PL 155.25,x,3\n", "utf-8")
    (tmp_path / "PA.csv").write_bytes(b"")
    (tmp_path / "OR.csv").write_text("a,b\n1,2\n", "utf-8")
    ran = steelyard("catalog", "coverage", *words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"steelyard: {code}: ")


def test_a_table_of_which_no_row_counts_is_said_to_be_one(steelyard, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "NY.csv"
    table.write_text("charge,statute,source,count\nPETIT LARCENY,PL 155.25,x,3\n", "utf-8")
    page = steelyard("catalog", "coverage", str(table), "--source", "nosuch").out
    assert "no row of NY.csv has source nosuch: nothing is counted" in page
    assert "of 3 charges" in steelyard("catalog", "coverage", str(table), "--source", "x").out
    table.write_text("charge,statute,source,count\n", "utf-8")
    assert "no row of NY.csv is there" in steelyard("catalog", "coverage", str(table)).out


def test_a_decision_that_is_law_no_more_is_no_authority_for_an_answer() -> None:
    law, today = catalogue(), date(2026, 11, 28)
    live = {one.cite for one in ground_authorities().values()} | {
        h.cite for h in law.holdings if h.stands_on(today, today)
    }
    dead = {h.cite for h in law.holdings} - live
    asked = {(h.offense, h.ground) for h in law.holdings if h.cite in dead and h.ground in names_of_grounds()}
    for offense, ground in sorted(asked):
        state = offense[:2].upper()
        found = law.find(state, offense)
        if found.offenses:
            answer = law.match(found, ground, forum=forum_of_state(state), as_of=today, convicted=today)
            assert not dead & {cite.text for cite in answer.cites}, (offense, ground)
    stalking = law.find("CA", "ca.pen.646.9.b")
    before = law.match(stalking, "AF:F", forum="BIA", as_of=date(2006, 1, 1), convicted=date(2006, 1, 1))
    assert any(cite.text.startswith("Matter of Malta,") for cite in before.cites)
