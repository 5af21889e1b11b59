"""Papers of a saved analysis, each for one reader: which an instance prints, and the file that is sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from fastapi.responses import Response

from steelyard.desk.guard import policy_of
from steelyard.desk.review import unsigned_of
from steelyard.desk.settings import Kind
from steelyard.desk.weighing import Analysis, saved_case
from steelyard.desk.workers import SEARCHING
from steelyard.law.columns import columns
from steelyard.logic.errors import SteelyardError
from steelyard.papers.make import make, render
from steelyard.papers.parts import Making, blind
from steelyard.weigh.advise import advise
from steelyard.weigh.options import find_options
from steelyard.weigh.policy import policy_answers
from steelyard.weigh.policy_terms import PolicyAnswer

MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """One paper that an instance prints: its kind, reader and language, what it is called, and whether it is about one row."""

    name: str
    reader: str
    language: str
    label: str
    one_row: bool


_PROSECUTION = (
    Printed("letter", "defense", "en", "Letter to the defense", True),
    Printed("approval-record", "prosecutor", "en", "Approval record", True),
    Printed("court-sheet", "court", "en", "Court sheet", True),
)
_DEFENSE = (
    Printed("memo", "defense", "en", "Memo for the defense (privileged)", False),
    Printed("memo", "immigration", "en", "Memo for the immigration specialist (privileged)", False),
    Printed("letter", "prosecutor", "en", "Letter to the prosecutor", True),
    Printed("client-sheet", "client", "en", "Client sheet, English", False),
    Printed("client-sheet", "client", "es", "Client sheet, Spanish", False),
    Printed("court-sheet", "court", "en", "Court sheet", True),
)


def papers_for(kind: Kind) -> tuple[Printed, ...]:
    """The papers that a kind of instance prints; an oversight instance writes to nobody."""
    return {Kind.PROSECUTION: _PROSECUTION, Kind.DEFENSE: _DEFENSE, Kind.OVERSIGHT: ()}[kind]


def paper_of(kind: Kind, saved: Analysis, name: str, reader: str, language: str, row: int, form: str,
             signed: Collection[tuple[str, str]]) -> Response:  # fmt: skip
    """One paper: HTML as a page that the browser opens, the others as files. `row` is the number of the option it is about,
    0 for none; `signed` are the entries of law that somebody has signed here, by kind and name.

    Its name tells the kind of paper and nothing of the case. Raises SteelyardError: SY-K018 for a paper that this instance
    does not print, SY-K024 for a row that the analysis does not have, and what `make` and `render` raise.
    """
    meant = [one for one in papers_for(kind) if (one.name, one.reader, one.language) == (name, reader, language)]
    if not meant:
        raise SteelyardError("SY-K018", "there is no such paper in this instance", where="address")
    if row > len(saved.cells.options):
        raise SteelyardError("SY-K024", "the analysis has no such row", where="row")
    options = (saved.cells.options[row - 1],) if row else ()
    data = SEARCHING.of(_paper, saved, name, reader, options, language, form, frozenset(signed))
    how = "inline" if form == "html" else "attachment"
    head = {"content-disposition": f'{how}; filename="{name}.{form}"'}
    if form == "html":
        head["content-security-policy"] = policy_of(data.decode("utf-8"))
    return Response(data, media_type=MEDIA[form], headers=head)


def _paper(
    saved: Analysis, name: str, reader: str, options: tuple[str, ...], language: str, form: str,
    signed: frozenset[tuple[str, str]],
) -> bytes:  # fmt: skip
    advice = advise(saved_case(saved))
    found = find_options(advice.case) if name == "memo" else None
    policy: tuple[PolicyAnswer, ...] = ()
    if name == "approval-record":
        nobody = blind(advice)
        policy = policy_answers(None, advice.law_as_of, nobody.case, nobody)
    offenses = [[one.id for one in found.offenses] for found in advice.offenses]
    unsigned = unsigned_of(signed, [column.rule for column in columns()], offenses)
    making = Making(signed=advice.drafts[0] - unsigned)
    made = make(
        name, advice, reader=reader, options=options, making=making, language=language, found=found, policy=policy
    )
    return render(made, form)
