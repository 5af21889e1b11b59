"""The families of offenses, as law/families.toml lists them: a closed list, on which grounds and policies rest."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources
from types import MappingProxyType


@cache
def families_by_group() -> Mapping[str, Mapping[str, str]]:
    """What each family means, group by group, in the order of the file."""
    text = resources.files("steelyard.law").joinpath("families.toml").read_text("utf-8")
    return MappingProxyType({group: MappingProxyType(words) for group, words in tomllib.loads(text).items()})


@cache
def families() -> Mapping[str, str]:
    """What each family means, by its name."""
    return MappingProxyType({name: says for group in families_by_group().values() for name, says in group.items()})


def right_family(word: str) -> str:
    """What would be right for a word that is no family: the nearest one, or where they are listed."""
    near = get_close_matches(word.lower(), list(families()), n=1, cutoff=0.8)
    return f'did you mean "{near[0]}"?' if near else "one of the families in docs/authoring/offense.md"
