"""The pages of the review registry: what is signed, signing an entry as it stands, and the signatures as TOML."""

from __future__ import annotations

from typing import Annotated, Any, cast
from urllib.parse import urlencode

from fastapi import FastAPI, Query, Request
from fastapi.responses import RedirectResponse, Response

from steelyard.desk import audit, review
from steelyard.desk.access import Actor, reach, require
from steelyard.desk.app import Desk
from steelyard.desk.pages import add_page, page
from steelyard.desk.posts import Problems, Sent, posted
from steelyard.desk.record_pages import names
from steelyard.desk.shapes import Id
from steelyard.law.pack import federal_pack
from steelyard.logic.errors import SteelyardError

Entry = Annotated[str, Query(min_length=1, max_length=300)]


def address_of(kind: str, entry: str) -> str:
    """The page that shows an entry."""
    if kind == "rule":
        return f"/law/{entry}"
    if kind == "policy":
        return "/policies?" + urlencode({"office": entry})
    if kind == "holding":
        return "/reviews/sign?" + urlencode({"kind": kind, "entry": entry})
    citation = review.content_of("offense", entry)[0]["citation"]
    return "/offense?" + urlencode({"state": entry.partition(".")[0].upper(), "statute": citation})


def add_review_pages(app: FastAPI, desk: Desk) -> None:
    """Every page of the registry."""
    store = desk.store

    def registry(request: Request, kind: Annotated[review.Kind | None, Query()] = None) -> Response:
        """Every signature, with whether it still counts."""
        actor = desk.require_actor(request)
        require(actor, "review.read")
        with audit.recording(store) as connection:
            found = review.signatures(connection, kind or "")
            people = names(connection)
            audit.append(store, connection, actor.id, "review.list", "", ["signature", "remark"])
        lines = [(one, people.get(one.signed_by, ""), *_known(one)) for one in found]
        return page("reviews.html", desk, actor, lines=lines, which=kind or "", kinds=review.KINDS,
                    may_sign=reach(actor, "review.sign") != "no")  # fmt: skip

    def sign_form(request: Request, kind: review.Kind, entry: Entry) -> Response:
        """An entry as it stands, to read and to sign."""
        actor = desk.require_actor(request)
        require(actor, "review.read")
        return _form(actor, kind, entry, [], {})

    def _form(actor: Actor, kind: review.Kind, entry: str, problems: Problems, fields: dict[str, str]) -> Response:
        with audit.recording(store) as connection:
            standing = review.standing(connection, kind, entry)
            given = review.signatures(connection, kind, entry)
            people = names(connection)
            audit.append(store, connection, actor.id, "review.read", "", [kind])
        content = review.content_of(kind, entry)
        many = content if isinstance(content, list) else [content]
        return page(
            "sign.html", desk, actor, 422 if problems else 200, which=kind, entry=entry, title=review.title_of(kind, entry),
            standing=standing, content=[lines_of(one) for one in many], hash=review.hash_of(kind, entry),
            given=[(one, people.get(one.signed_by, "")) for one in given], problems=problems, fields=fields,
            names=[federal_pack().rules[one] for one in sorted(review.rules_named(entry))] if kind == "rule" else [],
            address="" if kind == "holding" else address_of(kind, entry),
            signed_by_me=any(one.counts and one.signed_by == actor.id for one in given),
            may_sign=not actor.by_token and reach(actor, "review.sign") != "no",
        )  # fmt: skip

    async def sign(request: Request) -> Response:
        """Sign."""
        return await posted(desk, request, _sign)

    def _sign(sent: Sent) -> Response:
        actor, problems = sent.actor, cast(Problems, [])
        require(actor, "review.sign")
        kind, entry, seen = (sent.fields.get(name, "") for name in ("kind", "entry", "content"))
        if kind not in review.KINDS:
            raise SteelyardError("SY-K070", "there is nothing of that kind to sign", where="kind",
                                 right=", ".join(review.KINDS))  # fmt: skip
        name, bar, remark = sent.text("name", 200), sent.text("bar", 60), sent.text("remark", 5_000)
        if not name or not name.isprintable():
            problems.append(("name", "Give the name of the attorney who signs"))
        if not bar.isprintable():
            problems.append(("bar", "A bar number is one line of letters and digits"))
        if not sent.fields.get("read"):
            problems.append(("read", "Say that you have read the entry and checked it against its sources"))
        if problems:
            return _form(actor, kind, entry, problems, sent.fields)
        with audit.recording(store) as connection:
            made = review.sign(connection, kind, entry, seen, name, bar, remark, actor.id)
            audit.append(store, connection, actor.id, "review.sign", made.id, ["name", "bar", "remark", kind])
        return RedirectResponse("/reviews/sign?" + urlencode({"kind": kind, "entry": entry}), 303)

    async def take_back(request: Request, signature_id: Id) -> Response:
        """Take one's own signature back."""
        return await posted(desk, request, lambda sent: _take_back(sent, signature_id))

    def _take_back(sent: Sent, signature_id: str) -> Response:
        require(sent.actor, "review.sign")
        with audit.recording(store) as connection:
            found = review.withdraw(connection, signature_id, sent.actor.id)
            audit.append(store, connection, sent.actor.id, "review.withdraw", signature_id, [found.kind])
        return RedirectResponse("/reviews/sign?" + urlencode({"kind": found.kind, "entry": found.entry}), 303)

    def write_out(request: Request, kind: Annotated[review.Kind | None, Query()] = None) -> Response:
        """The signatures as TOML, for those who keep the law's files."""
        actor = desk.require_actor(request)
        require(actor, "review.read")
        with audit.recording(store) as connection:
            text = review.as_toml(review.signatures(connection, kind or ""))
            audit.append(store, connection, actor.id, "review.export", "", ["signature", "remark"])
        head = {"content-disposition": 'attachment; filename="reviews.toml"'}
        return Response(text.encode(), media_type="application/toml", headers=head)

    add_page(app, "GET", "/reviews", registry)
    add_page(app, "GET", "/reviews/sign", sign_form)
    add_page(app, "POST", "/reviews/sign", sign)
    add_page(app, "POST", "/reviews/{signature_id}/withdraw", take_back)
    add_page(app, "GET", "/reviews/export", write_out)


def _known(one: review.Signature) -> tuple[str, str]:
    """The title and the address of a signed entry; its name and nothing when the law here no longer has it."""
    try:
        return review.title_of(one.kind, one.entry), address_of(one.kind, one.entry)
    except SteelyardError:
        return one.entry, ""


def lines_of(value: Any, depth: int = 0) -> list[str]:
    """Data as indented lines, a field each; what is empty is left out."""
    if isinstance(value, dict):
        pairs = [(str(name).replace("_", " "), inner) for name, inner in value.items()]
    elif isinstance(value, list):
        pairs = [(str(number), inner) for number, inner in enumerate(value, 1)]
    else:
        return [f"{'  ' * depth}{value}"]
    found = []
    for name, inner in pairs:
        if isinstance(inner, dict | list):
            found += [f"{'  ' * depth}{name}:", *lines_of(inner, depth + 1)] if inner else []
        elif inner not in (None, ""):
            found.append(f"{'  ' * depth}{name}: {inner}")
    return found
