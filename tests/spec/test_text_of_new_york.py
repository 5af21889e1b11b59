"""Answers on New York's sections that an entry once cleared because it left out a way of its text, each with that way."""

from __future__ import annotations

import pytest

from steelyard.catalog.find import catalogue

from .made_up import said_of


@pytest.mark.parametrize(
    ("charge", "ground", "answer", "why"),
    [
        (
            "Penal Law § 120.04",
            "CIMT",
            "unsettled",
            "(2): to know of the suspension, as in Matter of Vucetic, 28 I&N Dec. 276",
        ),
        ("Penal Law § 125.13", "CIMT", "unsettled", "(2): to know of the suspension"),
        ("Penal Law § 120.04", "DRINKING", "yes", "the crime of § 120.03 is an element, and drink one of its ways"),
        ("Penal Law § 120.60(1)", "AF:F", "unsettled", "intentionally or recklessly"),
        ("Penal Law § 120.60(1)", "CHILD", "unsettled", "after § 120.55(4), of a child under fourteen"),
        ("Penal Law § 120.55", "CHILD", "unsettled", "(4), of a child under fourteen"),
        ("Penal Law § 125.25(3)", "AF:F", "unsettled", "in a robbery, among other felonies"),
        ("Penal Law § 125.25(3)", "AF:G(theft)", "unsettled", "in a robbery"),
        ("Penal Law § 125.25(3)", "CHILD", "unsettled", "in sexual abuse in the first degree"),
        ("Penal Law § 125.27", "OFFICER_ASSAULT", "unsettled", "(1)(a)(i), of a police officer"),
        ("Penal Law § 125.27", "AF:S", "unsettled", "(1)(a)(v), of a witness"),
        ("Penal Law § 125.27", "SECURITY_CONDUCT", "unsettled", "(1)(a)(xiii), in furtherance of terrorism"),
        ("Penal Law § 120.13", "DVPO", "divisible", "the crime of § 120.14(3) breaks an order of protection"),
        ("Penal Law § 230.33", "AF:F", "unsettled", "by force or intimidation"),
        ("Penal Law § 230.30(1)", "DV", "unsettled", "by force or intimidation"),
        ("Penal Law § 135.65(2)", "AF:F", "divisible", "coercion by fear of injury, § 135.60(1)"),
        ("Penal Law § 145.05(1)", "AF:F", "unsettled", "the vehicle of another damaged on purpose, as in (2)"),
        ("Penal Law § 150.20", "FIREARM", "unsettled", "an incendiary device or an explosive"),
        ("Penal Law § 150.20", "SECURITY_CONDUCT", "yes", "an explosive used against property"),
        ("Penal Law § 155.30(6)", "AF:F", "unsettled", "fear of physical injury, § 155.05(2)(e)(i)"),
        ("Penal Law § 155.40(2)", "AF:F", "unsettled", "(a), fear of physical injury"),
        ("Penal Law § 165.15(1)", "AF:U", "unsettled", "obtains or attempts to obtain"),
        ("Penal Law § 165.15(3)", "AF:F", "unsettled", "by force or intimidation"),
        ("Penal Law § 165.15(3)", "AF:M(i)", "unsettled", "by deception"),
        ("Penal Law § 165.15(4)", "AF:M(i)", "unsettled", "by a misrepresentation of fact known to be false"),
        ("Penal Law § 195.05", "OFFICER_ASSAULT", "unsettled", "by physical force toward a public servant"),
        ("Penal Law § 195.05", "AF:F", "unsettled", "by physical force"),
        ("Penal Law § 200.04(1)", "AF:S", "unsettled", "a bribe in the prosecution of a person"),
        ("Penal Law § 205.65", "AF:F", "unsettled", "§ 205.50, whose ways were not read, may have force among them"),
        ("Penal Law § 215.10", "AF:U", "divisible", "induces or attempts to induce"),
        ("Penal Law § 215.40(2)", "AF:F", "unsettled", "employing force against any person"),
        ("Penal Law § 215.51(b)(ii)", "AF:F", "unsettled", "fear of injury by a course of conduct, as in § 120.14(2)"),
        ("Penal Law § 215.51(d)", "AF:F", "unsettled", "intentionally or recklessly damages property"),
        ("Penal Law § 215.52(1)", "AF:F", "unsettled", "intentionally or recklessly causes physical injury"),
        ("Penal Law § 215.52(1)", "DV", "unsettled", "intentionally or recklessly"),
        ("Penal Law § 215.52(1)", "DVPO", "circumstance", "and it stays a violation of the order"),
        ("Penal Law § 215.52(3)", "AF:F", "divisible", "the crime of § 215.51(b)(i) or (vi) is an element"),
        ("Penal Law § 215.52(3)", "CIMT", "divisible", "the crime of § 215.51(b)(i) is an element"),
        ("Penal Law § 120.05(14)", "AF:S", "unsettled", "a process server hurt to prevent the service"),
        ("Penal Law § 220.50(2)", "CS", "unsettled", "any narcotic drug or stimulant, and the stimulants are open"),
        ("Penal Law § 220.50(2)", "AF:B", "unsettled", "possesses or sells, 21 U.S.C. § 863(a)(1)"),
        ("Penal Law § 240.60", "AF:E(i)", "unsettled", "a false report of fire or explosion, 18 U.S.C. § 844(e)"),
        ("Penal Law § 260.21", "CHILD", "unsettled", "a child under sixteen, or under eighteen, is the victim"),
        ("Penal Law § 265.02(1)", "CIMT", "unsettled", "after § 265.01(2), held to be used unlawfully against another"),
        ("Penal Law § 135.25", "AF:A(murder)", "unsettled", "(3): the person abducted dies, 18 U.S.C. § 1111(a)"),
        ("Penal Law § 490.20", "SECURITY_CONDUCT", "yes", "a threat meant to intimidate a population"),
    ],
)
def test_a_way_that_the_text_gives_is_not_cleared(charge: str, ground: str, answer: str, why: str) -> None:
    assert said_of("NY", f"N.Y. {charge}", ground).answer == answer, why


@pytest.mark.parametrize(
    ("identity", "grades"),
    [
        # N.Y. Penal Law §§ 470.05 to 470.15: each stood one class too low, the least as a misdemeanor
        ("ny.pl.470.05", {("felony", "4 years")}),
        ("ny.pl.470.10.1", {("felony", "7 years")}),
        ("ny.pl.470.15", {("felony", "15 years")}),
        # § 120.70: the class of the offense intended
        ("ny.pl.120.70", {("felony", "4 years"), ("felony", "7 years"), ("felony", "15 years")}),
        # N.Y. Veh. & Traf. Law § 1193(1)(a), (d): a crime after two convictions, and in a taxicab, livery or truck
        (
            "ny.vtl.1192.1",
            {
                ("infraction", "15 days"),
                ("infraction", "30 days"),
                ("misdemeanor", "180 days"),
                ("misdemeanor", "364 days"),
                ("misdemeanor", "1 year"),
            },
        ),
    ],
)
def test_a_grade_that_the_text_gives_is_there(identity: str, grades: set[tuple[str, str]]) -> None:
    (offense,) = catalogue().offenses.find(identity)
    assert {(one.level, one.maximum) for one in offense.penalties} == grades
