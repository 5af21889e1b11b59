"""The closed list of families: entries keep to it, what rests on families asks for none outside it, and the guide shows it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from steelyard.catalog.find import catalogue
from steelyard.law.dispositions import read_dispositions
from steelyard.law.families import families, families_by_group
from steelyard.law.federal import grounds
from steelyard.logic.errors import SteelyardError

ROOT = Path(__file__).parents[2]


def test_every_family_is_in_use_and_stands_once() -> None:
    used = {name for offense in catalogue().offenses for name in offense.families}
    assert used == set(families())
    assert sum(len(group) for group in families_by_group().values()) == len(families())


def _is_families(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "families"


def _asked(tree: ast.AST) -> Iterator[str]:
    """The words that a test compares with the families of an offense, and with nothing else."""
    named = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        other: ast.expr | None = None
        if isinstance(node, ast.BinOp) and _is_families(node.left):
            other = node.right
        elif isinstance(node, ast.Compare) and _is_families(node.comparators[0]):
            other = node.left
        if isinstance(other, ast.Name):
            other = named.get(other.id)
        if other is not None and not (isinstance(other, ast.Attribute) and other.attr == "title_words"):
            yield from (
                one.value for one in ast.walk(other) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


def test_no_ground_asks_for_a_family_that_is_none() -> None:
    folder = Path(str(grounds.__file__)).parent
    asked = {word for file in folder.glob("*.py") for word in _asked(ast.parse(file.read_text("utf-8")))}
    assert {"sexual", "forgery", "derivative"} <= asked
    assert asked - set(families()) == set()


def test_the_guide_shows_the_list() -> None:
    guide = (ROOT / "docs" / "authoring" / "offense.md").read_text("utf-8")
    for name, means in families().items():
        assert f"| `{name}` | {means} |\n" in guide


def test_a_way_to_end_a_case_names_no_other_family(tmp_path: Path) -> None:
    real = Path(str(grounds.__file__)).parents[2] / "dispositions" / "california.toml"
    file = tmp_path / "california.toml"
    file.write_text(
        real.read_text("utf-8").replace('not_families = ["domestic_violence"]', 'not_families = ["domestic_violense"]'),
        "utf-8",
    )
    with pytest.raises(SteelyardError) as caught:
        read_dispositions(file, "CA")
    assert (caught.value.code, caught.value.right) == ("SY-D003", 'did you mean "domestic_violence"?')
