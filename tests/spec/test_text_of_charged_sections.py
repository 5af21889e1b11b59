"""Charged sections that had no entry: what their text answers, so that no way or graver grade is cleared with the rest."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.catalog.find import catalogue

from .made_up import said_of

OFFICIALS_AND_LINES = (
    ("18 U.S.C. § 2511(1)(a)", "CIMT", "unsettled", "no decision on wiretapping was found"),
    ("18 U.S.C. § 2511(1)(a)", "AF:M(i)", "no", "no deceit and no gain is named"),
    ("18 U.S.C. § 2511(1)", "AF:S", "divisible", "(e): with intent to obstruct an investigation"),
    ("18 U.S.C. § 2701(a)", "AF:M(i)", "unsettled", "as for 18 U.S.C. § 1030(a)(2)"),
    (
        "18 U.S.C. § 351(a)",
        "AF:A(murder)",
        "unsettled",
        "murder and both kinds of manslaughter stand in the subsection",
    ),
    ("18 U.S.C. § 351(a)", "AF:F", "divisible", "involuntary manslaughter may be negligent"),
    ("18 U.S.C. § 351(b)", "AF:A(murder)", "unsettled", "death results"),
    ("18 U.S.C. § 351(c)", "AF:A(murder)", "divisible", "an attempt to kill stands beside one to kidnap"),
    ("18 U.S.C. § 351(e)", "AF:F", "divisible", "a dangerous weapon is a graver grade"),
    ("18 U.S.C. § 1751(c)", "AF:U(violence)", "divisible", "an attempt to kill stands beside one to kidnap"),
    ("18 U.S.C. § 1751(e)", "AF:F", "divisible", "a dangerous weapon is a graver grade of the second sentence"),
    ("18 U.S.C. § 1116(a)", "AF:A(murder)", "divisible", "murder, manslaughter and their attempts"),
    (
        "18 U.S.C. § 1116(a)",
        "SECURITY_CONDUCT",
        "yes",
        "8 U.S.C. § 1182(a)(3)(B)(iii)(III): an internationally protected person",
    ),
    ("18 U.S.C. § 115(a)(1)(B)", "AF:A(murder)", "no", "of officials themselves only a threat"),
    ("18 U.S.C. § 115(a)(1)(B)", "AF:F", "divisible", "a threat to murder and a threat to kidnap"),
    ("18 U.S.C. § 115(a)(1)(A)", "AF:A(murder)", "divisible", "murder of a family member"),
    ("18 U.S.C. § 115(a)(2)", "AF:S", "unsettled", "violence that avenges a judge's or an officer's duties"),
    ("18 U.S.C. § 1362", "CIMT", "unsettled", "means of defense harmed or hindered on purpose"),
    ("18 U.S.C. § 1366(a)", "AF:A(murder)", "unsettled", "(d): death results"),
    ("18 U.S.C. § 1366(b)", "AF:U(violence)", "unsettled", "an attempt stands beside the damage"),
)


def ids(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [f"{row[0]} {row[1]}" for row in rows]


@pytest.mark.parametrize(("charge", "ground", "expected", "why"), OFFICIALS_AND_LINES, ids=ids(OFFICIALS_AND_LINES))
def test_of_officials_and_of_lines(charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of("US", charge, ground).answer == expected, why


COUNTERFEITS_AND_PUBLIC_MONEY = (
    ("18 U.S.C. § 478", "AF:R", "yes", "forged with intent to defraud"),
    ("18 U.S.C. § 484", "CIMT", "yes", "one note made of several, with intent to defraud"),
    ("18 U.S.C. § 486", "AF:R", "unsettled", "coins of an original design pass for nothing else"),
    ("18 U.S.C. § 490", "CIMT", "divisible", "a coin made with no intent (Matter of K-), and one passed to defraud"),
    ("18 U.S.C. § 491(b)", "CIMT", "unsettled", "reason to believe is enough"),
    ("18 U.S.C. § 493", "AF:R", "unsettled", "the first paragraph names no intent to defraud"),
    ("18 U.S.C. § 500", "AF:G(theft)", "divisible", "a blank form or a machine stolen"),
    ("18 U.S.C. § 500", "AF:M(i)", "divisible", "several paragraphs name an intent to defraud"),
    ("18 U.S.C. § 501", "AF:R", "unsettled", "printing without authority stands beside forging"),
    ("18 U.S.C. § 642", "AF:G(theft)", "unsettled", "taken without leave, with no aim named"),
    ("18 U.S.C. § 643", "CIMT", "unsettled", "called embezzlement, with no intent named"),
    ("18 U.S.C. § 645", "AF:M(i)", "unsettled", "called embezzlement, with no intent named"),
    ("18 U.S.C. § 654", "AF:G(theft)", "unsettled", "embezzlement stands beside a wrongful conversion"),
    ("18 U.S.C. § 655", "CIMT", "unsettled", "a taking that is only unlawful stands beside theft"),
)


@pytest.mark.parametrize(
    ("charge", "ground", "expected", "why"), COUNTERFEITS_AND_PUBLIC_MONEY, ids=ids(COUNTERFEITS_AND_PUBLIC_MONEY)
)
def test_of_counterfeits_and_public_money(charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of("US", charge, ground).answer == expected, why


PAPERS_AND_MAIL = (
    ("18 U.S.C. § 1018", "AF:M(i)", "unsettled", "a false certificate, knowingly given"),
    ("18 U.S.C. § 1033(a)", "AF:M(i)", "circumstance", "a regulator deceived"),
    ("18 U.S.C. § 1033(b)", "AF:G(theft)", "unsettled", "misappropriation stands beside embezzlement"),
    ("18 U.S.C. § 1033(d)", "AF:S", "yes", "a proceeding obstructed on purpose"),
    ("18 U.S.C. § 1036(a)(1)", "AF:M(i)", "unsettled", "fraud is an element, and an entry what it gets"),
    ("18 U.S.C. § 1036(a)(4)", "FALSE_CLAIM", "unsettled", "the false pretense may have been of citizenship"),
    ("18 U.S.C. § 1036(a)(1)", "AF:G(burglary)", "no", "open land is real property"),
    ("18 U.S.C. § 1039(a)(1)", "AF:M(i)", "circumstance", "got by a false statement"),
    ("18 U.S.C. § 1039(e)(1)", "STALK", "unsettled", "to further 18 U.S.C. § 2261A"),
    ("18 U.S.C. § 1462", "CIMT", "unsettled", "no decision on this section"),
    ("18 U.S.C. § 1504", "AF:S", "yes", "chapter 73"),
    ("18 U.S.C. § 1506", "AF:S", "yes", "chapter 73"),
    ("18 U.S.C. § 1506", "AF:R", "unsettled", "a record falsified stands beside one stolen"),
    ("18 U.S.C. § 1521", "AF:M(i)", "unsettled", "reason to know that the lien is false is enough"),
    ("18 U.S.C. § 1716(j)(1)", "AF:C", "unsettled", "an explosive among the articles"),
    ("18 U.S.C. § 1716(j)(1)", "AF:A(murder)", "unsettled", "(j)(3): death results"),
    ("18 U.S.C. § 1716(j)(2)", "AF:F", "unsettled", "an explosive mailed to kill, compare Linehan"),
    ("18 U.S.C. § 1716(j)(2)", "AF:E(i)", "unsettled", "18 U.S.C. § 844(d) describes it"),
    ("18 U.S.C. §§ 1542, 1547", "AF:B", "unsettled", "to facilitate a drug trafficking crime"),
    ("18 U.S.C. § 1542", "AF:B", "no", "without that finding"),
    ("18 U.S.C. §§ 13, 19", "AF:F", "divisible", "the definition of a petty offense adds nothing"),
)


@pytest.mark.parametrize(("charge", "ground", "expected", "why"), PAPERS_AND_MAIL, ids=ids(PAPERS_AND_MAIL))
def test_of_papers_and_the_mail(charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of("US", charge, ground).answer == expected, why


TERROR_AND_RIGHTS = (
    ("18 U.S.C. § 118", "OFFICER_ASSAULT", "unsettled", "an officer resisted"),
    ("18 U.S.C. § 175(a)", "SECURITY_CONDUCT", "yes", "a biological weapon"),
    ("18 U.S.C. § 229(a)(1)", "AF:F", "unsettled", "the use may be on a thing"),
    ("18 U.S.C. § 245(b)(2)", "AF:A(rape)", "divisible", "aggravated sexual abuse is a graver grade"),
    ("18 U.S.C. § 245(b)(1)", "AF:A(murder)", "divisible", "an attempt to kill is a graver grade"),
    ("18 U.S.C. § 248(a)(1)", "AF:A(murder)", "unsettled", "(b): death results"),
    ("18 U.S.C. § 248(a)(3)", "AF:E(i)", "unsettled", "fire may be the means"),
    ("18 U.S.C. § 757", "AF:S", "unsettled", "help to an escape"),
    ("18 U.S.C. § 1992(a)(1)", "AF:E(i)", "unsettled", "a fire among the ways"),
    ("18 U.S.C. § 1992(a)(7)", "AF:A(murder)", "unsettled", "an act with intent to kill"),
    ("18 U.S.C. § 1992(a)(9)", "CIMT", "unsettled", "a hoax"),
    ("18 U.S.C. § 1992(a)(10)", "AF:F", "unsettled", "the act that is tried decides"),
    ("18 U.S.C. § 2101", "AF:F", "unsettled", "an act of violence is one of four purposes"),
    ("18 U.S.C. § 2280(a)(1)(B)", "AF:F", "divisible", "an act of violence; death that follows needs no mind"),
    ("18 U.S.C. § 2280(a)(1)(G)", "AF:A(murder)", "divisible", "to kill stands beside to injure"),
    ("18 U.S.C. § 2332(b)(2)", "AF:A(murder)", "yes", "a conspiracy to murder, through (U)"),
    ("18 U.S.C. § 2332(c)(1)", "AF:F", "yes", "physical violence with intent to injure gravely"),
    ("18 U.S.C. § 2332a(a)(2)", "AF:E(i)", "unsettled", "a destructive device among the weapons"),
    ("18 U.S.C. § 2339", "AF:S", "unsettled", "reasonable grounds are enough"),
    ("18 U.S.C. § 2339D", "SECURITY_CONDUCT", "yes", "training from a terrorist organization"),
    ("18 U.S.C. § 2340A", "TORTURE", "yes", "torture by its name"),
    ("18 U.S.C. § 2340A(a)", "AF:F", "unsettled", "suffering of the mind stands beside that of the body"),
)


@pytest.mark.parametrize(("charge", "ground", "expected", "why"), TERROR_AND_RIGHTS, ids=ids(TERROR_AND_RIGHTS))
def test_of_terror_and_of_rights(charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of("US", charge, ground).answer == expected, why


OTHER_TITLES = (
    ("8 U.S.C. § 1185(a)(1)", "MISCELLANEOUS", "yes", "8 U.S.C. § 1227(a)(2)(D)(iv) names the section"),
    ("8 U.S.C. § 1185(a)(2)", "AF:N", "unsettled", "8 U.S.C. § 1324(a) describes it, and reasonable cause is enough"),
    ("8 U.S.C. § 1185(a)(7)", "AF:P", "unsettled", "a forged permit stands beside a void one"),
    ("21 U.S.C. § 331(v)", "CIMT", "unsettled", "to mislead is enough for the graver grade"),
    ("21 U.S.C. § 331(qq)(3)", "AF:R", "divisible", "a counterfeit product, known for one or not"),
    ("21 U.S.C. § 331(y)(3)", "AF:R", "unsettled", "a bribe in a duty that was delegated"),
    ("21 U.S.C. § 333(e)(1)", "AF:B", "unsettled", "a felony violation of the Act for forfeiture, § 333(e)(3)"),
    ("21 U.S.C. § 333(e)(2)", "CHILD", "unsettled", "a person under 18 is involved"),
    ("26 U.S.C. § 7205(a)", "AF:M(i)", "divisible", "false information stands beside none"),
    ("26 U.S.C. § 7207", "AF:M(i)", "circumstance", "a false statement about money, known for one"),
    ("26 U.S.C. § 7214(a)(1)", "AF:G(theft)", "unsettled", "a fee that is not due, to which the payer may agree"),
    ("26 U.S.C. § 7214(a)(4)", "CIMT", "yes", "an agreement to defraud"),
    ("49 U.S.C. § 46502(a)", "AF:A(murder)", "unsettled", "death results"),
    ("49 U.S.C. § 46502(a)", "AF:F", "unsettled", "any form of intimidation is enough"),
    ("49 U.S.C. § 46503", "AF:F", "divisible", "a dangerous weapon is a graver grade"),
    ("49 U.S.C. § 46505(b)(2)", "FIREARM", "unsettled", "nothing leaves antiques out"),
    ("49 U.S.C. § 46505(b)(3)", "AF:E(i)", "unsettled", "18 U.S.C. § 844(g) describes the like in an airport"),
    ("49 U.S.C. § 46506(1)", "AF:A(rape)", "divisible", "chapter 109A of title 18"),
    ("50 U.S.C. § 4819", "AF:C", "unsettled", "the rule that was broken may be one of arms"),
    ("15 U.S.C. § 78dd-2(a)", "CIMT", "yes", "corruptly"),
    ("15 U.S.C. § 78dd-1(a)", "AF:R", "unsettled", "a party or a candidate holds no office"),
    ("15 U.S.C. § 645(b)(1)", "AF:G(theft)", "unsettled", "misapplication stands beside embezzlement"),
    ("42 U.S.C. § 3631(a)", "AF:A(murder)", "divisible", "an attempt to kill is a graver grade"),
    ("10 U.S.C. § 918", "AF:F", "divisible", "a killing in a felony needs no state of mind"),
    ("10 U.S.C. § 919(b)(1)", "AF:F", "no", "culpable negligence"),
    ("10 U.S.C. § 920(a)", "AF:A(rape)", "yes", "by force, fear or a drug"),
    ("10 U.S.C. § 920(b)", "AF:A(rape)", "unsettled", "consent got by deceit is one way"),
    ("10 U.S.C. § 920b(a)", "AF:A(sexual_abuse)", "yes", "a child under 12, or forced"),
    ("10 U.S.C. § 920b(c)", "AF:A(sexual_abuse)", "divisible", "indecent conduct before a child needs no aim"),
    ("10 U.S.C. § 920c(b)", "AF:K(iii)", "unsettled", "18 U.S.C. § 1591 may describe it"),
    ("10 U.S.C. § 922", "AF:F", "unsettled", "fear of injury to property is enough"),
    ("10 U.S.C. § 928b(1)", "DV", "unsettled", "the violent offense decides"),
    ("10 U.S.C. § 928b(3)", "DVPO", "circumstance", "an order broken"),
    ("10 U.S.C. § 934", "CS", "divisible", "the offense charged under the article decides"),
)


@pytest.mark.parametrize(("charge", "ground", "expected", "why"), OTHER_TITLES, ids=ids(OTHER_TITLES))
def test_of_other_titles(charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of("US", charge, ground).answer == expected, why


MORE_OF_TITLE_18 = (
    ("18 U.S.C. § 33", "AF:E(i)", "unsettled", "fire or an explosive among the ways"),
    ("18 U.S.C. § 35(b)", "CIMT", "unsettled", "a hoax"),
    ("18 U.S.C. § 37(a)(1)", "AF:F", "divisible", "an act of violence; death that follows needs no mind"),
    ("18 U.S.C. § 43", "STALK", "divisible", "a course of conduct that frightens stands beside damage"),
    ("18 U.S.C. § 112(a)", "AF:F", "divisible", "a weapon is a graver grade"),
    ("18 U.S.C. § 116(a)(1)", "CHILD", "yes", "a girl is hurt"),
    ("18 U.S.C. § 119(a)", "AF:S", "unsettled", "officers, jurors and witnesses are protected"),
    ("18 U.S.C. § 153", "AF:M(i)", "circumstance", "knowingly and fraudulently"),
    ("18 U.S.C. § 224", "AF:R", "unsettled", "the bribe of a player"),
    ("18 U.S.C. § 342", "CS", "unsettled", "a controlled substance stands beside alcohol"),
    ("18 U.S.C. § 546", "AF:B", "unsettled", "the goods may be drugs"),
    ("18 U.S.C. § 555(a)", "AF:N", "unsettled", "for what a tunnel is built need not be proved"),
    ("18 U.S.C. § 555(c)", "ENTRY_AIDED", "unsettled", "an alien brought through stands beside goods"),
    ("18 U.S.C. § 670(a)(1)", "AF:G(theft)", "divisible", "theft stands beside fraud"),
    ("18 U.S.C. § 670(a)(2)", "AF:A(murder)", "unsettled", "(b)(2)(C): death results"),
    ("18 U.S.C. § 878(b)", "AF:H", "unsettled", "an extortionate demand"),
    ("18 U.S.C. § 960", "MISCELLANEOUS", "yes", "8 U.S.C. § 1227(a)(2)(D) names the section"),
    ("18 U.S.C. § 1091(a)(1)", "AF:A(murder)", "yes", "killings with intent"),
    ("18 U.S.C. § 1342", "CS", "unsettled", "any unlawful business"),
    ("18 U.S.C. § 1389", "AF:F", "unsettled", "a battery may be a bare touch, and damage stands beside it"),
    ("18 U.S.C. § 1715", "FIREARM", "unsettled", "nothing leaves antiques out"),
    ("18 U.S.C. § 1864(a)(1)", "CS", "unsettled", "to violate the Controlled Substances Act"),
    ("18 U.S.C. § 1920", "AF:M(i)", "circumstance", "a false statement about money, known for one"),
    ("18 U.S.C. § 665(a)", "AF:M(i)", "unsettled", "the enrolment of one who is not eligible stands beside fraud"),
    ("18 U.S.C. § 665(c)", "AF:S", "yes", "an investigation obstructed"),
    ("18 U.S.C. § 1006", "AF:M(i)", "unsettled", "an aim to deceive an examiner is enough"),
    ("18 U.S.C. § 1013", "AF:P", "no", "bonds are no papers of entry"),
    ("18 U.S.C. § 1074", "AF:T", "unsettled", "the flight may be from a court"),
    ("18 U.S.C. § 1852", "AF:G(theft)", "unsettled", "timber removed, and timber destroyed"),
    ("18 U.S.C. § 2156(a)", "MISCELLANEOUS", "yes", "8 U.S.C. § 1227(a)(2)(D) names the chapter"),
    ("18 U.S.C. § 2231(a)", "OFFICER_ASSAULT", "unsettled", "resisting stands beside assault"),
    ("18 U.S.C. § 2231(b)", "AF:F", "unsettled", "a weapon used in resisting"),
    ("18 U.S.C. § 2232(c)", "AF:S", "yes", "notice given to prevent a seizure"),
    ("18 U.S.C. § 2245", "AF:A(murder)", "yes", "a murder"),
    ("18 U.S.C. § 2252B(b)", "CHILD", "unsettled", "a minor deceived into seeing pictures of sex"),
    ("18 U.S.C. §§ 2261A(2), 2261B", "CHILD", "unsettled", "the victim is a child"),
    ("18 U.S.C. § 2281(a)(1)(E)", "AF:A(murder)", "divisible", "to kill stands beside to injure"),
    ("18 U.S.C. § 2291(a)(1)", "AF:A(murder)", "divisible", "(d): a death that was intended"),
    ("18 U.S.C. § 2322", "AF:R", "unsettled", "numbers of vehicles are altered"),
    ("18 U.S.C. § 2383", "MISCELLANEOUS", "yes", "chapter 115"),
    ("18 U.S.C. § 2421A(a)", "AF:K(i)", "unsettled", "a business of prostitution may be run, or only advertised"),
    ("18 U.S.C. § 2442(a)(1)", "SECURITY_CONDUCT", "yes", "8 U.S.C. § 1182(a)(3)(G)"),
    ("18 U.S.C. § 2512", "CIMT", "unsettled", "as for wiretapping"),
)


@pytest.mark.parametrize(("charge", "ground", "expected", "why"), MORE_OF_TITLE_18, ids=ids(MORE_OF_TITLE_18))
def test_of_more_of_title_18(charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of("US", charge, ground).answer == expected, why


STATES = (
    ("CA", "Penal Code 337u(c)", "AF:M(i)", "divisible", "more than was won may be claimed with no intent named"),
    ("CA", "Penal Code 337u(g)", "CIMT", "unsettled", "an intent to cheat, which is not defined as one to defraud"),
    ("CA", "Penal Code 337x", "GAMBLING", "yes", "cheating at play"),
    ("CA", "Penal Code 337w(a)", "AF:R", "unsettled", "counterfeit chips, with no state of mind named"),
    ("CA", "Penal Code 337w(d)/337z(a)(1)", "AF:G(theft)", "unsettled", "a key to a box of money"),
    ("CA", "Penal Code 337.1", "AF:M(i)", "circumstance", "a false representation about a wager, for a reward"),
    ("CA", "Penal Code 337.7", "AF:R", "unsettled", "a genuine credential stands beside a forged one"),
    ("CA", "Penal Code 673", "TORTURE", "unsettled", "cruel punishment and the thumbscrew"),
    ("CA", "Penal Code 673", "CHILD", "unsettled", "the institution may be one for minors"),
    ("MA", "Mass. Gen. Laws ch. 265, § 13C", "AF:B", "unsettled", "the words were not seen, which clears nothing"),
    ("MA", "Mass. Gen. Laws ch. 265, § 21", "AF:F", "unsettled", "confining and putting in fear"),
    ("MA", "Mass. Gen. Laws ch. 265, § 26A", "CHILD", "unsettled", "a child kept from its custodian, or put in danger"),
    ("MA", "Mass. Gen. Laws ch. 268, § 33", "AF:M(i)", "unsettled", "one person passing for another"),
    ("MA", "Mass. Gen. Laws ch. 272, § 105(b)", "CHILD", "unsettled", "the third paragraph: a child"),
)


@pytest.mark.parametrize(
    ("state", "charge", "ground", "expected", "why"), STATES, ids=[f"{row[1]} {row[2]}" for row in STATES]
)
def test_of_california_and_massachusetts(state: str, charge: str, ground: str, expected: str, why: str) -> None:
    assert said_of(state, charge, ground).answer == expected, why


FORMS = (
    ("18 U.S.C. § 351(e)", "with a dangerous weapon", "AF:F", "yes"),
    ("18 U.S.C. § 351(e)", "assault", "AF:F", "no"),
    ("18 U.S.C. § 351(c)", "attempt to kill", "AF:A(murder)", "yes"),
    ("18 U.S.C. § 1366(a)", "damage", "AF:A(murder)", "no"),
    ("18 U.S.C. § 115(a)(1)(B)", "threat to murder", "AF:F", "yes"),
    ("18 U.S.C. § 245(b)(1)", "dangerous weapon", "AF:F", "yes"),
    ("18 U.S.C. § 248(a)(1)", "by physical obstruction", "AF:F", "no"),
    ("18 U.S.C. § 500", "making with intent to defraud", "AF:R", "yes"),
    ("18 U.S.C. § 2332a(a)(2)", "threat of a destructive device", "AF:A(murder)", "no"),
)


@pytest.mark.parametrize(("charge", "form", "ground", "expected"), FORMS)
def test_a_form_that_is_named_answers_for_itself(charge: str, form: str, ground: str, expected: str) -> None:
    assert said_of("US", charge, ground, form=form).answer == expected


TERMS = (
    ("18 U.S.C. § 115(a)(1)(B)", date(2001, 1, 1), {"5 years", "3 years"}),
    ("18 U.S.C. § 115(a)(1)(B)", date(2020, 1, 1), {"10 years", "6 years"}),
    ("18 U.S.C. § 1366(a)", date(2001, 10, 25), {"10 years", "life"}),
    ("18 U.S.C. § 1366(a)", date(2001, 10, 26), {"20 years", "life"}),
    ("18 U.S.C. § 484", date(2000, 1, 1), {"5 years"}),
    ("18 U.S.C. § 756", date(1996, 4, 23), {"1 year"}),
    ("18 U.S.C. § 2332(c)(1)", date(2020, 1, 1), {"10 years"}),
    ("18 U.S.C. § 1623(a)", date(2024, 4, 19), {"5 years"}),
    ("Cal. Health & Safety Code § 12677", date(2014, 12, 31), {"1 year", "3 years"}),
    ("Cal. Health & Safety Code § 12677", date(2015, 1, 1), {"364 days", "3 years"}),
)


@pytest.mark.parametrize(("charge", "day", "expected"), TERMS, ids=[f"{c} {d}" for c, d, _ in TERMS])
def test_a_term_holds_from_its_day(charge: str, day: date, expected: set[str]) -> None:
    found = catalogue().find("CA" if charge.startswith("Cal.") else "US", charge).offenses
    assert {p.maximum for offense in found for p in offense.penalties if p.holds_on(day)} == expected
