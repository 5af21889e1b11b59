"""The shapes of what goes into the API and comes out of it, beside those that the command line has too."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Header, Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from steelyard.desk import approvals
from steelyard.desk.settings import Kind
from steelyard.logic.dates import checked_day
from steelyard.weigh.output import (
    CiteOut,
    ExplanationOut,
    GroundOut,
    OffenseOut,
    OptionsOut,
    QuestionOut,
    ReceiptOut,
    RuleOut,
)

Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="an id that the desk gave")]
Text = Annotated[str, Field(max_length=2_000)]
Reason = Annotated[str, Field(min_length=3, max_length=5_000)]
CaseDay = Annotated[date, AfterValidator(checked_day)]
Day = Annotated[CaseDay | None, Query(description="a day, as 2026-11-24")]
After = Annotated[int, Query(ge=0, le=10**12)]
Limit = Annotated[int, Query(ge=1, le=500)]
IfMatch = Annotated[str | None, Header(description='the version you changed, as "3"', max_length=40)]
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", max_length=200, pattern=r"^[\x21-\x7e]+$",
           description="the same request with the same key is carried out once"),
]  # fmt: skip


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Out(BaseModel):
    model_config = ConfigDict(extra="allow")


class Problem(_Out):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    where: str
    right: str


class Drafted(_Out):
    """An answer of law: draft, until an attorney has looked at it."""

    draft: str


class Explanations(Drafted):
    """Why cells say what they say."""

    explanations: list[ExplanationOut]
    problems: list[dict[str, str]]


class Questions(Drafted):
    """What to find out next, most useful first."""

    questions: list[QuestionOut]
    problems: list[dict[str, str]]


class GroundAnswer(GroundOut):
    """The answer for one ground."""

    ground: str


class Grounds(Drafted):
    """Whether an offense falls within each ground that was asked for."""

    statute: str
    answers: list[GroundAnswer]


class CitedOut(CiteOut):
    """What statute a charge string names, with the warning."""

    draft: str


class OffensePage(OffenseOut):
    """Everything about one offense, with the warning."""

    warning: str


class OptionsPage(OptionsOut):
    """What a search for options found, with what could not be answered."""

    problems: list[dict[str, str]]


class RuleLine(_Out):
    """A rule by name, with its citation."""

    name: str
    label: str
    cite: str


class Rules(Drafted):
    """The rules of federal law."""

    pack: str
    rules: list[RuleLine]


class RulePage(RuleOut):
    """One rule, with the warning."""

    draft: str


class GroundIn(_In):
    """A question about an offense and a ground; with no ground named, about each."""

    statute: Annotated[str, Field(min_length=1, max_length=2_000)]
    state: Annotated[str, Field(max_length=2)] = ""
    ground: Annotated[str, Field(max_length=40)] = ""
    forum: Annotated[str, Field(max_length=40)] | None = None
    as_of: CaseDay | None = None
    conviction_date: CaseDay | None = None
    holdings: bool = True


class CiteIn(_In):
    """A charge string, with its statute where the file has one."""

    charge: Text = ""
    statute: Text = ""
    state: Annotated[str, Field(max_length=2)] = ""


class Me(_Out):
    """Who asks, and what kind of instance this is."""

    id: str
    name: str
    roles: list[str]
    kind: Kind
    mode: Literal["local", "office"]
    saves: bool


class CaseLine(_Out):
    """A case in a list."""

    id: str
    reference: str
    state: str
    version: int
    changed_at: str
    hold: bool
    mine: bool


class CaseLines(_Out):
    """Cases, the last changed first; `next` is the offset of those that follow."""

    cases: list[CaseLine]
    next: int | None


class Saved(_Out):
    """What was saved."""

    id: str
    version: int
    at: str


class VersionLine(_Out):
    """A version in a list."""

    version: int
    parent: int
    by: str
    at: str
    aside: bool


class HoldIn(_In):
    """A legal hold, or its release, with the reason."""

    hold: bool
    reason: Reason


class CellsOut(_Out):
    """A saved matrix: states by option, posture and rule."""

    options: list[str]
    labels: list[str]
    keeps: list[list[str]]
    postures: list[str]
    rules: list[str]
    states: list[list[list[str]]]


class AnalysisLine(_Out):
    """An analysis in a list."""

    id: str
    case: str
    version: int
    by: str
    at: str
    engine: str
    pack: str
    catalogue: str


class AnalysisOut(Drafted):
    """A saved analysis: its receipt and every cell."""

    id: str
    case: str
    version: int
    by: str
    at: str
    receipt: ReceiptOut
    cells: CellsOut


class ReplayOut(Drafted):
    """A saved analysis weighed again."""

    analysis: str
    case_id: str
    same: bool
    law: list[str]
    changes: list[dict[str, str]]
    error: str


class Changes(Drafted):
    """The saved analyses that another engine, pack or catalogue made, with every cell that answers otherwise now."""

    checked: int
    changed: list[ReplayOut]
    next: str | None


class AskIn(_In):
    """A request for approval of one option of one version."""

    version: Annotated[int, Field(ge=1, le=10**9)]
    option: Annotated[str, Field(min_length=1, max_length=10_000)]
    route: approvals.Route
    reason: Reason


class DecideIn(_In):
    """A decision with its reason."""

    what: approvals.Decision
    reason: Reason


class ReasonIn(_In):
    """A reason."""

    reason: Reason


class ApprovalOut(_Out):
    """A request for approval with what happened to it."""

    id: str
    case_id: str
    version: int
    option: str
    route: str
    step: str
    state: str
    asked_by: str
    at: str
    current: bool
    events: list[dict[str, Any]]


class EntryOut(_Out):
    """An entry of the trail."""

    number: int
    at: str
    by: str
    action: str
    about: str
    fields: list[str]
    previous: str
    hash: str


class Entries(_Out):
    """Entries of the trail; `next` is the number after which more follow."""

    entries: list[EntryOut]
    next: int | None


class VerifiedOut(_Out):
    """What a check of the trail found."""

    sound: bool
    entries: int
    hash: str
    wrong: list[str]


class UserOut(_Out):
    """A person of this instance."""

    id: str
    name: str
    roles: list[str]


class TokenIn(_In):
    """A token to be made: what it is for, its scopes, and its days."""

    label: Annotated[str, Field(min_length=1, max_length=200)]
    scopes: Annotated[list[Annotated[str, Field(max_length=40)]], Field(min_length=1, max_length=20)]
    days: Annotated[int, Field(ge=1, le=365)] = 30


class TokenOut(_Out):
    """A new token; its secret is shown once."""

    id: str
    secret: str
    scopes: list[str]
    ends_at: str
