"""The examples of the documentation run: consoles with what they print, Python, TOML, and every command that is named."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from steelyard.cli import app
from tests.conftest import Ran

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """A command of a console, and the lines that are shown of what it prints."""

    command: str
    shown: list[str]


def blocks(page: Path, language: str) -> list[str]:
    """The fenced parts of a page in one language."""
    return [text for found, text in FENCE.findall(page.read_text(encoding="utf-8")) if found == language]


def steps(page: Path) -> Iterator[Step]:
    """The consoles of a page, command by command."""
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            yield Step(command, [line for line in shown if line.strip() not in ("", "…")])


def plain(text: str) -> str:
    """A text without the breaks of its lines and the strokes of its trees."""
    return " ".join(re.sub(r"[│├└─]", " ", text).split())


def missing(shown: list[str], out: str) -> str | None:
    """The first line that is shown and was not printed, in this order; None when all were."""
    said, at = plain(out), 0
    for line in shown:
        found = said.find(plain(line), at)
        if found < 0:
            return line
        at = found + len(plain(line))
    return None


CONSOLES = [page for page in PAGES if any(True for _ in steps(page))]


@pytest.mark.parametrize("page", CONSOLES, ids=lambda page: page.stem)
def test_a_console_prints_what_is_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steelyard: Callable[..., Ran]
) -> None:
    """Each page's commands run in a folder of their own beside the examples, in their order."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for step in steps(page):
        program, *words = shlex.split(step.command)
        assert program == "steelyard", step.command
        ran = steelyard(*words)
        assert ran.status == 0, (step.command, ran.err)
        lost = missing(step.shown, ran.out)
        assert lost is None, f"{step.command} does not print {lost!r}; it prints:\n{ran.out[:3000]}"


def test_some_pages_have_consoles_and_a_wrong_line_is_noticed() -> None:
    assert len(CONSOLES) >= 6
    assert missing(["one", "two"], "one\n  two") is None
    assert missing(["two", "one"], "one\n  two") == "one"
    assert missing(["three"], "one\n  two") == "three"


def named(page: Path) -> Iterator[str]:
    """Every command line that a page names, in a sentence or in a block."""
    text = page.read_text(encoding="utf-8")
    for language in ("", "console", "sh"):
        for block in blocks(page, language):
            yield from (line.removeprefix("$ ") for line in block.splitlines() if re.match(r"(\$ )?steelyard ", line))
    yield from (" ".join(one.split()) for one in re.findall(r"`(steelyard [^`]+)`", FENCE.sub("", text)))


COMMANDS = sorted({(page.relative_to(ROOT).as_posix(), line) for page in PAGES for line in named(page)})


def unknown_word(line: str) -> str | None:
    """The first word of a command line that the program does not have; None when it has all."""
    command: Any = typer.main.get_command(app)
    words = re.sub(r"[\[\]…|,;]", " ", line.split("#")[0]).split()[1:]
    while words and getattr(command, "commands", None) is not None and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return words[0]
        command = command.commands[words.pop(0)]
    known = {"--help", "--version"} | {name for one in command.params for name in one.opts}
    return next((word for word in words if word.startswith("--") and word.partition("=")[0] not in known), None)


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_a_command_that_is_named_is_there(page: str, line: str) -> None:
    assert unknown_word(line) is None


def test_a_command_that_is_not_there_is_noticed() -> None:
    assert len(COMMANDS) > 50
    assert unknown_word("steelyard judge CASE") == "judge"
    assert unknown_word("steelyard advise CASE [--guess]") == "--guess"
    assert unknown_word("steelyard law shew RULE") == "shew"


@pytest.mark.parametrize("page", [page for page in PAGES if any("import steelyard" in b for b in blocks(page, "python"))],
                         ids=lambda page: page.stem)  # fmt: skip
def test_python_runs(page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    for block in blocks(page, "python"):
        exec(compile(block, str(page), "exec"), {})
    assert "triggered" in capsys.readouterr().out


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "toml")], ids=lambda page: page.stem)
def test_toml_is_toml(page: Path) -> None:
    for block in blocks(page, "toml"):
        tomllib.loads(block)
