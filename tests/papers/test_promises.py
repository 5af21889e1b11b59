"""What papers promise: what no option takes away is told first, and nothing is said that the file does not say."""

from __future__ import annotations

import pytest

from steelyard.papers.letters import asked_for
from steelyard.papers.make import make
from steelyard.papers.parts import days, in_words
from steelyard.weigh.advise import Advice, advise
from steelyard.weigh.case import Case, parse_case
from steelyard.weigh.cells import RECORD_ROW, State
from tests.papers.support import text_of

PRIOR = """
[[priors]]
id = "old, and a hold lodged by nobody"
charge = "11378 HS-POSS CNTL SUB FOR SALE"
form = "a federally listed substance"
level = "felony"
outcome = "convicted"
offense_date = 2022-01-05
plea_date = 2022-06-20
conviction_date = 2022-06-20
sentence_date = 2022-06-20
term = "2 years"
"""
PERSON = """
[person]
posture = "resident_five_to_seven"
[person.facts]
admission_date = 2020-08-20
[person.interview]
born_here = "no"
citizen_parent = "no"
parent_naturalised = "no"
wish = "to stay"
family = "a sister in Made-up City"
"""
CASE = """
id = "MADE-UP-1"
state = "CA"
law_as_of = 2026-11-24
record_complete = true
note = "the aunt must not be told"

[[counts]]
id = "1"
charge = "415(2) PC-UNREASONABLE NOISE"
filed = true
offense_date = 2026-10-01
facts.elements_admitted = false
facts.death_or_serious_injury = false

[[options]]
id = "1"
label = "plea, 10 days"
[[options.dispositions]]
count = "1"
outcome = "convicted"
level = "misdemeanor"
term = "10 days"
suspended = "0 days"
probation = "0 days"

[[options]]
id = "2"
label = "dismissed"
[[options.dispositions]]
count = "1"
outcome = "dismissed"
"""


def case_of(*parts: str) -> Case:
    return parse_case("\n".join((CASE, *parts)))


def words_of(advice: Advice, kind: str, reader: str = "", *options: str) -> str:
    return text_of(make(kind, advice, reader=reader, options=options).content.document())


# --- what no option takes away ------------------------------------------------------------------------------------------


def test_what_the_record_brings_about_comes_before_what_an_option_adds() -> None:
    """A dismissal clears nobody whose record is an aggravated felony already, and no paper may read as if it did."""
    advice = advise(case_of(PRIOR, PERSON))
    assert advice.row("2").universal and not advice.row(RECORD_ROW).universal
    memo = make("memo", advice, reader="defense").content
    first, second, *options = [one.words for one in memo.bottom_line]  # type: ignore[attr-defined]
    assert first.startswith("The record, before this case: it triggers “deportable: aggravated felony”")
    assert second.startswith("No option takes that away")
    assert any("it adds no consequence to those of the record" in one for one in options)
    sheet = words_of(advice, "client-sheet")
    before, _, after = sheet.partition("Choice 1")
    assert "Your record already gives the government a reason to deport you" in before
    assert "We found nothing in this choice that lets the government deport you" in after
    spanish = text_of(make("client-sheet", advice, language="es").content.document())
    assert "Su historial ya le da al gobierno un motivo" in spanish.partition("Opción 1")[0]
    for kind, reader in (("approval-record", ""), ("letter", "defense")):
        content = make(kind, advice, reader=reader, options=("2",)).content
        felony = next(one for one in content.grounds if one.ground == "deportable: aggravated felony")  # type: ignore[attr-defined]
        assert felony.answers[RECORD_ROW] == "can be triggered" and felony.answers["2"] == "not triggered"
        assert "No option takes away" in text_of(content.document())
    for text in (sheet, spanish, words_of(advice, "memo", "defense")):
        assert "for this person, on the facts as known" not in text


def test_a_record_that_is_not_complete_is_told_to_the_client_first() -> None:
    open_record = case_of(PERSON).model_copy(update={"record_complete": None})
    assert (
        "We do not have your whole record yet" in words_of(advise(open_record), "client-sheet").partition("Choice 1")[0]
    )
    assert "no earlier case of yours" in words_of(advise(case_of(PERSON)), "client-sheet").partition("Choice 1")[0]


def test_who_has_no_status_reads_that_a_proceeding_needs_no_crime_and_that_no_bond_may_be_had() -> None:
    person = '[person]\nposture = "entered_without_inspection"\n'
    board = case_of(person).model_copy(update={"forum": "BIA"})
    before = words_of(advise(board), "client-sheet").partition("Choice 1")[0]
    assert "you have no permission to be here now" in before
    assert "Because of how you came in, immigration could hold you without any chance of bond" in before
    memo = words_of(advise(board), "memo", "defense")
    assert "Of the person, whatever is decided here: held without bond as an applicant for admission" in memo


def test_an_answer_that_another_forum_gives_otherwise_stands_in_the_memo_with_both_sides() -> None:
    drugs = CASE.replace('state = "CA"', 'state = "NY"').replace("415(2) PC-UNREASONABLE NOISE", "PL 220.03")
    advice = advise(parse_case(drugs + '\n[person]\nposture = "entered_without_inspection"\n'))
    rule = "inadmissible.controlled_substance"
    posture = advice.postures[0].name
    assert advice.row("1").cells[posture][rule].state is State.NOT_TRIGGERED
    memo = words_of(advice, "memo", "immigration")
    elsewhere = memo.partition("What another forum would answer otherwise")[2].partition("Sentence traps")[0]
    assert "By the Board's decisions alone" in elsewhere and "In the Fifth Circuit" in elsewhere
    assert "“inadmissible: a controlled substance” (not triggered to triggered)" in elsewhere
    standing = memo.partition("What holds of the person in any case")[2]
    assert "Cunha v. Freden" in memo, "the authority of the side that controls here"
    assert "no, as the law stands in the 2d Cir." in standing and "The place where a person is held decides" in standing


def test_what_was_told_stands_in_the_memo_and_the_note_in_the_defenses_own_alone() -> None:
    advice = advise(case_of(PRIOR, PERSON))
    own, shared = words_of(advice, "memo", "defense"), words_of(advice, "memo", "immigration")
    for text in (own, shared):
        assert "a sister in Made-up City" in text and "The client's wish, as the file has it: to stay" in text
    assert "the aunt must not be told" in own and "the aunt must not be told" not in shared


# --- what the file does not say -----------------------------------------------------------------------------------------

DEFERRED = """
[[options]]
id = "3"
label = "put off"
[[options.dispositions]]
count = "1"
outcome = "deferred"
"""


def test_a_plea_that_is_not_stated_is_a_line_to_fill_in_and_never_no_plea() -> None:
    stated = DEFERRED + "plea_or_admission = {}\n"
    sheets = {
        said: words_of(advise(case_of(option)), "court-sheet", "", "3")
        for said, option in (("open", DEFERRED), ("yes", stated.format("true")), ("no", stated.format("false")))
    }
    assert "Whether a plea or an admission is asked for is not stated" in sheets["open"]
    assert "asks for no plea" not in sheets["open"] + sheets["yes"] and "asks for no plea" in sheets["no"]
    assert "on a plea or an admission of the facts" in sheets["yes"]
    assert "without a plea or an admission" in sheets["no"]


def test_what_the_terms_leave_out_is_not_stated_and_never_nothing() -> None:
    offer = make("letter", advise(case_of(DEFERRED)), reader="defense", options=("3",)).content
    axes = {one.name: one.options["3"] for one in offer.kept}  # type: ignore[attr-defined]
    assert axes["probation or supervision"] == axes["fine"] == axes["restitution"] == "not stated"
    assert axes["longest term that could be imposed"] == "none while judgment is put off"


FIRST_PLEA = """
[[options]]
id = "4"
label = "plead now, take it back"
[[options.dispositions]]
count = "1"
outcome = "convicted"
level = "misdemeanor"
term = "0 days"
taken_back = { after = "1 year", charge = "245(A)(4) PC-ADW NOT F/ARM:GBI", level = "felony" }
"""


def test_the_court_has_the_plea_that_is_taken_at_this_hearing_before_the_later_one() -> None:
    advice = advise(case_of(FIRST_PLEA))
    sheet = words_of(advice, "court-sheet", "", "4")
    now, later = sheet.index("At this hearing: the first plea"), sheet.index("Later, when the first plea is taken back")
    assert now < later and "§ 245(a)(4)" in sheet[now:later]
    assert "§ 245(a)(4)" in sheet.partition("Factual basis")[2].partition("Term to be pronounced")[0]
    record = make("approval-record", advice, options=("4",)).content
    assert "4 (first plea)" in {name for one in record.grounds for name in one.answers}  # type: ignore[attr-defined]


def test_the_advisal_is_for_the_first_plea_where_one_is_taken_back_later() -> None:
    """A felony plea now, a violation in its place a year later: what New York prescribes for a felony is read now."""
    felony = CASE.replace('state = "CA"', 'state = "NY"').replace("415(2) PC-UNREASONABLE NOISE", "PL 220.16(1)")
    felony = felony.replace('level = "misdemeanor"', 'level = "felony"')
    later = FIRST_PLEA.replace('level = "misdemeanor"', 'charge = "PL 240.20"\nlevel = "violation"')
    later = later.replace('charge = "245(A)(4) PC-ADW NOT F/ARM:GBI", ', "")
    sheet = words_of(advise(parse_case(felony + later)), "court-sheet", "", "4")
    advisal = sheet.partition("Advisal")[2].partition("Factual basis")[0]
    assert "if the defendant is not a citizen" in advisal and "Not prescribed" not in advisal


def test_an_enhancement_stands_in_the_charge_and_in_the_terms() -> None:
    enhanced = CASE.replace("415(2) PC-UNREASONABLE NOISE", "245(A)(4) PC-ADW NOT F/ARM:GBI").replace(
        "[[options]]", '[[counts.enhancements]]\ncharge = "12022.7(E) PC"\nadds = "3 years"\n\n[[options]]', 1
    )
    fallen = enhanced.replace('term = "10 days"', 'term = "10 days"\nenhancements = false')
    for text, said in (
        (enhanced, "with the enhancement 12022.7(E) PC (adds 3 years (1095 days))"),
        (fallen, "the enhancement falls"),
    ):
        for kind in ("court-sheet", "approval-record"):
            assert said in words_of(advise(parse_case(text)), kind, "", "1")


def test_a_count_that_is_not_filed_is_not_shown_to_the_court() -> None:
    two = CASE.replace(
        "[[options]]", '[[counts]]\nid = "2"\ncharge = "594(A) PC-VANDALISM"\nfiled = false\n\n[[options]]', 1
    )
    two = two.replace(
        'probation = "0 days"\n', 'probation = "0 days"\n[[options.dispositions]]\ncount = "2"\noutcome = "declined"\n'
    )
    two += '[[options.dispositions]]\ncount = "2"\noutcome = "declined"\n'
    advice = advise(parse_case(two))
    assert "594" not in words_of(advice, "court-sheet", "", "1")
    assert "not filed" in words_of(advice, "approval-record", "", "1")


def test_a_court_sheet_cites_no_other_option() -> None:
    """A line for a dismissed count once had the authorities of every option that dismisses it."""
    other = CASE.replace(
        'outcome = "dismissed"',
        'outcome = "convicted"\ncharge = "242 PC-BATTERY"\nlevel = "misdemeanor"\nterm = "5 days"',
    )
    sheet = words_of(advise(parse_case(other)), "court-sheet", "", "1")
    assert "243" not in sheet and "242" not in sheet


def test_a_paper_for_others_names_no_earlier_matter_by_its_id() -> None:
    """An id is free text of the file's author."""
    advice = advise(case_of(PRIOR))
    for kind, reader in (("court-sheet", ""), ("approval-record", ""), ("letter", "prosecutor"), ("letter", "defense")):
        paper = make(kind, advice, reader=reader, options=("2",))
        assert "hold lodged" not in text_of(paper.content.document()) + str(paper.data())
    assert "hold lodged" in words_of(advice, "memo", "defense")


def test_a_request_asks_first_for_what_is_heavier_on_no_axis() -> None:
    heavier = (
        '[[options]]\nid = "0"\nlabel = "more days"\n[[options.dispositions]]\ncount = "1"\noutcome = "convicted"\n'
    )
    heavier += 'level = "misdemeanor"\nterm = "60 days"\n'
    base = CASE.replace("415(2) PC-UNREASONABLE NOISE", "242 PC-BATTERY")
    case = parse_case(
        base
        + heavier.replace('outcome = "convicted"\n', 'outcome = "convicted"\ncharge = "415(2) PC-UNREASONABLE NOISE"\n')
    )
    advice = advise(case)
    assert asked_for(advice, ())[0] == "2"


# --- in words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 day"), (180, "180 days"), (364, "364 days"), (365, "1 year (365 days)"), (548, "1 year 6 months (548 days)"),
     (1825, "5 years (1825 days)"), (396, "1 year 1 month (396 days)"), (500, "500 days")],
)  # fmt: skip
def test_a_term_is_said_as_it_is_pronounced_with_its_days(number: int, said: str) -> None:
    assert days(number) == said


def test_no_ground_stands_under_its_letters() -> None:
    assert in_words("as FALSE_CLAIM is unsettled: derived") == "as false claim to citizenship is unsettled: derived"
    assert in_words("not analysed for CIMT") == "not analysed for crime involving moral turpitude"
    assert "aggravated felony (B), drug trafficking" in in_words("§ 1 as AF:B is unsettled: x")
    assert in_words("as USA is far") == "as USA is far"
