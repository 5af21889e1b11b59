"""Charges and citations as Illinois and Chicago write them."""

from __future__ import annotations

import re

from steelyard.catalog.cite.statute import ROMAN, Statute, each, first_path
from steelyard.catalog.lists import SUBDIVISIONS, paths

_PLACE = r"(\d{1,4}[A-Z]?(?:\.\d{1,3})?(?:-\d{1,4}(?:\.\d{1,4})?[A-Z]?(?!\w|\.\d))?)"
_TABLE = re.compile(
    r"\s*(\d{2,3})(?:\s*ILCS\s*|\s*-\s*|\s*/\s*|\s+)(\d{1,4})(?:\.0)?\s*[/ ]\s*"
    + _PLACE
    + r"((?:-[0-9A-Z.]{1,6})*)"
    + SUBDIVISIONS,
    re.IGNORECASE,
)
_HYPHENATED = frozenset(
    {
        ("10", "5"), ("40", "5"), ("55", "5"), ("65", "5"), ("105", "5"), ("235", "5"), ("305", "5"), ("405", "5"),
        ("625", "5"), ("625", "40"), ("625", "45"), ("705", "405"), ("720", "5"), ("725", "5"), ("730", "5"), ("735", "5"),
    }
)  # fmt: skip
"""Acts whose sections are an article and a number, 12-3; those of the other acts of chapter 720 are one number, 5.2."""
_CRIMINAL_ACTS = frozenset({("720", "5"), ("625", "5"), ("720", "550"), ("720", "570"), ("720", "600"), ("720", "646"),
                               ("730", "150")})  # fmt: skip
_LETTERED = frozenset(
    {
        "6-206a", "11-9.1a", "11-9.1b", "11-20.1a", "11-20.1b", "12-4.4a", "24-3a", "24-3b", "31-1a", "32-4a", "32-4b", "32-4c",
        "32-4d", "32-4e",
    }
)  # fmt: skip
"""Sections of those acts that end in a letter; after any other section of theirs a letter is a subsection: 12-3a is 12-3(a)."""
_LEAD = re.compile(r"(?i)\s*(\d{2,3})(?:\s*ILCS\s*|\s*[-/]\s*|\s+)(\d{1,4})(?:\.0)?(?:\s*[-/]\s*|\s+)(?=\d)")
"""A chapter and an act in columns, before a section whose numbers may stand apart: "720 5 /12 3 a 1"."""
_TRIPLE = re.compile(r"(?<![\d.\-])\d{2,3}\s*[-/|]\s*\d{1,4}(?:\.0)?\s*[/|]\s*\d")
_STAGE = re.compile(r"(?i)(?:\b(?:att|con|sol)|(?<=[\d\s])m)\b")
"""What columns put after a section: an attempt, a conspiracy, a solicitation, a misdemeanor."""
_TOKEN = re.compile(r"(\d+(?:\.\d+)*|[a-z]+)(?:[\s\-/.()|]*)")
_LEFT = {
    False: re.compile(r"(?i)-?[a-z\d]|,\d{1,2}(?!\d)"),
    True: re.compile(r"(?i)-?[a-z\d]|,\d{1,2}(?!\d)|\s(?!\d{3}(?:\s*ILCS\s*|\s*[-/]\s*|\s+)\d)(?:\d|[a-z](?![a-z]))"),
}
"""What is left over after a section, by whether the chapter and the act stand in columns; a further citation is not."""
_BROKEN = re.compile(r"/|\(\)|\d,\d")
"""What columns never have within a section: "24-1,2" may be § 24-1.2, or two subsections."""
_NEXT = re.compile(r"\s\d{3}\s*[ /-]\s*\d{1,3}(?:\.0)?\s+/?\s*\d")
_ARTICLE_LETTERS = frozenset("abcdefg")
_JOINED_NUMBERS = re.compile(r"\s*\d+(?:\.\d+)?\s*-\s*\d")
_DECIMAL = {True: re.compile(r"[1-9]|0\d|\d0"), False: re.compile(r"[1-9]")}
"""A number apart that is a section's decimal: 12 3 05 is 12-3.05; an act without articles has decimals of one digit."""
_DATE = re.compile(r"\s*[01]?\d\s*[-/]\s*[0-3]?\d\s*[-/]\s*(?:19|20)\d\d(?!\d)")
_CITY_COLUMNS = re.compile(r"\s*(\d{1,2})\s+(\d{1,3})\s*/\s*(\d{3})(?!\d)")
"""The city's code in the same columns: "8 16 /060" is § 8-16-060."""
_CHAPTER = re.compile(r"(?i)\d{3}\s*(?:ILCS|[-/])")
"""A chapter that begins a further citation; "720 5 21 2" after one only repeats it in columns."""
_SAME_ACT = re.compile(
    r"(?i)\s*(?:,|;|&|and\b|or\b)\s*(?:§+\s*)?(\d{1,2}[A-Z]?-\d{1,3}(?:\.\d{1,3})?)(?![\w/.-])" + SUBDIVISIONS
)
"""A further section of the same act: "720 ILCS 5/19-1(a) and 12-3(a)(1)"."""
_DASHED = re.compile(r"(?<=\d)-([A-Za-z])(?:-(\d{1,2}))?(?=\b|\()")
"""A subsection after a hyphen: "12-3.2-A-1"."""
_OLD = re.compile(
    r"\s*(?:ILL\.?\s*REV\.?\s*STAT\.?,?\s*)?(?:CH(?:APTER)?\.?\s*)?38(?!\d)[-\s,]*(?:PAR\.?|§)?\s*"
    r"(\d{1,3}[A-Z]?-\d{1,3}(?:\.\d)?)((?:-[A-Z0-9]{1,3})*)((?:\([0-9A-Za-z]{1,4}\))*)",
    re.IGNORECASE,
)
_MUNICIPAL = re.compile(r"\s*(\d{1,2}-\d{1,3}-\d{2,4})((?:-[A-Z0-9]{1,3})*)((?:\([0-9A-Za-z.]{1,4}\))*)")
_PARK = re.compile(r"\s*(?:CH\.?\s*)?(VII|VI|IV|V|I{1,3})\s+([A-H])\.\s?(\d{1,2})((?:\.[A-Z0-9]{1,2})*)\s*$")
_SECTION = re.compile(
    r"(?i)(?:(\d{3})\s*(?:ILCS|I\.L\.C\.S\.)\s*)?(?<![\d.\-])(?<!\d )(\d{1,4})(?:\.0)?\s*/\s*"
    r"([0-9]{1,4}(?:[A-Z]{1,2})?(?:[.\-][0-9]{1,4}[A-Z]?){0,4})" + SUBDIVISIONS
)
INITIALS = "IVX"
"""The letters that a citation of its own may begin with, beside figures."""
LEADS = (
    r"\d{2,3}\s*(?:ILCS|[-/| ]\s*\d{1,4}(?:\.0)?\s*[-/| ]\s*\d)|38-\d|\d{1,2}-\d{1,3}-\d{2,4}(?!\d)|\d{1,2} \d{1,3} /\d"
    r"|[IV]{1,3}\s[A-H]\."
)
"""How a citation of its own begins: with its code, or its title or chapter."""


def _dashed(text: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in text.split("-") if part)


_HYPHEN_INSIDE = re.compile(r"\(\w+-\w+\)")
"""A subsection such as (a-5), which is one."""
_GRADE = re.compile(r"(?i)(?<=\))\s*-\s*[FM]\s*$")
"""A felony or a misdemeanor after the subsections: "24-1.6(a)(3)(b-5)-F"."""


def read(text: str) -> list[Statute]:
    return [_joined_or_not(one, text) for one in _read(_GRADE.sub("", text))]


def _joined_or_not(statute: Statute, text: str) -> Statute:
    """A section whose "A-5", in columns or glued, may be (a)(5) or (a-5): marked, unless parentheses part the two."""
    each = statute.subsections
    is_open = any(
        one.isalpha() and len(one) == 1 and other.isdigit() and f"({one})" not in text.lower()
        for one, other in zip(each, each[1:], strict=False)
    )
    return statute._replace(marked=True) if is_open else statute


def _read(text: str) -> list[Statute]:
    if "|" in text and (triple := _TRIPLE.search(text)) is not None:
        text = text[triple.start() :].replace("|", "/")
    table = _TABLE.match(text)
    if table is not None:
        chapter, act, section, dashed, subs = table.groups()
        if chapter == "730" and act == "5" and dashed[1:2].isdigit():  # the Unified Code of Corrections: 5-6-4
            third, _, rest = dashed[1:].partition("-")
            section, dashed = f"{section}-{third}", rest
        end = table.end()
        if (
            int(chapter) % 5
            or chapter[0] == "0"
            or act[0] == "0"
            or (chapter == "720" and len(act) > 3)
            or section == chapter
            or _DATE.match(text) is not None
        ):
            return []  # no chapter or act is numbered so
        in_columns = text[table.end(1) : table.start(2)].isspace()
        if not _is_whole(chapter, act, section, _LEFT[in_columns].match(text, end)):
            return _columns(text)
        code = _code(chapter, act)
        may_be_decimal = (chapter, act) in _HYPHENATED and dashed[1:2].isdigit() and "." not in section
        found = [
            one
            for path in paths(subs)
            for one in _below(Statute("IL", code, section.lower(), _dashed(dashed) + path, may_be_decimal))
        ]
        if end == len(text):
            return found
        while more := _SAME_ACT.match(text, end):
            found += each("IL", code, more[1].lower(), more[2])
            end = more.end()
        rest = text[end:].lstrip(" ;,&/")
        again = _TABLE.match(rest) is not None and _CHAPTER.match(rest) is not None
        return found + (_read(rest) if again else _illinois_sections(text[end:], chapter))
    old = _OLD.match(text)
    if old is not None:
        return [Statute("IL", "5", old[1].lower(), _dashed(old[2]) + first_path(old[3]))]
    municipal = _MUNICIPAL.match(text)
    if municipal is not None and _DATE.match(text) is None:
        return [Statute("IL", "chicago", municipal[1], _dashed(municipal[2]) + first_path(municipal[3]))]
    park = _PARK.match(text)
    if park is not None:
        return [Statute("IL", "park", f"{park[1]}-{park[2]}.{park[3]}".lower(), _dashed(park[4].replace(".", "-")))]
    city = _CITY_COLUMNS.match(text)
    if city is not None:
        return [Statute("IL", "chicago", f"{city[1]}-{city[2]}-{city[3]}")]
    if _LEAD.match(text) is not None:
        return _columns(text)
    return _illinois_sections(text, "720")


def _is_whole(chapter: str, act: str, section: str, left: re.Match[str] | None) -> bool:
    """Whether a section stands there whole: with its article where the act has articles, and no part left over after it."""
    if (chapter, act) in _HYPHENATED:
        is_own = "-" in section
    elif (chapter, act) in _CRIMINAL_ACTS:
        is_own = "-" not in section or chapter != "720"
    else:
        return left is None or left[0][-1].isalpha()
    if section[-1].isalpha() and section.lower() not in _LETTERED and (chapter, act) in _CRIMINAL_ACTS:
        return False
    return is_own and left is None


def _below(statute: Statute) -> list[Statute]:
    """A section without what stands in parentheses after it and is no subsection: "8-4(19-1)" is two sections."""
    subsections = statute.subsections
    if subsections and subsections[-1] in ("att", "con", "sol"):
        return [statute._replace(subsections=subsections[:-1])]
    if len(subsections) == 1 and _JOINED_NUMBERS.match(subsections[0]) is not None:
        return [statute._replace(subsections=()), Statute("IL", statute.code, subsections[0])]
    return [statute]


def _columns(text: str) -> list[Statute]:
    """Citations whose numbers stand apart or run together: "720 5 /12 3 a 1", "625-5/11-501a6", "720-5/8-4 720 5 8 4".

    Nothing where one of them cannot be a section of its act, or two numbers after it may be a decimal or a subsection.
    """
    found: list[Statute] = []
    while (lead := _LEAD.match(text)) is not None:
        rest = text[lead.end() :]
        again = _NEXT.search(rest)
        one = _apart(lead[1], lead[2], rest[: again.start()] if again else rest)
        if one is None:
            return []
        if not found or not found[0].is_above_or_below(one):
            found.append(one)
        if again is None:
            break
        text = rest[again.start() :]
    return found


def _apart(chapter: str, act: str, text: str) -> Statute | None:
    """The section of one act from its numbers and letters, however they are parted; None where it cannot be told."""
    stage = _STAGE.search(text)
    text = (text[: stage.start()] if stage else text).lower()
    parts = _TOKEN.findall(text)
    if (
        _BROKEN.search(text) is not None
        or _HYPHEN_INSIDE.search(text) is not None
        or not parts
        or not parts[0][0].isdigit()
    ):
        return None
    section = parts.pop(0)
    if (chapter, act) in _HYPHENATED:
        if section.count(".") == 2:  # 24.1.5: a point where the hyphen belongs
            article, _, second = section.partition(".")
        else:
            if parts and parts[0] in _ARTICLE_LETTERS and text.lstrip().startswith(section + parts[0]):
                section += parts.pop(0)
            if not parts or not parts[0][0].isdigit() or parts[0][0] == "0":
                return None
            article, second = section, parts.pop(0)
        section = f"{article}-{second}"
        if (
            section == "21-1" and parts and parts[0].isdigit()
        ):  # its subsections were numbers once; there is a 21-1.3 too
            return None
    elif (chapter, act) not in _CRIMINAL_ACTS or _JOINED_NUMBERS.match(text):
        return None
    if parts and parts[0].isdigit():
        decimal = parts.pop(0)
        if "." in section.rpartition("-")[2] or not _DECIMAL[(chapter, act) in _HYPHENATED].fullmatch(decimal):
            return None
        section = f"{section}.{decimal}"
    if parts and f"{section}{parts[0]}" in _LETTERED and f"{section[-1]}{parts[0]}" in text:
        section += parts.pop(0)
    subs: list[str] = []
    for part in parts:
        if subs and subs[-1].isdigit() and part.isdigit():
            if part != "5":  # (a) 7 5 is (a)(7.5); nothing else of two numbers can be told
                subs.pop()
                break
            subs[-1] += ".5"
        elif part[0].isdigit() or len(part) == 1 or ROMAN.match(part):
            subs.append(part)
        elif f"{section[-1]}{part}" in text:
            return None  # "31-1aa": what letters against a number are cannot be told
        else:
            break
    return Statute("IL", _code(chapter, act), section, tuple(subs))


def _in_brackets(found: re.Match[str]) -> str:
    return f"({found[1]})({found[2]})" if found[2] else f"({found[1]})"


def _illinois_sections(text: str, chapter: str) -> list[Statute]:
    found: list[Statute] = []
    for act_chapter, act, section, subs in _SECTION.findall(_DASHED.sub(_in_brackets, text)):
        chapter = act_chapter or chapter
        found += each("IL", _code(chapter, act), section.lower(), subs)
    return found


def _code(chapter: str, act: str) -> str:
    return act if chapter == "720" else f"{chapter}.{act}"
