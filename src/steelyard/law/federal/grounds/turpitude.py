"""Crimes involving moral turpitude, by the kinds that decisions recognise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from steelyard.law.federal.grounds.reading import (
    Context,
    Finding,
    Reading,
    Test,
    Verdict,
    no,
    together,
    unsettled,
)
from steelyard.law.federal.grounds.turpitude_harm import (
    turpitude_danger,
    turpitude_doubtful_violence,
    turpitude_sexual,
    turpitude_violence,
)
from steelyard.law.federal.grounds.turpitude_other import turpitude_drugs, turpitude_justice, turpitude_rest
from steelyard.law.federal.grounds.turpitude_property import turpitude_burglary, turpitude_fraud, turpitude_theft

CIMT_KINDS: Mapping[str, Test] = MappingProxyType(
    {
        "fraud": turpitude_fraud,
        "theft": turpitude_theft,
        "burglary": turpitude_burglary,
        "violence": turpitude_violence,
        "violence in doubt": turpitude_doubtful_violence,
        "danger": turpitude_danger,
        "sexual": turpitude_sexual,
        "drugs": turpitude_drugs,
        "justice": turpitude_justice,
        "rest": turpitude_rest,
    }
)
"""The kinds of moral turpitude; no one formula decides it (Silva-Trevino III)."""


def moral_turpitude(r: Reading, c: Context) -> Finding:
    """A crime involving moral turpitude of any kind; the finding says which kind matched."""
    found = together(test(r, c) for test in CIMT_KINDS.values())
    if found.verdict is not Verdict.YES and _knowing_federal_fraud(r, c):
        return unsettled("a knowing act in a federal section about fraud; whether fraud is inherent is open", "fraud")
    if found.verdict is Verdict.NO and found.reason.startswith("no "):
        return no("none of the kinds of moral turpitude")
    return found


def _knowing_federal_fraud(r: Reading, c: Context) -> bool:
    """Cards, benefits and money of others knowingly used, taken or passed on, where the words name no aim to defraud."""
    return (
        c.is_federal
        and "fraud" in c.families
        and r.mind("knowledge")
        and r.act("use", "take", "transfer", "transport", "restrain", "enter")
    )
