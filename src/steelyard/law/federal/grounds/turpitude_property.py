"""Moral turpitude in crimes against property: fraud, forging tools, theft and burglary."""

from __future__ import annotations

from steelyard.law.federal.grounds.property import (
    CRIMINAL_AIMS,
    DEPRIVE,
    altered_vehicle,
    may_not_be_stolen,
    moved,
    near_to_fraud,
)
from steelyard.law.federal.grounds.reading import (
    DIAZ_LIZARRAGA,
    OATHS,
    Context,
    Finding,
    Reading,
    Verdict,
    by_split,
    depends,
    no,
    unsettled,
    yes,
)


def told_to_escape(r: Reading) -> bool:
    """A lie to those who investigate, told to get away: the split lie_to_escape_as_turpitude."""
    return r.act("lie") and r.object("investigation") and r.purpose("obstruct")


def turpitude_fraud(r: Reading, c: Context) -> Finding:
    if r.purpose("defraud"):
        return yes("an aim to defraud", "fraud")
    if r.act("take", "possess", "receive", "transfer") and r.is_("consent", "by_deceit"):
        return yes("property got by deceit", "fraud")
    if r.object("false_document") and not r.act("lie", *OATHS):
        counterfeit = r.mind("intent") and c.title_words >= {"counterfeit", "currency"}
        if counterfeit and r.purpose("deceive") and r.act("transfer", "receive", "possess"):
            # Winestock v. INS, 576 F.2d 234, 235 (9th Cir. 1978); Matter of K-, 7 I&N Dec. 178 (BIA 1956), of counterfeit coins
            return yes(
                "counterfeit money dealt in to be passed as true, in which fraud is inherent (Winestock)", "fraud"
            )
        if r.act("make") and not r.has("purpose") and c.title_words & {"coin", "coins"}:
            # Matter of K-, 7 I&N Dec. 178 (BIA 1956); United States ex rel. Giglio v. Neelly, 208 F.2d 337, 341 (7th Cir. 1953)
            return no("coins made in likeness of true ones, with no intent that must be proved (Matter of K-)")
        if r.act("make", "use", "transfer") and r.mind("knowledge"):
            passed = yes("a false paper made, used or passed with knowledge", "fraud")
            if r.act("use") and r.purpose("deceive") and c.title_words >= {"conceal", "status"}:
                return by_split(
                    c,
                    "false_paper_to_hide_status",
                    passed,
                    no("a false paper used to hide one's status, with no aim to defraud"),
                )
            if r.has("purpose"):
                return passed
            return by_split(
                c,
                "false_paper_without_aim",
                passed,
                unsettled(
                    "a false paper knowingly made, used or passed, with no aim that must be proved; whether fraud is inherent in "
                    "it is open (Jauregui-Cardenas)",
                    "fraud",
                ),
            )
        held = unsettled("a false paper held to deceive or harm; bare possession is not enough", "fraud")
        if r.purpose("deceive", "injure") and r.mind("knowledge"):
            return by_split(
                c, "false_paper_held_to_deceive", yes("a false paper held to deceive or injure", "fraud"), held
            )
        if r.purpose("deceive", "injure", "obstruct", "theft", "crime", "profit"):
            return held
        return no("bare possession of a false paper, or no knowledge that it is false")
    if r.act(*OATHS) and r.purpose("deceive"):
        return yes("a false oath meant to deceive", "fraud")
    if r.act(*OATHS) and r.mind("knowledge"):
        found = unsettled("a false oath with knowledge; whether an aim to deceive is needed is open", "fraud")
        if r.act("swear"):
            perjury = yes("a material falsehood knowingly sworn, which is perjury at common law", "fraud")
            return by_split(c, "perjury_without_aim", perjury, found)
        return found
    if r.act("lie") and r.purpose("deceive") and "alcohol" in c.families:
        return unsettled("a lie about an age, told to get drink and to nobody in office", "fraud")
    if (r.act("lie") or (r.act("use") and r.object("duty"))) and r.purpose("deceive") and r.mind("knowledge"):
        return by_split(
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
        return by_split(
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
            return by_split(c, "falsehood_about_money_as_fraud", gained, found)
        unlawful = r.act("use_identity") and r.is_("consent", "without")
        unlawful = unlawful or (r.object("identity") and c.title_words >= {"identifying", "unlawful"})
        if unlawful and not r.has("purpose"):
            return by_split(
                c,
                "identity_used_unlawfully",
                found,
                no("another's identity used for any unlawful end, without an aim to defraud"),
            )
        if r.act("lie") and "immigration" in c.families and c.title_words & {"work", "employment"}:
            return by_split(
                c, "deceit_to_obtain_work", found, no("a false word to work without status is not turpitude here")
            )
        if told_to_escape(r):
            named = c.title_words & {"identification", "identity", "name"}
            return by_split(
                c,
                "lie_to_escape_as_turpitude",
                yes("a lie told to keep from being caught", "fraud"),
                no("a false name, with neither gain nor an aim to defraud") if named else found,
            )
        to_officials = r.object("investigation", "duty", "proceeding")
        if to_officials and not r.has("purpose") and not r.has("harm"):
            if c.is_federal and c.lies_in("18.1001") and c.split("falsehood_without_aim"):
                # knowing, willful and material by the section: Kabongo v. INS, 837 F.2d 753 (6th Cir. 1988); Ghani v. Holder,
                # 557 F.3d 836 (7th Cir. 2009)
                return yes("a knowing and willful lie to the government on a material matter", "fraud")
            return by_split(
                c, "falsehood_without_aim", found, no("a knowing falsehood to an official, without gain or evil aim")
            )
        return found
    tools = _forging_tools(r, c)
    if tools.verdict is not Verdict.NO:
        return tools
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
        return by_split(c, "papers_passed_without_authority", passed, found)
    if altered_vehicle(c) and moved(r) and r.mind("knowledge"):
        return unsettled("a vehicle's altered numbers; whether fraud is inherent is open", "fraud")
    if near_to_fraud(r, c):
        return unsettled("an offense near to fraud; whether fraud is inherent is open", "fraud")
    return no("no fraud")


TOOLS = frozenset({
    "device", "devices", "die", "dies", "equipment", "implement", "implements", "machinery", "plate", "plates", "things", "tools",
})  # fmt: skip
"""Words of a title for what papers, money or marks are forged with."""


def _forging_tools(r: Reading, c: Context) -> Finding:
    """Tools of forgery or counterfeiting, made or held.

    Held with the intent to forge they are turpitudinous: Matter of Jimenez, 14 I&N Dec. 442 (BIA 1973). Of dies for coins an
    intent to defraud is implicit in making and in possessing them: Matter of K-, 7 I&N Dec. 178 (BIA 1956). Of other tools
    that are only known for what they are nothing was found decided.
    """
    held = r.act("make", "possess", "receive") and r.object("other", "property") and r.mind("knowledge")
    if not held or "forgery" not in c.families or not c.title_words & TOOLS:
        return no("no tools of forgery")
    if r.purpose("deceive") and r.mind("intent"):
        return yes("tools made or held in order to forge (Jimenez)", "fraud")
    if not r.has("purpose") and c.title_words & {"die", "dies"} and c.title_words & {"coin", "coins"}:
        return yes("dies for coins, in which fraud is inherent (Matter of K-)", "fraud")
    if not r.has("purpose"):
        return unsettled("tools of forgery, known for what they are, with no aim that must be proved", "fraud")
    return no("tools of forgery for another end")


def turpitude_theft(r: Reading, c: Context) -> Finding:
    if may_not_be_stolen(r, c) and r.mind("knowledge"):
        return unsettled("a thing knowingly taken in, and no word on whether it must be stolen", "theft")
    if r.act("receive"):
        if not r.mind("knowledge") and r.purpose("deprive_permanently", "deprive_substantially"):
            return unsettled(
                "less than knowledge that the goods were stolen, but an aim to deprive their owner", "theft"
            )
        if not r.mind("knowledge"):
            return no("receipt without knowledge")
        if r.purpose("deprive_permanently", "deprive_substantially"):
            return yes("stolen goods received with knowledge, to deprive", "theft")
        return by_split(
            c,
            "receipt_without_purpose_to_deprive",
            yes("stolen goods received with knowledge", "theft"),
            unsettled("stolen goods received with knowledge, for gain", "theft")
            if r.purpose("profit") and "theft" in c.families
            else no("receipt without an aim to deprive for good is enough"),
        )
    goods = r.act("transport") and r.object("property", "money", "vehicle") and "stolen" in c.title_words
    if goods and "theft" in c.families and r.mind("knowledge"):
        # United States v. Castro, 26 F.3d 557, 558 (5th Cir. 1994) (18 U.S.C. 2312, 2313: the knowledge is an element); who
        # carries goods has them (Matter of Salvail, 17 I&N Dec. 19 (BIA 1979))
        return by_split(
            c,
            "receipt_without_purpose_to_deprive",
            yes("stolen goods carried with knowledge (Castro)", "theft"),
            unsettled("stolen goods carried with knowledge, and no aim to deprive for good", "theft"),
        )
    if r.act("touch", "injure", "threaten") and r.purpose("theft", "deprive_permanently", "deprive_substantially"):
        return yes("force or threats in order to steal: robbery, complete or attempted (Vo)", "theft")
    if r.purpose("theft") and r.act("damage", "make", "possess", "use", "transfer"):
        return unsettled(
            "tools or damage in order to steal; the crime that is aimed at decides (Matter of S-)", "theft"
        )
    if r.act("possess", "use") and r.object("other") and r.purpose("deprive_permanently") and r.mind("knowledge"):
        # Matter of S-, 6 I&N Dec. 769 (BIA 1955): tools, with an intent to commit a crime that is turpitudinous
        return yes("a thing held or used in order to steal for good (Matter of S-)", "theft")
    tools = r.act("make", "possess") and r.purpose("crime") and not r.object("false_document")
    if tools and c.families & {"burglary", "theft", "weapons"} and r.mind("knowledge"):
        return unsettled("tools held for a crime; the crime that is aimed at decides (Matter of S-)", "theft")
    whole = r.purpose("deprive_permanently", "deprive_substantially")
    if "secret" in c.title_words and "theft" in c.families and r.mind("intent") and not whole:
        return unsettled("a trade secret taken or copied, which is kept for good once it is known", "theft")
    if not r.act("take"):
        return no("no taking")
    if r.object("money") and r.is_("consent", "without") and r.purpose("injure") and r.mind("intent"):
        # Matter of Batten, 11 I&N Dec. 271 (BIA 1965), on 18 U.S.C. 656, whose aim is to injure or to defraud
        return yes("entrusted money taken or misapplied in order to injure its owner (Batten)", "theft")
    if r.is_("consent", "by_force") and r.is_("purpose", "deprive_some") and "robbery" in c.families:
        # Aguirre Barbosa v. Barr, 926 F.3d 1053 (9th Cir. 2019), of pleas before Diaz-Lizarraga; Gutierrez v. Garland, 106 F.4th
        # 866, 877 (9th Cir. 2024), sent the question of California's carjacking back to the Board
        return unsettled("a taking by force or fear, also to use a thing for a time", "theft")
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
    kept = r.object("property", "money") and r.is_("consent", "without") and not r.has("purpose")
    if kept and r.mind("knowledge") and "theft" in c.families and "trespass" not in c.families:
        return unsettled("what the state calls theft, and no word on the aim", "theft")
    return no("an aim to deprive for a time, or none, is enough")


def turpitude_burglary(r: Reading, c: Context) -> Finding:
    if not r.act("enter"):
        return no("no entry")
    if r.purpose("theft", *DEPRIVE):
        if r.is_("consent", "without", "by_force"):
            return yes("unlawful entry to steal", "burglary")
        open_place = no("entry of a place that is open, in order to steal, is enough")
        if r.object("dwelling"):  # Hernandez-Cruz is of a shop; see below
            open_place = unsettled("a dwelling entered to steal, where the entry need not be unlawful", "burglary")
        return by_split(c, "open_place_entered_to_steal", yes("entry to steal", "burglary"), open_place)
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
        open_ = unsettled(
            "unlawful entry for a crime: the crime that is meant decides, if it must be proved", "burglary"
        )
        graver = r.has("weapon") or r.has("harm") or r.has("force")
        if not r.purpose("crime") or graver or not r.object("building", "vehicle", "property"):
            return open_
        return by_split(
            c, "entry_for_any_crime", open_, no("entry of what need be no dwelling, for whatever crime, is enough")
        )
    graver = (r.has("weapon") or r.harm("injury")) and r.mind("knowledge")
    if r.is_("consent", "without") and r.purpose("crime") and graver:
        return unsettled("a place unlawfully entered for a crime, armed or with injury", "burglary")
    if r.purpose("crime") and "safe" in c.title_words:
        return unsettled("a building entered for a crime and its safe opened by force", "burglary")
    return no("entry for a crime that need not be turpitudinous, or for none")
