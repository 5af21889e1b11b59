"""The rules for an entry of the catalogue: its keys and words, citations, spans, penalties, forms and families."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from steelyard.catalog.cite import JURISDICTIONS, read
from steelyard.catalog.issues import Checker, Issue, Key, Where, shown, tables
from steelyard.catalog.model import term_in_days
from steelyard.law.elements import ATTRIBUTES, Attribute, vocabulary
from steelyard.law.families import families, right_family

LEVELS = ("felony", "misdemeanor", "infraction", "violation")
ALTERNATIVES = ("elements", "means", "unknown")
RELATIONS = ("lesser_included", "lesser_related", "greater", "same_conduct", "alternative_plea")
SHORTER_SINCE = date(2015, 1, 1)
"""Since when a Californian misdemeanor of up to a year is one of 364 days: Cal. Penal Code § 18.5."""
QUALITIES = ("official", "reconstructed", "report", "memory")
MARKS = ("stated", "shown", "theory")
MODIFIER_KINDS = ("attempt", "solicitation", "conspiracy", "aiding", "accessory", "facilitation", "enhancement")
STATE_FOLDERS = {
    "california": "ca",
    "new_york": "ny",
    "illinois": "il",
    "pennsylvania": "pa",
    "oregon": "or",
    "massachusetts": "ma",
    "federal": "us",
}
CITATION_SHAPES = {
    "ca": r"Cal\. [A-Z][\w&.,' ]* Code §§? ?\d",
    "ny": r"N\.Y\. [A-Z][\w&.,' ]* (Law|Code|Act)( § ?|, | §§ ?| art\. ?).*\d",
    "il": r"\d+ ILCS \d+/\d",
    "pa": r"\d+ (Pa\. Cons\. Stat\.|Pa\. Stat\.|Pa\.C\.S\.|P\.S\.) §§? ?\d",
    "or": r"(Or\. Rev\. Stat\.|Portland City Code) §§? ?\d",
    "ma": r"Mass\. Gen\. Laws ch\. ?\d+\w*, §§? ?\d",
    "us": r"\d+ (U\.S\.C\.|C\.F\.R\.) §§? ?\d",
}
CITATION_EXAMPLES = {
    "ca": "Cal. Penal Code § 273.5(a)",
    "ny": "N.Y. Penal Law § 155.25",
    "il": "720 ILCS 5/19-1(a)",
    "pa": "18 Pa. Cons. Stat. § 3929(a)(1)",
    "or": "Or. Rev. Stat. § 164.045",
    "ma": "Mass. Gen. Laws ch. 265, § 13A(a)",
    "us": "18 U.S.C. § 1546(a)",
}
_ID = re.compile(r"[a-z]{2}(\.[0-9a-z][0-9a-z_\-:]*)+")
_TEXT, _NEED, _WORDS, _DAY, _YES = Key("text"), Key("text", True), Key("words"), Key("date"), Key("truth")
SECTION_KEYS = {
    "id": _NEED, "citation": _NEED, "title": _NEED, "alternatives": _TEXT, "alternatives_source": _TEXT,
    "former": _WORDS, "also": _WORDS, "note": _TEXT, "no_crime": _WORDS,
}  # fmt: skip
OFFENSE_KEYS = {
    "id": _NEED, "citation": _NEED, "title": _NEED, "families": _WORDS, "alternatives": _TEXT,
    "alternatives_source": _TEXT, "penalty": Key("tables"), "form": Key("tables"), "related": Key("tables"),
    "source": Key("tables"), "review": Key("table"), "in_force_from": _DAY, "in_force_to": _DAY,
    "in_force_cite": _TEXT, "former": _WORDS, "also": _WORDS, "beside": _WORDS, "not_analysed": _WORDS,
    "not_analysed_reason": _TEXT, "unsettled": _WORDS, "unsettled_reason": _TEXT, "note": _TEXT,
    "register_as_sex_offender": _YES, "strike": _YES, "firearm_bar": _YES,
    "collateral_cite": _TEXT,
}  # fmt: skip
PENALTY_KEYS = {
    "level": _NEED, "class": _TEXT, "maximum": _NEED, "fine_cents": Key("count"), "from": _DAY, "to": _DAY,
    "when": _TEXT, "cite": _NEED, "note": _TEXT, "maximum_unread": _YES, "committed_from": _DAY, "committed_to": _DAY,
}  # fmt: skip
RELATED_KEYS = {"offense": _NEED, "relation": _NEED}
SOURCE_KEYS = {"cite": _NEED, "read_in": _NEED, "read_on": _DAY, "quality": _NEED}
REVIEW_KEYS = {"written_on": _DAY, "reviewed_by": _TEXT, "reviewed_on": _DAY}
FORM_KEYS = {
    "name": _TEXT, **dict.fromkeys(ATTRIBUTES, _WORDS), "court": Key("table"), "marks": Key("table"), "note": _TEXT,
    "from": _DAY, "to": _DAY, "dates_cite": _TEXT, "levels": _WORDS, "one_act": _TEXT, "unknown": _WORDS,
}  # fmt: skip
COURT_KEYS = {**dict.fromkeys(ATTRIBUTES, _WORDS), "source": _NEED}
MODIFIER_KEYS = {
    "id": _NEED, "kind": _NEED, "citation": _NEED, "title": _TEXT, "sections": _WORDS, "maximum": _TEXT, "note": _TEXT,
    "read_in": _TEXT, "read_on": _DAY, "quality": _TEXT, "may_exceed": _YES, "elements": Key("table"),
    "no_elements": _TEXT, "unsettled": _WORDS, "unsettled_reason": _TEXT, "of": _WORDS, "entered_as": _TEXT,
    "grade": Key("tables"), "ungraded": _WORDS,
}  # fmt: skip
GRADE_KEYS = {
    "of_level": _NEED, "of_class": _WORDS, "of": _WORDS, "not_of": _WORDS, "of_at_least": _TEXT, "same": _YES, "level": _TEXT,
    "class": _TEXT, "maximum": _TEXT, "cite": _NEED, "from": _DAY, "to": _DAY,
}  # fmt: skip


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _check_citation(check: Checker, where: Where, citation: object, state: str) -> None:
    if not isinstance(citation, str) or state not in CITATION_SHAPES:
        return
    if not re.match(CITATION_SHAPES[state], citation):
        check.say("SY-O012", where, f'"{citation}" is not how this code is cited', f'like "{CITATION_EXAMPLES[state]}"')


def _check_named(check: Checker, where: Where, identity: str, citation: object, state: str) -> None:
    """The id of an offense is what its citation is read as, or begins with it: else a charge would not find it."""
    if not isinstance(citation, str) or not identity or state.upper() not in JURISDICTIONS:
        return
    ids = [statute.id.removesuffix(".former") for statute in read(state.upper(), citation)]
    if not ids:
        check.say("SY-O008", where, f'no section can be read in "{citation}"', f'like "{CITATION_EXAMPLES[state]}"')
    elif not any(identity == one or identity.startswith(f"{one}.") for one in ids):
        check.say(
            "SY-O008", where, f'"{citation}" is read as {" and ".join(ids)}, not as "{identity}"', f'id = "{ids[0]}"'
        )


def _check_alternatives(check: Checker, where: Where, entry: Mapping[str, Any], count: int, of: str) -> None:
    word = entry.get("alternatives", "")
    if word:
        check.one_of((*where, "alternatives"), word, ALTERNATIVES)
    if count > 1 and not word:
        check.say("SY-O016", where, f"{count} {of} and no word on what they are to each other",
                  'alternatives = "elements", "means" or "unknown"')  # fmt: skip
    elif count > 1 and word in {"elements", "means"} and not entry.get("alternatives_source", "").strip():
        check.say("SY-O016", (*where, "alternatives"), f'"{word}" stands without an authority',
                  'alternatives_source = "…", or alternatives = "unknown"')  # fmt: skip


def _check_words(check: Checker, where: Where, elements: Mapping[str, Any], *, may_be_empty: bool = False) -> None:
    known = vocabulary()
    for name, values in elements.items():
        if name not in known:
            continue
        if not values and not may_be_empty:
            check.say("SY-O005", (*where, name), "an empty list", "leave the key out where the element is absent")
        for value in values:
            if value in known[name].words:
                continue
            homes = [attribute for attribute in known if value in known[attribute].words]
            hint = f'"{value}" is a value of {", ".join(homes)}' if homes else _hint(check, known[name], value)
            check.say("SY-O005", (*where, name), f'"{value}" is not a value of {name}', hint)
        if len(set(values)) != len(values):
            check.say("SY-O005", (*where, name), "a value stands twice", "each value once")


def _hint(check: Checker, attribute: Attribute, word: str) -> str:
    """The values of an attribute whose definitions have the word, or else the one that is written nearly so."""
    meant = [one.name for one in attribute.words.values() if word.lower() in re.findall(r"[a-z]+", one.means.lower())]
    return f"it may be meant by {', '.join(meant[:6])}" if meant else check.nearest(word, attribute.words)


def _flat_marks(raw: Mapping[str, Any]) -> Iterator[tuple[Where, str, object]]:
    for name, value in raw.items():
        if isinstance(value, dict):
            for inner, mark in value.items():
                yield (name, inner), f"{name}.{inner}", mark
        else:
            yield (name,), name, value


def _check_marks(check: Checker, where: Where, raw: Mapping[str, Any], elements: Mapping[str, Any]) -> None:
    for key, name, mark in _flat_marks(raw):
        place = (*where, *key)
        attribute, _, value = name.partition(".")
        if value not in elements.get(attribute, ()):
            check.say("SY-O017", place, f'"{name}" is no value of this form', 'a mark is written "attribute.value" = …')
        if not isinstance(mark, str) or not mark.startswith(MARKS):
            check.say("SY-O017", place, f"{mark!r} is no mark", 'one of "stated", "shown: <case>", "theory"')
        elif mark.strip() == "shown" and "#" not in check.lines.text(place):
            check.say("SY-O017", place, "shown by which prosecution?", '"shown: People v. …"')


def _check_form(check: Checker, where: Where, raw: object, *, is_only: bool) -> None:
    form = check.table(where, raw, FORM_KEYS)
    if (not is_only or "name" in form) and not form.get("name", "").strip():
        check.say(
            "SY-O003",
            where,
            '"name" is missing',
            "a short name that a plea can use; an only form needs no line for one",
        )
    elements = {name: form[name] for name in ATTRIBUTES if name in form}
    if "act" not in elements:
        check.say("SY-O013", where, "a form without an act", 'act = ["…"]; ["other"] where no ground speaks of it')
    _check_words(check, where, elements)
    court: dict[str, Any] = {}
    if "court" in form:
        court = check.table((*where, "court"), form["court"], COURT_KEYS)
        read = {name: court[name] for name in ATTRIBUTES if name in court}
        _check_words(check, (*where, "court"), read, may_be_empty=True)
        if not read:
            check.say("SY-O019", (*where, "court"), "a courts' reading that reads nothing", "the attribute it changes")
        elements = {**elements, **read}
    _check_span(check, where, form, ("from", "to", "dates_cite"))
    if "one_act" in form and len(set(elements.get("act", ()))) < 2:
        check.say("SY-O016", (*where, "one_act"), "one act needs no word on what several are to each other",
                  "one_act stands where act lists several")  # fmt: skip
    for name in form.get("unknown", ()):
        if len(set(elements.get(name, ()))) < 2:
            check.say("SY-O016", (*where, "unknown"), f'"{name}" has no several values here',
                      "an attribute that lists several, of which nobody knows whether they are one element")  # fmt: skip
    if "marks" in form:
        everything = {n: [*form.get(n, []), *court.get(n, [])] for n in ATTRIBUTES}
        _check_marks(check, (*where, "marks"), form["marks"], everything)
    _check_sense(check, where, elements)


def _check_span(check: Checker, where: Where, table: Mapping[str, Any], names: tuple[str, str, str]) -> None:
    """Dates in order, and with an authority; `names` are the keys of first day, last day and citation."""
    begins, ends, cite = names
    first, last = _day(table.get(begins)), _day(table.get(ends))
    if first and last and last < first:
        check.say("SY-O007", (*where, ends), f"ends ({last}) before it begins ({first})", f"{begins} before {ends}")
    if (first or last) and not table.get(cite, "").strip():
        check.say("SY-O003", (*where, begins), "dates without an authority", f'{cite} = "…"')


def _check_sense(check: Checker, where: Where, elements: Mapping[str, Any]) -> None:
    drug_object = "substance" in elements.get("object", ())
    if drug_object and "substance" not in elements:
        check.say("SY-O020", (*where, "object"), "a drug, and no word on which list it is on",
                  'substance = ["federal"], ["marijuana"] or ["nonfederal"]')  # fmt: skip
    if "weapon" in elements.get("object", ()) and "weapon" not in elements:
        check.say("SY-O020", (*where, "object"), "a weapon, and no word on which kind",
                  'weapon = ["firearm_any"], ["firearm_federal"], ["deadly"] or ["explosive"]')  # fmt: skip
    if "mind" not in elements and elements.get("act") != ["other"]:
        check.say("SY-O021", where, "no state of mind is written, so it reads as strict liability",
                  'mind = ["strict"] if that is so, else the least that must be proved', warning=True)  # fmt: skip


def _check_penalties(check: Checker, where: Where, raw: Sequence[object]) -> None:
    good: list[tuple[int, dict[str, Any]]] = []
    for index, entry in enumerate(raw):
        place = (*where, index)
        penalty = check.table(place, entry, PENALTY_KEYS)
        check.one_of((*place, "level"), penalty.get("level"), LEVELS)
        if "maximum" in penalty:
            _check_term(check, (*place, "maximum"), penalty["maximum"])
        if penalty.get("fine_cents", 0) < 0:
            check.say("SY-O004", (*place, "fine_cents"), "a fine below zero", "whole cents")
        for begins, ends in (("from", "to"), ("committed_from", "committed_to")):
            first, last = _day(penalty.get(begins)), _day(penalty.get(ends))
            if first and last and last < first:
                check.say(
                    "SY-O007", (*place, ends), f"ends ({last}) before it begins ({first})", f"{begins} before {ends}"
                )
        good.append((index, penalty))
    for number, (index, one) in enumerate(good):
        for _, other in good[:number]:
            same = one.get("level") == other.get("level") and one.get("when", "") == other.get("when", "")
            if same and _overlap(one, other) and _overlap(one, other, ("committed_from", "committed_to")):
                check.say("SY-O010", (*where, index), f"two {one.get('level')} maximums hold on the same day",
                          "give from/to that do not overlap, or say in `when` what tells them apart")  # fmt: skip


def _check_grades(check: Checker, where: Where, entry: Mapping[str, Any], state: str) -> None:
    """What a grade of punishment by itself does not show: that none holds today, or that a term was shortened since."""
    grades = tables(entry, "penalty")
    ends = _day(entry.get("in_force_to"))
    if grades and ends is None and all((_day(one.get("from")) or date.min) > date.today() for one in grades):
        check.say("SY-O003", (*where, "penalty"), "no grade of punishment holds today", "the present one, without `from`",
                  warning=True)  # fmt: skip
    if state != "ca" or "18.5" in repr(entry) or (ends and ends < SHORTER_SINCE):
        return
    for index, one in enumerate(grades):
        reaches = (_day(one.get("to")) or date.max) >= SHORTER_SINCE
        if one.get("level") == "misdemeanor" and one.get("maximum") in ("1 year", "12 months", "365 days") and reaches:
            check.say("SY-O015", (*where, "penalty", index, "maximum"), "a misdemeanor of a year, though it is one of 364 days",
                      '"364 days" from = 2015-01-01, "1 year" to = 2014-12-31 (Cal. Penal Code § 18.5), or a note why not',
                      warning=True)  # fmt: skip


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any], keys: tuple[str, str] = ("from", "to")) -> bool:
    begin, end = keys
    starts = max(_day(one.get(begin)) or date.min, _day(other.get(begin)) or date.min)
    ends = min(_day(one.get(end)) or date.max, _day(other.get(end)) or date.max)
    return starts <= ends


def _check_beside(check: Checker, where: Where, entry: Mapping[str, Any], state: str) -> None:
    """Each section that is cited beside an offense is read as one section, and is not the offense itself."""
    if state.upper() not in JURISDICTIONS:
        return
    own = read(state.upper(), str(entry.get("citation", "")))
    for text in entry.get("beside", ()):
        named = read(state.upper(), str(text))
        if len(named) != 1:
            check.say("SY-O008", (*where, "beside"), f'no one section can be read in "{text}"', "a citation in full")
        elif any(one.is_above_or_below(named[0]) for one in own):
            check.say(
                "SY-O008",
                (*where, "beside"),
                f'"{text}" is the offense itself, or what it is part of',
                "another section",
            )


def _check_grounds(check: Checker, where: Where, entry: Mapping[str, Any], key: str = "not_analysed") -> None:
    """The grounds that an entry lists under `key` are grounds, and a reason is given beside them."""
    names = entry.get(key, ())
    if names:
        from steelyard.law.federal.grounds import is_ground, names_of_grounds

        for name in names:
            if not is_ground(name):
                check.say("SY-O018", (*where, key), f'"{name}" is no ground',
                          check.nearest(name, names_of_grounds(), alike=0.6))  # fmt: skip
        if not entry.get(f"{key}_reason", "").strip():
            check.say("SY-O003", (*where, key), "no reason is given", f'{key}_reason = "…"')


def _check_families(check: Checker, where: Where, entry: Mapping[str, Any]) -> None:
    """Grounds, policies and audits rest on families: one that is misspelt would be found by none of them."""
    if not entry.get("families"):
        check.say("SY-O003", where, "no family is named", "every one it belongs to: one that is left out may clear it")
    for name in entry.get("families", ()):
        if name not in families():
            check.say("SY-O006", (*where, "families"), f'"{name}" is no family of offenses', right_family(name))


def _check_offense(check: Checker, where: Where, raw: object, section_id: str, state: str) -> None:
    entry = check.table(where, raw, OFFENSE_KEYS)
    identity = entry.get("id", "")
    if identity and section_id and identity != section_id and not identity.startswith(section_id + "."):
        check.say("SY-O008", (*where, "id"), f'"{identity}" does not lie under "{section_id}"', f'"{section_id}.a"')
    elif identity and not _ID.fullmatch(identity):
        check.say("SY-O008", (*where, "id"), f'"{identity}" is no id', "lower-case parts with points between them")
    _check_citation(check, (*where, "citation"), entry.get("citation"), state)
    _check_named(check, (*where, "id"), identity, entry.get("citation"), state)
    forms = entry.get("form", [])
    if not forms:
        check.say("SY-O013", where, "an offense without elements", "at least one [[offense.form]] with an act")
    for index, form in enumerate(forms):
        _check_form(check, (*where, "form", index), form, is_only=len(forms) == 1)
    named = [form.get("name") for form in forms if isinstance(form, dict)]
    for name in sorted({str(n) for n in named if n and named.count(n) > 1}):
        check.say("SY-O009", (*where, "form"), f'two forms are called "{name}"', "a name of its own for each")
    _check_alternatives(check, where, entry, len(forms), "forms")
    _check_penalties(check, (*where, "penalty"), entry.get("penalty", []))
    _check_grades(check, where, entry, state)
    if not entry.get("penalty"):
        check.say("SY-O003", where, "no [[offense.penalty]]", 'level, maximum and cite; maximum = "none" if no custody',
                  warning=True)  # fmt: skip
    for index, related in enumerate(entry.get("related", [])):
        place = (*where, "related", index)
        check.one_of((*place, "relation"), check.table(place, related, RELATED_KEYS).get("relation"), RELATIONS)
    if not entry.get("source"):
        check.say("SY-O014", where, "an offense without a source", "[[offense.source]] with cite, read_in, quality")
    for index, source in enumerate(entry.get("source", [])):
        place = (*where, "source", index)
        table = check.table(place, source, SOURCE_KEYS)
        check.one_of((*place, "quality"), table.get("quality"), QUALITIES)
        _check_has_come(check, (*place, "read_on"), table.get("read_on"))
        if not _day(table.get("read_on")) and table.get("quality") not in {None, "memory"}:
            check.say("SY-O003", place, '"read_on" is missing', "the day the source was read")
    if "review" not in entry:
        check.say("SY-O003", where, '"review" is missing', '[offense.review] with written_on and reviewed_by = ""')
    else:
        _check_review(check, (*where, "review"), check.table((*where, "review"), entry["review"], REVIEW_KEYS))
    _check_span(check, where, entry, ("in_force_from", "in_force_to", "in_force_cite"))
    for name in ("register_as_sex_offender", "strike", "firearm_bar"):
        if name in entry and not entry.get("collateral_cite", "").strip():
            check.say("SY-O003", (*where, name), "stands without an authority", 'collateral_cite = "…"')
    _check_grounds(check, where, entry)
    _check_grounds(check, where, entry, "unsettled")
    _check_families(check, where, entry)
    _check_beside(check, where, entry, state)


def _check_review(check: Checker, where: Where, review: Mapping[str, Any]) -> None:
    """A signature is a name and a day."""
    signed = bool(review.get("reviewed_by", "").strip())
    if signed and not _day(review.get("reviewed_on")):
        check.say("SY-O003", (*where, "reviewed_by"), "a name without the day of the review",
                  'reviewed_on = …; reviewed_by = "" until an attorney signs')  # fmt: skip
    if not signed and _day(review.get("reviewed_on")):
        check.say(
            "SY-O003", (*where, "reviewed_on"), "a day without the attorney who signed", "reviewed_by = …, or no day"
        )
    for name in ("written_on", "reviewed_on"):
        _check_has_come(check, (*where, name), review.get(name))


def _check_has_come(check: Checker, where: Where, value: object) -> None:
    """A day on which something was read, written or signed is not one that has not come."""
    day = _day(value)
    if day is not None and day > date.today():
        check.say("SY-O007", where, f"{day} has not come yet", "the day on which it was done", warning=True)


def _check_path(check: Checker, path: Path, section_id: str) -> None:
    parts = path.resolve().parts
    if "offenses" not in parts:
        return
    folders = parts[len(parts) - parts[::-1].index("offenses") : -1]
    state = STATE_FOLDERS.get(folders[0], "") if folders else ""
    stem = path.name.removesuffix(".toml")
    where: Where = ("section", "id")
    if folders and not state:
        check.say("SY-O008", where, f'"{folders[0]}" is no state folder', check.nearest(folders[0], STATE_FOLDERS))
    if state and not section_id.startswith(state + "."):
        check.say(
            "SY-O008", where, f'"{section_id}" lies in the folder of {state}', f'an id that begins with "{state}."'
        )
    if not section_id.endswith("." + stem):
        check.say("SY-O008", where, f'"{section_id}" does not end in the name of the file, "{stem}"',
                  f'"….{stem}", or another name for the file')  # fmt: skip
    numbers = [folder for folder in folders[1:] if folder[:1].isdigit() and folder != "720"]
    middle = section_id.removesuffix("." + stem).split(".")[1:]
    if state != "ca" and numbers and middle != numbers:
        check.say("SY-O008", where, f'"{section_id}" does not mirror the folders {"/".join(numbers)}',
                  f'"{".".join([state, *numbers, stem])}"')  # fmt: skip


def _check_modifiers(check: Checker, raw: Mapping[str, Any]) -> None:
    check.table((), raw, {"modifier": Key("tables", True)})
    seen: set[str] = set()
    for index, entry in enumerate(tables(raw, "modifier")):
        place: Where = ("modifier", index)
        table = check.table(place, entry, MODIFIER_KEYS)
        check.one_of((*place, "kind"), table.get("kind"), MODIFIER_KINDS)
        check.one_of((*place, "quality"), table.get("quality"), QUALITIES)
        _check_enhancement(check, place, table)
        _check_grades_of_a_modifier(check, place, table)
        if bool(table.get("of")) != bool(table.get("entered_as")):
            check.say("SY-O003", place, "sections without the offense that punishes it, or the other way round",
                      "both `of` and `entered_as`, or neither")  # fmt: skip
        if (identity := table.get("id", "")) in seen:
            check.say("SY-O009", (*place, "id"), f'"{identity}" stands twice', "an id of its own for each")
        seen.add(identity)


def _check_term(check: Checker, where: Where, text: str) -> None:
    try:
        term_in_days(text)
    except ValueError:
        check.say(
            "SY-O015", where, f'"{text}" is no term', '"364 days", "6 months", "4 years", "life", "death" or "none"'
        )


def _check_grades_of_a_modifier(check: Checker, where: Where, entry: Mapping[str, Any]) -> None:
    """A grade says what it makes of a crime, or that nothing changes; its words are those of penalties."""
    for index, raw in enumerate(entry.get("grade", [])):
        place = (*where, "grade", index)
        grade = check.table(place, raw, GRADE_KEYS)
        check.one_of((*place, "of_level"), grade.get("of_level"), LEVELS)
        if grade.get("same"):
            if "level" in grade or "maximum" in grade:
                check.say(
                    "SY-O003", place, "both the same punishment and one of its own", "same = true, or level and maximum"
                )
            continue
        check.one_of((*place, "level"), grade.get("level"), LEVELS)
        for name in ("maximum", "of_at_least"):
            if name in grade or name == "maximum":
                _check_term(check, (*place, name), grade.get(name, ""))


_ELEMENT_KEYS = dict.fromkeys(ATTRIBUTES, _WORDS)


def _check_enhancement(check: Checker, where: Where, entry: Mapping[str, Any]) -> None:
    """An enhancement says what its facts add to the elements of a crime, or why they add nothing; nothing else says so."""
    added = entry.get("elements", {})
    _check_words(check, (*where, "elements"), check.table((*where, "elements"), added, _ELEMENT_KEYS))
    says_why = bool(entry.get("no_elements", "").strip())
    if entry.get("kind") == "enhancement" and bool(added) == says_why:
        what = "both elements and a reason for none" if added else "nothing on what it adds to the elements of a crime"
        check.say("SY-O003", where, what, "[modifier.elements], or no_elements with the reason")
    if entry.get("kind") != "enhancement" and (added or says_why or entry.get("unsettled")):
        check.say("SY-O019", where, "elements of what is no enhancement", 'kind = "enhancement"')
    if "mind_harm" in added and "act" not in added and "harm" not in added:
        check.say("SY-O020", (*where, "elements"), "a state of mind toward a harm that is not there", "harm = …")
    _check_grounds(check, where, entry, "unsettled")


def check_entry(path: Path, text: str, raw: Mapping[str, Any]) -> list[Issue]:
    """The issues of one file that is already read as TOML; nothing is said of other files."""
    check = Checker(shown(path), text)
    if path.name.startswith("_modifiers"):
        _check_modifiers(check, raw)
        return check.issues
    top = check.table((), raw, {"section": Key("table", True), "offense": Key("tables", True)})
    section = check.table(("section",), top.get("section", {}), SECTION_KEYS) if "section" in top else {}
    section_id = section.get("id", "")
    if section_id and not _ID.fullmatch(section_id):
        check.say("SY-O008", ("section", "id"), f'"{section_id}" is no id', "lower-case parts with points between them")
    state = section_id.partition(".")[0]
    if section_id and state not in CITATION_SHAPES:
        check.say("SY-O008", ("section", "id"), f'"{state}" is no state', check.nearest(state, CITATION_SHAPES))
    if section_id:
        _check_path(check, path, section_id)
    _check_citation(check, ("section", "citation"), section.get("citation"), state)
    offenses = top.get("offense", [])
    if "offense" in top and not offenses:
        check.say("SY-O013", (), "a section without an offense", "at least one [[offense]]")
    ids = [entry.get("id") for entry in offenses if isinstance(entry, dict)]
    _check_alternatives(check, ("section",), section, len(set(map(str, ids))), "offenses")
    for index, entry in enumerate(offenses):
        _check_offense(check, ("offense", index), entry, section_id, state)
        for earlier in offenses[:index]:
            same = entry.get("id") and entry.get("id") == earlier.get("id")
            if same and _overlap(entry, earlier, ("in_force_from", "in_force_to")):
                check.say("SY-O009", ("offense", index, "id"), f'"{entry["id"]}" stands twice',
                          "an id of its own, or in_force dates that do not overlap")  # fmt: skip
    return check.issues
