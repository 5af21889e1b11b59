"""Grounds of justice and of the border: security, smuggling, reentry, papers, failure to serve or appear, obstruction."""

from __future__ import annotations

from steelyard.law.federal.grounds.reading import (
    Context,
    Finding,
    Reading,
    Verdict,
    by_split,
    circumstance,
    listed,
    no,
    unsettled,
    yes,
)


def security(r: Reading, c: Context) -> Finding:
    """(L): listed security sections; a state has none.

    Who delivers defense information to a foreign government (18 U.S.C. 794), or passes on or keeps what was got by computer
    (1030(a)(1)), does what 793(d) and (e) describe too; (L) speaks of an offense "described in" that section, and no decision
    was found on either.
    """
    if c.is_federal and c.lies_in("18.794", "18.1030.a.1"):
        return unsettled("defense information delivered or kept, which 18 U.S.C. 793(d) and (e) may describe as well")
    return listed(c, ("18.793", "18.798", "18.2153", "18.2381", "18.2382", "50.3121"), no("not a listed section"))


def smuggling(r: Reading, c: Context) -> Finding:
    """(N): bringing, carrying or harboring a person without status."""
    found = no("nobody is brought in, carried or harbored against the immigration law")
    if r.act("move_migrant", "bring_migrant"):
        found = yes("bringing, carrying or harboring") if r.mind("recklessness") else no("no knowledge or disregard")
    return listed(c, ("8.1324.a.1.a", "8.1324.a.2"), found)


def reentry(r: Reading, c: Context) -> Finding:
    """(O): entry or re-entry after removal for an aggravated felony; the earlier removal is a circumstance."""
    found = listed(c, ("8.1325.a", "8.1326"), no("no unlawful entry or re-entry"))
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
    return listed(c, ("18.1543", "18.1546.a"), state)


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
        if r.object("duty", "other") and (r.purpose("obstruct") or "escape" in c.families):
            return unsettled("help to a prisoner's escape; whether it relates to obstruction is open")
        if r.purpose("obstruct"):
            return by_split(
                c,
                "obstruction_without_proceeding",
                yes("help to an offender meant to hinder justice"),
                no("no investigation or proceeding need be pending"),
            )
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
        if r.object("proceeding") and r.mind("knowledge") and c.is_federal:
            # 18 U.S.C. 401(1): what is done "so near thereto as to obstruct the administration of justice"
            return unsettled("a court knowingly hindered; whether (S) asks for that aim is open (Pugin)")
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
    any_order = c.title_words >= {"court", "order"} and not c.title_words & {"protection", "protective", "victim"}
    if r.act("disobey") and (r.object("proceeding", "other") or any_order) and r.mind("knowledge"):
        # held to be one (18 U.S.C. 401(3)) in Alwan v. Ashcroft, 388 F.3d 507, 514-15 (5th Cir. 2004), before Pugin; an order
        # that protects a person is one of the orders that such a section speaks of
        return unsettled("a knowing refusal to testify or to obey a court: whether it relates to obstruction is open")
    surrender = r.act("abscond") and {"surrender", "sentence"} <= c.title_words
    if ((r.act("abscond") and r.object("proceeding")) or surrender) and r.mind("knowledge"):
        open_ = unsettled("a knowing failure to appear in court: whether it relates to obstruction is open")
        if not c.title_words & {"appear", "appearing", "surrender"} or c.title_words & {"citation", "promise"}:
            return open_
        # a court's order is broken, and the court waits: Renteria-Morales, 551 F.3d 1076, 1086-87 (9th Cir. 2008), on 3146; a
        # promise given to an officer was not before that court
        sure = yes("a knowing failure to appear before a court or to surrender for sentence (Renteria-Morales)")
        return by_split(c, "failure_to_appear_as_obstruction", sure, open_)
    if r.act("lie") and r.object("investigation") and c.title_words & {"identity", "identification"}:
        return unsettled("a false identity given to an inquiry, whether or not to mislead it: Pugin left that open")
    if r.act("abscond") and "escape" in c.families and r.mind("recklessness"):
        # That help to an escape was none, Salazar-Luviano v. Mukasey, 551 F.3d 857, 859-64 (9th Cir. 2008), rested on a
        # proceeding that must be pending, which Pugin took away; nothing was found that asks again.
        return unsettled("escape from custody: whether it relates to obstruction is open")
    helped = (r.act("obstruct") and r.object("duty")) or r.purpose("obstruct")
    if "escape" in c.families and helped and r.mind("knowledge"):
        return unsettled("help to a prisoner's escape, or leave for it; whether it relates to obstruction is open")
    return _obstruction_in_doubt(r, c)


HINDERED = frozenset({"disarming", "interference", "interfering", "obstructing", "resisting"})
"""Words of a title for a person who keeps somebody else from a duty."""
LAW = frozenset({"administration", "arrest", "officer", "police", "process"})
"""Words of a title for those who carry out the law, not a fire crew, a bus or a clerk of revenue alone."""


def _obstruction_in_doubt(r: Reading, c: Context) -> Finding:
    """Acts near to obstruction of which no authority says that they do not relate to it.

    Pugin v. Garland, 599 U.S. 600 (2023): no proceeding need be pending, and (S) takes in what relates to obstruction.
    """
    aims = r.purpose("obstruct")
    about_justice = r.object("investigation", "proceeding")
    if (aims or r.purpose("deceive")) and about_justice and r.act("lie", "use_identity", "threaten", "touch"):
        return unsettled("an aim to hinder justice by another act")
    if r.act("lie", "use_identity") and r.object("duty") and r.purpose("deceive") and "obstruction" in c.families:
        # Valenzuela Gallardo, 27 I&N Dec. 449 (BIA 2018), asks for an inquiry or case that is foreseen, or another's punishment
        return unsettled("officers misled on purpose, as by a false name; whether that obstructs justice is open")
    if r.act("lie") and about_justice and r.mind("intent"):
        return unsettled("an inquiry or a court misled on purpose")
    answered = c.title_words & {"identification", "information"} and c.title_words & {"police", "officer"}
    if r.act("lie") and r.object("investigation") and r.mind("knowledge") and answered:
        # a lie to officers who already inquire hinders them; a false report only sets them going
        return unsettled("officers who inquire knowingly misled; whether (S) asks for that aim is open (Pugin)")
    if "obstruction" in c.families and r.object("false_document") and r.act("make", "use") and r.mind("knowledge"):
        return unsettled("false evidence knowingly made or offered")
    if aims and r.act("obstruct", "damage") and r.mind("knowledge"):
        return unsettled("an act meant to keep officers from a duty or a person from calling them")
    if aims and r.act("flee", "drive") and r.mind("intent"):
        # (S) takes in what is meant to interfere with an inquiry or case, also one only foreseen: Matter of Valenzuela
        # Gallardo, 27 I&N Dec. 449 (BIA 2018), after Pugin; whether to evade a pursuing officer is that was not found decided
        return unsettled("a flight meant to evade officers; whether that obstructs justice is open")
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
    words = c.title_words
    resisted = r.act("obstruct") and r.object("duty") and bool(words & HINDERED and words & LAW)
    resisted = resisted and not words & {"dog", "horse", "revenue"}
    disarmed = r.act("take") and r.object("weapon") and r.is_("victim", "officer")
    if "obstruction" in c.families and (resisted or disarmed) and r.mind("knowledge"):
        # 18 U.S.C. 1501, of chapter 73: to resist an officer who serves process. Pugin, 599 U.S. 600, took "obstructing the
        # administration of justice in any way" from the dictionaries (as the dissent, slip op. at 8, recounts). Against it
        # Valenzuela Gallardo, 27 I&N Dec. 449 (BIA 2018): a specific intent, and an inquiry or case that is foreseen.
        open_ = unsettled(
            "an officer knowingly resisted or hindered; whether that obstructs justice is open since Pugin"
        )
        return by_split(c, "resisting_as_obstruction", open_, no("no proceeding or inquiry need be interfered with"))
    return no("no perjury, no witness, no hindering of an investigation or proceeding")
