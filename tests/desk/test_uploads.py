"""Uploads as a person sends them: columns, charges put right by hand, cases made, jobs run, cancelled and taken up again."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from steelyard.desk import jobs as jobs_module
from steelyard.desk import models as t
from steelyard.desk.access import local_actor
from steelyard.desk.app import Desk
from steelyard.desk.audit import entries
from steelyard.desk.backup import backup, restore
from steelyard.desk.jobs import Jobs, remove_due
from steelyard.desk.settings import Kind
from steelyard.desk.storage import in_future
from steelyard.logic.errors import SteelyardError
from steelyard.weigh.synth import read_gap, write_synth
from tests.desk.support import CASE, PERSON, PLENTY, add_person, browser, case, make_desk, settings

ROWS = [
    ("D-1", "PL 155.25 PETIT LARCENY", "misdemeanor", "convicted", "2024-03-01"),
    ("D-1", "PL 120.05(1) ASSAULT 2", "felony", "dismissed", "2024-03-01"),
    ("D-2", "=BENCH WARRANT", "", "", "2024-03-02"),
    ("D-2", "ZZQX thing", "felony", "convicted", "2024-03-02"),
    ("D-3", "PL 220.03", "misdemeanor", "odd words", "03/05/2024"),
    ("", "PL 155.25 PETIT LARCENY", "felony", "convicted", ""),
]
HEAD = ("docket", "offense", "grade", "dispo", "date")
CHOSEN = {"state_of_all": "NY", "charge": "offense", "person": "docket", "level": "grade", "disposition": "dispo",
          "offense_date": "date"}  # fmt: skip


def _csv(rows: Any = ROWS, head: Any = HEAD) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


class Place:
    """An instance with somebody in a browser."""

    def __init__(self, data: Path, **given: Any) -> None:
        self.desk: Desk = make_desk(data, **given)
        self.web, self.csrf = browser(self.desk)

    def send(self, path: str, name: str, content: bytes, **fields: str) -> Any:
        return self.web.post(path, data={"csrf": self.csrf, **fields}, files={"file": (name, content)})

    def post(self, path: str, **fields: str) -> Any:
        return self.web.post(path, data={"csrf": self.csrf, **fields})

    def sent(self, path: str = "/import", name: str = "x.csv", content: bytes = b"", **fields: str) -> str:
        """The address of an upload that was taken."""
        answer = self.send(path, name, content or _csv(), **fields)
        assert answer.status_code == 303, answer.text
        found: str = re.sub("/(columns|cases)$", "", answer.headers["location"])
        return found

    def chosen(self, path: str = "/import", content: bytes = b"", **fields: str) -> str:
        """The address of an upload whose columns were chosen."""
        at = self.sent(path, content=content)
        answer = self.post(f"{at}/columns", layout="", **{**CHOSEN, **fields})
        assert answer.headers.get("location") == f"{at}/charges", answer.text
        return at

    def key(self, at: str, charge: str) -> str:
        text = self.web.get(f"{at}/charges").text
        found = re.search(rf'name="as\.([0-9a-f]{{24}})" aria-label="{re.escape(charge)} is"', text)
        assert found is not None, text
        return found[1]

    def wait(self, at: str, *states: str) -> dict[str, Any]:
        for _ in range(600):
            told: dict[str, Any] = self.web.get(f"{at}/progress").json()
            if told["state"] in states:
                return told
            time.sleep(0.2)
        raise AssertionError(told)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


# -- import -----------------------------------------------------------------------------------------------------------


def test_every_distinct_charge_is_shown_and_what_has_no_entry_is_counted(place: Place) -> None:
    at = place.chosen()
    page = place.web.get(f"{at}/charges").text
    said = _text(page)
    assert "6 rows with 5 distinct charges" in said
    assert "1 row with no crime of its own" in said and "1 row (1 distinct charge) without an entry" in said
    for row in ROWS:
        assert row[1] in said
    assert "nothing : no number" in said and "no crime of its own: warrant" in said
    assert "1 disposition not understood" in said and "“odd words” (1)" in said
    only = _text(place.web.get(f"{at}/charges?show=unmapped").text)
    assert "ZZQX thing" in only and "PETIT LARCENY" not in only
    assert page.count('<th scope="col">') == 4 and page.count('<th scope="row">') == 5


def test_a_charge_is_put_right_by_hand_and_cases_are_made_of_it(place: Place) -> None:
    at = place.chosen()
    key = place.key(at, "ZZQX thing")
    wrong = place.post(f"{at}/charges", **{f"as.{key}": "", f"other.{key}": "no such section"})
    assert wrong.status_code == 422 and f'href="#other.{key}"' in wrong.text and 'aria-invalid="true"' in wrong.text
    right = place.post(f"{at}/charges", **{f"as.{key}": "", f"other.{key}": "140.20"})
    assert right.status_code == 303
    assert "N.Y. Penal Law § 140.20, as you say" in place.web.get(f"{at}/charges?show=corrected").text
    before = _text(place.web.get(f"{at}/cases").text)
    assert "4 cases would be made" in before and "=BENCH WARRANT: 1 row" in before
    assert place.web.get("/api/v1/cases").json()["cases"] == []
    assert place.post(f"{at}/cases").headers["location"] == at
    made = {one["reference"]: one["id"] for one in place.web.get("/api/v1/cases").json()["cases"]}
    assert sorted(made) == ["D-1", "D-2", "D-3", "x row 6"]
    first = place.web.get(f"/api/v1/cases/{made['D-1']}").json()["case"]
    assert [one["charge"] for one in first["counts"]] == ["N.Y. Penal Law § 155.25", "N.Y. Penal Law § 120.05(1)"]
    assert [one["label"] for one in first["options"]] == [
        "as charged: convicted on every count",
        "as the file records it",
    ]
    assert [one["outcome"] for one in first["options"][1]["dispositions"]] == ["convicted", "dismissed"]
    assert first["counts"][0]["level"] == "misdemeanor" and first["counts"][0]["offense_date"] == "2024-03-01"
    second = place.web.get(f"/api/v1/cases/{made['D-2']}").json()["case"]
    assert second["counts"][0]["charge"] == "N.Y. Penal Law § 140.20" and "as written: ZZQX thing" in second["note"]
    third = place.web.get(f"/api/v1/cases/{made['D-3']}").json()["case"]
    assert third["counts"][0]["offense_date"] == "2024-03-05" and len(third["options"]) == 1
    last = place.web.get(f"/api/v1/cases/{made['x row 6']}").json()["case"]
    assert "level" not in last["counts"][0] and "a felony, which the entry does not have" in last["note"]
    for case_id in made.values():
        head = {"x-csrf-token": place.csrf}
        assert place.web.post(f"/api/v1/cases/{case_id}/analyses", headers=head).status_code == 201
    assert place.post(f"{at}/cases").status_code == 409, "the same cases are not made twice"
    done = _text(place.web.get(at).text)
    assert "4 cases were made" in done and "=BENCH WARRANT: 1 row" in done


def test_a_charge_without_an_entry_stays_in_its_case(place: Place) -> None:
    at = place.chosen()
    place.post(f"{at}/cases")
    made = {one["reference"]: one["id"] for one in place.web.get("/api/v1/cases").json()["cases"]}
    body = place.web.get(f"/api/v1/cases/{made['D-2']}").json()["case"]
    assert [one["charge"] for one in body["counts"]] == ["ZZQX thing"]


def test_what_a_person_calls_no_crime_is_listed_and_not_lost(place: Place) -> None:
    at = place.chosen()
    key = place.key(at, "ZZQX thing")
    place.post(f"{at}/charges", **{f"as.{key}": "-"})
    page = _text(place.web.get(f"{at}/cases").text)
    assert "3 cases would be made" in page and "ZZQX thing: 1 row" in page
    place.post(f"{at}/charges", **{f"as.{key}": ""})
    assert "4 cases would be made" in _text(place.web.get(f"{at}/cases").text)


@pytest.mark.parametrize("kind", list(Kind))
def test_columns_about_the_person_are_left_out_before_anything_is_stored(tmp_path: Path, kind: Kind) -> None:
    place = Place(tmp_path, kind=kind)
    rows = [(*row, "Q-marker", "1990-01-01", "Quidam") for row in ROWS]
    at = place.sent(content=_csv(rows, (*HEAD, "Citizenship", "DOB", "last_name")))
    page = place.web.get(f"{at}/columns").text
    assert "Citizenship, DOB, last_name" in page and "about identity, citizenship or birthplace" in page
    assert ("holds nothing about a person" in page) is (kind is Kind.PROSECUTION)
    assert place.desk.jobs.table(at.rpartition("/")[2]).columns == list(HEAD)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"Q-marker" not in content and b"Quidam" not in content, path
    assert "Choose the column" in place.post(f"{at}/columns", state_of_all="NY", charge="").text
    assert "SY-B004" in place.post(f"{at}/columns", **{**CHOSEN, "charge": "Citizenship"}).text


def test_a_file_without_a_header_is_not_taken_in(place: Place) -> None:
    """Its first person would be shown as the names of columns, and no column of identity would be known."""
    answer = place.send(
        "/import", "in.csv", _csv([("ROE-JO", "19610415", "459 PC")], ("DOE-JANE", "19600314", "211 PC"))
    )
    assert answer.status_code == 422
    assert "no header" in answer.text
    assert "DOE-JANE" not in answer.text


def test_a_prosecution_instance_takes_in_no_word_of_status(tmp_path: Path) -> None:
    place = Place(tmp_path)
    named = place.send("/import", "green card holders.csv", _csv())
    assert named.status_code == 422 and "SY-K005" in named.text
    rows = [("D-1", "PL 155.25", "misdemeanor", "immigration detainer", "2024-01-01")]
    at = place.sent(content=_csv(rows))
    answer = place.post(f"{at}/columns", **CHOSEN)
    assert answer.status_code == 422 and "SY-K005" in answer.text and "Left out: dispo" in answer.text
    assert "immigration detainer" not in answer.text
    assert b"detainer" not in b"".join(one.read_bytes() for one in (tmp_path / "jobs").rglob("*") if one.is_file())
    assert place.post(f"{at}/columns", **{**CHOSEN, "disposition": ""}).status_code == 303
    unused = _csv([(*row, "ice detainer") for row in ROWS], (*HEAD, "remarks"))
    at = place.chosen(content=unused)
    stored = pl.read_parquet(tmp_path / "jobs" / at.rpartition("/")[2] / "table.parquet")
    assert "remarks" not in stored.columns, "only the columns that were chosen are kept"


@pytest.mark.parametrize("ending", ["json", "toml"])
def test_case_files_come_in_with_what_is_wrong_with_each(place: Place, ending: str) -> None:
    if ending == "json":
        content = json.dumps([case(), case(id="B"), {"id": "C", "state": "IL"}, 7]).encode()
    else:
        content = (Path(__file__).parents[2] / "examples" / "cook.toml").read_bytes()
    answer = place.send("/import", f"cases.{ending}", content)
    at = answer.headers["location"]
    assert at.endswith("/cases")
    page = _text(place.web.get(at).text)
    assert ("2 cases would be made" in page and "2 could not be made" in page and "SY-C003" in page) or (
        ending == "toml" and "1 case would be made" in page
    )
    place.post(at)
    assert {one["reference"] for one in place.web.get("/api/v1/cases").json()["cases"]} >= {CASE["id"]}


def test_a_case_file_that_tells_status_is_refused_and_told_why(tmp_path: Path) -> None:
    content = json.dumps([case(), case(person=PERSON)]).encode()
    place = Place(tmp_path / "p")
    answer = place.send("/import", "cases.json", content)
    assert answer.status_code == 422 and "SY-K005" in answer.text and "asylee" not in answer.text
    assert b"asylee" not in b"".join(p.read_bytes() for p in (tmp_path / "p").rglob("*") if p.is_file())
    defense = Place(tmp_path / "d", kind=Kind.DEFENSE)
    assert defense.send("/import", "cases.json", content).status_code == 303
    assert b"asylee" not in b"".join(p.read_bytes() for p in (tmp_path / "d").rglob("*") if p.is_file()), "sealed"


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "tsv"])
def test_every_kind_of_table_comes_in(place: Place, ending: str) -> None:
    frame = pl.DataFrame(ROWS, schema=list(HEAD), orient="row")
    out = io.BytesIO()
    if ending == "xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        for row in (HEAD, *ROWS):
            book.active.append(row)  # type: ignore[union-attr]
        book.save(out)
    elif ending == "parquet":
        frame.with_columns(pl.col("date").str.slice(0, 10)).write_parquet(out)
    else:
        frame.write_csv(out, separator="\t")
    answer = place.send("/import", f"x.{ending}", out.getvalue())
    assert answer.status_code == 303, answer.text
    assert "6 rows, 5 columns" in place.web.get(answer.headers["location"]).text


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (600 << 20))
    return out.getvalue()


def test_what_is_no_table_is_told_and_nothing_is_stored(place: Place, tmp_path: Path) -> None:
    deep = b"[" * 5000 + b"]" * 5000
    wide = b",".join(b"c%d" % number for number in range(600)) + b"\n1"
    for name, content in (
        ("x.csv", b""), ("x.csv", b"a,b\n"), ("x.csv", b"\n\n"), ("x.exe", b"MZ"), ("x", b"a,b\n1,2\n"),
        ("x.xlsx", b"PK nothing"),
        ("x.xlsx", _bomb()), ("x.parquet", b"PAR1 nothing"), ("x.json", b"{"), ("x.json", b"[]"), ("x.json", deep),
        ("x.json", b'{"id": "a", "id": "b"}'), ("x.json", b'["\\u0000"]'), ("x.toml", b"= 1"), ("x.toml", b'a = "\\u0000"'),
        ("x.csv", b"\xff\xfe" + "a,b\n".encode("utf-16-le")), ("", b"a"), ("x.csv", wide),
    ):  # fmt: skip
        answer = place.send("/import", name, content)
        assert answer.status_code in (400, 422), (name, content[:20], answer.text)
        assert "SY-K053" not in answer.text and str(tmp_path) not in answer.text
    assert "Choose a file" in place.post("/import").text
    assert not list(tmp_path.glob("jobs/*"))


def test_lines_that_cannot_be_read_are_told(place: Place) -> None:
    at = place.sent(content=_csv() + b"one,two\n" + b'D-9,"open quote,x,y,z\n')
    page = place.web.get(f"{at}/columns").text
    assert "2 lines could not be read" in page and "line 8: 2 fields instead of 5" in page


def test_hostile_names_and_cells_are_text(place: Place) -> None:
    evil = "<script>alert(1)</script>{{7*7}}"
    rows = [(evil, evil, evil, evil, evil)]
    at = place.sent(name="../../etc/<b>x</b>.csv", content=_csv(rows, (*HEAD[:4], evil)))
    page = place.web.get(f"{at}/columns").text
    assert (
        "<script>alert" not in page
        and "<b>x" not in page
        and "etc" not in page.partition("<h1>")[2].partition("</h1>")[0]
    )
    place.post(f"{at}/columns", state_of_all="NY", charge="offense", person="docket", disposition="dispo")
    for path in ("charges", "cases"):
        assert "<script>alert" not in place.web.get(f"{at}/{path}").text
    place.post(f"{at}/cases")
    assert "<script>alert" not in place.web.get(at).text + place.web.get("/").text + place.web.get("/import").text


def test_too_many_cases_are_told_to_be_screened(place: Place) -> None:
    rows = [(f"D-{n}", "PL 155.25", "misdemeanor", "convicted", "2024-01-01") for n in range(501)]
    at = place.chosen(content=_csv(rows))
    answer = place.web.get(f"{at}/cases")
    assert answer.status_code == 422 and "SY-K079" in answer.text


def test_nothing_touches_the_disk_without_saving_and_an_import_still_works(tmp_path: Path) -> None:
    place = Place(tmp_path / "none", save=False)
    at = place.chosen()
    assert "5 distinct charges" in place.web.get(f"{at}/charges").text
    assert "Screen the file" not in place.web.get(f"{at}/charges").text
    assert place.post(f"{at}/cases").status_code == 303
    assert len(place.web.get("/api/v1/cases").json()["cases"]) == 4
    for path in ("/jobs", "/parity"):
        assert "saves nothing" in place.web.get(path).text
        assert place.send(path, "x.csv", _csv()).status_code == 409
    again = place.chosen()
    assert place.post(f"{again}/start").status_code == 409
    assert not (tmp_path / "none").exists()


def test_an_upload_is_its_owners_alone(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, mode="office")
    one, other = (browser(desk, add_person(desk.store, "line")) for _ in "12")
    answer = one[0].post("/import", data={"csrf": one[1]}, files={"file": ("x.csv", _csv())})
    at = answer.headers["location"].removesuffix("/columns")
    for path in ("", "/columns", "/charges", "/cases", "/progress", "/files/rows.csv", "/files/..%2fplan.json"):
        assert other[0].get(at + path).status_code == 404, path
        assert one[0].get(at + path).status_code in (200, 404, 409), path
    for path in ("/columns", "/charges", "/cases", "/start", "/cancel", "/remove"):
        assert other[0].post(at + path, data={"csrf": other[1]}).status_code == 404, path
        assert one[0].post(at + path, data={"csrf": other[1]}).status_code == 403, path
    assert "x.csv" not in other[0].get("/import").text and "x.csv" in one[0].get("/import").text
    auditor, mark = browser(desk, add_person(desk.store, "auditor"))
    assert auditor.get("/import").status_code == 403
    assert auditor.post("/import", data={"csrf": mark}, files={"file": ("x.csv", _csv())}).status_code == 403


def test_only_somebody_signed_in_sends_a_large_file(tmp_path: Path) -> None:
    place = Place(tmp_path, limits={"body": 10_000, "upload": 200_000, "requests": 10**6, "weighings": 10**6})
    large = _csv([("D", "PL 155.25 " + "x" * 50, "", "", "")] * 500)
    assert 20_000 < len(large) < 200_000
    assert place.send("/import", "x.csv", large).status_code == 303
    assert place.send("/import", "x.csv", large * 10).status_code == 413
    stranger = TestClient(place.web.app, base_url="http://127.0.0.1:8000")
    assert stranger.post("/import", files={"file": ("x.csv", large)}).status_code == 413
    assert place.web.post("/people", data={"csrf": place.csrf}, files={"file": ("x.csv", large)}).status_code == 413


def test_the_trail_tells_which_columns_and_no_value(place: Place) -> None:
    at = place.chosen()
    place.post(f"{at}/cases")
    with place.desk.store.reading() as connection:
        told = entries(connection, 0, 1000)
    actions = [one.action for one in told]
    assert [one for one in actions if one in ("job.create", "job.columns", "job.cases")] == [
        "job.create",
        "job.columns",
        "job.cases",
    ]
    assert actions.count("case.create") == 4
    assert "LARCENY" not in json.dumps([one.as_dict() for one in told])


# -- jobs -------------------------------------------------------------------------------------------------------------


def test_a_screening_runs_in_the_background_and_its_results_are_taken_away(place: Place, tmp_path: Path) -> None:
    at = place.chosen("/jobs")
    key = place.key(at, "ZZQX thing")
    place.post(f"{at}/charges", **{f"as.{key}": "", f"other.{key}": "140.20"})
    assert place.post(f"{at}/start").headers["location"] == at
    running = place.web.get(at).text
    assert "<progress" in running and 'src="/static/job.js"' in running and "Cancel" in running
    place.wait(at, "done")
    page = _text(place.web.get(at).text)
    assert "Rows 6; 5 come to an entry of the catalogue, 0 to none" in page and "warrant 1" in page
    assert "odd words" in page and "1 distinct charges" in page and "Follows" in page
    folder = tmp_path / "jobs" / at.rpartition("/")[2]
    assert not (folder / "plan.json").exists() and not (folder / "told.json").exists()
    answer = place.web.get(f"{at}/files/rows.csv")
    assert (
        answer.headers["content-disposition"].startswith("attachment")
        and answer.headers["x-content-type-options"] == "nosniff"
    )
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [one["charge as written"] for one in rows][2] == "'=BENCH WARRANT"
    assert rows[3]["citation"] == "N.Y. Penal Law § 140.20" and rows[3]["charge as written"] == "ZZQX thing"
    for name in ("rows.csv", "persons.csv", "profiles.csv"):
        for line in csv.reader(io.StringIO(place.web.get(f"{at}/files/{name}").text)):
            assert not [cell for cell in line if cell.lstrip().startswith(("=", "+", "@"))], name
    table = pl.read_parquet(io.BytesIO(place.web.get(f"{at}/files/rows.parquet").content))
    assert table.height == 6 and "docket" not in table.columns
    for name in (
        "table.parquet",
        "plan.json",
        "progress.json",
        "..%2f..%2fdesk.db",
        "%2e%2e/desk.db",
        "rows.csv%00",
        "picture-1.svg",
    ):
        assert place.web.get(f"{at}/files/{name}").status_code in (404, 422), name
    assert place.post(f"{at}/start").status_code == 409
    assert place.post(f"{at}/remove").headers["location"] == "/jobs"
    assert not folder.exists() and place.web.get(at).status_code == 404


def test_a_job_is_cancelled_and_started_again(place: Place) -> None:
    at = place.chosen("/jobs")
    place.post(f"{at}/start")
    place.wait(at, "running", "done")
    assert place.post(f"{at}/remove").status_code == 409
    assert place.post(f"{at}/cancel").status_code == 303
    assert place.web.get(f"{at}/progress").json()["state"] == "cancelled"
    assert place.post(f"{at}/cancel").status_code == 409
    for _ in range(100):
        if place.desk.jobs._child is None:
            break
        time.sleep(0.1)
    assert place.web.get(f"{at}/progress").json()["state"] == "cancelled", "what the ended process left changes nothing"
    assert place.post(f"{at}/start").status_code == 303
    place.wait(at, "done")


def test_what_ran_when_the_server_ended_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path)
    monkeypatch.setattr(place.desk.jobs, "run", lambda: None)
    at = place.chosen("/jobs")
    place.post(f"{at}/start")
    job_id = at.rpartition("/")[2]
    with place.desk.store.writing() as connection:
        connection.execute(sa.update(t.jobs).where(t.jobs.c.id == job_id).values(state="running"))
    again = Place(tmp_path)
    again.desk.jobs.resume()
    again.wait(at, "done")


def test_work_that_fails_says_why_without_a_path(place: Place, tmp_path: Path) -> None:
    at = place.chosen("/jobs", state_of_all="", charge="offense", state="grade")
    place.post(f"{at}/start")
    place.wait(at, "done", "failed")
    at = place.chosen("/jobs")
    (tmp_path / "jobs" / at.rpartition("/")[2] / "table.parquet").unlink()
    assert place.post(f"{at}/start").status_code == 404
    assert str(tmp_path) not in place.web.get(at).text


def test_uploads_are_removed_when_their_time_is_over(tmp_path: Path) -> None:
    place = Place(tmp_path, retention={"files": 5})
    old, new = place.sent(), place.sent()
    with place.desk.store.writing() as connection:
        connection.execute(
            sa.update(t.jobs).where(t.jobs.c.id == old.rpartition("/")[2]).values(changed_at=in_future(days=-6))
        )
        assert remove_due(place.desk.jobs, connection) == [old.rpartition("/")[2]]
    assert place.web.get(old).status_code == 404 and place.web.get(new).status_code == 200
    assert [one.name for one in (tmp_path / "jobs").iterdir()] == [new.rpartition("/")[2]]


def test_unfinished_uploads_make_room(place: Place, tmp_path: Path) -> None:
    first = place.sent()
    for _ in range(20):
        last = place.sent()
    assert place.web.get(first).status_code == 404 and place.web.get(last).status_code == 200
    assert len(list((tmp_path / "jobs").iterdir())) == 20


def test_the_folder_of_a_job_is_never_a_path_of_somebodys_making(tmp_path: Path) -> None:
    jobs = Jobs(make_desk(tmp_path).store)
    for name in ("../x", "", "a" * 31, "A" * 32, "a" * 31 + "/"):
        with pytest.raises(SteelyardError, match="SY-K076"):
            jobs.folder(name)


# -- sealed files ----------------------------------------------------------------------------------------------------


def _everything_below(*folders: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for folder in folders for one in folder.rglob("*") if one.is_file()}


def test_a_defense_desk_seals_uploads_and_results_and_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sent and what came of it is found nowhere in the data folder, before, while or after a job runs."""
    memory = tmp_path / "memory"
    memory.mkdir()
    monkeypatch.setattr(jobs_module, "MEMORY", memory)
    data = tmp_path / "data"
    place = Place(data, kind="defense")
    at = place.chosen(
        "/jobs", content=_csv([("D-QQ77", "PL 155.25 PETIT LARCENY", "misdemeanor", "convicted", "2024-03-01")])
    )
    seen: list[dict[str, bytes]] = [_everything_below(data)]
    carried_out = place.desk.jobs._carried_out

    def watched(job: Any, work: Path, folder: Path) -> dict[str, Any]:
        assert work.parent == memory and work.stat().st_mode & 0o077 == 0
        told = carried_out(job, work, folder)
        assert b"D-QQ77" in b"".join(_everything_below(work).values()), (
            "the results name it, so the search below can fail"
        )
        seen.append(_everything_below(data))
        return told

    monkeypatch.setattr(place.desk.jobs, "_carried_out", watched)
    place.post(f"{at}/start")
    place.wait(at, "done")
    seen.append(_everything_below(data))
    for files in seen:
        for name, content in files.items():
            for word in (b"D-QQ77", b"PETIT LARCENY", b"PAR1"):
                assert word not in content, (name, word)
    for _ in range(50):
        if not list(memory.iterdir()):
            break
        time.sleep(0.1)
    assert not list(memory.iterdir())
    page = place.web.get(at).text
    answer = place.web.get(f"{at}/files/rows.csv")
    assert "PETIT LARCENY" in answer.text and answer.headers["content-disposition"].startswith("attachment")
    assert int(answer.headers["content-length"]) == len(answer.content) and "rows.parquet" in page
    table = pl.read_parquet(io.BytesIO(place.web.get(f"{at}/files/rows.parquet").content))
    assert table.height == 1
    file = data / "jobs" / at.rpartition("/")[2] / "rows.csv.sealed"
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    other = (file.parent / "rows.parquet.sealed").read_bytes()
    with place.desk.store.reading() as connection:
        job = place.desk.jobs.read(connection, local_actor(), file.parent.name)
    for changed in (b"".join(lines[:-1]), other, lines[0] + lines[0], b"", whole[:-30]):
        file.write_bytes(changed)
        with pytest.raises(SteelyardError, match="SY-K004"):
            b"".join(place.desk.jobs.result(job, "rows.csv")[1])
    file.write_bytes(other)
    assert place.web.get(f"{at}/files/rows.csv").status_code == 503
    file.write_bytes(whole)
    assert place.web.get(f"{at}/files/rows.csv").content == answer.content


def test_what_a_killed_server_left_open_goes_and_what_an_older_one_left_unsealed_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    monkeypatch.setattr(jobs_module, "MEMORY", memory)
    place = Place(tmp_path / "data", kind="oversight")
    at = place.chosen("/jobs")
    folder = tmp_path / "data" / "jobs" / at.rpartition("/")[2]
    frame = place.desk.jobs.table(folder.name)
    (folder / "table.parquet.sealed").unlink()
    frame.write_parquet(folder / "table.parquet")
    (folder / "plan.json").write_text("{}")
    (folder / "table.parquet.new").write_bytes(b"half")
    own = memory / f"steelyard-{place.desk.store.name}-abc"
    foreign = memory / "steelyard-another-abc"
    for one in (own, foreign, folder / own.name):
        one.mkdir()
        (one / "table.parquet").write_bytes(b"open")
    monkeypatch.setattr(place.desk.jobs, "run", lambda: None)
    place.desk.jobs.resume()
    assert [one.name for one in folder.iterdir()] == ["table.parquet.sealed"]
    assert [one.name for one in memory.iterdir()] == [foreign.name]
    assert place.desk.jobs.table(folder.name).equals(frame)


def test_without_room_in_memory_the_work_lies_in_the_data_folder_and_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "LEAST_ROOM", 1 << 60)
    place = Place(tmp_path, kind="defense")
    at = place.chosen("/jobs")
    place.post(f"{at}/start")
    place.wait(at, "done")
    folder = tmp_path / "jobs" / at.rpartition("/")[2]
    for _ in range(50):
        left = [one.name for one in folder.iterdir() if not one.name.endswith(".sealed")]
        if left == ["progress.json"]:
            break
        time.sleep(0.1)
    assert left == ["progress.json"]


def test_a_finished_job_comes_back_with_its_results(tmp_path: Path) -> None:
    for kind in (Kind.DEFENSE, Kind.PROSECUTION):
        here = tmp_path / kind
        place = Place(here / "one", kind=kind)
        at = place.chosen("/jobs")
        place.post(f"{at}/start")
        place.wait(at, "done")
        before = place.web.get(f"{at}/files/rows.csv").content
        names = re.findall(r"/files/([a-z.]+)", place.web.get(at).text)
        manifest = backup(place.desk.store, here / "backup.zip")
        assert len(manifest["files"]) == 7 and b"PETIT" in before
        with zipfile.ZipFile(here / "backup.zip") as archive:
            plain = [one for one in archive.namelist() if b"PETIT" in archive.read(one)]
        assert bool(plain) is (kind is Kind.PROSECUTION), plain
        told = settings(here / "two", keys=here / "one" / "keys", kind=kind, limits=PLENTY)
        restore(told, here / "backup.zip")
        again = Place(here / "two", keys=here / "one" / "keys", kind=kind)
        assert again.web.get(f"{at}/files/rows.csv").content == before
        assert re.findall(r"/files/([a-z.]+)", again.web.get(at).text) == names


def test_a_hold_keeps_an_upload_and_one_on_a_case_keeps_what_it_was_made_of(tmp_path: Path) -> None:
    place = Place(tmp_path, kind="defense", retention={"files": 5})
    held, source, free = place.chosen(), place.chosen(), place.chosen()
    assert place.post(f"{held}/hold", reason=" ").status_code == 422
    assert place.post(f"{held}/hold", reason="Doe v. Roe").status_code == 303
    assert "Under legal hold" in place.web.get(held).text and "Doe v. Roe" in place.web.get(held).text
    place.post(f"{source}/cases")
    case_id = place.web.get("/api/v1/cases").json()["cases"][0]["id"]
    head = {"x-csrf-token": place.csrf}
    place.web.put(
        f"/api/v1/cases/{case_id}/hold", json={"hold": True, "reason": "litigation"}, headers=head
    ).raise_for_status()
    for at in (held, source):
        answer = place.post(f"{at}/remove")
        assert answer.status_code == 409 and "SY-K009" in answer.text
    ids = {at: at.rpartition("/")[2] for at in (held, source, free)}
    with place.desk.store.writing() as connection:
        connection.execute(sa.update(t.jobs).values(changed_at=in_future(days=-6)))
        assert remove_due(place.desk.jobs, connection) == [ids[free]]
    for _ in range(21):
        place.sent()
    assert place.web.get(held).status_code == 200, "an unfinished upload that is held makes no room"
    place.web.put(
        f"/api/v1/cases/{case_id}/hold", json={"hold": False, "reason": "over"}, headers=head
    ).raise_for_status()
    assert place.post(f"{held}/release").status_code == 303
    for at in (held, source):
        assert place.post(f"{at}/remove").status_code == 303
    with place.desk.store.reading() as connection:
        told = [
            (one.action, one.fields)
            for one in entries(connection, 0, 1000)
            if one.action in ("job.hold", "job.release")
        ]
    assert [action for action, _ in told] == ["job.hold", "job.release"] and "Doe" not in str(told)


def test_only_who_may_hold_a_case_holds_an_upload(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, mode="office")
    for role, status in (("line", 403), ("supervisor", 303)):
        web, csrf = browser(desk, add_person(desk.store, role))
        sent = web.post("/import", data={"csrf": csrf}, files={"file": ("x.csv", _csv())}).headers["location"]
        at = sent.removesuffix("/columns")
        assert ("Put it under legal hold" in web.get(at).text) is (status == 303)
        assert web.post(f"{at}/hold", data={"csrf": csrf, "reason": "litigation"}).status_code == status


# -- parity -----------------------------------------------------------------------------------------------------------


def test_a_parity_report_is_shown_with_its_pictures_in_words(tmp_path: Path) -> None:
    out = tmp_path / "outcomes.csv"
    write_synth(out, 3000, 1, [read_gap("diversion=0.2:noncitizen")], 0.0)
    place = Place(tmp_path / "o", kind=Kind.OVERSIGHT)
    at = place.sent("/parity", "outcomes.csv", out.read_bytes())
    place.wait(at, "done")
    page = place.web.get(at).text
    assert (
        "<h1>Are like cases treated alike? outcomes.csv</h1>" in page
        and "Higher for noncitizen among like cases" in page
    )
    pictures = re.findall(r'<img src="(/jobs/[0-9a-f]{32}/files/picture-\d\.svg)" alt="([^"]+)">', page)
    assert pictures and all(len(words) > 40 for _, words in pictures)
    drawn = place.web.get(pictures[0][0])
    assert drawn.headers["content-type"].startswith("image/svg") and "<svg" in drawn.text
    for name, begins in (("report.html", b"<!doctype html>"), ("report.pdf", b"%PDF"), ("report.json", b"{")):
        answer = place.web.get(f"{at}/files/{name}")
        assert answer.content.startswith(begins) and answer.headers["content-disposition"].startswith("attachment")
    assert "What this does not show" in page and page.count("<th scope=") > 50


def test_a_prosecution_instance_compares_by_no_status(tmp_path: Path) -> None:
    out = tmp_path / "outcomes.csv"
    write_synth(out, 300, 1, [], 0.0)
    place = Place(tmp_path / "p")
    answer = place.send("/parity", "outcomes.csv", out.read_bytes())
    assert answer.status_code == 422 and "SY-K005" in answer.text and "noncitizen" not in answer.text
    named = place.send("/parity", "x.csv", b"charge,Citizenship,diversion\nx,y,yes\n", group="Citizenship")
    assert named.status_code == 422 and "SY-K005" in named.text and 'href="#group"' in named.text
    other = out.read_text("utf-8").replace("noncitizen", "unit B").replace("citizen", "unit A")
    assert place.send("/parity", "outcomes.csv", other.encode()).status_code == 303


def test_a_mapping_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    place = Place(tmp_path, kind=Kind.OVERSIGHT)
    content = b"OFFENSE,g,diversion\nx,a,yes\n"
    for text in ("= 1", "[columns]\nnothing = 'x'\n"):
        answer = place.send("/parity", "x.csv", content, mapping=text)
        assert answer.status_code == 422 and "SY-Q004" in answer.text and 'href="#mapping"' in answer.text
    assert "SY-B004" in place.send("/parity", "x.csv", content, group="none such").text
    at = place.sent("/parity", "x.csv", content, group="g", mapping='[columns]\ncharge = "OFFENSE"\n')
    place.wait(at, "failed")
    page = place.web.get(at).text
    assert "SY-Q007" in page and str(tmp_path) not in page
