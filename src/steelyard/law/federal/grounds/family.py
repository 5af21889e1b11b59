"""Deportability for crimes at home and against children, and inadmissibility for sex for hire and trafficking in persons."""

from __future__ import annotations

from steelyard.law.federal.grounds.harm import INTERCOURSE, is_shown, servitude, violence
from steelyard.law.federal.grounds.reading import (
    PERSON_ACTS,
    Context,
    Finding,
    Reading,
    Verdict,
    by_split,
    circumstance,
    no,
    unsettled,
    yes,
)


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


def _rests_on_age_alone(r: Reading) -> bool:
    """True for a sexual act that the minor may have agreed to, with nobody in a relation of trust and no child under 16
    with a gap of four years: what Matter of Aguilar-Barajas, 28 I&N Dec. 354 (BIA 2021), whose gap was ten years, and
    Jimenez-Juarez v. Holder, 635 F.3d 1169 (9th Cir. 2011), do not reach.
    """
    if r.at_least("age", "under_14") or (r.at_least("age", "under_16") and r.at_least("gap", "four")):
        return False
    return not (r.has("consent") or r.is_("victim", "partner", "dependant") or r.has("force"))


def child_abuse(r: Reading, c: Context) -> Finding:
    """Abuse, neglect or abandonment of a child (Velazquez-Herrera; Soram)."""
    if not r.has("age"):
        return no("the victim need not be a child")
    if r.act("drive") or ("driving" in c.families and r.act("injure", "kill")):
        # Florez v. Holder, 779 F.3d 207 (2d Cir. 2015): a child in an impaired driver's car, charged as endangerment
        return unsettled("a child carried by an impaired or reckless driver; no decision on such an offense was found")
    if not r.mind("negligence"):
        return no("not even criminal negligence need be proved")
    if r.act("run_sex_trade", "buy_sex"):
        return yes("a child used in prostitution (Velazquez-Herrera)")
    if is_shown(r, c):
        # 24 I&N Dec. at 512: acts that induce, or omissions that permit, a child to engage in sexually explicit conduct
        return yes("a child made or let take part in sexually explicit conduct (Velazquez-Herrera)")
    # a child brought to a lewd act with another is not the touch of Menendez: to induce it is exploitation, 24 I&N Dec. at 512
    lewd = c.title_words >= {"lewd", "act"} and not r.at_least("age", "under_14") and "inducing" not in c.title_words
    if r.act("sexual_contact") and lewd and not (r.has("consent") or r.has("harm") or r.has("force")):
        # any touch of any part of the body with a sexual intent: Menendez v. Whitaker, 908 F.3d 467 (9th Cir. 2018)
        return by_split(
            c,
            "sexual_contact_as_child_abuse",
            yes("a lewd act with a child"),
            no("any touch with a sexual intent is enough, and no harm need follow (Menendez)"),
        )
    if r.act("sexual_contact") and r.at_least("age", "under_16") and r.is_("gap", "four") and r.mind("knowledge"):
        # Jimenez-Juarez v. Holder, 635 F.3d 1169 (9th Cir. 2011); the lewd touch of Menendez may be of any part of the body
        return yes("sexual contact with a minor under 16 by one four years older (Jimenez-Juarez)")
    # 18 U.S.C. 2246(2)(B): contact of mouth and sexual organ is a sexual act, penetration or not
    act = r.act("sexual_act") or (r.act("sexual_contact") and bool(c.title_words & INTERCOURSE))
    forced = r.has("consent") or r.has("victim") or r.has("harm") or r.has("force") or r.has("weapon")
    older = not r.at_least("age", "under_16") and not r.has("gap") and not c.title_words & {"corrupting", "corruption"}
    if act and older and not forced:
        # Esquivel-Quintana, 26 I&N Dec. 469 (BIA 2015), asked a meaningful gap of abuse at 16 or 17; Aguilar-Barajas, 28 I&N
        # Dec. 354 (BIA 2021), was of a gap of ten years
        return unsettled("intercourse to which a minor of 16 or 17 agreed, with no gap in age that must be proved")
    if r.act("sexual_contact", "expose") and not act and not r.at_least("age", "under_14"):
        # Menendez is of any lewd touch; a touch of intimate parts of one of 14 or 15 by one four years older was held abuse in
        # Jimenez-Juarez v. Holder, 635 F.3d 1169 (9th Cir. 2011)
        return by_split(
            c,
            "sexual_contact_as_child_abuse",
            yes("a sexual offense against a child"),
            unsettled("a sexual touch of a minor of 14 or more, or exposure to one, which need not harm"),
        )
    if act and _rests_on_age_alone(r):
        return by_split(
            c,
            "sexual_contact_as_child_abuse",
            yes("a sexual offense against a child"),
            unsettled("a sexual act that rests on age alone, with a minor who may be 16 or 17 or near in age"),
        )
    if act or r.act("sexual_contact", "expose"):
        return yes("a sexual offense against a child")
    if r.act("accost") and r.purpose("sexual"):
        if r.at_least("age", "under_14"):
            return yes("a sexual approach to a child")
        # what does not even touch cannot be more certain than the lewd touch of Menendez, 908 F.3d 467, 474-75
        return by_split(
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
        return by_split(
            c,
            "negligent_endangerment_as_child_abuse",
            yes("a child negligently put in probable danger"),
            no("negligence without injury is enough"),
        )
    if r.object("child_image") and r.mind("knowledge"):
        # Salmoran v. Attorney General, 909 F.3d 73 (3d Cir. 2018), after the Board; nobody has said otherwise, but Menendez
        # asks whether the conduct must harm the child, and no decision of the Ninth Circuit is on an image that is only held
        return by_split(
            c,
            "sexual_contact_as_child_abuse",
            yes("an image of a child's sexual conduct knowingly held or passed on (Salmoran)"),
            unsettled(
                "an image of a child's sexual conduct held or passed on by one who need not have harmed the child"
            ),
        )
    if r.purpose("sexual"):
        return unsettled("a child as the object of a sexual aim, by another act")
    if r.act("facilitate", "obstruct") and "drugs" in c.families and r.mind("knowledge"):
        used = c.title_words & {"employing", "using"} and c.title_words & {"child", "minor", "minors"}
        # 24 I&N Dec. at 512: a child's use "as a tool in the commission of serious crimes, such as drug trafficking"
        tool = yes("a minor used as a tool in the drug trade (Velazquez-Herrera)")
        return tool if used else unsettled("a minor brought near to the drug trade, by another act than supply")
    return _child_abuse_in_doubt(r, c)


def _child_abuse_in_doubt(r: Reading, c: Context) -> Finding:
    """Wrongs to a child, without injury or probable danger, that may be maltreatment.

    Matter of Velazquez-Herrera, 24 I&N Dec. 503, 512 (BIA 2008): any act or omission that is maltreatment of a child or
    impairs a child's physical or mental well-being, sexual exploitation among them.
    """
    if r.harm("alarm") and r.mind("knowledge") and r.act("accost", "pursue", "threaten", "touch", "injure"):
        return unsettled("a child knowingly put in fear or distress")
    if r.act("threaten", "pursue") and r.mind("recklessness"):
        # mental or emotional harm is among it: Velazquez-Herrera; so Pierre v. U.S. Attorney General, 879 F.3d 1241 (11th Cir.
        # 2018), of what need only be likely to do such harm
        return unsettled("a child threatened or hounded, which may harm its mind")
    if r.act("touch") and r.at_least("force", "violent"):
        # harm "even if slight" is enough, and such force can cause pain or injury (Johnson); no decision was found on it
        return unsettled("violent force on a child, as in strangling, by recklessness or negligence")
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
        open_ = unsettled("a duty of care toward a child knowingly broken, or a child left: neglect or abandonment")
        if not r.is_("risk", "possible") or r.has("harm"):
            return open_
        # Liao v. Attorney General, 910 F.3d 714, 717 (3d Cir. 2018)
        bare = no("a duty of care knowingly broken is enough, and no sufficiently high risk of harm is asked (Liao)")
        return by_split(c, "broken_duty_as_child_abuse", open_, bare)
    if r.act("endanger") and r.mind("knowledge"):
        return unsettled("a child knowingly put at a risk that need not be probable")
    if r.act("endanger") and (r.is_("victim", "dependant") or r.has("risk") or r.has("harm")):
        # Matter of Soram, 25 I&N Dec. 378, 385 (BIA 2010), asks for no injury, of a section that asks for a reasonable
        # probability of it; Florez v. Holder, 779 F.3d 207, 212 (2d Cir. 2015): for a risk that is high enough
        open_ = unsettled("a child put at some risk, or left to suffer, by negligence or recklessness (Soram)")
        if r.mind("recklessness"):
            return open_
        if not c.split("negligent_endangerment_as_child_abuse"):
            return no("negligence without injury is enough")
        if r.has("weapon") or r.harm("injury"):
            return open_
        return by_split(
            c,
            "slight_danger_as_child_abuse",
            open_,
            no("neither injury nor any likelihood of it need be proved (Fregozo)"),
        )
    # Velazquez-Herrera, 24 I&N Dec. 503, 512 (BIA 2008): maltreatment of a child, or what impairs its physical or mental
    # well-being, also mental or emotional harm, acts injurious to morals, and its use for gratification or in commerce
    if r.act("endanger") and c.title_words & {"delinquency", "corrupting", "corruption"} and r.mind("negligence"):
        return unsettled("a minor's delinquency or neglect brought about or encouraged, if only by negligence")
    # that an order or a parent's right is broken stands for the want of consent
    kept = "kidnapping" in c.families and bool(c.title_words & {"child", "custody"})
    if r.act("restrain") and (r.has("consent") or kept) and r.mind("recklessness"):
        return unsettled("a child confined or carried off against the will of the child or of its keeper")
    if r.act("other", "facilitate") and c.title_words & {"corrupting", "corruption"}:
        return unsettled("acts that tend to corrupt a minor's morals, done by recklessness or negligence")
    if (r.act("endanger") or c.title_words & {"corrupting", "corruption", "gang"}) and r.mind("knowledge"):
        return unsettled(
            "a child knowingly corrupted, drawn into a gang, used for a crime or left where crimes are done"
        )
    if r.act("transfer", "possess", "use", "make") and r.object("substance", "paraphernalia") and r.mind("negligence"):
        return unsettled(
            "a minor supplied with drugs, or with a device for them, or used in their trade (Velazquez-Herrera)"
        )
    return no("neither injury, sexual conduct nor a probable danger to the child must be proved")


def knowing_fear(r: Reading) -> bool:
    """True where the actor must know that the victim is alarmed, not only what is done."""
    return r.is_("mind_harm", "knowledge", "intent") and r.at_least("harm", "alarm")


_GRAVER = (*(act for act in PERSON_ACTS if act != "pursue"), "sexual_act", "sexual_contact")
"""Acts of a graver grade: what was done besides, to the person who was stalked or whom an order protects."""


def stalking(r: Reading, c: Context) -> Finding:
    """A course of conduct that is meant to put its target in fear of harm (Sanchez-Lopez)."""
    if r.act("disobey") and r.purpose("cause_fear", "injure"):
        return unsettled("an order broken to put a person in fear; whether by a course of conduct is not said")
    if r.act(*_GRAVER) and "stalking" in c.title_words and "listed" not in c.title_words:
        # 18 U.S.C. 2261A with 2261(b)(1)-(4): a death, a weapon or sexual abuse is proved besides the stalking, and not for it
        return unsettled("a graver grade of stalking, by what was done besides; the aim of the stalking decides")
    if not r.act("pursue"):
        return no("no course of conduct at one person")
    if not r.mind("knowledge"):
        return no("less than knowledge is enough")
    if r.purpose("cause_fear", "injure"):
        return yes("a knowing course of conduct meant to cause fear of harm")
    if r.has("force") or knowing_fear(r):
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


_IN_COURT = frozenset({"disorderly", "disturbance", "jury", "sworn", "testify"})
"""Words of a title for a contempt that breaks no order which protects somebody."""


def protection_order(r: Reading, c: Context) -> Finding:
    """A violation of a protection order: what the order forbade and what was done decide (Obshatko)."""
    against_an_order = r.act("touch", "injure", "threaten", "possess_barred") and "order" in c.title_words
    # 18 U.S.C. 2262(b)(1)-(4); no order on custody alone, 8 U.S.C. 1227(a)(2)(E)(ii)
    protects = "order" in c.title_words and bool(c.title_words & {"protection", "protective", "restraining"})
    against_an_order = against_an_order or (protects and r.act(*_GRAVER))
    against_an_order = against_an_order or (r.object("protective_order") and r.act(*PERSON_ACTS, "accost"))
    in_breach = r.act("pursue", "obstruct") and {"court", "order"} <= c.title_words and "after" not in c.title_words
    against_an_order = against_an_order or in_breach
    if r.act("disobey") and r.object("duty"):
        return no("an officer's order is no court's order")
    protective = against_an_order or r.object("protective_order")
    if r.act("disobey") and not protective and c.title_words & _IN_COURT:
        return no("a court disturbed, an oath refused or a juror's notice ignored: no order that protects a person")
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
    if r.act("run_sex_trade") and r.has("age") and not c.is_federal:
        # 22 U.S.C. 7102(11)(A) asks for no mind toward the age, as 18 U.S.C. 1591 does for paragraph (K)(iii)
        return yes("a person under 18 brought to commercial sex, which 22 U.S.C. 7102 calls severe trafficking")
    return servitude(r, c)
