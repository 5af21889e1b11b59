"""A paper as one HTML file that stands alone: no script, no foreign asset, print styles, sources as footnotes."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined

from steelyard.papers.document import Document


@cache
def _environment() -> Environment:
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.tests["kind"] = lambda block, name: type(block).__name__ == name
    return made


def to_html(document: Document) -> str:
    """The paper as HTML; every word of it is escaped."""
    text = resources.files("steelyard.papers").joinpath("paper.html").read_text(encoding="utf-8")
    return _environment().from_string(text).render(d=document, language_of_sources=_sources_language(document))


def _sources_language(document: Document) -> str:
    """Citations stay in English; a paper in another language says so."""
    return "" if document.language == "en" else "en"
