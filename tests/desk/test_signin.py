"""Signing in: the local link, accounts with one-time codes, an identity provider that is really there, sessions and tokens."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.testclient import TestClient

from steelyard.desk import models as t
from steelyard.desk import signin
from steelyard.desk.app import Desk
from steelyard.desk.audit import recording
from steelyard.desk.storage import in_future
from tests.desk.support import ADDRESS, add_person, client, make_desk, token_for

PASSWORD = "correct horse battery staple"


# -- the local link ---------------------------------------------------------------------------------------------------


def test_the_local_link_lets_in_once_and_then_there_is_a_new_one(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web = client(desk)
    assert web.get("/").headers["location"] == "/sign-in"
    assert web.get("/enter", params={"token": "forged"}).status_code == 403
    assert web.get("/enter").status_code == 403
    secret = desk.door.secret
    answer = web.get("/enter", params={"token": secret})
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("steelyard-8000=") and "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert secret not in cookie and secret not in answer.headers["location"]
    assert "Cases" in web.get("/").text
    other = client(desk)
    assert other.get("/enter", params={"token": secret}).status_code == 403
    assert desk.door.secret != secret
    assert other.get("/enter", params={"token": desk.door.secret}).status_code == 303


def test_an_office_has_no_local_link_and_a_local_instance_no_accounts(tmp_path: Path) -> None:
    office, local = make_desk(tmp_path / "o", mode="office"), make_desk(tmp_path / "l")
    assert client(office).get("/enter", params={"token": office.door.secret}).status_code == 404
    answer = client(local).post("/sign-in", data={"name": "local", "password": "", "code": ""})
    assert answer.status_code == 404
    with office.store.writing() as connection:
        secret = signin.start_session(office.store, connection, "0" * 32)
    assert signin.actor_of_session(office.store, secret) is None
    assert client(office, token_for(office.store)).get("/api/v1/me").status_code == 401


# -- accounts ---------------------------------------------------------------------------------------------------------


class Account:
    """A local account of an office, and what its owner has in hand."""

    def __init__(self, data: Path) -> None:
        self.desk: Desk = make_desk(data, mode="office")
        with self.desk.store.writing() as connection:
            self.made = signin.add_account(self.desk.store, connection, "a.line", ["line"], PASSWORD)

    def code(self, later: float = 0) -> str:
        return signin.code_at(self.made.code_key, time.time() + later)

    def try_in(self, web: TestClient, **changed: str) -> Any:
        return web.post("/sign-in", data={"name": "a.line", "password": PASSWORD, "code": self.code(), **changed})


@pytest.fixture
def account(tmp_path: Path) -> Account:
    return Account(tmp_path)


def test_name_password_and_code_open_an_account(account: Account) -> None:
    web = client(account.desk)
    answer = account.try_in(web)
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    for part in ("__Host-steelyard=", "Secure", "HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert web.get("/").status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"password": "wrong horse battery staple"},
        {"code": "000000"},
        {"code": ""},
        {"name": "nobody"},
        {"password": ""},
    ],
    ids=str,
)
def test_each_thing_that_is_wrong_is_refused_with_the_same_words(account: Account, changed: dict[str, str]) -> None:
    answer = account.try_in(client(account.desk), **changed)
    assert answer.status_code == 403
    assert "The sign-in was refused." in answer.text
    for told in (PASSWORD, "wrong horse", "a.line", "nobody"):
        assert told not in answer.text


def test_a_code_opens_once(account: Account) -> None:
    code = account.code()
    assert account.try_in(client(account.desk), code=code).status_code == 303
    assert account.try_in(client(account.desk), code=code).status_code == 403
    assert account.try_in(client(account.desk), code=account.code(30)).status_code == 303
    assert account.try_in(client(account.desk), code=account.code(300)).status_code == 403


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B: the last six of its eight digits, for the SHA-1 key of the RFC."""
    key = base64.b32encode(b"12345678901234567890").decode()
    for moment, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert signin.code_at(key, moment) == code


def test_after_five_failures_an_account_rests_and_then_opens_again(account: Account) -> None:
    web = client(account.desk)
    for _ in range(signin.TRIES):
        assert account.try_in(web, password="wrong" * 4).status_code == 403
    assert account.try_in(web).status_code == 403
    with account.desk.store.writing() as connection:
        connection.execute(sa.update(t.users).values(locked_until=in_future(minutes=-1)))
    assert account.try_in(web).status_code == 303


def test_passwords_and_keys_are_not_stored_as_they_are(account: Account, tmp_path: Path) -> None:
    account.try_in(client(account.desk))
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    assert b"$argon2id$" in stored
    assert PASSWORD.encode() not in stored and account.made.code_key.encode() not in stored


@pytest.mark.parametrize(
    ("name", "given", "password"),
    [
        ("b", ["line"], "short"),
        ("b", ["king"], PASSWORD),
        ("", ["line"], PASSWORD),
        ("a.line", ["line"], PASSWORD),
        ("b\n", ["line"], PASSWORD),
    ],
)
def test_an_account_that_cannot_be_made(account: Account, name: str, given: list[str], password: str) -> None:
    with pytest.raises(signin.SteelyardError, match="SY-K041"), account.desk.store.writing() as connection:
        signin.add_account(account.desk.store, connection, name, given, password)


def test_a_closed_account_is_out_at_once(account: Account) -> None:
    web = client(account.desk)
    account.try_in(web)
    api = client(account.desk, token_for(account.desk.store, account.made.id))
    assert web.get("/").status_code == 200 and api.get("/api/v1/me").status_code == 200
    with recording(account.desk.store) as connection:
        signin.close_account(connection, "a.line")
    assert web.get("/").status_code == 303 and api.get("/api/v1/me").status_code == 401
    assert account.try_in(web, code=account.code(30)).status_code == 403


def test_sign_ins_are_counted_by_address(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, mode="office", limits={"sign_ins": 3})
    web = client(desk)
    tried = [web.post("/sign-in", data={"name": "x", "password": "y", "code": "z"}).status_code for _ in range(5)]
    assert tried == [403, 403, 403, 429, 429]


# -- sessions and tokens ----------------------------------------------------------------------------------------------


def _session(desk: Desk, user: str) -> str:
    with desk.store.writing() as connection:
        return signin.start_session(desk.store, connection, user)


@pytest.mark.parametrize(
    "changed",
    [
        {"ends_at": in_future(seconds=-1)},
        {"seen_at": in_future(minutes=-61)},
        {"seen_at": in_future(hours=1)},
    ],
    ids=["over", "rested too long", "the clock was set back"],
)
def test_a_session_ends(tmp_path: Path, changed: dict[str, str]) -> None:
    desk = make_desk(tmp_path, mode="office")
    secret = _session(desk, add_person(desk.store, "line"))
    assert signin.actor_of_session(desk.store, secret) is not None
    with desk.store.writing() as connection:
        connection.execute(sa.update(t.sessions).values(**changed))
    assert signin.actor_of_session(desk.store, secret) is None


def test_use_keeps_a_session_alive_and_signing_out_ends_it(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    web = client(desk)
    web.get("/enter", params={"token": desk.door.secret})
    with desk.store.writing() as connection:
        connection.execute(sa.update(t.sessions).values(seen_at=in_future(minutes=-30)))
    page = web.get("/").text
    with desk.store.reading() as connection:
        assert connection.execute(sa.select(t.sessions.c.seen_at)).scalar_one() > in_future(minutes=-1)
        csrf = connection.execute(sa.select(t.sessions.c.csrf)).scalar_one()
    assert csrf in page
    cookie = dict(web.cookies)
    assert web.post("/sign-out", data={"csrf": "forged"}).status_code == 403
    assert web.post("/sign-out", data={"csrf": csrf}).status_code == 303
    web.cookies.update(cookie)
    assert web.get("/").status_code == 303


def test_the_database_holds_no_secret_that_opens_anything(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    secret, token = _session(desk, "0" * 32), token_for(desk.store)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    assert secret.encode() not in stored and token.encode() not in stored
    assert hashlib.sha256(token.encode()).hexdigest().encode() in stored


def test_tokens_end_and_are_revoked_by_their_owner_alone(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, mode="office")
    one, two = add_person(desk.store, "line"), add_person(desk.store, "line")
    with desk.store.writing() as connection:
        made = signin.add_token(connection, one, "x", ["read"], 1)
        with pytest.raises(signin.SteelyardError, match="SY-K043"):
            signin.revoke_token(connection, two, made.id)
    assert signin.actor_of_token(desk.store, made.secret) is not None
    with desk.store.writing() as connection:
        signin.revoke_token(connection, one, made.id)
    assert signin.actor_of_token(desk.store, made.secret) is None
    with desk.store.writing() as connection:
        made = signin.add_token(connection, one, "x", ["read"], 1)
        connection.execute(sa.update(t.tokens).values(ends_at=in_future(seconds=-1)))
    assert signin.actor_of_token(desk.store, made.secret) is None


# -- OpenID Connect ---------------------------------------------------------------------------------------------------


class IdentityProvider:
    """A provider of OpenID Connect on loopback: real addresses, real keys, and a way to answer wrongly."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.claims: dict[str, Any] = {}
        self.signing: Any = self.key
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.codes: dict[str, dict[str, str]] = {}
        taken = socket.socket()
        taken.bind(("127.0.0.1", 0))
        self.issuer = f"http://127.0.0.1:{taken.getsockname()[1]}"
        self.server = uvicorn.Server(uvicorn.Config(self._app(), log_level="critical", lifespan="off"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [taken]}, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def _app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def about() -> dict[str, Any]:
            return {"issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys"}  # fmt: skip

        @app.get("/keys")
        def keys() -> dict[str, Any]:
            return {"keys": [self.key.as_dict(private=False)]}

        @app.get("/authorize")
        def authorize(request: Request) -> RedirectResponse:
            asked = dict(request.query_params)
            assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
            code = f"code-{len(self.codes)}"
            self.codes[code] = asked
            return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}", 303)

        @app.post("/token")
        async def token(request: Request) -> JSONResponse:
            sent = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
            asked = self.codes.pop(sent.get("code", ""), None)
            made = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
            if asked is None or asked["code_challenge"] != made.rstrip(b"=").decode():
                return JSONResponse({"error": "invalid_grant"}, 400)
            now = int(time.time())
            claims = {"iss": self.issuer, "aud": asked["client_id"], "sub": "user-1", "iat": now, "exp": now + 60,
                      "nonce": asked["nonce"], "preferred_username": "p.line", "groups": ["DA-Line", "Everybody"],
                      **self.claims}  # fmt: skip
            claims = {name: value for name, value in claims.items() if value is not None}
            signed = jwt.encode(self.header, claims, self.signing, algorithms=[self.header["alg"]])
            return JSONResponse({"access_token": "at", "token_type": "Bearer", "id_token": signed})

        return app

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    made = IdentityProvider()
    yield made
    made.stop()


def _office(data: Path, provider: IdentityProvider) -> Desk:
    told = {"issuer": provider.issuer, "client": "steelyard", "roles": {"DA-Line": "line", "DA-Boss": "supervisor"}}
    return make_desk(data, mode="office", openid=told)


def _round(web: TestClient) -> Any:
    """What a browser does: to the provider, and back."""
    import httpx2 as httpx

    away = web.get("/sign-in/openid")
    assert away.status_code == 303, away.text
    back = httpx.get(away.headers["location"]).headers["location"]
    assert back.startswith(f"{ADDRESS}/sign-in/openid/back?")
    return web.get(back.removeprefix(ADDRESS)), back.removeprefix(ADDRESS)


def test_the_offices_own_accounts_open_the_desk(tmp_path: Path, provider: IdentityProvider) -> None:
    desk = _office(tmp_path, provider)
    web = client(desk)
    answer, back = _round(web)
    assert answer.status_code == 303 and "__Host-steelyard=" in answer.headers["set-cookie"]
    assert web.get("/").status_code == 200
    assert web.get("/api/v1/me").json()["roles"] == ["line"]
    assert web.get(back).status_code == 403  # an answer is good once
    provider.claims = {"groups": ["DA-Boss"]}
    web = client(desk)
    _round(web)
    assert web.get("/api/v1/me").json()["roles"] == ["supervisor"]
    with desk.store.reading() as connection:
        people = connection.execute(sa.select(t.users.c.name).where(t.users.c.subject.is_not(None))).scalars().all()
    assert people == ["p.line"]


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another client"},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"exp": 1_600_000_000},
        {"exp": None},
        {"groups": ["Everybody"]},
        {"groups": None},
        {"groups": "DA-Line"},
        {"sub": None},
    ],
    ids=str,
)
def test_an_identity_that_does_not_hold_is_refused(
    tmp_path: Path, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    answer, _ = _round(client(_office(tmp_path, provider)))
    assert answer.status_code == 403, answer.text
    assert "set-cookie" not in answer.headers or "__Host-steelyard=" not in answer.headers["set-cookie"]


@pytest.mark.parametrize("how", ["another key", "a shared secret", "an elliptic key under the same name"])
def test_a_forged_signature_is_refused(tmp_path: Path, provider: IdentityProvider, how: str) -> None:
    if how == "another key":
        provider.signing = RSAKey.generate_key(2048, {"kid": "one"})
    elif how == "a shared secret":
        provider.signing = OctKey.import_key(json.dumps(provider.key.as_dict(private=False)))
        provider.header = {"alg": "HS256", "kid": "one"}
    else:
        provider.signing = ECKey.generate_key("P-256", {"kid": "one"})
        provider.header = {"alg": "ES256", "kid": "one"}
    answer, _ = _round(client(_office(tmp_path, provider)))
    assert answer.status_code == 403


def test_an_answer_to_somebody_elses_browser_is_refused(tmp_path: Path, provider: IdentityProvider) -> None:
    import httpx2 as httpx

    desk = _office(tmp_path, provider)
    mine, theirs = client(desk), client(desk)
    away = mine.get("/sign-in/openid").headers["location"]
    theirs.get("/sign-in/openid")
    back = httpx.get(away).headers["location"].removeprefix(ADDRESS)
    assert theirs.get(back).status_code == 403
    assert client(desk).get(back).status_code == 403
    assert mine.get(back).status_code == 303
    assert mine.get("/sign-in/openid/back?state=&code=").status_code == 403


def test_a_provider_that_is_gone_is_told(tmp_path: Path, provider: IdentityProvider) -> None:
    desk = _office(tmp_path, provider)
    provider.stop()
    answer = client(desk).get("/sign-in/openid")
    assert answer.status_code == 503 and "SY-K044" in answer.text
    assert urlsplit(provider.issuer).netloc not in answer.text
