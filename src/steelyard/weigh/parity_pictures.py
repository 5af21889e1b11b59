"""Pictures of an audit as SVG, each with its text alternative: both directions drawn alike, even about zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from steelyard.weigh.outcomes import needs
from steelyard.weigh.parity import Audit, Finding, Result
from steelyard.weigh.report import Picture

INK, MUTED, BAND = "#1b1b1b", "#565c65", "#dfe1e2"

LABELS = {"labelLimit": 260, "labelFontSize": 12, "minExtent": 230}
"""Room for the longest label in whatever font the reader has; the fonts that lay the picture out are not the reader's."""

MARKS = {
    Finding.DIFFERENCE: "square", Finding.BEFORE_CORRECTION: "diamond", Finding.NONE_FOUND: "circle", Finding.DEPENDS: "cross",
}  # fmt: skip
"""The mark of each finding that has a difference to show."""


def pictures(audit: Audit, font: str = "sans-serif") -> tuple[Picture, ...]:
    """The pictures of an audit, in order; none for what it does not show. Raises SteelyardError (SY-Q011)."""
    found = []
    for name in audit.compared:
        shown = [one for one in audit.results if one.compared == name and one.estimate is not None]
        shares = [one for one in shown if one.measure.is_share]
        amounts = [one for one in shown if not one.measure.is_share]
        if shares:
            title = f"Differences in shares among like cases, {name} less {audit.reference}, in percentage points"
            found.append(
                Picture(f"shares-{name}", title, _told(shares), svg_of(_forest(shares, audit.reference, name), font))
            )
        if amounts:
            title = f"Differences in amounts among like cases, {name} less {audit.reference}, as a share of the middling amount"
            found.append(
                Picture(f"amounts-{name}", title, _told(amounts), svg_of(_forest(amounts, audit.reference, name), font))
            )
        unknown = [one for one in shares if one.bounds is not None and one.bounds.unknown]
        if unknown:
            title = f"What the cases of unknown group could change, {name} less {audit.reference}, in percentage points"
            words = " ".join(
                f"{one.measure.label}: between {_at(one, 'low')} and {_at(one, 'high')}." for one in unknown
            )
            found.append(
                Picture(f"bounds-{name}", title, words, svg_of(_bounded(unknown, audit.reference, name), font))
            )
    return tuple(found)


def _at(one: Result, end: str) -> str:
    assert one.bounds is not None
    return f"{getattr(one.bounds, end) * one.scale:+.1f}"


def _told(results: Sequence[Result]) -> str:
    parts = []
    for one in results:
        assert one.estimate is not None
        e, s = one.estimate, one.scale
        parts.append(
            f"{one.measure.label}: {e.difference * s:+.1f}, from {e.low * s:+.1f} to {e.high * s:+.1f} {one.measure.unit}; "
            f"{one.finding}."
        )
    return " ".join(parts)


def _scale(one: Result) -> float:
    """What a difference is multiplied by for the picture: to points, or to a percentage of the mean of both groups."""
    assert one.estimate is not None
    if one.measure.is_share:
        return 100.0
    middle = (one.estimate.mean_reference + one.estimate.mean_compared) / 2
    return float(100 / abs(middle)) if middle else 0.0


def _axis(limit: float, unit: str, reference: str, compared: str) -> Any:
    import altair as alt

    title = f"← higher for {reference}  ·  {unit}  ·  higher for {compared} →"
    return alt.X(
        "low:Q",
        title=title,
        scale=alt.Scale(domain=[-limit, limit], nice=False),
        axis=alt.Axis(grid=True, gridColor="#eee"),
    )


def _limit(rows: Sequence[dict[str, Any]]) -> float:
    return float(1.08 * max([abs(row[end]) for row in rows for end in ("low", "high", "missed")] + [1e-9]))


def _forest(results: Sequence[Result], reference: str, compared: str) -> Any:
    alt = altair()
    rows = []
    for one in results:
        assert one.estimate is not None and one.smallest_found is not None
        by, e = _scale(one), one.estimate
        missed = one.smallest_found * by
        rows.append({"measure": one.measure.label, "difference": e.difference * by, "low": e.low * by, "high": e.high * by,
                     "missed": missed, "against": -missed, "finding": str(one.finding)})  # fmt: skip
    order = [row["measure"] for row in rows]
    y = alt.Y("measure:N", sort=order, title=None, axis=LABELS)
    unit = "percentage points" if results[0].measure.is_share else "% of the middling amount"
    base = alt.Chart(alt.Data(values=rows))
    band = base.mark_bar(color=BAND, height=14).encode(y=y, x=alt.X("against:Q"), x2="missed:Q")
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=INK).encode(x="zero:Q")
    line = base.mark_rule(color=INK, strokeWidth=2).encode(
        y=y, x=_axis(_limit(rows), unit, reference, compared), x2="high:Q"
    )
    point = base.mark_point(filled=True, size=90, color=INK, opacity=1).encode(
        y=y,
        x="difference:Q",
        shape=alt.Shape("finding:N", title=None, legend=alt.Legend(orient="bottom", columns=1, labelLimit=320),
                        scale=alt.Scale(domain=[str(finding) for finding in MARKS], range=list(MARKS.values()))),
    )  # fmt: skip
    return (band + zero + line + point).properties(width=430, height=alt.Step(26))


def _bounded(results: Sequence[Result], reference: str, compared: str) -> Any:
    alt = altair()
    rows = []
    for one in results:
        assert one.estimate is not None and one.bounds is not None
        rows.append({"measure": one.measure.label, "difference": one.estimate.difference * 100, "low": one.bounds.low * 100,
                     "high": one.bounds.high * 100, "missed": 0.0})  # fmt: skip
    order = [row["measure"] for row in rows]
    y = alt.Y("measure:N", sort=order, title=None, axis=LABELS)
    base = alt.Chart(alt.Data(values=rows))
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=INK).encode(x="zero:Q")
    x = _axis(_limit(rows), "percentage points", reference, compared)
    span = base.mark_bar(color=BAND, stroke=MUTED, height=12).encode(y=y, x=x, x2="high:Q")
    point = base.mark_point(filled=True, size=70, color=INK, opacity=1).encode(y=y, x="difference:Q")
    return (span + zero + point).properties(width=430, height=alt.Step(24))


def altair() -> Any:
    """The drawing library. Raises SteelyardError (SY-Q011)."""
    try:
        import altair as drawing
    except ModuleNotFoundError:
        raise needs("altair") from None
    return drawing


def svg_of(chart: Any, font: str) -> str:
    """A chart as SVG, its words in a font. Raises SteelyardError (SY-Q011)."""
    try:
        import vl_convert
    except ModuleNotFoundError:
        raise needs("vl-convert-python") from None
    text = {"labelFont": font, "titleFont": font, "labelFontSize": 11, "titleFontSize": 12, "titleFontWeight": "normal",
            "labelColor": INK, "titleColor": INK}  # fmt: skip
    chart = chart.configure(font=font, axis=text, legend=text, background="white").configure_view(stroke=None)
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))
