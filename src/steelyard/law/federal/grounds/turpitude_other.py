"""Moral turpitude in drug crimes, crimes against justice and what is left."""

from __future__ import annotations

from steelyard.law.federal.grounds.drugs_and_weapons import CSA_FELONIES, IMPORT_FELONIES, sham_drug
from steelyard.law.federal.grounds.harm import TRAFFICKING_SECTIONS
from steelyard.law.federal.grounds.reading import (
    OATHS,
    PERSON_ACTS,
    Context,
    Finding,
    Reading,
    by_split,
    depends,
    no,
    unsettled,
    yes,
)
from steelyard.law.federal.grounds.turpitude_property import told_to_escape

GROWN = frozenset({"cultivating", "cultivation", "growing", "plant", "planting", "plants"})
"""Words of a title for marijuana that is grown, and not pressed, extracted or made in another way."""


def turpitude_drugs(r: Reading, c: Context) -> Finding:
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
    grown = r.is_("substance", "marijuana", "marijuana_bulk") and c.title_words & GROWN
    if not trade and r.act("make") and r.mind("knowledge") and not grown:
        return unsettled("a drug made, and not only grown; whether for the trade need not be proved", "drugs")
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


def turpitude_justice(r: Reading, c: Context) -> Finding:
    if r.act("sway_witness"):
        if r.object("person", "property") and r.mind("knowledge") and not r.has("force"):
            return unsettled("retaliation on a witness or victim, or on what is theirs", "justice")
        if r.is_("consent", "by_force", "by_deceit") or r.has("force") or r.purpose("defraud", "injure", "cause_fear"):
            return yes("a witness swayed by force or fraud", "justice")
        if "gain" in c.title_words and r.mind("intent"):
            return unsettled("a witness swayed for pay, or at another's asking; no authority decides it", "justice")
        told = c.title_words & {"false", "falsely", "falsify"} and "testimony" in c.title_words
        if r.mind("knowledge") and (told or r.purpose("deceive")):
            # Vasquez-Valle v. Sessions, 899 F.3d 834 (9th Cir. 2018), was of the absence of a witness, apart from false
            # testimony; to procure that is near to subornation of perjury, and perjury at a trial was turpitudinous at
            # common law: Rosales Rivera v. Lynch, 816 F.3d 1064 (9th Cir. 2016)
            swayed = unsettled("a witness brought to give false testimony, or to withhold it", "justice")
            return by_split(c, "witness_without_force_as_turpitude", yes("a witness swayed", "justice"), swayed)
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
    if hidden and not told_to_escape(r):
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


CARE = frozenset({"child", "custodial", "custodian", "custody", "ward"})
"""Words of a title for a child, or another in one's charge, kept from who has the right to its care."""
OTHER_HOLDS = frozenset({"committed", "imprisonment", "kidnapping", "restraint"})
"""Words of a title for a person held, or taken from an institution, whoever has the care of that person."""


def turpitude_rest(r: Reading, c: Context) -> Finding:
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
        if r.purpose("crime") and r.mind("knowledge"):
            return unsettled("a pursuit with an aim to a crime against the person; that crime decides", "stalking")
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
        if (
            "kidnapping" in c.families
            and c.title_words & CARE
            and not c.title_words & OTHER_HOLDS
            and r.mind("knowledge")
        ):
            # no decision on it was found: Hamdan v. INS, 98 F.3d 183 (5th Cir. 1996), sent back a section of which taking
            # a child from its custodian is one part; what Castrijon-Garcia says of kidnapping is true of it all the more
            return by_split(
                c,
                "kidnapping_without_aim",
                unsettled("a child kept from who has the right to its care; no authority decides it", "confinement"),
                no("a child kept from its custodian without an aim to injure is enough"),
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
    arms = r.act("transfer") and r.is_("weapon", "firearm_any", "firearm_federal", "explosive")
    named = c.title_words & {"traffic", "trafficking"} and "drug" not in c.title_words
    if arms and r.mind("knowledge") and named:
        # Matter of Khourn, 21 I&N Dec. 1041 (BIA 1997), is of drugs; no decision on a trade in arms was found
        return unsettled("a trade in arms, which the section calls trafficking; no authority decides it", "arms")
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
