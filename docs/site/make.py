"""Builds the documentation site from docs/ with the pages that come from code, then looks for faults in what was built."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DOCS = ROOT / "docs"

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
MADE = "This page is made from the code when the site is built.\n"


# ---------------------------------------------------------------------------------------------------------------------
# Pages that are made from code
# ---------------------------------------------------------------------------------------------------------------------


def cell(text: object) -> str:
    """A text for a cell of a table."""
    said = " ".join(str(text).replace("|", "\\|").split())
    return said if said.startswith("`") else said.replace("<", "&lt;")


def table(heads: list[str], rows: list[list[object]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell(one) for one in line)} |\n" for line in lines) + "\n"


def vocabulary() -> str:
    """The page of the words in which offenses are written."""
    found = tomllib.loads((ROOT / "src/steelyard/law/elements.toml").read_text(encoding="utf-8"))
    words = sum(len(one.get("values", ())) for one in found.values())
    parts = [
        f"# The vocabulary of offenses\n\n{MADE}\n",
        f"An offense is written in {words} words under {len(found)} attributes, and in no other word. Each is defined once, in\n"
        "`src/steelyard/law/elements.toml`. An attribute that an entry does not write is absent: the prosecution need not\n"
        "prove it. [Writing an offense](../authoring/offense.md) shows an entry;\n"
        "[how the answers are made](../how-it-answers.md) says what is done with it.\n\n",
    ]
    for name, one in found.items():
        ordered = ' The words stand lowest first: a test may ask for "at least" one of them.' if one["ordered"] else ""
        note = f" {one['note']}" if "note" in one else ""
        parts.append(f"## {name}\n\n{one['asks']}{ordered if 'values' in one else ''}{note}\n\n")
        if "values_of" in one:
            parts.append(f"It has the words of [{one['values_of']}](#{one['values_of']}).\n\n")
            continue
        families = any("family" in value for value in one["values"].values())
        parts.append(
            table(
                ["word", *(["kind"] if families else []), "means", "for example"],
                [
                    [
                        f"`{word}`",
                        *([value.get("family", "")] if families else []),
                        value["means"],
                        value.get("example", ""),
                    ]
                    for word, value in one["values"].items()
                ],
            )
        )
    return "".join(parts)


def commands() -> str:
    """The page of the command line: every command with its arguments and options, as `--help` gives them."""
    import typer

    from steelyard.cli import app

    parts = [f"# The command line\n\n{MADE}\n", "`steelyard --help`, and `--help` after any command, say the same.\n\n"]

    def walk(name: str, command: Any) -> None:
        inner = getattr(command, "commands", None)
        if inner is not None and name != "steelyard":
            parts.append(f"## {name}\n\n{command.help}\n\n")
        if inner is not None:
            for word, one in sorted(inner.items(), key=lambda item: (hasattr(item[1], "commands"), item[0])):
                walk(f"{name} {word}", one)
            return
        parts.append(f"{'##' if name.count(' ') == 1 else '###'} {name}\n\n{command.help}\n\n")
        context = typer.Context(command, info_name=name)
        said = [one.get_help_record(context) for one in command.params]
        rows = [[f"`{record[0]}`", record[1]] for record in said if record]
        if rows:
            parts.append(table(["word", "is"], rows))

    walk("steelyard", typer.main.get_command(app))
    return "".join(parts)


def api() -> str:
    """The page of the REST API, from its own description."""
    from steelyard.desk.app import Desk, make_app
    from steelyard.desk.settings import Settings
    from steelyard.desk.storage import open_store

    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Settings.model_validate({"data": Path(folder), "save": False}))
        found = make_app(Desk(store)).openapi()
        store.engine.dispose()
    parts = [
        f"# The REST API\n\n{MADE}\n",
        "An instance describes its own API at `/api/v1/openapi.json` (OpenAPI 3.1). What follows is a prosecution\n"
        "instance's; one of the defense takes a case file's part `person` as well. Send `Authorization: Bearer TOKEN`\n"
        "(`steelyard users token --scope read` makes a token). Errors are `application/problem+json` with a\n"
        "[code](../errors/index.md). [The desk](../desk.md) says who may do what.\n\n",
    ]
    for path, item in found["paths"].items():
        for method, operation in item.items():
            parts.append(f"## {method.upper()} {path.removeprefix('/api/v1')}\n\n")
            parts.append(f"{operation.get('description') or operation['summary']}\n\n")
            rows = [
                [f"`{one['name']}`", one["in"], _shape(one["schema"]), one.get("description", "")]
                for one in operation.get("parameters", ())
            ]
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            if body:
                rows.append(["body", "JSON", _shape(body), ""])
            if rows:
                parts.append(table(["field", "in", "shape", "is"], rows))
            said = []
            for status, answer in operation["responses"].items():
                shape = next(iter(answer.get("content", {}).values()), {}).get("schema", {})
                said.append(f"{status} {_shape(shape)}" if int(status) < 400 and shape else status)
            parts.append(f"Answers: {'; '.join(said)}.\n\n")
    parts.append("## Shapes\n\n")
    for name, shape in sorted(found["components"]["schemas"].items()):
        parts.append(f"### {name}\n\n")
        if shape.get("description"):
            parts.append(" ".join(shape["description"].split("\n\n")[0].split()) + "\n\n")
        if "enum" in shape:
            parts.append("One of " + ", ".join(f"`{one}`" for one in shape["enum"]) + ".\n\n")
        needed = shape.get("required", ())
        rows = [
            [f"`{field}`", _shape(one), "required" if field in needed else "", one.get("description", "")]
            for field, one in shape.get("properties", {}).items()
        ]
        if rows:
            parts.append(table(["field", "shape", "needed", "is"], rows))
    return "".join(parts)


def _shape(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower().replace('_', '-')})" if "-" not in name else name
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_shape(one) for one in schema[several]))
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "enum" in schema:
        return " or ".join(f'"{one}"' for one in schema["enum"])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {_shape(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"name to {_shape(schema['additionalProperties'])}"
    return str(schema.get("format", kind)) if kind == "string" else str(kind)


ERRORS = {
    "A": "the command line", "B": "screening a file", "C": "a case file", "D": "dispositions", "E": "the vocabulary",
    "H": "holdings", "J": "questions by the line", "K": "the desk", "L": "rules of law", "O": "offenses and charges",
    "P": "policies", "Q": "parity", "W": "papers",
}  # fmt: skip
"""What the letter of a code stands for."""


def errors() -> str:
    """The page that lists every code; a hidden list puts each page in its place."""
    by_letter: dict[str, list[Path]] = defaultdict(list)
    for file in sorted((DOCS / "errors").glob("SY-*.md")):
        by_letter[file.stem[3]].append(file)
    parts = ["# Errors\n\nEvery error has a code, says what was wrong and where, and what would be right.\n\n"]
    for letter, files in by_letter.items():
        parts.append(f"## SY-{letter}: {ERRORS[letter]}\n\n")
        for file in files:
            code, _, title = title_of(file).partition(": ")
            parts.append(f"- [{code}]({file.name}): {title}\n")
        parts.append("\n")
    return "".join(parts) + contents("SY-*")


def decisions() -> str:
    """The page that lists the records of decisions."""
    files = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    lines = "".join(f"- [{title_of(file)}]({file.name})\n" for file in files)
    return (
        f"# Why things are as they are\n\nHalf a page for each decision that somebody may question.\n\n{lines}\n"
        + contents("0*")
    )


def contents(pattern: str) -> str:
    """A list that the reader does not see, by which the pages of a folder have their place in the site."""
    return f"```{{toctree}}\n:hidden:\n:glob:\n\n{pattern}\n```\n"


def title_of(file: Path) -> str:
    """The heading that a page begins with."""
    return file.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


GENERATED: dict[str, Callable[[], str]] = {
    "reference/vocabulary.md": vocabulary,
    "reference/commands.md": commands,
    "reference/api.md": api,
    "errors/index.md": errors,
    "decisions/index.md": decisions,
}
"""The pages that are made from code, and from lists of files."""


# ---------------------------------------------------------------------------------------------------------------------
# Building
# ---------------------------------------------------------------------------------------------------------------------


def for_the_site(text: str, file: Path, stage: Path) -> str:
    """A page as the site has it: what lies outside docs/ is named and not linked. Raises SystemExit for a link to nothing."""

    def changed(found: re.Match[str]) -> str:
        picture, words, target = found.groups()
        place = urlsplit(target)
        if place.scheme or not place.path or picture:
            return found[0]
        if (stage / file.parent / place.path).is_file() or place.path.removeprefix("../") in GENERATED:
            return found[0]
        held = (DOCS / file.parent / place.path).resolve()
        if not held.exists() or not held.is_relative_to(ROOT):
            raise SystemExit(f"docs/{file}: {target} is not there")
        if held.is_relative_to(DOCS):
            return f"[{words}]({place.path.rstrip('/')}/index.md)"
        name = f"`{held.relative_to(ROOT)}`"
        return name if words.strip("`") in str(held) else f"{words} ({name})"

    parts = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if part.startswith("```") else LINK.sub(changed, part) for part in parts)


def build(out: Path) -> None:
    """Write the site. Raises SystemExit when Sphinx has anything to say: a page in no list, a link or anchor to nothing."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        shutil.copytree(DOCS, stage, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site", "build"))
        for name, make in GENERATED.items():
            (stage / name).parent.mkdir(exist_ok=True)
            (stage / name).write_text(make(), encoding="utf-8")
        for file in sorted(stage.rglob("*.md")):
            name = file.relative_to(stage)
            file.write_text(for_the_site(file.read_text(encoding="utf-8"), name, stage), encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        ran = subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", "-b", "html", "-c", str(HERE),
             "-d", str(stage / ".doctrees"), str(stage), str(out)],
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True,
        )  # fmt: skip
        if ran.returncode:
            raise SystemExit(ran.stderr.replace(str(stage), "docs"))


# ---------------------------------------------------------------------------------------------------------------------
# Looking for faults
# ---------------------------------------------------------------------------------------------------------------------


class Read(HTMLParser):
    """What a built page links to, loads, names, and how its headings are ordered."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.names: set[str] = set()
        self.levels: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        held = {name: value or "" for name, value in attrs}
        self.names |= {held[name] for name in ("id", "name") if name in held}
        if tag == "a" and "href" in held:
            self.links.append(held["href"])
        elif tag != "a":
            self.loads += [held[name] for name in ("src", "href", "poster", "data", "action") if name in held]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def faults(site: Path) -> Iterator[str]:
    """What is wrong with a built site: links and anchors to nothing, headings out of order, anything from another host."""
    pages = {file: Read(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}
    for file, page in pages.items():
        name = file.relative_to(site)
        for target in page.loads + page.links:
            place = urlsplit(target)
            if place.scheme in ("data", "mailto"):
                continue
            if place.scheme or place.netloc:
                if target in page.loads:
                    yield f"{name}: loads {target}"
                continue
            held = (file.parent / unquote(place.path)).resolve() if place.path else file
            if held.is_dir():
                held /= "index.html"
            if not held.is_file():
                yield f"{name}: {target} is not there"
            elif place.fragment and held in pages and unquote(place.fragment) not in pages[held].names:
                yield f"{name}: {target} names no place"
        if page.levels.count(1) != 1:
            yield f"{name}: {page.levels.count(1)} first headings"
        for one, next_one in zip(page.levels, page.levels[1:], strict=False):
            if next_one > one + 1:
                yield f"{name}: a heading of level {next_one} after one of level {one}"
    for file in [*site.rglob("*.css"), *site.rglob("*.js")]:
        for host in re.findall(
            r"(?:url\(|@import|fetch\(|src\s*=)\s*[\"']?(https?:)?//([\w.-]+)", file.read_text("utf-8")
        ):
            yield f"{file.relative_to(site)}: loads from {host[1]}"


def main() -> None:
    """Build and check; status 1 and a list when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "build" / "docs")
    out = parser.parse_args().out
    build(out)
    found = list(faults(out))
    sys.stdout.write("".join(f"{one}\n" for one in found))
    sys.stdout.write(f"{len(list(out.rglob('*.html')))} pages in {out}, {len(found)} faults\n")
    if found:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
