"""The family of charges that a catalogue id belongs to: an offense, a subdivision, a section, or several of them."""

from __future__ import annotations

from collections import Counter
from functools import cache

from steelyard.catalog.find import catalogue


@cache
def family_of(name: str) -> str:
    """The main family of most offenses that the id names; "" for what is no id, and for one without a family.

    Another section that begins with the same number (459.5 beside 459) is not among them.
    """
    offenses = [one for part in name.split("+") if part for one in catalogue().offenses.find(part)]
    families = Counter(one.families[0] for one in offenses if one.families)
    return families.most_common(1)[0][0] if families else ""
