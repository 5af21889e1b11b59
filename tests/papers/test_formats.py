"""The files themselves, opened and read back: structure, language, print, and text that would be code somewhere else."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import page as pdf_checker
import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from pypdf import PdfReader

from steelyard import cli
from steelyard.papers.document import Items, Paragraph, Table
from steelyard.papers.make import FORMATS, make, render
from steelyard.weigh.advise import advise
from steelyard.weigh.options import find_options
from tests.papers.support import EXAMPLE, PAPERS, everything_in, example, paper, weighed

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "{{ 4321 * 1234 }}{% for x in d %}{{ x }}{% endfor %}",
    '#read("/etc/passwd") #import "@preview/x:1.0.0" $x^2$ *bold* _under_ @label <source-1> `raw` \\ ~ // /*',
    '=HYPERLINK("http://evil.example","click") +cmd|\' /C calc\'!A0 @SUM(1+1)*cmd',
    "</w:t></w:r><w:r><w:t>INJECTED</w:t> ]]> <!-- & &amp; &#x41; %PDF (x) Tj ET",
    "{ MACROBUTTON Run } { INCLUDETEXT \"c:\\\\x\" } ${env} %s %n {0} {law}",
    "' onmouseover='alert(3)' \" autofocus onfocus=\"alert(4)",
)  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# DOCX
# ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
def test_a_docx_has_real_headings_tables_language_and_nothing_of_a_machine(name: str) -> None:
    made = paper(name)
    document = made.content.document()
    data = render(made, "docx")
    word = open_docx(io.BytesIO(data))
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    wanted = [("Heading 1", document.title)]
    wanted += [(f"Heading {section.level}", section.heading) for section in document.sections]
    wanted += [("Heading 2", document.sources_heading), ("Heading 2", document.receipt.heading)]
    assert headings == wanted
    tables = [block for s in (*document.sections, document.receipt) for block in s.blocks if isinstance(block, Table)]
    assert len(word.tables) == len(tables)
    for drawn, block in zip(word.tables, tables, strict=True):
        assert [cell.text for cell in drawn.rows[0].cells] == list(block.heads)
        assert drawn.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert drawn._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == block.caption
        assert len(drawn.rows) == len(block.rows) + 1
    core = word.core_properties
    assert core.title == document.title
    assert core.language.startswith(document.language)
    assert (core.author, core.last_modified_by, core.comments, core.keywords) == ("", "", "", "")
    assert core.created.date() == document.dated
    assert word.tables[-1].rows[1].cells[0].text == document.receipt.blocks[-1].rows[0][0].words  # type: ignore[union-attr]


def test_a_docx_leads_each_number_to_its_authority() -> None:
    data = render(paper("memo"), "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("word/document.xml").decode("utf-8")
        assert all(name.endswith((".xml", ".rels")) for name in parts.namelist())
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in parts.infolist())
    anchors = set(re.findall(r'w:anchor="(source_\d+)"', xml))
    marks = set(re.findall(r'w:name="(source_\d+)"', xml))
    assert anchors and anchors <= marks


# ---------------------------------------------------------------------------------------------------------------------
# PDF
# ---------------------------------------------------------------------------------------------------------------------


def _tags(node, found: list[str]) -> list[str]:  # type: ignore[no-untyped-def]
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            _tags(one, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(str(node["/S"]))
        if "/K" in node:
            _tags(node["/K"], found)
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_a_pdf_is_tagged_titled_in_its_language_and_keeps_to_pdf_ua(name: str) -> None:
    made = paper(name)
    document = made.content.document()
    data = render(made, "pdf")
    report = pdf_checker.validate_pdf_bytes(data, profile=pdf_checker.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]
    reader = PdfReader(io.BytesIO(data))
    assert reader.metadata is not None and reader.metadata.title == document.title
    root = reader.trailer["/Root"]
    assert str(root["/Lang"]).startswith(document.language)  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    tags = _tags(root["/StructTreeRoot"], [])  # type: ignore[index]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Link"} <= set(tags)
    assert tags.count("/H1") == 1
    last = "".join(
        page.extract_text() for page in reader.pages[-2:]
    )  # the receipt ends a paper, and may run over a page
    assert document.receipt.heading in last
    assert document.receipt.heading not in "".join(page.extract_text() for page in reader.pages[:-2]).split("\n")


def test_the_checker_of_pdf_ua_can_say_no() -> None:
    import typst

    plain_pdf = typst.compile(b"= No title, no language", format="pdf", pdf_tags=False)
    assert not pdf_checker.validate_pdf_bytes(plain_pdf, profile=pdf_checker.ValidationProfile.PDF_UA_1).is_compliant


# ---------------------------------------------------------------------------------------------------------------------
# HTML
# ---------------------------------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.parametrize("name", PAPERS)
def test_an_html_page_stands_alone_and_every_number_leads_to_its_authority(name: str) -> None:
    made = paper(name)
    text = render(made, "html").decode("utf-8")
    page = _Page(text)
    assert page.named("html")[0]["lang"] == made.content.document().language
    assert len(page.named("h1")) == len(page.named("title")) == len(page.named("main")) == 1
    assert not page.named("script") and not page.named("link") and not page.named("img") and not page.named("iframe")
    outside = [value for _, attrs in page.tags for value in attrs.values() if value and "://" in value]
    assert not outside and "url(" not in text and "@import" not in text
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for attrs in page.named("a")]
    assert links
    assert {link.removeprefix("#") for link in links if link} <= {one for one in ids if one}
    assert all(attrs.get("scope") in {"col", "row"} for attrs in page.named("th"))
    assert len(page.named("caption")) == len(page.named("table"))
    assert "@media print" in text and "break-before: page" in text


# ---------------------------------------------------------------------------------------------------------------------
# Hostile text
# ---------------------------------------------------------------------------------------------------------------------


def _hostile_advice():  # type: ignore[no-untyped-def]
    case = example()
    everything = " ".join(HOSTILE)
    options = [o.model_copy(update={"label": everything}) for o in case.options]
    counts = [case.counts[0].model_copy(update={"charge": f"99999 PC {everything}"})]
    return advise(case.model_copy(update={
        "id": f"LA {everything}", "options": options, "counts": counts, "office": everything, "person": None, "note": "",
    }))  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", PAPERS)
def test_hostile_text_is_only_text(name: str, form: str) -> None:
    data = render(paper(name, _hostile_advice()), form)
    if form == "json":
        assert HOSTILE[0] in json.dumps(json.loads(data))
        return
    if form == "html":
        page = _Page(data.decode("utf-8"))
        assert not page.named("script") and not page.named("img")
        assert not [attrs for _, attrs in page.tags if any(key.startswith("on") for key in attrs)]
        assert "5332114" not in data.decode("utf-8") and "{{ 4321 * 1234 }}" in data.decode("utf-8")
        assert b"&lt;script&gt;" in data
        return
    text = re.sub(r"\s+", "", everything_in(data, form))
    for one in (
        "<script>alert(1)</script>",
        "{{4321*1234}}",
        '#read("/etc/passwd")',
        '=HYPERLINK("http://evil.example"',
        "INJECTED",
    ):
        assert one in text
    assert "root:x:0:0" not in text
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            xml = parts.read("word/document.xml").decode("utf-8")
            relations = parts.read("word/_rels/document.xml.rels").decode("utf-8")
        assert "<w:t>INJECTED" not in xml and "w:instrText" not in xml and "w:object" not in xml
        assert "evil.example" not in relations
    else:
        assert pdf_checker.is_pdf_compliant_bytes(data, profile=pdf_checker.ValidationProfile.PDF_UA_1)
        links = [
            note.get_object()["/A"]["/URI"]
            for one in PdfReader(io.BytesIO(data)).pages
            for note in one.get("/Annots", [])
            if "/A" in note.get_object() and "/URI" in note.get_object()["/A"]
        ]
        assert not links


def test_control_and_turning_characters_are_shown() -> None:
    case = example()
    option = case.options[0].model_copy(update={"label": "a\x00b\x1b[31m \u202egnirts\u202c \ud800"})
    advice = advise(case.model_copy(update={"options": [option, *case.options[1:]]}))
    for form in FORMATS:
        text = everything_in(render(paper("memo", advice), form), form)
        assert "a�b�[31m" in text
        assert "\u202e" not in text and "\x1b" not in text


# ---------------------------------------------------------------------------------------------------------------------
# The command
# ---------------------------------------------------------------------------------------------------------------------


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["steelyard", "paper", *words])
    try:
        cli.main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    return 0


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_what_the_ending_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"paper.{form}"
    assert _run(monkeypatch, "memo", str(EXAMPLE), "--for", "defense", "--out", str(out)) == 0
    made = make("memo", weighed(), reader="defense", found=find_options(example()))
    assert out.read_bytes() == render(made, form)


def test_the_command_puts_the_offices_policy_into_an_approval_record(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "record.html"
    assert (
        _run(monkeypatch, "approval-record", str(EXAMPLE), "--option", "2", "--stage", "plea", "--out", str(out)) == 0
    )
    text = out.read_text(encoding="utf-8")
    assert "The office&#39;s policy" in text and "LPM" in text
    assert "No policy was weighed" not in text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SY-W002", ("court-sheet", "--out", "x.pdf")),
        ("SY-W002", ("letter", "--for", "defense", "--out", "x.pdf")),
        ("SY-W004", ("client-sheet", "--language", "fr", "--out", "x.pdf")),
        ("SY-W005", ("poem", "--out", "x.pdf")),
        ("SY-W005", ("letter", "--out", "x.pdf")),
        ("SY-W005", ("memo", "--for", "prosecutor", "--out", "x.pdf")),
        ("SY-W006", ("memo", "--for", "defense", "--out", "x.xls")),
        ("SY-W008", ("memo", "--for", "defense", "--out", "/nowhere/x.json")),
        ("SY-C007", ("court-sheet", "--option", "99", "--out", "x.pdf")),
    ],
)
def test_a_mistake_is_told_with_its_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    code: str,
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _run(monkeypatch, words[0], str(EXAMPLE), *words[1:]) == 2
    assert code in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_the_papers_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from steelyard.logic.errors import SteelyardError

    for name in ("steelyard.papers.pdf", "typst"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(SteelyardError) as caught:
        render(make("memo", advise(example()), reader="defense"), "pdf")
    assert caught.value.code == "SY-W007"


def test_blocks_of_every_kind_are_drawn_by_every_format() -> None:
    kinds = {type(b).__name__ for name in PAPERS for s in paper(name).content.document().sections for b in s.blocks}
    assert kinds == {Paragraph.__name__, Items.__name__, Table.__name__, "Quote", "Blank"}
