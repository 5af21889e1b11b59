"""The federal grounds as tests over the elements of an offense; no test names a state's statute.

Each test looks at one `Reading`: one combination of element values, the least that one way of committing the offense
needs. It answers with a `Finding` and says why. What decides across means, forms and forums is not here but in
`steelyard.catalog.derive`.

Silence is read as the schema has it: an attribute that is not there need not be proved. No `mind` is strict
liability, no `mind_harm` is the same as `mind`, no `mind_age` is strict. A word that the schema must give and the entry
does not (a drug without its list) is MISSING, which never reads as "no".
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Protocol

from steelyard.law.elements import vocabulary
from steelyard.logic.errors import RuleError

DIAZ_LIZARRAGA = date(2016, 11, 16)
"""From this conviction date theft is turpitudinous with an intent to deprive substantially (26 I&N Dec. 847)."""


class Verdict(enum.StrEnum):
    """What a test says of one combination of element values."""

    YES = "yes"
    NO = "no"
    CIRCUMSTANCE = "circumstance"
    """The elements match; a fact outside them decides."""
    DEPENDS = "depends"
    """A derivative offense: the underlying crime decides."""
    OPEN = "unsettled"
    """Authority is silent or the words are too coarse: neither yes nor no."""
    MISSING = "not_analysed"
    """The entry lacks what the test needs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with its reason; `kind` names the part of the ground that matched."""

    verdict: Verdict
    reason: str
    kind: str = ""


class Context(Protocol):
    """What a test may ask about the offense besides its elements."""

    @property
    def day(self) -> date:
        """The day of conviction, or the as-of day where that is unknown."""
        ...

    @property
    def is_federal(self) -> bool:
        """True for an offense of the U.S. Code."""
        ...

    @property
    def families(self) -> frozenset[str]:
        """The families the entry gives, in lower case."""
        ...

    @property
    def title_words(self) -> frozenset[str]:
        """The words of the offense's title, in lower case."""
        ...

    def lies_in(self, *sections: str) -> bool:
        """True when the offense is, or lies under, one of these federal sections ("18.1546.a")."""
        ...

    def reaches_beyond(self, *sections: str) -> bool:
        """True when one of these federal sections is only a part of the offense."""
        ...

    @property
    def is_charged_attempt(self) -> bool:
        """True where an attempt is charged as one: California's assault is complete although nobody is touched."""
        ...

    def split(self, name: str) -> bool:
        """True where the affirmative side of the named split is followed."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One combination of element values: attribute to word; what is not there is absent."""

    words: Mapping[str, str]

    def is_(self, attribute: str, *values: str) -> bool:
        """True when the attribute has one of the values."""
        return self.words.get(attribute) in values

    def has(self, attribute: str) -> bool:
        """True when the attribute is there at all."""
        return attribute in self.words

    def at_least(self, attribute: str, value: str) -> bool:
        """True when an ordered attribute is there and reaches `value`."""
        word = self.words.get(attribute)
        scale = vocabulary()[attribute]
        return word is not None and scale.rank(word) >= scale.rank(value)

    def act(self, *values: str) -> bool:
        """True when the act is one of `values`."""
        return self.is_("act", *values)

    def object(self, *values: str) -> bool:
        """True when the object is one of `values`."""
        return self.is_("object", *values)

    def purpose(self, *values: str) -> bool:
        """True when the further aim is one of `values`."""
        return self.is_("purpose", *values)

    def mind(self, value: str) -> bool:
        """True when the state of mind toward the act is at least `value`; an absent one is strict liability."""
        return value == "strict" or self.at_least("mind", value)

    def mind_harm(self, value: str) -> bool:
        """True when the state of mind toward force or harm is at least `value`; where unstated it is that of the act."""
        return self.at_least("mind_harm", value) if self.has("mind_harm") else self.mind(value)

    def mind_age(self, value: str) -> bool:
        """True when the state of mind toward the victim's age is at least `value`; an absent one is strict."""
        return value == "strict" or self.at_least("mind_age", value)

    def harm(self, value: str) -> bool:
        """True when a result of at least `value` must follow; "injure" is injury and "kill" is death by definition."""
        if not self.has("harm") and self.act("injure", "kill"):
            scale = vocabulary()["harm"]
            return scale.rank("death" if self.act("kill") else "injury") >= scale.rank(value)
        return self.at_least("harm", value)

    @property
    def federal_drug(self) -> bool:
        """True when the drug is on the federal schedules."""
        return self.is_("substance", "federal", "marijuana")

    @property
    def unsure_drug(self) -> bool:
        """True when a drug is the object and the entry does not say on which list it is."""
        return self.object("substance") and not self.has("substance")

    def without(self, attribute: str) -> Reading:
        """The same combination with one attribute taken out."""
        return Reading(MappingProxyType({k: v for k, v in self.words.items() if k != attribute}))

    def with_(self, **words: str) -> Reading:
        """The same combination with some words set."""
        return Reading(MappingProxyType({**self.words, **words}))

    def __str__(self) -> str:
        return ", ".join(f"{attribute} {word}" for attribute, word in self.words.items())


Test = Callable[[Reading, Context], Finding]


def yes(reason: str, kind: str = "") -> Finding:
    """The elements match."""
    return Finding(Verdict.YES, reason, kind)


def no(reason: str) -> Finding:
    """The elements do not match."""
    return Finding(Verdict.NO, reason)


def circumstance(reason: str, kind: str = "") -> Finding:
    """The elements match and a fact outside them decides."""
    return Finding(Verdict.CIRCUMSTANCE, reason, kind)


def depends(reason: str, kind: str = "") -> Finding:
    """The underlying crime decides."""
    return Finding(Verdict.DEPENDS, reason, kind)


def unsettled(reason: str, kind: str = "") -> Finding:
    """Neither yes nor no."""
    return Finding(Verdict.OPEN, reason, kind)


def missing(reason: str) -> Finding:
    """The entry lacks what the test needs."""
    return Finding(Verdict.MISSING, reason)


_STRENGTH = (Verdict.YES, Verdict.CIRCUMSTANCE, Verdict.DEPENDS, Verdict.OPEN, Verdict.MISSING, Verdict.NO)


def strongest(findings: Iterable[Finding]) -> Finding:
    """The finding of a ground with several parts: any match is a match, and a "no" needs a "no" of every part."""
    return min(findings, key=lambda finding: _STRENGTH.index(finding.verdict))


def _together(findings: Iterable[Finding]) -> Finding:
    """The strongest finding; where none matches, the reasons that say more than that another act was asked for."""
    many = list(findings)
    best = strongest(many)
    if best.verdict is not Verdict.NO:
        return best
    spoken = dict.fromkeys(finding.reason for finding in many if not finding.reason.startswith("no "))
    return no("; ".join(spoken)) if spoken else best


def _split(c: Context, name: str, affirmative: Finding, negative: Finding) -> Finding:
    return affirmative if c.split(name) else negative


def _listed(c: Context, sections: tuple[str, ...], state: Finding) -> Finding:
    """A ground that lists federal sections: by citation for a federal offense, by elements for a state's."""
    if not c.is_federal:
        return state
    if c.lies_in(*sections):
        return yes("the section itself is listed")
    if c.reaches_beyond(*sections):
        return unsettled("only a part of this section is listed")
    return no("a federal section that is not listed")


# --- the letters of 8 U.S.C. § 1101(a)(43) ------------------------------------------------------------------------------


def murder(r: Reading, c: Context) -> Finding:
    """(A): an unlawful killing with malice; extreme recklessness is enough (M-W-)."""
    if r.act("touch", "threaten") and r.is_("force", "deadly") and r.purpose("crime") and r.mind_harm("intent"):
        return unsettled("deadly force in order to commit a crime, which may be murder attempted")
    if not r.act("kill"):
        if "murder" in c.title_words and r.mind("intent") and not r.act("threaten", "take"):
            return unsettled("a step toward a murder, which may be its attempt or conspiracy through § 1101(a)(43)(U)")
        return no("no killing")
    if r.has("object") and not r.object("person"):
        return no("what is killed is not a person")
    if "manslaughter" in c.title_words | c.families:
        return no("manslaughter is a killing without malice (18 U.S.C. 1112(a)), whatever the state of mind")
    if c.is_federal and c.lies_in("18.1111", "18.1114.a.1"):
        return yes("murder as 18 U.S.C. 1111(a) has it, the measure of the word (Matter of M-W-)")
    if r.purpose("crime") and not r.mind_harm("extreme"):
        return unsettled("a killing in the course of another felony, of which 18 U.S.C. 1111(a) lists only some")
    if r.is_("force", "deadly") and r.mind("knowledge") and not r.mind_harm("extreme"):
        return unsettled("deadly force knowingly used; whether that is malice where no mind toward the death is proved")
    if not (r.mind("extreme") and r.mind_harm("extreme")):
        return no("less than extreme recklessness toward the death is enough")
    if r.purpose("injure"):
        return unsettled("an aim to do serious injury is malice at common law; the state may call it manslaughter")
    return yes("a killing of a person with at least extreme recklessness")


INTERCOURSE = frozenset({"rape", "copulation", "intercourse", "sodomy", "oral", "anal", "vaginal"})
"""Words of a title by which a state calls a contact rape or intercourse, although it may ask for no penetration."""


def _oral(r: Reading, c: Context) -> bool:
    """True for a contact of mouth and sexual organ, a sexual act without penetration: 18 U.S.C. 2246(2)(B)."""
    return r.act("sexual_contact") and bool(c.title_words & {"oral", "copulation"}) and "anal" not in c.title_words


def rape(r: Reading, c: Context) -> Finding:
    """(A): intercourse or penetration without consent (Keeley)."""
    if r.act("sexual_contact") and r.has("consent") and c.title_words & INTERCOURSE:
        return unsettled("the state calls it rape or intercourse; a contact without penetration may be enough")
    if r.act("touch", "injure", "threaten") and r.purpose("sexual") and r.mind("intent") and not r.has("consent"):
        return unsettled("an assault in order to commit a sexual act, which may be rape attempted")
    of_a_minor = r.act("sexual_act", "sexual_contact") and r.has("age") and "rape" in c.title_words
    if not r.act("sexual_act") and not of_a_minor:
        return no("no intercourse or penetration")
    if r.is_("consent", "by_deceit"):
        return unsettled("consent got by deceit; whether it is none is open")
    if not r.is_("consent", "without", "by_force"):
        if of_a_minor:
            return _split(
                c,
                "statutory_rape_as_rape",
                yes("what the state calls rape of a minor, who cannot consent"),
                unsettled("what the state calls rape of a minor; whether age alone is want of consent is open"),
            )
        return no("want of consent need not be proved")
    return _split(
        c,
        "digital_penetration_as_rape",
        yes("a sexual act without consent"),
        unsettled("a sexual act without consent; if the section reaches digital penetration it is no rape here"),
    )


PERFORMANCE = frozenset({"performance", "performing"})
"""Words of a title by which a minor is made to show himself (Oouch v. DHS, 633 F.3d 119 (2d Cir. 2011): abuse)."""


def sexual_abuse(r: Reading, c: Context) -> Finding:
    """(A): sexual abuse of a minor (Esquivel-Quintana; Rodriguez-Rodriguez)."""
    if not r.has("age"):
        return no("the victim need not be a minor")
    sexual = r.act("sexual_act", "sexual_contact")
    if _oral(r, c):  # the generic offense takes its sexual act from 18 U.S.C. 2243(a) and 2246(2)
        r = r.with_(act="sexual_act")
    if sexual and r.at_least("age", "under_14"):
        return yes("a sexual act or contact with a child under 14")
    if r.act("sexual_act") and r.is_("consent", "without", "by_force"):
        return yes("a sexual act without consent with a minor")
    if r.act("sexual_act") and r.is_("victim", "dependant", "partner"):
        return unsettled("16 was fixed for offenses that rest on age alone, not on kinship or a relation of trust")
    if r.act("sexual_act") and r.at_least("age", "under_16"):
        if r.at_least("gap", "four") and r.mind("knowledge"):
            older = yes("a knowing sexual act with a child under 16 by a person four years older")
            if r.mind_age("knowledge"):
                return older
            # Pelayo-Garcia v. Holder, 589 F.3d 1010 (9th Cir. 2009), of one of 21 with one under 16
            return _split(c, "age_based_act_without_gap", older, no("no knowledge of the age need be proved"))
        return _split(
            c,
            "age_based_act_without_gap",
            yes("a sexual act with a child under 16"),
            no("neither a gap of four years nor knowledge is needed"),
        )
    if r.act("sexual_act"):
        return no("a victim of 16 or 17 is enough (Esquivel-Quintana)")
    if r.act("sexual_contact"):
        which = "under 16" if r.at_least("age", "under_16") else "of 16 or 17"
        return _split(
            c,
            "sexual_contact_with_older_minor",
            yes(f"sexual contact with a minor {which}"),
            no(f"contact with a minor {which} is not abuse without more"),
        )
    if r.act("expose", "accost") and r.purpose("sexual"):
        # An approach with the intent to commit a sexual offense can be its attempt, 8 U.S.C. 1101(a)(43)(U).
        aimed = r.act("accost") and r.mind("intent")
        return _split(
            c,
            "sexual_contact_with_older_minor",
            yes("purposeful sexual conduct toward a minor, as 18 U.S.C. 3509(a)(8) has it"),
            unsettled("an approach meant to end in a sexual offense, which may be its attempt; that offense decides")
            if aimed
            else no("no sexual act or contact"),
        )
    if r.act("accost") and r.purpose("crime") and r.mind("intent") and "sexual" in c.families:
        return unsettled("a minor approached for one of several offenses, most of them sexual; that offense decides")
    used = r.act("run_sex_trade", "buy_sex", "facilitate") or (r.act("make") and r.object("child_image"))
    used = used or (r.act("expose") and r.object("person") and bool(c.title_words & PERFORMANCE))
    if used or (r.act("expose", "accost") and r.mind_age("knowledge")) or r.purpose("sexual"):
        return unsettled(
            "a minor used or meant for sexual conduct, of which 18 U.S.C. 3509(a)(8) speaks, without an act"
        )
    return no("no sexual act, contact or exposure")


# Felonies of the Controlled Substances Act whatever the drug and the amount: 18 U.S.C. § 924(c)(2) names them all.
CSA_FELONIES = (
    "21.841.c",
    "21.841.d",
    "21.841.f.1",
    "21.841.g",
    "21.843",
    "21.848",
    "21.854",
    "21.856",
    "21.858",
    "21.861",
    "21.863",
    "21.864",
)

# Felonies of the Controlled Substances Import and Export Act and of chapter 705 of title 46, named in the same paragraph;
# only for a Schedule V drug does 21 U.S.C. § 960(b)(7), through § 841(b)(3), stop at one year.
IMPORT_FELONIES = ("21.952", "21.953", "21.955", "21.957", "21.959", "21.960", "21.963", "46.70503", "46.70506")


def _drug_by_fraud(r: Reading, c: Context) -> Finding | None:
    """21 U.S.C. § 843(a)(3), a felony by (d)(1) whatever the drug: to get possession of one by fraud, forgery or deception."""
    if r.object("false_document"):
        return unsettled(
            "a false prescription or label for a federally controlled drug; 21 U.S.C. 843(a)(3) is of the drug it gets"
        )
    if not r.object("substance"):
        return None
    if r.act("use_identity"):
        return unsettled("a pose to get a federally controlled drug, which may be an attempt at 21 U.S.C. 843(a)(3)")
    if r.act("take", "possess") and r.is_("consent", "by_deceit"):
        if not r.mind("knowledge"):
            return unsettled("a drug got by fraud; 21 U.S.C. 843(a) asks for knowledge")
        return yes("a federally controlled drug got by fraud or deception, as 21 U.S.C. 843(a)(3) has it")
    if r.act("possess") and "forgery" in c.families and "prescription" in c.title_words:
        return unsettled(
            "a federally controlled drug held that a false prescription got; 21 U.S.C. 843(a)(3) is of getting it"
        )
    return None


def _paraphernalia_sold(r: Reading) -> Finding:
    """21 U.S.C. § 863(a)(1), three years by (b): to sell drug paraphernalia or offer it for sale; to hold or use it is none."""
    if r.act("transfer") and r.purpose("profit") and r.mind("knowledge"):
        return yes("a sale of paraphernalia, a felony of the Controlled Substances Act by 21 U.S.C. 863(a)(1)")
    if r.act("transfer"):
        return unsettled("paraphernalia passed on; 21 U.S.C. 863(a)(1) asks for a sale or an offer of one")
    if r.purpose("profit"):
        return unsettled("paraphernalia held or made for sale, which may be an attempt at 21 U.S.C. 863(a)(1)")
    return no("paraphernalia neither sold nor passed on")


def _ammonia_for_a_drug(r: Reading, c: Context) -> bool:
    """A theft of ammonia to make methamphetamine, 21 U.S.C. § 864(a)(1), or a chemical held for that, § 843(a)(6), (d)."""
    return (
        r.act("take", "receive", "possess") and c.title_words >= {"ammonia", "methamphetamine"} and r.mind("knowledge")
    )


def drug_trafficking(r: Reading, c: Context) -> Finding:
    """(B): illicit trafficking, or a felony under the Controlled Substances Act (Lopez; Moncrieffe)."""
    if c.is_federal and c.lies_in(*CSA_FELONIES):
        return yes("a felony of the Controlled Substances Act itself (Daas, 620 F.3d 1050, 1053-54 (9th Cir.))")
    if c.is_federal and c.lies_in(*IMPORT_FELONIES):
        return yes("a felony of the drug import and export laws, which 18 U.S.C. 924(c)(2) names whole")
    if r.unsure_drug:
        return missing("the entry does not say which list the drug is on")
    if r.act("facilitate") and r.object("crime"):
        return depends("the use of a phone or place for a crime: the crime decides")
    if _ammonia_for_a_drug(r, c):
        return yes("ammonia stolen, or held, to make methamphetamine, a felony by 21 U.S.C. 864(a)(1), 843(a)(6)")
    if not r.federal_drug:
        return no("no drug, or one that is not on the federal schedules")
    if r.object("paraphernalia"):
        return _paraphernalia_sold(r)
    if c.is_federal and c.lies_in("21.844.a") and r.object("substance"):
        # 21 U.S.C. § 844(a): three years for flunitrazepam, and more than a year with priors (Carachuri-Rosendo, 560 U.S. 563)
        return circumstance(
            "a felony only if the drug was flunitrazepam, or a prior drug conviction was charged and found"
        )
    if (by_fraud := _drug_by_fraud(r, c)) is not None:
        return by_fraud
    recidivist = c.title_words >= {"prior", "convictions"} or c.title_words >= {"earlier", "conviction"}
    if r.act("possess") and r.object("substance") and not r.has("purpose") and recidivist:
        # 21 U.S.C. § 844(a): two years after one conviction, three after two; a state's count that needs the finding is that
        # felony, one that does not is none: Carachuri-Rosendo v. Holder, 560 U.S. 563, 566-67 (2010)
        return circumstance(
            "possession with an earlier conviction as an element, a felony if that is final and of drugs"
        )
    marijuana = r.is_("substance", "marijuana")
    trade = r.purpose("profit")
    shared = r.purpose("distribute")
    if r.act("transport") and not (trade or shared):
        return unsettled("carrying without an aim to sell is no felony of 21 U.S.C. 841, importing is one of 952")
    if r.act("make", "transport", "keep_place", "facilitate"):
        found = yes("making, moving or keeping a place for a federally controlled drug")
    elif r.act("transfer", "possess") and trade:
        found = yes("dealing in a federally controlled drug for gain")
    elif r.act("transfer", "possess") and (shared or r.act("transfer")):
        if marijuana and r.has("age"):
            return unsettled(
                "marijuana given to a minor; 21 U.S.C. 859 doubles the punishment and was not before the Court in Moncrieffe"
            )
        if marijuana and c.is_federal:
            return circumstance(
                "a felony of the Act itself (Gonzalez-Corn, 807 F.3d 989), unless punished as possession, 21 U.S.C. 841(b)(4)"
            )
        if marijuana:
            return no("a small amount of marijuana given for nothing is enough (Moncrieffe)")
        found = yes("passing a federally controlled drug to another, or holding it for that")
    elif r.act("possess") and r.purpose("crime") and not r.object("substance"):
        return unsettled("chemicals held to make a controlled drug; 21 U.S.C. 841(c) asks that they be listed ones")
    else:
        return no(
            "neither trade nor distribution: possession or use alone, a felony only of flunitrazepam, 21 U.S.C. 844(a)"
        )
    if not r.mind("knowledge"):
        if trade and r.act("transfer"):
            return _split(c, "mind_toward_substance", found, no("knowledge of the substance need not be proved"))
        if trade:
            return unsettled("held for sale, and knowledge of the substance need not be proved (compare Donawa)")
        return no("knowledge of the substance need not be proved, as 21 U.S.C. 841(a) asks")
    return found


def arms_trafficking(r: Reading, c: Context) -> Finding:
    """(C): illicit trafficking in firearms, destructive devices or explosives."""
    if c.is_federal and r.act("transport") and r.is_("weapon", "firearm_federal", "explosive"):
        return unsettled(
            "sent or carried; export without a licence is trafficking (Kuhali, 266 F.3d 93, 107-10 (2d Cir.))"
        )
    if r.act("make") and r.purpose("profit") and r.is_("weapon", "firearm_federal", "explosive"):
        # Chacon v. Wilkinson, 988 F.3d 1131 (9th Cir. 2021): the whole of 18 U.S.C. 922(a)(1)(A), with its manufacture
        return unsettled("made as a business, which is near to unlawful trading or dealing")
    if not r.act("transfer"):
        return no("no transfer")
    if r.is_("weapon", "firearm_federal", "explosive"):
        return yes("a transfer of a firearm or explosive as federal law defines it")
    return _weapon_no(r, c)


CUT_DOWN = frozenset({"short-barreled", "short-barrelled", "sawed-off"})
"""Words of a title for the rifles and shotguns of 18 U.S.C. 921(a)(6) and (8) and 26 U.S.C. 5845(a)(1)-(4)."""
NAMED_FIREARMS = CUT_DOWN | {"machinegun", "silencer"}
"""The same, and what 18 U.S.C. 921(a)(3)(C) and 26 U.S.C. 5845(a)(6)-(7) name: a silencer, a machinegun."""


DISGUISED = frozenset({"cane", "disguised", "unconventional", "wallet", "zip"})
"""Words of a title for small guns that do not look like one, or are made at home: 26 U.S.C. 5845(a)(5), (e)."""


def _machinegun(c: Context) -> bool:
    return "machinegun" in c.title_words or (c.title_words >= {"machine", "gun"} and "not" not in c.title_words)


def _names_a_weapon(c: Context) -> bool:
    return bool(c.title_words & NAMED_FIREARMS) or _machinegun(c)


def _weapon_no(r: Reading, c: Context) -> Finding:
    if r.object("weapon") and not r.has("weapon"):
        return missing("the entry does not say which kind of weapon")
    if r.is_("weapon", "firearm_any") and _names_a_weapon(c):
        return unsettled("a weapon that federal law names; the state's definition reaches somewhat further")
    if r.is_("weapon", "firearm_any"):
        return no("the state's definition of a firearm reaches antiques or other things federal law leaves out")
    return no("no firearm or explosive as federal law defines it")


LAUNDERING_SECTIONS = ("18.1956", "18.1957")


def laundering(r: Reading, c: Context) -> Finding:
    """(D): money laundering; the amount is a circumstance."""
    reason = "hiding proceeds with knowledge, as 18 U.S.C. 1956 and 1957 describe; the amount decides"
    matches = r.act("launder") and r.mind("knowledge")
    found = _listed(c, LAUNDERING_SECTIONS, yes(reason) if matches else no("no laundering with knowledge"))
    return circumstance(reason, found.kind) if found.verdict is Verdict.YES else found


EXPLOSIVES_SECTIONS = (
    "18.842.h", "18.842.i", "18.844.d", "18.844.e", "18.844.f", "18.844.g", "18.844.h", "18.844.i",
    "18.844.m", "18.844.n",  # conspiracies to commit these: 8 U.S.C. § 1101(a)(43)(U)
)  # fmt: skip


BOMB_WORDS = tuple(map(frozenset, (
    {"bomb"}, {"bombs"}, {"explosive"}, {"explosives"}, {"explosion"}, {"weapon", "mass", "destruction"},
)))  # fmt: skip
"""Words that together in a title speak of an explosive."""


def explosives(r: Reading, c: Context) -> Finding:
    """(E)(i): arson and explosives; the federal commerce element is ignored (Torres v. Lynch)."""
    if r.act("lie", "threaten") and not r.has("weapon") and _says(c, *BOMB_WORDS):
        # 18 U.S.C. 844(e): a threat, or false information maliciously conveyed, of an attempt to harm by fire or an explosive
        found = unsettled("a false report or a threat of a bomb, which may be what 18 U.S.C. 844(e) describes")
    elif r.act("burn") and r.mind("knowledge"):
        found = yes("burning with knowledge, as 18 U.S.C. 844(i) describes")
    elif r.act("burn") and r.mind("recklessness"):
        # "maliciously" in 844(i) takes in a willful disregard of the likelihood of damage, of which the actor must be aware:
        # Togonon v. Garland, 23 F.4th 876, 878-79 (9th Cir. 2022)
        found = unsettled("a fire caused in disregard of a known risk, which may be the malice of 18 U.S.C. 844(i)")
    elif r.is_("weapon", "explosive") and r.act("possess") and not r.has("purpose"):
        # 18 U.S.C. 842(h), (i): a stolen explosive, a barred person; 844(d)-(i): an aim, a threat, a place, a felony, harm.
        found = no("an explosive only held, by a person who is not barred and for no end that must be proved")
    elif r.is_("weapon", "explosive") and r.act("make", "transfer", "transport") and not r.has("purpose"):
        found = unsettled(
            "an explosive made, passed on or carried for no end that must be proved; 844(d) asks for an aim"
        )
    elif r.is_("weapon", "explosive"):
        found = yes("an explosive is used or held")
    else:
        found = no("no fire set with knowledge, and no explosive")
    if c.is_federal and found.verdict is Verdict.YES and r.act("burn") and not c.lies_in("18.844"):
        return unsettled(
            "arson under a federal section that is not listed; (E)(i) reaches what the listed ones describe"
        )
    return _listed(c, EXPLOSIVES_SECTIONS, found)


FIREARM_SECTIONS = (
    "18.922.g.1", "18.922.g.2", "18.922.g.3", "18.922.g.4", "18.922.g.5", "18.922.j", "18.922.n", "18.922.o",
    "18.922.p", "18.922.r", "18.924.b", "18.924.h",
)  # fmt: skip


def firearm_offense(r: Reading, c: Context) -> Finding:
    """(E)(ii): the listed federal firearms offenses, of which a state most often has the barred possessor."""
    return _listed(c, FIREARM_SECTIONS, _state_firearm_offense(r, c))


def _state_firearm_offense(r: Reading, c: Context) -> Finding:
    """A state's offense beside 18 U.S.C. §§ 922(g), (j), (o), (p), 924(h); commerce is ignored (Torres v. Lynch)."""
    firearm = r.is_("weapon", "firearm_federal")
    some_firearm = r.is_("weapon", "firearm_federal", "firearm_any")
    held = r.act("possess", "possess_barred", "make", "transfer", "transport", "receive")
    if held and some_firearm and _machinegun(c):
        return unsettled("a machinegun held or passed on, which 18 U.S.C. 922(o) forbids but for those of before 1986")
    if held and some_firearm and "undetectable" in c.title_words:
        return unsettled("an undetectable firearm, to be compared with 18 U.S.C. 922(p)")
    if r.act("possess_barred") and firearm:
        return yes("a barred person's possession of a firearm as federal law defines it")
    of_status = not c.title_words & {"card", "minor"}  # 18 U.S.C. 922(g) bars neither one without a card nor a minor
    if r.act("possess_barred") and r.object("other") and "ammunition" in c.title_words and of_status:
        return unsettled("ammunition held by a barred person; 18 U.S.C. 922(g) names ammunition as well as firearms")
    stolen = r.act("receive") or (r.act("possess", "transfer") and "stolen" in c.title_words)
    if stolen and firearm and r.mind("knowledge"):
        return yes("a stolen firearm knowingly received or held, as 18 U.S.C. 922(j) has it")
    if r.act("possess_barred") or (stolen and some_firearm):
        return _weapon_no(r, c)
    if r.act("transfer") and some_firearm and r.purpose("crime") and r.mind("knowledge"):
        return unsettled(
            "a firearm passed on for a crime; 18 U.S.C. 924(h) asks for one of violence or of drug trafficking"
        )
    return no("not one of the listed firearms offenses")


def registered_weapon(r: Reading, c: Context) -> Finding:
    """(E)(iii): weapons of the National Firearms Act."""
    if r.is_("weapon", "explosive") and r.act("possess", "possess_barred", "make", "transfer", "transport"):
        found = yes("a destructive device, as 26 U.S.C. 5861 describes")
    elif r.object("weapon") and (
        _names_a_weapon(c) or (r.is_("weapon", "firearm_federal", "firearm_any") and c.title_words & DISGUISED)
    ):
        # United States v. Diaz-Diaz, 327 F.3d 410 (5th Cir. 2003) (such a weapon is one of 5861); against it United States
        # v. Villanueva-Gaxiola, 119 F. Supp. 2d 1185, 1189 (D. Kan. 2000) (registration is no element of the state's crime)
        found = unsettled("one of the weapons of 26 U.S.C. 5845; 5861 asks that it be unregistered")
    else:
        found = no("not a weapon of 26 U.S.C. 5845")
    return _listed(c, ("26.5861",), found)


HARMED = frozenset({"damage", "damaging", "destroying", "destruction"})
"""Words of a title for physical damage to property."""
MARKED = frozenset(
    {"altering", "computer", "concealing", "defacing", "graffiti", "hiding", "insured", "interfering", "obstructing"}
    | {"opening", "records", "removing", "taking", "tampering"}
)
"""Words of a title for what needs no force or is not another's: a mark that wipes off, a thing opened, moved or hidden."""


def violence(r: Reading, c: Context) -> Finding:
    """(F): a crime of violence under 18 U.S.C. 16(a); 16(b) is void (Dimaya)."""
    # Taylor's attempt had no assault in it; an assault with a weapon and the intent to rob has one, as an element of its
    # own (United States v. Whindleton, 797 F.3d 105, 112-16 (1st Cir. 2015), on assault with a dangerous weapon).
    with_assault = r.act("take") and r.has("weapon") and r.has("force")
    if r.is_("stage", "attempt") and r.act("take", "threaten") and not with_assault:
        return no("an attempt of a crime that a threat can complete need not use force (Taylor 2022)")
    if r.act("burn") and not r.has("force") and "own" in c.title_words:
        # After Jordison v. Gonzales, 501 F.3d 1134 (9th Cir. 2007), the Board no longer held attempted arson in California
        # one: Sandoval-Gomez v. Holder, 774 F.3d 616 (9th Cir. 2014), which recounts it.
        return no("what is burned may be the actor's own; 16(a) asks for the person or property of another")
    if r.act("damage") and r.mind("knowledge") and c.title_words & HARMED and not c.title_words & MARKED:
        # Rodriguez-Hernandez v. Garland, 89 F.4th 742 (9th Cir. 2023): a threat of physical damage to property is one of
        # force against it. Contrary: United States v. Melaku, 41 F.4th 386 (4th Cir. 2022), on 18 U.S.C. 1361.
        return unsettled("physical damage to property knowingly done; whether every such damage takes force is open")
    if r.act("burn") and r.mind("knowledge") and not r.has("force"):
        return unsettled("16(a) reaches force against another's property; the words do not say whose property it is")
    forced = r.is_("force", "violent", "deadly")
    taken = r.act("take") and r.at_least("force", "resistance")
    robbed = r.act("take") and r.is_("consent", "by_force")
    harming = ("injure", "kill", "touch", "endanger", "restrain", "enter", "sway_witness")
    harmed = r.harm("injury") and (robbed or r.act(*harming))
    armed = r.has("weapon") and (
        r.act("touch", "threaten")
        or (r.is_("consent", "by_force") and r.act("take"))
        or (r.act("enter") and r.has("force"))
    )
    sexual = r.act("sexual_act", "sexual_contact") and r.is_("consent", "by_force")
    if sexual and r.mind("recklessness") and not (forced or r.is_("force", "contact")):
        return unsettled("consent overborne by force or fear, and no word on whether the force must be violent")
    if robbed and "robbery" in c.families and r.mind("knowledge") and not r.has("force") and not (harmed or armed):
        # Stokeling v. United States, 586 U.S. 73 (2019): force that overcomes resistance is enough, less is not.
        return unsettled("a taking by force or fear, and no word on whether the force must overcome resistance")
    if r.act("abscond", "obstruct") and r.at_least("force", "resistance") and r.mind("knowledge") and not forced:
        # United States v. Almenas, 553 F.3d 27, 33-34 (1st Cir. 2009): resisting arrest by physical force, or a threat of it
        return unsettled("physical force, or its threat, to resist or escape; whether it must be violent is not said")
    if not (forced or taken or harmed or armed) and (doubt := _unspoken_force(r, c)):
        return unsettled(doubt)
    if not (forced or taken or harmed or armed):
        return no("no force that can cause pain or injury need be used, attempted or threatened (Johnson)")
    if not r.mind("knowledge") or not r.mind_harm("knowledge"):
        if r.mind("extreme") and r.mind_harm("extreme"):
            return _split(
                c,
                "extreme_recklessness_as_force",
                yes("force or injury with extreme recklessness"),
                no("extreme recklessness is less than a use of force against another"),
            )
        if r.act("touch", "injure") and r.mind("knowledge") and r.harm("serious") and not forced:
            return _split(
                c,
                "touch_causing_serious_injury",
                yes("a willful touch that causes serious injury"),
                no("no state of mind toward the injury need be proved"),
            )
        if (
            r.act("touch")
            and r.mind("knowledge")
            and r.harm("injury")
            and r.is_("force", "contact")
            and not c.is_federal
        ):
            # United States v. Colon-Arreola, 753 F.3d 841, 843 (9th Cir. 2014), before Borden, of an injury that asks for
            # treatment by a doctor, Cal. Penal Code § 243(c)(2), (f)(5)
            return unsettled(
                "a willful touch on which bodily injury must follow; whether that takes violent force is open"
            )
        if r.mind("knowledge") and _force_itself_is_willed(r, forced=forced):
            open_ = unsettled("force knowingly used, with no state of mind toward the injury that must follow")
            if not (forced or taken) or r.is_("weapon", "explosive"):
                return open_  # an explosion is willed, and nobody need be aimed at
            return _split(c, "willed_force_and_its_injury", yes("violent force knowingly used"), open_)
        return no("recklessness, negligence or less toward the force or harm is enough (Borden; Leocal)")
    if forced or taken:
        return yes("violent force, or force that overcomes resistance in a taking")
    if harmed and r.act("injure", "kill") and r.has("object") and not r.object("person"):
        return unsettled("harm to an animal or another thing; 16(a) reaches property only if it is another's")
    if harmed and r.act("injure", "kill"):
        return yes("bodily injury knowingly caused (Castleman)")
    if harmed:
        return yes("bodily injury follows from a knowing act with the same state of mind toward the harm")
    open_ = unsettled("a touch or threat with a weapon, and no word on whether it must be violent")
    if r.act("touch", "threaten") and r.object("person"):
        return _split(c, "weapon_used_on_a_person", yes("an assault with a weapon, which is violent"), open_)
    return open_


def _unspoken_force(r: Reading, c: Context) -> str:
    """Why violent force may have to be threatened or meant although the words name none; "" where nothing says so.

    No authority decides these; what is threatened or meant is bodily harm, which only force can do (Castleman,
    572 U.S. 157, 169-70).
    """
    aimed = r.object("person", "protective_order") or not r.has("object")
    if aimed and r.act("threaten") and r.mind("intent") and (r.purpose("cause_fear") or r.harm("alarm")):
        return "a threat meant to put a person in fear; whether violent force must be threatened is not said"
    if aimed and r.act("pursue") and r.has("mind_harm") and r.mind_harm("intent") and r.purpose("cause_fear"):
        return "a course of conduct meant to put a person in fear; whether violent force must be threatened is not said"
    if aimed and r.act("threaten") and r.mind("intent") and "injury" in c.title_words:
        return "a threat of injury; whether violent force must be threatened is not said"
    if r.act("sway_witness") and r.has("force") and r.mind("knowledge") and not c.is_federal:
        # not so for 18 U.S.C. 1512: physical force is "physical action against another", 18 U.S.C. 1515(a)(2)
        return "force, or its threat, on a witness or victim; how little is enough is not said"
    if r.act("touch") and r.purpose("sexual") and r.mind("intent") and r.has("force") and not r.has("consent"):
        return "an assault in order to commit a sexual offense, which may have to be one by force"
    if r.act("damage", "endanger") and r.purpose("injure") and r.is_("mind_harm", "intent"):
        return "another act done in order to hurt a person, which may be force attempted"
    if r.act("facilitate") and r.purpose("injure") and r.mind("intent") and r.harm("injury"):
        return "another's violence brought about on purpose, and the harm that followed"
    return ""


def _force_itself_is_willed(r: Reading, *, forced: bool) -> bool:
    """True where the force is known for what it is and only its result needs no state of mind.

    A robber's force is used to take, whatever the injury; where no injury is an element, what is said of the mind is
    said of the force itself, and a force that may be accidental is none "used" (Leocal; Dixon, 805 F.3d 1193, 1197).
    A weapon that a person knowingly uses to hurt is force too, and so is an assault known to be one whose injury should have
    been seen (State v. Owen, 369 Or. 288 (2022)).
    """
    if r.act("take") and r.is_("consent", "by_force"):
        return forced or r.has("harm")
    if r.act("injure") and r.is_("mind_harm", "negligence"):
        return True
    if r.act("injure", "kill", "threaten") and r.has("weapon"):
        return True
    return forced and r.is_("mind_harm", "strict") and not r.act("kill")


DEPRIVE = ("deprive_permanently", "deprive_substantially", "deprive_some")


def theft(r: Reading, c: Context) -> Finding:
    """(G): a taking without consent with intent to deprive, even for a time (Garcia-Madruga; Duenas-Alvarez)."""
    if r.act("receive"):
        if r.mind("knowledge"):
            return yes("receipt of stolen property, known to be stolen")
        if r.purpose(*DEPRIVE):
            return unsettled("less than knowledge that the property was stolen, but an aim to deprive its owner")
        return no("receipt without knowledge that the property was stolen is enough")
    aims = r.purpose("theft", "deprive_permanently", "deprive_substantially")
    if aims and r.act("touch", "injure", "threaten", "enter", "damage"):
        return unsettled(
            "a step toward a theft, which may be its attempt through § 1101(a)(43)(U) (Vaca-Tellez; Ngaeth)"
        )
    if not r.act("take"):
        return no("no taking and no receipt")
    if r.is_("consent", "by_deceit"):
        fraud_alone = no("consent got by deceit is fraud, not theft (Garcia-Madruga)")
        if r.purpose(*DEPRIVE):
            held = unsettled(
                "got by deceit with an intent to deprive; a like larceny was held theft, and the Board holds it fraud"
            )
            return _split(c, "deceit_as_theft", held, fraud_alone)
        if r.object("services") and "theft" in c.families:
            held = unsettled("services got by deceit: theft of services, or only fraud (Garcia-Madruga)")
            return _split(c, "services_as_property", held, no("services are not property"))
        return fraud_alone
    if not r.has("consent") and r.purpose(*DEPRIVE):
        return unsettled("an intent to deprive the owner, and no word on the owner's consent")
    if not r.is_("consent", "without", "by_force"):
        return no("the taking need not be without consent")
    if r.purpose("defraud", "injure"):
        found = unsettled("entrusted property appropriated by fraud: theft, or only fraud (Garcia-Madruga)")
        if r.object("services"):
            return _split(c, "services_as_property", found, no("services are not property"))
        return found
    if not r.purpose(*DEPRIVE):
        if r.is_("consent", "by_force") and r.mind("knowledge"):
            return unsettled("a knowing taking by force or fear; whether it implies an intent to deprive is open")
        if r.purpose("profit") and "theft" in c.families and r.mind("knowledge"):
            return unsettled("a taking for gain in an offense of theft, and no word on an intent to deprive")
        stolen = r.object("property") and not r.has("purpose") and r.mind("knowledge")
        if stolen and "theft" in c.families and "trespass" not in c.families:
            return unsettled("what the state calls theft, and no word on an intent to deprive")
        if r.object("services") and "theft" in c.families and r.mind("knowledge"):
            held = unsettled("services taken without consent, of which nobody is deprived for a time (Ilchuk)")
            return _split(c, "services_as_property", held, no("services are not property"))
        return no("no intent to deprive need be proved")
    if r.object("services"):
        return _split(c, "services_as_property", yes("services taken without consent"), no("services are not property"))
    return yes("property taken without consent with intent to deprive")


CRIMINAL_AIMS = ("theft", "crime", "injure", "sexual", "defraud", *DEPRIVE)


def burglary(r: Reading, c: Context) -> Finding:
    """(G): unlawful entry of, or remaining in, a building with intent to commit a crime (Taylor 1990; Stitt; Quarles)."""
    if not r.act("enter"):
        return no("no entry")
    if not r.purpose(*CRIMINAL_AIMS):
        return no("no intent to commit a crime inside need be proved")
    if not r.object("dwelling", "building"):
        return no("the place may be something other than a building or a dwelling")
    if r.is_("consent", "by_deceit"):
        return unsettled("entry by a trick: whether it is without privilege is open")
    if not r.is_("consent", "without", "by_force"):
        return no("the entry need not be unlawful or unprivileged")
    return yes("unlawful entry of a building or dwelling to commit a crime")


def ransom(r: Reading, c: Context) -> Finding:
    """(H): demand for ransom."""
    matches = r.act("threaten", "restrain") and r.purpose("profit")
    found = yes("a threat or confinement for gain") if matches else no("no demand for ransom")
    return _listed(c, ("18.875", "18.876", "18.877", "18.1202"), found)


def child_pornography(r: Reading, c: Context) -> Finding:
    """(I): 18 U.S.C. 2251, 2251A, 2252; state definitions of the image often reach further."""
    if c.lies_in("18.2251", "18.2251a", "18.2252"):
        return yes("the section itself is listed")
    if not r.object("child_image"):
        return no("no image of a child")
    if not r.mind("knowledge"):
        return no("knowledge need not be proved")
    if c.is_federal and c.lies_in("18.2252a"):
        return unsettled("18 U.S.C. 2252A is not listed, and its images (2256(8)) reach further than those of 2252")
    if r.act("make", "transfer", "transport", "receive", "possess"):
        return yes(
            "making, passing or holding an image of a child with knowledge; compare the definitions of the image"
        )
    if r.act("facilitate") and r.purpose("distribute", "profit"):
        return yes("an image of a child knowingly advertised (18 U.S.C. 2251(d)); compare the definitions of the image")
    return no("the image is neither made, passed on nor held")


def racketeering(r: Reading, c: Context) -> Finding:
    """(J): racketeering and gambling sections."""
    if c.is_federal and c.lies_in("18.1084"):
        return circumstance("18 U.S.C. 1084 counts only as a second or subsequent offense")
    if not c.is_federal and (c.families | c.title_words) & {"racketeering", "gambling", "enterprise", "bookmaking"}:
        return missing("the words do not describe a state's racketeering or gambling offense")
    return _listed(c, ("18.1962", "18.1955"), no("not a listed section, and no racketeering or gambling"))


def prostitution_business(r: Reading, c: Context) -> Finding:
    """(K)(i): owning, managing or supervising a prostitution business."""
    if not r.act("run_sex_trade"):
        return no("no prostitution business is owned, managed or supervised")
    if r.object("intercourse"):
        return yes("a business of intercourse for hire")
    return _split(
        c,
        "prostitution_beyond_intercourse",
        yes("a business of sexual conduct for hire"),
        no("the conduct for hire may be other than intercourse"),
    )


def prostitution_transport(r: Reading, c: Context) -> Finding:
    """(K)(ii): transport for prostitution, if for commercial advantage."""
    found = _listed(c, ("18.2421", "18.2422", "18.2423"), no("not one of the listed sections"))
    if found.verdict is Verdict.YES:
        return circumstance("a listed section; commercial advantage decides")
    if not c.is_federal and r.act("transport") and r.object("intercourse", "sexual_conduct"):
        return unsettled("a state's offense of transport for prostitution is to be compared with 18 U.S.C. 2421-2423")
    return found


TRAFFICKING_SECTIONS = (
    "18.1581", "18.1582", "18.1583", "18.1584", "18.1585", "18.1588", "18.1589", "18.1590", "18.1591", "18.1594.a",
    "18.1594.c",
)  # fmt: skip
"""The sections of (K)(iii), and the attempts at them and the conspiracy for the last that § 1594 punishes."""
TRAFFICKING_WORDS = frozenset({"trafficking_in_persons", "human_trafficking", "servitude", "slavery", "peonage"})
"""Families, or words of a title, that speak of servitude: the elements alone cannot tell it from other confinement."""


def servitude(r: Reading, c: Context) -> Finding:
    """(K)(iii): peonage, servitude and trafficking in persons."""
    state = no("no servitude or trafficking in persons")
    if r.act("run_sex_trade") and (r.is_("consent", "by_force") or r.has("age")):
        state = yes("commercial sex of a minor, or by force or coercion, as 18 U.S.C. 1591 describes")
    elif r.act("buy_sex") and r.has("age"):
        # United States v. Jungers, 702 F.3d 1066 (8th Cir. 2013): 18 U.S.C. 1591 reaches buyers; since 2015 it names them
        state = unsettled(
            "sex bought from a minor; 18 U.S.C. 1591(a) reaches who patronizes or solicits one, with a mind to the age"
        )
    elif "prostitution" in c.families and r.object("person") and (r.act("restrain") or r.purpose("profit")):
        state = unsettled("a person taken or placed for prostitution, to be compared with 18 U.S.C. 1591(a)")
    elif (c.families | c.title_words) & TRAFFICKING_WORDS or (r.act("restrain") and r.purpose("profit")):
        state = unsettled("a state's trafficking offense is to be compared with 18 U.S.C. 1581-1591")
    if c.is_federal and c.lies_in("18.1594.b"):
        return depends("a conspiracy for listed sections or for § 1592, which is not listed: the crime decides")
    return _listed(c, TRAFFICKING_SECTIONS, state)


def security(r: Reading, c: Context) -> Finding:
    """(L): listed security sections; a state has none."""
    return _listed(c, ("18.793", "18.798", "18.2153", "18.2381", "18.2382", "50.3121"), no("not a listed section"))


def fraud(r: Reading, c: Context) -> Finding:
    """(M)(i): an offense that involves fraud or deceit; the loss is a circumstance (Nijhawan; Kawashima)."""
    if r.act("use_identity") and r.object("crime"):
        return depends("another's identity used in another crime: that crime decides")
    reason = ""
    if r.purpose("defraud"):
        reason = "an aim to defraud"
    elif r.act("take", "lie") and r.is_("consent", "by_deceit"):
        reason = "something is got by deceit"
    elif r.act(*_OATHS, "lie") and r.object("money") and (r.mind("knowledge") or r.purpose("deceive", "profit")):
        reason = "a false statement about money, known to be false"
    elif r.act("lie") and r.object("property", "services") and r.purpose("profit"):
        reason = "a false statement to get property or services"
    elif r.act(*_OATHS, "lie", "make", "use") and r.purpose("deceive") and c.families & {"fraud", "forgery", "perjury"}:
        reason = "a falsehood meant to deceive"
    elif r.act(*_OATHS, "lie", "use_identity") and r.purpose("deceive"):
        # deceit is "the act or process of deceiving", and the elements need only entail it: Kawashima, 565 U.S. at 483-85
        reason = "a falsehood, or another's identity, used to deceive"
    elif r.act("take") and r.object("money") and r.purpose("injure"):
        return _split(
            c,
            "intent_to_injure_a_bank",
            circumstance("an aim to injure the owner of entrusted funds; the loss decides"),
            no("an aim to injure is no fraud or deceit"),
        )
    elif r.act("help_offender") and r.mind("knowledge") and c.title_words & {"misprision", "concealing", "concealment"}:
        open_ = unsettled("a felony concealed on purpose; whether concealment is deceit is open (Kawashima)")
        return _split(c, "concealment_as_deceit", circumstance("concealment, which is deceit; the loss decides"), open_)
    elif r.act("swear") and r.mind("knowledge"):
        # Kawashima, 565 U.S. 478, 483-85: to swear what one knows to be false on a material matter entails deceit
        reason = "a falsehood on a material matter, known to be false and sworn"
    if reason:
        return circumstance(f"{reason}; the loss decides")
    if r.purpose("deceive") and not r.act("launder"):
        return unsettled("an aim to deceive; whether the offense involves deceit that can cause a loss is open")
    if r.act(*_OATHS) and r.mind("knowledge"):
        return unsettled(
            "a falsehood known to be false and sworn; whether the offense involves deceit is open (Kawashima)"
        )
    if r.object("false_document") and r.act("make", "use") and r.purpose("injure") and r.mind("knowledge"):
        # Deceit is deceiving "as by falsification": Kawashima v. Holder, 565 U.S. 478, 484 (2012).
        return circumstance("a paper falsified, or used as true, in order to injure; the loss decides")
    if r.object("false_document") and r.act("make", "use", "possess") and r.purpose("injure"):
        return unsettled("a false paper made, used or held to injure; whether that involves deceit is open")
    return _knowing_falsehood(r, c)


DECEPTIONS = frozenset({"fraud", "forgery", "identity", "perjury", "immigration"})
"""Families of offenses that live by falsehood."""
PERSONATION = frozenset({"personation", "impersonating", "impersonation", "posing"})
"""Words of a title for one who passes for another."""


def _knowing_falsehood(r: Reading, c: Context) -> Finding:
    """A falsehood known for one, with no aim that must be proved.

    Deceit is "the act or process of deceiving (as by falsification, concealment, or cheating)", and elements that
    necessarily entail it are enough: Kawashima v. Holder, 565 U.S. 478, 483-85 (2012). No decision was found on an
    offense that asks for the falsehood and the knowledge alone.
    """
    if _near_to_fraud(r, c):
        return unsettled("an offense near to fraud; whether it involves fraud or deceit is open")
    if not r.mind("knowledge"):
        return no("no fraud or deceit need be proved")
    papers = "forgery" in c.families and r.object("other")
    if papers and r.act("make", "transfer"):
        return unsettled("papers or their tools made or passed without authority; whether deceit is inherent is open")
    if r.purpose("crime") and (r.act("use_identity") or ("forgery" in c.families and r.act("possess"))):
        return unsettled("papers or data of identity held or used for a crime; that crime decides")
    if r.object("false_document") and r.act("make", "use", "transfer"):
        return unsettled(
            "a false paper knowingly made, used or passed; whether the offense involves deceit is open (Kawashima)"
        )
    if r.act("lie") and c.families & DECEPTIONS:
        return unsettled("a statement known to be false; whether the offense involves deceit is open (Kawashima)")
    if r.act("use_identity") and c.title_words & PERSONATION:
        return unsettled("one person passing for another; whether the offense involves deceit is open (Kawashima)")
    if r.act("use") and "fraud" in c.families:
        return unsettled("a paper, check or card knowingly misused; whether the offense involves deceit is open")
    if r.object("brand") and "fraud" in c.families and c.title_words & {"counterfeit", "counterfeiting"}:
        # to make or sell such goods necessarily defrauds somebody: Rodriguez-Valencia v. Holder, 652 F.3d 1157 (9th Cir. 2011)
        return unsettled("counterfeit goods knowingly made or sold; whether deceit is inherent is open")
    return no("no fraud or deceit need be proved")


def tax_evasion(r: Reading, c: Context) -> Finding:
    """(M)(ii): 26 U.S.C. 7201; the revenue loss is a circumstance."""
    found = _listed(c, ("26.7201",), no("not an evasion of federal tax"))
    return circumstance("26 U.S.C. 7201; the revenue loss decides") if found.verdict is Verdict.YES else found


def smuggling(r: Reading, c: Context) -> Finding:
    """(N): bringing, carrying or harboring a person without status."""
    found = no("nobody is brought in, carried or harbored against the immigration law")
    if r.act("move_migrant", "bring_migrant"):
        found = yes("bringing, carrying or harboring") if r.mind("recklessness") else no("no knowledge or disregard")
    return _listed(c, ("8.1324.a.1.a", "8.1324.a.2"), found)


def reentry(r: Reading, c: Context) -> Finding:
    """(O): entry or re-entry after removal for an aggravated felony; the earlier removal is a circumstance."""
    found = _listed(c, ("8.1325.a", "8.1326"), no("no unlawful entry or re-entry"))
    if found.verdict is Verdict.YES:
        return circumstance("a listed section; whether the earlier removal rested on an aggravated felony decides")
    return found


PAPERS = frozenset({"immigration", "passport", "citizenship", "alien", "visa"})


def immigration_papers(r: Reading, c: Context) -> Finding:
    """(P): false passports and immigration papers, 18 U.S.C. 1543 and 1546(a)."""
    state = no("no false paper is made, used or held")
    if r.object("false_document") and r.act("make", "use", "possess", "transfer"):
        state = no("the false paper may be another than a passport or an immigration paper")
        if (c.families | c.title_words) & PAPERS:
            state = unsettled("a state's offense of false immigration papers, to be compared with 18 U.S.C. 1546(a)")
    return _listed(c, ("18.1543", "18.1546.a"), state)


def failure_to_serve(r: Reading, c: Context) -> Finding:
    """(Q): failure to appear for service of a sentence; the underlying maximum is a circumstance."""
    if not r.act("abscond"):
        return no("no failure to appear")
    if r.object("proceeding") or not r.has("object"):
        return circumstance("whether a sentence was to be served, and the underlying maximum, decide")
    if r.object("duty"):
        return unsettled("escape: whether it is a failure to appear for service is open")
    if {"surrender", "sentence"} <= c.title_words:  # 18 U.S.C. 3146(a)(2): Adeniye, 26 I&N Dec. 726, 728-29 (BIA 2016)
        return circumstance("a failure to surrender for service of a sentence; the underlying maximum decides")
    return no("a duty other than to appear")


def failure_to_appear(r: Reading, c: Context) -> Finding:
    """(T): failure to appear before a court on a felony charge; the underlying maximum is a circumstance."""
    if r.act("abscond") and (r.object("proceeding") or not r.has("object")):
        return circumstance("whether a court ordered it on a felony charge, and the maximum of that charge, decide")
    return no("no failure to appear before a court")


def _altered_vehicle(c: Context) -> bool:
    """True where the title speaks of a vehicle's identification number."""
    return bool(c.title_words & {"vehicle", "vehicles"}) and bool(c.title_words & {"number", "numbers"})


def _moved(r: Reading) -> bool:
    """True where more is done than to have the thing, or it is had for gain."""
    return r.act("transfer", "transport", "damage", "make") or r.purpose("profit")


COUNTERFEITING = tuple(f"18.{n}" for n in range(470, 515))
"""Chapter 25 of title 18, Counterfeiting and Forgery."""


def forgery(r: Reading, c: Context) -> Finding:
    """(R): commercial bribery, counterfeiting, forgery, vehicles with altered numbers."""
    found = _forged_or_bribed(r, c)
    if found.verdict is Verdict.NO and c.is_federal and c.lies_in(*COUNTERFEITING) and r.mind("knowledge"):
        # 18 U.S.C. 472 relates to counterfeiting: Albillo-Figueroa v. INS, 221 F.3d 1070, 1073 (9th Cir. 2000)
        return unsettled("a section of the chapter on counterfeiting and forgery, to which (R) need only relate")
    return found


COPIED_WORKS = frozenset({"film", "infringement", "performance", "picture", "recording", "recordings", "sounds"})
"""Words of a title for works that are copied, and not for marks that pass one thing for another."""


def _forged_or_bribed(r: Reading, c: Context) -> Finding:
    if r.object("false_document") and r.act("make", "use", "possess", "transfer", "receive", "transport"):
        if r.purpose("defraud", "deceive"):
            return yes("a false paper made, used or held to defraud or deceive")
        if r.purpose("injure"):
            return yes("a false paper made, used or held to injure, which relates to forgery (Richards)")
        if r.purpose("crime", "obstruct", "profit", "theft"):
            return unsettled(
                "a false paper made, used or held for a crime or for gain; (R) reaches what relates to forgery"
            )
        if r.act("make", "use", "transfer") and r.mind("knowledge"):
            return _split(
                c,
                "forgery_without_aim_to_defraud",
                unsettled("a false paper knowingly made or passed, with no aim to defraud"),
                no("forgery asks for an aim to defraud"),
            )
        return no("no aim to defraud or deceive need be proved")
    if r.object("brand") and r.mind("knowledge") and c.title_words & COPIED_WORKS:
        return unsettled("a work copied without its owner's consent; whether that is counterfeiting is open")
    if r.object("brand"):
        # Rodriguez-Valencia, 652 F.3d 1157: making, selling or holding such goods for sale necessarily defrauds somebody
        if r.mind("knowledge") or r.purpose("profit"):
            return yes("counterfeit marks or goods, with knowledge or held for sale")
        return no("no knowledge")
    if r.act("bribe"):
        if r.object("duty", "investigation", "proceeding"):
            return no("a bribe to an official is no commercial bribe (Gruenangerl)")
        if r.object("property", "services", "money"):
            return yes("a bribe in commerce")
        return unsettled("a bribe, and no word on whether it is in commerce")
    if r.act("transfer", "possess", "receive", "make") and r.object("vehicle") and r.purpose("profit"):
        if r.mind("knowledge") and c.title_words & {"number", "numbers"}:
            return yes("trade in vehicles whose identification numbers were altered, in the words of (R) itself")
        return unsettled("trade in vehicles, and no word on altered identification numbers")
    held = r.act("possess") and r.object("vehicle")
    if _altered_vehicle(c) and (held or _moved(r)) and r.mind("knowledge"):
        return unsettled(
            "altered numbers of vehicles or parts, and no trade in a vehicle; (R) reaches what relates to it"
        )
    if (
        "forgery" in c.families
        and r.act("make", "transfer", "possess", "use")
        and r.purpose("defraud", "deceive", "crime")
    ):
        return unsettled(
            "tools of forgery, or papers that may be genuine, held for a fraud; (R) reaches what relates to it"
        )
    if "forgery" in c.families and r.act("make", "transfer") and r.object("other") and r.mind("knowledge"):
        return unsettled(
            "papers or their tools knowingly made or passed without authority; (R) reaches what relates to it"
        )
    copied = "counterfeit" in c.title_words and not c.title_words & {"stolen", "revoked", "expired"}
    if copied and r.object("identity") and r.purpose("defraud") and r.mind("knowledge"):
        # 18 U.S.C. 1029(e)(2): what is counterfeit, fictitious, altered or forged; (R) reaches what relates to counterfeiting
        return yes("counterfeit access devices made, used or passed on to defraud")
    tools = r.object("other", "property") and c.title_words & {"counterfeit", "counterfeiting", "forgery"}
    if "forgery" in c.families and tools and r.act("make", "possess") and r.mind("knowledge"):
        return unsettled("tools known to be for counterfeiting or forgery; (R) reaches what relates to it")
    if "forgery" in c.families and r.act("damage", "lie", "other") and r.purpose("defraud"):
        return unsettled("a record falsified or destroyed to defraud; (R) reaches what relates to forgery")
    return no("no forgery, counterfeiting or commercial bribe")


CHAPTER_73 = tuple(f"18.{number}" for number in range(1501, 1522))
"""Chapter 73 of title 18, Obstruction of Justice: (S) takes in what it covers (Valenzuela Gallardo, 27 I&N Dec. 449)."""


def obstruction(r: Reading, c: Context) -> Finding:
    """(S): obstruction of justice, perjury, bribery of a witness; no pending proceeding is needed (Pugin)."""
    if c.is_federal and c.lies_in(*CHAPTER_73):
        return yes("an offense of chapter 73 of title 18, Obstruction of Justice")
    if r.act("swear"):
        return yes("perjury: a falsehood sworn with knowledge") if r.mind("knowledge") else no("no knowledge")
    if r.act("swear_any"):  # generic perjury asks that the falsehood be material: Alvarado, 26 I&N Dec. 895, 901
        if r.mind("knowledge"):
            return unsettled("an oath known to be false that need not be material; (S) reaches what relates to perjury")
        return no("no knowledge")
    if r.act("sway_witness"):
        if r.is_("mind", "recklessness", "extreme"):
            # Pugin v. Garland, 599 U.S. 600 (2023), left the state of mind open; Matter of Valenzuela Gallardo, 27 I&N
            # Dec. 449 (BIA 2018), speaks of a specific intent to interfere.
            return unsettled(
                "a witness or victim influenced in disregard of the effect; whether (S) asks for intent is open"
            )
        if r.object("person") and r.purpose("annoy"):
            return unsettled("a witness or victim exposed to harassment, with no aim to sway testimony")
        return yes("a witness or victim knowingly influenced") if r.mind("knowledge") else no("no knowledge")
    if r.act("help_offender"):
        if r.purpose("obstruct") and r.object("duty", "other"):
            return unsettled("help to a prisoner's escape; whether it relates to obstruction is open")
        if r.purpose("obstruct"):
            return yes("help to an offender meant to hinder justice")
        if r.object("person") and r.mind("knowledge"):
            return unsettled("an offender knowingly harbored, with no aim that must be proved")
        return no("concealment without an aim to hinder justice")
    if r.act("obstruct") and r.object("investigation", "proceeding"):
        if r.purpose("annoy"):
            return unsettled(
                "a proceeding stirred up or hindered out of malice; whether that obstructs justice is open"
            )
        if r.mind("intent") or r.purpose("obstruct", "deceive"):
            return yes("an investigation or proceeding hindered on purpose")
        if r.object("proceeding") or not r.mind("knowledge"):
            return no("no aim to hinder an investigation or proceeding")
    if r.act("obstruct") and r.object("investigation") and r.mind("knowledge"):
        # Pugin v. Garland, 599 U.S. 600 (2023), left the state of mind open
        return unsettled("an inquiry knowingly hindered; whether (S) asks for that aim is open")
    if r.act("lie", "use_identity") and r.object("investigation", "proceeding") and r.purpose("deceive"):
        # 18 U.S.C. 1512(b)(3), 1519: to mislead an inquiry is among the federal offenses of obstruction (Pugin, 599 U.S. 600)
        return unsettled(
            "a falsehood meant to mislead an inquiry or proceeding; whether that obstructs justice is open"
        )
    others = c.title_words & {"informant", "juror", "judge", "officer"}
    if r.act("bribe") and r.object("proceeding") and "witness" in c.title_words and not others:
        return yes("bribery of a witness, which (S) names")
    if r.act("bribe") and r.object("proceeding", "investigation"):
        return unsettled("a bribe in a proceeding or inquiry: whether to a witness")
    if r.act("disobey") and r.object("proceeding", "other") and r.mind("knowledge"):
        # held to be one (18 U.S.C. 401(3)) in Alwan v. Ashcroft, 388 F.3d 507, 514-15 (5th Cir. 2004), before Pugin
        return unsettled("a knowing refusal to testify or to obey a court: whether it relates to obstruction is open")
    if r.act("abscond") and r.object("proceeding") and r.mind("knowledge"):
        # held to be one (18 U.S.C. 3146) in Renteria-Morales, 551 F.3d 1076, 1086-87 (9th Cir. 2008), before Pugin
        return unsettled("a knowing failure to appear in court: whether it relates to obstruction is open")
    return _obstruction_in_doubt(r, c)


def _obstruction_in_doubt(r: Reading, c: Context) -> Finding:
    """Acts near to obstruction of which no authority says that they do not relate to it.

    Pugin v. Garland, 599 U.S. 600 (2023): no proceeding need be pending, and (S) takes in what relates to obstruction.
    """
    aims = r.purpose("obstruct")
    about_justice = r.object("investigation", "proceeding")
    if (aims or r.purpose("deceive")) and about_justice and r.act("lie", "use_identity", "threaten", "touch"):
        return unsettled("an aim to hinder justice by another act")
    if r.act("lie") and about_justice and r.mind("intent"):
        return unsettled("an inquiry or a court misled on purpose")
    if "obstruction" in c.families and r.object("false_document") and r.act("make", "use") and r.mind("knowledge"):
        return unsettled("false evidence knowingly made or offered")
    if aims and r.act("obstruct", "damage") and r.mind("knowledge"):
        return unsettled("an act meant to keep officers from a duty or a person from calling them")
    if r.act("possess") and r.has("weapon") and r.mind("intent") and "obstruction" in c.families:
        return unsettled("a weapon held in order to sway a witness or to hinder an officer")
    if c.title_words & {"witness", "juror"} and r.act("threaten", "touch", "injure") and r.mind("knowledge"):
        return unsettled("force or a threat against a witness or a juror, for what was said or decided")
    if aims and r.act("kill", "threaten") and r.object("person") and not r.is_("victim", "officer"):
        return unsettled("an aim to hinder justice by violence or a threat against a person")
    officer = r.is_("victim", "officer") or "duty" in c.title_words
    if aims and r.act("threaten", "touch", "injure") and officer:
        return unsettled(
            "force or a threat meant to keep an officer from a duty; whether that obstructs justice is open"
        )
    return no("no perjury, no witness, no hindering of an investigation or proceeding")


# --- the other grounds --------------------------------------------------------------------------------------------------


SHAM = frozenset({"imitation", "look-alike", "noncontrolled", "simulated"})
"""Words of a title for what is passed off as a drug."""


def _sham_drug(r: Reading, c: Context) -> bool:
    """True for a thing made, held or passed on that only looks like a drug."""
    passed_off = "drugs" in c.families and bool(c.title_words & SHAM)
    return passed_off and r.act("make", "transfer", "possess") and r.object("other")


def controlled_substance(r: Reading, c: Context) -> Finding:
    """A law relating to a federally controlled substance (Mellouli)."""
    if r.federal_drug:
        return yes("a drug on the federal schedules")
    if r.unsure_drug:
        return missing("the entry does not say which list the drug is on")
    if r.act("facilitate") and r.object("crime"):
        return depends("the use of a phone or place for a crime: the crime decides")
    if _ammonia_for_a_drug(r, c):
        return yes("ammonia stolen or held in order to make methamphetamine, which federal law lists")
    if r.object("paraphernalia") and not r.has("substance"):
        return no("paraphernalia that need not be tied to a federally controlled drug (Mellouli)")
    if _sham_drug(r, c):
        # Matter of Sanchez-Cornejo, 25 I&N Dec. 273 (BIA 2010): delivery of a simulated drug relates to a controlled substance,
        # and is no drug trafficking; decided before Mellouli v. Lynch, 575 U.S. 798 (2015)
        return unsettled("a sham drug made, held or passed on; whether that still relates to a listed drug is open")
    if c.is_federal and c.lies_in("18.922.g.3"):
        return unsettled(
            "a firearm held by a user of a drug that federal law lists; whether that relates to the drug is open"
        )
    if c.is_federal and c.lies_in(*CSA_FELONIES, *IMPORT_FELONIES, "21.841.f"):
        return unsettled("chemicals, tools or records under the Controlled Substances Act, which may relate to a drug")
    return no("no drug, or one that is not on the federal schedules")


def firearm(r: Reading, c: Context) -> Finding:
    """Purchase, sale, use, possession or carrying of a firearm or destructive device as federal law defines it."""
    if r.is_("weapon", "firearm_federal"):
        return yes("a firearm as federal law defines it")
    if r.is_("weapon", "explosive") and c.is_federal and c.lies_in("26.5861"):
        return yes("a destructive device, which 26 U.S.C. 5845(f) defines as 18 U.S.C. 921(a)(4) does")
    if r.is_("weapon", "explosive"):
        return unsettled("an explosive; a destructive device of 18 U.S.C. 921(a)(4) counts, other explosives do not")
    if r.is_("weapon", "deadly"):
        return no("a weapon other than a firearm is enough")
    return _weapon_no(r, c)


def domestic_violence(r: Reading, c: Context) -> Finding:
    """A crime of violence against a person in a protected relation, which may be shown outside the elements."""
    found = violence(r, c)
    if found.verdict is Verdict.NO:
        return found
    on_a_thing = r.has("object") and not r.object("person", "protective_order")
    if on_a_thing and r.act("injure", "kill"):
        return no("force against an animal or another thing, not against a person")
    on_a_thing = on_a_thing and r.act("damage", "burn", "touch", "threaten", "endanger", "disobey")
    if on_a_thing and not r.has("harm") and not r.purpose("injure"):
        return no("force against property, not against a person")
    if found.verdict is Verdict.YES and not r.is_("victim", "partner"):
        return circumstance("a crime of violence; whether the victim was in a protected relation decides")
    return found


def child_abuse(r: Reading, c: Context) -> Finding:
    """Abuse, neglect or abandonment of a child (Velazquez-Herrera; Soram)."""
    if not r.has("age"):
        return no("the victim need not be a child")
    if r.act("drive"):
        # Florez v. Holder, 779 F.3d 207 (2d Cir. 2015): a child in an impaired driver's car, charged as endangerment
        return unsettled("a child carried by an impaired or reckless driver; no decision on such an offense was found")
    if not r.mind("negligence"):
        return no("not even criminal negligence need be proved")
    if r.act("run_sex_trade", "buy_sex"):
        return yes("a child used in prostitution (Velazquez-Herrera)")
    # 18 U.S.C. 2246(2)(B): contact of mouth and sexual organ is a sexual act, penetration or not
    act = r.act("sexual_act") or (r.act("sexual_contact") and bool(c.title_words & INTERCOURSE))
    if act or (r.act("sexual_contact", "expose") and r.at_least("age", "under_14")):
        return yes("a sexual offense against a child")
    if r.act("sexual_contact", "expose"):
        return _split(
            c,
            "sexual_contact_as_child_abuse",
            yes("a sexual offense against a child"),
            no("a sexual touch of a minor of 14 or more need not harm"),
        )
    if r.act("accost") and r.purpose("sexual"):
        if r.at_least("age", "under_14"):
            return yes("a sexual approach to a child")
        # what does not even touch cannot be more certain than the lewd touch of Menendez, 908 F.3d 467, 474-75
        return _split(
            c,
            "sexual_contact_as_child_abuse",
            yes("a sexual approach to a child"),
            unsettled("a sexual approach to a minor of 14 or more, without touch or harm"),
        )
    if r.harm("injury"):
        return yes("injury to a child")
    if r.object("child_image") and r.act("make"):
        return yes("a sexual image made of a child")
    if r.at_least("risk", "probable"):
        if r.mind("recklessness"):
            return yes("a child knowingly or recklessly put in probable danger")
        return _split(
            c,
            "negligent_endangerment_as_child_abuse",
            yes("a child negligently put in probable danger"),
            no("negligence without injury is enough"),
        )
    if r.object("child_image") and r.mind("knowledge"):
        # Salmoran v. Attorney General, 909 F.3d 73 (3d Cir. 2018), after the Board; nobody has said otherwise.
        return yes("an image of a child's sexual conduct knowingly held or passed on (Salmoran)")
    if r.purpose("sexual") and r.act("facilitate", "restrain", "touch", "transfer"):
        return unsettled("a child as the object of a sexual aim, by another act")
    return _child_abuse_in_doubt(r, c)


def _child_abuse_in_doubt(r: Reading, c: Context) -> Finding:
    """Wrongs to a child, without injury or probable danger, that may be maltreatment.

    Matter of Velazquez-Herrera, 24 I&N Dec. 503, 512 (BIA 2008): any act or omission that is maltreatment of a child or
    impairs a child's physical or mental well-being, sexual exploitation among them.
    """
    if r.harm("alarm") and r.mind("knowledge") and r.act("accost", "pursue", "threaten", "touch", "injure"):
        return unsettled("a child knowingly put in fear or distress")
    if r.purpose("cause_fear") and r.mind("knowledge") and r.act("threaten", "pursue"):
        return unsettled("a threat meant to put a child in fear of harm")
    if r.act("accost") and r.mind("knowledge") and r.at_least("age", "under_14"):
        return unsettled("a young child approached in order to lead it away")
    if r.act("restrain") and r.is_("consent", "by_force", "by_deceit") and r.mind("knowledge"):
        return unsettled("a child taken or held by force, fear or deceit")
    if r.act("touch") and r.mind("knowledge"):
        return unsettled("a child knowingly assaulted, with no injury that must follow")
    if r.act("facilitate") and r.purpose("crime") and r.mind("intent"):
        return unsettled("a child made the mark of another's crime")
    if "sexual" in c.families and r.mind("knowledge"):
        return unsettled("an offense of sexual matter that uses a child or is aimed at one")
    if r.act("accost", "restrain", "touch") and (r.purpose("crime", "injure", "cause_fear") or r.has("weapon")):
        return unsettled("a child approached, confined or touched for a crime or with a weapon")
    if r.act("endanger") and r.mind("knowledge") and r.is_("victim", "dependant"):
        return unsettled("a duty of care toward a child knowingly broken, or a child left: neglect or abandonment")
    if r.act("endanger") and r.mind("knowledge"):
        return unsettled("a child knowingly put at a risk that need not be probable")
    if r.act("endanger") and (r.is_("victim", "dependant") or r.has("risk") or r.has("harm")):
        # Matter of Soram, 25 I&N Dec. 378, 385 (BIA 2010), asks for no injury, of a section that asks for a reasonable
        # probability of it; Florez v. Holder, 779 F.3d 207, 212 (2d Cir. 2015): for a risk that is high enough
        open_ = unsettled("a child put at some risk, or left to suffer, by negligence or recklessness (Soram)")
        if r.mind("recklessness"):
            return open_
        return _split(c, "negligent_endangerment_as_child_abuse", open_, no("negligence without injury is enough"))
    # Velazquez-Herrera, 24 I&N Dec. 503, 512 (BIA 2008): maltreatment of a child, or what impairs its physical or mental
    # well-being, also mental or emotional harm and its use as an object of gratification or in commerce
    if r.act("restrain") and r.has("consent") and r.mind("knowledge"):
        return unsettled("a child knowingly confined or carried off against the will of the child or of its keeper")
    if (r.act("endanger") or c.title_words & {"corrupting", "corruption"}) and r.mind("knowledge"):
        return unsettled("a child knowingly corrupted, used for a crime or left where crimes are done")
    if r.act("transfer", "possess", "use", "make") and r.object("substance") and r.mind("knowledge"):
        return unsettled("a minor supplied with drugs or used in their trade (Velazquez-Herrera)")
    return no("neither injury, sexual conduct nor a probable danger to the child must be proved")


def _knowing_fear(r: Reading) -> bool:
    """True where the actor must know that the victim is alarmed, not only what is done."""
    return r.is_("mind_harm", "knowledge", "intent") and r.at_least("harm", "alarm")


def stalking(r: Reading, c: Context) -> Finding:
    """A course of conduct that is meant to put its target in fear of harm (Sanchez-Lopez)."""
    if r.act("disobey") and r.purpose("cause_fear", "injure"):
        return unsettled("an order broken to put a person in fear; whether by a course of conduct is not said")
    if not r.act("pursue"):
        return no("no course of conduct at one person")
    if not r.mind("knowledge"):
        return no("less than knowledge is enough")
    if r.purpose("cause_fear", "injure"):
        return yes("a knowing course of conduct meant to cause fear of harm")
    if r.has("force") or _knowing_fear(r):
        return unsettled(
            "a course of conduct with force or its threat, or known to frighten; whether it must be meant to"
        )
    if r.at_least("force", "violent") or r.harm("injury"):
        return unsettled("a course of conduct with injury, violent force or its threat, meant to annoy or to frighten")
    if c.is_federal and c.lies_in("18.2261a"):
        return unsettled("the federal crime of stalking, whose aim may be to harass; the ground uses its name")
    if "fear" in c.title_words and r.mind("intent"):
        # Sanchez-Lopez, 27 I&N Dec. 256, was of a fear for a safety that need not be bodily, and of no result likely
        return unsettled("a course of conduct on purpose, which causes fear or is likely to; the aim may be another")
    return no("an aim short of fear of bodily harm, such as distress, is enough (Sanchez-Lopez)")


def protection_order(r: Reading, c: Context) -> Finding:
    """A violation of a protection order: what the order forbade and what was done decide (Obshatko)."""
    against_an_order = r.act("touch", "injure", "threaten", "possess_barred") and "order" in c.title_words
    against_an_order = against_an_order or (r.object("protective_order") and r.act(*_PERSON_ACTS, "accost"))
    in_breach = r.act("pursue", "obstruct") and {"court", "order"} <= c.title_words and "after" not in c.title_words
    against_an_order = against_an_order or in_breach
    if r.act("disobey") and r.object("duty"):
        return no("an officer's order is no court's order")
    if r.act("disobey") or against_an_order:
        return circumstance("the order broken, the part of it, and what was done decide; no conviction is needed")
    return no("no order is broken by the act itself")


def prostitution(r: Reading, c: Context) -> Finding:
    """Prostitution or procuring, 8 U.S.C. 1182(a)(2)(D): intercourse for hire (Kepilino; Gonzalez-Zoquiapan)."""
    if r.act("buy_sex"):
        return no("a customer neither engages in prostitution nor procures")
    if not r.act("run_sex_trade", "sell_sex"):
        return no("no prostitution and no procuring")
    if r.object("intercourse"):
        return yes("intercourse for hire")
    return no("conduct for hire other than intercourse is enough")


def trafficking_in_persons(r: Reading, c: Context) -> Finding:
    """8 U.S.C. 1182(a)(2)(H): severe trafficking in persons, 22 U.S.C. 7102."""
    return servitude(r, c)


def laundering_inadmissibility(r: Reading, c: Context) -> Finding:
    """8 U.S.C. 1182(a)(2)(I): laundering of any amount."""
    found = laundering(r, c)
    if found.verdict is Verdict.CIRCUMSTANCE:
        return yes("an offense described in 18 U.S.C. 1956 or 1957, of any amount")
    return found


DRUG_WORDS = tuple(frozenset({word}) for word in (
    "drug", "drugs", "narcotic", "narcotics", "cocaine", "heroin", "methamphetamine", "marijuana", "cannabis", "marihuana",
    "opium", "opioid", "hashish", "paraphernalia",
)) + tuple(frozenset({"controlled", word}) for word in ("substance", "substances"))  # fmt: skip
"""Words that together in a title speak of drugs."""
SEX_TRADE_WORDS = tuple(frozenset({word}) for word in (
    "prostitution", "prostitute", "prostitutes", "pimping", "pandering", "brothel",
))  # fmt: skip
"""Words of a title that speak of sex for hire."""
SERVITUDE_WORDS = tuple(map(frozenset, (
    {"servitude"}, {"slavery"}, {"slave"}, {"peonage"}, {"forced", "labor"}, {"trafficking", "human"}, {"sex", "trafficking"},
    {"trafficking", "persons"},
)))  # fmt: skip
"""Words that together in a title speak of persons held or traded."""
HIDDEN_MONEY_WORDS = tuple(map(frozenset, ({"proceeds"}, {"cash"}, {"currency", "report"})))
"""Words that together in a title speak of money moved or hidden."""


def _says(c: Context, *of: frozenset[str]) -> bool:
    return any(words <= c.title_words for words in of)


def drug_conduct(r: Reading, c: Context) -> Finding:
    """What may give reason to believe in drug trafficking, 8 U.S.C. 1182(a)(2)(C): conduct, whatever the statute's list holds."""
    if (
        r.object("substance", "paraphernalia")
        or "drugs" in c.families
        or (_says(c, *DRUG_WORDS) and not r.act("drive"))
    ):
        return yes("drugs, of whatever list: what was done decides, not the statute")
    if r.act("launder") or "laundering" in c.families:
        return yes("money of a crime, which may be one of drugs: what was done decides")
    if r.act("drive"):
        return no("driving under a drug is its use, and no trade in it")
    found = strongest([controlled_substance(r, c), drug_trafficking(r, c)])
    if found.verdict in (Verdict.NO, Verdict.DEPENDS):
        return found
    return yes("what may be an offense of drugs: what was done decides")


def sex_trade_conduct(r: Reading, c: Context) -> Finding:
    """What may show prostitution or procuring, 8 U.S.C. 1182(a)(2)(D): conduct, whatever else the statute covers."""
    if r.act("buy_sex"):
        return no("a customer neither engages in prostitution nor procures (Gonzalez-Zoquiapan)")
    if r.act("sell_sex", "run_sex_trade") or "prostitution" in c.families or _says(c, *SEX_TRADE_WORDS):
        return yes("sexual conduct for hire: what was done decides, not the statute")
    return no("no sexual conduct for hire")


def trafficking_conduct(r: Reading, c: Context) -> Finding:
    """What may give reason to believe in trafficking in persons, 8 U.S.C. 1182(a)(2)(H), beside the offenses that match it."""
    if trafficking_in_persons(r, c).verdict is not Verdict.NO:
        return yes("servitude or trafficking in persons")
    if (
        _says(c, *SERVITUDE_WORDS)
        or r.act("run_sex_trade", "move_migrant", "bring_migrant")
        or c.families & {"slavery", "smuggling"}
    ):
        return yes("persons brought, held or put to work for another: what was done decides, not the statute")
    return no("nobody brought, held or put to work")


def laundering_conduct(r: Reading, c: Context) -> Finding:
    """What may give reason to believe in laundering, 8 U.S.C. 1182(a)(2)(I): money hidden or structured, with whatever mind."""
    if r.act("launder") or "laundering" in c.families or _says(c, *HIDDEN_MONEY_WORDS):
        return yes("money hidden or structured: what was done decides, not the statute")
    return laundering_inadmissibility(r, c)


FOREIGN_AGENTS = tuple(f"22.{number}" for number in range(611, 622))
"""The sections of the Foreign Agents Registration Act of 1938."""
IMPAIRED = frozenset({
    "influence", "impaired", "intoxicated", "intoxicants", "drunken", "drugged", "alcohol", "drinking", "addicted", "blood",
    "percent", "drug", "substance", "solvent", "metabolite", "concentration",
})  # fmt: skip
"""Words of a title for driving while impaired."""


VEHICLES = frozenset({"vehicle", "vehicular", "motor", "driving", "driver", "vessel"})
"""Words of a title that speak of driving."""


def dangerous_driving(r: Reading, c: Context) -> Finding:
    """Driving that may be judged a particularly serious crime on its facts: Delgado v. Holder, 648 F.3d 1095 (9th Cir. 2011)."""
    return yes("driving that endangers others") if r.act("drive") else no("no dangerous driving")


def impaired_driving(r: Reading, c: Context) -> Finding:
    """What Matter of Castillo-Perez, 27 I&N Dec. 664 (A.G. 2019), calls driving under the influence, whatever a state calls it.

    Lesser offenses that need no proof of impairment, such as negligent driving, are outside by the decision's own words.
    """
    impaired = bool(c.title_words & IMPAIRED)
    if not r.act("drive"):
        if r.act("kill", "injure") and c.families & {"vehicle", "driving", "dui", "traffic", "homicide"}:
            if impaired and c.title_words & VEHICLES:
                return yes("driving while impaired that kills or injures")
            if c.title_words & VEHICLES:
                return unsettled("a vehicle that kills or injures; impairment may be an element")
        return no("no driving")
    if impaired:
        if r.mind("recklessness") and not r.has("harm"):
            return unsettled("careless driving beside a word for impairment, which may be no element")
        return yes("driving while impaired")
    return (
        no("driving that needs no impairment")
        if r.mind("negligence")
        else unsettled("driving; impairment may be an element")
    )


def entry_aided(r: Reading, c: Context) -> Finding:
    """An offense that is knowing help for another's entry against the law: 8 U.S.C. 1182(a)(6)(E), 1227(a)(1)(E).

    To carry or harbor who has come in is another thing, and so may a conviction for bringing be that rests on help after the
    crossing: Parra-Rojas v. Attorney General, 747 F.3d 164 (3d Cir. 2014).
    """
    if not (r.act("bring_migrant") and r.object("person")):
        return no("no help for another's entry need be proved")
    if not r.mind("knowledge"):
        return no("disregard of the law is enough; the ground asks for knowledge, and what was done decides")
    return yes("a person knowingly brought in, or helped or urged to come in, against the law")


def entry_conduct(r: Reading, c: Context) -> Finding:
    """What may show help for another's entry: conduct, whatever the statute (Martinez-Serrano, 25 I&N Dec. 151 (BIA 2009))."""
    if r.act("bring_migrant", "move_migrant"):
        return yes("persons brought, carried, harbored or encouraged: what was done decides, not the statute")
    if r.act("cross_border") or c.lies_in("8.1325"):
        return yes("an entry against the law, in which another may have been helped: what was done decides")
    if immigration_papers(r, c).verdict is not Verdict.NO:
        return yes("papers for entry, which may have been for another: what was done decides")
    return no("nobody's entry is spoken of")


MARRIAGE_WORDS = frozenset({"marriage", "marrying", "bigamy"})
"""Words of a title that speak of a marriage."""


def marriage_conduct(r: Reading, c: Context) -> Finding:
    """What may be, or hide, a marriage made to evade the immigration laws: 8 U.S.C. 1154(c), 1227(a)(1)(G)."""
    if c.lies_in("8.1325.c") or c.title_words & MARRIAGE_WORDS:
        return yes("a marriage: what it was made for decides")
    if c.is_federal and (r.act(*_OATHS, "lie") or immigration_papers(r, c).verdict is not Verdict.NO):
        return yes("a falsehood to the Government, which may have been about a marriage: what was done decides")
    return no("no marriage, and no falsehood to the Government")


ELECTION_WORDS = frozenset({"vote", "votes", "voting", "voter", "ballot", "registering", "registration"})


def false_claim(r: Reading, c: Context) -> Finding:
    """An offense that is a false claim to citizenship, 8 U.S.C. 1182(a)(6)(C)(ii) and 1227(a)(3)(D).

    A lie under a statute that speaks of no citizenship may be one: Matter of Barcenas-Barrera, 25 I&N Dec. 40 (BIA 2009), for
    18 U.S.C. 1542.
    """
    listed = _listed(c, ("18.911", "18.1015.e", "18.1015.f"), no("no claim to be a citizen"))
    if listed.verdict is not Verdict.NO:
        return listed
    if c.lies_in("18.1546.b"):
        return unsettled("a false attestation for work; whether it was of citizenship decides")
    if c.families & {"elections"} and c.title_words & ELECTION_WORDS:
        return unsettled("registering or voting without the right to; whether citizenship was claimed decides")
    shown = r.act("use") and (r.object("false_document") or c.families & {"fraud", "forgery", "perjury"})
    if r.act(*_OATHS, "lie", "use_identity") or shown:
        return unsettled("something false was said or shown; whether it was a claim to be a citizen decides")
    return listed


def unlawful_voting(r: Reading, c: Context) -> Finding:
    """An offense that is a vote against a law of the United States, a state or a place: 8 U.S.C. 1182(a)(10)(D), 1227(a)(6)."""
    if c.families & {"elections"} and c.title_words & {"vote", "voting", "voter"}:
        state = unsettled("an offense about a vote; whether one was cast decides")
    else:
        state = no("no vote")
    return _listed(c, ("18.611",), state)


def gambling(r: Reading, c: Context) -> Finding:
    """A gambling offense, of which two exclude good moral character: 8 U.S.C. 1101(f)(5)."""
    return yes("a gambling offense") if "gambling" in c.families else no("no gambling")


DRINKING_WORDS = frozenset({
    "drunk", "drunken", "drunkenness", "drunkard", "intoxicated", "intoxication", "alcohol", "drinking", "liquor", "influence",
})  # fmt: skip
"""Words of a title that speak of drinking."""


def drinking(r: Reading, c: Context) -> Finding:
    """An offense about drinking, in which the question of a habitual drunkard, 8 U.S.C. 1101(f)(1), may be put."""
    if r.act("transfer", "make", "keep_place"):
        return no("drink for others")
    if c.title_words & DRINKING_WORDS or impaired_driving(r, c).verdict is Verdict.YES:
        return yes("drinking in some form: whether it is a habit decides")
    return no("no drinking")


def torture(r: Reading, c: Context) -> Finding:
    """Criminal acts involving torture, for which 8 U.S.C. 1182(h) has no waiver, by the words of the offense."""
    if c.title_words & {"torture", "torturing", "tortured"}:
        return yes("torture by its title")
    return no("no torture")


def _only(*sections: str) -> Test:
    def test(r: Reading, c: Context) -> Finding:
        return _listed(c, sections, no("only the listed federal sections count"))

    return test


CHAPTERS_OF_SECURITY = tuple(f"18.{n}" for n in (*range(792, 800), *range(2151, 2157), *range(2381, 2392)))
"""Chapters 37, 105 and 115 of title 18."""
SERVICE_AND_TRADE_ACTS = tuple(f"50.{n}" for n in (*range(3801, 3821), *range(4301, 4342)))
"""The Military Selective Service Act and the Trading With the Enemy Act, as 8 U.S.C. § 1227(a)(2)(D)(iii) cites them."""


SECURITY_WORDS = frozenset({
    "terrorism", "terrorist", "terrorists", "terroristic", "terrorize", "terrorizing", "terror", "sabotage", "espionage",
    "treason", "hijacking", "hostage", "hostages",
})  # fmt: skip
"""Words of a title that speak of security or terror."""
_ENDANGERS = ("touch", "injure", "kill", "threaten", "endanger", "restrain", "damage", "burn")


def security_conduct(r: Reading, c: Context) -> Finding:
    """What may be found a security or terrorist ground, 8 U.S.C. 1182(a)(3), 1227(a)(4): what was done, and what for.

    "Terrorist activity" takes in any unlawful use of an explosive or a firearm to endanger persons or property, but for mere
    gain: 1182(a)(3)(B)(iii)(V).
    """
    if c.families & {"terrorism", "security", "export"} or c.title_words & SECURITY_WORDS:
        return yes("security, export or terror: what was done and what for decides")
    if c.lies_in(*CHAPTERS_OF_SECURITY):
        return yes("a section on espionage, sabotage, treason or sedition: what was done decides")
    armed = r.is_("weapon", "explosive", "firearm_federal", "firearm_any")
    if armed and (r.act(*_ENDANGERS) or r.purpose("crime", "injure", "cause_fear")):
        return yes("an explosive or a firearm used against persons or property: what for decides")
    return no("neither security nor terror, and no firearm or explosive used")


_AIMED_AT_PERSONS = ("touch", "injure", "kill", "threaten", "endanger", "pursue", "accost", "disobey")


def specified_offense(r: Reading, c: Context) -> Finding:
    """34 U.S.C. 20911(7): a specified offense against a minor, which facts may show (Introcaso).

    Any conduct that is by its nature a sex offense against a minor counts, 20911(7)(I), and so does video voyeurism, (F):
    what was done decides and not the statute, 26 I&N Dec. 304 (headnote 2); an assault may be one, United States v. Price,
    777 F.3d 700 (4th Cir. 2015).
    """
    sexual = r.act("sexual_act", "sexual_contact", "expose", "run_sex_trade", "buy_sex") or r.purpose("sexual")
    if r.object("child_image"):
        return yes("an image of a child's sexual conduct")
    if r.act("restrain"):
        return (circumstance if not r.has("age") else yes)("confinement of a minor by another than a parent")
    if sexual and r.has("age"):
        return yes("a sexual offense against a minor")
    if sexual:
        return circumstance("a sexual offense; whether the victim was a minor decides")
    about_a_person = r.object("person") or r.has("age") or r.has("victim")
    unnamed = r.act("other") and not r.has("object") and r.purpose("annoy")
    if r.act(*_AIMED_AT_PERSONS) and (about_a_person or r.object("protective_order") or not r.has("object")):
        return circumstance("an act aimed at a person; whether it was a sex offense against a minor decides")
    if about_a_person or unnamed or "sexual" in c.families:
        return circumstance("what was done may have been a sex offense against a minor; the facts decide")
    return no("neither a sexual offense nor an act aimed at a person")


STEALING = frozenset({"burglary", "theft", "larceny", "shoplifting", "robbery"})


def theft_family(r: Reading, c: Context) -> Finding:
    """8 U.S.C. 1226(c)(1)(E)(ii): burglary, theft, larceny or shoplifting, as the state itself uses the word."""
    if c.families & STEALING:
        if r.act("take", "enter", "receive"):
            return yes("burglary, theft, larceny or shoplifting by the state's own name")
        return unsettled("an offense near to theft; whether the state calls it that decides (8 U.S.C. 1226(c)(2))")
    if r.act("take") and r.has("consent") and (r.purpose(*DEPRIVE, "defraud", "theft") or r.has("force")):
        return yes("theft or larceny")
    if r.act("enter") and r.purpose(*CRIMINAL_AIMS):
        return yes("burglary: entry to commit a crime")
    if r.act("take", "receive"):
        return unsettled("whether the state calls it theft decides (8 U.S.C. 1226(c)(2))")
    named = r.object("identity") or (r.act("use_identity") and c.title_words & {"identifying", "identity"})
    data = named and "identity" in c.families and not c.title_words & PERSONATION
    if data or "theft" in c.title_words:
        return unsettled(
            "identity theft, or near to it; whether the state calls it theft decides (8 U.S.C. 1226(c)(2))"
        )
    return no("no taking, and no entry to commit a crime")


def officer_assault(r: Reading, c: Context) -> Finding:
    """8 U.S.C. 1226(c)(1)(E)(ii): assault of a law enforcement officer, as the state itself uses the word."""
    if not r.is_("victim", "officer"):
        named = c.title_words & {"officer", "officers", "police", "employee", "employees"}
        if named and not c.title_words & {"authority", "guilty"} and r.act("touch", "injure", "kill", "threaten"):
            return unsettled("officers stand among those protected; who was hurt, and what the state calls it, decides")
        if r.object("duty") and (r.act("touch", "injure", "threaten") or r.has("force") or r.has("harm")):
            return unsettled("force in an officer's way; whether the state calls it assault decides")
        return no("the victim need not be an officer")
    if r.act("touch", "injure", "kill"):
        return yes("force on an officer")
    if r.act("threaten", "obstruct", "flee", "drive", "endanger") or r.has("force"):
        return unsettled("whether the state calls it assault of an officer decides (8 U.S.C. 1226(c)(2))")
    return no("no assault")


def death_or_serious_injury(r: Reading, c: Context) -> Finding:
    """8 U.S.C. 1226(c)(1)(E)(ii): any crime that results in death or serious bodily injury to another."""
    if r.harm("serious") and (r.object("person") or not r.has("object") or r.has("victim")):
        return yes("death or serious injury is an element")
    return circumstance("any crime counts if it resulted in death or serious bodily injury to another person")


# --- crimes involving moral turpitude, by kinds -------------------------------------------------------------------------


def _told_to_escape(r: Reading) -> bool:
    """A lie to those who investigate, told to get away: the split lie_to_escape_as_turpitude."""
    return r.act("lie") and r.object("investigation") and r.purpose("obstruct")


def _turpitude_fraud(r: Reading, c: Context) -> Finding:
    if r.purpose("defraud"):
        return yes("an aim to defraud", "fraud")
    if r.act("take", "possess", "receive", "transfer") and r.is_("consent", "by_deceit"):
        return yes("property got by deceit", "fraud")
    if r.object("false_document") and not r.act("lie", *_OATHS):
        if r.act("make", "use", "transfer") and r.mind("knowledge"):
            return yes("a false paper made, used or passed with knowledge", "fraud")
        held = unsettled("a false paper held to deceive or harm; bare possession is not enough", "fraud")
        if r.purpose("deceive", "injure") and r.mind("knowledge"):
            return _split(
                c, "false_paper_held_to_deceive", yes("a false paper held to deceive or injure", "fraud"), held
            )
        if r.purpose("deceive", "injure", "obstruct", "theft", "crime", "profit"):
            return held
        return no("bare possession of a false paper, or no knowledge that it is false")
    if r.act(*_OATHS) and r.purpose("deceive"):
        return yes("a false oath meant to deceive", "fraud")
    if r.act(*_OATHS) and r.mind("knowledge"):
        found = unsettled("a false oath with knowledge; whether an aim to deceive is needed is open", "fraud")
        if r.act("swear"):
            perjury = yes("a material falsehood knowingly sworn, which is perjury at common law", "fraud")
            return _split(c, "perjury_without_aim", perjury, found)
        return found
    if r.act("lie") and r.purpose("deceive") and "alcohol" in c.families:
        return unsettled("a lie about an age, told to get drink and to nobody in office", "fraud")
    if (r.act("lie") or (r.act("use") and r.object("duty"))) and r.purpose("deceive") and r.mind("knowledge"):
        return _split(
            c,
            "lie_to_officials_as_turpitude",
            yes("a knowing falsehood that misleads the authorities", "fraud"),
            no("a falsehood without gain or aim to defraud"),
        )
    if r.act("use_identity") and r.object("crime"):
        # 18 U.S.C. 1028A(a)(1): Sasay v. Attorney General, 13 F.4th 291, 296-99 (3d Cir. 2021)
        return depends("another's identity used in another crime: that crime decides", "fraud")
    to_any_end = r.object("identity") and not c.families & {"elections", "forgery"}
    if r.act("use_identity") and r.purpose("deceive") and not to_any_end:
        # Beltran-Tirado v. INS, 213 F.3d 1179 (9th Cir. 2000), is of a number used to work, and reaches no vote or office.
        return unsettled("another posed as, to deceive, in an office, a vote, an instrument or to get a drug", "fraud")
    if r.act("use_identity") and r.purpose("deceive"):
        return _split(
            c,
            "deceit_to_obtain_work",
            yes("another's identity used to deceive", "fraud"),
            no("deceit to live or work without status is not turpitude here"),
        )
    if "tax" in c.families and r.mind("intent") and r.object("money") and r.purpose("obstruct"):
        # Matter of W-, 5 I&N Dec. 759 (BIA 1954); Costello v. INS, 311 F.2d 343, 348-49 (2d Cir. 1962); Carty v. Ashcroft,
        # 395 F.3d 1081 (9th Cir. 2005) (a state's tax): to mean to evade a tax is to mean to defraud
        return yes("a tax evaded on purpose, in which fraud is inherent", "fraud")
    if r.act("lie") and r.purpose("profit"):
        return unsettled("a false statement for gain: fraud may be inherent in it", "fraud")
    if (r.act("lie", "use_identity") or (r.act("transfer") and r.object("identity"))) and r.mind("knowledge"):
        found = unsettled("a knowing falsehood, with no aim that must be proved; fraud may be inherent in it", "fraud")
        if r.act("lie") and r.object("money") and "fraud" in c.families:
            gained = yes("a knowing falsehood to get money or credit, in which fraud is inherent", "fraud")
            return _split(c, "falsehood_about_money_as_fraud", gained, found)
        if r.act("use_identity") and r.is_("consent", "without") and not r.has("purpose"):
            return _split(
                c,
                "identity_used_unlawfully",
                found,
                no("another's identity used for any unlawful end, without an aim to defraud"),
            )
        if _told_to_escape(r):
            named = c.title_words & {"identification", "identity", "name"}
            return _split(
                c,
                "lie_to_escape_as_turpitude",
                yes("a lie told to keep from being caught", "fraud"),
                no("a false name, with neither gain nor an aim to defraud") if named else found,
            )
        to_officials = r.object("investigation", "duty", "proceeding")
        if to_officials and not r.has("purpose") and not r.has("harm"):
            return _split(
                c, "falsehood_without_aim", found, no("a knowing falsehood to an official, without gain or evil aim")
            )
        return found
    if (
        "forgery" in c.families
        and r.act("make", "transfer", "possess", "receive", "use")
        and r.purpose("deceive", "crime")
    ):
        return unsettled("tools of forgery, or papers that may be genuine, held for a falsehood or a crime", "fraud")
    if "forgery" in c.families and r.act("make", "transfer") and r.object("other") and r.mind("knowledge"):
        found = unsettled(
            "papers or their tools knowingly made or passed without authority; fraud may be inherent", "fraud"
        )
        if not r.act("transfer") or r.act("make"):
            return found
        passed = yes("papers of identity knowingly passed that were taken or made without authority", "fraud")
        return _split(c, "papers_passed_without_authority", passed, found)
    if _altered_vehicle(c) and _moved(r) and r.mind("knowledge"):
        return unsettled("a vehicle's altered numbers; whether fraud is inherent is open", "fraud")
    if _near_to_fraud(r, c):
        return unsettled("an offense near to fraud; whether fraud is inherent is open", "fraud")
    return no("no fraud")


def _near_to_fraud(r: Reading, c: Context) -> bool:
    """Acts of which no authority says that fraud is not inherent in them, though no aim to defraud must be proved."""
    if r.act("facilitate") and r.mind("recklessness") and r.object("money") and "fraud" in c.families:
        return True  # business sent to another in disregard of that person's fraud
    if not r.mind("knowledge"):
        return False
    if {"fraud", "identity"} <= c.families and r.act("other") and c.title_words & {"licence", "card"}:
        return True  # a licence got for a person not entitled: compare Lagunas-Salgado, 584 F.3d 707, 711-12 (7th Cir. 2009)
    if r.act("enter") and r.purpose("profit") and "fraud" in c.families:
        return True  # what is another's let out for rent
    if "elections" in c.families and {"voting", "once"} <= c.title_words:
        return True
    evading = r.act("possess", "make", "use", "transfer") and c.title_words & {"device", "devices", "equipment"}
    aims = r.purpose("profit", "distribute", "crime", "deprive_permanently")
    return bool(evading) and "fraud" in c.families and ("theft" in c.families or aims)


def _turpitude_theft(r: Reading, c: Context) -> Finding:
    if r.act("receive"):
        if not r.mind("knowledge") and r.purpose("deprive_permanently", "deprive_substantially"):
            return unsettled(
                "less than knowledge that the goods were stolen, but an aim to deprive their owner", "theft"
            )
        if not r.mind("knowledge"):
            return no("receipt without knowledge")
        if r.purpose("deprive_permanently", "deprive_substantially"):
            return yes("stolen goods received with knowledge, to deprive", "theft")
        return _split(
            c,
            "receipt_without_purpose_to_deprive",
            yes("stolen goods received with knowledge", "theft"),
            unsettled("stolen goods received with knowledge, for gain", "theft")
            if r.purpose("profit") and "theft" in c.families
            else no("receipt without an aim to deprive for good is enough"),
        )
    if r.act("touch", "injure", "threaten") and r.purpose("theft", "deprive_permanently", "deprive_substantially"):
        return yes("force or threats in order to steal: robbery, complete or attempted (Vo)", "theft")
    if r.purpose("theft") and r.act("damage", "make", "possess", "use", "transfer"):
        return unsettled(
            "tools or damage in order to steal; the crime that is aimed at decides (Matter of S-)", "theft"
        )
    tools = r.act("make", "possess") and r.purpose("crime") and not r.object("false_document")
    if tools and c.families & {"burglary", "theft", "weapons"} and r.mind("knowledge"):
        return unsettled("tools held for a crime; the crime that is aimed at decides (Matter of S-)", "theft")
    whole = r.purpose("deprive_permanently", "deprive_substantially")
    if "secret" in c.title_words and "theft" in c.families and r.mind("intent") and not whole:
        return unsettled("a trade secret taken or copied, which is kept for good once it is known", "theft")
    if not r.act("take"):
        return no("no taking")
    if r.is_("consent", "by_force"):
        return yes("robbery: a taking by force or fear", "theft")
    if r.purpose("deprive_permanently"):
        return yes("a taking to deprive for good", "theft")
    if r.purpose("deprive_substantially"):
        if c.day >= DIAZ_LIZARRAGA:
            return yes("a taking to deprive for good or of most of the value (Diaz-Lizarraga)", "theft")
        return no("before 16 November 2016 only a taking to deprive for good counted")
    if r.object("services") and r.mind("knowledge") and "theft" in c.families:
        return unsettled("services stolen, which nobody can be deprived of for a time", "theft")
    if r.purpose("crime") and r.mind("knowledge"):
        return unsettled("a taking in order to commit another crime; that crime decides", "theft")
    kept = r.object("property") and r.is_("consent", "without") and not r.has("purpose")
    if kept and r.mind("knowledge") and "theft" in c.families and "trespass" not in c.families:
        return unsettled("what the state calls theft, and no word on the aim", "theft")
    return no("an aim to deprive for a time, or none, is enough")


def _turpitude_burglary(r: Reading, c: Context) -> Finding:
    if not r.act("enter"):
        return no("no entry")
    if r.purpose("theft", *DEPRIVE):
        if r.is_("consent", "without", "by_force"):
            return yes("unlawful entry to steal", "burglary")
        open_place = no("entry of a place that is open, in order to steal, is enough")
        if r.object("dwelling"):  # Hernandez-Cruz is of a shop; see below
            open_place = unsettled("a dwelling entered to steal, where the entry need not be unlawful", "burglary")
        return _split(c, "open_place_entered_to_steal", yes("entry to steal", "burglary"), open_place)
    if r.object("dwelling") and r.is_("consent", "without", "by_force") and r.purpose(*CRIMINAL_AIMS):
        return yes("unlawful entry of a dwelling to commit a crime", "burglary")
    if r.object("dwelling") and r.is_("consent", "by_deceit") and r.purpose(*CRIMINAL_AIMS):
        return unsettled("a dwelling entered by a trick to commit a crime", "burglary")
    if r.object("dwelling") and not r.has("consent") and r.purpose(*CRIMINAL_AIMS):
        # Matter of J-G-D-F-, 27 I&N Dec. 82 (BIA 2017), is of an unlawful entry; Hernandez-Cruz v. Holder, 651 F.3d 1094
        # (9th Cir. 2011), of a shop that was open. A home that one may enter lies between them.
        return unsettled("a dwelling entered to commit a crime, where the entry need not be unlawful", "burglary")
    if r.is_("consent", "by_force") or (r.is_("consent", "without") and r.has("force")):
        return unsettled("a place entered with force or its threat against a person inside", "burglary")
    if r.object("dwelling") and r.is_("consent", "without") and r.has("harm") and r.mind("knowledge"):
        # Matter of J-G-D-F-, 27 I&N Dec. 82 (BIA 2017), is of an aim to commit a crime; trauma meant for those at home is near
        return unsettled("a dwelling unlawfully entered and a person inside harmed", "burglary")
    if r.is_("consent", "without") and r.purpose("crime", "injure", "sexual", "defraud") and r.mind("knowledge"):
        # Matter of M-, 2 I&N Dec. 721 (BIA 1946): the crime that is meant decides; a state may or may not ask which it was
        return unsettled(
            "unlawful entry for a crime: the crime that is meant decides, if it must be proved", "burglary"
        )
    graver = (r.has("weapon") or r.harm("injury")) and r.mind("knowledge")
    if r.is_("consent", "without") and r.purpose("crime") and graver:
        return unsettled("a place unlawfully entered for a crime, armed or with injury", "burglary")
    if r.purpose("crime") and "safe" in c.title_words:
        return unsettled("a building entered for a crime and its safe opened by force", "burglary")
    return no("entry for a crime that need not be turpitudinous, or for none")


_OATHS = ("swear", "swear_any")
_PERSON_ACTS = ("touch", "injure", "kill", "threaten", "endanger", "restrain", "pursue")
_WEAPONS = ("deadly", "firearm_federal", "firearm_any", "explosive")


def _turpitude_violence(r: Reading, c: Context) -> Finding:
    if r.act("kill") and "murder" in c.title_words:
        # Matter of Lopez-Amaro, 20 I&N Dec. 668 (BIA 1993); Fong Haw Tan v. Phelan, 162 F.2d 663 (9th Cir. 1947)
        return yes("what the state calls murder", "violence")
    if r.object("other") and r.mind("knowledge") and "fight" in c.title_words and "spectator" not in c.title_words:
        # Matter of Ortega-Lopez, 27 I&N Dec. 382 (BIA 2018); Ortega-Lopez v. Barr, 978 F.3d 680 (9th Cir. 2020)
        if r.purpose("injure") and c.title_words & {"causing", "sponsoring", "exhibiting"}:
            return yes("an animal set to fight for amusement or gain", "violence")
        return unsettled("a part in a fight of animals; to sponsor or exhibit one is turpitudinous", "violence")
    if r.act("injure", "kill") and r.has("object") and not r.object("person") and r.mind("knowledge"):
        return unsettled("harm to an animal or another thing that lives", "violence")
    armed = r.act("possess", "possess_barred", "transfer", "transport", "receive") and r.has("weapon")
    if armed and r.mind("knowledge") and r.purpose("injure", "cause_fear", "crime"):
        return unsettled("a weapon held or passed on to be used against a person or in a crime", "violence")
    if r.act("disobey") and r.mind("knowledge") and (r.harm("injury") or r.at_least("force", "violent")):
        return unsettled(
            "an order knowingly broken with injury, violence or its threat; no authority decides it", "violence"
        )
    if (
        r.act("enter", "take", "flee", "obstruct", "disobey")
        and r.harm("injury")
        and r.is_("mind_harm", "knowledge", "intent")
    ):
        return yes("injury caused with knowledge by another act", "violence")
    if not r.act(*_PERSON_ACTS):
        return no("no act against a person")
    if r.harm("injury") and r.mind_harm("knowledge"):
        return yes("injury caused with knowledge", "violence")
    grave = r.harm("serious") or (r.is_("weapon", *_WEAPONS) and r.act("touch", "injure", "threaten", "endanger"))
    if grave and r.mind_harm("recklessness"):
        return yes("serious injury, death or a deadly weapon, with recklessness", "violence")
    if r.is_("victim", "officer") and r.harm("injury") and r.mind_harm("recklessness"):
        return yes("an officer injured with recklessness", "violence")
    if (
        r.act("touch", "injure", "kill")
        and r.mind("knowledge")
        and (r.at_least("force", "violent") or r.is_("weapon", *_WEAPONS))
    ):
        return yes("violent force or a weapon on a person (Wu)", "violence")
    if r.act("touch") and r.purpose("injure", "sexual") and r.mind("knowledge"):
        return yes("an assault with intent to injure or to abuse", "violence")
    if r.act("threaten") and r.purpose("cause_fear"):
        meant = yes("a threat meant to cause fear of harm", "violence")
        if r.has("mind_harm") or r.has("harm") or r.has("weapon"):
            return meant
        calm = unsettled(
            "neither an aim to injure nor a victim who is afraid need be proved (Flores-Vasquez)", "violence"
        )
        return _split(c, "threat_that_need_not_frighten", meant, calm)
    if r.act("threaten") and r.purpose("profit") and r.mind("knowledge"):
        return yes("a threat for gain: extortion", "violence")
    if r.at_least("risk", "grave") and r.mind("recklessness") and r.mind_harm("recklessness"):
        return yes("a grave danger of death or serious injury, with recklessness", "violence")
    if r.act("touch", "injure") and r.mind("knowledge") and r.harm("serious"):
        found = unsettled(
            "a willful touch that causes serious injury, with no state of mind toward the injury", "violence"
        )
        if r.act("injure") or not r.is_("force", "contact"):
            return found
        bare = no("an offensive touch is enough, and no state of mind toward the injury need be proved (Uppal)")
        return _split(c, "serious_injury_as_turpitude", found, bare)
    lesser = r.act("endanger") and r.has("risk")
    lesser = lesser or (r.act("injure") and "endangerment" in c.families)
    reckless = r.mind("recklessness") and r.mind_harm("recklessness") and not r.mind("knowledge")
    if lesser and r.object("person") and reckless:
        return _split(
            c,
            "lesser_danger_as_turpitude",
            yes(
                "a person knowingly put at risk or hurt by recklessness, in an offense of reckless conduct", "violence"
            ),
            no("conduct that only may put a person in danger is enough (Mahn)"),
        )
    return no("a simple battery, a bare threat or a lesser danger is enough")


POISONS = frozenset({"drug", "drugs", "intoxicating", "poison", "poisoning", "poisonous", "substance"})
"""Words of a title for what a person is made to swallow or breathe."""


def _turpitude_pursuit(r: Reading, c: Context) -> Finding:
    """A course of conduct that no authority calls turpitudinous and none clears; with a threat it is near to Ajami."""
    if r.act("pursue") and r.mind("knowledge"):
        if r.has("force") or _knowing_fear(r):
            return unsettled("a pursuit with a threat, or known to frighten (Ajami)", "stalking")
        if r.harm("injury"):
            return unsettled("a pursuit in which the victim is hurt; no authority decides it", "stalking")
        if r.purpose("annoy") and r.mind("intent") and "stalking" in c.title_words:
            return unsettled("stalking on purpose to distress gravely; no authority decides it", "stalking")
    return no("no pursuit that is in doubt")


def _turpitude_doubtful_violence(r: Reading, c: Context) -> Finding:
    """Violence, threats and danger of which no authority says that they are not turpitudinous."""
    if "mayhem" in c.title_words:
        return unsettled("mayhem, which asks for malice and a lasting injury; no authority decides it", "violence")
    if r.act("take") and r.object("weapon") and r.is_("victim", "officer") and r.mind("recklessness"):
        return unsettled("an officer's weapon taken in the course of resisting; no authority decides it", "violence")
    if not r.act(*_PERSON_ACTS) and r.purpose("cause_fear") and r.mind("knowledge"):
        return unsettled("another act meant to put a person in fear of harm", "violence")
    if r.at_least("risk", "grave") and r.act(*_PERSON_ACTS) and r.mind("knowledge"):
        return unsettled(
            "a grave danger that comes of a knowing act, with no state of mind toward the danger", "violence"
        )
    if "homicide" in c.families and r.mind("knowledge"):
        return unsettled("a knowing act that helps to bring about a death", "violence")
    at_a_place = r.object("dwelling", "building", "vehicle", "weapon", "other")
    at_a_place = at_a_place and (r.has("mind_harm") or r.has("risk") or r.act("use"))
    if r.act("damage", "use", "endanger") and at_a_place and r.has("weapon") and r.mind_harm("recklessness"):
        return unsettled("a weapon fired or used where people may be, with recklessness", "violence")
    if r.at_least("harm", "death") and r.mind("intent") and not r.act(*_PERSON_ACTS):
        return unsettled("a death brought about on purpose by another act", "violence")
    if r.act("injure", "kill") and r.purpose("crime"):
        return unsettled("death or injury in the course of another felony, whatever the mind toward it", "violence")
    if r.act("kill") and r.mind("knowledge"):
        return unsettled("a death that follows from a knowing act, with less than recklessness toward it", "violence")
    if r.act("touch", "threaten", "restrain") and r.purpose("crime") and r.mind("knowledge"):
        return unsettled("an assault or confinement for another felony; the felony decides", "violence")
    if r.act("threaten") and r.mind("knowledge") and (r.has("weapon") or r.at_least("force", "violent")):
        return unsettled(
            "a threat with a weapon or of violence; whether it is meant to frighten need not be proved", "violence"
        )
    if r.act("threaten") and (r.mind("intent") or r.purpose("injure", "obstruct") or r.is_("consent", "by_force")):
        return unsettled("a threat made on purpose, to coerce or to hinder (Ajami)", "violence")
    if r.act("threaten") and r.is_("mind_harm", "recklessness") and r.mind("knowledge"):
        # Salad, 27 I&N Dec. 733 (BIA 2020): a threat of a crime of violence in reckless disregard of the terror is
        # turpitudinous; whether a threat of less is was not decided
        return unsettled("a threat in reckless disregard of the fear it causes (Salad)", "violence")
    if r.act("restrain") and r.mind("knowledge") and r.is_("consent", "by_force") and r.has("age"):
        # Castrijon-Garcia v. Holder, 704 F.3d 1205 (9th Cir. 2013), on a victim of any age: harm or a protected victim
        return unsettled("a child taken or held by force or fear", "violence")
    if r.is_("victim", "officer") and r.harm("injury") and r.act("touch", "injure") and r.mind("knowledge"):
        return unsettled(
            "an officer knowingly assaulted and hurt, with no state of mind toward the injury (Danesh)", "violence"
        )
    if r.is_("victim", "officer") and r.harm("injury") and r.act("obstruct") and r.mind("knowledge"):
        return unsettled("an officer knowingly resisted and hurt (compare Danesh)", "violence")
    frail = r.is_("victim", "partner", "dependant") or r.at_least("age", "under_16")
    if frail and r.harm("injury") and r.act("touch", "injure", "restrain") and r.mind("knowledge"):
        return unsettled("a partner, child or dependant knowingly struck or confined, and hurt", "violence")
    followed = _turpitude_pursuit(r, c)
    if followed.verdict is not Verdict.NO:
        return followed
    if "threats" in c.families and r.act("threaten") and r.mind("recklessness"):
        # Avendano v. Holder, 770 F.3d 731 (8th Cir. 2014): threats of violence in reckless disregard of the terror; Javier v.
        # Attorney General, 826 F.3d 127 (3d Cir. 2016): threats of violence meant to terrorize
        return unsettled("a threat, of which no aim to frighten need be proved", "violence")
    if r.act("endanger") and r.mind("knowledge") and (r.has("age") or r.is_("victim", "dependant")):
        # Hernandez-Perez v. Holder, 569 F.3d 345 (8th Cir. 2009): a child knowingly put at a substantial risk
        return unsettled("a child or dependant knowingly endangered or neglected, or used for a crime", "violence")
    if r.act("abscond") and (r.has("force") or r.has("weapon")) and r.mind("knowledge"):
        return unsettled("an escape by force, its threat or a weapon", "violence")
    if r.act("touch") and r.has("consent") and r.mind("knowledge") and c.title_words & POISONS:
        return unsettled("a harmful substance given to a person who does not agree or does not know", "violence")
    if r.act("damage") and r.mind("intent") and c.title_words & {"malicious", "maliciously"}:
        # Da Silva Neto v. Holder, 680 F.3d 25 (1st Cir. 2012)
        return unsettled("malicious damage: a hostile mind toward the owner", "violence")
    if (
        (r.is_("victim", "dependant") or r.at_least("age", "under_16"))
        and r.harm("injury")
        and r.mind_harm("recklessness")
    ):
        return unsettled("a child or dependant recklessly hurt", "violence")
    if r.act("endanger") and r.mind("intent") and r.is_("victim", "dependant") and r.has("age"):
        return unsettled("a child abandoned on purpose", "violence")
    if r.act("endanger") and r.mind("intent") and (r.is_("weapon", *_WEAPONS) or r.purpose("injure")):
        return unsettled("a danger made on purpose with a weapon or in order to injure", "violence")
    return no("no act of violence that is in doubt")


def _turpitude_danger(r: Reading, c: Context) -> Finding:
    """Malice, danger and fear, short of violence, of which no authority says that they are not turpitudinous."""
    if r.act("threaten") and r.mind("knowledge") and r.is_("mind_harm", "recklessness", "extreme"):
        # Matter of Salad, 27 I&N Dec. 733 (BIA 2020); Avendano v. Holder, 770 F.3d 731 (8th Cir. 2014): a terroristic threat
        # in reckless disregard of the terror it causes is turpitudinous
        return unsettled("a threat in disregard of the terror it causes (Salad)", "violence")
    if r.act("other") and r.object("person") and r.has("weapon") and r.mind("knowledge"):
        return unsettled("a weapon shown or used in a quarrel", "violence")
    if r.act("touch", "injure") and r.purpose("obstruct") and r.mind("intent"):
        return unsettled("an assault meant to keep an officer from a duty (compare Danesh)", "violence")
    if r.act("other", "facilitate") and r.object("person") and r.purpose("crime") and r.mind("intent"):
        return unsettled("a person drugged, exposed or used for another crime; that crime decides", "violence")
    if r.act("touch") and c.title_words & {"color", "gassing", "fluids"} and r.mind("knowledge"):
        return unsettled("an officer's abuse of power, or body fluids thrown", "violence")
    if r.mind("intent") and c.title_words & {"bias", "bias-motivated", "hate", "race"}:
        return unsettled("an offense against a person for race, religion or the like", "violence")
    if r.act("endanger") and r.mind("knowledge"):
        if "assault" in c.families:
            return unsettled("a person knowingly ill-treated or endangered", "violence")
        if r.at_least("risk", "probable") and r.mind_harm("recklessness"):
            return unsettled("a probable danger to persons knowingly made", "violence")
    if r.act("damage") and r.has("risk") and r.mind("knowledge"):
        return unsettled("damage that puts persons in danger", "violence")
    if r.act("lie") and "bomb" in c.title_words and r.mind("knowledge"):
        return unsettled("a false report of a bomb, which frightens whoever is there", "violence")
    if r.act("restrain") and r.has("age") and "maliciously" in c.title_words and r.mind("knowledge"):
        return unsettled("a child maliciously taken or kept from its custodian", "violence")
    if r.purpose("crime") and r.mind("intent") and r.harm("serious"):
        return unsettled("a crime urged or aimed at on purpose, with serious injury", "violence")
    if r.mind("knowledge") and "maliciously" in c.title_words and c.title_words & {"dog", "horse"}:
        return unsettled("an animal in an officer's service maliciously harmed", "violence")
    if r.act("damage", "endanger") and r.object("vehicle") and r.mind("intent") and not _altered_vehicle(c):
        return unsettled("a train, an aircraft or another vehicle attacked on purpose", "violence")
    if "endangerment" in c.families and r.act("damage") and r.mind("knowledge"):
        return unsettled("malicious damage that puts persons in danger", "violence")
    carried = r.act("possess", "transport") and r.is_("weapon", "explosive") and r.mind("recklessness")
    if "endangerment" in c.families and carried:
        return unsettled("an explosive held or carried where people are", "violence")
    if r.act("accost") and r.mind("knowledge") and r.at_least("age", "under_14"):
        return unsettled("a child lured away", "violence")
    if r.act("accost") and r.mind("intent") and r.harm("alarm"):
        return unsettled("a person harassed or intimidated on purpose", "violence")
    if r.act("disobey") and r.is_("consent", "by_force", "by_deceit"):
        return unsettled("a protected person made to travel by force or deceit", "violence")
    if r.act("abscond") and r.has("force") and r.mind("knowledge"):
        return unsettled("an escape by force or violence", "violence")
    return no("no danger or malice that is in doubt")


def _turpitude_sexual(r: Reading, c: Context) -> Finding:
    if r.act("run_sex_trade", "sell_sex", "buy_sex"):
        return yes("commercial sex", "sexual")
    if r.object("child_image"):
        return yes("an image of a child, with knowledge", "sexual") if r.mind("knowledge") else no("no knowledge")
    if r.act("expose"):
        if r.purpose("sexual") or (r.purpose("annoy") and r.mind("intent") and "sexual" in c.families):
            return yes("lewd exposure, meant to arouse or to affront sexually (Cortes Medina)", "sexual")
        if r.has("age") and r.mind("knowledge") and c.title_words & PERFORMANCE:
            # Matter of Olquin-Rufino, 23 I&N Dec. 896 (BIA 2006): even to hold such an image is turpitudinous.
            return yes("a child knowingly made to perform sexually", "sexual")
        if r.has("age"):
            return unsettled("exposure or a sexual act before a minor", "sexual")
        if r.mind("knowledge") and c.title_words & {"lewd", "lewdness"}:
            # Cortes Medina, 26 I&N Dec. 79 (BIA 2013), asks for a lewd intent; whether the state's lewdness has it is not said
            return unsettled("what the state calls lewdness, with no sexual aim that must be proved", "sexual")
        return no("exposure without a lewd aim is enough")
    if r.act("accost") and r.purpose("sexual") and r.has("age"):
        return yes("a sexual approach to a minor", "sexual")
    if r.act("accost") and r.purpose("crime") and r.has("age") and r.mind("knowledge"):
        return unsettled("a child lured for a crime; the crime decides", "sexual")
    lewd = r.act("sexual_contact", "accost") and r.purpose("sexual", "annoy") and "sexual" in c.families
    lewd = lewd or (r.act("sexual_act", "sexual_contact") and "public" in c.title_words and r.mind("knowledge"))
    if lewd and not (r.has("consent") or r.has("age") or r.has("victim")):
        # Matter of Alfonzo-Bermudez, 12 I&N Dec. 225 (BIA 1967), on California's section 647(a); doubted, with decisions of its
        # time, in Nunez v. Holder, 594 F.3d 1124 (9th Cir. 2010)
        return unsettled("lewd conduct in public, or asking for it", "sexual")
    shown = r.is_("consent", "without") or r.purpose("annoy", "injure")
    if "sexual" in c.families and shown and r.mind("knowledge") and r.act("other", "transfer"):
        return unsettled("a person's nakedness or sexual conduct secretly seen, recorded or shown", "sexual")
    obscene = "sexual" in c.families and r.object("other") and r.purpose("distribute", "profit")
    if obscene and r.act("transfer", "possess", "make") and r.mind("knowledge"):
        # against it Matter of D-, 1 I&N Dec. 190 (BIA 1942), on mailing a letter that only suggests what would be obscene
        return unsettled("trade in obscene matter", "sexual")
    if "prostitution" in c.families and r.act("other") and r.purpose("profit") and r.mind("knowledge"):
        return unsettled("a person placed with another for gain", "sexual")
    if not r.act("sexual_act", "sexual_contact"):
        if r.mind("knowledge") and (r.purpose("sexual") or ("sexual" in c.families and r.has("age"))):
            return unsettled("another act with a sexual aim, or a sexual offense toward a minor", "sexual")
        if r.mind("knowledge") and {"sexual", "child"} <= c.families and r.act("make", "transfer", "possess"):
            # an image of a real child is turpitudinous (Olquin-Rufino, 23 I&N Dec. 896); compare 18 U.S.C. 1466A
            return unsettled("an obscene image of what seems a child", "sexual")
        return no("no sexual offense")
    if r.is_("consent", "by_deceit") and r.purpose("sexual") and r.mind("knowledge"):
        # lewd intent and a touch to which nobody agreed as what it was: Gonzalez-Cervantes, 709 F.3d 1265, 1267-69 (9th Cir.)
        return yes("a sexual touch for arousal, got by a deceit", "sexual")
    if r.is_("consent", "by_deceit"):
        return unsettled("a sexual act or contact got by deceit", "sexual")
    if r.is_("consent", "without", "by_force"):
        if r.mind("recklessness"):
            return yes("a sexual act or contact without consent", "sexual")
        if r.mind("negligence"):
            return unsettled("a sexual act without consent, of which the actor should have known", "sexual")
        return no("not even recklessness need be proved")
    if r.at_least("age", "under_14"):
        return yes("a sexual act or contact with a child under 14", "sexual")
    if r.is_("victim", "dependant", "partner"):
        return unsettled("a sexual act or contact with a relative or a person in the actor's care", "sexual")
    if r.has("age") and r.mind_age("negligence"):
        return _split(
            c,
            "mind_toward_age",
            yes("a sexual act or contact with a minor who is or should be known to be one", "sexual"),
            no("a defense of mistake of age is no knowledge of it (Quintero-Salazar)")
            if r.act("sexual_act")
            else unsettled("sexual contact with a minor who is or should be known to be one", "sexual"),
        )
    if r.at_least("age", "under_16") and r.has("gap"):
        return _split(
            c,
            "mind_toward_age",
            yes("a sexual act or contact with a child under 16 and much younger", "sexual")
            if r.at_least("gap", "four")
            else unsettled("a child under 16 and some years younger; whether the gap is significant is open", "sexual"),
            no("knowledge of the minor's age need not be proved"),
        )
    if r.act("sexual_act") and r.at_least("age", "under_16") and r.mind("knowledge"):
        # turpitudinous whatever the actor knew: Marciano v. INS, 450 F.2d 1022 (8th Cir. 1971); Castle v. INS, 541 F.2d 1064
        # (4th Cir. 1976); the Board now asks for a mind toward the age, a child under 14 or a significant gap
        return _split(
            c,
            "mind_toward_age",
            unsettled("intercourse with a child under 16, with neither a mind toward the age nor a gap", "sexual"),
            no("neither a state of mind toward the age nor a significant gap need be proved"),
        )
    if r.at_least("gap", "four") and r.has("age"):
        # Matter of Dingena, 11 I&N Dec. 723 (BIA 1966), held carnal knowledge of a girl under 18 turpitudinous; Jimenez-Cedillo,
        # 27 I&N Dec. 782 (BIA 2020), speaks of a child under 16
        return _split(
            c,
            "mind_toward_age",
            unsettled("a sexual act or contact with a minor of 16 or 17 and much younger", "sexual"),
            no("knowledge of the minor's age need not be proved"),
        )
    return no("consent is enough, or neither a state of mind toward the age nor a significant gap need be proved")


def _turpitude_drugs(r: Reading, c: Context) -> Finding:
    if r.object("crime") and (r.act("facilitate") or (r.act("other") and r.mind("knowledge"))):
        return depends("an offense that rests on another crime: that crime decides", "drugs")
    if _sham_drug(r, c) and (r.act("make", "transfer") or r.purpose("distribute", "profit")) and r.mind("knowledge"):
        return unsettled("a sham drug made or passed on: drug trade, or a deceit of the buyer", "drugs")
    if not (r.object("substance") or r.has("substance")):
        return no("no drug")
    if r.object("paraphernalia"):
        return no("paraphernalia")
    trade = r.act("transfer", "transport") or (r.act("possess", "make") and r.purpose("profit", "distribute"))
    if r.act("keep_place") and (r.purpose("profit", "distribute") or r.mind("knowledge")):
        return unsettled("a place kept for the drug trade, or for others' use; no authority decides it", "drugs")
    if not trade and r.act("make") and r.mind("knowledge") and not r.is_("substance", "marijuana"):
        return unsettled("a drug other than marijuana made; whether for the trade need not be proved", "drugs")
    if r.act("possess") and r.purpose("crime") and r.mind("knowledge"):
        return unsettled("chemicals or tools held in order to make drugs", "drugs")
    if trade and r.mind("knowledge"):
        return yes("drug trade with knowledge", "drugs")
    if trade and c.is_federal and c.lies_in(*CSA_FELONIES, *IMPORT_FELONIES):
        return unsettled("federal drug trade in which the wrong of the buyer need only have been plain", "drugs")
    if trade:
        return no("knowledge need not be proved")
    return no("use, simple possession or growing")


FAST = frozenset({"chase", "damage", "disobeying", "disregard", "high-speed", "miles", "speed", "traffic"})
"""Words of a title for a flight in which danger lies without being named."""


def _turpitude_justice(r: Reading, c: Context) -> Finding:
    if r.act("sway_witness"):
        if r.object("person", "property") and r.mind("knowledge") and not r.has("force"):
            return unsettled("retaliation on a witness or victim, or on what is theirs", "justice")
        if r.is_("consent", "by_force", "by_deceit") or r.has("force") or r.purpose("defraud", "injure", "cause_fear"):
            return yes("a witness swayed by force or fraud", "justice")
        return _split(
            c,
            "witness_without_force_as_turpitude",
            yes("a witness swayed", "justice"),
            no("a witness swayed without force or fraud is enough"),
        )
    if r.act("help_offender"):
        if r.purpose("obstruct"):
            return _split(
                c,
                "accessory_as_turpitude",
                depends("help to an offender: the crime helped decides (Rivens)", "justice"),
                no("help to an offender is not turpitude here"),
            )
        return _split(
            c,
            "misprision_as_turpitude",
            yes("a felony concealed", "justice"),
            no("concealment without more is not turpitude here"),
        )
    if r.act("bribe") and r.mind("intent"):
        # Matter of H-, 6 I&N Dec. 358 (BIA 1954) (taking); Okabe v. INS, 671 F.2d 863 (5th Cir. 1982) (offering);
        # Martinez-de Ryan v. Whitaker (9th Cir. 2018) (18 U.S.C. 666(a)(2), which reaches the agent of an organization: a
        # corrupt mind is what makes it turpitudinous). A bare gratuity, which asks for no corrupt aim, stays open.
        return yes("a bribe with a corrupt aim", "justice")
    if r.act("bribe"):
        return unsettled("a bribe", "justice")
    if r.act("flee"):
        grave = r.at_least("risk", "grave") and r.mind("recklessness")
        some = r.at_least("risk", "possible") and r.mind("knowledge")
        if grave or some:
            return yes("flight that puts others in danger", "justice")
        if (r.harm("injury") or c.title_words & FAST) and r.mind("knowledge"):
            # Mei v. Ashcroft, 393 F.3d 737 (7th Cir. 2004): flight at more than 20 miles an hour over the limit; Matter of
            # Ruiz-Lopez, 25 I&N Dec. 551 (BIA 2011), aff'd, 682 F.3d 513 (6th Cir. 2012): in wanton or willful disregard of
            # lives or property
            return unsettled("flight in which a person is hurt, or such that danger lies in it", "justice")
        if r.mind("knowledge"):
            # Cano-Oyarzabal v. Holder, 774 F.3d 914 (7th Cir. 2014): knowing flight is wrong in itself; but that law asked
            # for interference, danger, more speed or lights put out as well, so that a bare failure to stop stays open
            return _split(
                c,
                "knowing_flight_as_turpitude",
                unsettled("knowing flight from an officer, and no word on danger (Cano-Oyarzabal)", "justice"),
                no("flight without danger is enough"),
            )
        return no("flight without danger is enough")
    malice = r.purpose("injure", "annoy", "defraud") or (r.mind("intent") and "maliciously" in c.title_words)
    if r.act("obstruct") and malice:
        return unsettled("hindering with malice", "justice")
    if r.act("lie") and r.object("proceeding") and r.mind("intent"):
        return unsettled("a false suit, charge or petition, brought on purpose", "justice")
    if r.act("obstruct", "damage") and r.purpose("obstruct") and r.mind("knowledge"):
        return unsettled("officers kept from a duty, or a person from calling them, on purpose", "justice")
    if r.act("obstruct") and "riot" in c.title_words and r.has("force"):
        return unsettled("a person taken from an officer's custody by a riot", "justice")
    inquiry = r.object("investigation", "proceeding", "money")
    hidden = r.act("obstruct", "lie", "use", "damage") and inquiry and r.purpose("obstruct", "deceive")
    if hidden and not _told_to_escape(r):
        return unsettled("evidence or revenue hidden or falsified on purpose; whether by deceit is not said", "justice")
    if r.act("abscond") and r.object("other", "duty") and "sexual" in c.families:
        # Tobar-Lobo, 24 I&N Dec. 143, 146: some duties are too important not to heed, also by one who forgets
        return _split(
            c,
            "unregistered_sex_offender",
            yes("a sex offender's knowing failure to register", "justice")
            if r.mind("knowledge")
            else unsettled("a sex offender's failure to register, which need not be a knowing one", "justice"),
            no("a failure to register breaks a rule and no moral norm"),
        )
    if r.act("abscond") and r.object("other") and r.mind("knowledge"):
        return unsettled("a knowing failure to register or report", "justice")
    if c.families & {"bribery", "perjury"} and r.mind("knowledge") and not r.act("bribe", *_OATHS):
        return unsettled("corruption or false testimony by another act", "justice")
    return no("no turpitudinous obstruction")


def _turpitude_rest(r: Reading, c: Context) -> Finding:
    if r.act("burn"):
        only_endangered = "reckless" in c.title_words and r.object("property") and not (r.has("risk") or r.has("harm"))
        if r.mind("knowledge") and r.is_("mind_harm", "recklessness") and only_endangered:
            # a fire set on purpose, whose danger to property is only disregarded: what burns may be the actor's own
            return unsettled("a fire set on purpose that endangers property by recklessness", "arson")
        if r.mind("knowledge"):
            return yes("fire set with knowledge", "arson")
        if r.mind("recklessness") and "arson" in c.title_words:
            # that arson involves moral turpitude is undisputed: Rodriguez-Herrera v. INS, 52 F.3d 238, 239 n.2 (9th Cir. 1995)
            return yes("what the state calls arson", "arson")
        if r.mind("recklessness") and (r.object("dwelling", "building") or r.has("harm") or "arson" in c.families):
            return unsettled("a fire set with recklessness toward a building or a person, or a kind of arson", "arson")
        return no("less than knowledge is enough")
    if "arson" in c.families and r.mind("knowledge") and r.act("damage", "possess", "make", "transfer"):
        return unsettled("a fire or explosion prepared or caused on purpose", "arson")
    if r.act("pursue"):
        if r.purpose("cause_fear", "injure"):
            return yes("a pursuit meant to cause fear", "stalking")
        if r.purpose("annoy") and r.mind("knowledge") and "threats" in c.families:
            # Orellana v. Barr, 967 F.3d 927 (9th Cir. 2020), after Ajami: the threat is meant to frighten, if not of bodily harm
            return yes("a pursuit with a threat meant to frighten (Ajami)", "stalking")
        if "stalking" in c.families and r.mind("intent"):
            # Matter of Ajami, 22 I&N Dec. 949 (BIA 1999), was of a credible threat; no decision clears stalking without one
            return unsettled("stalking with an aim, or a likely result, short of fear of bodily harm", "stalking")
        return no("a pursuit meant only to distress is enough")
    if r.act("restrain"):
        if r.purpose("injure", "defraud", "sexual", "profit", "theft", "cause_fear"):
            return yes("confinement to injure, rob, defraud or abuse", "confinement")
        if r.purpose("obstruct") or c.title_words & {"hostage", "servitude", "slavery", "trafficking"}:
            return unsettled("a hostage taken, or a person held in servitude", "confinement")
        if "kidnapping" in c.title_words and r.mind("knowledge"):
            return _split(
                c,
                "kidnapping_without_aim",
                yes("kidnapping", "confinement"),
                no("a person taken without an aim to injure is enough"),
            )
        return no("confinement without such an aim is enough")
    if r.act("drive"):
        if r.mind("knowledge"):
            return unsettled(
                "driving with knowledge; it counts if what is known is that driving is forbidden", "driving"
            )
        if r.mind("recklessness") and (r.harm("injury") or r.at_least("risk", "grave")):
            return unsettled("reckless driving with injury or grave danger", "driving")
        return no("impaired or reckless driving without more")
    if r.act("leave_scene") and r.harm("injury") and r.mind("knowledge"):
        return _split(
            c,
            "leaving_an_injured_person",
            yes("an injured person left with knowledge", "driving"),
            no("a failure to give a name is enough"),
        )
    if r.act("leave_scene") and r.harm("injury") and r.mind("negligence"):
        return _split(
            c,
            "leaving_an_injured_person",
            unsettled("an injured person left by one who should have known of the injury", "driving"),
            no("a failure to give a name is enough"),
        )
    if r.act("transfer") and r.object("person") and r.mind("knowledge"):
        return unsettled("a person bought, sold or handed over", "confinement")
    if c.is_federal and c.lies_in(*TRAFFICKING_SECTIONS, "18.1592") and r.mind("recklessness"):
        return unsettled("a part in forced labor or in trafficking of persons", "confinement")
    if r.object("brand"):
        return yes("counterfeit marks or goods", "brand")
    if r.act("launder") and r.mind("knowledge"):
        reports = c.is_federal and c.lies_in("31.5324")
        if r.purpose("deceive", "crime") or (r.purpose("obstruct") and not reports):
            return yes("proceeds hidden", "laundering")
        found = unsettled("money moved or structured, with no aim to hide", "laundering")
        bare = no("money moved or structured, with no aim to hide it")
        if reports and c.lies_in("31.5324.a.1", "31.5324.a.3"):
            kept_quiet = yes("money structured to keep it from a report", "laundering")
            return _split(c, "reports_evaded_as_turpitude", kept_quiet, bare)
        if c.is_federal and c.lies_in("18.1956", "18.1957"):
            return _split(c, "dirty_money_moved_as_turpitude", found, bare)
        return found
    if r.mind("knowledge") and not r.act(*_PERSON_ACTS):
        if r.purpose("injure"):
            return unsettled("another act in order to injure", "aim")
        told = r.act("lie", *_OATHS, "use_identity") or (r.act("use") and r.object("duty"))
        if r.purpose("deceive") and not told:
            return unsettled("another act in order to deceive", "aim")
        gainful = r.purpose("profit") and r.act("other", "possess", "transfer")
        if gainful and c.families & {"theft", "threats", "official_misconduct"}:
            return unsettled("another act for gain in an offense of theft, threats or abuse of office", "aim")
    if "fraud" in c.families and r.mind("intent") and r.object("money", "property", "services") and not r.act("take"):
        return unsettled("money, property or services dealt with on purpose in an offense of fraud", "aim")
    if r.act("use_identity") and r.purpose("crime"):
        return unsettled("another's identity used for a crime; the crime decides", "aim")
    return no("no other turpitudinous kind")


CIMT_KINDS: Mapping[str, Test] = MappingProxyType(
    {
        "fraud": _turpitude_fraud,
        "theft": _turpitude_theft,
        "burglary": _turpitude_burglary,
        "violence": _turpitude_violence,
        "violence in doubt": _turpitude_doubtful_violence,
        "danger": _turpitude_danger,
        "sexual": _turpitude_sexual,
        "drugs": _turpitude_drugs,
        "justice": _turpitude_justice,
        "rest": _turpitude_rest,
    }
)
"""The kinds of moral turpitude; no one formula decides it (Silva-Trevino III)."""


def moral_turpitude(r: Reading, c: Context) -> Finding:
    """A crime involving moral turpitude of any kind; the finding says which kind matched."""
    found = _together(test(r, c) for test in CIMT_KINDS.values())
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


# --- the list -----------------------------------------------------------------------------------------------------------

COMPLETED, DIRECT, UNCERTAIN, ATTEMPT_OF_INTENT = "completed", "direct", "unsettled", "attempt_of_intent"
"""What a ground makes of an attempt and the like: test the completed crime, test it as it is, or leave it open; the last is
the completed crime unless that needs no more than recklessness."""
ATTEMPT_OF_HARM = "attempt_of_harm"
"""An attempt counts as the whole where what was attempted needs knowledge; of carelessness or of mere danger it is open:
Matter of D. Rodriguez, 28 I&N Dec. 815 (BIA 2024), of an attempt to injure; Marquez Cruz v. Garland, of sexual abuse."""

_INCHOATE = {"attempt": COMPLETED, "conspiracy": COMPLETED}
_DIRECTLY = {"attempt": DIRECT, "conspiracy": DIRECT}
_CONDUCT = dict.fromkeys(("attempt", "conspiracy", "solicitation", "offer", "after_fact"), COMPLETED)
"""Grounds that need no conviction look at what was done, whatever became of it."""
_THROUGH_U = _INCHOATE
"""8 U.S.C. § 1101(a)(43)(U) brings attempts and conspiracies in; solicitation, offer and help afterwards stay out, but for an
offer of drugs, which may be an attempt to pass them on."""


def _rests_on_a_crime(r: Reading, c: Context) -> bool:
    return (r.object("crime") or "derivative" in c.families) and not r.act("threaten", "restrain")


def _crime_is_open(r: Reading, c: Context) -> bool:
    """True for an offense that rests on a crime which its entry does not name: conspiracy, racketeering, armed felonies.

    A threat of a crime needs none, where the act is confinement the crime is one of that kind, and help after a crime is an
    offense apart from it: Matter of Batista-Hernandez, 21 I&N Dec. 955, 959-61 (BIA 1997).
    """
    return _rests_on_a_crime(r, c) and not r.act("help_offender")


@dataclass(frozen=True, slots=True)
class Ground:
    """A federal ground: its name, label and pinpoint, the test, what more it asks, and the leading authorities.

    `stages` says what becomes of an offense that is not complete (a stage that is not named is no match);
    `parts` names the grounds of which this one is the union; `authorities` are keys of ground_authorities.toml. No state
    offense is within a ground that is `federal_alone`. One that is `by_conduct` looks at what was done and not at the
    statute: an offense of which some means are within it may be.
    """

    name: str
    label: str
    cite: str
    test: Test
    requires: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    stages: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    federal_alone: bool = False
    by_conduct: bool = False

    def _may_rest_on_another(self, r: Reading, c: Context) -> bool:
        """Whether a crime that the entry does not name may bring a complete offense within the ground."""
        if self.by_conduct:
            return _rests_on_a_crime(r, c)
        is_of_stages = self.name.startswith("AF:U")
        return _crime_is_open(r, c) and not is_of_stages and (c.is_federal or not self.federal_alone)

    def find(self, r: Reading, c: Context) -> Finding:
        """What the ground says of one combination, its stage and an underlying crime taken into account."""
        stage = r.words.get("stage")
        if self.parts:
            return self.test(r, c)
        if stage is None:
            found = self.test(r, c)
            if found.verdict is Verdict.NO and self._may_rest_on_another(r, c):
                return depends("a crime that the entry does not fix decides")
            return found
        if stage == "attempt" and r.act("kill") and r.mind("extreme"):
            # Whoever attempts to kill must intend it, though the completed crime asks for less: Braxton v. United States,
            # 500 U.S. 344, 351 n.* (1991); Matter of Cervantes Nunez, 27 I&N Dec. 238, 241-44 (BIA 2018)
            r = r.with_(mind="intent", mind_harm="intent")
        how = self.stages.get(stage, "")
        if not how:
            return no(f"the ground does not reach {stage.replace('_', ' ')}")
        whole = r.without("stage")
        found = self.test(whole, c)
        if _crime_is_open(whole, c) and found.verdict is not Verdict.YES:  # a listed section needs no other crime
            found = depends("a crime that the entry does not fix decides")
        elif how == DIRECT:
            return self.test(r, c)
        if found.verdict is Verdict.NO:
            return found
        tried = how == ATTEMPT_OF_INTENT and c.is_charged_attempt
        if tried and not whole.mind_harm("knowledge") and not _crime_is_open(whole, c):
            return _split(
                c,
                "attempt_of_a_reckless_crime",
                replace(found, reason=f"{stage} of: {found.reason}"),
                no("an attempt of what needs no more than recklessness shows no state of mind (Gill; Knapik)"),
            )
        if how == ATTEMPT_OF_HARM:
            is_meant = whole.mind("knowledge") and whole.mind_harm("knowledge") and not whole.has("risk")
            how = COMPLETED if is_meant else UNCERTAIN
        if how in {COMPLETED, ATTEMPT_OF_INTENT, DIRECT}:
            through = ", through § 1101(a)(43)(U)" if self.name.startswith("AF:") else ""
            return replace(found, reason=f"{stage} of: {found.reason}{through}")
        if how == UNCERTAIN:
            return unsettled(f"{stage}: the ground does not speak of it; completed it would match", found.kind)
        return found if c.split(how) else no(f"{stage} is not reached here")


_TERM = ("term imposed of at least 1 year",)
_FAMILY_EXCEPTION = "not a first offense to help only a spouse, child or parent"


def _af(letter: str) -> str:
    return "8 U.S.C. § 1101(a)(43)" + letter + "; INA § 101(a)(43)" + letter


def _parts_test(*names: str) -> Test:
    def test(r: Reading, c: Context) -> Finding:
        return _together(replace(f, kind=name) for name in names for f in [GROUNDS[name].find(r, c)])

    return test


def _unfinished(r: Reading, c: Context) -> Finding:
    fraud_ = replace(unfinished_fraud(r, c), kind="AF:U(fraud)")
    return strongest([fraud_, _unfinished_of(AGGRAVATED_FELONIES, r, c)]) if r.has("stage") else fraud_


def _unfinished_of(grounds: Iterable[str], r: Reading, c: Context) -> Finding:
    """An attempt or conspiracy whose crime is within one of these grounds."""
    if not r.is_("stage", "attempt", "conspiracy"):
        return no("neither an attempt nor a conspiracy")
    whole = r.without("stage")
    if _crime_is_open(whole, c):
        return depends(f"{r.words['stage']} of a crime that the entry does not fix: that crime decides")
    found = strongest(replace(f, kind=name) for name in grounds for f in [GROUNDS[name].find(whole, c)])
    return replace(found, reason=f"{r.words['stage']} of: {found.reason}") if found.verdict is not Verdict.NO else found


def unfinished_violence(r: Reading, c: Context) -> Finding:
    """(U) with (F): an attempt or conspiracy to commit a crime of violence."""
    return replace(_unfinished_of(("AF:F",), r, c), kind="")


def unfinished_fraud(r: Reading, c: Context) -> Finding:
    """(U) with (M): a fraud, deceit or evasion of tax tried or agreed on; the loss that was meant decides (Matter of S-I-K-).

    An offense that is complete without a loss, such as a false claim, is an attempt at one where it failed: Matter of Onyido,
    22 I&N Dec. 552 (BIA 1999) (en banc). To make or hold what is to be used need not be a step toward it: Sui v. INS, 250
    F.3d 105 (2d Cir. 2001).
    """
    if r.has("stage"):
        return replace(_unfinished_of(("AF:M(i)", "AF:M(ii)"), r, c), kind="")
    found = fraud(r, c)
    if found.verdict is Verdict.NO or found.verdict is Verdict.MISSING:
        return found
    if r.act("take"):
        return no("what was got is the loss, and no more was tried")
    if not r.act(*_OATHS, "lie", "use", "use_identity"):
        return unsettled("what makes a fraud possible; whether that is an attempt at it is open (Sui)")
    return replace(
        found, reason=f"{found.reason}; complete without a loss, and an attempt at the loss that was meant (Onyido)"
    )


_LIST = (
    Ground("AF:A(murder)", "murder", _af("(A)"), murder, authorities=("m_w",), stages=_THROUGH_U),
    Ground("AF:A(rape)", "rape", _af("(A)"), rape, authorities=("keeley",), stages=_THROUGH_U),
    Ground("AF:A(sexual_abuse)", "sexual abuse of a minor", _af("(A)"), sexual_abuse,
           authorities=("esquivel_quintana", "rodriguez_rodriguez"), stages=_THROUGH_U),
    Ground("AF:B", "drug trafficking", _af("(B)"), drug_trafficking, authorities=("lopez", "moncrieffe", "l_g_h"),
           stages={**_THROUGH_U, "offer": "offer_as_trafficking"}),
    Ground("AF:C", "trafficking in firearms or explosives", _af("(C)"), arms_trafficking, stages=_THROUGH_U),
    Ground("AF:D", "money laundering", _af("(D)"), laundering, ("amount of the funds over $10,000",),
           stages=_THROUGH_U),
    Ground("AF:E(i)", "explosives and arson", _af("(E)(i)"), explosives, authorities=("torres",), stages=_THROUGH_U),
    Ground("AF:E(ii)", "firearms offenses", _af("(E)(ii)"), firearm_offense, authorities=("chairez",),
           stages=_THROUGH_U),
    Ground("AF:E(iii)", "registered weapons", _af("(E)(iii)"), registered_weapon, stages=_THROUGH_U),
    Ground("AF:F", "crime of violence", _af("(F)") + "; 18 U.S.C. § 16(a)", violence,
           (*_TERM, "not a purely political offense"),
           ("leocal", "johnson", "castleman", "dimaya", "stokeling", "borden", "taylor_2022", "delligatti"),
           stages={"attempt": DIRECT}),
    Ground("AF:G(theft)", "theft or receipt of stolen property", _af("(G)"), theft, _TERM,
           ("garcia_madruga", "duenas_alvarez", "vaca_tellez", "ngaeth"), stages=_THROUGH_U),
    Ground("AF:G(burglary)", "burglary", _af("(G)"), burglary, _TERM, ("taylor_1990", "stitt", "quarles"),
           stages=_THROUGH_U),
    Ground("AF:H", "ransom", _af("(H)"), ransom, stages=_THROUGH_U),
    Ground("AF:I", "child pornography", _af("(I)"), child_pornography, stages=_THROUGH_U),
    Ground("AF:J", "racketeering or gambling", _af("(J)"), racketeering,
           ("a possible sentence of 1 year or more",), stages=_THROUGH_U),
    Ground("AF:K(i)", "prostitution business", _af("(K)(i)"), prostitution_business, authorities=("ding", "prus"),
           stages=_THROUGH_U),
    Ground("AF:K(ii)", "transport for prostitution", _af("(K)(ii)"), prostitution_transport,
           ("committed for commercial advantage",), stages=_THROUGH_U),
    Ground("AF:K(iii)", "servitude and trafficking in persons", _af("(K)(iii)"), servitude, stages=_THROUGH_U),
    Ground("AF:L", "national security", _af("(L)"), security, stages=_THROUGH_U,
           federal_alone=True),
    Ground("AF:M(i)", "fraud or deceit", _af("(M)(i)"), fraud,
           ("loss to the victims over $10,000, tied to the count of conviction",), ("nijhawan", "kawashima"),
           stages=_THROUGH_U),
    Ground("AF:M(ii)", "tax evasion", _af("(M)(ii)"), tax_evasion, ("revenue loss over $10,000",), stages=_THROUGH_U),
    Ground("AF:N", "alien smuggling", _af("(N)"), smuggling, (_FAMILY_EXCEPTION,), stages=_THROUGH_U),
    Ground("AF:O", "re-entry after an aggravated felony", _af("(O)"), reentry,
           ("an earlier deportation on the basis of an aggravated felony",), stages=_THROUGH_U, federal_alone=True),
    Ground("AF:P", "false passports and immigration papers", _af("(P)"), immigration_papers,
           ("term imposed of at least 12 months", _FAMILY_EXCEPTION), stages=_THROUGH_U),
    Ground("AF:Q", "failure to appear to serve a sentence", _af("(Q)"), failure_to_serve,
           ("underlying offense punishable by 5 years or more",), stages=_THROUGH_U),
    Ground("AF:R", "forgery, counterfeiting, commercial bribery", _af("(R)"), forgery, _TERM,
           ("vizcarra_ayala", "gruenangerl", "richards", "drakes", "morales_alegria"), stages=_THROUGH_U),
    Ground("AF:S", "obstruction of justice, perjury", _af("(S)"), obstruction, _TERM, ("pugin",), stages=_THROUGH_U),
    Ground("AF:T", "failure to appear in court", _af("(T)"), failure_to_appear,
           ("a court order to answer a felony charge for which 2 years or more may be imposed",), stages=_THROUGH_U),
    Ground("CIMT", "crime involving moral turpitude",
           "8 U.S.C. §§ 1182(a)(2)(A)(i)(I), 1227(a)(2)(A)(i)-(ii); INA §§ 212(a)(2)(A)(i)(I), 237(a)(2)(A)(i)-(ii)",
           moral_turpitude, authorities=("silva_trevino_iii", "diaz_lizarraga", "gonzalez_romo", "vo", "cortes_medina", "wu",
                                          "danesh", "ortega_lopez", "ajami", "s_tools"),
           stages={"attempt": ATTEMPT_OF_INTENT, "conspiracy": COMPLETED, "solicitation": COMPLETED, "offer": COMPLETED}),
    Ground("CS", "controlled substance offense",
           "8 U.S.C. §§ 1182(a)(2)(A)(i)(II), 1227(a)(2)(B)(i); INA §§ 212(a)(2)(A)(i)(II), 237(a)(2)(B)(i)",
           controlled_substance,
           ("for deportability: not a single possession of 30 grams or less of marijuana for one's own use",),
           ("mellouli", "navarro_guadarrama", "coronado_durazo", "zorilla_vidal"),
           stages={**_INCHOATE, "offer": COMPLETED, "solicitation": "solicitation_relates_to_drugs"}),
    Ground("FIREARM", "firearm offense", "8 U.S.C. § 1227(a)(2)(C); INA § 237(a)(2)(C)", firearm,
           authorities=("moncrieffe", "chairez"), stages={**_INCHOATE, "offer": COMPLETED}),
    Ground("DV", "crime of domestic violence", "8 U.S.C. § 1227(a)(2)(E)(i); INA § 237(a)(2)(E)(i)",
           domestic_violence, ("a victim in a protected relation",), ("h_estrada", "dimaya", "borden"),
           stages={"attempt": DIRECT}),
    Ground("CHILD", "child abuse, neglect or abandonment", "8 U.S.C. § 1227(a)(2)(E)(i); INA § 237(a)(2)(E)(i)",
           child_abuse, authorities=("velazquez_herrera", "soram", "aguilar_barajas", "d_rodriguez", "marquez_cruz"),
           stages={"attempt": ATTEMPT_OF_HARM, "conspiracy": UNCERTAIN, "solicitation": UNCERTAIN}),
    Ground("STALK", "stalking", "8 U.S.C. § 1227(a)(2)(E)(i); INA § 237(a)(2)(E)(i)", stalking,
           authorities=("sanchez_lopez",), stages={"attempt": UNCERTAIN, "conspiracy": UNCERTAIN}),
    Ground("DVPO", "violation of a protection order", "8 U.S.C. § 1227(a)(2)(E)(ii); INA § 237(a)(2)(E)(ii)",
           protection_order, ("the part of the order that protects against threats, harassment or injury was broken",),
           ("obshatko", "medina_jimenez"), stages={"attempt": COMPLETED, "conspiracy": COMPLETED}),
    Ground("PROST", "prostitution", "8 U.S.C. § 1182(a)(2)(D); INA § 212(a)(2)(D)", prostitution,
           authorities=("kepilino", "gonzalez_zoquiapan"), stages={**_INCHOATE, "solicitation": UNCERTAIN}),
    Ground("TRAFFICKING", "trafficking in persons", "8 U.S.C. § 1182(a)(2)(H); INA § 212(a)(2)(H)",
           trafficking_in_persons, stages={"conspiracy": COMPLETED, "attempt": UNCERTAIN}),
    Ground("LAUNDERING", "money laundering (inadmissibility)", "8 U.S.C. § 1182(a)(2)(I); INA § 212(a)(2)(I)",
           laundering_inadmissibility, stages={"conspiracy": COMPLETED, "attempt": UNCERTAIN}),
    Ground("DRUG_CONDUCT", "conduct with drugs (reason to believe in trafficking)",
           "8 U.S.C. § 1182(a)(2)(C); INA § 212(a)(2)(C)", drug_conduct, stages=_CONDUCT, by_conduct=True),
    Ground("SEX_TRADE_CONDUCT", "conduct in the sex trade (prostitution or procuring)",
           "8 U.S.C. § 1182(a)(2)(D); INA § 212(a)(2)(D)", sex_trade_conduct, authorities=("gonzalez_zoquiapan",),
           stages=_CONDUCT, by_conduct=True),
    Ground("TRAFFICKING_CONDUCT", "conduct that may be trafficking in persons (reason to believe)",
           "8 U.S.C. § 1182(a)(2)(H); INA § 212(a)(2)(H)", trafficking_conduct, stages=_CONDUCT, by_conduct=True),
    Ground("LAUNDERING_CONDUCT", "conduct with money (reason to believe in laundering)",
           "8 U.S.C. § 1182(a)(2)(I); INA § 212(a)(2)(I)", laundering_conduct, stages=_CONDUCT, by_conduct=True),
    Ground("FALSE_CLAIM", "false claim to citizenship",
           "8 U.S.C. §§ 1182(a)(6)(C)(ii), 1227(a)(3)(D); INA §§ 212(a)(6)(C)(ii), 237(a)(3)(D)", false_claim,
           authorities=("barcenas_barrera",), stages=_CONDUCT, by_conduct=True),
    Ground("CITIZENSHIP_CLAIM", "a claim to citizenship by the terms of the section",
           "8 U.S.C. §§ 1182(a)(6)(C)(ii), 1227(a)(3)(D); INA §§ 212(a)(6)(C)(ii), 237(a)(3)(D)",
           _only("18.911", "18.1015.e", "18.1015.f"), stages=_CONDUCT, federal_alone=True),
    Ground("ENTRY_AIDED", "knowing help for another's entry against the law",
           "8 U.S.C. §§ 1182(a)(6)(E)(i), 1227(a)(1)(E)(i); INA §§ 212(a)(6)(E)(i), 237(a)(1)(E)(i)", entry_aided,
           authorities=("martinez_serrano", "parra_rojas"), stages={"attempt": UNCERTAIN}),
    Ground("ENTRY_CONDUCT", "conduct that may have helped another to enter",
           "8 U.S.C. §§ 1182(a)(6)(E)(i), 1227(a)(1)(E)(i); INA §§ 212(a)(6)(E)(i), 237(a)(1)(E)(i)", entry_conduct,
           authorities=("martinez_serrano", "parra_rojas"), stages=_CONDUCT, by_conduct=True),
    Ground("SHAM_MARRIAGE", "a marriage made to evade the immigration laws (8 U.S.C. § 1325(c))",
           "8 U.S.C. § 1154(c); INA § 204(c)", _only("8.1325.c"), stages=_INCHOATE, federal_alone=True),
    Ground("MARRIAGE_CONDUCT", "conduct that may be a marriage made to evade the immigration laws",
           "8 U.S.C. §§ 1154(c), 1227(a)(1)(G); INA §§ 204(c), 237(a)(1)(G)", marriage_conduct, stages=_CONDUCT,
           by_conduct=True),
    Ground("TORTURE", "criminal acts involving torture", "8 U.S.C. § 1182(h); INA § 212(h)", torture, stages=_INCHOATE),
    Ground("UNLAWFUL_VOTING", "a vote against the law",
           "8 U.S.C. §§ 1182(a)(10)(D), 1227(a)(6); INA §§ 212(a)(10)(D), 237(a)(6)", unlawful_voting, stages=_CONDUCT,
           by_conduct=True),
    Ground("DANGEROUS_DRIVING", "dangerous driving (particularly serious crime)",
           "8 U.S.C. § 1158(b)(2)(A)(ii); INA § 208(b)(2)(A)(ii)", dangerous_driving, stages=_CONDUCT, by_conduct=True),
    Ground("IMPAIRED_DRIVING", "driving while impaired (good moral character)",
           "8 U.S.C. § 1101(f); INA § 101(f)", impaired_driving, stages=_CONDUCT),
    Ground("GAMBLING", "gambling (good moral character)", "8 U.S.C. § 1101(f)(5); INA § 101(f)(5)", gambling,
           stages=_CONDUCT),
    Ground("DRINKING", "drinking (good moral character)", "8 U.S.C. § 1101(f)(1); INA § 101(f)(1)", drinking,
           authorities=("ledezma_cosino",), stages=_CONDUCT, by_conduct=True),
    Ground("FAILURE_TO_REGISTER", "failure to register as a sex offender (18 U.S.C. § 2250)",
           "8 U.S.C. § 1227(a)(2)(A)(v); INA § 237(a)(2)(A)(v)", _only("18.2250"), federal_alone=True),
    Ground("HIGH_SPEED_FLIGHT", "flight from an immigration checkpoint (18 U.S.C. § 758)",
           "8 U.S.C. § 1227(a)(2)(A)(iv); INA § 237(a)(2)(A)(iv)", _only("18.758"), federal_alone=True),
    Ground("DOCUMENT_FRAUD", "false registration, foreign agents, and visa and entry paper fraud",
           "8 U.S.C. § 1227(a)(3)(B); INA § 237(a)(3)(B)", _only("8.1306.c", *FOREIGN_AGENTS, "18.1546"), stages=_INCHOATE,
           federal_alone=True),
    Ground("MISCELLANEOUS", "security, travel and service offenses", "8 U.S.C. § 1227(a)(2)(D); INA § 237(a)(2)(D)",
           _only(*CHAPTERS_OF_SECURITY, "18.871", "18.960", "8.1185", "8.1328", *SERVICE_AND_TRADE_ACTS),
           ("for chapters 37, 105 and 115 of title 18: a possible term of 5 years or more",), stages=_INCHOATE,
           federal_alone=True),
    Ground("SECURITY_CONDUCT", "conduct that may be a security or terrorist ground",
           "8 U.S.C. §§ 1182(a)(3), 1227(a)(4); INA §§ 212(a)(3), 237(a)(4)", security_conduct, stages=_CONDUCT,
           by_conduct=True),
    Ground("MINOR_SPECIFIED", "specified offense against a minor",
           "34 U.S.C. § 20911(7); 8 U.S.C. § 1154(a)(1)(A)(viii); INA § 204(a)(1)(A)(viii)", specified_offense,
           authorities=("introcaso",), by_conduct=True,
           stages={**_INCHOATE, "solicitation": COMPLETED}),
    Ground("THEFT_FAMILY", "burglary, theft, larceny or shoplifting (detention)",
           "8 U.S.C. § 1226(c)(1)(E)(ii), (c)(2); INA § 236(c)(1)(E)(ii), (c)(2)", theft_family,
           stages={"attempt": UNCERTAIN, "conspiracy": UNCERTAIN, "solicitation": UNCERTAIN,
                   "after_fact": UNCERTAIN}),
    Ground("OFFICER_ASSAULT", "assault of a law enforcement officer (detention)",
           "8 U.S.C. § 1226(c)(1)(E)(ii), (c)(2); INA § 236(c)(1)(E)(ii), (c)(2)", officer_assault,
           stages={"attempt": UNCERTAIN, "conspiracy": UNCERTAIN, "solicitation": UNCERTAIN}),
    Ground("DEATH_OR_SERIOUS_INJURY", "a crime resulting in death or serious bodily injury (detention)",
           "8 U.S.C. § 1226(c)(1)(E)(ii), (c)(2); INA § 236(c)(1)(E)(ii), (c)(2)", death_or_serious_injury,
           ("death or serious bodily injury to another resulted",),
           stages=_CONDUCT),
)  # fmt: skip

_UNIONS = {
    "AF:A": ("murder, rape, or sexual abuse of a minor", "(A)"),
    "AF:E": ("explosives and firearms offenses", "(E)"),
    "AF:G": ("theft or burglary", "(G)"),
    "AF:K": ("prostitution business, transport, trafficking in persons", "(K)"),
    "AF:M": ("fraud, deceit or tax evasion", "(M)"),
}

AGGRAVATED_FELONIES: tuple[str, ...] = tuple(ground.name for ground in _LIST if ground.name.startswith("AF:"))
"""The clauses of 8 U.S.C. § 1101(a)(43)(A)-(T), in order."""


def _union(name: str, label: str, letter: str) -> Ground:
    parts = tuple(part for part in AGGRAVATED_FELONIES if part.startswith(name + "("))
    return Ground(name, label, _af(letter), _parts_test(*parts), parts=parts)


_ANY_LETTER = (*AGGRAVATED_FELONIES, "AF:U")

GROUNDS: Mapping[str, Ground] = MappingProxyType(
    {
        **{ground.name: ground for ground in _LIST},
        **{name: _union(name, label, letter) for name, (label, letter) in _UNIONS.items()},
        "AF:U(violence)": Ground(
            "AF:U(violence)",
            "attempt or conspiracy to commit a crime of violence",
            _af("(U)"),
            unfinished_violence,
            _TERM,
            stages=_DIRECTLY,
        ),
        "AF:U(fraud)": Ground(
            "AF:U(fraud)",
            "attempt or conspiracy to defraud",
            _af("(U)"),
            unfinished_fraud,
            ("a loss to the victims over $10,000 that was meant, tied to the count of conviction",),
            ("s_i_k", "onyido", "sui"),
            stages=_DIRECTLY,
        ),
        "AF:U": Ground(
            "AF:U",
            "attempt or conspiracy",
            _af("(U)"),
            _unfinished,
            parts=(*AGGRAVATED_FELONIES, "AF:U(violence)", "AF:U(fraud)"),
        ),
        "AF": Ground(
            "AF", "aggravated felony", _af(""), _parts_test(*_ANY_LETTER), authorities=("reyes",), parts=_ANY_LETTER
        ),
    }
)
"""Every ground by name."""

_ALIASES = {
    "AF:A(MURDER)": "AF:A(murder)",
    "AF:A(RAPE)": "AF:A(rape)",
    "AF:A(SEXUAL_ABUSE)": "AF:A(sexual_abuse)",
    "AF:A(SEXUAL ABUSE OF A MINOR)": "AF:A(sexual_abuse)",
    "AF:A(SEXUAL ABUSE)": "AF:A(sexual_abuse)",
    "AF:A(SAM)": "AF:A(sexual_abuse)",
    "AF:G(THEFT)": "AF:G(theft)",
    "AF:G(RECEIVING)": "AF:G(theft)",
    "AF:G(BURGLARY)": "AF:G(burglary)",
}


def ground_named(name: str) -> Ground:
    """The ground of that name, however its letters are written. Raises RuleError (SY-E003) for one that is not there."""
    plain = name.strip()
    for candidate in (plain, plain.upper(), _ALIASES.get(plain.upper(), ""), plain[:4].upper() + plain[4:].lower()):
        if candidate in GROUNDS:
            return GROUNDS[candidate]
    raise RuleError("SY-E003", f"{name!r} is no ground", right="one of " + ", ".join(names_of_grounds()))


def is_ground(name: str) -> bool:
    """True for the name of a ground."""
    try:
        ground_named(name)
    except RuleError:
        return False
    return True


def names_of_grounds() -> tuple[str, ...]:
    """Every name of a ground, in the order of the statute."""
    return tuple(sorted(GROUNDS, key=lambda name: (not name.startswith("AF"), name)))
