"""Every citation to titles 8, 18 and 21 stands in the official U.S. Code, and one that does not is found out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from steelyard.law.citations import usc
from steelyard.law.pack import federal_pack
from steelyard.law.uslm import UsCode, citations, missing
from steelyard.logic.errors import RuleError
from steelyard.logic.rule import Pack
from tests.support import SHARED

SMALL = """<lawDoc xmlns="http://xml.house.gov/schemas/uslm/1.0"><main><title identifier="/us/usc/t8">
<section identifier="/us/usc/t8/s1227"><num>§ 1227.</num><heading>Deportable aliens</heading>
<subsection identifier="/us/usc/t8/s1227/a"><num>(a)</num><content>Any alien …</content><note>left out</note></subsection>
</section></title></main></lawDoc>"""


def test_a_paragraph_that_is_not_there_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "t8.xml"
    file.write_text(SMALL, "utf-8")
    code = UsCode([file])
    assert code.has(usc(8, 1227, "a"))
    assert not code.has(usc(8, 1227, "b"))
    assert code.covers(usc(8, 1182)) and not code.covers(usc(18, 16))
    assert code.words(usc(8, 1227, "a")) == "(a) Any alien …"
    law = federal_pack()
    one = law.rule("sentence.one_year_possible")
    wrong = replace(one, versions=(replace(one.versions[0], cites=(usc(8, 1227, "zz"),)),))
    found = missing(Pack(law.facts, {**law.rules, one.name: wrong}, law.splits, law.gaps), code)
    assert (one.name, usc(8, 1227, "zz")) in found


def test_a_file_that_is_no_xml_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "t8.xml"
    file.write_text("<a>", "utf-8")
    with pytest.raises(RuleError) as caught:
        UsCode([file])
    assert caught.value.code == "SY-L009"


def test_every_citation_of_the_federal_law_is_in_the_official_code() -> None:
    files = sorted((SHARED / "law" / "federal" / "uslm").glob("*.xml"))
    if not files:
        pytest.skip(
            "the official XML of titles 8, 18 and 21 is not beside the project; "
            "`steelyard law check --uslm FILE…` runs the same check on downloaded files"
        )
    code = UsCode(files)
    law = federal_pack()
    assert missing(law, code) == []
    assert sum(code.covers(cite) for cites in citations(law).values() for cite in cites) > 100
