"""Grounds of property and fraud: laundering, theft, burglary, racketeering, fraud, tax evasion, forgery."""

from __future__ import annotations

from steelyard.law.federal.grounds.reading import (
    OATHS,
    Context,
    Finding,
    Reading,
    Verdict,
    by_split,
    circumstance,
    depends,
    listed,
    no,
    unsettled,
    yes,
)

LAUNDERING_SECTIONS = ("18.1956", "18.1957")


def laundering(r: Reading, c: Context) -> Finding:
    """(D): money laundering; the amount is a circumstance."""
    reason = "hiding proceeds with knowledge, as 18 U.S.C. 1956 and 1957 describe; the amount decides"
    matches = r.act("launder") and r.mind("knowledge")
    # reports of money and its bulk have sections of their own in federal law (31 U.S.C. 5324, 5332): no laundering by that name
    matches = matches and not c.is_federal
    found = listed(c, LAUNDERING_SECTIONS, yes(reason) if matches else no("no laundering with knowledge"))
    return circumstance(reason, found.kind) if found.verdict is Verdict.YES else found


DEPRIVE = ("deprive_permanently", "deprive_substantially", "deprive_some")


def may_not_be_stolen(r: Reading, c: Context) -> bool:
    """True for what is taken in and is neither property nor of an offense of theft, nor called stolen in the title."""
    goods = r.object("property", "money", "vehicle", "services") or not r.has("object")
    return r.act("receive") and not (goods or "theft" in c.families or "stolen" in c.title_words)


def theft(r: Reading, c: Context) -> Finding:
    """(G): a taking without consent with intent to deprive, even for a time (Garcia-Madruga; Duenas-Alvarez)."""
    if may_not_be_stolen(r, c) and r.mind("knowledge"):
        return unsettled("a thing knowingly taken in, and no word on whether it must be stolen")
    if r.act("receive"):
        if r.mind("knowledge"):
            return yes("receipt of stolen property, known to be stolen")
        if r.purpose(*DEPRIVE):
            return unsettled("less than knowledge that the property was stolen, but an aim to deprive its owner")
        return no("receipt without knowledge that the property was stolen is enough")
    aims = r.purpose("theft", "deprive_permanently", "deprive_substantially")
    if aims and r.act("touch", "injure", "threaten", "enter", "damage", "restrain", "use"):
        return unsettled(
            "a step toward a theft, which may be its attempt through § 1101(a)(43)(U) (Vaca-Tellez; Ngaeth)"
        )
    if r.act("possess", "make") and aims and r.mind("knowledge"):
        # what is made for it may be a substantial step, and in Sui v. INS, 250 F.3d 105 (2d Cir. 2001), false paper held was none
        return unsettled("a tool held or made in order to steal; whether that is an attempt at theft is open (Sui)")
    if not r.act("take"):
        return no("no taking and no receipt")
    if r.is_("consent", "by_deceit"):
        fraud_alone = no("consent got by deceit is fraud, not theft (Garcia-Madruga)")
        if r.purpose(*DEPRIVE) or ("theft" in c.families and not r.object("services")):
            held = unsettled(
                "got by deceit in a theft; a like one was held a theft offense, and the Board holds it fraud"
            )
            return by_split(c, "deceit_as_theft", held, fraud_alone)
        if r.object("services") and "theft" in c.families:
            held = unsettled("services got by deceit: theft of services, or only fraud (Garcia-Madruga)")
            return by_split(c, "services_as_property", held, no("services are not property"))
        return fraud_alone
    if not r.has("consent") and r.purpose(*DEPRIVE):
        return unsettled("an intent to deprive the owner, and no word on the owner's consent")
    if not r.is_("consent", "without", "by_force"):
        return no("the taking need not be without consent")
    if r.purpose("defraud", "injure"):
        found = unsettled("entrusted property appropriated by fraud: theft, or only fraud (Garcia-Madruga)")
        if r.object("services"):
            return by_split(c, "services_as_property", found, no("services are not property"))
        return found
    if not r.purpose(*DEPRIVE):
        if r.is_("consent", "by_force") and r.mind("knowledge"):
            return unsettled("a knowing taking by force or fear; whether it implies an intent to deprive is open")
        if r.purpose("profit") and "theft" in c.families and r.mind("knowledge"):
            return unsettled("a taking for gain in an offense of theft, and no word on an intent to deprive")
        stolen = r.object("property", "money") and not r.has("purpose") and r.mind("knowledge")
        if stolen and "theft" in c.families and "trespass" not in c.families:
            return unsettled("what the state calls theft, and no word on an intent to deprive")
        if r.object("services") and "theft" in c.families and r.mind("knowledge"):
            if not c.split("services_as_property"):
                return no("services are not property")
            return by_split(
                c,
                "services_taken_without_aim",
                yes("services taken without consent: theft of services (Ilchuk)"),
                unsettled("services taken without consent, of which nobody is deprived for a time (Ilchuk)"),
            )
        return no("no intent to deprive need be proved")
    if r.object("services"):
        return by_split(
            c, "services_as_property", yes("services taken without consent"), no("services are not property")
        )
    if r.purpose("deprive_some") and r.object("vehicle") and "carjacking" in c.title_words:
        return by_split(
            c,
            "carjacking_as_theft",
            yes("a vehicle taken without consent with intent to deprive"),
            no("a vehicle taken from whoever holds it, by one who need not mean to steal (Orozco-Orozco)"),
        )
    if not r.mind("recklessness"):
        return unsettled("taken without consent by one who should only have known that there was none")
    return yes("property taken without consent with intent to deprive")


CRIMINAL_AIMS = ("theft", "crime", "injure", "sexual", "defraud", *DEPRIVE)


def _violence_inside(r: Reading) -> bool:
    """True where somebody in a place that was unlawfully entered is knowingly hurt, or meets force, and no aim is named.

    An intent formed at any time while one unlawfully stays is enough: Quarles v. United States, 587 U.S. 645 (2019). A crime
    committed inside that asks for no intent is not: Van Cannon v. United States, 890 F.3d 656 (7th Cir. 2018).
    """
    if r.purpose(*CRIMINAL_AIMS) or not r.object("dwelling", "building") or not r.mind("knowledge"):
        return False
    done = r.mind_harm("knowledge") and (r.harm("injury") or r.has("force"))
    return done and r.is_("consent", "without", "by_force")


def burglary(r: Reading, c: Context) -> Finding:
    """(G): unlawful entry of, or remaining in, a building with intent to commit a crime (Taylor 1990; Stitt; Quarles)."""
    if not r.act("enter"):
        return no("no entry")
    if _violence_inside(r):
        return unsettled(
            "a place unlawfully entered and force or injury knowingly done inside, for which Quarles may do"
        )
    if not r.purpose(*CRIMINAL_AIMS):
        return no("no intent to commit a crime inside need be proved")
    if not r.object("dwelling", "building"):
        return no("the place may be something other than a building or a dwelling")
    if r.is_("consent", "by_deceit"):
        return unsettled("entry by a trick: whether it is without privilege is open")
    if not r.is_("consent", "without", "by_force"):
        return no("the entry need not be unlawful or unprivileged")
    return yes("unlawful entry of a building or dwelling to commit a crime")


BETS_BY_WIRE = frozenset({"electronic", "interactive", "internet", "online", "telephone", "transmitting", "wire"})
"""Words of a title for bets that are sent, which 18 U.S.C. 1084 describes."""


def racketeering(r: Reading, c: Context) -> Finding:
    """(J): racketeering, 18 U.S.C. 1962, and gambling, 18 U.S.C. 1084 and 1955; commerce is ignored (Torres v. Lynch)."""
    if c.is_federal and c.lies_in("18.1084"):
        return circumstance("18 U.S.C. 1084 counts only as a second or subsequent offense")
    if not c.is_federal and (c.families | c.title_words) & {"racketeering", "enterprise"}:
        # Spacek v. Holder, 688 F.3d 536 (8th Cir. 2012): a state's racketeering counts though commerce is no element of it;
        # 18 U.S.C. 1961(1) lists the crimes of which a pattern is made, and a state may list more
        return unsettled("a state's racketeering offense, to be compared with 18 U.S.C. 1962 (Spacek)")
    if not c.is_federal and (c.families | c.title_words) & {"gambling", "bookmaking"}:
        if c.title_words & BETS_BY_WIRE:
            return unsettled(
                "bets sent, which 18 U.S.C. 1084 may describe; it counts as a second or subsequent offense"
            )
        if c.title_words & {"five", "syndicated"}:
            return unsettled("a gambling business of several persons, to be compared with 18 U.S.C. 1955")
        return no("18 U.S.C. 1955 asks for a gambling business of five or more persons, which need not be proved")
    return listed(c, ("18.1962", "18.1955"), no("not a listed section, and no racketeering or gambling"))


def fraud(r: Reading, c: Context) -> Finding:
    """(M)(i): an offense that involves fraud or deceit; the loss is a circumstance (Nijhawan; Kawashima)."""
    if r.act("use_identity") and r.object("crime"):
        return depends("another's identity used in another crime: that crime decides")
    reason = ""
    if r.purpose("defraud"):
        reason = "an aim to defraud"
    elif r.act("take", "lie") and r.is_("consent", "by_deceit"):
        reason = "something is got by deceit"
    elif r.act(*OATHS, "lie") and r.object("money") and (r.mind("knowledge") or r.purpose("deceive", "profit")):
        reason = "a false statement about money, known to be false"
    elif r.act("lie") and r.object("property", "services") and r.purpose("profit"):
        reason = "a false statement to get property or services"
    elif r.act(*OATHS, "lie", "make", "use") and r.purpose("deceive") and c.families & {"fraud", "forgery", "perjury"}:
        reason = "a falsehood meant to deceive"
    elif r.act(*OATHS, "lie", "use_identity") and r.purpose("deceive"):
        # deceit is "the act or process of deceiving", and the elements need only entail it: Kawashima, 565 U.S. at 483-85
        reason = "a falsehood, or another's identity, used to deceive"
    elif r.act("take") and r.object("money") and r.purpose("injure"):
        return by_split(
            c,
            "intent_to_injure_a_bank",
            circumstance("an aim to injure the owner of entrusted funds; the loss decides"),
            no("an aim to injure is no fraud or deceit"),
        )
    elif r.act("help_offender") and r.mind("knowledge") and c.title_words & {"misprision", "concealing", "concealment"}:
        open_ = unsettled("a felony concealed on purpose; whether concealment is deceit is open (Kawashima)")
        return by_split(
            c, "concealment_as_deceit", circumstance("concealment, which is deceit; the loss decides"), open_
        )
    elif r.act("swear") and r.mind("knowledge"):
        # Kawashima, 565 U.S. 478, 483-85: to swear what one knows to be false on a material matter entails deceit
        reason = "a falsehood on a material matter, known to be false and sworn"
    if reason:
        return circumstance(f"{reason}; the loss decides")
    if r.purpose("deceive") and not r.act("launder"):
        return unsettled("an aim to deceive; whether the offense involves deceit that can cause a loss is open")
    if r.act(*OATHS) and r.mind("knowledge"):
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
HOAXES = frozenset({"bomb", "explosion", "explosives", "hoax", "poisoning"})
"""Words of a title for a falsehood that makes others answer a grave danger which is none; what that costs is a loss."""
PERSONATION = frozenset({"personation", "impersonating", "impersonation", "posing"})
"""Words of a title for one who passes for another."""


def _knowing_falsehood(r: Reading, c: Context) -> Finding:
    """A falsehood known for one, with no aim that must be proved.

    Deceit is "the act or process of deceiving (as by falsification, concealment, or cheating)", and elements that
    necessarily entail it are enough: Kawashima v. Holder, 565 U.S. 478, 483-85 (2012). No decision was found on an
    offense that asks for the falsehood and the knowledge alone.
    """
    if near_to_fraud(r, c):
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
    if r.act("lie") and (c.title_words & HOAXES or r.has("risk")):
        return unsettled("a hoax known to be one; whether the offense involves deceit is open (Kawashima)")
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
    found = listed(c, ("26.7201",), no("not an evasion of federal tax"))
    return circumstance("26 U.S.C. 7201; the revenue loss decides") if found.verdict is Verdict.YES else found


def altered_vehicle(c: Context) -> bool:
    """True where the title speaks of a vehicle's identification number."""
    return bool(c.title_words & {"vehicle", "vehicles"}) and bool(c.title_words & {"number", "numbers"})


def moved(r: Reading) -> bool:
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


FORGES = frozenset({"counterfeit", "counterfeiting", "forged", "forging"})
"""Words of a title for what (R) itself names."""


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
        held = r.act("possess", "receive", "transport") and r.mind("knowledge")
        named = r.act("make", "use", "transfer") and bool(c.title_words & FORGES)  # the words of (R) itself
        if named or held or (r.act("make", "use", "transfer") and r.mind("recklessness")):
            # (R) is read in its broadest sense: Williams v. Attorney General, 880 F.3d 100 (3d Cir. 2018); to punish who holds a
            # counterfeit discourages who makes it: Albillo-Figueroa v. INS, 221 F.3d 1070, 1073 (9th Cir. 2000)
            by_mind = {"knowledge": "knowingly", "recklessness": "recklessly"}
            how = next((said for mind, said in by_mind.items() if r.mind(mind)), "with no mind named")
            if c.title_words & {"counterfeit", "counterfeiting"}:
                # Rodriguez-Valencia v. Holder, 652 F.3d 1157 (9th Cir. 2011), only assumed that counterfeiting asks for an aim to
                # defraud; what splits the courts is said of forgery
                return unsettled(
                    f"a counterfeit paper {how} made, passed or held; whether it asks for an aim to defraud is open"
                )
            return by_split(
                c,
                "forgery_without_aim_to_defraud",
                unsettled(f"a false paper {how} made, passed or held, with no aim to defraud"),
                no("forgery asks for an aim to defraud"),
            )
        return no("no aim to defraud or deceive need be proved")
    if r.object("brand") and (r.mind("knowledge") or r.purpose("profit")) and c.title_words & COPIED_WORKS:
        return unsettled("a work copied without its owner's consent; whether that is counterfeiting is open")
    if r.object("brand"):
        # Rodriguez-Valencia, 652 F.3d 1157: making, selling or holding such goods for sale necessarily defrauds somebody
        if r.act("use") and not r.purpose("profit", "distribute", "defraud", "deceive") and r.mind("knowledge"):
            return unsettled("goods known to be counterfeit used or shown, with no sale that must be meant")
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
    if altered_vehicle(c) and (held or moved(r)) and r.mind("knowledge"):
        return unsettled(
            "altered numbers of vehicles or parts, and no trade in a vehicle; (R) reaches what relates to it"
        )
    genuine = r.object("other") and r.act("possess", "use", "transfer") and r.purpose("defraud")
    if genuine and "forgery" in c.families and c.title_words & {"completed", "genuine"}:
        return by_split(
            c,
            "genuine_paper_as_forgery",
            unsettled("a paper that may be genuine, held to defraud; (R) reaches what relates to forgery"),
            no("a genuine paper is enough, and forgery asks for a false one (Vizcarra-Ayala)"),
        )
    if (
        "forgery" in c.families
        and r.act("make", "transfer", "possess", "use", "use_identity")
        and r.purpose("defraud", "deceive", "crime", "injure")
    ):
        if r.act("use_identity"):
            return unsettled(
                "what the state calls forgery, by another's name or signature; (R) reaches what relates to it (Richards)"
            )
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
    if c.is_federal and r.act("use_identity") and r.purpose("crime") and "identity" in c.families:
        # 18 U.S.C. 1028(a)(7): "any unlawful activity that constitutes a violation of Federal law"
        return unsettled("another's identity used for a crime, which may be forgery: that crime decides")
    if "forgery" in c.families and r.act("damage", "lie", "other") and r.purpose("defraud"):
        return unsettled("a record falsified or destroyed to defraud; (R) reaches what relates to forgery")
    return no("no forgery, counterfeiting or commercial bribe")


def laundering_inadmissibility(r: Reading, c: Context) -> Finding:
    """8 U.S.C. 1182(a)(2)(I): laundering of any amount."""
    found = laundering(r, c)
    if found.verdict is Verdict.CIRCUMSTANCE:
        return yes("an offense described in 18 U.S.C. 1956 or 1957, of any amount")
    return found


def near_to_fraud(r: Reading, c: Context) -> bool:
    """Acts of which no authority says that fraud is not inherent in them, though no aim to defraud must be proved."""
    if r.act("facilitate") and r.mind("recklessness") and r.object("money") and "fraud" in c.families:
        return True  # business sent to another in disregard of that person's fraud
    if not r.mind("knowledge"):
        return False
    if {"fraud", "identity"} <= c.families and r.act("other") and c.title_words & {"license", "card"}:
        return True  # a license got for a person not entitled: compare Lagunas-Salgado, 584 F.3d 707, 711-12 (7th Cir. 2009)
    if r.act("enter") and r.purpose("profit") and "fraud" in c.families:
        return True  # what is another's let out for rent
    aid = r.object("money") and bool(c.title_words & {"aid", "benefits", "stamps", "welfare"})
    if "fraud" in c.families and aid and r.act("use", "transfer", "receive", "possess"):
        return (
            True  # public aid used or passed on against its rules: Abdelqadar v. Gonzales, 413 F.3d 668 (7th Cir. 2005)
        )
    if "elections" in c.families and {"voting", "once"} <= c.title_words:
        return True
    evading = r.act("possess", "make", "use", "transfer") and c.title_words & {"device", "devices", "equipment"}
    aims = r.purpose("profit", "distribute", "crime", "deprive_permanently")
    return bool(evading) and "fraud" in c.families and ("theft" in c.families or aims)
