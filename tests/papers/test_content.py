"""What each paper says: golden text of one example, authorities and dates, and what is open never reading as safe."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from steelyard.catalog.find import catalogue
from steelyard.catalog.known import known_law
from steelyard.logic.errors import SteelyardError
from steelyard.papers.client import phrases
from steelyard.papers.document import plain
from steelyard.papers.findings import Sure
from steelyard.papers.letters import asked_for
from steelyard.papers.make import FORMATS, KINDS, make, render
from steelyard.papers.memo import Memo
from steelyard.papers.parts import Making, blind
from steelyard.weigh.advise import advise
from steelyard.weigh.case import Case, load_case, parse_case
from steelyard.weigh.cells import State
from steelyard.weigh.options import find_options
from tests.papers.support import EXAMPLE, HERE, PAPERS, FakePolicy, example, paper, text_of, weighed

ROOT = HERE.parent.parent


def memo_of(case: Case, **more: Any) -> Memo:
    made = make("memo", advise(case), reader="defense", **more).content
    assert isinstance(made, Memo)
    return made


@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_reads_as_its_golden_text(name: str) -> None:
    """After a change of law or words that is meant: python -m tests.papers.support writes the golden texts anew."""
    golden = (HERE / "golden" / f"{name}.txt").read_text(encoding="utf-8")
    assert text_of(paper(name).content.document()) == golden


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.toml")), ids=lambda p: p.stem)
def test_every_example_makes_every_paper(path: Path) -> None:
    advice = advise(load_case(path))
    last = advice.case.options[-2].id
    for kind, readers in KINDS.items():
        for reader in readers:
            made = make(kind, advice, reader=reader, options=() if kind in {"memo", "client-sheet"} else (last,))
            text = text_of(made.content.document())
            assert "raft" in text
            assert advice.law_as_of.isoformat() in text


@pytest.mark.parametrize("name", PAPERS)
def test_every_authority_has_a_date(name: str) -> None:
    sources = paper(name).content.document().sources
    assert sources
    assert all(re.search(r"\d{4}", source.date) for source in sources)


def test_every_finding_has_an_authority_a_reason_and_a_degree() -> None:
    memo = memo_of(example())
    findings = [finding for option in memo.options for finding in option.findings]
    assert findings
    for finding in findings:
        assert finding.sources and finding.why and finding.sure in set(Sure)
    for option in memo.options:
        for clear in option.clear:
            assert clear.sources


def test_every_cell_of_the_advice_stands_in_the_memo() -> None:
    advice = weighed()
    memo = memo_of(example())
    for row, told in zip(advice.rows, memo.options, strict=True):
        for cells in row.cells.values():
            for rule, cell in cells.items():
                label = advice.pack.rules[rule].label
                if cell.state is State.NOT_TRIGGERED:
                    assert any(label in (*clear.settled, *clear.likely) for clear in told.clear)
                else:
                    assert any(f.rule == rule and f.state is cell.state for f in told.findings)


def test_a_derived_answer_is_not_called_settled() -> None:
    """No decision speaks of fraud on a housing program; of grand theft the circuit has spoken."""
    text = EXAMPLE.read_text(encoding="utf-8")
    decided, derived = (
        next(f for f in memo_of(parse_case(case)).options[1].findings if f.rule == "inadmissible.cimt")
        for case in (text, text.replace("487(A) PC-GRDTHFT:MONEY/LABOR/PROP", "Cal. Penal Code § 487i"))
    )
    assert "derived from the elements" in derived.why
    assert derived.sure is Sure.LIKELY
    assert "decided: Rashtabadi v. INS" in decided.why
    assert "derived from the elements" not in decided.why


def test_one_sentence_an_option_at_the_bottom_line() -> None:
    memo = memo_of(example())
    said = [s.words.split(",")[0].split(":")[0] for s in memo.bottom_line]
    assert said[:2] == ["The record", "No option takes that away"], "what no option takes away comes first"
    assert [one for one in said if one.startswith("Option")] == [f"Option {o.id}" for o in example().options]
    assert all(s.sources for s in memo.bottom_line)


def test_a_term_one_day_over_the_line_is_a_trap() -> None:
    memo = memo_of(example())
    words = " ".join(s.words for s in memo.traps)
    assert "364 days instead of 1 year (365 days) improves" in words
    assert "one crime of moral turpitude with a sentence of at least one year" in words
    shorter = example().model_copy(deep=True)
    below = shorter.options[0].dispositions[0].model_copy(update={"term": 364})
    option = shorter.options[0].model_copy(update={"dispositions": [below]})
    words = " ".join(s.words for s in memo_of(shorter.model_copy(update={"options": [option]})).traps)
    assert "1 year (365 days) instead of 364 days worsens" in words


def test_an_unknown_offense_is_told_and_never_reads_as_safe() -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('"415(2) PC-UNREASONABLE NOISE"', '"99999 PC-NO SUCH THING"')
    advice = advise(parse_case(text))
    memo = text_of(make("memo", advice, reader="defense").content.document())
    assert "Not analysed" in memo and "SY-O103" in memo
    sheet = text_of(make("client-sheet", advice).content.document())
    second = sheet.partition("### Choice 2")[2].partition("### Choice 3")[0]
    assert "has not been worked out" in second
    assert "We found nothing" not in second
    record = text_of(make("approval-record", advice, options=("2",)).content.document())
    assert "not analysed" in record and "no immigration consequence was found" not in record


def test_a_status_blind_memo_says_so_and_names_every_posture() -> None:
    advice = advise(example().model_copy(update={"person": None}))
    memo = make("memo", advice, reader="immigration").content
    assert isinstance(memo, Memo)
    assert len(memo.postures) == len(advice.postures)
    assert "Nobody's status was entered" in memo.about
    assert any(f.where == "every posture but citizen" for f in memo.options[1].findings)


def test_the_defense_asks_for_what_burdens_anybody_least() -> None:
    advice = blind(weighed())
    assert asked_for(advice, ()) == ("3", "2")
    only = example().model_copy(update={"options": [example().options[0]]})
    with pytest.raises(SteelyardError) as caught:
        make("letter", advise(only), reader="prosecutor")
    assert caught.value.code == "SY-W003"


def test_the_court_sheet_gives_the_advisal_word_for_word() -> None:
    text = text_of(paper("court-sheet").content.document())
    assert (
        "> “If you are not a citizen, you are hereby advised that conviction of the offense for which you have been charged may "
        "have the consequences of deportation, exclusion from admission to the United States, or denial of naturalization "
        "pursuant to the laws of the United States.” [2]" in text
    )
    assert "A term of 30 days, of which 30 days suspended" in text
    attempt = advise(load_case(ROOT / "examples" / "manhattan.toml"))
    sheet = text_of(make("court-sheet", attempt, options=("3",)).content.document())
    assert sheet.count("attempt of N.Y. Penal Law § 155.25") == 4
    pennsylvania = advise(load_case(ROOT / "examples" / "philadelphia.toml"))
    words = text_of(make("court-sheet", pennsylvania, options=("1",)).content.document())
    assert "No statute or rule of Pennsylvania that prescribes an advisal is entered here" in words


# ---------------------------------------------------------------------------------------------------------------------
# Options and policy, fed from outside
# ---------------------------------------------------------------------------------------------------------------------


def test_alternatives_that_a_search_found_stand_in_the_memo() -> None:
    found = find_options(example())
    assert found.options
    memo = memo_of(example(), found=found)
    assert memo.alternatives is not None
    assert [one.label for one in memo.alternatives.found] == [one.option.label for one in found.options[:8]]
    assert memo.alternatives.more == len(found.options) - 8
    text = text_of(memo.document())
    assert "## Safer alternatives, in order" in text
    assert "Statute | Form | Least elements | Maximum term | Term and level | Other terms" in text
    assert "## Safer alternatives" not in text_of(memo_of(example()).document())


def test_a_policy_stands_in_the_record_of_its_option_in_its_own_words() -> None:
    record = make(
        "approval-record", weighed(), options=("2",), policy=(FakePolicy("2"), FakePolicy("1", says="Not this one."))
    )
    text = text_of(record.content.document())
    assert "“those alternatives shall be pursued where the accused is not a citizen”" in text
    assert "Approval by a supervisor." in text
    assert "Not this one." not in text
    assert "No policy was weighed" in text_of(paper("approval-record").content.document())


# ---------------------------------------------------------------------------------------------------------------------
# Two languages, one way to be right; the same bytes
# ---------------------------------------------------------------------------------------------------------------------


def _keys(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _keys(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def test_both_languages_say_the_same_things() -> None:
    english, spanish = (dict(_keys(dict(phrases(language)))) for language in ("en", "es"))
    assert english.keys() == spanish.keys()
    for key, words in english.items():
        assert set(re.findall(r"\{(\w+)\}", words)) == set(re.findall(r"\{(\w+)\}", spanish[key])), key
        if not key.startswith("level."):
            assert spanish[key] != words, key


def test_every_phrase_is_used() -> None:
    code = (ROOT / "src" / "steelyard" / "papers" / "client.py").read_text(encoding="utf-8")
    tables = {
        "outcome",
        "level",
        "removal",
        "detention",
        "relief",
        "citizenship",
        "group",
        "record",
        "parts",
        "standing",
        "time",
    }
    for key in dict(_keys(dict(phrases("en")))):
        table, _, name = key.rpartition(".")
        assert table.partition(".")[0] in tables or re.search(f"[\"']{name}[\"']", code), key


def test_an_unprintable_or_turning_character_is_shown_as_one() -> None:
    assert plain("a\x00b\u202ec\u200bd\te\r\nf") == "a�b�c�d e\nf"


def test_the_same_receipt_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    script = (
        "import sys, hashlib\n"
        "from tests.papers.support import PAPERS, paper\n"
        "from steelyard.papers.make import FORMATS, render\n"
        "for name in PAPERS:\n"
        "    for form in FORMATS:\n"
        "        print(name, form, hashlib.sha256(render(paper(name), form)).hexdigest())\n"
    )
    outs = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        env = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""}
        outs.append(
            subprocess.run(
                [sys.executable, "-c", script], env=env, cwd=tmp_path, capture_output=True, check=True
            ).stdout
        )
    assert outs[0] == outs[1]
    assert len(outs[0].splitlines()) == len(PAPERS) * len(FORMATS)


def test_names_and_the_day_stand_on_the_paper() -> None:
    from datetime import date

    made = make("court-sheet", weighed(), options=("2",), making=Making("A. Author", "R. Reviewer", date(2026, 12, 1)))
    text = text_of(made.content.document())
    assert "Author: A. Author" in text and "Reviewer: R. Reviewer" in text and "Date: 2026-12-01" in text


def test_the_memo_carries_the_receipt_that_replays_to_its_answers(tmp_path: Path) -> None:
    import json

    from steelyard.weigh.replay import replay

    data = json.loads(render(paper("memo"), "json"))
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(data["replay"]), encoding="utf-8")
    assert replay(file).same
    assert data["receipt"]["pack"] == weighed().pack.hash
    assert data["receipt"]["catalogue"] == catalogue().hash


def test_every_advisal_says_where_it_was_read() -> None:
    text = (ROOT / "src" / "steelyard" / "law" / "advisals.toml").read_text(encoding="utf-8")
    for found in tomllib.loads(text).values():
        assert found["cite"] and found["words"] and found["read_in"]


SPLIT = """
id = "NY-1178"
state = "NY"
law_as_of = 2026-11-24
record_complete = true
person.posture = "resident_under_five"
counts = [{ id = "1", charge = "PL 155.25", form = "by taking", filed = true, offense_date = 2026-08-03 }]
[[options]]
id = "1"
label = "plea, judgment deferred, a fine that is suspended"
[[options.dispositions]]
count = "1"
outcome = "deferred"
level = "misdemeanor"
maximum = "1 year"
plea_or_admission = true
restraint = true
term = "0 days"
facts.only_unconditionally_suspended_fine = true
"""


def test_where_authorities_split_both_readings_and_both_sides_are_told() -> None:
    memo = memo_of(parse_case(SPLIT))
    found = next(f for f in memo.options[0].findings if f.rule == "deportable.cimt_within_five_years")
    assert (found.state, found.sure) == (State.ARGUABLE, Sure.ARGUABLE)
    assert "Counsel must assume: triggered; removal counsel can argue: not triggered." in found.why
    (told,) = [one for one in memo.contrary if "suspended without conditions" in one.words]
    assert "For: 8 U.S.C. § 1101(a)(48)(A)(ii)" in told.words and "Against: Retuta v. Holder" in told.words
    assert len(told.sources) == 2
    west = memo_of(parse_case(SPLIT.replace("record_complete", 'forum = "9th Cir."\nrecord_complete')))
    assert not [f for f in west.options[0].findings if f.rule == "deportable.cimt_within_five_years"]
    (told,) = [one for one in west.contrary if "suspended without conditions" in one.words]
    assert told.words.startswith("Contrary authority:") and "§ 1101(a)(48)(A)(ii)" in told.words


def test_a_level_is_called_what_the_state_calls_it_and_a_sheet_says_how_far_each_kind_of_law_is_known() -> None:
    pennsylvania = advise(load_case(ROOT / "examples" / "philadelphia.toml"))
    letter = text_of(make("letter", pennsylvania, reader="prosecutor", options=("3",)).content.document())
    sheet = text_of(make("client-sheet", pennsylvania).content.document())
    for words in (letter, sheet, text_of(make("court-sheet", pennsylvania, options=("3",)).content.document())):
        assert "summary offense" in words and re.search("violation(?! of the protective part)", words) is None
    assert all(day.isoformat() in sheet for day in known_law().values())
    memo = text_of(make("memo", pennsylvania, reader="defense").content.document())
    assert "triggers nothing and leaves nothing open in LPR" in memo and "is safe in" not in memo


def test_a_day_of_conviction_that_the_file_has_is_not_called_unknown() -> None:
    """Theft by fraud or for a time was not turpitudinous in the same cases before Matter of Diaz-Lizarraga (16 November 2016)."""

    def told(day: str) -> str:
        text = f"""
        id = "D"
        state = "CA"
        law_as_of = 2026-11-24
        [[counts]]
        id = "1"
        charge = "415(2) PC"
        [[priors]]
        id = "P1"
        charge = "484(A) PC-PETTY THEFT"
        level = "misdemeanor"
        outcome = "convicted"
        {day}
        [[options]]
        id = "1"
        label = "as charged"
        [[options.dispositions]]
        count = "1"
        outcome = "convicted"
        """
        made = memo_of(parse_case(text))
        return " ".join(line.says for charge in made.charges for line in charge.grounds)

    assert "the conviction date is unknown" in told("")
    assert "the conviction date is unknown" not in told("conviction_date = 2022-06-20")
    assert "the conviction date is unknown" not in told("conviction_date = 2012-06-20")
