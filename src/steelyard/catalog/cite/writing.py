"""Citations as the courts of each jurisdiction write them, from the catalogue's names of codes and sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping

CALIFORNIA_CODES = {
    "pen": ("Penal", ("PC",), r"PEN(?:AL)?|P\.?\s?C\.?"),
    "veh": ("Veh.", ("VC",), r"VEH(?:ICLE)?|C?V\.?\s?C\.?"),
    "hs": ("Health & Safety", ("HS",), r"HEALTH\s*(?:&|AND)\s*SAF(?:ETY)?|H\s*&\s*S|H\.?S\.?(?:C\.?)?"),
    "bp": ("Bus. & Prof.", ("BP",), r"BUS(?:INESS)?\.?\s*(?:&|AND)\s*PROF(?:ESSIONS)?|B\s*&\s*P|B\.?P\.?"),
    "wi": ("Welf. & Inst.", ("WI",), r"WELF(?:ARE)?\.?\s*(?:&|AND)\s*INST(?:ITUTIONS)?|W\s*&\s*I|W\.?I\.?"),
    "gov": ("Gov.", ("GC",), r"GOV(?:ERNMENT)?"),
    "rt": ("Rev. & Tax.", ("RT",), r"REV(?:ENUE)?\.?\s*(?:&|AND)\s*TAX(?:ATION)?"),
    "lab": ("Lab.", ("LC",), r"LAB(?:OR)?"),
    "ui": ("Unemp. Ins.", ("UI",), r"UNEMP(?:LOYMENT)?\.?\s*INS(?:URANCE)?"),
    "ins": ("Ins.", ("IC",), r"INS(?:URANCE)?"),
    "fg": ("Fish & Game", ("FG",), r"FISH\s*(?:&|AND)\s*GAME"),
    "hn": ("Harb. & Nav.", ("HN",), r"HARB(?:ORS)?\.?\s*(?:&|AND)\s*NAV(?:IGATION)?"),
    "ed": ("Educ.", ("EC",), r"EDUC?(?:ATION)?"),
    "el": ("Elec.", ("EL",), r"ELEC(?:TIONS)?"),
    "pr": ("Pub. Res.", ("PR",), r"PUB(?:LIC)?\.?\s*RES(?:OURCES)?"),
    "fa": ("Food & Agric.", ("FA",), r"FOOD\s*(?:&|AND)\s*AGRIC"),
    "pu": ("Pub. Util.", ("PU",), r"PUB(?:LIC)?\.?\s*UTIL"),
    "cp": ("Civ. Proc.", ("CP",), r"CIV(?:IL)?\.?\s*PROC"),
    "ci": ("Civ.", ("CI",), r"CIV(?:IL)?"),
    "fi": ("Fin.", ("FC", "FI"), r"FIN(?:ANCIAL)?"),
    "co": ("Corp.", ("CC", "CO"), r"CORP(?:ORATIONS)?"),
    "wa": ("Water", ("WC", "WA"), r"WATER"),
    "sh": ("Sts. & High.", ("SH",), r"STS\.?\s*(?:&|AND)\s*HIGH"),
    "mv": ("Mil. & Vet.", ("MV",), r"MIL\.?\s*(?:&|AND)\s*VET"),
    "fam": ("Fam.", ("FM",), r"FAM(?:ILY)?"),
}
NEW_YORK_LAWS = {
    "pl": "Penal Law",
    "vtl": "Veh. & Traf. Law",
    "abc": "Alco. Bev. Cont. Law",
    "cor": "Correct. Law",
    "gb": "Gen. Bus. Law",
    "phl": "Pub. Health Law",
    "tax": "Tax Law",
    "agm": "Agric. & Mkts. Law",
    "edn": "Educ. Law",
    "lab": "Lab. Law",
    "cpl": "Crim. Proc. Law",
}
NEW_YORK_CITY = "nyc"
"""The Administrative Code of the City of New York among the laws."""
PENNSYLVANIA_ORDINANCES = {"lo": "Local ordinance", "co": "Local ordinance CO", "ac": "Local ordinance AC"}
"""The letters that stand for a title where a county or city made the rule; the tables do not say what CO and AC abbreviate."""
_PENNSYLVANIA_UNCONSOLIDATED = frozenset(
    {"10", "24", "25", "26", "35", "36", "43", "47", "50", "52", "55", "60", "63", "73", "76", "77"}
)


def _california(code: str, section: str) -> str:
    if code.startswith("ccr"):
        return f"Cal. Code Regs. tit. {code[3:]}, § {section}"
    return f"Cal. {CALIFORNIA_CODES[code][0]} Code § {section}"


def _new_york(code: str, section: str) -> str:
    if code == NEW_YORK_CITY:
        return f"N.Y.C. Admin. Code § {section}"
    return f"N.Y. {NEW_YORK_LAWS[code]} § {section}"


def _illinois(code: str, section: str) -> str:
    if code == "chicago":
        return f"Chicago Mun. Code § {section}"
    if code == "park":
        chapter, _, section = section.upper().partition("-")
        return f"Chicago Park Dist. Code ch. {chapter}, § {section}"
    chapter, _, act = code.rpartition(".")
    return f"{chapter or '720'} ILCS {act}/{section.upper()}"


def _pennsylvania(code: str, section: str) -> str:
    if code in PENNSYLVANIA_ORDINANCES:
        return f"{PENNSYLVANIA_ORDINANCES[code]} § {section.upper()}"
    unconsolidated = code in _PENNSYLVANIA_UNCONSOLIDATED or "-" in section
    return f"{code} {'Pa. Stat.' if unconsolidated else 'Pa. Cons. Stat.'} § {section}"


def _oregon(code: str, section: str) -> str:
    if code == "portland":
        return f"Portland City Code § {section.upper()}"
    if code == "trimet":
        return f"TriMet Code § {section}"
    return f"Or. Rev. Stat. § {section.upper()}"


def _massachusetts(code: str, section: str) -> str:
    if code.startswith("cmr"):
        return f"{code[3:]} Mass. Code Regs. § {section}"
    section = section.upper()
    if "-" in section:
        section = section.replace("-1-2", "½").replace("-3-4", "¾")
    return f"Mass. Gen. Laws ch. {code.upper()}, § {section}"


def _united_states(code: str, section: str) -> str:
    if code.startswith("cfr"):
        return f"{code[3:]} C.F.R. § {section}"
    has_own_letter = section[-1:].isalpha() and "-" not in section  # § 1028A, but § 1320a-7b
    return f"{code} U.S.C. § {section.upper() if has_own_letter else section}"


WRITERS: Mapping[str, Callable[[str, str], str]] = {
    "CA": _california,
    "NY": _new_york,
    "IL": _illinois,
    "PA": _pennsylvania,
    "OR": _oregon,
    "MA": _massachusetts,
    "US": _united_states,
}
"""How each jurisdiction writes a code and a section."""
