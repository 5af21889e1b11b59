"""A policy over a file as a report that stands alone: what it says at each stage, by family, and what was read and not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from steelyard.weigh.parity_pictures import INK, LABELS, altair, svg_of
from steelyard.weigh.policy_terms import Answer
from steelyard.weigh.report import Document, Picture, Section, Table
from steelyard.weigh.simulate import NOT_KNOWN, Effect, Simulation, Tally

CHARGED, RECORDED = "as charged, to conviction", "as the file says"
MOST_ROWS = 40

OF_PICTURES = (
    "Each bar is a number of charges, which stands at its end; the answers stand in the same order in every picture. An "
    "undetermined answer is drawn by what it would be if its open points turn out so."
)
LIMITS = (
    "What a policy says of a charge is not what the office did: a file of charges holds no reasons.",
    "Each charge is weighed by itself. Cases with several charges, earlier convictions and a person's status can change the "
    "answer.",
    "“Silent” and “permitted” say nothing of how often a prosecutor would use the room that is left.",
    "A charge that is not mapped is counted and listed; nothing is said of it.",
)


def document(found: Simulation) -> Document:
    """The report of a simulation."""
    sections = [part for stage, effect in found.stages.items() for part in _stage(found, stage, effect)]
    return Document(
        title=f"What a policy says of the charges of a file: {found.policy}, {found.source}",
        lead=[*_lead(found), *found.notes],
        of_pictures=OF_PICTURES,
        pictures=lambda font: pictures(found, font),
        sections=[
            *sections,
            Section("What this does not show", points=LIMITS),
            Section("Method", points=[f"{one[0].upper()}{one[1:]}." for one in found.assumed]),
            Section("Data", tables=_data(found)),
        ],
        data=found.as_dict(),
        made_from=f"table sha256 {found.digest[:16]} · policy as of {found.as_of}",
    )


def _lead(found: Simulation) -> list[str]:
    gone = ", ".join(f"{many:,} {kind}" for kind, many in found.not_crimes.most_common())
    said = [
        f"{found.policy}, as of {found.as_of}. {found.rows:,} rows: {found.mapped:,} charges mapped, "
        f"{sum(found.unmapped.values()):,} not mapped{f', no crime of their own: {gone}' if gone else ''}."
    ]
    if found.bad_lines:
        said.append(f"{found.bad_lines:,} lines could not be read and are not counted; the first is {found.first_bad}.")
    for stage, effect in found.stages.items():
        said += [f"At {stage}, {title}: {_told(tally)}." for title, tally in _views(found, effect)]
    return said


def _views(found: Simulation, effect: Effect) -> list[tuple[str, Tally]]:
    both = [(CHARGED, effect.as_charged), (RECORDED, effect.as_recorded)]
    return both if found.has_dispositions else both[:1]


def _counts(tally: Tally) -> list[tuple[str, int]]:
    """Each answer with its charges, in a fixed order; the undetermined ones by what they would be."""
    counted = [(str(answer), tally.answers[str(answer)]) for answer in Answer if answer is not Answer.UNDETERMINED]
    would_be = [(answer, tally.would_be[str(answer)]) for answer in Answer]
    open_ = [(f"undetermined, would be {answer}" if answer is not Answer.UNDETERMINED else "undetermined", many)
             for answer, many in would_be]  # fmt: skip
    return [*counted, *((name, many) for name, many in open_ if many)]


def _told(tally: Tally) -> str:
    if not tally.charges:
        return "no charges"
    known = [f"{name} {many:,}" for name, many in _counts(tally) if many]
    return f"of {tally.charges:,} charges, {tally.touched:,} touched by a clause; " + "; ".join(known)


def pictures(found: Simulation, font: str) -> tuple[Picture, ...]:
    """A picture for each stage and view: the charges by answer. Raises SteelyardError (SY-Q011)."""
    drawn = []
    for stage, effect in found.stages.items():
        for number, (title, tally) in enumerate(_views(found, effect)):
            if tally.charges:
                told = _told(tally)
                head = f"What the policy says at {stage}, {title}: charges by answer"
                drawing = svg_of(_bars(_counts(tally)), font)
                drawn.append(Picture(f"{stage}-{number}", head, f"{told[0].upper()}{told[1:]}.", drawing))
    return tuple(drawn)


def _bars(counts: Sequence[tuple[str, int]]) -> Any:
    alt = altair()
    rows = [{"answer": name, "charges": many, "label": f"{many:,}"} for name, many in counts]
    base = alt.Chart(alt.Data(values=rows))
    axis = {**LABELS, "labelLimit": 360, "minExtent": 260}
    y = alt.Y("answer:N", sort=[name for name, _ in counts], title=None, axis=axis)
    most = max(many for _, many in counts)
    x = alt.X("charges:Q", title="charges", scale=alt.Scale(domain=[0, most * 1.15 or 1], nice=False),
              axis=alt.Axis(format=",d", tickMinStep=1, tickCount=5, grid=True, gridColor="#eee"))  # fmt: skip
    bar = base.mark_bar(color="#8d9297", stroke=INK, strokeWidth=0.6, height=14).encode(y=y, x=x)
    label = base.mark_text(align="left", dx=4, fontSize=11, color=INK).encode(y=y, x="charges:Q", text="label:N")
    return (bar + label).properties(width=430, height=alt.Step(24))


def _stage(found: Simulation, stage: str, effect: Effect) -> list[Section]:
    views = _views(found, effect)
    names = dict.fromkeys(name for _, tally in views for name, _ in _counts(tally))
    rows = [["charges", *(f"{tally.charges:,}" for _, tally in views)],
            ["touched by a clause", *(f"{tally.touched:,}" for _, tally in views)],
            *([name, *(f"{dict(_counts(tally)).get(name, 0):,}" for _, tally in views)] for name in names)]  # fmt: skip
    for route in dict.fromkeys(r for _, t in views for r in (*t.approvals, *t.approvals_would_be)):
        rows.append([f"approval: {route}",
                     *(f"{t.approvals[route]:,} (and {t.approvals_would_be[route]:,} perhaps)" for _, t in views)])  # fmt: skip
    answers = Table("Charges by answer", ["", *(title for title, _ in views)], rows, (1, 2), (2, *(1 for _ in views)))
    families = effect.families()
    by_family = [
        [family.replace("_", " "), level or f"level {NOT_KNOWN}", f"{one.charges:,}",
         "; ".join(f"{name} {many:,}" for name, many in _counts(one) if many)]
        for (family, level), (one, _) in families[:MOST_ROWS]
    ]  # fmt: skip
    shown = "" if len(families) <= MOST_ROWS else f", the {MOST_ROWS} most frequent of {len(families)}"
    tables = [answers, Table(f"As charged, by family and level{shown}", ("family", "level", "charges", "answers"), by_family,
                             (2,), (1.2, 1, 0.7, 4))]  # fmt: skip
    for title, counted in (
        ("Duties of law owed under every policy", effect.duties),
        ("What the policy asks to be recorded", effect.records),
        ("What an undetermined answer hangs on", effect.hangs_on),
        ("Open questions, the most frequent first", effect.questions),
    ):
        if counted:
            tables.append(_listed(title, ("", "charges"), counted.most_common(20)))
    return [Section(f"What the policy says at {stage}", tables=tables)]


def _listed(title: str, heads: Sequence[str], counted: Iterable[tuple[str, int]]) -> Table:
    return Table(title, heads, [[text, f"{many:,}"] for text, many in counted], (1,), (5, 1))


def _data(found: Simulation) -> list[Table]:
    read = [
        ("rows", found.rows), ("charges mapped", found.mapped), ("charges not mapped", sum(found.unmapped.values())),
        *((f"no crime of its own: {kind}", many) for kind, many in found.not_crimes.most_common()),
        *((f"mapped, under the law of {state}", many) for state, many in found.by_state.most_common()),
        ("mapped, level not known", found.levels_not_known),
        ("mapped, at a level the law does not have", found.levels_not_in_law),
        *([("mapped, no disposition in the file", found.no_disposition),
           ("mapped, a disposition that is not mapped", sum(found.unmapped_dispositions.values())),
           ("mapped, no decision on a charge", found.no_decision)] if found.has_dispositions else []),
        ("lines that could not be read", found.bad_lines), ("distinct charges", found.strings),
        ("distinct profiles", found.profiles),
    ]  # fmt: skip
    tables = [
        Table("Texts of the policy that hold, or may hold", ("text",), [[one] for one in found.standing or ("none",)]),
        _listed("What was read", ("", "number"), read),
    ]
    unmapped: Counter[str] = Counter()
    for (charge, reason), many in found.unmapped.items():
        unmapped[f"{charge} ({reason})"] += many
    if unmapped:
        tables.append(_listed(f"Not mapped, the most frequent of {len(unmapped):,} texts", ("charge", "rows"),
                              unmapped.most_common(30)))  # fmt: skip
    if found.unmapped_dispositions:
        tables.append(
            _listed("Dispositions not mapped", ("disposition", "rows"), found.unmapped_dispositions.most_common(30))
        )
    return tables
