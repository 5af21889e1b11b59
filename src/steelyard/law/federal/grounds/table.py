"""The list of the grounds: each with its pinpoint, its test, what more it asks and what it makes of an attempt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from steelyard.law.federal.grounds.conduct import (
    CHAPTERS_OF_SECURITY,
    FOREIGN_AGENTS,
    SERVICE_AND_TRADE_ACTS,
    dangerous_driving,
    death_or_serious_injury,
    drinking,
    drug_conduct,
    entry_aided,
    entry_conduct,
    false_claim,
    false_testimony,
    gambling,
    impaired_driving,
    laundering_conduct,
    marriage_conduct,
    misrepresentation,
    officer_assault,
    security_conduct,
    sex_trade_conduct,
    specified_offense,
    theft_family,
    torture,
    trafficking_conduct,
    unlawful_voting,
)
from steelyard.law.federal.grounds.drugs_and_weapons import (
    arms_trafficking,
    controlled_substance,
    drug_trafficking,
    explosives,
    firearm,
    firearm_offense,
    registered_weapon,
)
from steelyard.law.federal.grounds.family import (
    child_abuse,
    domestic_violence,
    prostitution,
    protection_order,
    stalking,
    trafficking_in_persons,
)
from steelyard.law.federal.grounds.harm import (
    child_pornography,
    murder,
    prostitution_business,
    prostitution_transport,
    ransom,
    rape,
    servitude,
    sexual_abuse,
    violence,
)
from steelyard.law.federal.grounds.justice import (
    failure_to_appear,
    failure_to_serve,
    immigration_papers,
    obstruction,
    reentry,
    security,
    smuggling,
)
from steelyard.law.federal.grounds.property import (
    burglary,
    forgery,
    fraud,
    laundering,
    laundering_inadmissibility,
    racketeering,
    tax_evasion,
    theft,
)
from steelyard.law.federal.grounds.reading import (
    OATHS,
    Context,
    Finding,
    Reading,
    Test,
    Verdict,
    by_split,
    depends,
    no,
    only,
    strongest,
    together,
    unsettled,
)
from steelyard.law.federal.grounds.turpitude import moral_turpitude
from steelyard.logic.errors import RuleError

COMPLETED, DIRECT, UNCERTAIN, ATTEMPT_OF_INTENT = "completed", "direct", "unsettled", "attempt_of_intent"
"""What a ground makes of an attempt and the like: test the completed crime, test it as it is, or leave it open; the last is
the completed crime unless that is a result which needs no more than recklessness."""
ATTEMPT_OF_HARM = "attempt_of_harm"
"""An attempt counts as the whole where what was attempted needs knowledge; of carelessness or of mere danger it is open:
Matter of D. Rodriguez, 28 I&N Dec. 815 (BIA 2024), of an attempt to injure; Marquez Cruz v. Garland, of sexual abuse."""
ASKED_OF_A_CHILD = "asked_of_a_child"
"""To ask a child for a sexual act is abuse by persuasion or enticement, 18 U.S.C. 3509(a)(8), as the Board reads (A): Restrepo v.
Attorney General, 617 F.3d 787 (3d Cir. 2010); Mugalli v. Ashcroft, 258 F.3d 52 (2d Cir. 2001); Gattem v. Gonzales, 412 F.3d 758
(7th Cir. 2005). To ask another for the abuse of a child is outside (U). A conviction need not say who was asked: Commonwealth
v. Hacker, 15 A.3d 333 (Pa. 2011)."""
AID_GIVEN = "aid_given"
"""Asking another for a crime is outside the ground; aid that in fact helped a crime which was committed is open."""

_RESULTS = ("injure", "kill", "endanger", "damage", "burn")
"""Acts that are what came of another act."""
_MEANT = ("attempt", "conspiracy", "solicitation")
"""Stages in which the whole of the crime is meant."""
_CARELESS = frozenset({
    "careless", "carelessly", "depraved", "driving", "gross", "indifference", "involuntary", "neglect", "negligence", "negligent",
    "negligently", "reckless", "recklessly", "recklessness", "vehicular",
})  # fmt: skip
"""Words of a title for a crime that is committed in no other way."""

_INCHOATE = {"attempt": COMPLETED, "conspiracy": COMPLETED}
_DIRECTLY = {"attempt": DIRECT, "conspiracy": DIRECT}
_CONDUCT = dict.fromkeys(("attempt", "conspiracy", "solicitation", "offer", "after_fact"), COMPLETED)
"""Grounds that need no conviction look at what was done, whatever became of it."""
_THROUGH_U = _INCHOATE
"""8 U.S.C. § 1101(a)(43)(U) brings attempts and conspiracies in; solicitation, offer and help afterwards stay out, but for an
offer of drugs, which may be an attempt to pass them on."""
_OF_AN_ORDER = {**_INCHOATE, "solicitation": UNCERTAIN}
"""What the enjoined person did decides, and not of what they were convicted: Matter of Obshatko, 27 I&N Dec. 173 (BIA 2017). To
have another reach the person protected may break the order itself; whether the order was the asker's own no record need say."""
_RELATING = {**_INCHOATE, "solicitation": UNCERTAIN}
"""(K)(i) says "relates to", and (Q), (R), (S) and (T) "relating to", words by which Matter of Zorilla-Vidal, 24 I&N Dec. 768
(BIA 2009), takes in the solicitation of drug crimes; of a brothel, an absence, forgery, bribery or perjury nothing was found."""

_INVOLVING = {**_THROUGH_U, "solicitation": UNCERTAIN}
"""(M)(i) says "involves"; whether another's fraud, solicited with the intent that it be done, is involved was not found decided:
Kawashima v. Holder, 565 U.S. 478, 483-85 (2012), asks that the elements necessarily entail it."""


_OFFENDERS_NAMED = frozenset({"deserter", "escape", "escaped", "prisoner", "prisoners", "sex"})
"""Words of a title that say what the one who is helped has done, or is held for no crime that matters."""


def _rests_on_a_crime(r: Reading, c: Context) -> bool:
    return (r.object("crime") or "derivative" in c.families) and not r.act("threaten", "restrain")


def _crime_is_open(r: Reading, c: Context) -> bool:
    """True for an offense that rests on a crime which its entry does not name: conspiracy, racketeering, armed felonies.

    A threat of a crime needs none, where the act is confinement the crime is one of that kind, and help after a crime is an
    offense apart from it: Matter of Batista-Hernandez, 21 I&N Dec. 955, 959-61 (BIA 1997).
    """
    return _rests_on_a_crime(r, c) and not r.act("help_offender")


def _aid_to_violence(stage: str, r: Reading, c: Context) -> Finding:
    """Criminal facilitation, which asks that the crime aided was committed: 18 U.S.C. 16(a) asks for force as an element,
    and by whom it is used need not matter.

    United States v. Gloss, 661 F.3d 317 (6th Cir. 2011), on facilitation of aggravated robbery in Tennessee and the like words
    of 18 U.S.C. 924(e)(2)(B)(i). To ask for a violent crime that need not follow, as in 18 U.S.C. 373, was one by 16(b) alone,
    which is void, and is neither an attempt nor a conspiracy: Matter of Guerrero, 25 I&N Dec. 631 (BIA 2011).
    """
    if r.act("facilitate") and _rests_on_a_crime(r, c) and "aid" in c.title_words:
        return unsettled(
            "aid to a crime that was committed; whether another's force is an element of it is open (Gloss)"
        )
    return no(f"the ground does not reach {stage}")


@dataclass(frozen=True, slots=True)
class Ground:
    """A federal ground: its name, label and pinpoint, the test, what more it asks, and the leading authorities.

    `stages` says what becomes of an offense that is not complete (a stage that is not named is no match);
    `parts` names the grounds of which this one is the union; `authorities` are keys of ground_authorities.toml. No state
    offense is within a ground that is `federal_alone`. One that is `by_conduct` looks at what was done and not at the
    statute: an offense of which some means are within it may be.
    """

    name: str
    label: str
    cite: str
    test: Test
    requires: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    stages: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    federal_alone: bool = False
    by_conduct: bool = False

    def _may_rest_on_another(self, r: Reading, c: Context) -> bool:
        """Whether a crime that the entry does not name may bring the offense within the ground.

        It is asked as of an agreement on an unnamed crime: that crime may be an attempt, and a federal one where the offense is.
        """
        if self.by_conduct:
            # hindering a prosecution, of whichever crime: 8 U.S.C. 1182(a)(2)(C)(i) names who knowingly assists a trafficker
            hindered = r.act("help_offender") and r.object("investigation", "proceeding", "person")
            of_any_crime = "obstruction" in c.families and not c.families & {"security", "terrorism"}
            return (hindered and of_any_crime and not c.title_words & _OFFENDERS_NAMED) or _rests_on_a_crime(r, c)
        return self._crime_is_open(r, c)

    def _crime_is_open(self, r: Reading, c: Context) -> bool:
        """Whether the crime that is not named may be one of the ground's: no state's is one under a listed federal section."""
        return _crime_is_open(r, c) and (c.is_federal or not self.federal_alone)

    def of_what_is_meant(self, found: Finding, stage: str, whole: Reading, c: Context) -> Finding:
        """Who attempts, agrees on or asks for something means it, though recklessness is enough for the completed crime.

        Of a sexual act: Cabeda v. Attorney General, 971 F.3d 165 (3d Cir. 2020), clears the completed crime for that recklessness
        alone. Of an injury that may be caused on purpose or recklessly: nobody attempts the reckless way, State v. Smith, 21 Or.
        App. 270 (1975); Gill and Knapik are about sections that know no other. An entry has the least alone, so that its title
        tells whether it does.
        """
        if found.verdict is not Verdict.NO or not (stage != "attempt" or c.is_charged_attempt) or stage not in _MEANT:
            return found
        if whole.act("sexual_act", "sexual_contact") and not whole.mind("knowledge"):
            of_purpose = whole.with_(mind="knowledge")
        elif whole.act("injure") and whole.is_("mind", "recklessness") and not c.title_words & _CARELESS:
            of_purpose = whole.with_(mind="knowledge", mind_harm="knowledge")
        else:
            return found
        if_meant = self.test(of_purpose, c)
        if if_meant.verdict is Verdict.NO:
            return found
        return unsettled(
            "what is tried or agreed on is meant, which it need not be in the completed crime", if_meant.kind
        )

    def _attempt_of_recklessness(self, whole: Reading, c: Context) -> Finding | None:
        """What becomes of an attempt at a result that nobody need mean; None where the crime is none of that kind.

        Who attempts something means it. To attempt a result that comes of recklessness is therefore no state of mind at all:
        Gill v. INS, 420 F.3d 82 (2d Cir. 2005); Knapik v. Ashcroft, 384 F.3d 84 (3d Cir. 2004). Of an act, such as a
        threat, an attempt means the act, whatever mind the completed crime asks for: People v. Campbell, 72 N.Y.2d 602 (1988),
        against People v. Saunders, 85 N.Y.2d 339 (1995). Where the act is meant and what comes of it is not, the two decisions
        do not tell.
        """
        # what is done for a purpose, as a burglary is, needs more than recklessness, whatever the mind to the harm
        if whole.mind_harm("knowledge") or whole.has("purpose"):
            return None
        is_careless = not whole.mind("knowledge")
        of_a_result = whole.act(*_RESULTS) or (is_careless and whole.act("touch"))
        if not (of_a_result or whole.has("harm") or whole.has("risk")):
            return None
        act = whole.without("harm").without("risk").without("mind_harm").with_(mind="intent")
        if not is_careless or (not of_a_result and self.test(act, c).verdict is not Verdict.NO):
            return unsettled(
                "an attempt whose act is meant and whose result is not; Gill and Knapik speak of recklessness alone"
            )
        if not c.title_words & _CARELESS:
            return unsettled(
                "an attempt of a result that may be caused on purpose too, which Gill and Knapik do not tell"
            )
        return no("an attempt of a result that needs no more than recklessness shows no state of mind (Gill; Knapik)")

    def find(self, r: Reading, c: Context) -> Finding:
        """What the ground says of one combination, its stage and an underlying crime taken into account.

        What the entry says by itself goes before, of a part too: the whole is no surer than its parts.
        """
        if (said := c.entry_says(self.name)) is not None:
            return said
        stage = r.words.get("stage")
        if self.parts:
            return self.test(r, c)
        if stage is None:
            found = self.test(r, c)
            if found.verdict is Verdict.NO and self._may_rest_on_another(r, c):
                return depends("a crime that the entry does not fix decides")
            return found
        if stage == "attempt" and r.act("kill") and r.mind("extreme"):
            # Whoever attempts to kill must intend it, though the completed crime asks for less: Braxton v. United States,
            # 500 U.S. 344, 351 n.* (1991); Matter of Cervantes Nunez, 27 I&N Dec. 238, 241-44 (BIA 2018)
            r = r.with_(mind="intent", mind_harm="intent")
        how = self.stages.get(stage, "")
        if how == AID_GIVEN:
            return _aid_to_violence(stage, r, c)
        if not how:
            return no(f"the ground does not reach {stage.replace('_', ' ')}")
        whole = r.without("stage")
        found = self.test(whole, c)
        # a listed section needs no other crime, and a fact that decides of every crime is asked whichever it is
        if self._may_rest_on_another(whole, c) and found.verdict not in {Verdict.YES, Verdict.CIRCUMSTANCE}:
            found = depends("a crime that the entry does not fix decides")
        elif how == DIRECT:
            return self.of_what_is_meant(self.test(r, c), stage, whole, c)
        found = self.of_what_is_meant(found, stage, whole, c)
        if found.verdict is Verdict.NO:
            return found
        if how == ASKED_OF_A_CHILD:
            if found.verdict is Verdict.DEPENDS:
                return no(f"the ground does not reach {stage}")
            return unsettled(
                "the child itself may be asked, which is abuse by persuasion (Restrepo; Mugalli)", found.kind
            )
        if how == ATTEMPT_OF_INTENT and c.is_charged_attempt and not _crime_is_open(whole, c):
            impossible = self._attempt_of_recklessness(whole, c)
            if impossible is not None:
                tried = replace(found, reason=f"{stage} of: {found.reason}")
                return by_split(c, "attempt_of_a_reckless_crime", tried, impossible)
        if how == ATTEMPT_OF_HARM:
            is_meant = whole.mind("knowledge") and whole.mind_harm("knowledge") and not whole.has("risk")
            how = COMPLETED if is_meant else UNCERTAIN
        if how in {COMPLETED, ATTEMPT_OF_INTENT, DIRECT}:
            through = ", through § 1101(a)(43)(U)" if self.name.startswith("AF:") else ""
            return replace(found, reason=f"{stage} of: {found.reason}{through}")
        if how == UNCERTAIN:
            return unsettled(f"{stage}: the ground does not speak of it; completed it would match", found.kind)
        return found if c.split(how) else no(f"{stage} is not reached here")


_TERM = ("term imposed of at least 1 year",)
_FAMILY_EXCEPTION = "not a first offense to help only a spouse, child or parent"


def _af(letter: str) -> str:
    return "8 U.S.C. § 1101(a)(43)" + letter + "; INA § 101(a)(43)" + letter


def _parts_test(*names: str) -> Test:
    def test(r: Reading, c: Context) -> Finding:
        return together(replace(f, kind=name) for name in names for f in [GROUNDS[name].find(r, c)])

    return test


def _unfinished(r: Reading, c: Context) -> Finding:
    fraud_ = replace(GROUNDS["AF:U(fraud)"].find(r, c), kind="AF:U(fraud)")
    if r.has("stage"):
        return strongest([fraud_, _unfinished_of(AGGRAVATED_FELONIES, r, c)])
    if _crime_is_open(r, c):
        return strongest(
            [fraud_, depends("a crime that the entry does not fix decides, an attempt or agreement if it is one")]
        )
    if r.act("accost") and r.purpose("sexual") and r.has("age") and sexual_abuse(r, c).verdict is not Verdict.NO:
        # Hernandez-Alvarez v. Gonzales, 432 F.3d 763, 765-67 (7th Cir. 2005): to solicit a child is an attempt at its abuse
        asked = unsettled("a minor approached for a sexual act, which may be an attempt at abuse (Hernandez-Alvarez)")
        return strongest([fraud_, replace(asked, kind="AF:A(sexual_abuse)")])
    return fraud_


def _unfinished_of(grounds: Iterable[str], r: Reading, c: Context) -> Finding:
    """An attempt or conspiracy whose crime is within one of these grounds."""
    if not r.is_("stage", "attempt", "conspiracy"):
        return no("neither an attempt nor a conspiracy")
    whole = r.without("stage")
    if _crime_is_open(whole, c):
        return depends(f"{r.words['stage']} of a crime that the entry does not fix: that crime decides")
    stage = r.words["stage"]
    found = strongest(
        replace(f, kind=name)
        for name in grounds
        for f in [GROUNDS[name].of_what_is_meant(GROUNDS[name].find(whole, c), stage, whole, c)]
    )
    return replace(found, reason=f"{stage} of: {found.reason}") if found.verdict is not Verdict.NO else found


def unfinished_violence(r: Reading, c: Context) -> Finding:
    """(U) with (F): an attempt or conspiracy to commit a crime of violence."""
    return replace(_unfinished_of(("AF:F",), r, c), kind="")


def unfinished_fraud(r: Reading, c: Context) -> Finding:
    """(U) with (M): a fraud, deceit or evasion of tax tried or agreed on; the loss that was meant decides (Matter of S-I-K-).

    An offense that is complete without a loss, such as a false claim, is an attempt at one where it failed: Matter of Onyido,
    22 I&N Dec. 552 (BIA 1999) (en banc); so is a signature or a paper got by deceit, with the loss still to come. To make or hold
    what is to be used need not be a step toward it: Sui v. INS, 250 F.3d 105 (2d Cir. 2001).
    """
    if r.has("stage"):
        return replace(_unfinished_of(("AF:M(i)", "AF:M(ii)"), r, c), kind="")
    found = c.entry_says("AF:M(i)") or fraud(r, c)
    if found.verdict is Verdict.NO or found.verdict is Verdict.MISSING:
        return found
    a_paper = r.act("take") and r.object("other") and r.is_("consent", "by_deceit") and r.purpose("defraud")
    if r.act("take") and not a_paper:
        return no("what was got is the loss, and no more was tried")
    if not a_paper and not r.act(*OATHS, "lie", "use", "use_identity"):
        return unsettled("what makes a fraud possible; whether that is an attempt at it is open (Sui)")
    return replace(
        found, reason=f"{found.reason}; complete without a loss, and an attempt at the loss that was meant (Onyido)"
    )


_LIST = (
    Ground("AF:A(murder)", "murder", _af("(A)"), murder, authorities=("m_w",), stages=_THROUGH_U),
    Ground("AF:A(rape)", "rape", _af("(A)"), rape, authorities=("keeley",), stages=_THROUGH_U),
    Ground("AF:A(sexual_abuse)", "sexual abuse of a minor", _af("(A)"), sexual_abuse,
           authorities=("esquivel_quintana", "rodriguez_rodriguez"),
           stages={**_THROUGH_U, "solicitation": ASKED_OF_A_CHILD}),
    Ground("AF:B", "drug trafficking", _af("(B)"), drug_trafficking, authorities=("lopez", "moncrieffe", "l_g_h"),
           stages={**_THROUGH_U, "offer": "offer_as_trafficking"}),
    Ground("AF:C", "trafficking in firearms or explosives", _af("(C)"), arms_trafficking, stages=_THROUGH_U),
    Ground("AF:D", "money laundering", _af("(D)"), laundering, ("amount of the funds over $10,000",),
           stages=_THROUGH_U),
    Ground("AF:E(i)", "explosives and arson", _af("(E)(i)"), explosives, authorities=("torres",), stages=_THROUGH_U),
    Ground("AF:E(ii)", "firearms offenses", _af("(E)(ii)"), firearm_offense, authorities=("chairez",),
           stages=_THROUGH_U),
    Ground("AF:E(iii)", "registered weapons", _af("(E)(iii)"), registered_weapon, stages=_THROUGH_U),
    Ground("AF:F", "crime of violence", _af("(F)") + "; 18 U.S.C. § 16(a)", violence,
           (*_TERM, "not a purely political offense"),
           ("leocal", "johnson", "castleman", "dimaya", "stokeling", "borden", "taylor_2022", "delligatti"),
           stages={"attempt": DIRECT, "solicitation": AID_GIVEN}),
    Ground("AF:G(theft)", "theft or receipt of stolen property", _af("(G)"), theft, _TERM,
           ("garcia_madruga", "duenas_alvarez", "vaca_tellez", "ngaeth"), stages=_THROUGH_U),
    Ground("AF:G(burglary)", "burglary", _af("(G)"), burglary, _TERM, ("taylor_1990", "stitt", "quarles"),
           stages=_THROUGH_U),
    Ground("AF:H", "ransom", _af("(H)"), ransom, stages=_THROUGH_U),
    Ground("AF:I", "child pornography", _af("(I)"), child_pornography, stages=_THROUGH_U),
    Ground("AF:J", "racketeering or gambling", _af("(J)"), racketeering,
           ("a possible sentence of 1 year or more",), stages=_THROUGH_U),
    Ground("AF:K(i)", "prostitution business", _af("(K)(i)"), prostitution_business, authorities=("ding", "prus"),
           stages=_RELATING),
    Ground("AF:K(ii)", "transport for prostitution", _af("(K)(ii)"), prostitution_transport,
           ("committed for commercial advantage",), stages=_THROUGH_U),
    Ground("AF:K(iii)", "servitude and trafficking in persons", _af("(K)(iii)"), servitude, stages=_THROUGH_U),
    Ground("AF:L", "national security", _af("(L)"), security, stages=_THROUGH_U,
           federal_alone=True),
    Ground("AF:M(i)", "fraud or deceit", _af("(M)(i)"), fraud,
           ("loss to the victims over $10,000, tied to the count of conviction",), ("nijhawan", "kawashima"),
           stages=_INVOLVING),
    Ground("AF:M(ii)", "tax evasion", _af("(M)(ii)"), tax_evasion, ("revenue loss over $10,000",), stages=_THROUGH_U),
    Ground("AF:N", "alien smuggling", _af("(N)"), smuggling, (_FAMILY_EXCEPTION,), stages=_THROUGH_U),
    Ground("AF:O", "re-entry after an aggravated felony", _af("(O)"), reentry,
           ("an earlier deportation on the basis of an aggravated felony",), stages=_THROUGH_U, federal_alone=True),
    Ground("AF:P", "false passports and immigration papers", _af("(P)"), immigration_papers,
           ("term imposed of at least 12 months", _FAMILY_EXCEPTION), stages=_THROUGH_U),
    Ground("AF:Q", "failure to appear to serve a sentence", _af("(Q)"), failure_to_serve,
           ("underlying offense punishable by 5 years or more",), stages=_RELATING),
    Ground("AF:R", "forgery, counterfeiting, commercial bribery", _af("(R)"), forgery, _TERM,
           ("vizcarra_ayala", "gruenangerl", "richards", "drakes", "morales_alegria"), stages=_RELATING),
    Ground("AF:S", "obstruction of justice, perjury", _af("(S)"), obstruction, _TERM, ("pugin",),
           stages={**_RELATING, "after_fact": DIRECT}),
    Ground("AF:T", "failure to appear in court", _af("(T)"), failure_to_appear,
           ("a court order to answer a felony charge for which 2 years or more may be imposed",), stages=_RELATING),
    Ground("CIMT", "crime involving moral turpitude",
           "8 U.S.C. §§ 1182(a)(2)(A)(i)(I), 1227(a)(2)(A)(i)-(ii); INA §§ 212(a)(2)(A)(i)(I), 237(a)(2)(A)(i)-(ii)",
           moral_turpitude,
           authorities=("silva_trevino_iii", "de_george", "diaz_lizarraga", "j_g_d_f", "s_tools", "solon", "wu", "danesh",
                        "ajami", "ortega_lopez", "cortes_medina", "khourn", "gonzalez_romo", "vo"),
           stages={"attempt": ATTEMPT_OF_INTENT, "conspiracy": COMPLETED, "solicitation": COMPLETED, "offer": COMPLETED}),
    Ground("CS", "controlled substance offense",
           "8 U.S.C. §§ 1182(a)(2)(A)(i)(II), 1227(a)(2)(B)(i); INA §§ 212(a)(2)(A)(i)(II), 237(a)(2)(B)(i)",
           controlled_substance,
           ("for deportability: not a single possession of 30 grams or less of marijuana for one's own use",),
           ("mellouli", "navarro_guadarrama", "coronado_durazo", "zorilla_vidal"),
           stages={**_INCHOATE, "offer": COMPLETED, "solicitation": "solicitation_relates_to_drugs"}),
    Ground("FIREARM", "firearm offense", "8 U.S.C. § 1227(a)(2)(C); INA § 237(a)(2)(C)", firearm,
           authorities=("moncrieffe", "chairez"), stages={**_INCHOATE, "offer": COMPLETED}),
    Ground("DV", "crime of domestic violence", "8 U.S.C. § 1227(a)(2)(E)(i); INA § 237(a)(2)(E)(i)",
           domestic_violence, ("a victim in a protected relation",), ("h_estrada", "dimaya", "borden"),
           stages={"attempt": DIRECT, "solicitation": AID_GIVEN}),
    Ground("CHILD", "child abuse, neglect or abandonment", "8 U.S.C. § 1227(a)(2)(E)(i); INA § 237(a)(2)(E)(i)",
           child_abuse, authorities=("velazquez_herrera", "soram", "aguilar_barajas", "d_rodriguez", "marquez_cruz"),
           stages={"attempt": ATTEMPT_OF_HARM, "conspiracy": UNCERTAIN, "solicitation": UNCERTAIN, "offer": UNCERTAIN}),
    Ground("STALK", "stalking", "8 U.S.C. § 1227(a)(2)(E)(i); INA § 237(a)(2)(E)(i)", stalking,
           authorities=("sanchez_lopez",),
           stages={"attempt": UNCERTAIN, "conspiracy": UNCERTAIN, "solicitation": UNCERTAIN}),
    Ground("DVPO", "violation of a protection order", "8 U.S.C. § 1227(a)(2)(E)(ii); INA § 237(a)(2)(E)(ii)",
           protection_order, ("the part of the order that protects against threats, harassment or injury was broken",),
           ("obshatko", "medina_jimenez"), stages=_OF_AN_ORDER),
    Ground("PROST", "prostitution", "8 U.S.C. § 1182(a)(2)(D); INA § 212(a)(2)(D)", prostitution,
           authorities=("kepilino", "gonzalez_zoquiapan"), stages={**_INCHOATE, "solicitation": UNCERTAIN}),
    Ground("TRAFFICKING", "trafficking in persons", "8 U.S.C. § 1182(a)(2)(H); INA § 212(a)(2)(H)",
           trafficking_in_persons, stages={"conspiracy": COMPLETED, "attempt": UNCERTAIN}),
    Ground("LAUNDERING", "money laundering (inadmissibility)", "8 U.S.C. § 1182(a)(2)(I); INA § 212(a)(2)(I)",
           laundering_inadmissibility, stages={"conspiracy": COMPLETED, "attempt": UNCERTAIN}),
    Ground("DRUG_CONDUCT", "conduct with drugs (reason to believe in trafficking)",
           "8 U.S.C. § 1182(a)(2)(C); INA § 212(a)(2)(C)", drug_conduct, stages=_CONDUCT, by_conduct=True),
    Ground("SEX_TRADE_CONDUCT", "conduct in the sex trade (prostitution or procuring)",
           "8 U.S.C. § 1182(a)(2)(D); INA § 212(a)(2)(D)", sex_trade_conduct, authorities=("gonzalez_zoquiapan",),
           stages=_CONDUCT, by_conduct=True),
    Ground("TRAFFICKING_CONDUCT", "conduct that may be trafficking in persons (reason to believe)",
           "8 U.S.C. § 1182(a)(2)(H); INA § 212(a)(2)(H)", trafficking_conduct, stages=_CONDUCT, by_conduct=True),
    Ground("LAUNDERING_CONDUCT", "conduct with money (reason to believe in laundering)",
           "8 U.S.C. § 1182(a)(2)(I); INA § 212(a)(2)(I)", laundering_conduct, stages=_CONDUCT, by_conduct=True),
    Ground("FALSE_CLAIM", "false claim to citizenship",
           "8 U.S.C. §§ 1182(a)(6)(C)(ii), 1227(a)(3)(D); INA §§ 212(a)(6)(C)(ii), 237(a)(3)(D)", false_claim,
           authorities=("barcenas_barrera",), stages=_CONDUCT, by_conduct=True),
    Ground("CITIZENSHIP_CLAIM", "a claim to citizenship by the terms of the section",
           "8 U.S.C. §§ 1182(a)(6)(C)(ii), 1227(a)(3)(D); INA §§ 212(a)(6)(C)(ii), 237(a)(3)(D)",
           only("18.911", "18.1015.e", "18.1015.f"), stages=_CONDUCT, federal_alone=True),
    Ground("ENTRY_AIDED", "knowing help for another's entry against the law",
           "8 U.S.C. §§ 1182(a)(6)(E)(i), 1227(a)(1)(E)(i); INA §§ 212(a)(6)(E)(i), 237(a)(1)(E)(i)", entry_aided,
           authorities=("martinez_serrano", "parra_rojas"), stages={"attempt": UNCERTAIN}),
    Ground("ENTRY_CONDUCT", "conduct that may have helped another to enter",
           "8 U.S.C. §§ 1182(a)(6)(E)(i), 1227(a)(1)(E)(i); INA §§ 212(a)(6)(E)(i), 237(a)(1)(E)(i)", entry_conduct,
           authorities=("martinez_serrano", "parra_rojas"), stages=_CONDUCT, by_conduct=True),
    Ground("SHAM_MARRIAGE", "a marriage made to evade the immigration laws (8 U.S.C. § 1325(c))",
           "8 U.S.C. § 1154(c); INA § 204(c)", only("8.1325.c"), stages=_INCHOATE, federal_alone=True),
    Ground("MARRIAGE_CONDUCT", "conduct that may be a marriage made to evade the immigration laws",
           "8 U.S.C. §§ 1154(c), 1227(a)(1)(G); INA §§ 204(c), 237(a)(1)(G)", marriage_conduct, stages=_CONDUCT,
           by_conduct=True),
    Ground("MISREPRESENTATION_CONDUCT", "conduct that may be fraud or misrepresentation for an immigration benefit",
           "8 U.S.C. § 1182(a)(6)(C)(i); INA § 212(a)(6)(C)(i)", misrepresentation, stages=_CONDUCT, by_conduct=True),
    Ground("FALSE_TESTIMONY_CONDUCT", "conduct that may be false testimony for an immigration benefit",
           "8 U.S.C. § 1101(f)(6); INA § 101(f)(6)", false_testimony, stages=_CONDUCT, by_conduct=True),
    Ground("TORTURE", "criminal acts involving torture", "8 U.S.C. § 1182(h); INA § 212(h)", torture, stages=_INCHOATE),
    Ground("UNLAWFUL_VOTING", "a vote against the law",
           "8 U.S.C. §§ 1182(a)(10)(D), 1227(a)(6); INA §§ 212(a)(10)(D), 237(a)(6)", unlawful_voting, stages=_CONDUCT,
           by_conduct=True),
    Ground("DANGEROUS_DRIVING", "dangerous driving (particularly serious crime)",
           "8 U.S.C. § 1158(b)(2)(A)(ii); INA § 208(b)(2)(A)(ii)", dangerous_driving, stages=_CONDUCT, by_conduct=True),
    Ground("IMPAIRED_DRIVING", "driving while impaired (good moral character)",
           "8 U.S.C. § 1101(f); INA § 101(f)", impaired_driving, stages=_CONDUCT),
    Ground("GAMBLING", "gambling (good moral character)", "8 U.S.C. § 1101(f)(5); INA § 101(f)(5)", gambling,
           stages=_CONDUCT),
    Ground("DRINKING", "drinking (good moral character)", "8 U.S.C. § 1101(f)(1); INA § 101(f)(1)", drinking,
           authorities=("ledezma_cosino",), stages=_CONDUCT, by_conduct=True),
    Ground("FAILURE_TO_REGISTER", "failure to register as a sex offender (18 U.S.C. § 2250)",
           "8 U.S.C. § 1227(a)(2)(A)(v); INA § 237(a)(2)(A)(v)", only("18.2250"), federal_alone=True),
    Ground("HIGH_SPEED_FLIGHT", "flight from an immigration checkpoint (18 U.S.C. § 758)",
           "8 U.S.C. § 1227(a)(2)(A)(iv); INA § 237(a)(2)(A)(iv)", only("18.758"), federal_alone=True),
    Ground("DOCUMENT_FRAUD", "false registration, foreign agents, and visa and entry paper fraud",
           "8 U.S.C. § 1227(a)(3)(B); INA § 237(a)(3)(B)", only("8.1306.c", *FOREIGN_AGENTS, "18.1546"), stages=_INCHOATE,
           federal_alone=True),
    Ground("MISCELLANEOUS", "security, travel and service offenses", "8 U.S.C. § 1227(a)(2)(D); INA § 237(a)(2)(D)",
           only(*CHAPTERS_OF_SECURITY, "18.871", "18.960", "8.1185", "8.1328", *SERVICE_AND_TRADE_ACTS),
           ("for chapters 37, 105 and 115 of title 18: a possible term of 5 years or more",), stages=_INCHOATE,
           federal_alone=True),
    Ground("SECURITY_CONDUCT", "conduct that may be a security or terrorist ground",
           "8 U.S.C. §§ 1182(a)(3), 1227(a)(4); INA §§ 212(a)(3), 237(a)(4)", security_conduct, stages=_CONDUCT,
           by_conduct=True),
    Ground("MINOR_SPECIFIED", "specified offense against a minor",
           "34 U.S.C. § 20911(7); 8 U.S.C. § 1154(a)(1)(A)(viii); INA § 204(a)(1)(A)(viii)", specified_offense,
           authorities=("introcaso",), by_conduct=True,
           stages={**_INCHOATE, "solicitation": COMPLETED}),
    Ground("THEFT_FAMILY", "burglary, theft, larceny or shoplifting (detention)",
           "8 U.S.C. § 1226(c)(1)(E)(ii), (c)(2); INA § 236(c)(1)(E)(ii), (c)(2)", theft_family,
           stages={"attempt": UNCERTAIN, "conspiracy": UNCERTAIN, "solicitation": UNCERTAIN,
                   "after_fact": UNCERTAIN}),
    Ground("OFFICER_ASSAULT", "assault of a law enforcement officer (detention)",
           "8 U.S.C. § 1226(c)(1)(E)(ii), (c)(2); INA § 236(c)(1)(E)(ii), (c)(2)", officer_assault,
           stages={"attempt": UNCERTAIN, "conspiracy": UNCERTAIN, "solicitation": UNCERTAIN}),
    Ground("DEATH_OR_SERIOUS_INJURY", "a crime resulting in death or serious bodily injury (detention)",
           "8 U.S.C. § 1226(c)(1)(E)(ii), (c)(2); INA § 236(c)(1)(E)(ii), (c)(2)", death_or_serious_injury,
           ("death or serious bodily injury to another resulted",),
           stages=_CONDUCT),
)  # fmt: skip

_UNIONS = {
    "AF:A": ("murder, rape, or sexual abuse of a minor", "(A)"),
    "AF:E": ("explosives and firearms offenses", "(E)"),
    "AF:G": ("theft or burglary", "(G)"),
    "AF:K": ("prostitution business, transport, trafficking in persons", "(K)"),
    "AF:M": ("fraud, deceit or tax evasion", "(M)"),
}

AGGRAVATED_FELONIES: tuple[str, ...] = tuple(ground.name for ground in _LIST if ground.name.startswith("AF:"))
"""The clauses of 8 U.S.C. § 1101(a)(43)(A)-(T), in order."""


def _union(name: str, label: str, letter: str) -> Ground:
    parts = tuple(part for part in AGGRAVATED_FELONIES if part.startswith(name + "("))
    return Ground(name, label, _af(letter), _parts_test(*parts), parts=parts)


_ANY_LETTER = (*AGGRAVATED_FELONIES, "AF:U")

GROUNDS: Mapping[str, Ground] = MappingProxyType(
    {
        **{ground.name: ground for ground in _LIST},
        **{name: _union(name, label, letter) for name, (label, letter) in _UNIONS.items()},
        "AF:U(violence)": Ground(
            "AF:U(violence)",
            "attempt or conspiracy to commit a crime of violence",
            _af("(U)"),
            unfinished_violence,
            _TERM,
            stages=_DIRECTLY,
        ),
        "AF:U(fraud)": Ground(
            "AF:U(fraud)",
            "attempt or conspiracy to defraud",
            _af("(U)"),
            unfinished_fraud,
            ("a loss to the victims over $10,000 that was meant, tied to the count of conviction",),
            ("s_i_k", "onyido", "sui"),
            stages=_DIRECTLY,
        ),
        "AF:U": Ground(
            "AF:U",
            "attempt or conspiracy",
            _af("(U)"),
            _unfinished,
            parts=(*AGGRAVATED_FELONIES, "AF:U(violence)", "AF:U(fraud)"),
        ),
        "AF": Ground(
            "AF", "aggravated felony", _af(""), _parts_test(*_ANY_LETTER), authorities=("reyes",), parts=_ANY_LETTER
        ),
    }
)
"""Every ground by name."""

_ALIASES = {
    "AF:A(MURDER)": "AF:A(murder)",
    "AF:A(RAPE)": "AF:A(rape)",
    "AF:A(SEXUAL_ABUSE)": "AF:A(sexual_abuse)",
    "AF:A(SEXUAL ABUSE OF A MINOR)": "AF:A(sexual_abuse)",
    "AF:A(SEXUAL ABUSE)": "AF:A(sexual_abuse)",
    "AF:A(SAM)": "AF:A(sexual_abuse)",
    "AF:G(THEFT)": "AF:G(theft)",
    "AF:G(RECEIVING)": "AF:G(theft)",
    "AF:G(BURGLARY)": "AF:G(burglary)",
}


def ground_named(name: str) -> Ground:
    """The ground of that name, however its letters are written. Raises RuleError (SY-E003) for one that is not there."""
    plain = name.strip()
    for candidate in (plain, plain.upper(), _ALIASES.get(plain.upper(), ""), plain[:4].upper() + plain[4:].lower()):
        if candidate in GROUNDS:
            return GROUNDS[candidate]
    raise RuleError("SY-E003", f"{name!r} is no ground", right="one of " + ", ".join(names_of_grounds()))


def is_ground(name: str) -> bool:
    """True for the name of a ground."""
    try:
        ground_named(name)
    except RuleError:
        return False
    return True


def names_of_grounds() -> tuple[str, ...]:
    """Every name of a ground, in the order of the statute."""
    return tuple(sorted(GROUNDS, key=lambda name: (not name.startswith("AF"), name)))
