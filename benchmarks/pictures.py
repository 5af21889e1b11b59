"""Pictures for the docs: bars and lines by Altair, drawn to SVG with a text alternative, their data beside them as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
import vl_convert as vlc

INK = "#1b1b1b"
COLORS = ("#005ea2", "#e5a000", "#a9aeb1", "#54278f", "#00a398", "#d54309", "#162e51")
"""Told apart also by those who do not see red and green alike; the first stands for yes."""


def _labelled(chart: Any, width: int) -> Any:
    return chart.properties(width=width).configure(font="sans-serif").configure_axis(
        labelLimit=360, labelColor=INK, titleColor=INK, labelFontSize=12, titleFontSize=12
    ).configure_legend(labelFontSize=12, titleFontSize=12, labelLimit=300, orient="top").configure_view(stroke=None)  # fmt: skip


def _write(chart: Any, target: Path, alternative: str) -> None:
    svg = vlc.vegalite_to_svg(chart.to_json())
    head, _, rest = svg.partition(">")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f'{head} role="img" aria-label="{escape(alternative)}"><title>{escape(alternative)}</title>{rest}\n',
                      encoding="utf-8")  # fmt: skip


def shown(page: Path, picture: Path, data: Path, alternative: str) -> str:
    """The picture in Markdown, for a page, with its data."""
    beside = picture.relative_to(page.parent)
    return f"![{alternative}]({beside})\n\nThe data: [{data.name}]({data.relative_to(page.parent)})"


def stacked(
    data: Path, target: Path, alternative: str, *, y: str, kinds: Sequence[str], unit: str, share: bool
) -> None:
    """Bars in the order of the data, one for each `y`, of the columns `kinds` on top of each other."""
    table = pl.read_csv(data)
    order = table[y].unique(maintain_order=True).to_list()
    long = table.select(y, *kinds).unpivot(index=y, on=list(kinds), variable_name="kind", value_name="many")
    long = long.with_columns(pl.col("kind").replace_strict(list(kinds), list(range(len(kinds)))).alias("place"))
    chart = (
        alt.Chart(alt.Data(values=long.to_dicts()))
        .mark_bar()
        .encode(
            y=alt.Y(f"{y}:N", sort=order, title=None),
            x=alt.X("many:Q", stack="normalize" if share else "zero", title=unit,
                    axis=alt.Axis(format="%" if share else ",d")),
            color=alt.Color("kind:N", sort=list(kinds), title=None,
                            scale=alt.Scale(domain=list(kinds), range=list(COLORS[: len(kinds)]))),
            order=alt.Order("place:Q"),
        )
    )  # fmt: skip
    _write(_labelled(chart, 520), target, alternative)


def lines(data: Path, target: Path, alternative: str, *, x: str, y: str, series: str, units: tuple[str, str]) -> None:
    """A line with points for each series, both axes by powers of ten."""
    table = pl.read_csv(data)
    names = table[series].unique(maintain_order=True).to_list()
    chart = (
        alt.Chart(alt.Data(values=table.to_dicts()))
        .mark_line(point=True)
        .encode(
            x=alt.X(f"{x}:Q", title=units[0], scale=alt.Scale(type="log"), axis=alt.Axis(format="~s")),
            y=alt.Y(f"{y}:Q", title=units[1], scale=alt.Scale(type="log"), axis=alt.Axis(format="~g")),
            color=alt.Color(f"{series}:N", sort=names, title=None,
                            scale=alt.Scale(domain=names, range=list(COLORS[: len(names)]))),
            strokeDash=alt.StrokeDash(f"{series}:N", sort=names, title=None, legend=None),
        )
    )  # fmt: skip
    _write(_labelled(chart, 480), target, alternative)
