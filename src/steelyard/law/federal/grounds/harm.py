"""Grounds of harm to persons: murder, rape, abuse of a minor, violence, ransom, images of children, sex for hire, servitude."""

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
    no,
    unsettled,
    yes,
)

FELONIES_OF_MURDER = ("restrain", "burn", "enter", "sexual_act", "take", "damage", "abscond")
"""Acts of kidnapping, arson, burglary, sexual abuse, robbery, sabotage and escape: 18 U.S.C. 1111(a) makes a killing murder."""


def _kills_otherwise(r: Reading, c: Context) -> bool:
    """True where a death must follow from an act of another name that may be murder.

    In a felony that 18 U.S.C. 1111(a) lists, child abuse among them, or by violence with extreme recklessness toward it.
    """
    if not r.harm("death"):
        return False
    violent = r.act("touch", "injure", "threaten", "endanger", "pursue", "sexual_contact")
    return r.act(*FELONIES_OF_MURDER) or (violent and (r.has("age") or r.mind_harm("extreme")))


def murder(r: Reading, c: Context) -> Finding:
    """(A): an unlawful killing with malice; extreme recklessness is enough (M-W-)."""
    if r.act("touch", "threaten") and r.is_("force", "deadly") and r.purpose("crime") and r.mind_harm("intent"):
        return unsettled("deadly force in order to commit a crime, which may be murder attempted")
    if not r.act("kill"):
        if "murder" in c.title_words and r.mind("intent") and not r.act("threaten", "take"):
            return unsettled("a step toward a murder, which may be its attempt or conspiracy through § 1101(a)(43)(U)")
        if _kills_otherwise(r, c):
            return unsettled("a death that follows from a felony, of which 18 U.S.C. 1111(a) lists only some")
        if r.harm("death"):
            return no("no killing that is murder: a death follows, by an act of none of the felonies of murder")
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
    carried_off = r.act("restrain") and r.has("consent") and "prostitution" not in c.families
    if carried_off and r.purpose("sexual") and r.mind("knowledge"):
        return unsettled("a person held or carried off in order to commit a sexual act, which may be rape attempted")
    meant = r.purpose("crime") or (r.purpose("sexual") and "listed" in c.title_words)
    if r.act("accost") and r.has("age") and r.mind("intent") and meant and "sexual" in c.families:
        # as for the abuse of a minor (Hernandez-Alvarez, 432 F.3d 763): rape is among the listed offenses of such sections
        return unsettled("a minor approached for one of several offenses, rape among them; that offense decides")
    of_a_minor = r.act("sexual_act", "sexual_contact") and r.has("age") and bool(c.title_words & {"rape", "statutory"})
    if not r.act("sexual_act") and not of_a_minor:
        return no("no intercourse or penetration")
    if r.is_("consent", "by_deceit"):
        return unsettled("consent got by deceit; whether it is none is open")
    if not r.is_("consent", "without", "by_force"):
        if of_a_minor:
            return by_split(
                c,
                "statutory_rape_as_rape",
                yes("what the state calls rape, or statutory assault, of a minor, who cannot consent"),
                unsettled(
                    "what the state calls rape, or statutory assault, of a minor; whether age alone is want of consent is open"
                ),
            )
        if r.at_least("age", "under_14"):
            # Rivas-Gomez v. Gonzales, 441 F.3d 1072, 1075-79 (9th Cir. 2006): one too young to agree in law does not consent
            return unsettled(
                "a sexual act with a child under 14, whatever it is called; whether age is want of consent is open"
            )
        return no("want of consent need not be proved")
    if c.title_words >= {"unconscious", "nature"} and not r.has("force"):
        # Valdez Amador v. Garland, 28 F.4th 72, 78-82 (9th Cir. 2022): one crime, which reaches a consent got by fraud about the
        # act; whether rape in the federal sense does was sent back
        return unsettled(
            "one unconscious of the nature of the act, also by deceit about it; whether that is rape is open"
        )
    return by_split(
        c,
        "digital_penetration_as_rape",
        yes("a sexual act without consent"),
        unsettled("a sexual act without consent; if the section reaches digital penetration it is no rape here"),
    )


PERFORMANCE = frozenset({"performance", "performing"})
"""Words of a title by which a minor is made to show himself (Oouch v. DHS, 633 F.3d 119 (2d Cir. 2011): abuse)."""


def is_shown(r: Reading, c: Context) -> bool:
    """True where a minor is made or let show himself in sexual conduct, by the words of the title."""
    named = bool(c.title_words & PERFORMANCE) or c.title_words >= {"using", "explicit", "conduct"}
    return r.act("expose") and r.object("person") and named


def _made_to_perform(r: Reading, c: Context) -> bool:
    """True where a child is employed or induced, by the words of the title, in a sexual performance, live or for an image."""
    induced = "performance" in c.title_words and bool(c.title_words & {"employing", "inducing"})
    return induced and (r.act("expose") or (r.act("make") and r.object("child_image")))


def sexual_abuse(r: Reading, c: Context) -> Finding:
    """(A): sexual abuse of a minor (Esquivel-Quintana; Rodriguez-Rodriguez)."""
    if not r.has("age"):
        return no("the victim need not be a minor")
    sexual = r.act("sexual_act", "sexual_contact")
    if _oral(r, c):  # the generic offense takes its sexual act from 18 U.S.C. 2243(a) and 2246(2)
        r = r.with_(act="sexual_act")
    unknowing = r.act("sexual_act") and not r.mind("knowledge") and not r.purpose("sexual")
    if unknowing and not c.split("unknowing_sexual_act_as_abuse"):
        # Cabeda v. Attorney General, 971 F.3d 165 (3d Cir. 2020), of one of 15; nothing was said of a child or of want of consent
        if r.is_("mind", "recklessness") and not r.at_least("age", "under_14") and not r.has("consent"):
            return no("recklessness toward the sexual act is enough (Cabeda)")
        return unsettled(
            "knowledge of the sexual act need not be proved, of a child, without consent or with no mind named"
        )
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
            return by_split(c, "age_based_act_without_gap", older, no("no knowledge of the age need be proved"))
        return by_split(
            c,
            "age_based_act_without_gap",
            yes("a sexual act with a child under 16"),
            no("neither a gap of four years nor knowledge is needed"),
        )
    if r.act("sexual_act"):
        return no("a victim of 16 or 17 is enough (Esquivel-Quintana)")
    if r.act("sexual_contact"):
        which = "under 16" if r.at_least("age", "under_16") else "of 16 or 17"
        return by_split(
            c,
            "sexual_contact_with_older_minor",
            yes(f"sexual contact with a minor {which}"),
            no(f"contact with a minor {which} is not abuse without more"),
        )
    if r.act("expose", "accost") and r.purpose("sexual"):
        # An approach with the intent to commit a sexual offense can be its attempt, 8 U.S.C. 1101(a)(43)(U).
        aimed = r.act("accost") and r.mind("intent")
        return by_split(
            c,
            "sexual_contact_with_older_minor",
            yes("purposeful sexual conduct toward a minor, as 18 U.S.C. 3509(a)(8) has it"),
            unsettled("an approach meant to end in a sexual offense, which may be its attempt; that offense decides")
            if aimed
            else no("no sexual act or contact"),
        )
    if r.act("accost") and r.purpose("crime") and r.mind("intent") and "sexual" in c.families:
        return unsettled("a minor approached for one of several offenses, most of them sexual; that offense decides")
    used = r.act("run_sex_trade", "buy_sex", "facilitate")
    used = used or (r.act("make", "accost", "endanger") and r.object("child_image"))
    used = used or is_shown(r, c)
    if r.mind("knowledge") and _made_to_perform(r, c):
        # Oouch v. DHS, 633 F.3d 119 (2d Cir. 2011), of N.Y. Penal Law § 263.05, in deference to the Board
        sure = yes("a child employed or induced to take part in a sexual performance (Oouch)")
        open_ = unsettled("a child employed or induced to take part in a sexual performance, without an act")
        return by_split(c, "child_made_to_perform", sure, open_)
    if used or (r.act("expose", "accost") and r.mind_age("knowledge")) or r.purpose("sexual"):
        return unsettled(
            "a minor used or meant for sexual conduct, of which 18 U.S.C. 3509(a)(8) speaks, without an act"
        )
    return no("no sexual act, contact or exposure")


HARMED = frozenset({"damage", "damaging", "destroying", "destruction", "injuring"})
"""Words of a title for physical damage to property."""
MARKED = frozenset(
    {"altering", "computer", "concealing", "defacing", "graffiti", "hiding", "insured", "interfering", "obstructing"}
    | {"opening", "records", "removing", "taking", "tampering"}
)
"""Words of a title for what needs no force or is not another's: a mark that wipes off, a thing opened, moved or hidden."""


MISSILES = frozenset({"discharging", "shooting", "throwing"})
"""Words of a title for what is shot or thrown at a thing."""


def violence(r: Reading, c: Context) -> Finding:
    """(F): a crime of violence under 18 U.S.C. 16(a); 16(b) is void (Dimaya)."""
    # Taylor's attempt had no assault in it; an assault with a weapon and the intent to rob has one, as an element of its
    # own (United States v. Whindleton, 797 F.3d 105, 112-16 (1st Cir. 2015), on assault with a dangerous weapon).
    with_assault = r.act("take") and r.has("weapon") and r.has("force")
    if r.is_("stage", "attempt") and r.act("take", "threaten") and not with_assault:
        whole = violence(r.without("stage"), c)
        if whole.verdict is Verdict.NO or c.lies_in("18.1951"):
            return no("an attempt of a crime that a threat can complete need not use force (Taylor 2022)")
        # Arellano Hernandez v. Lynch, 831 F.3d 1127 (9th Cir. 2016), of an attempted criminal threat, and United States v.
        # Pereira-Gomez, 903 F.3d 155 (2d Cir. 2018), of attempted robbery in New York, say yes, and no decision was found
        # that overrules them by name
        return unsettled(
            "an attempt of a crime that a threat can complete: Taylor 2022, of 18 U.S.C. 1951, against older decisions"
        )
    if r.act("burn") and not r.has("force") and "own" in c.title_words:
        # After Jordison v. Gonzales, 501 F.3d 1134 (9th Cir. 2007), the Board no longer held attempted arson in California
        # one: Sandoval-Gomez v. Holder, 774 F.3d 616 (9th Cir. 2014), which recounts it.
        return no("what is burned may be the actor's own; 16(a) asks for the person or property of another")
    if r.act("damage") and r.mind("knowledge") and c.title_words & HARMED and not c.title_words & MARKED:
        # Rodriguez-Hernandez v. Garland, 89 F.4th 742 (9th Cir. 2023): a threat of physical damage to property is one of
        # force against it. Contrary: United States v. Melaku, 41 F.4th 386 (4th Cir. 2022), on 18 U.S.C. 1361.
        return by_split(
            c,
            "damage_as_force",
            unsettled("physical damage to property knowingly done; whether every such damage takes force is open"),
            no("property can be damaged without violent force (Melaku)"),
        )
    aimed_at = r.act("damage") and r.object("vehicle", "building", "dwelling") and not r.has("mind_harm")
    aimed_at = aimed_at or (
        r.act("endanger") and r.has("weapon") and not r.has("force") and "occupied" in c.title_words
    )
    if aimed_at and r.mind("knowledge") and c.title_words & MISSILES and c.title_words & {"at", "into"}:
        # 16(a) reaches property; Covarrubias Teposte v. Holder, 632 F.3d 1049 (9th Cir. 2011), cleared California's section 246
        # because recklessness toward the target is enough
        return unsettled("a shot or a missile at what is most often another's; whether it must be is not said")
    if r.act("burn") and r.mind("knowledge") and not r.has("force"):
        return unsettled("16(a) reaches force against another's property; the words do not say whose property it is")
    if (near := _near_to_force(r, c)) is not None:
        return near
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
            return by_split(
                c,
                "extreme_recklessness_as_force",
                yes("force or injury with extreme recklessness"),
                no("extreme recklessness is less than a use of force against another"),
            )
        if r.act("touch", "injure") and r.mind("knowledge") and r.harm("serious") and not forced:
            return by_split(
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
            if r.act("threaten") and r.object("person") and r.has("weapon"):
                # Bolanos v. Holder, 734 F.3d 875 (9th Cir. 2013): shown knowingly; that fear was reasonable needs no mind
                shown = yes("a weapon shown to a person so as to threaten, which is violent force threatened")
                return by_split(c, "weapon_used_on_a_person", shown, open_)
            if not (forced or taken) or r.is_("weapon", "explosive"):
                return open_  # an explosion is willed, and nobody need be aimed at
            return by_split(c, "willed_force_and_its_injury", yes("violent force knowingly used"), open_)
        by_weapon = r.act("touch") and r.is_("weapon", "deadly") and "armed" not in c.title_words
        if by_weapon and r.mind("knowledge") and r.is_("mind_harm", "strict"):
            # United States v. Reyes, 866 F.3d 316, 320-23 (5th Cir. 2017), of an insulting contact by means of a deadly weapon
            with_it = unsettled("a knowing touch with a deadly weapon, which may be violent although it only offends")
            return by_split(c, "weapon_used_on_a_person", yes("a touch with a weapon, which is violent"), with_it)
        short = no("recklessness, negligence or less toward the force or harm is enough (Borden; Leocal)")
        if r.act("touch") and r.is_("stage", "attempt") and r.mind("knowledge") and r.is_("mind_harm", "negligence"):
            # assault as People v. Williams, 26 Cal.4th 779 (2001), has it; the decisions were of § 245(a)(1)
            open_ = unsettled(
                "an assault by an act that is willed, of which only the facts that make it one need be known"
            )
            return by_split(c, "assault_on_known_facts", open_, short)
        return short
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
        return by_split(c, "weapon_used_on_a_person", yes("an assault with a weapon, which is violent"), open_)
    return open_


def _near_to_force(r: Reading, c: Context) -> Finding | None:
    """Acts that a court took for force, threatened or attempted, although their words name none; None for all others.

    Whether the decisions outlast Borden and Taylor (2022), and reach another's property alone, is open.
    """
    if r.act("threaten") and "extortionate" in c.title_words:
        # Accardo v. U.S. Attorney General, 634 F.3d 1333 (11th Cir. 2011): on both sides of the line, so that the record decides;
        # 18 U.S.C. 891(7): violence "or other criminal means" of harm to person, reputation or property
        return unsettled(
            "violence or another criminal means of harm is used or threatened; which one is not said (Accardo)"
        )
    if r.act("obstruct") and r.has("weapon") and r.purpose("obstruct") and "exhibiting" in c.title_words:
        # Reyes-Alcaraz v. Ashcroft, 363 F.3d 937, 939-41 (9th Cir. 2004)
        return unsettled("a weapon shown in order to resist arrest, which was held a threat of force (Reyes-Alcaraz)")
    meant = r.purpose("injure", "cause_fear") or (r.purpose("crime") and {"kill", "injure"} <= c.title_words)
    moved = r.is_("weapon", "explosive") and (r.act("transport", "transfer") or "transport" in c.title_words)
    if moved and meant and r.mind("knowledge"):
        # United States v. Linehan, 56 F.4th 693 (9th Cir. 2022), of 18 U.S.C. 844(d): an explosive sent to be used is force
        # attempted, by a clause that does not ask whose the property is
        return unsettled("an explosive moved in order to be used, which may be force attempted (Linehan)")
    return None


def _unspoken_force(r: Reading, c: Context) -> str:
    """Why violent force may have to be threatened or meant although the words name none; "" where nothing says so.

    No authority decides these; what is threatened or meant is bodily harm, which only force can do (Castleman,
    572 U.S. 157, 169-70).
    """
    aimed = r.object("person", "protective_order") or not r.has("object")
    if aimed and r.act("threaten") and r.mind("intent") and (r.purpose("cause_fear") or r.harm("alarm")):
        return "a threat meant to put a person in fear; whether violent force must be threatened is not said"
    if aimed and r.act("disobey") and r.mind("intent") and r.purpose("cause_fear"):
        # United States v. Edling, 895 F.3d 1153 (9th Cir. 2018), as reported: who puts a person in fear of bodily harm threatens
        # force that can cause pain; that was of an assault with a weapon, as was Camacho-Cruz v. Holder, 621 F.3d 941 (9th Cir.
        # 2010)
        return "an order broken in order to put a person in fear; whether violent force must be threatened is not said"
    if aimed and r.act("pursue") and r.has("mind_harm") and r.mind_harm("intent") and r.purpose("cause_fear"):
        return "a course of conduct meant to put a person in fear; whether violent force must be threatened is not said"
    if (aimed or r.object("property")) and r.act("threaten") and r.mind("intent") and "injury" in c.title_words:
        # of property too: Rodriguez-Hernandez v. Garland, 89 F.4th 742 (9th Cir. 2023), of a threat of physical damage
        return "a threat of injury; whether violent force must be threatened is not said"
    drugged = r.act("other", "use") and r.object("person") and r.is_("consent", "without") and r.mind("intent")
    drugged = drugged and bool(c.title_words & {"drug", "poison", "intoxicating"})
    swallowed = r.act("transfer") and r.object("substance") and r.is_("consent", "without") and r.mind("knowledge")
    given = c.title_words >= {"giving", "substance"} and r.object("person", "property", "money")
    given = given and r.act("take", "sexual_act", "sexual_contact") and r.mind("knowledge")
    if drugged or given or (swallowed and "ingest" in c.title_words):
        # Castleman, 572 U.S. 157, 170-71 (2014); Delligatti v. United States, 604 U.S. 423 (2025): poison is force
        return "a drug given to one who does not agree; whether it must harm is not said"
    if r.act("sway_witness") and r.has("force") and r.mind("knowledge") and not c.is_federal:
        # not so for 18 U.S.C. 1512: physical force is "physical action against another", 18 U.S.C. 1515(a)(2)
        return "force, or its threat, on a witness or victim; how little is enough is not said"
    if r.act("restrain") and r.is_("consent", "by_force") and c.title_words & {"violence", "menace"}:
        # United States v. Martinez-Flores, 492 F. App'x 751 (9th Cir. 2012): more than the force of restraint, by an admission
        return "confinement by violence or menace; whether the force must be violent is not said"
    fired = r.is_("weapon", "firearm_any", "firearm_federal") and c.title_words & {"discharged", "discharging"}
    if fired and r.object("person") and r.act("restrain", "sexual_act", "sexual_contact"):
        # a shot at a person is force; no decision was found on a section that asks for one without saying at what
        return "a firearm fired in the course of a crime against a person; whether at, or to frighten, one is not said"
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
    if r.is_("mind_harm", "negligence") and (r.act("injure") or (forced and r.act("kill"))):
        return True
    if r.act("injure", "kill", "threaten") and r.has("weapon"):
        return True
    return forced and r.is_("mind_harm", "strict") and not r.act("kill")


def ransom(r: Reading, c: Context) -> Finding:
    """(H): the demand for or receipt of ransom; the sections it lists speak of a demand, a threat or the money received."""
    found = no("no demand for ransom")
    if r.act("threaten") and r.purpose("profit"):
        found = yes("a threat for gain")
    elif _extorted(r, c):
        # 18 U.S.C. 875(b), (d), 876(b), (d) and 877 describe a threat sent in order to extort; (H) relates them to ransom
        found = unsettled("extortion by a threat; whether it is described where nothing need be sent is open")
    elif r.act("restrain") and ("ransom" in c.title_words or (r.purpose("profit") and not _held_to_serve(c))):
        # 18 U.S.C. 875(a), 876(a) and 877 ask for a demand, 1202 for the ransom received; kidnapping, 1201, is not listed
        found = unsettled("a person held for ransom or gain; neither a demand nor the money's receipt need be proved")
    return listed(c, ("18.875", "18.876", "18.877", "18.1202"), found)


def _extorted(r: Reading, c: Context) -> bool:
    """True for what is got, or asked for, by a threat; what an office alone gets needs none (Evans, 504 U.S. 255 (1992))."""
    words = c.families | c.title_words
    by_office = "color" in words and not words & {"fear", "force"}
    if r.act("take") and r.is_("consent", "by_force") and not r.has("force") and not by_office:
        return "extortion" in words or words >= {"threats", "theft"}
    return r.act("threaten") and not r.object("duty") and bool(words & {"extortion", "extort"})


def _held_to_serve(c: Context) -> bool:
    """True for a person held to work or to serve, whom nobody is to buy free: the paragraph on servitude has that."""
    return bool((c.families | c.title_words) & (TRAFFICKING_WORDS | {"trafficking", "labor"}))


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
    if r.act("make", "accost"):
        return unsettled("a child solicited for an image, which may be an attempt at 18 U.S.C. 2251(a), (e)")
    return no("the image is neither made, passed on nor held")


PROCURED = frozenset(
    {
        "advancing",
        "aiding",
        "arranging",
        "benefit",
        "benefiting",
        "causing",
        "collecting",
        "compelling",
        "earnings",
        "encouraging",
        "inducing",
        "leasing",
        "living",
        "loitering",
        "pandering",
        "paying",
        "pimping",
        "placing",
        "procuring",
        "profiting",
        "selling",
        "soliciting",
        "support",
        "transporting",
    }
)
"""Words of a title for a person brought into prostitution or lived on, which is less than to run its business."""


def prostitution_business(r: Reading, c: Context) -> Finding:
    """(K)(i): owning, managing or supervising a prostitution business."""
    if not r.act("run_sex_trade"):
        return no("no prostitution business is owned, managed or supervised")
    found = yes("a business of intercourse for hire")
    if not r.object("intercourse"):
        found = by_split(
            c,
            "prostitution_beyond_intercourse",
            yes("a business of sexual conduct for hire"),
            no("the conduct for hire may be other than intercourse"),
        )
    procured = c.title_words & PROCURED and not c.title_words & {"business", "enterprise", "keeping", "managing"}
    if procured and found.verdict is Verdict.YES:
        # Familia Rosario v. Holder, 655 F.3d 739 (7th Cir. 2011): to bring persons for prostitution, or to help a brothel, is
        # more than owning, controlling, managing or supervising the business
        return unsettled("one person procured, or another's earnings lived on; a business need not be run")
    return found


def prostitution_transport(r: Reading, c: Context) -> Finding:
    """(K)(ii): transport for prostitution, if for commercial advantage."""
    found = listed(c, ("18.2421", "18.2422", "18.2423"), no("not one of the listed sections"))
    if found.verdict is Verdict.YES:
        return circumstance("a listed section; commercial advantage decides")
    carried = r.act("transport") or (r.act("run_sex_trade") and "transporting" in c.title_words)
    if not c.is_federal and carried and r.object("intercourse", "sexual_conduct"):
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
    if r.act("run_sex_trade") and (r.is_("consent", "by_force") or (r.has("age") and r.mind_age("recklessness"))):
        state = yes("commercial sex of a minor, or by force or coercion, as 18 U.S.C. 1591 describes")
    elif r.act("run_sex_trade") and r.has("age"):
        # 18 U.S.C. 1591(a), (c): knowledge or disregard of the age, or a reasonable opportunity to observe the person
        state = unsettled(
            "commercial sex of a minor whose age need not be known; 18 U.S.C. 1591 asks for a mind toward it"
        )
    elif r.act("run_sex_trade") and (r.is_("consent", "by_deceit") or c.title_words >= {"sex", "trafficking"}):
        state = unsettled("commercial sex by deceit or by other means; 18 U.S.C. 1591(a) names fraud and coercion")
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
    return listed(c, TRAFFICKING_SECTIONS, state)
