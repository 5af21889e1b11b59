"""What an office's written policy is once it is read: versions with dates, and clauses in their own words."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from steelyard.logic.dates import within

Tier = Literal["P", "S", "A", "C"]
"""P the text itself was read; S its words are quoted by another; A extracted by a machine from the document, which nobody
has opened; C another's summary. P and S can decide an answer; A and C leave it undetermined."""

DECIDING_TIERS = frozenset({"P", "S"})

Stage = Literal[
    "pre_filing", "filing", "enhancement", "bail", "diversion", "plea", "sentence", "probation_violation",
    "post_conviction",
]  # fmt: skip
Modality = Literal["shall_consider", "shall_seek", "should", "may", "must_not", "shall"]
Subject = Literal["outcome", "status", "review", "record", "conduct"]
Aim = Literal["avoid", "mitigate"]
Trigger = Literal["not_required", "asserted_by_defense", "known"]
Safety = Literal["veto", "tie_break", "factor"]
Comparator = Literal[
    "what_others_receive", "crimes_own_punishment", "equivalence_by_concession", "severity_not_reduced",
    "citizen_comparison_excluded", "evenhanded",
]  # fmt: skip
Means = Literal[
    "decline", "dismissal", "diversion", "diversion_without_admission", "deferral", "other_charge", "lesser_charge",
    "omit_enhancement", "other_plea", "other_sentence", "post_conviction_agreement",
]  # fmt: skip
Route = Literal["line", "supervisor", "several_levels", "immigration_counsel", "committee", "same_as_carceral"]
When = Literal["departure", "consequence", "always"]
RecordDuty = Literal["must_document", "must_not_record_status", "collect_data", "banned_wording"]
ConductRule = Literal[
    "no_threat_of_deportation", "status_not_in_open_court", "no_information_to_federal_officials",
    "no_help_to_federal_officials", "tell_defense_counsel", "no_question_of_status", "excuse_court_dates",
    "notify_victim", "hear_the_defense",
]  # fmt: skip
Qualifier = Literal["possible", "appropriate", "disproportionate", "extraordinary", "low_level"]
State = Literal["in_force", "suspended", "ended", "unknown_after_succession", "unverified"]
Part = Literal["everything", "modality", "stages", "gate", "approval", "wording"]
Level = Literal["felony", "misdemeanor", "infraction", "violation"]

SAFETY_SAYS: dict[str, str] = {
    "veto": "only what is consistent with public safety",
    "tie_break": "in doubt, community safety prevails",
    "factor": "weighed with public safety",
}


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    raise ValueError("a date without quotes, such as 2026-11-24")


Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, Field(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(_Entry):
    """Where something was read."""

    cite: Words = Field(description="the document, or the report that quotes it, as a lawyer would cite it")
    read_in: str = Field("", description="address, book or file in which it was read")
    read_on: Day | None = None


class Unverified(_Entry):
    """A part of the policy that no source settles; an answer that rests on it is undetermined."""

    part: Part = Field(description="what is not known: everything, modality, stages, gate, approval or wording")
    says: Words = Field(description="the open question in one sentence")
    levels: list[Level] = Field(
        default_factory=list, description="levels of charge it bears on; every level when empty"
    )
    families: list[str] = Field(
        default_factory=list, description="offense families it bears on; every offense when empty"
    )


class Gate(_Entry):
    """Which offenses a clause reaches; everything when a field is left out."""

    levels: list[Level] = Field(default_factory=list, description="levels it reaches as such")
    presumptively_non_carceral: bool = Field(
        False, description="reaches, besides the levels, each felony for which the office presumes no custody"
    )
    carceral_families: list[str] = Field(
        default_factory=list,
        description="offense families for which the office does not presume the absence of custody",
    )
    excluded_levels: list[Level] = Field(default_factory=list)
    excluded_families: list[str] = Field(default_factory=list, description="offense families it does not reach")
    excluded_list: str = Field("", description="a statutory list of offenses it does not reach, such as § 1192.7")
    emphasis: str = Field("", description='words that stress some offenses without excluding others ("particularly …")')


class Approval(_Entry):
    """Who must agree or be heard, and when."""

    route: Route
    when: When = Field("departure", description="for a departure, for a disposition with consequences, or always")
    says: str = Field("", description="the words that name who decides or advises")


class Clause(_Entry):
    """One thing the policy says, in its own words, with its place in the document."""

    id: Words
    words: str = Field(description="the words of the policy, as quoted; short")
    place: str = Field(description="where they stand: page, section or paragraph")
    tier: Tier
    source: Source | None = Field(None, description="where these words were read, if not in the version's source")
    stages: list[Stage] = Field(min_length=1)
    subject: Subject = Field("outcome", description="what it governs: outcome, status, review, record or conduct")
    modality: Modality
    aim: list[Aim] = Field(
        ["avoid"],
        description="what shall_seek or should aims at; of shall_consider, mitigate where its words go on to ask for steps",
    )
    trigger: Trigger = "not_required"
    gate: Gate = Field(default_factory=Gate)
    safety: Safety | None = None
    victim_safety: bool = Field(False, description="does it name the safety of the victim apart?")
    comparator: Comparator | None = None
    means: list[Means] = Field(default_factory=list, description="what it names; any disposition when empty")
    approval: Approval | None = None
    record: list[RecordDuty] = Field(default_factory=list)
    conduct: list[ConductRule] = Field(default_factory=list)
    qualifiers: list[Qualifier] = Field(default_factory=list, description="conditions in its words, such as possible")
    unverified: list[Unverified] = Field(default_factory=list)
    note: str = ""

    @property
    def decides(self) -> bool:
        """True when its words were read, or are quoted by somebody who read them."""
        return self.tier in DECIDING_TIERS


class Status(_Entry):
    """What became of a version from a day on."""

    from_: Day = Field(alias="from")
    state: State
    says: Words = Field(description="what is known, in one sentence")
    source: Source | None = None


class Version(_Entry):
    """One text of a policy, with the span in which it holds."""

    id: Words
    title: Words
    identifier: str = Field("", description="the office's own number; empty when it has none or none was found")
    author: Words
    from_: Day = Field(alias="from")
    from_is_about: bool = Field(False, description="is the first day only known roughly?")
    to: Day | None = Field(None, description="the last day; left out while it stands")
    to_says: str = Field("", description="why it ended")
    seen_until: Day | None = Field(
        None, description="the last day on which a source shows it in force; left out by an office that knows"
    )
    beside: list[str] = Field(default_factory=list, description="versions it stands beside and does not replace")
    tier: Tier
    source: list[Source] = Field(min_length=1)
    not_found: list[str] = Field(default_factory=list, description="what no source seen speaks of; never a default")
    status: list[Status] = Field(default_factory=list)
    clause: list[Clause] = Field(default_factory=list)
    note: str = ""

    def state_on(self, day: date) -> tuple[State, str] | None:
        """Its state on a day and what is known of it; None before its first day."""
        if day < self.from_:
            return None
        reached = [one for one in self.status if one.from_ <= day]
        last = max(reached, key=lambda one: one.from_, default=None)
        if last is not None and last.state != "in_force":
            return last.state, last.says
        if self.to is not None and day > self.to:
            return "ended", self.to_says
        if self.seen_until is not None and day > self.seen_until:
            return "unverified", f"no source seen shows “{self.title}” in force after {self.seen_until}"
        return "in_force", last.says if last is not None else ""


class Policy(_Entry):
    """The written policy of one office, version by version."""

    office: Words = Field(description="a short name, as a case file gives it")
    name: Words
    state: str = Field(pattern=r"^[A-Z]{2}$", description="two letters")
    note: str = ""
    version: list[Version] = Field(default_factory=list)

    def standing(self, day: date) -> tuple[tuple[Version, State, str], ...]:
        """The versions that hold, or may hold, on a day: in force, suspended, or not known, oldest first."""
        found = []
        for version in sorted(self.version, key=lambda one: one.from_):
            state = version.state_on(day)
            if state is not None and state[0] != "ended":
                found.append((version, *state))
        return tuple(found)


# ---------------------------------------------------------------------------------------------------------------------
# What stands under every policy
# ---------------------------------------------------------------------------------------------------------------------

Holder = Literal["prosecution", "court", "defense", "public_body"]
OwedTo = Literal["defendant", "victim", "public"]
About = Literal["consequences", "victim", "other"]
"""consequences: those that immigration law attaches to a disposition; victim: the rights of whoever was harmed."""


class Reach(_Entry):
    """The crimes that a duty is owed in, where its statute does not name all: what a catalogue can tell of them, and the rest."""

    says: Words = Field(description="the crimes, in the statute's terms, as the end of “It reaches …”")
    within: list[str] = Field(
        default_factory=list, description="ids of sections or offenses that are among them, whatever was done"
    )
    without: list[str] = Field(
        default_factory=list, description="families none of whose offenses, of no other family, is among them"
    )


class Duty(_Entry):
    """A duty by statute or constitution, which no office's policy can take away."""

    id: Words
    cite: Words
    holder: Holder = Field(description="who owes it; a court's duty never becomes the prosecution's")
    owed_to: OwedTo
    about: About = Field(description="a duty about anything else is never one to weigh immigration consequences")
    lead: Words = Field(description="who owes what to whom, as the beginning of the sentence that `words` end")
    modality: Modality
    stages: list[Stage] = Field(min_length=1)
    words: Words
    place: Words
    tier: Tier
    source: Source
    from_: Day | None = Field(None, alias="from", description="the first day; left out when it was not looked up")
    to: Day | None = None
    levels: list[Level] = Field(default_factory=list, description="levels of charge it reaches; all when empty")
    reach: Reach | None = Field(None, description="the crimes it is owed in; left out where it is owed in all")
    on_request: bool = Field(False, description="is it owed only to somebody who asks?")
    remedy: str = ""
    note: str = ""

    @property
    def sentence(self) -> str:
        """Who owes what to whom: the beginning of the sentence, and the statute's words, quoted."""
        return f"{self.lead} “{self.words}”" + ("" if self.words.endswith(".") else ".")

    @property
    def limit(self) -> str:
        """What it reaches, for a case of which that cannot be told."""
        says = self.reach.says if self.reach is not None else f"charges of {' and '.join(self.levels)}"
        return f"It reaches {says}; whether this case is one is for the office to say."

    def holds_on(self, day: date) -> bool:
        """True when it was law on that day, as far as its dates were looked up."""
        return within(day, self.from_, self.to)


class Floor(_Entry):
    """The duties of one state, or of the whole country ("US")."""

    state: str = Field(pattern=r"^[A-Z]{2}$")
    note: str = ""
    duty: list[Duty] = Field(default_factory=list)
