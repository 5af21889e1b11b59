"""Crimes involving moral turpitude, by the kinds that decisions recognise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from steelyard.law.federal.grounds.drugs_and_weapons import CSA_FELONIES, IMPORT_FELONIES, sham_drug
from steelyard.law.federal.grounds.family import knowing_fear
from steelyard.law.federal.grounds.harm import PERFORMANCE, TRAFFICKING_SECTIONS
from steelyard.law.federal.grounds.property import CRIMINAL_AIMS, DEPRIVE, altered_vehicle, moved, near_to_fraud
from steelyard.law.federal.grounds.reading import (
    DIAZ_LIZARRAGA,
    OATHS,
    PERSON_ACTS,
    Context,
    Finding,
    Reading,
    Test,
    Verdict,
    by_split,
    depends,
    no,
    together,
    unsettled,
    yes,
)


def _told_to_escape(r: Reading) -> bool:
    """A lie to those who investigate, told to get away: the split lie_to_escape_as_turpitude."""
    return r.act("lie") and r.object("investigation") and r.purpose("obstruct")


def _turpitude_fraud(r: Reading, c: Context) -> Finding:
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
            return passed
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
        if _told_to_escape(r):
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


def _turpitude_burglary(r: Reading, c: Context) -> Finding:
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


_WEAPONS = ("deadly", "firearm_federal", "firearm_any", "explosive")


def _meant_crime_is_named(c: Context) -> bool:
    """True where the crime that is meant must be named and proved: "with intent to commit a felony", "a listed offense"."""
    return "intent" in c.title_words and bool(c.title_words & {"felony", "listed"})


def _is_menacing(r: Reading, c: Context) -> bool:
    """A show of harm meant to frighten, where neither an aim to injure nor a victim who is afraid need be proved.

    Flores-Vasquez v. Garland, 80 F.4th 921 (9th Cir. 2023), of menacing; Coquico v. Lynch, 789 F.3d 1049 (9th Cir. 2015), of a
    laser pointed at an officer. A weapon, a child or what is meant to terrorize is another matter.
    """
    bare = not (r.has("mind_harm") or r.has("harm") or r.has("weapon") or r.has("age"))
    return r.act("threaten") and r.purpose("cause_fear") and bare and bool(c.title_words & {"menacing", "laser"})


def _turpitude_violence(r: Reading, c: Context) -> Finding:
    if r.act("kill") and "murder" in c.title_words:
        # Matter of Lopez-Amaro, 20 I&N Dec. 668 (BIA 1993); Fong Haw Tan v. Phelan, 162 F.2d 663 (9th Cir. 1947)
        return yes("what the state calls murder", "violence")
    if r.object("other") and r.mind("knowledge") and "fight" in c.title_words:
        # Matter of Ortega-Lopez, 27 I&N Dec. 382 (BIA 2018); Ortega-Lopez v. Barr, 978 F.3d 680 (9th Cir. 2020)
        set_to_fight = r.purpose("injure") and "causing" in c.title_words
        if set_to_fight or c.title_words & {"sponsoring", "exhibiting"}:
            return yes("an animal set to fight for amusement or gain", "violence")
        return unsettled("a part in a fight of animals; to sponsor or exhibit one is turpitudinous", "violence")
    cruel = c.title_words >= {"abusing", "animal"} and r.mind("recklessness")
    if r.act("injure", "kill") and r.has("object") and not r.object("person") and (r.mind("knowledge") or cruel):
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
    if not r.act(*PERSON_ACTS):
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
        if _is_menacing(r, c):
            calm = no("menacing: neither an aim to injure nor a victim who is afraid need be proved (Flores-Vasquez)")
        return by_split(c, "threat_that_need_not_frighten", meant, calm)
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
        return by_split(c, "serious_injury_as_turpitude", found, bare)
    lesser = r.act("endanger") and r.has("risk")
    lesser = lesser or (r.act("injure") and "endangerment" in c.families)
    reckless = r.mind("recklessness") and r.mind_harm("recklessness") and not r.mind("knowledge")
    if lesser and r.object("person") and reckless:
        return by_split(
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
        if r.has("force") or knowing_fear(r):
            return unsettled("a pursuit with a threat, or known to frighten (Ajami)", "stalking")
        if r.harm("injury"):
            return unsettled("a pursuit in which the victim is hurt; no authority decides it", "stalking")
        if r.purpose("annoy") and r.mind("intent") and "stalking" in c.title_words:
            return unsettled("stalking on purpose to distress gravely; no authority decides it", "stalking")
    return no("no pursuit that is in doubt")


INTOXICATED = frozenset({"alcohol", "drunk", "impaired", "influence", "intoxicated", "intoxication"})
"""Words of a title for drink or a drug before the act; "negligently" beside them is a state whose negligence is ordinary."""


def _turpitude_doubtful_violence(r: Reading, c: Context) -> Finding:
    """Violence, threats and danger of which no authority says that they are not turpitudinous."""
    if _is_menacing(r, c) and not c.split("threat_that_need_not_frighten"):
        return no("menacing is nearer to simple assault here (Flores-Vasquez; Coquico)")
    if "mayhem" in c.title_words:
        # Matter of Santoro, 11 I&N Dec. 607 (BIA 1966): Rhode Island's is turpitudinous; how its words on the mind compare with
        # those of another state has to be seen
        return unsettled("mayhem, which asks for malice and a lasting injury (compare Santoro)", "violence")
    if r.act("take") and r.object("weapon") and r.is_("victim", "officer") and r.mind("recklessness"):
        return unsettled("an officer's weapon taken in the course of resisting; no authority decides it", "violence")
    if not r.act(*PERSON_ACTS) and r.purpose("cause_fear") and r.mind("knowledge"):
        return unsettled("another act meant to put a person in fear of harm", "violence")
    if r.at_least("risk", "grave") and r.act(*PERSON_ACTS) and r.mind("knowledge"):
        return unsettled(
            "a grave danger that comes of a knowing act, with no state of mind toward the danger", "violence"
        )
    if "homicide" in c.families and r.mind("knowledge"):
        return unsettled("a knowing act that helps to bring about a death", "violence")
    drunk = bool(c.title_words & INTOXICATED) and "negligently" not in c.title_words
    if drunk and r.at_least("harm", "death") and r.is_("mind", "negligence"):
        # Matter of Leal, 26 I&N Dec. 20 (BIA 2012), aff'd, 771 F.3d 1140 (9th Cir. 2014): one whom drink alone kept from seeing a
        # risk of death is as turpitudinous as one who disregards it; against it Tavdidishvili, 27 I&N Dec. 142 (BIA 2017)
        return unsettled("a death by criminal negligence while intoxicated (compare Leal)", "violence")
    at_a_place = r.object("dwelling", "building", "vehicle", "weapon", "other")
    at_a_place = at_a_place and (r.has("mind_harm") or r.has("risk") or r.act("use"))
    if r.act("damage", "use", "endanger") and at_a_place and r.has("weapon") and r.mind_harm("recklessness"):
        open_ = unsettled("a weapon fired or used where people may be, with recklessness", "violence")
        if r.act("damage") and r.is_("force", "deadly") and r.mind("knowledge"):
            sure = yes("a shot at a place where people live or are, with recklessness toward them", "violence")
            return by_split(c, "shot_at_an_occupied_place", sure, open_)
        return open_
    if r.at_least("harm", "death") and r.mind("intent") and not r.act(*PERSON_ACTS):
        return unsettled("a death brought about on purpose by another act", "violence")
    if r.act("injure", "kill") and r.purpose("crime"):
        return unsettled("death or injury in the course of another felony, whatever the mind toward it", "violence")
    if r.act("kill") and r.mind("knowledge"):
        return unsettled("a death that follows from a knowing act, with less than recklessness toward it", "violence")
    if r.act("touch", "threaten") and r.purpose("crime") and _meant_crime_is_named(c):
        # Matter of Short, 20 I&N Dec. 136, 138-39 (BIA 1989): turpitudinous only if the felony that is meant is
        return depends("an assault for another felony: that felony decides (Short)", "violence")
    if r.act("touch", "threaten", "restrain") and r.purpose("crime") and r.mind("knowledge"):
        return unsettled("an assault or confinement for another felony; the felony decides", "violence")
    simple = c.families & {"assault", "threats"} == {"assault"} and not (r.has("weapon") or r.has("purpose"))
    if r.act("threaten") and simple and not (r.mind("intent") or r.has("consent") or r.has("mind_harm")):
        # Matter of Solon, 24 I&N Dec. 239 (BIA 2007): simple assault, which asks for general intent alone
        return no("a simple assault: a battery feared, with neither a weapon nor an aim to frighten")
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
    frail_held = r.act("restrain") and r.mind("knowledge") and r.is_("consent", "by_force", "by_deceit")
    if frail_held and c.title_words & {"dependent", "elder"}:
        # the same decision leaves out what affects a protected class of victims
        return unsettled("an elder or dependent person held by force or deceit", "violence")
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
    if (
        r.act("endanger")
        and not (r.has("risk") or r.has("harm"))
        and (c.title_words >= {"failure", "provide"} or c.title_words >= {"failure", "support"})
    ):
        # a child that need not be destitute: Matter of Y-, 1 I&N Dec. 137 (BIA 1941)
        return by_split(
            c,
            "support_withheld",
            unsettled("a child's support withheld on purpose", "violence"),
            no("support withheld from a child that need not be destitute"),
        )
    if r.act("endanger") and r.mind("knowledge") and (r.has("age") or r.is_("victim", "dependant")):
        # Hernandez-Perez v. Holder, 569 F.3d 345 (8th Cir. 2009): a child knowingly put at a substantial risk
        open_ = unsettled("a child or dependant knowingly endangered or neglected, or used for a crime", "violence")
        slight = r.is_("victim", "dependant") and r.is_("risk", "possible") and not r.has("harm")
        if not slight:
            return open_
        bare = no("a duty of care knowingly broken is enough, without harm or any likelihood of it (Hernandez-Cruz)")
        return by_split(c, "slight_danger_as_turpitude", open_, bare)
    if r.act("abscond") and (r.has("force") or r.has("weapon")) and r.mind("knowledge"):
        return unsettled("an escape by force, its threat or a weapon", "violence")
    if r.act("touch") and r.has("consent") and r.mind("knowledge") and c.title_words & POISONS:
        return unsettled("a harmful substance given to a person who does not agree or does not know", "violence")
    if r.act("damage") and r.mind("intent") and c.title_words & {"malicious", "maliciously"}:
        open_ = unsettled("malicious damage: a hostile mind toward the owner", "violence")
        sure = yes("malicious damage, which asks for cruelty or hostility toward the owner (Da Silva Neto)", "violence")
        if "defacing" in c.title_words:  # whether that is as cruel was not decided
            return open_
        return by_split(c, "malicious_damage_as_turpitude", sure, open_)
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
    if "corpse" in c.title_words and "obstruction" not in c.families and r.mind("knowledge"):
        return unsettled("a corpse defiled or mutilated; no authority decides it", "violence")
    if "animal" in c.title_words and "sexual" in c.families and r.mind("knowledge"):
        return unsettled("a sexual act with an animal; no authority decides it", "sexual")
    if r.act("lie") and "bomb" in c.title_words and r.mind("knowledge"):
        return unsettled("a false report of a bomb, which frightens whoever is there", "violence")
    if r.act("restrain") and r.has("age") and "maliciously" in c.title_words and r.mind("knowledge"):
        return unsettled("a child maliciously taken or kept from its custodian", "violence")
    if r.purpose("crime") and r.mind("intent") and r.harm("serious"):
        return unsettled("a crime urged or aimed at on purpose, with serious injury", "violence")
    if r.mind("knowledge") and "maliciously" in c.title_words and c.title_words & {"dog", "horse"}:
        return unsettled("an animal in an officer's service maliciously harmed", "violence")
    if r.act("damage", "endanger") and r.object("vehicle") and r.mind("intent") and not altered_vehicle(c):
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
    sold = r.object("sexual_conduct", "intercourse") and "prostitution" in c.families
    if r.act("facilitate") and sold and r.mind("intent"):
        return yes("commercial sex aided on purpose", "sexual")
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
            return by_split(
                c,
                "lewdness_without_aim",
                unsettled("what the state calls lewdness, with no sexual aim that must be proved", "sexual"),
                no("exposure that shocks is enough, and no sexual aim need be proved"),
            )
        return no("exposure without a lewd aim is enough")
    if r.act("accost") and r.purpose("sexual") and r.has("age"):
        sure = yes("a sexual approach to a minor", "sexual")
        if "annoying" in c.title_words and "dwelling" not in c.title_words:
            return by_split(
                c, "annoying_a_child", sure, no("what would only annoy is enough, whatever the motive (Nicanor-Romero)")
            )
        return sure
    if r.act("accost") and r.purpose("crime") and r.has("age") and r.mind("knowledge"):
        if _meant_crime_is_named(c):
            # Syed v. Barr, 969 F.3d 1012 (9th Cir. 2020); as for an assault, Matter of Short, 20 I&N Dec. 136 (BIA 1989)
            return depends(
                "a child approached for one of the crimes that the section lists: that crime decides", "sexual"
            )
        return unsettled("a child lured for a crime; the crime decides", "sexual")
    lewd = r.act("sexual_contact", "accost") and r.purpose("sexual", "annoy")
    lewd = lewd and ("sexual" in c.families or (r.act("sexual_contact") and "lewd" in c.title_words))
    lewd = lewd or (r.act("sexual_act", "sexual_contact") and "public" in c.title_words and r.mind("knowledge"))
    if lewd and not (r.has("consent") or r.has("age") or r.has("victim")):
        # Matter of Alfonzo-Bermudez, 12 I&N Dec. 225 (BIA 1967), on California's section 647(a); doubted, with decisions of its
        # time, in Nunez v. Holder, 594 F.3d 1124 (9th Cir. 2010)
        return unsettled("lewd conduct in public, or asking for it", "sexual")
    shown = r.is_("consent", "without") or r.purpose("annoy", "injure")
    if "sexual" in c.families and shown and r.mind("knowledge") and r.act("other", "transfer"):
        return unsettled("a person's nakedness or sexual conduct secretly seen, recorded or shown", "sexual")
    obscene = "sexual" in c.families and r.object("other") and r.purpose("distribute", "profit")
    if obscene and r.act("transfer", "transport", "receive", "possess", "make") and r.mind("knowledge"):
        # against it Matter of D-, 1 I&N Dec. 190 (BIA 1942), on mailing a letter that only suggests what would be obscene
        return unsettled("trade in obscene matter", "sexual")
    if "prostitution" in c.families and r.act("other") and r.purpose("profit") and r.mind("knowledge"):
        return unsettled("a person placed with another for gain", "sexual")
    if "prostitution" in c.families and r.act("other") and r.mind("intent"):
        # Rohit v. Holder, 670 F.3d 1085 (9th Cir. 2012), is of asking for it; an aim without an offer was not found decided
        return unsettled("a step toward sex for hire, with neither an offer nor an act", "sexual")
    if not r.act("sexual_act", "sexual_contact"):
        if r.mind("knowledge") and (r.purpose("sexual") or ("sexual" in c.families and r.has("age"))):
            return unsettled("another act with a sexual aim, or a sexual offense toward a minor", "sexual")
        if (
            r.mind("knowledge")
            and {"sexual", "child"} <= c.families
            and r.act("make", "transfer", "receive", "possess")
        ):
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
    if r.is_("victim", "partner") and r.act("sexual_act") and r.has("age") and r.mind("knowledge"):
        return by_split(
            c,
            "incest_with_a_minor",
            yes("incest with a minor (Gonzalez-Alvarado)", "sexual"),
            unsettled("a sexual act with a relative who is a minor", "sexual"),
        )
    if r.is_("victim", "dependant", "partner"):
        return unsettled("a sexual act or contact with a relative or a person in the actor's care", "sexual")
    if r.has("age") and r.mind_age("negligence"):
        return by_split(
            c,
            "mind_toward_age",
            yes("a sexual act or contact with a minor who is or should be known to be one", "sexual"),
            no("a defense of mistake of age is no knowledge of it (Quintero-Salazar)")
            if r.act("sexual_act")
            else unsettled("sexual contact with a minor who is or should be known to be one", "sexual"),
        )
    if r.at_least("age", "under_16") and r.has("gap"):
        return by_split(
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
        return by_split(
            c,
            "mind_toward_age",
            unsettled("intercourse with a child under 16, with neither a mind toward the age nor a gap", "sexual"),
            no("neither a state of mind toward the age nor a significant gap need be proved"),
        )
    if r.at_least("gap", "four") and r.has("age"):
        # Matter of Dingena, 11 I&N Dec. 723 (BIA 1966), held carnal knowledge of a girl under 18 turpitudinous; Jimenez-Cedillo,
        # 27 I&N Dec. 782 (BIA 2020), speaks of a child under 16
        return by_split(
            c,
            "mind_toward_age",
            unsettled("a sexual act or contact with a minor of 16 or 17 and much younger", "sexual"),
            no("knowledge of the minor's age need not be proved"),
        )
    return no("consent is enough, or neither a state of mind toward the age nor a significant gap need be proved")


def _turpitude_drugs(r: Reading, c: Context) -> Finding:
    if r.object("crime") and (r.act("facilitate") or (r.act("other") and r.mind("knowledge"))):
        return depends("an offense that rests on another crime: that crime decides", "drugs")
    if sham_drug(r, c) and (r.act("make", "transfer") or r.purpose("distribute", "profit")) and r.mind("knowledge"):
        return unsettled("a sham drug made or passed on: drug trade, or a deceit of the buyer", "drugs")
    if not (r.object("substance") or r.has("substance")):
        return no("no drug")
    if r.object("paraphernalia"):
        if r.purpose("distribute", "profit") and r.mind("knowledge"):
            # Matter of Khourn, 21 I&N Dec. 1041 (BIA 1997), is of the drug itself; of what serves its trade nothing was found
            return unsettled("tools of the drug trade, or paraphernalia, knowingly sold or held for it", "drugs")
        return no("paraphernalia")
    if r.act("facilitate") and r.object("substance") and r.mind("knowledge"):
        return unsettled(
            "a drug that another gets by a prescription sold in bad faith; no authority decides it", "drugs"
        )
    trade = r.act("transfer", "transport") or (r.act("possess", "make") and r.purpose("profit", "distribute"))
    if r.act("keep_place") and (r.purpose("profit", "distribute") or r.mind("knowledge")):
        return unsettled("a place kept for the drug trade, or for others' use; no authority decides it", "drugs")
    if not trade and r.act("make") and r.mind("knowledge") and not r.is_("substance", "marijuana", "marijuana_bulk"):
        return unsettled("a drug other than marijuana made; whether for the trade need not be proved", "drugs")
    if r.act("possess", "make") and r.purpose("crime") and r.mind("knowledge"):
        return unsettled("chemicals, tools or a hiding place held for a drug crime", "drugs")
    if r.act("other") and r.purpose("crime", "distribute") and r.mind("knowledge"):
        return unsettled(
            "an act toward some drug offense, or drugs advertised; the offense that is meant decides", "drugs"
        )
    if trade and r.mind("knowledge"):
        return yes("drug trade with knowledge", "drugs")
    if trade and c.is_federal and c.lies_in(*CSA_FELONIES, *IMPORT_FELONIES):
        return unsettled("federal drug trade in which the wrong of the buyer need only have been plain", "drugs")
    if trade:
        return no("knowledge need not be proved")
    return no("use, simple possession or growing")


FAST = frozenset({"chase", "damage", "disobeying", "disregard", "high-speed", "lights", "miles", "speed", "traffic"})
"""Words of a title for a flight in which danger lies without being named; lights put out are among what Cano-Oyarzabal had."""


def _turpitude_justice(r: Reading, c: Context) -> Finding:
    if r.act("sway_witness"):
        if r.object("person", "property") and r.mind("knowledge") and not r.has("force"):
            return unsettled("retaliation on a witness or victim, or on what is theirs", "justice")
        if r.is_("consent", "by_force", "by_deceit") or r.has("force") or r.purpose("defraud", "injure", "cause_fear"):
            return yes("a witness swayed by force or fraud", "justice")
        if "gain" in c.title_words and r.mind("intent"):
            return unsettled("a witness swayed for pay, or at another's asking; no authority decides it", "justice")
        return by_split(
            c,
            "witness_without_force_as_turpitude",
            yes("a witness swayed", "justice"),
            no("a witness swayed without force or fraud is enough"),
        )
    if r.act("help_offender"):
        if r.purpose("obstruct"):
            return by_split(
                c,
                "accessory_as_turpitude",
                yes("one for whose arrest a warrant was issued knowingly harbored (Matter of Sloan)", "justice")
                if c.title_words >= {"harboring", "warrant"}  # 12 I&N Dec. 840 (BIA 1966; A.G. 1968), of 18 U.S.C. 1071
                else depends("help to an offender: the crime helped decides (Rivens)", "justice"),
                no("help to an offender is not turpitude here"),
            )
        return by_split(
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
    driven_to_flee = r.act("drive") and r.object("duty") and r.purpose("obstruct")
    if r.act("flee") or driven_to_flee:
        grave = r.at_least("risk", "grave") and r.mind("recklessness")
        some = r.at_least("risk", "possible") and r.mind("knowledge")
        if grave or some:
            return yes("flight that puts others in danger", "justice")
        open_ = unsettled("flight in which a person is hurt, or such that danger lies in it", "justice")
        in_itself = c.title_words >= {"miles", "limit"} or c.title_words >= {"against", "traffic"}
        if in_itself and r.mind("knowledge"):
            sure = yes("flight whose speed or direction puts others in danger", "justice")
            return by_split(c, "flight_dangerous_in_itself", sure, open_)
        if not r.harm("injury") and "disregard" in c.title_words and r.mind("knowledge"):
            # the words of the title are of the crime; this way of committing it asks for no danger to a person
            return by_split(
                c,
                "knowing_flight_as_turpitude",
                open_,
                no("flight with violations that put nobody in danger is enough"),
            )
        if (r.harm("injury") or c.title_words & FAST) and r.mind("knowledge"):
            # Mei v. Ashcroft, 393 F.3d 737 (7th Cir. 2004): flight at more than 20 miles an hour over the limit; Matter of
            # Ruiz-Lopez, 25 I&N Dec. 551 (BIA 2011), aff'd, 682 F.3d 513 (6th Cir. 2012): in wanton or willful disregard of
            # lives or property
            return open_
        if r.mind("knowledge"):
            # Cano-Oyarzabal v. Holder, 774 F.3d 914 (7th Cir. 2014): knowing flight is wrong in itself; but that law asked
            # for interference, danger, more speed or lights put out as well, so that a bare failure to stop stays open
            return by_split(
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
        return by_split(
            c,
            "unregistered_sex_offender",
            yes("a sex offender's knowing failure to register", "justice")
            if r.mind("knowledge")
            else unsettled("a sex offender's failure to register, which need not be a knowing one", "justice"),
            no("a failure to register breaks a rule and no moral norm"),
        )
    if r.act("abscond") and c.title_words >= {"violent", "youth"}:
        return unsettled("a violent offender's failure to register, which is near to that of Tobar-Lobo", "justice")
    if r.act("abscond") and r.object("other") and r.mind("knowledge"):
        return unsettled("a knowing failure to register or report", "justice")
    if c.families & {"bribery", "perjury"} and r.mind("knowledge") and not r.act("bribe", *OATHS):
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
        if r.mind("negligence") and "arson" in c.title_words:
            # Togonon v. Garland, 23 F.4th 876 (9th Cir. 2022): California's arson asks for no awareness of the risk of a fire
            return unsettled("what the state calls arson, by one who need not have known the risk of a fire", "arson")
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
            return by_split(
                c,
                "kidnapping_without_aim",
                yes("kidnapping", "confinement"),
                no("a person taken without an aim to injure is enough"),
            )
        return no("confinement without such an aim is enough")
    if r.act("drive") and r.object("duty") and r.purpose("obstruct"):
        return no("driving in order to flee, which is judged as flight")
    if r.act("drive"):
        forbidden = c.title_words & {"suspended", "revoked"} and c.title_words & {
            "impaired",
            "influence",
            "intoxicated",
        }
        if forbidden and r.mind("negligence"):
            # Matter of Vucetic, 28 I&N Dec. 276 (BIA 2021): the suspension is known, or there is reason to know of it
            return yes(
                "impaired driving by one who knows or should know that driving is forbidden (Vucetic)", "driving"
            )
        if r.mind("knowledge"):
            return unsettled(
                "driving with knowledge; it counts if what is known is that driving is forbidden", "driving"
            )
        if r.mind("recklessness") and (r.harm("injury") or r.at_least("risk", "grave")):
            return unsettled("reckless driving with injury or grave danger", "driving")
        return no("impaired or reckless driving without more")
    if r.act("leave_scene") and r.harm("injury") and r.mind("knowledge"):
        return by_split(
            c,
            "leaving_an_injured_person",
            yes("an injured person left with knowledge", "driving"),
            no("a failure to give a name is enough"),
        )
    if r.act("leave_scene") and r.harm("injury") and r.mind("negligence"):
        return by_split(
            c,
            "leaving_an_injured_person",
            unsettled("an injured person left by one who should have known of the injury", "driving"),
            no("a failure to give a name is enough"),
        )
    if r.act("other") and "bigamy" in c.title_words:
        open_ = unsettled("bigamy; an honest belief that one is free to marry may be no defense", "bigamy")
        if not r.mind("negligence"):
            return open_
        # Matter of E-, 2 I&N Dec. 328 (BIA; A.G. 1945); Gonzalez-Martinez v. Landon, 203 F.2d 196 (9th Cir. 1953)
        married = open_ if "person" in c.title_words else yes("bigamy", "bigamy")
        return by_split(c, "bigamy_as_turpitude", married, open_)
    if r.act("transfer") and r.object("person") and r.mind("knowledge"):
        return unsettled("a person bought, sold or handed over", "confinement")
    if c.is_federal and c.lies_in(*TRAFFICKING_SECTIONS, "18.1586", "18.1592") and r.mind("recklessness"):
        return unsettled("a part in forced labor or in trafficking of persons", "confinement")
    if r.object("brand"):
        if r.act("use") and not r.purpose("profit", "distribute", "defraud", "deceive") and r.mind("knowledge"):
            # Matter of Kochlani, 24 I&N Dec. 128 (BIA 2007), is of traffic in such goods
            return unsettled("goods known to be counterfeit used or shown, with no sale that must be meant", "brand")
        if r.mind("knowledge") or r.purpose("profit"):
            return yes("counterfeit marks or goods", "brand")
        if r.mind("recklessness"):
            return unsettled("counterfeit marks or goods, and no knowledge that must be proved", "brand")
        return no("counterfeit marks or goods, which need not be known for such nor held for sale")
    if r.act("launder") and r.mind("knowledge"):
        reports = c.is_federal and c.lies_in("31.5324")
        if r.purpose("deceive") or (r.purpose("obstruct") and not reports):
            return yes("proceeds hidden", "laundering")
        if r.purpose("crime"):
            return unsettled("proceeds used to promote a crime; the crime that is promoted decides", "laundering")
        found = unsettled("money moved or structured, with no aim to hide", "laundering")
        bare = no("money moved or structured, with no aim to hide it")
        if reports and c.lies_in("31.5324.a.1", "31.5324.a.3"):
            kept_quiet = yes("money structured to keep it from a report", "laundering")
            return by_split(c, "reports_evaded_as_turpitude", kept_quiet, bare)
        if not c.is_federal or c.lies_in("18.1956", "18.1957"):
            return by_split(c, "dirty_money_moved_as_turpitude", found, bare)
        return found
    if r.mind("knowledge") and not r.act(*PERSON_ACTS):
        if r.purpose("injure"):
            return unsettled("another act in order to injure", "aim")
        told = r.act("lie", *OATHS, "use_identity") or (r.act("use") and r.object("duty", "false_document"))
        if r.purpose("deceive") and not told:
            return unsettled("another act in order to deceive", "aim")
        gainful = r.purpose("profit") and r.act("other", "possess", "transfer")
        abused = r.purpose("profit", "annoy") and r.act("other") and "official_misconduct" in c.families
        if abused or (gainful and c.families & {"theft", "threats"}):
            return unsettled("another act for gain in an offense of theft, threats or abuse of office", "aim")
    if "fraud" in c.families and r.mind("intent") and r.object("money", "property", "services") and not r.act("take"):
        return unsettled("money, property or services dealt with on purpose in an offense of fraud", "aim")
    if r.act("use_identity") and r.purpose("crime"):
        return unsettled("another's identity used for a crime; the crime decides", "aim")
    if "fraud" in c.families and r.act("facilitate") and r.purpose("profit") and r.mind("knowledge"):
        return unsettled("another's fraud knowingly helped for gain", "aim")
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
