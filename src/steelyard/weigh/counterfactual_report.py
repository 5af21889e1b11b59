"""The same case as a citizen and as each class, as a report that stands alone: both directions in the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from steelyard.law.postures import postures
from steelyard.weigh.counterfactual import Counterfactual, Leans, together
from steelyard.weigh.parity_page import said_of
from steelyard.weigh.parity_pictures import INK, LABELS, altair, svg_of
from steelyard.weigh.report import Document, Picture, Section, Table

OF_PICTURES = (
    "For each class, how many options give it a lighter outcome than a citizen with the same case (to the right), and how many "
    "give the citizen the lighter one (to the left); the numbers stand at the bars. The scale is even about zero. What is the "
    "same, and what is not known, stands in words beside the class."
)
LIMITS = (
    "What a policy says of an option is not what an office does with it.",
    "More open is no favor by itself: what is less open may be the charge. So each answer is read with the option's weight.",
    "Where an answer is undetermined, what it would be was compared; those comparisons are marked “if so”.",
    "One case under one policy says nothing of other cases.",
)


def document(many: Sequence[Counterfactual]) -> Document:
    """The report of one case or several under a policy."""
    names = ", ".join(dict.fromkeys(one.policy for one in many))
    of = many[0].case.id if len(many) == 1 else f"{len(many)} cases"
    sections = [part for one in many for part in _case(one, named=len(many) > 1)]
    if len(many) > 1:
        rows = [
            [postures()[name].label, *(f"{counts[leans]:,}" for leans in Leans)]
            for name, counts in together(many).items()
        ]
        sections.insert(
            0, Section("All cases together", tables=[_leaning("Options by whose outcome is lighter", rows)])
        )
    assumed = dict.fromkeys(said for one in many for said in one.assumed)
    return Document(
        title=f"The same case as a citizen and as each class: {names}, {of}",
        lead=[said for one in many for said in _lead(one)],
        of_pictures=OF_PICTURES,
        pictures=lambda font: pictures(many, font),
        sections=[
            *sections,
            Section("What this does not show", points=LIMITS),
            Section("Method", points=[*METHOD, *(f"{said[0].upper()}{said[1:]}." for said in assumed)]),
            Section("Data", tables=[_options(one) for one in many]),
        ],
        data={"cases": [one.as_dict() for one in many],
              "together": {name: {str(one): n for one, n in counts.items()} for name, counts in together(many).items()}},
        made_from=f"policy as of {', '.join(dict.fromkeys(str(one.as_of) for one in many))}",
    )  # fmt: skip


METHOD = (
    "One list of options, the same for everybody: the case's own and those that a search without the status finds. Each is laid "
    "before the policy for a citizen, for each class, and with no status entered.",
    "An option that is lighter than the charge and more open to the class, or graver and less open, is an outcome lighter for "
    "the class; the reverse is one lighter for the citizen. What cannot be ordered is not known.",
)


def _lead(one: Counterfactual) -> list[str]:
    counts = one.counts()
    said = [
        f"{one.case.id}, {one.policy}, as of {one.as_of}: {len(one.pairs):,} comparisons of an option for a class and for a "
        f"citizen. {_counted(counts)}."
    ]
    if one.provisional:
        said.append(f"{one.provisional:,} of them rest on what an undetermined answer would be.")
    return said


def _counted(counts: Mapping[Leans, int]) -> str:
    words = "; ".join(f"{leans} {counts[leans]:,}" for leans in Leans)
    return f"{words[0].upper()}{words[1:]}"


def _by_class(one: Counterfactual, stage: str) -> dict[str, Counter[Leans]]:
    found: dict[str, Counter[Leans]] = {}
    for pair in one.pairs:
        if pair.stage == stage:
            found.setdefault(pair.posture, Counter())[pair.leans] += 1
    return found


def pictures(many: Sequence[Counterfactual], font: str) -> tuple[Picture, ...]:
    """A picture for each case and stage: whose outcome is lighter, by class. Raises SteelyardError (SY-Q011)."""
    drawn = []
    for one in many:
        for stage in one.stages:
            counts = _by_class(one, stage)
            words = " ".join(f"{postures()[name].label}: {_counted(each).lower()}." for name, each in counts.items())
            of = f"{one.case.id}, " if len(many) > 1 else ""
            drawn.append(Picture(f"{one.case.id}-{stage}", f"Whose outcome is lighter, by class: {of}at {stage}, options",
                                 words, svg_of(_bars(counts), font)))  # fmt: skip
    return tuple(drawn)


def _bars(counts: Mapping[str, Counter[Leans]]) -> Any:
    alt = altair()
    rows: list[dict[str, Any]] = []
    for name, each in counts.items():
        rest = f"{postures()[name].short} (same {each[Leans.NEITHER]}, not known {each[Leans.NOT_KNOWN]})"
        rows.append({"class": rest, "left": -each[Leans.CITIZEN], "right": each[Leans.CLASS], "zero": 0,
                     "citizen": str(each[Leans.CITIZEN]), "of_class": str(each[Leans.CLASS])})  # fmt: skip
    most = 1.2 * max(1, *(max(row["right"], -row["left"]) for row in rows))
    base = alt.Chart(alt.Data(values=rows))
    y = alt.Y("class:N", sort=[row["class"] for row in rows], title=None, axis=LABELS)
    x = alt.X("left:Q", title="← lighter for the citizen  ·  options  ·  lighter for the class →",
              scale=alt.Scale(domain=[-most, most], nice=False),
              axis=alt.Axis(grid=True, gridColor="#eee", tickMinStep=1, labelExpr="format(abs(datum.value), 'd')"))  # fmt: skip
    bars = {"stroke": INK, "strokeWidth": 0.6, "height": 13, "color": "#8d9297"}
    left = base.mark_bar(**bars).encode(y=y, x=x, x2="zero:Q")
    right = base.mark_bar(**bars).encode(y=y, x=alt.X("zero:Q"), x2="right:Q")
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=INK).encode(x="zero:Q")
    told = {"fontSize": 11, "color": INK}
    one = base.mark_text(align="right", dx=-4, **told).encode(y=y, x="left:Q", text="citizen:N")
    other = base.mark_text(align="left", dx=4, **told).encode(y=y, x="right:Q", text="of_class:N")
    return (left + right + zero + one + other).properties(width=430, height=alt.Step(24))


def _leaning(title: str, rows: Sequence[Sequence[str]]) -> Table:
    return Table(title, ("class", *map(str, Leans)), rows, (1, 2, 3, 4), (2, 1, 1, 1, 1))


def _case(one: Counterfactual, *, named: bool) -> list[Section]:
    sections = []
    for stage in one.stages:
        by_class = [
            [postures()[name].label, *(f"{each[leans]:,}" for leans in Leans)]
            for name, each in _by_class(one, stage).items()
        ]
        answers = []
        for option in one.options:
            grouped: dict[str, list[str]] = {}
            for pair in one.pairs:
                if (pair.stage, pair.option) == (stage, option.id):
                    mark = " (if so)" if pair.provisional else ""
                    said = f"{said_of(pair.of_class)}: {pair.leans}{mark}"
                    grouped.setdefault(said, []).append(postures()[pair.posture].short)
            classes = "; ".join(
                f"{'every class' if len(grouped) == 1 else ', '.join(names)}: {said}" for said, names in grouped.items()
            )
            answers.append([f"{option.id} {option.label}", said_of(one.blind[stage, option.id]),
                            said_of(one.citizen[stage, option.id]), classes])  # fmt: skip
        heading = f"{one.case.id}: at {stage}" if named else f"At {stage}"
        sections.append(Section(heading, tables=[
            _leaning("Options by whose outcome is lighter", by_class),
            Table("What the policy says of each option", ("option", "status not known", "citizen", "classes"), answers, (),
                  (1.6, 1, 1, 2)),
        ]))  # fmt: skip
    return sections


def _options(one: Counterfactual) -> Table:
    rows = [[option.id, option.label, "the search" if option.id in one.found else "the case"] for option in one.options]
    return Table(f"Options of {one.case.id}", ("option", "label", "from"), rows, (), (0.6, 3, 1))
