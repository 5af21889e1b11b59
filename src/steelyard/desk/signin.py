"""Signing in: the local link, passwords with one-time codes, OpenID Connect, sessions, and tokens for programs."""

from __future__ import annotations

import base64
import json
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy.engine import Connection

from steelyard.desk import audit, secrets
from steelyard.desk import models as t
from steelyard.desk.access import Actor, local_actor, roles, roles_of, scopes
from steelyard.desk.settings import OpenId
from steelyard.desk.storage import LOCAL_USER, Store, fresh_id, in_future, now
from steelyard.logic.errors import SteelyardError

SHORTEST_PASSWORD = 12
TRIES = 5
LOCKED_MINUTES = 15
CODE_SECONDS = 30

_hasher = PasswordHasher()
_few_at_a_time = threading.BoundedSemaphore(2)
"""A password takes 64 MB to check; two at once are enough."""

_NOBODY = _hasher.hash("a password that nobody has")


def refused() -> SteelyardError:
    """What is said of every sign-in that fails: nothing tells whether the name, the password or the code was wrong."""
    return SteelyardError("SY-K040", "the sign-in was refused", where="sign-in",
                          right=f"after {TRIES} tries an account rests for {LOCKED_MINUTES} minutes")  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# The local link
# ---------------------------------------------------------------------------------------------------------------------


class Door:
    """The way into a local instance: a secret in the first address, good once; a new one is cut when it has been used."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.secret = secrets.token()
        self.used: Callable[[], object] = lambda: None
        """Called when the secret has been used and there is a new one."""

    def enter(self, offered: str) -> bool:
        """True once for the right secret."""
        with self._lock:
            right = secrets.same(offered, self.secret)
            if right:
                self.secret = secrets.token()
        if right:
            self.used()
        return right


# ---------------------------------------------------------------------------------------------------------------------
# Sessions
# ---------------------------------------------------------------------------------------------------------------------


def start_session(store: Store, connection: Connection, user_id: str) -> str:
    """A new session; returns the secret that its cookie carries. The database keeps only its hash."""
    secret = secrets.token()
    at = now()
    connection.execute(sa.delete(t.sessions).where(t.sessions.c.ends_at < at))
    connection.execute(
        sa.insert(t.sessions).values(
            id=secrets.digest(secret), user_id=user_id, csrf=secrets.token(), made_at=at, seen_at=at,
            ends_at=in_future(hours=store.settings.session_hours),
        )
    )  # fmt: skip
    return secret


def actor_of_session(store: Store, secret: str) -> Actor | None:
    """Who a session's secret stands for; None when it has ended, has rested too long, or the clock was set back past it."""
    s, u = t.sessions.c, t.users.c
    with store.reading() as connection:
        row = connection.execute(
            sa.select(t.sessions, u.name, u.roles, u.active)
            .join(t.users, u.id == s.user_id)
            .where(s.id == secrets.digest(secret))
        ).first()
    at = now()
    if row is None or row.ends_at <= at or row.seen_at <= in_future(minutes=-store.settings.idle_minutes):
        return None
    if row.seen_at > in_future(minutes=2):
        return None
    if row.seen_at < in_future(minutes=-1):
        with store.writing() as connection:
            connection.execute(sa.update(t.sessions).where(s.id == row.id).values(seen_at=at))
    if row.user_id == LOCAL_USER:
        return local_actor(row.csrf) if store.settings.mode == "local" else None
    return Actor(row.user_id, row.name, roles_of(row.roles), None, row.csrf) if row.active else None


def end_session(connection: Connection, secret: str) -> None:
    """End a session."""
    connection.execute(sa.delete(t.sessions).where(t.sessions.c.id == secrets.digest(secret)))


# ---------------------------------------------------------------------------------------------------------------------
# Local accounts
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A new account, with the key for its one-time codes as an address that authenticator programs read."""

    id: str
    code_key: str
    address: str


def add_account(store: Store, connection: Connection, name: str, given: Iterable[str], password: str) -> NewAccount:
    """A new local account. Raises SteelyardError: SY-K041 for a name that is taken or not a name, a role that is none, or
    a password that is too short."""
    wanted = sorted(set(given))
    if not 1 <= len(name) <= 200 or not name.isprintable():
        raise SteelyardError(
            "SY-K041", "this is no name for an account", where="name", right="up to 200 printable letters"
        )
    if unknown := [one for one in wanted if one not in roles()]:
        raise SteelyardError("SY-K041", f"there is no role {unknown[0]!r}", where="role", right=", ".join(roles()))
    if not SHORTEST_PASSWORD <= len(password) <= 1000:
        raise SteelyardError("SY-K041", f"a password has at least {SHORTEST_PASSWORD} letters", where="password")
    if connection.execute(sa.select(t.users.c.id).where(t.users.c.name == name)).first():
        raise SteelyardError("SY-K041", "this name is taken", where="name")
    key = os.urandom(20)
    shown = base64.b32encode(key).decode("ascii")
    user_id = fresh_id()
    connection.execute(
        sa.insert(t.users).values(
            id=user_id, name=name, roles=json.dumps(wanted), password=_hasher.hash(password),
            code_key=store.keys.seal(shown), active=True, made_at=now(),
        )
    )  # fmt: skip
    return NewAccount(user_id, shown, f"otpauth://totp/Steelyard:{quote(name)}?secret={shown}&issuer=Steelyard")


def close_account(connection: Connection, name: str) -> str:
    """Close an account and end its sessions and tokens; returns its id. Raises SteelyardError (SY-K023) for no such one."""
    user_id = user_named(connection, name)
    connection.execute(sa.update(t.users).where(t.users.c.id == user_id).values(active=False))
    connection.execute(sa.delete(t.sessions).where(t.sessions.c.user_id == user_id))
    connection.execute(
        sa.update(t.tokens).where(t.tokens.c.user_id == user_id, t.tokens.c.revoked_at == "").values(revoked_at=now())
    )
    return user_id


def person(connection: Connection, user_id: str) -> Any:
    """The row of an account that is open, by id. Raises SteelyardError (SY-K023) when there is none."""
    u = t.users.c
    row = connection.execute(
        sa.select(u.id, u.name, u.roles, u.active, u.subject, u.made_at).where(u.id == user_id, u.active)
    ).first()
    if row is None:
        raise SteelyardError("SY-K023", "there is no such person", where="person")
    return row


def set_roles(connection: Connection, user_id: str, given: Iterable[str]) -> None:
    """Give a local account these roles and no others. Raises SteelyardError (SY-K075) where the provider says the roles."""
    if person(connection, user_id).subject is not None:
        raise SteelyardError("SY-K075", "the identity provider says which roles this person has", where="person",
                             right="change the person's groups there")  # fmt: skip
    connection.execute(sa.update(t.users).where(t.users.c.id == user_id).values(roles=json.dumps(sorted(set(given)))))


def user_named(connection: Connection, name: str) -> str:
    """The id of the account of that name. Raises SteelyardError (SY-K023) when there is none."""
    found = connection.execute(sa.select(t.users.c.id).where(t.users.c.name == name)).scalar()
    if found is None:
        raise SteelyardError("SY-K023", "there is no such person", where="name")
    return str(found)


def code_at(key: str, when: float) -> str:
    """The one-time code (RFC 6238, six digits, 30 seconds) of a key, in base 32, at a moment in Unix seconds."""
    made = TOTP(base64.b32decode(key), 6, SHA1(), CODE_SECONDS, enforce_key_length=False)
    return made.generate(int(when)).decode("ascii")


def sign_in(store: Store, name: str, password: str, code: str) -> str | None:
    """The id of the account that name, password and code open, or None; both are put on the trail.

    Each code opens once. Failures are counted; after five the account rests for a quarter of an hour. The password is
    checked before anything is locked, since that takes a while.
    """
    u = t.users.c
    with store.reading() as connection:
        stored = connection.execute(sa.select(u.password).where(u.name == name)).scalar() or _NOBODY
    with _few_at_a_time:
        try:
            right: bool = _hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            right = False
    with audit.recording(store) as connection:
        row = connection.execute(sa.select(t.users).where(u.name == name).with_for_update()).first()
        opened = row is not None and _opens(store, connection, row, right and row.password == stored, code)
        user_id = str(row.id) if row is not None else ""
        audit.append(store, connection, user_id if opened else "", "sign-in" if opened else "sign-in.refused", user_id)
    return user_id if opened else None


def _opens(store: Store, connection: Connection, row: Any, right: bool, code: str) -> bool:
    if not row.active or not row.code_key or row.locked_until > now():
        return False
    step = _step_of(store.keys.open(row.code_key), code, row.code_last)
    values: dict[str, Any] = {"failed": 0, "locked_until": "", "code_last": step}
    if not right or step is None:
        rests = row.failed + 1 >= TRIES
        values = {
            "failed": 0 if rests else row.failed + 1,
            "locked_until": in_future(minutes=LOCKED_MINUTES) if rests else "",
        }
    connection.execute(sa.update(t.users).where(t.users.c.id == row.id).values(**values))
    return right and step is not None


def _step_of(key: str, code: str, last: int) -> int | None:
    """Which step of time a code belongs to, this one or one on either side, later than the last used; None for no such."""
    at = int(time.time())
    for drift in (0, -1, 1):
        step = at // CODE_SECONDS + drift
        if step > last and secrets.same(code_at(key, step * CODE_SECONDS), code):
            return step
    return None


# ---------------------------------------------------------------------------------------------------------------------
# Tokens for programs
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewToken:
    """A new token. Its secret is shown once, and only its hash is kept."""

    id: str
    secret: str
    scopes: tuple[str, ...]
    ends_at: str


def add_token(connection: Connection, user_id: str, label: str, wanted: Iterable[str], days: int) -> NewToken:
    """A token with these scopes for so many days. Raises SteelyardError (SY-K042) for a scope that is none."""
    named = tuple(sorted(set(wanted)))
    if not named or not set(named) <= set(scopes()):
        raise SteelyardError("SY-K042", "these are no scopes", where="scopes", right=", ".join(scopes()))
    secret = "sy_" + secrets.token()
    made = NewToken(fresh_id(), secret, named, in_future(days=days))
    connection.execute(
        sa.insert(t.tokens).values(
            id=made.id, hash=secrets.digest(secret), user_id=user_id, label=label, scopes=json.dumps(named),
            made_at=now(), ends_at=made.ends_at,
        )
    )  # fmt: skip
    return made


def actor_of_token(store: Store, secret: str) -> Actor | None:
    """Who a token's secret stands for, narrowed to its scopes; None when it has ended or was revoked."""
    k, u = t.tokens.c, t.users.c
    with store.reading() as connection:
        row = connection.execute(
            sa.select(k.user_id, k.scopes, k.ends_at, k.revoked_at, u.name, u.roles, u.active)
            .join(t.users, u.id == k.user_id)
            .where(k.hash == secrets.digest(secret))
        ).first()
    if row is None or row.revoked_at or row.ends_at <= now():
        return None
    narrowed = frozenset(json.loads(row.scopes)) & frozenset(scopes())
    if row.user_id == LOCAL_USER:
        return Actor(LOCAL_USER, "local", frozenset(roles()), narrowed) if store.settings.mode == "local" else None
    return Actor(row.user_id, row.name, roles_of(row.roles), narrowed) if row.active else None


def revoke_token(connection: Connection, user_id: str, token_id: str) -> None:
    """End one's own token. Raises SteelyardError (SY-K043) when there is none of that id."""
    k = t.tokens.c
    done = connection.execute(
        sa.update(t.tokens).where(k.id == token_id, k.user_id == user_id, k.revoked_at == "").values(revoked_at=now())
    )
    if done.rowcount != 1:
        raise SteelyardError("SY-K043", "you have no such token", where="token")


# ---------------------------------------------------------------------------------------------------------------------
# OpenID Connect
# ---------------------------------------------------------------------------------------------------------------------

_SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""How a provider may sign: with its own private key, never with a shared secret and never not at all."""


class Provider:
    """The office's identity provider. Its addresses are read from it when somebody first signs in."""

    def __init__(self, settings: OpenId, redirect: str, secret: str) -> None:
        self.settings = settings
        self.redirect = redirect
        self.secret = secret
        self._about: dict[str, Any] = {}
        host = urlsplit(settings.issuer)
        if host.scheme != "https" and host.hostname not in ("127.0.0.1", "localhost"):
            raise SteelyardError(
                "SY-K002", "an identity provider's address begins with https://", where="openid.issuer"
            )

    def _client(self) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(self.settings.client, self.secret, scope="openid profile email", redirect_uri=self.redirect,
                            code_challenge_method="S256", timeout=10)  # fmt: skip

    def _metadata(self, client: Any) -> dict[str, Any]:
        if not self._about:
            url = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
            found = client.request("GET", url, withhold_token=True)
            found.raise_for_status()
            about = found.json()
            if about.get("issuer") != self.settings.issuer:
                raise refused()
            self._about = about
        return self._about

    def begin(self, store: Store) -> tuple[str, str]:
        """Where to send the browser, and the secret that its cookie carries until it is back. Raises SY-K044."""
        state, nonce, verifier = secrets.token(), secrets.token(), secrets.token() + secrets.token()
        try:
            with self._client() as client:
                where = self._metadata(client)["authorization_endpoint"]
                url, _ = client.create_authorization_url(where, state=state, nonce=nonce, code_verifier=verifier)
        except SteelyardError:
            raise
        except Exception as error:
            raise _unreachable(error) from None
        with store.writing() as connection:
            connection.execute(sa.delete(t.errands).where(t.errands.c.ends_at < now()))
            connection.execute(
                sa.insert(t.errands).values(
                    id=secrets.digest(state), nonce=nonce, verifier=verifier, ends_at=in_future(minutes=10)
                )
            )
        return str(url), state

    def finish(self, store: Store, state: str, code: str) -> tuple[str, str, frozenset[str]]:
        """What came back, checked: the subject (issuer and id), a name, and the roles here.

        Raises SteelyardError: SY-K040 for an errand that is not ours, over, or carried out before, and for an identity that
        does not hold; SY-K044 for a provider that cannot be reached.
        """
        e = t.errands.c
        with store.writing() as connection:
            row = connection.execute(sa.select(t.errands).where(e.id == secrets.digest(state))).first()
            gone = connection.execute(sa.delete(t.errands).where(e.id == secrets.digest(state))).rowcount
        if row is None or gone != 1 or row.ends_at <= now():
            raise refused()
        try:
            claims = self._claims(code, row.verifier, row.nonce)
        except SteelyardError:
            raise
        except OSError as error:
            raise _unreachable(error) from None
        except Exception:  # whatever the libraries say of a forged, stale or foreign identity, the answer is the same
            raise refused() from None
        groups = claims.get(self.settings.roles_claim) or []
        here = {self.settings.roles[one] for one in groups if isinstance(one, str) and one in self.settings.roles}
        subject = f"{self.settings.issuer}|{claims['sub']}"
        name = str(claims.get("preferred_username") or claims.get("email") or claims["sub"])[:200]
        return subject[:300], name, frozenset(here) & frozenset(roles())

    def _claims(self, code: str, verifier: str, nonce: str) -> dict[str, Any]:
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.jwk import KeySet
        from joserfc.jws import JWSRegistry

        with self._client() as client:
            about = self._metadata(client)
            token = client.fetch_token(about["token_endpoint"], code=code, code_verifier=verifier)
            keys = KeySet.import_key_set(client.request("GET", about["jwks_uri"], withhold_token=True).json())
        registry = JWSRegistry(algorithms=list(_SIGNED_BY), strict_check_header=False)
        made = jwt.decode(token["id_token"], key=keys, registry=registry)
        options = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "nonce": {"essential": True, "value": nonce},
        }
        about_it = {"nonce": nonce, "client_id": self.settings.client, "access_token": token.get("access_token")}
        claims = CodeIDToken(made.claims, made.header, options, about_it)
        claims.validate(leeway=60)
        return dict(claims)


def _unreachable(error: Exception) -> SteelyardError:
    return SteelyardError("SY-K044", f"the identity provider did not answer: {type(error).__name__}", where="sign-in",
                          right="try again")  # fmt: skip


def welcome(connection: Connection, subject: str, name: str, given: frozenset[str]) -> str:
    """The account of an identity, made at its first visit; its roles are what the provider says now.

    Raises SteelyardError (SY-K040) when no role here belongs to it, or the account was closed.
    """
    if not given:
        raise refused()
    u = t.users.c
    row = connection.execute(sa.select(u.id, u.active).where(u.subject == subject)).first()
    if row is not None:
        if not row.active:
            raise refused()
        connection.execute(sa.update(t.users).where(u.id == row.id).values(roles=json.dumps(sorted(given))))
        return str(row.id)
    taken = connection.execute(sa.select(u.id).where(u.name == name)).first()
    user_id = fresh_id()
    connection.execute(
        sa.insert(t.users).values(
            id=user_id, name=f"{name[:160]} ({user_id[:6]})" if taken else name, roles=json.dumps(sorted(given)),
            subject=subject, active=True, made_at=now(),
        )
    )  # fmt: skip
    return user_id
