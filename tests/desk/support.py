"""Instances made for a test, the people in them, and a case to put there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from starlette.testclient import TestClient

from steelyard.desk import models as t
from steelyard.desk.access import scopes
from steelyard.desk.app import Desk, make_app
from steelyard.desk.settings import Kind, Settings
from steelyard.desk.signin import actor_of_session, add_token, start_session
from steelyard.desk.storage import LOCAL_USER, Store, fresh_id, now, open_store
from steelyard.weigh.case import load_case

ROOT = Path(__file__).parents[2]
ADDRESS = "https://desk.example.org"
CASE: dict[str, Any] = load_case(ROOT / "examples" / "cook.toml").model_dump(
    mode="json", exclude_none=True, exclude_defaults=True
)
"""A made-up case as the API takes it."""

PERSON: dict[str, Any] = {"posture": "asylee", "facts": {"misrepresentation": False}}
"""What only a defense file says."""

PLENTY = {"requests": 10**9, "weighings": 10**9, "sign_ins": 10**9}


def case(**changed: Any) -> dict[str, Any]:
    """The case with fields set otherwise."""
    return {**deepcopy(CASE), **changed}


def settings(data: Path, **given: Any) -> Settings:
    """The settings of an instance in a folder of the test's own."""
    given.setdefault("limits", PLENTY)
    if given.get("mode") == "office":
        given.setdefault("address", ADDRESS)
    return Settings.model_validate({"data": data, **given})


def make_desk(data: Path, **given: Any) -> Desk:
    """An instance."""
    return Desk(open_store(settings(data, **given)))


def client(desk: Desk, token: str = "", **given: Any) -> TestClient:
    """A caller of an instance; what goes wrong inside is answered as a server would, not raised."""
    base = ADDRESS if desk.settings.mode == "office" else "http://127.0.0.1:8000"
    head = {"authorization": f"Bearer {token}"} if token else {}
    return TestClient(make_app(desk), base_url=base, headers=head, raise_server_exceptions=False, follow_redirects=False,
                      **given)  # fmt: skip


def add_person(store: Store, *roles: str, name: str = "") -> str:
    """A person with these roles; returns the id."""
    user_id = fresh_id()
    with store.writing() as connection:
        connection.execute(
            sa.insert(t.users).values(
                id=user_id, name=name or f"{'-'.join(roles)} {user_id[:6]}", roles=json.dumps(roles), active=True,
                made_at=now(),
            )
        )  # fmt: skip
    return user_id


def token_for(store: Store, user_id: str = LOCAL_USER, *wanted: str) -> str:
    """A token with these scopes, all of them when none is named."""
    with store.writing() as connection:
        return add_token(connection, user_id, "test", wanted or tuple(scopes()), 30).secret


def browser(desk: Desk, user_id: str = LOCAL_USER) -> tuple[TestClient, str]:
    """A browser in which a person has signed in, and its page's mark."""
    with desk.store.writing() as connection:
        secret = start_session(desk.store, connection, user_id)
    actor = actor_of_session(desk.store, secret)
    assert actor is not None
    web = client(desk)
    web.cookies.set("__Host-steelyard" if desk.settings.mode == "office" else "steelyard-8000", secret)
    return web, actor.csrf


@contextmanager
def local(data: Path, **given: Any) -> Iterator[TestClient]:
    """A local instance, with a token that may do everything."""
    desk = make_desk(data, **given)
    yield client(desk, token_for(desk.store))
    desk.store.engine.dispose()


def kinds() -> list[Kind]:
    """Every kind of instance."""
    return list(Kind)
