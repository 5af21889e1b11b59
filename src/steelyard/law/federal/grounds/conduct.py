"""Grounds that look at what was done, whatever the statute says, and the lists that need no conviction."""

from __future__ import annotations

from steelyard.law.federal.grounds.drugs_and_weapons import BOMB_WORDS, controlled_substance, drug_trafficking
from steelyard.law.federal.grounds.family import trafficking_in_persons
from steelyard.law.federal.grounds.justice import PAPERS, immigration_papers
from steelyard.law.federal.grounds.property import CRIMINAL_AIMS, DEPRIVE, PERSONATION, laundering_inadmissibility
from steelyard.law.federal.grounds.reading import (
    OATHS,
    Context,
    Finding,
    Reading,
    Verdict,
    circumstance,
    graded,
    listed,
    no,
    says,
    strongest,
    unsettled,
    yes,
)

DRUG_WORDS = tuple(frozenset({word}) for word in (
    "drug", "drugs", "narcotic", "narcotics", "cocaine", "heroin", "methamphetamine", "marijuana", "cannabis", "marihuana",
    "opium", "opioid", "hashish", "paraphernalia",
)) + tuple(frozenset({"controlled", word}) for word in ("substance", "substances"))  # fmt: skip
"""Words that together in a title speak of drugs."""
DRUG_GRADES = tuple(map(frozenset, ({"drug", "trafficking"}, {"controlled", "substance"})))
"""Words that together in a grade of punishment speak of the drug trade, or of a drug that the crime was done for."""
SEX_TRADE_WORDS = tuple(frozenset({word}) for word in (
    "prostitution", "prostitute", "prostitutes", "pimping", "pandering", "brothel",
))  # fmt: skip
"""Words of a title that speak of sex for hire."""
PROCURED = tuple(map(frozenset, ({"sex", "trafficking"}, {"sexual", "servitude"}, {"procuring", "sexual"})))
"""Words that together in a title speak of persons got for the sexual conduct of others, which may be for hire."""
SERVITUDE_WORDS = tuple(map(frozenset, (
    {"servitude"}, {"slavery"}, {"slave"}, {"peonage"}, {"forced", "labor"}, {"trafficking", "human"}, {"sex", "trafficking"},
    {"trafficking", "persons"},
)))  # fmt: skip
"""Words that together in a title speak of persons held or traded."""
HIDDEN_MONEY_WORDS = tuple(map(frozenset, ({"proceeds"}, {"cash"}, {"currency", "report"})))
"""Words that together in a title speak of money moved or hidden."""


def drug_conduct(r: Reading, c: Context) -> Finding:
    """What may give reason to believe in drug trafficking, 8 U.S.C. 1182(a)(2)(C): conduct, whatever the statute's list holds."""
    at_the_wheel = r.act("drive") or "driving" in c.families
    if r.object("substance", "paraphernalia") or "drugs" in c.families or (says(c, *DRUG_WORDS) and not at_the_wheel):
        return yes("drugs, of whatever list: what was done decides, not the statute")
    if r.act("launder") or "laundering" in c.families:
        return yes("money of a crime, which may be one of drugs: what was done decides")
    if at_the_wheel:
        return no("driving under a drug is its use, and no trade in it")
    if graded(c, *DRUG_GRADES):
        return yes("a grade of it is for what eases drug trafficking or is done for a drug: what was done decides")
    found = strongest([controlled_substance(r, c), drug_trafficking(r, c)])
    if found.verdict in (Verdict.NO, Verdict.DEPENDS):
        return found
    return yes("what may be an offense of drugs: what was done decides")


def sex_trade_conduct(r: Reading, c: Context) -> Finding:
    """What may show prostitution or procuring, 8 U.S.C. 1182(a)(2)(D): conduct, whatever else the statute covers."""
    if r.act("buy_sex"):
        return no("a customer neither engages in prostitution nor procures (Gonzalez-Zoquiapan)")
    procured = says(c, *PROCURED) and not r.act("obstruct", "kill")
    # 18 U.S.C. 2423(g)(2): illicit sexual conduct takes in a commercial sex act with a minor; 2425: a name passed on to offer any
    procured = procured or c.lies_in("18.1593a", "18.2423.e", "18.2425")
    named = "prostitution" in c.families or says(c, *SEX_TRADE_WORDS)
    if r.act("sell_sex", "run_sex_trade") or named or procured:
        return yes("sexual conduct for hire: what was done decides, not the statute")
    return no("no sexual conduct for hire")


OF_A_PARENT = frozenset({"custody", "custodian", "guardian", "parent", "relative", "visit", "visitation"})
"""Words of a title for a child kept by one who has a part in its care, or taken from one."""


def _left_open(c: Context, ground: str) -> bool:
    """True where the entry itself says that authority leaves this ground unsettled."""
    said = c.entry_says(ground)
    return said is not None and said.verdict is Verdict.OPEN


def trafficking_conduct(r: Reading, c: Context) -> Finding:
    """What may give reason to believe in trafficking in persons, 8 U.S.C. 1182(a)(2)(H), beside the offenses that match it.

    The definition names who patronizes or solicits a person as well as who provides one: 22 U.S.C. 7102; how old the person was
    and what brought the person to it are facts.
    """
    if trafficking_in_persons(r, c).verdict is not Verdict.NO:
        return yes("servitude or trafficking in persons")
    if r.act("facilitate") and r.object("person") and r.purpose("sexual") and r.has("age"):
        return yes("a minor handed or offered to another for a sexual act: whether for anything of value decides")
    if _left_open(c, "TRAFFICKING"):
        return yes("the entry leaves servitude or trafficking open: what was done decides")
    if (
        says(c, *SERVITUDE_WORDS)
        or r.act("run_sex_trade", "buy_sex", "move_migrant", "bring_migrant")
        or c.families & {"slavery", "smuggling"}
    ):
        return yes("persons brought, held or put to work for another: what was done decides, not the statute")
    held = r.act("restrain") and r.is_("consent", "without", "by_force", "by_deceit") and "kidnapping" in c.families
    by_a_parent = bool(c.title_words & OF_A_PARENT) and not c.title_words >= {"not", "parent"}
    if held and not by_a_parent:
        return unsettled("a person carried off or held, and no word on what for; what was done decides")
    return no("nobody brought, held or put to work")


def laundering_conduct(r: Reading, c: Context) -> Finding:
    """What may give reason to believe in laundering, 8 U.S.C. 1182(a)(2)(I): money hidden or structured, with whatever mind."""
    if r.act("launder") or "laundering" in c.families or says(c, *HIDDEN_MONEY_WORDS):
        return yes("money hidden or structured: what was done decides, not the statute")
    return laundering_inadmissibility(r, c)


FOREIGN_AGENTS = tuple(f"22.{number}" for number in range(611, 622))
"""The sections of the Foreign Agents Registration Act of 1938."""
IMPAIRED = frozenset({
    "influence", "impaired", "intoxicated", "intoxicants", "drunken", "drugged", "alcohol", "drinking", "addicted", "blood",
    "percent", "drug", "substance", "solvent", "metabolite", "concentration",
})  # fmt: skip
"""Words of a title for driving while impaired."""


TRACES = tuple(map(frozenset, ({"any", "amount"}, {"substance", "in", "blood"}, {"metabolite"})))
"""Words that together in a title speak of a drug found in the body, whatever it does to the driving."""
LITTLE_ALCOHOL = frozenset(f"{zero}.0{n}" for zero in ("0", "") for n in range(1, 8))
"""Amounts in a title below the 0.08 percent that every state takes for driving under the influence (23 U.S.C. § 163(a))."""
VEHICLES = frozenset({"vehicle", "vehicular", "motor", "driving", "driver", "vessel"})
"""Words of a title that speak of driving."""


NO_MOTOR_VEHICLE = frozenset({"aircraft", "aquaplane", "boat", "boating", "vessel", "watercraft"})
"""Words of a title for what is operated and is no motor vehicle."""


RECKLESS_DANGER = frozenset({"endangering", "risk"})
"""Words of a title for persons put in danger, of which the section names no means."""


def dangerous_driving(r: Reading, c: Context) -> Finding:
    """Driving that may be judged a particularly serious crime on its facts: Delgado v. Holder, 648 F.3d 1095 (9th Cir. 2011).

    A death or injury at the wheel and a flight in a vehicle are driving too, whatever word the act is recorded with. Reckless
    endangerment, whose section names no means, is charged of driving too: Mahn v. Attorney General, 767 F.3d 170 (3d Cir. 2014).
    """
    if r.act("drive"):
        return yes("driving that endangers others")
    at_the_wheel = "driving" in c.families or bool(c.title_words & (VEHICLES - {"vessel"}) and "homicide" in c.families)
    if r.act("flee") and (at_the_wheel or c.title_words & {"vehicle", "driver"}) and "foot" not in c.title_words:
        if r.has("risk") or r.has("harm"):
            return yes("flight in a vehicle that endangers or hurts others")
        return unsettled("flight in a vehicle; how it was driven decides")
    if (at_the_wheel or c.title_words & {"driving", "vehicular"}) and r.act("kill", "injure"):
        return yes("driving that hurt or killed somebody")
    if at_the_wheel and r.act("other") and not r.object("duty") and r.harm("injury"):
        return yes("driving that hurt or killed somebody")
    of_some_means = r.has("weapon") or r.has("victim") or r.has("age") or c.title_words & NO_MOTOR_VEHICLE
    by_any_means = c.title_words & RECKLESS_DANGER and not of_some_means
    if r.act("endanger") and r.object("person") and r.is_("mind", "recklessness", "extreme") and by_any_means:
        return unsettled("persons put in danger by whatever means, driving among them; what was done decides")
    return no("no dangerous driving")


def impaired_driving(r: Reading, c: Context) -> Finding:
    """What Matter of Castillo-Perez, 27 I&N Dec. 664 (A.G. 2019), calls driving under the influence, whatever a state calls it.

    Lesser offenses that need no proof of impairment, such as negligent driving, are outside by the decision's own words, which
    speak of who operates a motor vehicle while impaired.
    """
    impaired = bool(c.title_words & IMPAIRED)
    if not r.act("drive"):
        if r.act("kill", "injure") and c.families & {"driving", "homicide"}:
            if impaired and c.title_words & NO_MOTOR_VEHICLE:
                return unsettled("a vessel or an aircraft operated while impaired, and a death or an injury")
            if impaired and c.title_words & VEHICLES:
                return yes("driving while impaired that kills or injures")
            if c.title_words & VEHICLES:
                return unsettled("a vehicle that kills or injures; impairment may be an element")
        return no("no driving")
    if r.has("substance") and any(words <= c.title_words for words in TRACES):
        return unsettled("driving with a drug in the body, of which no impairment need be proved")
    if "addicted" in c.title_words:
        # CALCRIM No. 2112: dependence, tolerance and craving are proved, and no impairment at the wheel
        return unsettled("driving by an addict, of whom no impairment need be proved")
    if impaired:
        if c.title_words & LITTLE_ALCOHOL:
            return unsettled(
                "driving with less alcohol than the law takes for impairment, of which none need be proved"
            )
        if r.mind("recklessness") and not r.has("harm"):
            return unsettled("careless driving beside a word for impairment, which may be no element")
        if c.title_words & NO_MOTOR_VEHICLE:
            return unsettled("a vessel or an aircraft operated while impaired; the decision speaks of a motor vehicle")
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


PAPERS_FOR_ANOTHER = ("18.1425", "18.1426", "18.1427", "18.1541", "18.1542", "18.1544")
"""Sections on papers of citizenship and passports that may be got, made or passed on for another's use."""


def entry_conduct(r: Reading, c: Context) -> Finding:
    """What may show help for another's entry: conduct, whatever the statute (Martinez-Serrano, 25 I&N Dec. 151 (BIA 2009))."""
    if r.act("bring_migrant", "move_migrant"):
        return yes("persons brought, carried, harbored or encouraged: what was done decides, not the statute")
    if r.act("cross_border") or c.lies_in("8.1325"):
        return yes("an entry against the law, in which another may have been helped: what was done decides")
    if c.lies_in(*PAPERS_FOR_ANOTHER) or immigration_papers(r, c).verdict is not Verdict.NO:
        return yes("papers for entry or status, which may have been for another: what was done decides")
    if c.lies_in("18.758"):
        return yes("flight from a checkpoint, in which others may have been carried: what was done decides")
    if c.lies_in("8.1324"):
        return yes("persons known to have been brought in hired, in whose coming a part may have been taken")
    return no("nobody's entry is spoken of")


MARRIAGE_WORDS = frozenset({"marriage", "marry", "marrying", "bigamy"})
"""Words of a title that speak of a marriage."""


def marriage_conduct(r: Reading, c: Context) -> Finding:
    """What may be, or hide, a marriage made to evade the immigration laws: 8 U.S.C. 1154(c), 1227(a)(1)(G)."""
    # a child kept while a case on its parents' marriage is pending, and no one compelled to marry
    litigated = c.families >= {"kidnapping", "child"} and not c.is_federal
    if c.lies_in("8.1325.c") or (c.title_words & MARRIAGE_WORDS and not litigated):
        return yes("a marriage: what it was made for decides")
    told = r.act(*OATHS, "lie") and not _about_goods(r, c)
    if c.is_federal and (told or immigration_papers(r, c).verdict is not Verdict.NO):
        return yes("a falsehood to the Government, which may have been about a marriage: what was done decides")
    return no("no marriage, and no falsehood to the Government")


def _of_papers(r: Reading, c: Context) -> bool:
    """True for what is about papers or a status: by the list of (P), by its family or by its title."""
    is_listed = immigration_papers(r, c).verdict is not Verdict.NO
    return is_listed or "immigration" in c.families or bool(c.title_words & PAPERS)


IDENTITY_WORDS = frozenset({
    "identification", "identity", "birth", "certificate", "license", "government", "official", "documents", "card",
})  # fmt: skip
"""Words of a title for papers that say who somebody is."""


PAPERS_OF_ANY_KIND = frozenset({
    "document", "documents", "evidence", "forgery", "instrument", "record", "records", "writing",
})  # fmt: skip
"""Words of a title for forged papers that may be those of an immigrant: a stamp, a card, evidence for any proceeding."""
OTHER_PAPERS = frozenset({
    "account", "accounts", "bank", "business", "check", "checks", "conveyance", "coin", "credit", "debit", "deed", "drug",
    "drugs", "funds", "insurance", "medical", "money", "mortgage", "prescription", "receipt", "securities", "stamps", "stock",
    "tax", "title", "vehicle", "will",
})  # fmt: skip
"""Words of a title for papers that nobody shows to get a status."""


_GOODS = ("money", "property", "services", "substance", "weapon", "brand", "vehicle")
MONEY_PAPERS = frozenset({
    "access", "check", "coin", "coins", "currency", "endorsement", "health", "housing", "money", "obligation", "obligations",
    "securities", "security",
})  # fmt: skip
"""Words of a title for false papers that stand for money, or are about a loan, a treatment and the like."""


def _about_goods(r: Reading, c: Context) -> bool:
    """True for a falsehood that the elements tie to money, goods or services, which no benefit of the Act is.

    A visa or another unissued license is no property: Cleveland v. United States, 531 U.S. 12 (2000).
    """
    if r.object("false_document"):
        return bool(c.title_words & MONEY_PAPERS) and "social" not in c.title_words
    if c.families & {"identity", "immigration"}:
        return False
    if c.lies_in("31.5324"):
        return True
    return r.object(*_GOODS) or (r.act("lie", "use_identity") and r.purpose("defraud"))


def misrepresentation(r: Reading, c: Context) -> Finding:
    """What may be fraud or a false word for a visa, papers, an admission or another benefit: 8 U.S.C. 1182(a)(6)(C)(i).

    The benefit is one "provided under this chapter": a falsehood about money, goods or services is none for it.
    """
    if "kidnapping" in c.families and r.object("other") and r.act("take", "damage", "possess"):
        return no("another's papers taken or held, which tells nobody anything")
    if _of_papers(r, c):
        return yes("papers or a status: what was said or shown, to whom and for what decides")
    if c.is_federal and _about_goods(r, c):
        return no("a falsehood about money, goods or services, and for no benefit of the immigration laws")
    untold = "fraud" in c.families and r.act("other", "obstruct")
    if c.is_federal and (r.act(*OATHS, "lie", "use_identity") or r.object("false_document") or untold):
        return yes("a falsehood in a federal matter, which may have been one for a benefit: what was done decides")
    of_things = c.title_words & {"plate", "tag"} and "registration" not in c.title_words
    if r.act("use") and r.object("false_document") and c.title_words & IDENTITY_WORDS and not of_things:
        return yes("a false paper of identity used: to whom it was shown and for what decides")
    pays = c.title_words & {"card", "cards"} and c.title_words & {"access", "credit", "debit"}
    of_money = pays or c.title_words & {"account", "domain"}
    if r.act("use_identity") and r.object("identity") and "identity" in c.families and not of_money:
        return yes("another's identity used: toward whom and for what decides")
    if r.object("proceeding") and c.title_words >= {"false", "evidence"}:
        return yes("false evidence for a proceeding of any kind: for which it was made, and for what, decides")
    any_paper = "forgery" in c.families and c.title_words & PAPERS_OF_ANY_KIND and not c.title_words & OTHER_PAPERS
    # held to be shown, and a paper shown tells a falsehood
    held = r.act("possess", "receive") and r.purpose("defraud", "deceive")
    if any_paper and r.object("false_document") and (held or r.act("make", "use", "transfer")):
        return yes("a paper of any kind forged or passed: which it was, to whom it was shown and for what decides")
    return no("no falsehood to the Government about papers or a status")


def false_testimony(r: Reading, c: Context) -> Finding:
    """What may be false testimony for a benefit, 8 U.S.C. 1101(f)(6): under oath or affirmation, 8 C.F.R. 316.10(b)(2)(vi)."""
    if r.act(*OATHS, "lie") and (c.is_federal or _of_papers(r, c)) and not (c.is_federal and _about_goods(r, c)):
        return yes("a falsehood, which may have been under oath and for a benefit: what was said and for what decides")
    return no("no falsehood that can have been testimony for an immigration benefit")


ELECTION_WORDS = frozenset({"vote", "votes", "voting", "voter", "ballot", "registering", "registration"})


def false_claim(r: Reading, c: Context) -> Finding:
    """An offense that is a false claim to citizenship, 8 U.S.C. 1182(a)(6)(C)(ii) and 1227(a)(3)(D).

    A lie under a statute that speaks of no citizenship may be one: Matter of Barcenas-Barrera, 25 I&N Dec. 40 (BIA 2009), for
    18 U.S.C. 1542.
    """
    claimed = listed(c, ("18.911", "18.1015.e", "18.1015.f"), no("no claim to be a citizen"))
    if claimed.verdict is not Verdict.NO:
        return claimed
    if c.lies_in("18.1546.b"):
        return unsettled("a false attestation for work; whether it was of citizenship decides")
    if c.families & {"elections"} and c.title_words & ELECTION_WORDS:
        return unsettled("registering or voting without the right to; whether citizenship was claimed decides")
    shown = r.act("use") and (r.object("false_document") or c.families & {"fraud", "forgery", "perjury"})
    if r.act(*OATHS, "lie", "use_identity") or shown:
        return unsettled("something false was said or shown; whether it was a claim to be a citizen decides")
    return claimed


def unlawful_voting(r: Reading, c: Context) -> Finding:
    """An offense that is a vote against a law of the United States, a state or a place: 8 U.S.C. 1182(a)(10)(D), 1227(a)(6)."""
    if c.families & {"elections"} and c.title_words & {"vote", "voting", "voter"}:
        state = unsettled("an offense about a vote; whether one was cast decides")
    else:
        state = no("no vote")
    return listed(c, ("18.611",), state)


def gambling(r: Reading, c: Context) -> Finding:
    """A gambling offense, of which two exclude good moral character: 8 U.S.C. 1101(f)(5)."""
    return yes("a gambling offense") if "gambling" in c.families else no("no gambling")


DRINKING_WORDS = frozenset({
    "drunk", "drunken", "drunkenness", "drunkard", "intoxicated", "intoxication", "alcohol", "drinking", "liquor",
})  # fmt: skip
"""Words of a title that speak of drinking."""
OTHER_STUPORS = frozenset({
    "addicted", "drug", "drugs", "inhale", "metabolite", "noxious", "schedule", "solvent", "substance", "toluene",
})  # fmt: skip
"""Words of a title for what impairs and is not drunk."""


def drinking(r: Reading, c: Context) -> Finding:
    """An offense about drinking, in which the question of a habitual drunkard, 8 U.S.C. 1101(f)(1), may be put."""
    if r.act("transfer", "make", "keep_place"):
        return no("drink for others")
    if r.act("use") and r.object("substance"):
        return no("a drug, and no drink")
    if c.title_words & DRINKING_WORDS and "water" not in c.title_words:
        return yes("drinking in some form: whether it is a habit decides")
    if c.title_words & OTHER_STUPORS or r.has("substance"):
        return no("a drug or another substance, and no drink")
    impaired = impaired_driving(r, c).verdict is Verdict.YES or c.title_words >= {"under", "influence"}
    return yes("what may have been drinking: whether it is a habit decides") if impaired else no("no drinking")


def torture(r: Reading, c: Context) -> Finding:
    """Criminal acts involving torture, for which 8 U.S.C. 1182(h) has no waiver, by the words of the offense."""
    if c.title_words & {"torture", "torturing", "tortured"}:
        return yes("torture by its title")
    return no("no torture")


CHAPTERS_OF_SECURITY = tuple(f"18.{n}" for n in (*range(792, 800), *range(2151, 2157), *range(2381, 2392)))
"""Chapters 37, 105 and 115 of title 18."""
SERVICE_AND_TRADE_ACTS = tuple(f"50.{n}" for n in (*range(3801, 3821), *range(4301, 4342)))
"""The Military Selective Service Act and the Trading With the Enemy Act, as 8 U.S.C. § 1227(a)(2)(D)(iii) cites them."""


SECURITY_WORDS = frozenset({
    "terrorism", "terrorist", "terrorists", "terroristic", "terrorize", "terrorizing", "terror", "sabotage", "espionage",
    "treason", "hijacking", "hostage", "hostages",
})  # fmt: skip
"""Words of a title that speak of security or terror."""
EXPORT_SECTIONS = ("18.554", "22.2778", "50.1705", "50.4819")
"""Laws on what may leave the country: 8 U.S.C. 1227(a)(4)(A)(i)."""
_ENDANGERS = ("touch", "injure", "kill", "threaten", "endanger", "restrain", "damage", "burn")
CONVEYANCES = frozenset({
    "aircraft", "airplane", "ferry", "locomotive", "railroad", "railway", "ship", "steamboat", "train", "trains", "vessel",
})  # fmt: skip
"""Words of a title for what carries many, and what it runs on."""
ATTACKS_TOLD = tuple(map(frozenset, (
    {"hoax"}, {"false", "endangers"}, {"threat", "evacuation"}, {"threat", "hijack"}, {"sham", "weapon"}, {"false", "poisoning"},
)))  # fmt: skip
"""Words that together in a title speak of an attack that is threatened or falsely reported, beside those for a bomb."""
AGENTS = tuple(map(frozenset, (
    {"weapon", "mass", "destruction"}, {"biological", "agent"}, {"chemical", "weapon"}, {"nuclear", "weapon"},
)))  # fmt: skip
"""Words that together in a title speak of a biological, chemical or nuclear weapon."""
GUARDED = tuple(map(frozenset, (
    {"president"}, {"presidents"}, {"foreign", "official"}, {"high", "official"}, {"protected", "person"},
)))  # fmt: skip
"""Words that together in a title speak of persons whom an assassin seeks, or whom the law of nations protects."""
IN_OFFICE = tuple(map(frozenset, (
    {"official"}, {"officials"}, {"elected"}, {"judge"}, {"judges"}, {"congress"}, {"governor"}, {"legislator"}, {"candidate"},
)))  # fmt: skip
"""Words that speak of those who hold an office or seek one, whom an assassin may seek too."""
OF_AN_OFFICE = frozenset({"act", "action", "posing", "right", "sports"})
"""Words of a title beside which "official" is no victim, or none of public office."""
DEVICES = tuple(map(frozenset, (
    {"tear", "gas"}, {"noxious", "gas"}, {"stun", "gun"}, {"stun", "device"}, {"taser"}, {"incapacitation", "device"},
)))  # fmt: skip
"""Words that together in a title speak of what is used on persons and need not kill or hurt gravely."""
SHOTS = frozenset({"discharge", "discharged", "discharging", "riot", "shooting"})
"""Words of a title for a weapon that is used, whatever the act is recorded as."""
AIR_GUNS = tuple(map(frozenset, ({"bb"}, {"pellet"}, {"air", "rifle"}, {"air", "gun"})))
"""Words that together in a title speak of a weapon that fires by air or a spring, which no word of the elements names."""


def security_conduct(r: Reading, c: Context) -> Finding:
    """What may be found a security or terrorist ground, 8 U.S.C. 1182(a)(3), 1227(a)(4): what was done, and what for.

    "Terrorist activity" is listed in 1182(a)(3)(B)(iii): (I) a conveyance hijacked or sabotaged; (II) a person held to compel
    another; (III) an attack on a protected person, (IV) an assassination; (V) a biological, chemical or nuclear agent, or any
    explosive, firearm or other weapon or dangerous device used to endanger persons or property, but for mere gain; (VI) the
    threat, attempt or conspiracy.
    """
    abroad = c.is_federal and (c.title_words & {"export", "exporting"} or c.lies_in(*EXPORT_SECTIONS))
    if abroad or c.families & {"terrorism", "security", "export"} or c.title_words & SECURITY_WORDS:
        return yes("security, export or terror: what was done and what for decides")
    if graded(c, *(frozenset({word}) for word in SECURITY_WORDS)):
        return yes(
            "a grade of it is for what serves terrorism or has to do with it: what was done and what for decides"
        )
    if c.lies_in(*CHAPTERS_OF_SECURITY):
        return yes("a section on espionage, sabotage, treason or sedition: what was done decides")
    listed_act = _terrorist_activity(r, c)
    if listed_act.verdict is not Verdict.NO:
        return listed_act
    if r.act("burn", "damage") and says(c, *BOMB_WORDS) and "stink" not in c.title_words:
        return yes("property destroyed, which may be by an explosive: with what and what for decides")
    for_another_end = r.object("crime") or "drugs" in c.families or r.purpose("defraud", "profit")
    if r.act("burn") and not for_another_end:
        # one word for fires and explosions, and a fire too may be set by a device, whatever the statute asks
        return yes("a fire or an explosion, which may be by an explosive or another device: how and what for decides")
    if says(c, *AIR_GUNS) and c.title_words & SHOTS:
        return yes('an air gun fired, "other weapon or dangerous device": at what and what for decides')
    armed = r.is_("weapon", "explosive", "firearm_federal", "firearm_any")
    if armed and (r.act(*_ENDANGERS) or r.purpose("crime", "injure", "cause_fear")):
        return yes("an explosive or a firearm used against persons or property: what for decides")
    aimed = r.act(*_ENDANGERS) or r.purpose("injure", "cause_fear")
    aimed = aimed or (r.act("enter", "pursue", "disobey") and (r.has("force") or r.has("harm")))
    if r.is_("weapon", "deadly") and aimed and not (r.act("take") and r.is_("consent", "by_force")):
        return yes(
            'another weapon used against persons or property, "other weapon or dangerous device": what for decides'
        )
    on_persons = r.act("touch", "injure", "threaten", "endanger", "use") or (
        r.act("other") and "using" in c.title_words
    )
    if says(c, *DEVICES) and on_persons:
        return yes('gas or a stun device used, "other weapon or dangerous device": on whom and what for decides')
    for_gain = r.act("take") or "robbery" in c.families
    used = r.act("sexual_act", "sexual_contact") or (
        r.act("use") and r.object("weapon", "building", "dwelling", "person")
    )
    used = used or bool(c.title_words & SHOTS and r.act("use", "other", "enter"))
    used = used or (r.act("enter") and r.has("force") and not r.purpose("theft"))
    if (armed or r.is_("weapon", "deadly")) and used and not for_gain and "hunting" not in c.title_words:
        return yes("a weapon fired or otherwise used: against what and what for decides")
    return no("neither security nor terror, and no weapon or explosive used")


def _terrorist_activity(r: Reading, c: Context) -> Finding:
    """What 8 U.S.C. 1182(a)(3)(B)(iii) lists, apart from the weapons that an element names."""
    careless = "driving" in c.families or "neglect" in c.title_words
    of_many = c.title_words & CONVEYANCES and not careless
    if of_many and r.act("damage", "burn", "endanger", "touch", "threaten"):
        return yes("a conveyance, or those aboard, attacked or put in danger, (I): how and what for decides")
    if r.act("take") and r.object("vehicle") and "robbery" in c.families:
        return yes('a vehicle taken by force, (I), "highjacking … of any conveyance": what for decides')
    for_ransom = c.title_words & {"ransom", "extort"} or c.lies_in("18.1201")
    for_ransom = for_ransom or ("kidnapping" in c.title_words and r.purpose("profit") and not says(c, *SERVITUDE_WORDS))
    if r.act("restrain") and "kidnapping" in c.families and for_ransom:
        return yes("a person held, which may be to compel another to act, (II): what for decides")
    at_the_guarded = says(c, *GUARDED) and r.act("threaten", "touch", "injure", "kill", "restrain")
    if at_the_guarded and "involuntary" not in c.title_words:
        return yes("an attack on, or a threat to, a protected person, (III), (IV), (VI): what was done decides")
    if _at_one_in_office(r, c):
        return yes(
            "one in office killed, gravely hurt or threatened, an assassination or its threat, (IV), (VI): what for decides"
        )
    if says(c, *AGENTS):
        return yes("a biological, chemical or nuclear weapon, (V)(a): what was done and what for decides")
    poisoned = c.title_words & {"poison", "poisonous"} and r.object("person")
    if poisoned and r.act("touch", "injure", "endanger"):
        return yes("a poison given, which may be a chemical agent, (V)(a): what for decides")
    about_a_bomb = says(c, *BOMB_WORDS) and not c.title_words & {"materials", "record", "records", "stink"}
    if r.act("lie", "threaten") and (says(c, *ATTACKS_TOLD) or about_a_bomb):
        return yes("an attack threatened, or falsely told of, (VI): what was said and what for decides")
    return no("no act of the list")


def _at_one_in_office(r: Reading, c: Context) -> bool:
    """True for a killing, grave harm or a threat of harm that is aimed, by the title or a grade, at one who holds an office."""
    if not (says(c, *IN_OFFICE) or graded(c, *IN_OFFICE)) or c.title_words & (OF_AN_OFFICE | {"involuntary"}):
        return False
    threatened = r.act("threaten") and (r.has("force") or r.has("harm"))
    return r.act("kill") or threatened or (r.act("injure") and r.harm("serious"))


DISORDER = tuple(map(frozenset, ({"disorderly", "conduct"}, {"disorderly", "person"}, {"breach", "peace"})))
"""Words that together in a title speak of disorder of any kind: indecent acts and gestures are some."""
AT_A_WINDOW = frozenset({"prowling", "peeking", "peeping"})
"""Words of a title for who goes about a dwelling, to look in among other things."""


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
    if sexual and r.has("age"):
        return yes("a sexual offense against a minor")
    if r.act("restrain") and r.has("age") and c.title_words >= {"not", "parent"}:
        return yes("confinement of a minor by one who is not a parent")
    if r.act("restrain"):
        return circumstance("confinement; whether of a minor, and by another than a parent or guardian, decides")
    if sexual:
        return circumstance("a sexual offense; whether the victim was a minor decides")
    if r.act("sell_sex"):
        # 20911(7)(C): solicitation to engage in sexual conduct; (I): the age of the other party is in no element
        return circumstance("sexual conduct sold or offered; whether to a minor decides")
    about_a_person = r.object("person") or r.has("age") or r.has("victim")
    of_any_kind = r.purpose("annoy") or says(c, *DISORDER)
    unnamed = (r.act("other") and not r.has("object") and of_any_kind) or bool(c.title_words & AT_A_WINDOW)
    threatened = r.act("threaten") and r.object("crime", "other")  # what is threatened, and not whom
    if r.act(*_AIMED_AT_PERSONS) and (
        about_a_person or threatened or r.object("protective_order") or not r.has("object")
    ):
        return circumstance("an act aimed at a person; whether it was a sex offense against a minor decides")
    if r.act("enter") and (r.has("force") or r.has("harm")):
        return circumstance("force on a person inside, or harm to one; whether a sex offense against a minor decides")
    if r.act("enter") and r.purpose("crime") and c.families & {"burglary", "trespass"}:
        return circumstance("an entry for a crime of any kind; whether a sex offense against a minor decides")
    extorted = r.act("threaten") and r.purpose("profit")
    extorted = extorted or (r.act("take") and r.is_("consent", "by_force") and r.object("other"))
    if extorted or (r.act("take") and r.is_("consent", "by_force") and r.object("services") and c.is_federal):
        # "anything of value" takes in sexual conduct and images: Cal. Penal Code § 518(b)
        return circumstance("extortion; whether of sexual conduct or an image of a minor decides")
    if "slavery" in c.families:
        # 18 U.S.C. 1593A: a benefit from a venture that did any wrong of the chapter, of which 1591 is one
        return circumstance("a trade or venture in persons; whether for sex with a minor decides")
    if about_a_person or unnamed or "sexual" in c.families:
        return circumstance("what was done may have been a sex offense against a minor; the facts decide")
    return no("neither a sexual offense nor an act aimed at a person")


STEALING = frozenset({"burglary", "theft", "robbery"})
NAMED_THEFT = frozenset({"burglary", "larceny", "shoplifting", "theft"})
"""What 8 U.S.C. 1226(c)(1)(E)(ii) names, as words of a title."""
STOLEN = NAMED_THEFT - {"burglary"} | {"steal", "stealing", "stolen"}
"""Words of a title by which the state itself calls a taking theft."""


def theft_family(r: Reading, c: Context) -> Finding:
    """8 U.S.C. 1226(c)(1)(E)(ii): burglary, theft, larceny or shoplifting, as the state itself uses the word."""
    if r.act("take") and r.object("vehicle") and "robbery" in c.families and not r.purpose(*DEPRIVE, "theft"):
        return unsettled("a vehicle taken by force, with no aim to deprive; whether the state calls it theft decides")
    if c.families & STEALING:
        if r.act("enter") and c.title_words >= {"unlawful", "entry"}:
            return unsettled("called unlawful entry; whether that is burglary there decides (8 U.S.C. 1226(c)(2))")
        if c.is_federal and r.act("take") and r.purpose("defraud") and c.title_words & {"embezzlement", "embezzling"}:
            return unsettled("embezzlement, which federal law names beside theft; whether it is theft decides")
        borrowed = r.act("take") and r.object("vehicle") and not r.purpose(*DEPRIVE, "theft", "defraud", "profit")
        if borrowed and not c.title_words & STOLEN:
            # New York's section reaches use beyond what goes with theft: People v. McCaleb, 25 N.Y.2d 394 (1969); Or. Rev.
            # Stat. § 164.015 does not count such use as theft
            return unsettled("a vehicle used or kept, with no aim to deprive; whether the state calls it theft decides")
        if r.act("receive") and not r.act("take") and not c.title_words & NAMED_THEFT:
            # apart from larceny in Mass. Gen. Laws ch. 266, §§ 30, 60, in N.Y. Penal Law art. 155, 165, in Cal. Penal Code
            # §§ 484, 496; theft by its own words in 18 Pa. Cons. Stat. § 3925(a) and 720 ILCS 5/16-1(a)(4)
            return unsettled("stolen goods received; whether the state calls that theft decides (8 U.S.C. 1226(c)(2))")
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
    if _left_open(c, "AF:G(theft)"):
        return unsettled("the entry leaves theft open; whether the state calls it theft decides (8 U.S.C. 1226(c)(2))")
    if r.act("use") and r.purpose("theft"):
        return unsettled("a thing used in order to steal; whether the state calls that theft decides")
    return no("no taking, and no entry to commit a crime")


def officer_assault(r: Reading, c: Context) -> Finding:
    """8 U.S.C. 1226(c)(1)(E)(ii): assault of a law enforcement officer, as the state itself uses the word."""
    if not r.is_("victim", "officer"):
        named = c.title_words & {"officer", "officers", "police", "employee", "employees"}
        by_one = c.title_words & {"authority", "guilty"} and not c.title_words >= {"youth", "authority"}
        if named and not by_one and r.act("touch", "injure", "kill", "threaten"):
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
    # who drives hurts persons, whatever the object of the driving
    if r.harm("serious") and (r.object("person") or not r.has("object") or r.has("victim") or r.act("drive")):
        return yes("death or serious injury is an element")
    return circumstance("any crime counts if it resulted in death or serious bodily injury to another person")
