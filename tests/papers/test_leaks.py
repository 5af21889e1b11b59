"""Nothing crosses: no word of status in a prosecutor's or a court's paper, in any format; and planted leaks are found."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter

from steelyard.law.postures import postures
from steelyard.logic.errors import SteelyardError
from steelyard.papers import letters
from steelyard.papers.leaks import folded, leaked, status_words
from steelyard.papers.make import FORMATS, make, render, write
from steelyard.papers.parts import Making, Reader
from steelyard.weigh.advise import advise
from steelyard.weigh.case import Person
from tests.papers.support import BLIND, PAPERS, FakePolicy, everything_in, example, paper, weighed

SAID_OF_A_PERSON = ("zebra-quagga", "aunt", "river", "2023-02-17")
"""What only the file says: its note, and the day of the client's admission."""


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", BLIND)
def test_no_word_of_status_reaches_a_prosecutor_or_a_court(name: str, form: str) -> None:
    made = paper(name)
    text = everything_in(render(made, form), form)
    assert "487(a)" in text
    assert made.leaks(text) == ()
    assert not [word for word in SAID_OF_A_PERSON if word in folded(text)]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["client-sheet", "client-sheet-es"])
def test_the_clients_sheet_holds_no_note_of_counsels_and_no_posture(name: str, form: str) -> None:
    text = everything_in(render(paper(name), form), form)
    assert paper(name).leaks(text) == ()
    assert not [word for word in SAID_OF_A_PERSON if word in folded(text)]


@pytest.mark.parametrize("name", [name for name in PAPERS if name != "memo"])
def test_privilege_stays_in_the_memo(name: str) -> None:
    text = folded(everything_in(render(paper(name), "html"), "html"))
    for word in ("work product", "cautious", "bottom line", "sentence traps"):
        assert word not in text


@pytest.mark.parametrize("posture", [*postures(), None])
def test_a_blind_paper_is_the_same_bytes_whoever_the_person_is(posture: str | None) -> None:
    person = None if posture is None else Person(posture=posture)
    advice = advise(example().model_copy(update={"person": person, "note": posture or ""}))
    for name in BLIND:
        for form in ("html", "json"):
            assert render(paper(name, advice), form) == render(paper(name), form)


def test_without_the_blinding_a_paper_would_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail: an analysis with the person left in makes another paper, and the receipt alone tells."""
    from steelyard.papers import make as making

    before = render(paper("court-sheet"), "json")
    monkeypatch.setattr(making, "blind", lambda advice: advice)
    assert render(paper("court-sheet"), "json") != before


# ---------------------------------------------------------------------------------------------------------------------
# Planted leaks
# ---------------------------------------------------------------------------------------------------------------------


def _docx_property(data: bytes) -> bytes:
    word = open_docx(io.BytesIO(data))
    word.core_properties.keywords = "client holds a green card"
    return _saved(word)


def _docx_alternative_text(data: bytes) -> bytes:
    word = open_docx(io.BytesIO(data))
    word.tables[0]._tbl.tblPr.find(qn("w:tblDescription")).set(qn("w:val"), "terms for the asylee")
    return _saved(word)


def _docx_in_two_runs(data: bytes) -> bytes:
    word = open_docx(io.BytesIO(data))
    line = word.paragraphs[-1]
    line.add_run("a non")
    line.add_run("citizen")
    return _saved(word)


def _saved(word) -> bytes:  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _pdf_property(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.add_metadata({"/Subject": "lawful permanent resident"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pdf_alternative_text(data: bytes) -> bytes:
    from pypdf.generic import NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.root_object["/StructTreeRoot"][NameObject("/Alt")] = TextStringObject("the refugee's plea")  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _html_label(data: bytes) -> bytes:
    return data.replace(b'role="region"', b'role="region" title="resident_under_five"', 1)


def _json_key(data: bytes) -> bytes:
    return json.dumps({**json.loads(data), "relief.daca_barred": "x"}).encode()


@pytest.mark.parametrize(
    ("form", "plant", "word"),
    [
        ("docx", _docx_property, "green card"),
        ("docx", _docx_alternative_text, "asylee"),
        ("docx", _docx_in_two_runs, "noncitizen"),
        ("pdf", _pdf_property, "permanent resident"),
        ("pdf", _pdf_alternative_text, "refugee"),
        ("html", _html_label, "resident under five"),
        ("json", _json_key, "daca"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)).strip("_"),
)
def test_a_planted_leak_is_found(form: str, plant, word: str) -> None:  # type: ignore[no-untyped-def]
    made = paper("letter-to-prosecutor")
    clean = render(made, form)
    assert made.leaks(everything_in(clean, form)) == ()
    assert any(word in found for found in made.leaks(everything_in(plant(clean), form)))


def test_a_leak_in_the_file_stops_the_paper() -> None:
    case = example()
    labelled = case.model_copy(update={"id": "LA-2042-asylee"})
    for name in BLIND:
        with pytest.raises(SteelyardError) as caught:
            paper(name, advise(labelled))
        assert caught.value.code == "SY-W001"
        assert "asylee" in str(caught.value)


def test_a_leak_in_the_code_stops_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "WRITTEN_FOR_ANYBODY", "The client entered without inspection.")
    with pytest.raises(SteelyardError) as caught:
        paper("letter-to-prosecutor")
    assert caught.value.code == "SY-W001"


def test_a_policy_may_be_quoted_and_say_nothing_of_its_own() -> None:
    quoted = FakePolicy("2", records=("“no mention of a person's immigration status” must be kept",))
    text = folded(
        everything_in(render(make("approval-record", weighed(), options=("2",), policy=(quoted,)), "html"), "html")
    )
    assert "immigration status" in text
    with pytest.raises(SteelyardError) as caught:
        make("approval-record", weighed(), options=("2",), policy=(FakePolicy("2", says="The man has a green card."),))
    assert caught.value.code == "SY-W001"


def test_a_leak_in_the_authors_name_stops_the_paper() -> None:
    with pytest.raises(SteelyardError):
        make("court-sheet", weighed(), options=("2",), making=Making(author="Undocumented Clients Unit"))


def test_a_file_name_is_part_of_the_paper(tmp_path: Path) -> None:
    with pytest.raises(SteelyardError) as caught:
        write(paper("court-sheet"), tmp_path / "green_card_holder.docx")
    assert caught.value.code == "SY-W001"
    assert not list(tmp_path.iterdir())


def test_the_words_of_law_are_nobodys() -> None:
    advice = weighed()
    advisal = "If you are not a citizen, you are hereby advised"
    assert leaked(advisal, Reader.COURT, advice) == ("citizen",)
    made = paper("court-sheet")
    assert any(advisal in one for one in made.allowed)
    assert made.leaks(next(one for one in made.allowed if advisal in one)) == ()
    assert made.leaks("he is a citizen") == ("citizen",)


def test_an_option_label_never_reaches_the_other_side() -> None:
    case = example()
    secret = case.options[1].model_copy(update={"label": "what the family wants, heron"})
    advice = advise(case.model_copy(update={"options": [case.options[0], secret, case.options[2]]}))
    for name in BLIND:
        assert "heron" not in everything_in(render(paper(name, advice), "json"), "json")


def test_every_posture_has_its_words_on_the_list() -> None:
    words = set(status_words())
    for posture in postures().values():
        assert folded(posture.label) in words and folded(posture.short) in words and folded(posture.name) in words
