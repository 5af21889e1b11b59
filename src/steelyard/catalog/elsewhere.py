"""Whose law a charge names, when it is not that of the state it is charged in: another state's, a country's, the military's."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OURS = {
    "CA": r"Cal(?:if)?(?:ornia|\b\.?)",
    "NY": r"N\.?\s?Y\b\.?|New\s+York",
    "IL": r"Ill(?:inois|\.)",
    "PA": r"Pa\.|Penn(?:a\.|sylvania)",
    "OR": r"Or(?:e(?:g\.|gon)|\.)",
    "MA": r"Mass(?:achusetts|\.)",
}
"""The states whose law is here, by the names that stand before their codes."""
_MARKS = {
    "NY": r"N\.?Y\.?P\.?L\b",
    "IL": r"\d{2,3}\s*ILCS\b",
    "PA": r"\d{1,2}\s*Pa\.?\s*C\.?\s*S\b|\d{1,2}\s*P\.\s*S\b",
    "OR": r"O\.?R\.?S\b\.?\s*(?:§\s*)?\d{3}\.\d{3}",
    "MA": r"M\.?G\.?L\b",
}
"""Letters that only their own state writes before or in a citation."""
_OTHERS = (
    r"Ala(?:bama|\.)", r"Alaska", r"Ariz(?:ona|\.)", r"Ark(?:ansas|\.)", r"Colo(?:rado|\.)", r"Conn(?:ecticut|\.)",
    r"Del(?:aware|\.)", r"D\.?\s?C\.?", r"District\s+of\s+Columbia", r"Fla\.?|Florida", r"Ga\.|Georgia", r"Haw(?:aii|\.)",
    r"Idaho", r"Ind(?:iana|\.)", r"Iowa", r"Kan(?:sas|\.)", r"Ky\.?|Kentucky", r"La\.|Louisiana", r"Me\.|Maine",
    r"Md\.?|Maryland", r"Mich(?:igan|\.)", r"Minn(?:esota|\.)", r"Miss(?:issippi|\.)", r"Mo\.|Missouri", r"Mont(?:ana|\.)",
    r"Neb(?:raska|\.)", r"Nev(?:ada|\.)", r"N\.?\s?H\.?|New\s+Hampshire", r"N\.?\s?J\.?|New\s+Jersey",
    r"N\.?\s?M\.?|New\s+Mexico", r"N\.?\s?C\.?|North\s+Carolina", r"N\.?\s?D\.?|North\s+Dakota", r"Ohio", r"Okla(?:homa|\.)",
    r"R\.?\s?I\.?|Rhode\s+Island", r"S\.?\s?C\.?|South\s+Carolina", r"S\.?\s?D\.?|South\s+Dakota", r"Tenn(?:essee|\.)",
    r"Tex(?:as|\.)", r"Utah", r"Vt\.?|Vermont", r"Va\.|Virginia", r"Wash(?:ington|\.)", r"W\.?\s?Va\.?|West\s+Virginia",
    r"Wis(?:c(?:onsin|\.)|\.)", r"Wyo(?:ming|\.)", r"P\.\s?R\.|Puerto\s+Rico", r"Guam", r"Virgin\s+Islands",
)  # fmt: skip
_CODE = (
    r"\s*(?:Penal|Crim(?:inal|\.)?|Cod(?:e|ified)|Rev(?:ised|\.)?|Stat(?:utes?|s?\.)?\b|Gen(?:eral|\.)?|Ann(?:otated|\.)?|Laws?\b|"
    r"Comp(?:iled|\.)?|Cent(?:ury|\.)?|Consol(?:idated|\.)?|Veh(?:icle|\.)?|Health|Transp(?:ortation|\.)?|Controlled|"
    r"Admin(?:istrative|\.)?|Official|Motor)(?![a-z])"
)
"""The word of a code or of statutes that follows the name of a state or a country."""
_OTHER_MARKS = (
    r"\bR\.?C\.?W\b\.?\s*(?:§\s*)?\d+[A-Z]?\.\d", r"\bN\.?R\.?S\b\.?\s*(?:§\s*)?\d{2,3}[A-Z]?\.\d",
    r"\bA\.?R\.?S\b\.?\s*(?:§\s*)?\d+-\d", r"\bC\.?R\.?S\b\.?\s*(?:§\s*)?\d+-\d", r"\bH\.?R\.?S\b\.?\s*(?:§\s*)?\d{3}-\d",
    r"\bO\.?C\.?G\.?A\b", r"\bN\.?J\.?S\.?A?\b\.?\s*(?:§\s*)?\d*[A-Z]?:\d", r"\bK\.?S\.?A\b\.?\s*(?:§\s*)?\d+-\d",
    r"\bM\.?C\.?L\.?A?\b\.?\s*(?:§\s*)?\d{2,3}\.\d", r"\bRSMo\b", r"\bR\.?S\.?A\b\.?\s*(?:§\s*)?\d{2,3}[-A-Z]*:\d",
    r"\bT\.?C\.?A\b\.?\s*(?:§\s*)?\d+-\d", r"\bK\.?R\.?S\b\.?\s*(?:§\s*)?\d{3}\.\d", r"\bO\.?R\.?C\b\.?\s*(?:§\s*)?\d{4}\.\d",
)  # fmt: skip
_COUNTRIES = (
    "Afghanistan|Albania|Argentina|Armenia|Australia|Austria|Bahamas|Bangladesh|Barbados|Belarus|Belgium|Belize|Bolivia|Brazil|"
    "Bulgaria|Cambodia|Cameroon|Canada|Chile|China|Colombia|Congo|Costa Rica|Cuba|Dominican Republic|Ecuador|Egypt|El Salvador|"
    "England|Eritrea|Ethiopia|Fiji|France|Germany|Ghana|Greece|Grenada|Guatemala|Guinea|Guyana|Haiti|Honduras|Hong Kong|Hungary|"
    "India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Korea|Laos|Latvia|Lebanon|"
    "Liberia|Lithuania|Malaysia|Mali|M[eé]xico|Moldova|Mongolia|Morocco|Myanmar|Nepal|Netherlands|New Zealand|Nicaragua|Nigeria|"
    "Norway|Pakistan|Panama|Paraguay|Peru|Philippines|Poland|Portugal|Romania|Russia|Saudi Arabia|Scotland|Senegal|Sierra Leone|"
    "Singapore|Somalia|South Africa|Spain|Sri Lanka|Sudan|Sweden|Switzerland|Syria|Taiwan|Thailand|Trinidad|Tunisia|Turkey|"
    "Uganda|Ukraine|United Kingdom|Uruguay|Uzbekistan|Venezuela|Vietnam|Yemen|Zambia|Zimbabwe"
)
_OF_COUNTRIES = (
    "Argentine|Australian|Brazilian|British|Canadian|Chilean|Chinese|Colombian|Cuban|Dominican|Dutch|Ecuadorian|Egyptian|English|"
    "Ethiopian|French|German|Ghanaian|Greek|Guatemalan|Haitian|Honduran|Indian|Indonesian|Iranian|Iraqi|Irish|Israeli|Italian|"
    "Jamaican|Japanese|Kenyan|Korean|Mexican|Nepalese|Nicaraguan|Nigerian|Pakistani|Peruvian|Philippine|Polish|Portuguese|PRC|"
    "Romanian|Russian|Salvadoran|Somali|Spanish|Swedish|Thai|Turkish|Ukrainian|Venezuelan|Vietnamese"
)
_LETTERS = (
    "AL AK AZ AR DE FL GA ID IA KS KY LA MD MN MS MO MT NE NV NH NJ NM NC ND OH OK RI SC SD TN TX UT VT VA WV WI WY DC"
)
_POSTAL = re.compile(
    rf"\s*(?:{_LETTERS.replace(' ', '|')})[\s:,.-]+(?:P\.?\s?C\b|Penal\b|PENAL\b|§|(?:Stat|Code|STAT|CODE)\b|\d)"
)
"""Another state's letters at the head of a charge, before a code or a number; left out are words and codes (CT is a count)."""
_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Indiana|Iowa|Kansas|Kentucky|"
    "Louisiana|Maine|Maryland|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New\\s+Hampshire|New\\s+Jersey|"
    "New\\s+Mexico|North\\s+Carolina|North\\s+Dakota|Ohio|Oklahoma|Rhode\\s+Island|South\\s+Carolina|South\\s+Dakota|Tennessee|"
    "Texas|Utah|Vermont|Virginia|Washington|West\\s+Virginia|Wisconsin|Wyoming|Puerto\\s+Rico"
)
_NAMED = re.compile(
    rf"(?i)^\s*(?:{_NAMES})[\s:,.-]+(?:P\.?\s?C\b|§|\d|[A-Z. ]{{2,9}}\d)|[,(]\s*(?:{_NAMES})\s*[).]?\s*$"
)
"""Another state by its whole name, at the head of a charge or set off at its end."""
_FOREIGN = re.compile(
    rf"(?i)c[óo]digo\s+penal|\bart[íi]culo\b|\bcode\s+p[ée]nal\b|\bStGB\b|\bRevised\s+Penal\s+Code\b|\bCriminal\s+Code\s+of\b|"
    rf"\b(?:{_OF_COUNTRIES}|{_COUNTRIES}),?\s+(?:Federal\s+)?(?:Penal|Criminal|Crimes?|Code|Law|Act)\b|"
    rf"(?:[,(]|\bof|\bin)\s*(?:the\s+)?(?:{_COUNTRIES})(?=\s*[,;).]|\s*$)|^\s*(?:{_COUNTRIES})\s*(?:[:,;]|\s-\s|\bC\.?C\.?\s*\d)"
)
_MILITARY = re.compile(r"(?i)\bU\.?C\.?M\.?J\b|\bcourts?[- ]martial\b|Uniform\s+Code\s+of\s+Military\s+Justice")
_TRIBAL = re.compile(r"(?i)\btribal\s+(?:code|court|law)|\bNation\s+Code\b")
_OTHER_STATE = re.compile(rf"(?i)(?<![\w.])(?:{'|'.join(_OTHERS)}){_CODE}|" + "|".join(_OTHER_MARKS))
_OF_OURS = {
    state: re.compile(
        rf"(?i)(?<![\w.])(?:(?:{name}){_CODE}" + (f"|(?:{_MARKS[state]})" if state in _MARKS else "") + ")"
    )
    for state, name in _OURS.items()
}
_OWN_WORDS = {
    "CA": "CAL CALIF CALIFORNIA", "NY": "NY NYPL", "IL": "ILCS ILLINOIS", "PA": "PA PAC PACS PENNSYLVANIA", "OR": "ORS OREGON",
    "MA": "MGL MASSACHUSETTS",
}  # fmt: skip
_FOREIGN_WORDS = frozenset(
    f"""
    {re.sub(r"[^A-Za-z]", " ", _COUNTRIES.replace("[eé]", "e") + "|" + _OF_COUNTRIES).upper()}
    MÉXICO CODE CÓDIGO CODIGO ARTÍCULO ARTICULO STGB
    """.split()
)
_WORDS = _FOREIGN_WORDS | frozenset(
    f"""
    {" ".join(_OWN_WORDS.values())}
    ALABAMA ALASKA ARIZONA ARKANSAS COLORADO CONNECTICUT DELAWARE DC DISTRICT FLA FLORIDA GEORGIA HAWAII IDAHO INDIANA IOWA KANSAS
    KY KENTUCKY LOUISIANA MAINE MD MARYLAND MICHIGAN MINNESOTA MISSISSIPPI MISSOURI MONTANA NEBRASKA NEVADA NEW NH NJ NM NC NORTH
    ND OHIO OKLAHOMA RI RHODE SC SOUTH SD TENNESSEE TEXAS UTAH VT VERMONT WASHINGTON VA WVA WEST WISCONSIN WYOMING PUERTO GUAM
    VIRGIN RCW NRS ARS CRS HRS OCGA NJS NJSA KSA MCL MCLA RSMO RSA TCA KRS ORC UCMJ MARTIAL TRIBAL NATION
    """.split()
)
_WORDS_FROM = {
    state: frozenset(word.encode("latin-1") for word in _WORDS.difference(own.split()))
    for state, own in _OWN_WORDS.items()
}
"""For each state the words of which one stands in whatever names other law, unless that is told by initials."""
_WORDS_ABROAD = frozenset(word.encode("latin-1") for word in _FOREIGN_WORDS)
"""The words of which one stands in whatever names a foreign country's law."""
_PERIODS = re.compile(
    r"(?i)\.(?:(?<=P\.)|(?<=[A-Z]\.)\s*(?:[A-Z](?:\.|\b)|VA|PEN|CRI|COD|REV|STA|GEN|ANN|LAW|COM|CEN|CON|VEH|HEA|TRA|ADM|OFFI|MOT))"
)
"""Initials with periods, and abbreviations with the word of a code behind them: "N.J.S.A.", "Colo. Rev. Stat."."""
_INITIALS = re.compile(r"(?i)\b[NDRS]\s[A-Z]\b")
"""Initials without: "N J Stat"."""
_SINGLE = frozenset((b"N", b"D", b"R", b"S"))
_HEADS = frozenset(letters.encode() for letters in _LETTERS.split())
_WORDS_APART = bytes(code if chr(code).isalnum() else 32 for code in range(256))


def _may_name_other_law(jurisdiction: str, text: str, words: Sequence[bytes]) -> bool:
    """False for most charges, at a tenth of what it takes to look for each name."""
    if not _WORDS_FROM[jurisdiction].isdisjoint(words) or (words and words[0] in _HEADS):
        return True
    if "." in text and _PERIODS.search(text) is not None:
        return True
    return not _SINGLE.isdisjoint(words) and _INITIALS.search(text) is not None


def elsewhere(jurisdiction: str, text: str) -> str:
    """Whose law a text names beside that of `jurisdiction`: one of the states that are here by its two letters, "another
    state's", "a foreign country's", "the military's" or "a tribe's"; "" where it names none.

    A section without such words is that of the jurisdiction it is charged in; a federal citation is looked for elsewhere.
    """
    if jurisdiction == "US":
        return ""
    words = text.upper().encode("latin-1", "replace").translate(_WORDS_APART).split()
    if not _may_name_other_law(jurisdiction, text, words):
        return ""
    if _MILITARY.search(text):
        return "the military's"
    if not _WORDS_ABROAD.isdisjoint(words) and _FOREIGN.search(text):
        return "a foreign country's"
    if _TRIBAL.search(text):
        return "a tribe's"
    for state, named in _OF_OURS.items():
        if state != jurisdiction and named.search(text):
            return state
    return "another state's" if _OTHER_STATE.search(text) or _POSTAL.match(text) or _NAMED.search(text) else ""


def leads_with(jurisdiction: str, text: str) -> bool:
    """True when a text begins with the law of that state, one of those that are here: "Cal. Penal Code § 459"."""
    named = _OF_OURS.get(jurisdiction)
    return named is not None and named.match(text.lstrip()) is not None
