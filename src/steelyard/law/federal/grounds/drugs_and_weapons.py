"""Grounds of drugs, firearms and explosives."""

from __future__ import annotations

from steelyard.law.federal.grounds.reading import (
    Context,
    Finding,
    Reading,
    Verdict,
    by_split,
    circumstance,
    depends,
    listed,
    missing,
    no,
    says,
    unsettled,
    yes,
)

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
    if c.is_federal and c.lies_in("21.842"):
        # one year for a knowing violation, two after a final conviction of it or of a federal drug crime: § 842(c)(2)(A), (B)
        return circumstance(
            "a felony of the Act only if an earlier conviction was charged and found, 21 U.S.C. 842(c)(2)"
        )
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
    given = c.title_words >= {"giving", "substance"} and r.act("take", "sexual_act", "sexual_contact")
    if given or (r.act("other") and r.object("person") and r.is_("consent", "without")):
        # 21 U.S.C. § 841(a)(1) asks for a knowing distribution, and (b)(7) names one to a person who does not know of it, for a
        # crime of violence; that the drug serves another crime is told by the title, or by the person who gets it
        return unsettled("a drug knowingly given to the victim of another crime, which may be a distribution")
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
        if marijuana and "twenty-one" in c.title_words:
            return unsettled(
                "marijuana given to a person under 21; 21 U.S.C. 859 doubles the punishment and was not before the Court in "
                "Moncrieffe"
            )
        if marijuana and c.title_words & {"school", "schools"}:
            return unsettled(
                "marijuana near a school; 21 U.S.C. 860 doubles the punishment and was not before the Court in Moncrieffe"
            )
        if marijuana and c.is_federal:
            return circumstance(
                "a felony of the Act itself (Gonzalez-Corn, 807 F.3d 989), unless punished as possession, 21 U.S.C. 841(b)(4)"
            )
        if marijuana:
            return no("a small amount of marijuana given for nothing is enough (Moncrieffe)")
        found = yes("passing a federally controlled drug to another, or holding it for that")
    elif r.act("possess") and r.purpose("crime") and not r.object("substance"):
        if r.mind("intent") and c.title_words & {"ephedrine", "pseudoephedrine"}:
            # 21 U.S.C. 802(34), 841(c)(1): Lopez-Jacuinde v. Holder, 600 F.3d 1215, 1217-19 (9th Cir. 2010)
            return yes("ephedrine or its like held in order to make methamphetamine, a felony by 21 U.S.C. 841(c)(1)")
        return unsettled("chemicals held to make a controlled drug; 21 U.S.C. 841(c) asks that they be listed ones")
    else:
        return no(
            "neither trade nor distribution: possession or use alone, a felony only of flunitrazepam, 21 U.S.C. 844(a)"
        )
    if not r.mind("knowledge"):
        if trade and r.act("transfer"):
            return by_split(c, "mind_toward_substance", found, no("knowledge of the substance need not be proved"))
        if trade:
            return unsettled("held for sale, and knowledge of the substance need not be proved (compare Donawa)")
        return no("knowledge of the substance need not be proved, as 21 U.S.C. 841(a) asks")
    return found


def arms_trafficking(r: Reading, c: Context) -> Finding:
    """(C): illicit trafficking in firearms, destructive devices or explosives."""
    if c.is_federal and r.act("transport") and r.is_("weapon", "firearm_federal", "explosive"):
        return unsettled(
            "sent or carried; export without a license is trafficking (Kuhali, 266 F.3d 93, 107-10 (2d Cir.))"
        )
    if r.act("make") and r.purpose("profit") and r.is_("weapon", "firearm_federal", "explosive"):
        # Chacon v. Wilkinson, 988 F.3d 1131 (9th Cir. 2021): the whole of 18 U.S.C. 922(a)(1)(A), with its manufacture
        business = unsettled("made as a business, which is near to unlawful trading or dealing")
        if not r.is_("weapon", "firearm_federal"):
            return business
        return by_split(c, "manufacture_as_trafficking", yes("firearms made as a business, unlawful dealing"), business)
    if not r.act("transfer"):
        return no("no transfer")
    if r.is_("weapon", "firearm_federal", "explosive"):
        if r.purpose("profit"):
            return yes("a trade in a firearm or explosive as federal law defines it")
        # trafficking is unlawful trading or dealing: Chacon v. Wilkinson, 988 F.3d 1131 (9th Cir. 2021), after Matter of Davis,
        # 20 I&N Dec. 536 (BIA 1992); Joseph v. Attorney General, 465 F.3d 123 (3d Cir. 2006)
        return unsettled(
            "a firearm or explosive passed on; a gift or loan may be enough, which is neither trade nor dealing"
        )
    return _weapon_no(r, c)


CUT_DOWN = frozenset({"short-barreled", "short-barrelled", "sawed-off"})
"""Words of a title for the rifles and shotguns of 18 U.S.C. 921(a)(6) and (8) and 26 U.S.C. 5845(a)(1)-(4)."""
NAMED_FIREARMS = CUT_DOWN | {"machinegun", "silencer"}
"""The same, and what 18 U.S.C. 921(a)(3)(C) and 26 U.S.C. 5845(a)(6)-(7) name: a silencer, a machinegun."""


DISGUISED = frozenset({"cane", "disguised", "unconventional", "wallet", "zip"})
"""Words of a title for small guns that do not look like one, or are made at home: 26 U.S.C. 5845(a)(5), (e)."""


HIDDEN_GUNS = frozenset({"cane", "recognizable", "unconventional", "undetectable", "wallet", "zip"})
"""Words of a title for guns of which California leaves out antiques by 26 U.S.C. 5845(g)'s measure and not by that of 18
U.S.C. 921(a)(16), which leaves out every gun made before 1899: Cal. Penal Code §§ 16170(c), 17700."""


def _machinegun(c: Context) -> bool:
    return "machinegun" in c.title_words or (c.title_words >= {"machine", "gun"} and "not" not in c.title_words)


def _conversion_part(r: Reading, c: Context) -> bool:
    """True for a part that makes a machinegun of a weapon: one by 26 U.S.C. 5845(b), and no firearm of 18 U.S.C. 921(a)(3).

    A weapon's frame or receiver and a silencer are firearms by the latter, and are written as weapons.
    """
    held = r.act("possess", "possess_barred", "make", "transfer", "transport")
    return held and r.object("other") and not r.has("weapon") and _machinegun(c)


def _names_a_weapon(c: Context) -> bool:
    return bool(c.title_words & NAMED_FIREARMS) or _machinegun(c)


def _weapon_no(r: Reading, c: Context) -> Finding:
    if r.object("weapon") and not r.has("weapon"):
        return missing("the entry does not say which kind of weapon")
    if r.is_("weapon", "firearm_any") and _names_a_weapon(c):
        return unsettled("a weapon that federal law names; the state's definition reaches somewhat further")
    if r.is_("weapon", "firearm_any") and c.title_words & HIDDEN_GUNS:
        return unsettled(
            "a hidden or homemade gun, of which antiques are left out by a narrower measure than the federal"
        )
    if r.is_("weapon", "firearm_any"):
        return no("the state's definition of a firearm reaches antiques or other things federal law leaves out")
    return no("no firearm or explosive as federal law defines it")


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
    if r.act("lie", "threaten") and not r.has("weapon") and says(c, *BOMB_WORDS):
        # 18 U.S.C. 844(e): a threat, or false information maliciously conveyed, of an attempt to harm by fire or an explosive
        found = unsettled("a false report or a threat of a bomb, which may be what 18 U.S.C. 844(e) describes")
    elif (
        r.act("burn")
        and r.object("property")
        and r.is_("mind_harm", "recklessness")
        and not (r.has("risk") or r.harm("injury"))
    ):
        # 844(i) asks that property be damaged or destroyed, with malice; here it need only be put in danger by recklessness
        found = unsettled(
            "a fire set on purpose whose danger to property is disregarded; 18 U.S.C. 844(i) asks for damage"
        )
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
    return listed(c, EXPLOSIVES_SECTIONS, found)


FIREARM_SECTIONS = (
    "18.922.g.1", "18.922.g.2", "18.922.g.3", "18.922.g.4", "18.922.g.5", "18.922.j", "18.922.n", "18.922.o",
    "18.922.p", "18.922.r", "18.924.b", "18.924.h",
)  # fmt: skip


def firearm_offense(r: Reading, c: Context) -> Finding:
    """(E)(ii): the listed federal firearms offenses, of which a state most often has the barred possessor."""
    return listed(c, FIREARM_SECTIONS, _state_firearm_offense(r, c))


def _state_firearm_offense(r: Reading, c: Context) -> Finding:
    """A state's offense beside 18 U.S.C. §§ 922(g), (j), (o), (p), 924(h); commerce is ignored (Torres v. Lynch)."""
    firearm = r.is_("weapon", "firearm_federal")
    some_firearm = r.is_("weapon", "firearm_federal", "firearm_any")
    held = r.act("possess", "possess_barred", "make", "transfer", "transport", "receive")
    if held and (some_firearm or _conversion_part(r, c)) and _machinegun(c):
        return unsettled("a machinegun held or passed on, which 18 U.S.C. 922(o) forbids but for those of before 1986")
    if held and some_firearm and "undetectable" in c.title_words:
        return unsettled("an undetectable firearm, to be compared with 18 U.S.C. 922(p)")
    of_status = not c.title_words & {"card", "minor"}  # 18 U.S.C. 922(g) bars neither one without a card nor a minor
    if r.act("possess_barred") and firearm:
        if not of_status:
            return unsettled("held by one whom 18 U.S.C. 922(g) may not bar: a minor, or without a card")
        return yes("a barred person's possession of a firearm as federal law defines it")
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
    elif _conversion_part(r, c):
        found = unsettled("a part that converts a weapon into a machinegun, or may; 26 U.S.C. 5845(b) names such parts")
    elif r.object("weapon") and (
        (_names_a_weapon(c) and not r.is_("weapon", "deadly"))
        or (r.is_("weapon", "firearm_federal", "firearm_any") and c.title_words & DISGUISED)
    ):
        # United States v. Diaz-Diaz, 327 F.3d 410 (5th Cir. 2003) (such a weapon is one of 5861); against it United States
        # v. Villanueva-Gaxiola, 119 F. Supp. 2d 1185, 1189 (D. Kan. 2000) (registration is no element of the state's crime)
        found = unsettled("one of the weapons of 26 U.S.C. 5845; 5861 asks that it be unregistered")
    else:
        found = no("not a weapon of 26 U.S.C. 5845")
    return listed(c, ("26.5861",), found)


SHAM = frozenset({"imitation", "look-alike", "noncontrolled", "simulated"})
"""Words of a title for what is passed off as a drug."""


def sham_drug(r: Reading, c: Context) -> bool:
    """True for a thing made, held or passed on that only looks like a drug."""
    passed_off = "drugs" in c.families and bool(c.title_words & SHAM)
    return passed_off and r.act("make", "transfer", "possess") and r.object("other")


def controlled_substance(r: Reading, c: Context) -> Finding:
    """A law relating to a federally controlled substance (Mellouli)."""
    if r.act("possess_barred") and r.federal_drug:
        # 18 U.S.C. 922(g)(3) and what states have of it: a named drug is an element, and nothing is done with it
        return unsettled(
            "a weapon held by a user of a drug that federal law lists; whether that relates to the drug is open"
        )
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
    if sham_drug(r, c):
        # Matter of Sanchez-Cornejo, 25 I&N Dec. 273 (BIA 2010): delivery of a simulated drug relates to a controlled substance,
        # and is no drug trafficking; decided before Mellouli v. Lynch, 575 U.S. 798 (2015)
        return unsettled("a sham drug made, held or passed on; whether that still relates to a listed drug is open")
    if c.is_federal and c.lies_in(*CSA_FELONIES, *IMPORT_FELONIES, "21.841.f", "21.842"):
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
    if r.act("take") and r.is_("weapon", "firearm_any") and r.is_("victim", "officer"):
        # Aguilera-Rios, 769 F.3d 626 (9th Cir. 2014), rests on prosecutions for antiques held by barred persons
        return unsettled("a firearm taken from an officer; that it may be an antique is hardly more than theory")
    return _weapon_no(r, c)
