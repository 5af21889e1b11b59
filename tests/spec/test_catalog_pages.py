"""What the commands on the catalogue print: one offense, one ground, a new entry, the coverage."""

from __future__ import annotations

import json

from steelyard.catalog.holdings import STATUSES


def test_a_decision_that_was_overruled_is_shown_as_such_and_last(steelyard) -> None:  # type: ignore[no-untyped-def]
    page = json.loads(steelyard("offense", "PC 459", "--state", "CA", "--json").out)
    status = [one["status"] for one in page["holdings"]]
    assert status == sorted(status, key=STATUSES.index)
    (dead,) = [one for one in page["holdings"] if one["case"] == "Ngaeth v. Mukasey"]
    assert (dead["status"], dead["displaced_by"][:16]) == ("overruled", "Rendon v. Holder")
    shown = " ".join(steelyard("offense", "PC 459", "--state", "CA", columns=4_000).out.split())
    assert "overruled: AF:U: yes, Ngaeth v. Mukasey" in shown
    assert "(displaced by Rendon v. Holder, 764 F.3d 1077 (9th Cir. 2014); law until 2014-08-21)" in shown
    assert shown.rindex("decided: ") < shown.index("limited: ") < shown.index("overruled: ")
