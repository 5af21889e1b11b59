"""The API against its own description: no fault, and nothing that the description does not say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from steelyard.desk.app import make_app
from steelyard.desk.settings import Kind
from tests.desk.support import case, client, kinds, make_desk, token_for

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, unsupported_method,
]  # fmt: skip
REAL = {"/advise", "/options", "/questions", "/cases", "/cases/{case_id}"}
"""Where a body drawn from the description is almost never a case: a real one is sent as often."""


def _conforms(data: Path, kind: Kind, examples: int) -> int:
    """Send requests drawn from the description to every operation; returns how many were sent."""
    desk = make_desk(data, kind=kind)
    token = token_for(desk.store)
    web = client(desk, token)
    case_id = web.post("/api/v1/cases", json=case()).json()["id"]
    analysis = web.post(f"/api/v1/cases/{case_id}/analyses").json()["id"]
    asked = {"version": 1, "option": "1", "route": "line", "reason": "because"}
    approval = web.post(f"/api/v1/cases/{case_id}/approvals", json=asked).json()["id"]
    there = {
        "case_id": case_id,
        "analysis_id": analysis,
        "approval_id": approval,
        "name": "deportable.cimt_within_five_years",
    }
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", make_app(desk), headers=HOST)
    return sum(_operation(found.ok(), there, token, examples) for found in schema.get_all_operations())


def _operation(operation: Any, there: dict[str, str], token: str, examples: int) -> int:
    deletes = operation.method.upper() == "DELETE" and "{user_id}" not in operation.path
    takes_case = operation.path.removeprefix("/api/v1") in REAL and operation.method.upper() in ("POST", "PUT")
    sent = 0

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(
        drawn=st.one_of(
            *(
                operation.as_strategy(generation_mode=mode)
                for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
            )
        ),
        real=st.booleans(),
        body=st.booleans(),
    )
    def once(drawn: Any, real: bool, body: bool) -> None:
        nonlocal sent
        known = {name: there[name] for name in drawn.path_parameters or {} if name in there}
        if real and known and not deletes:
            drawn.path_parameters.update(known)
        if body and takes_case:
            drawn.body = case()
        drawn.call_and_validate(
            headers={**_clean(drawn.headers), **HOST, "authorization": f"Bearer {token}"}, checks=CHECKS
        )
        sent += 1

    once()
    return sent


HOST = {"host": "127.0.0.1:8000"}


def _clean(headers: Any) -> dict[str, str]:
    return {name: value for name, value in (headers or {}).items() if name.lower() not in ("host", "authorization")}


@pytest.mark.parametrize("kind", kinds())
def test_the_api_keeps_to_its_description(tmp_path: Path, kind: Kind) -> None:
    assert _conforms(tmp_path, kind, 6) >= 35 * 3


@pytest.mark.nightly
@pytest.mark.parametrize("kind", kinds())
def test_the_api_keeps_to_its_description_at_length(tmp_path: Path, kind: Kind) -> None:
    assert _conforms(tmp_path, kind, 300) >= 35 * 100


def test_the_description_is_openapi_3_1_and_names_no_other_host(tmp_path: Path) -> None:
    web = client(make_desk(tmp_path))
    described = web.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for path, item in described["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], (method, path)
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"], (method, path, status)
    assert "http://" not in web.get("/api/v1/openapi.json").text
