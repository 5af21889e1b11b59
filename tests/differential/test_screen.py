"""A screened file says of every row and person what the reference evaluator says of the same facts."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from steelyard.catalog.charges import cite
from steelyard.catalog.find import catalogue
from steelyard.catalog.found import Found
from steelyard.law.columns import columns
from steelyard.law.pack import federal_pack
from steelyard.law.postures import postures
from steelyard.logic.evaluate import CountFacts, MatchAnswer, World, evaluate
from steelyard.logic.facts import Between, Known
from steelyard.weigh.count_facts import IN_STATE_COURT, NOT_SINCE_UNDONE, NOTHING_BESIDE
from steelyard.weigh.counts import Weighed, perhaps_several
from steelyard.weigh.days import Days
from steelyard.weigh.mapping import Layout, read_layout
from steelyard.weigh.profiles import Weigher
from steelyard.weigh.screen import screen
from steelyard.weigh.states import States
from steelyard.weigh.worlds import match_answer
from tests.differential import engines

TODAY = date(2026, 6, 1)
FORUM = "1st Cir."
CHARGES = (
    "LARCENY OVER $250 c266 §30(1)", "A&B c265 §13A", "POSSESS CLASS B c94C §34", "SHOPLIFTING c266 §30A",
    "COCAINE, DISTRIBUTE c94C §32A(c)", "FIREARM WITHOUT FID CARD c269 §10(h)", "ROBBERY, UNARMED c265 §19(b)",
    "A&B ON FAMILY/HOUSEHOLD MEMBER c265 §13M", "VANDALIZE PROPERTY c266 §126A", "SOMETHING NOBODY KNOWS",
    "FORGERY OF DOCUMENT c267 §1", "ATTEMPTED LARCENY OVER $250 c266 §30(1)", "LARCENY c266 §30(1) / A&B c265 §13A(a)",
    "LARCENY c266 §30(1) / FORGERY c267 §1",
)  # fmt: skip
EDGES = (date(1990, 11, 29), date(1996, 9, 30), date(1997, 3, 31), date(1997, 4, 1), date(2011, 7, 14), date(2016, 2, 29),
         date(2016, 11, 15), date(2016, 11, 16), date(2018, 4, 13), date(2020, 2, 29), date(2024, 3, 1))  # fmt: skip
LAYOUT = {
    "name": "test", "state": "MA", "law_as_of": TODAY,
    "columns": {"person": "who", "charge": "charge", "disposition": "what", "level": "level", "offense_date": "when",
                "conviction_date": "convicted", "term": "days"},
    "disposition": [{"match": "^convicted", "outcome": "convicted"}, {"match": "^continued", "outcome": "deferred",
                    "facts": {"guilt_found_or_admitted": True}}, {"match": "^dismissed", "outcome": "dismissed"},
                    {"match": "^diverted", "outcome": "diverted"}, {"match": "^charged", "outcome": "charged"}],
    "facts": {"age_at_offense": "age", "protected_relationship": "family", "guilt_found_or_admitted": "guilt"},
    "term": {"": "day"},
}  # fmt: skip
HEADER = ("who", "charge", "what", "level", "when", "convicted", "days", "age", "family", "guilt")


def _file(path: Path, seed: int, rows: int, people: int, nobody: str = "") -> list[dict[str, str]]:
    chance = random.Random(seed)

    def day(start: date | None = None) -> str:
        if chance.random() < 0.1:
            return ""
        if start is not None and chance.random() < 0.7:
            return (start + timedelta(days=chance.choice((0, 1, 200, 1826, 4000)))).isoformat()
        return (chance.choice(EDGES) + timedelta(days=chance.choice((-1, 0, 0, 1)))).isoformat()

    made = []
    for _ in range(rows):
        when = day()
        made.append(dict(zip(HEADER, (
            chance.choice([nobody, *(f"p{n}" for n in range(people))]), chance.choice(CHARGES),
            chance.choice(("convicted", "convicted", "continued", "dismissed", "diverted", "charged", "no such word", "")),
            chance.choice(("felony", "misdemeanor", "")), when, day(date.fromisoformat(when) if when else None),
            chance.choice(("", "0", "180", "364", "365", "1000")), chance.choice(("", "17", "18", "40")),
            chance.choice(("", "yes", "no")), chance.choice(("", "", "yes", "no")),
        ), strict=True)))  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(made)
    return made


@dataclass(frozen=True)
class Row:
    """A row of the file as the reference reads it."""

    weighed: Weighed
    offense: date | None


OUTCOMES: Mapping[str, Mapping[str, Known]] = {
    "convicted": {"judgment_of_guilt": True, "guilt_found_or_admitted": True, "arrested_or_charged": True},
    "continued": {"judgment_of_guilt": False, "guilt_found_or_admitted": True, "arrested_or_charged": True},
    "dismissed": {"judgment_of_guilt": False, "guilt_found_or_admitted": False, "restraint_ordered": False,
                  "arrested_or_charged": True, "term_imposed": 0, "days_confined": 0, "custody_to_serve": 0,
                  "on_probation": False, "unlawful_act_found": False},
    "diverted": {"judgment_of_guilt": False},
    "charged": {"judgment_of_guilt": False, "guilt_found_or_admitted": False, "restraint_ordered": False,
                "arrested_or_charged": True, "term_imposed": 0, "days_confined": 0, "custody_to_serve": 0,
                "on_probation": False, "unlawful_act_found": False},
}  # fmt: skip


def _plea(offense: date | None, convicted: date | None) -> Known:
    """A plea lies between the offense and the conviction."""
    return Between(offense, convicted)


def _as_read(raw: Mapping[str, str]) -> dict[str, str]:
    """A row without days after the one whose law is asked for: they are days of nothing that happened.

    Nor with a conviction before its offense: one of the two days is wrong.
    """
    read = {key: "" if key in ("when", "convicted") and text > TODAY.isoformat() else text for key, text in raw.items()}
    if raw["what"] in ("convicted", "continued") and "" < read["convicted"] < read["when"]:
        read |= {"when": "", "convicted": ""}
    return read


def _reference(raw: Mapping[str, str], number: int) -> Row:
    law = catalogue()
    said = cite("MA", raw["charge"], "")
    found = Found("", raw["charge"], problem=said.reason)
    if said.offense:
        found = Found(said.offense, said.citation or "", law.offenses.find(said.offense))
        if "+" in (whole := law.find("MA", raw["charge"])).id:  # of a section of which a part has no entry
            found = whole
    offense = date.fromisoformat(raw["when"]) if raw["when"] else None
    found = found.governing(offense)
    dated = raw["what"] in ("convicted", "continued")
    convicted = date.fromisoformat(raw["convicted"]) if raw["convicted"] and dated else None
    modifier = "attempt" if raw["charge"].startswith("ATTEMPTED") else None
    facts: dict[str, Known] = dict(IN_STATE_COURT) | dict(NOT_SINCE_UNDONE) | dict(NOTHING_BESIDE) | {"present": True}
    what, days = raw["what"], int(raw["days"]) if raw["days"] else None
    guilt = {"yes": True, "no": False, "": None}[raw["guilt"]]
    if days and (what in ("dismissed", "charged") or (what == "diverted" and guilt is False)):
        what, days, guilt = "", None, None  # a sentence, and no conviction: the outcome is open, and so is the sentence
    elif guilt is not None and OUTCOMES.get(what, {}).get("guilt_found_or_admitted", guilt) is not guilt:
        what, guilt = "", None  # a finding that the outcome does not have
    known_level, maximum = law.penalty(found, raw["level"] or None, convicted, modifier) if found.id else (None, None)
    known_level = raw["level"] or known_level
    longest = maximum.high if isinstance(maximum, Between) else maximum
    if days is not None and isinstance(longest, int) and days > longest:
        # the offense, its level or the sentence is not as it stands there
        known_level, maximum = law.penalty(found, None, convicted, modifier)[0], None
    if days is not None:
        facts |= {"term_imposed": days, "days_confined": Between(0, days), "custody_to_serve": Between(0, days)}
    facts |= {"juvenile_adjudication": False if what in OUTCOMES else None}
    facts |= OUTCOMES.get(what, {})
    if what == "diverted" and guilt is False:
        facts |= {"term_imposed": 0, "days_confined": 0, "custody_to_serve": 0, "on_probation": False}
        facts["unlawful_act_found"] = False
    if guilt is not None:
        facts["guilt_found_or_admitted"] = guilt
    if raw["age"]:
        facts["age_at_offense"] = int(raw["age"])
    if raw["family"]:
        facts["protected_relationship"] = raw["family"] == "yes"
    facts |= {"offense_date": offense, "conviction_date": convicted, "plea_date": _plea(offense, convicted)}
    facts |= {"level": known_level, "maximum_term": maximum}
    return Row(Weighed(CountFacts(str(number), facts), found, "", modifier), offense)


def _world(rows: list[Row], posture: str, complete: bool | None = None) -> World:
    each = [one for row in rows for one in perhaps_several(row.weighed)]
    by_id = {one.facts.id: one for one in each}
    days = [row.offense for row in rows if row.offense is not None]
    person = postures()[posture].at(min(days, default=None), max(days, default=None))

    def match(count: CountFacts, ground: str, burden: str) -> MatchAnswer:
        return match_answer(catalogue(), by_id[count.id], count, ground, burden, FORUM, TODAY)

    case: dict[str, Known] = {"proceeding_date": TODAY, "record_complete": complete}
    return World(federal_pack(), person, tuple(one.facts for one in each), case, FORUM, match)


def _check(
    tmp_path: Path, seed: int, engine: str, classes: list[str], rows: int, people: int, *, complete: bool | None = None
) -> None:
    raw = _file(tmp_path / "in.csv", seed, rows, people, nobody="" if complete is None else "p0")
    out = tmp_path / "out.parquet"
    screen(tmp_path / "in.csv", out, engine=engine, mapping=_layout(complete), classes=classes)
    got = pl.read_parquet(out).sort("row")
    each = pl.read_parquet(tmp_path / "out.profiles.parquet")
    cells = {(row["profile"], row["posture"]): row for row in each.iter_rows(named=True)}
    persons = pl.read_parquet(tmp_path / "out.persons.parquet")
    read = [_reference(_as_read(one), number) for number, one in enumerate(raw, 1)]
    assert got["row"].to_list() == list(range(1, rows + 1))
    worlds = [([read[number - 1]], profile) for number, profile in got.select("row", "profile").iter_rows()]
    first = {}
    for number, one in enumerate(raw, 1):
        first.setdefault(one["who"] or f"alone {number}", []).append(number)
    assert sorted(persons["person"].to_list()) == sorted(numbers[0] for numbers in first.values())
    of_person = dict(persons.select("person", "profile").iter_rows())
    worlds += [([read[n - 1] for n in numbers], of_person[numbers[0]]) for numbers in first.values()]
    for rows_of, profile in worlds:
        for name in classes:
            world = _world(rows_of, name, complete)
            for column in columns():
                expected = evaluate(world, column.rule).truth
                cell = cells[profile, name]
                assert (cell[column.rule], cell[f"{column.rule}:why"]) == (expected.value, expected.mask), (
                    column.rule, name, [row.weighed.facts for row in rows_of], expected,
                )  # fmt: skip
    for number, verdict, mask in got.select("row", "conviction", "conviction:why").iter_rows():
        one = read[number - 1]
        expected = evaluate(_world([one], classes[0], complete), "conviction.exists", one.weighed.facts).truth
        assert (verdict, mask) == (expected.value, expected.mask)


def _layout(complete: bool | None = None) -> Layout:
    return read_layout({**LAYOUT, **({} if complete is None else {"record_complete": complete})}, "test")


SOME = ["resident_under_five", "resident_over_seven", "asylee", "deferred_action"]


def test_every_row_and_person_as_the_reference_says(tmp_path: Path) -> None:
    _check(tmp_path, 1, "polars", SOME, 60, 18)


def test_a_record_that_is_whole_and_lines_that_name_two_crimes(tmp_path: Path) -> None:
    _check(tmp_path, 7, "polars", SOME[:2], 60, 20, complete=True)


def test_the_same_on_duckdb(tmp_path: Path) -> None:
    _check(tmp_path, 2, "duckdb", SOME[:2], 25, 8)


def test_states_come_together_in_any_order_and_each_row_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Persons of one to nine rows: neighbours by pairs give what adding one after the other gives."""
    kept: list[States] = []
    begin = Weigher.begin
    monkeypatch.setattr(Weigher, "begin", lambda self, keys, **how: kept.append(begin(self, keys, **how)) or kept[-1])
    _file(tmp_path / "in.csv", 5, 60, 18)
    screen(tmp_path / "in.csv", tmp_path / "out.parquet", mapping=_layout(), classes=SOME[:1])
    states = kept[0]
    chance = random.Random(5)
    some = states.of_key.to_list()
    persons = {
        number: [chance.choice(some) for _ in range(chance.choice((1, 2, 3, 3, 5, 7, 9)))] for number in range(400)
    }
    rows = [(number, state) for number, many in persons.items() for state in many]
    chance.shuffle(rows)
    frame = pl.DataFrame(rows, schema={"person": pl.Int64, "state": pl.Int32}, orient="row")
    got = dict(states.together(frame).iter_rows())
    for number, (first, *rest) in persons.items():
        whole = first
        for one in rest:
            whole = states.merged(pl.Series([whole]), pl.Series([one]))[0]
        assert got[number] == whole
    assert len(set(got.values())) > 50


def test_where_days_themselves_matter_each_is_weighed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that compare days in a way the regions do not cover: every day there is goes to the rules, unknown ones too."""
    made, weighed, begin = Days.__init__, Weigher._counts, Weigher.begin
    asked: list[set[tuple[date | None, ...]]] = []
    told: list[set[tuple[date | None, ...]]] = []
    days = ("o", "c", "first", "last")

    def raw(self: Days, *given: object) -> None:
        made(self, *given)  # type: ignore[arg-type]
        self.raw = True

    def seen(self: Weigher, keys: pl.DataFrame, posture: object) -> pl.DataFrame:
        told.append(set(keys.select(days).iter_rows()))
        return weighed(self, keys, posture)  # type: ignore[arg-type]

    def began(self: Weigher, keys: pl.DataFrame, **how: bool) -> States:
        asked.append(set(keys.select(days).iter_rows()))
        return begin(self, keys, **how)

    monkeypatch.setattr(Days, "__init__", raw)
    monkeypatch.setattr(Weigher, "_counts", seen)
    monkeypatch.setattr(Weigher, "begin", began)
    _check(tmp_path, 4, "polars", SOME[:2], 40, 12)
    assert len(asked) == 1 and len(asked[0]) > 30
    whole = [many for many in told if many == asked[0]]
    assert whole and all(None in {day for one in many for day in one} for many in whole)
    assert all(many <= asked[0] for many in told), "a second crime of a line is of its days"


@pytest.mark.nightly
def test_the_same_on_spark(tmp_path: Path) -> None:
    engines.spark_or_skip()
    _check(tmp_path, 3, "spark", SOME[:2], 25, 8)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_every_row_and_person_in_every_class(tmp_path: Path, seed: int) -> None:
    _check(tmp_path, 100 + seed, "polars", list(postures()), 120, 40)
