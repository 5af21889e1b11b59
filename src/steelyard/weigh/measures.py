"""What an auditor measures of an office's decisions: each outcome with its unit, its meaning and its published name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

Kind = Literal["yes or no", "days", "number", "dollars"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One outcome. `also` says how the Prosecutorial Performance Indicators and Justice Counts name and define it.

    `among` are the cases it concerns, where it does not concern all; `only_if` is the measure that says which these are.
    """

    name: str
    label: str
    kind: Kind
    says: str
    also: str = ""
    among: str = ""
    only_if: str = ""

    @property
    def is_share(self) -> bool:
        """Is it a share of cases, given in percentage points?"""
        return self.kind == "yes or no"

    @property
    def unit(self) -> str:
        """The unit in which a difference is given."""
        return {"yes or no": "percentage points", "days": "days", "number": "", "dollars": "dollars"}[self.kind]


def _of(*measures: Measure) -> Mapping[str, Measure]:
    return MappingProxyType({one.name: one for one in measures})


MEASURES: Mapping[str, Measure] = _of(
    Measure("filed", "charge filed", "yes or no", "the office filed the charge",
            "PPI 7.3, case filing by group; the other side of Justice Counts “Cases Declined”"),
    Measure("offer_made", "offer made", "yes or no", "the office made an offer", "PPI 7.6, charging and plea offers by group"),
    Measure("days_to_offer", "time to offer", "days", "days from filing to the first offer",
            among="cases in which an offer was made", only_if="offer_made"),
    Measure("counts_reduced", "counts dropped from filing", "number", "counts filed less counts in the offer or disposition",
            "PPI 7.6, charging and plea offers by group"),
    Measure("level_reduced", "level reduced from filing", "yes or no",
            "the gravest level of the offer or disposition is below the gravest level filed",
            "PPI 7.6, charging and plea offers by group"),
    Measure("severity_possible", "longest term possible", "days", "the longest term the law allows for the offer or disposition"),
    Measure("severity_imposed", "term imposed", "days", "the term imposed, suspended time included"),
    Measure("custody", "custody", "yes or no", "any day of custody to serve was offered or imposed",
            "near PPI 2.4, reserving incarceration for serious offenders"),
    Measure("custody_days", "days of custody", "days", "days of custody to serve, none counted as 0"),
    Measure("supervision", "supervision", "yes or no", "probation or other supervision was offered or imposed"),
    Measure("supervision_days", "days of supervision", "days", "days of supervision, none counted as 0"),
    Measure("restitution", "restitution ordered", "yes or no", "restitution was offered or ordered"),
    Measure("restitution_amount", "amount of restitution", "dollars", "dollars of restitution, none counted as 0"),
    Measure("diversion", "diversion", "yes or no", "the case was diverted or deferred",
            "PPI 7.5, diversion by group; Justice Counts “Cases Diverted/Deferred”: criminal cases diverted from "
            "traditional case processing, before or after filing"),
    Measure("dismissal", "dismissal", "yes or no", "the case was dismissed after filing",
            "Justice Counts “Cases Disposed”, dismissed: criminal cases dismissed after filing and closed by the office; "
            "PPI 2.2, case rejections at filing and dismissal"),
    Measure("consequence_avoided", "immigration consequences avoided", "yes or no",
            "the offer or disposition carries no consequence that the charge would carry in the case of a noncitizen: "
            "worked out for every case alike, whoever the person is"),
    Measure("concession", "something conceded", "yes or no",
            "the defense conceded something for the offer: a longer term, more supervision, restitution or a further count"),
    Measure("exception", "exception to policy", "yes or no", "the decision was recorded as an exception to the office's policy"),
    Measure("override", "recommendation overridden", "yes or no", "a supervisor changed the line prosecutor's recommendation"),
    Measure("approval_days", "time to approval", "days", "days from the request for approval to the answer",
            among="cases in which approval was asked for"),
)  # fmt: skip
"""Every measure by the name of its column, in the order in which it is reported, whatever the results."""

AVOIDED = "consequence_avoided"


def avoided(consequence: str) -> Measure:
    """The share of cases that avoid one consequence, named by the user."""
    return replace(MEASURES[AVOIDED], name=f"{AVOIDED}: {consequence}", label=f"avoids: {consequence}",
                   says=f"the offer or disposition does not carry “{consequence}”")  # fmt: skip
