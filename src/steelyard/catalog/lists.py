"""Lists and ranges in a citation, written out: "(a)(1)-(4), (c)" is four subdivisions and a fifth."""

from __future__ import annotations

import re
from collections.abc import Iterable

ONE = r"\(\s*[0-9A-Za-z.\-]{1,6}\s*\)"
"""One subdivision as citations write it."""

_JOIN = r"\s*(?:,?\s*(?:and|or)\b|,|;|&|/|\+|-|–|—|to\b|through\b)\s*"
SUBDIVISIONS = rf"((?:\s*{ONE}){{1,6}}(?:(?i:{_JOIN})(?:{ONE}\s?){{1,6}}){{0,12}})?"
"""A group for a pattern: the subdivisions after a section, a list or range of them included; "" or None for none."""

MOST = 26
"""The longest range that is written out; of a longer one the two ends are kept."""

_PART = re.compile(rf"(?i)({_JOIN})?((?:\s*{ONE})+)")
_INNER = re.compile(r"\(\s*([0-9A-Za-z.\-]{1,6})\s*\)")
_JOINED = re.compile(r"\)\s*[^\s(]")
_RANGE = re.compile(r"(?i)-|–|—|to|through")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SECTIONS = re.compile(r"(?<![\d.\-–(])(\d+\.)?(\d{2,5})\s*[-–]\s*(\d+\.)?(\d{2,5})(?![\d.\-–])")

Path = tuple[str, ...]


def paths(text: str | None) -> list[Path]:
    """Each subdivision that a text such as "(a)(1)-(4), (c)" names, as its parts in lower case; [()] for none.

    A part that begins a later item stands at the deepest level whose parts are written alike: after (a)(1), "(4)" is
    (a)(4) and "(c)" is (c).
    """
    if not text:
        return [()]
    if _JOINED.search(text) is None:
        return [tuple(part.lower() for part in _INNER.findall(text))]
    found: list[Path] = []
    for join, items in _PART.findall(text):
        item = tuple(_INNER.findall(items))
        if not found:
            found.append(item)
            continue
        last = found[-1]
        path = last[: _level(last, item[0])] + item
        if _RANGE.search(join) and len(path) == len(last) and path[:-1] == last[:-1]:
            found += [(*last[:-1], part) for part in _between(last[-1], path[-1])]
        found.append(path)
    return list(dict.fromkeys(tuple(part.lower() for part in path) for path in found))


def _kind(part: str) -> str:
    return "digit" if part[:1].isdigit() else "upper" if part.isupper() else "lower"


def _level(path: Path, part: str) -> int:
    for level in range(len(path) - 1, -1, -1):
        if _kind(path[level]) == _kind(part):
            return level
    return max(len(path) - 1, 0)


def _between(first: str, last: str) -> list[str]:
    """What lies between two parts of one kind, without them; nothing where that cannot be told."""
    if first.isdigit() and last.isdigit():
        numbers = range(int(first) + 1, int(last))
        return [str(number) for number in numbers] if len(numbers) <= MOST else []
    low, high = first.lower(), last.lower()
    if len(low) == len(high) == 1 and not (low in _ROMAN and high in _ROMAN):
        letters = [chr(code) for code in range(ord(low) + 1, ord(high))]
    elif low in _ROMAN and high in _ROMAN:
        letters = list(_ROMAN[_ROMAN.index(low) + 1 : _ROMAN.index(high)])
    else:
        return []
    return [letter.upper() for letter in letters] if first.isupper() else letters


def between(parts: Iterable[str]) -> set[str]:
    """The numbers, letters and Roman numerals up to the highest of some subdivisions that are not among them.

    A single "i", "v" or "x" is a letter among other letters, unless a longer numeral such as "ii" stands beside them.
    """
    given = set(parts)
    roman = given & set(_ROMAN)
    if all(len(part) == 1 for part in roman) and any(len(part) == 1 and part.isalpha() for part in given - roman):
        roman = set()
    numbers = [int(part) for part in given if part.isdigit()]
    letters = [ord(part) for part in given - roman if len(part) == 1 and part.isalpha()]
    found = {str(number) for number in range(1, max(numbers, default=0))}
    found |= {chr(code) for code in range(ord("a"), max(letters, default=0))}
    found |= set(_ROMAN[: max((_ROMAN.index(part) for part in roman), default=0)])
    return found - given


def written_out(text: str) -> str:
    """The text with each short range of sections as a list: "11350-11352" is "11350, 11351, 11352".

    A range of more than `MOST` sections, or one that does not rise, is left as it stands: both its ends are named.
    """

    def listed(found: re.Match[str]) -> str:
        chapter, first, other, last = found.groups()
        count = int(last) - int(first)
        if (chapter or "") != (other or "") or len(first) != len(last) or not 0 < count <= MOST:
            return found[0]
        return ", ".join(f"{chapter or ''}{number:0{len(first)}d}" for number in range(int(first), int(last) + 1))

    return _SECTIONS.sub(listed, text) if "-" in text or "–" in text else text
