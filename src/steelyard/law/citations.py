"""Writing citations: statutes by paragraph, regulations, public laws and decisions, each in the one usual form."""

from __future__ import annotations

from steelyard.logic.rule import Citation


def usc(title: int, section: int | str, *paragraphs: int | str, read_in: str = "") -> Citation:
    """A pinpoint of the U.S. Code: usc(8, 1227, "a", 2, "A", "i") is 8 U.S.C. § 1227(a)(2)(A)(i).

    Read in the official XML of the Office of the Law Revision Counsel, release point Pub. L. 119-100 (26 June 2026),
    unless `read_in` says otherwise; `steelyard law check --uslm` looks every one up there.
    """
    text = f"{title} U.S.C. § {section}" + "".join(f"({p})" for p in paragraphs)
    uslm = "/".join(["/us/usc", f"t{title}", f"s{section}", *map(str, paragraphs)])
    return Citation(text, uslm=uslm, read_in=read_in or "official U.S. Code XML, release point Pub. L. 119-100")


def cfr(
    title: int, section: str, *paragraphs: int | str, edition: str = "January 2024", verified: bool = True
) -> Citation:
    """A pinpoint of the Code of Federal Regulations, with the edition it was read in."""
    text = f"{title} C.F.R. § {section}" + "".join(f"({p})" for p in paragraphs)
    return Citation(text, read_in=f"annual edition of {edition}" if verified else "", verified=verified)


def public_law(text: str, *, verified: bool = True, read_in: str = "") -> Citation:
    """A public law, statute at large or Federal Register notice, as it is cited."""
    return Citation(text, read_in=read_in, verified=verified)


def decision(name: str, citation: str, court: str, year: int, *, verified: bool = True, read_in: str = "") -> Citation:
    """A decision: name, reporter citation with pinpoint where there is one, court and year."""
    return Citation(f"{name}, {citation}", decided=f"{court} {year}", read_in=read_in, verified=verified)
