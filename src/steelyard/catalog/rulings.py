"""Which decisions speak of an offense, a form of it or what was asked in a forum, and what they replace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from steelyard.catalog.forms import ATTEMPT, CIRCUMSTANCE, DIVISIBLE, NO, PARTLY, UNSETTLED, YES, Asked, FormResult
from steelyard.catalog.holdings import Holding, Holdings, controlling
from steelyard.catalog.model import Offense
from steelyard.catalog.naming import named_forms
from steelyard.catalog.worlds import World
from steelyard.law.federal.grounds import GROUNDS, Ground
from steelyard.law.splits import NATIONWIDE, OPEN

DIVIDED = "÷"
"""Stands for "its forms are elements", as a court has held; the name of no form."""
_EVERY_LETTER = frozenset({"AF", "AF:U"})
"""Grounds that run through all of 8 U.S.C. § 1101(a)(43); a holding on one of them is none on a letter."""
OF_ATTEMPTS = "AF:U("
"""How the grounds begin that speak of attempts and conspiracies alone: a "no" on (U) is one on them."""
Rulings = Mapping[tuple[str, str], "Ruling"]
"""Holdings by offense and form ("" for all its forms; offense "" for everything that was asked)."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The holdings on one offense or form in one forum: the controlling one that was checked, and one that was not.

    `elsewhere` is one that governs in another forum and is no "no": it binds nobody here and takes a derived "no" away.
    """

    verified: Holding | None
    unverified: Holding | None
    elsewhere: Holding | None = None

    def over(self, derived: str) -> str:
        """The answer that replaces a derived one; an unchecked holding, or one of another forum, can only unsettle it."""
        answer = self.verified.answer if self.verified else derived
        if self.unverified and self.unverified.answer != answer:
            return UNSETTLED
        if self.elsewhere and not self.verified and answer in {NO, PARTLY}:
            return UNSETTLED
        return answer

    def over_form(self, result: FormResult) -> FormResult:
        """The form with the answer that replaces its own, and why where another forum's decision opens it."""
        answer = self.over(result.answer)
        if self.elsewhere and answer == UNSETTLED != result.answer:
            return replace(result, answer=answer, reasons=(held_elsewhere(self.elsewhere), *result.reasons))
        return replace(result, answer=answer)

    @property
    def holdings(self) -> tuple[Holding, ...]:
        return tuple(h for h in (self.verified, self.unverified, self.elsewhere) if h)


def held_elsewhere(holding: Holding) -> str:
    """A decision of another forum in words."""
    return f"{holding.cite} answers {holding.answer}; it does not bind here, and nothing that does was found to say otherwise"


def _holdings_on(holdings: Holdings, identity: str, ground: Ground, offenses: Sequence[Offense]) -> list[Holding]:
    """The holdings on an id and a ground; a "no" on a whole letter is one on each of its parts.

    A crime of domestic violence is a crime of violence under 18 U.S.C. 16 against a protected person (8 U.S.C.
    1227(a)(2)(E)(i)): what was held under AF:F is held there too, and the relation remains to be shown, unless each form
    of the `offenses` that the holding speaks of has it as an element.
    """
    found = list(holdings.on(identity, (ground.name,)))
    if ground.name == "DV":
        for held in holdings.on(identity, ("AF:F",)):
            shown = held.answer != YES or _has_relation(offenses, held.form)
            found.append(held if shown else replace(held, answer=CIRCUMSTANCE))
    return found + [h for h in holdings.on(identity, _wider(ground.name)) if h.answer == NO]


def _has_relation(offenses: Sequence[Offense], form: str) -> bool:
    """Whether the elements of each form, or of each that is named, say that the victim is in a protected relation."""
    forms = [one for offense in offenses for one in (named_forms(offense.forms, form) if form else offense.forms)]
    return bool(forms) and all(set(one.elements.get("victim", ())) == {"partner"} for one in forms)


@cache
def _wider(ground: str) -> tuple[str, ...]:
    """The grounds of which this one is a part, but for those that every letter is a part of."""
    every = frozenset({"AF"}) if ground.startswith(OF_ATTEMPTS) else _EVERY_LETTER
    return tuple(name for name, other in GROUNDS.items() if ground in other.parts and name not in every)


def _ruling(candidates: Sequence[Holding], world: World, aside: frozenset[str] = frozenset()) -> Ruling | None:
    """The holdings that control. One whose answer is `aside` says nothing, and what it has displaced does not speak for it."""
    governing = controlling(
        [h for h in candidates if h.verified], forum=world.forum, day=world.day, conviction=world.conviction
    )
    other = controlling(candidates, forum=world.forum, day=world.day, conviction=world.conviction)
    unverified = other if other is not None and not other.verified else None
    if governing and governing.answer in aside:
        governing = None
    if unverified and unverified.answer in aside and (governing is None or governing.answer != NO):
        unverified = None
    return Ruling(governing, unverified) if governing or unverified else None


_LEFT_OPEN = frozenset({DIVISIBLE, UNSETTLED})


def _aside(offense: Offense, words: str) -> frozenset[str]:
    """The answers of a holding on the whole offense that say nothing of a form of it which words name.

    A court that divides an offense says that the record tells its forms apart. What it left open stays open where the forms
    are means, or may be: of means a record fixes none, Mathis v. United States, 579 U.S. 500 (2016).
    """
    if not words or not narrows(offense, words):
        return frozenset()
    return _LEFT_OPEN if offense.alternatives == "elements" else frozenset({DIVISIBLE})


def narrows(offense: Offense, words: str) -> bool:
    """Whether words name some of the forms of an offense and not all: else they tell nothing that the charge does not."""
    return 0 < len(named_forms(offense.forms, words, offense.title)) < len(offense.forms)


def _ancestors(offense: Offense) -> tuple[str, ...]:
    parts = offense.id.split(".")
    shortest = len(offense.section.id.split("."))
    return tuple(".".join(parts[:length]) for length in range(len(parts) - 1, shortest - 1, -1))


def _applies_below(holding: Holding, offense: Offense) -> bool:
    """Whether a holding on a section speaks of one offense in it: a "yes" does, a "no" only if they are one crime."""
    if not offense.section.alternatives:
        return True
    return holding.answer in {YES, CIRCUMSTANCE} or (holding.answer == NO and offense.section.alternatives == "means")


def _that_apply_below(above: Sequence[Holding], offense: Offense, world: World) -> list[Holding]:
    """The holdings on a section that speak of one offense in it; a "no" does so only where nothing later replaced it."""
    last = controlling(above, forum=world.forum, day=world.day, conviction=world.conviction)
    replaced = last is not None and not _applies_below(last, offense)
    return [h for h in above if _applies_below(h, offense) and not (replaced and h.answer == NO)]


def ruling_elsewhere(candidates: Sequence[Holding], world: World, aside: frozenset[str] = frozenset()) -> Ruling | None:
    """The latest checked holding that governs in some other forum and is no "no".

    A decision of one circuit binds that circuit alone, also where it reverses the Board: Matter of U. Singh, 25 I&N Dec.
    670, 672 (BIA 2012). What was displaced there, or is no more the last word there, says nothing here.
    """
    checked = [h for h in candidates if h.verified and not h.displaced_by]
    places = dict.fromkeys(place for h in checked for place in h.forums if place not in {OPEN, NATIONWIDE, world.forum})
    governing = [controlling(checked, forum=place, day=world.day, conviction=world.conviction) for place in places]
    contrary = [h for h in governing if h is not None and h.answer != NO and h.answer not in aside]
    return Ruling(None, None, max(contrary, key=lambda h: (h.decided, h.id))) if contrary else None


def rulings_on(
    offenses: Sequence[Offense],
    identity: str,
    asked: Asked,
    holdings: Holdings,
    world: World,
    *,
    reached: bool,
    find: Callable[[Sequence[Holding], World, frozenset[str]], Ruling | None] = _ruling,
) -> dict[tuple[str, str], Ruling]:
    """The holdings that speak; where what was held of the completed crime is not `reached`, those on the attempt alone."""
    found: dict[tuple[str, str], Ruling] = {}
    ground = asked.ground

    def add(key: tuple[str, str], candidates: Sequence[Holding], aside: frozenset[str] = frozenset()) -> None:
        if ruling := find(candidates, world, aside):
            found[key] = ruling

    own = {offense.id for offense in offenses}
    if reached and (identity not in own or len(own) > 1):
        aside = _LEFT_OPEN
        if not asked.chosen:  # else the words tell which offenses of the section are meant
            aside = aside.intersection(*(_aside(offense, asked.form) for offense in offenses))
        add(("", ""), [h for h in _holdings_on(holdings, identity, ground, offenses) if not h.form], aside)
    for offense in offenses:
        names = [name for name in _ancestors(offense) if name != identity or len(own) == 1]
        above = [h for name in names for h in _holdings_on(holdings, name, ground, [offense])]
        exact = _holdings_on(holdings, offense.id, ground, [offense])
        is_asked_apart = len(own) > 1 and offense.id == identity
        whole = [h for h in exact if not h.form and not is_asked_apart]
        whole += _that_apply_below([h for h in above if not h.form], offense, world)
        if "attempt" in asked.modifiers:  # what was held of the attempt itself goes before what was held of the crime
            whole = [h for h in exact if h.form == ATTEMPT] or (whole if reached else [])
        aside = _aside(offense, asked.form)
        add((offense.id, ""), whole, aside)
        if aside:
            ruling = find(whole, world, frozenset())
            if ruling is not None and ruling.verified is not None and ruling.verified.answer == DIVISIBLE:
                found[offense.id, DIVIDED] = ruling
        on_forms = [h for h in (*exact, *above) if h.form and reached]
        for form in offense.forms:
            fitting = [h for h in on_forms if form in named_forms(offense.forms, h.form)]
            add((offense.id, form.name or "·"), fitting)
    return found


def all_holdings(offenses: Sequence[Offense], identity: str, asked: Asked, holdings: Holdings) -> tuple[Holding, ...]:
    """Every decision that may be shown of what was asked: of the offenses, what they lie under and what lies under them."""
    names = dict.fromkeys([identity, *(n for o in offenses for n in (o.id, *_ancestors(o))), *holdings.below(identity)])
    grounds = (asked.ground.name, *asked.ground.parts, *_wider(asked.ground.name))
    return tuple(dict.fromkeys(h for name in names for h in holdings.on(name, grounds)))
