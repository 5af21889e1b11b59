"""The desk's commands: serve it, keep its database, people and keys, and check its trail."""

from __future__ import annotations

import gc
import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from steelyard.logic.errors import SteelyardError

if TYPE_CHECKING:
    from steelyard.desk.settings import Settings
    from steelyard.desk.storage import Store

Data = Annotated[Path | None, typer.Option("--data", help="the instance's folder; your own data folder when left out")]
KindOption = Annotated[
    str | None, typer.Option("--kind", help="prosecution, defense or oversight; chosen when the instance is made")
]

store_app = typer.Typer(
    no_args_is_help=True, help="An instance's database: its shape, backup, restore, export, retention."
)
audit_app = typer.Typer(no_args_is_help=True, help="The audit trail: check it, print it.")
users_app = typer.Typer(no_args_is_help=True, help="People and tokens of an instance.")
keys_app = typer.Typer(no_args_is_help=True, help="The keys of an instance, which lie outside its database.")


def add_to(app: typer.Typer) -> None:
    """Give the command line the desk's commands."""
    app.command()(desk)
    app.command()(mcp)
    app.add_typer(store_app, name="store")
    app.add_typer(audit_app, name="audit")
    app.add_typer(users_app, name="users")
    app.add_typer(keys_app, name="keys")


def _need() -> None:
    missing = [
        name
        for name in ("sqlalchemy", "alembic", "fastapi", "uvicorn", "cryptography", "polars")
        if find_spec(name) is None
    ]
    if missing:
        raise SteelyardError("SY-K001", f"the desk is not installed ({', '.join(missing)} missing)",
                             right='pip install "steelyard[desk]"')  # fmt: skip


def _settings(data: Path | None, **given: object) -> Settings:
    _need()
    os.umask(0o077)
    from steelyard.desk.settings import read_settings

    return read_settings(data, **given)


def _store(data: Path | None, *, makes: bool = False) -> Store:
    """The instance in a data folder. Raises SteelyardError (SY-K003) where none is there, unless the command may make one."""
    from steelyard.desk.storage import open_store

    settings = _settings(data)
    if not (makes or settings.database or (settings.data / "desk.db").exists()):
        raise SteelyardError("SY-K003", "no instance is here", where=str(settings.data),
                             right="--data with the folder of one; `steelyard desk` makes one")  # fmt: skip
    return open_store(settings)


def _say(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def desk(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes one that is free")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="do not open a browser")] = False,
    data: Data = None,
    kind: KindOption = None,
    no_save: Annotated[
        bool, typer.Option("--no-save", help="write nothing to the disk; all is gone at the end")
    ] = False,
) -> None:
    """Serve the workbench on loopback and print its address; SIGTERM ends it."""
    settings = _settings(data, kind=kind, save=False if no_save else None)
    from steelyard.desk.serve import serve

    serve(settings, port, not no_browser)


def mcp(kind: KindOption = "prosecution") -> None:
    """Serve advise, options, explain, ground and cite to a language model over standard input and output."""
    _need()
    if find_spec("mcp") is None:
        raise SteelyardError(
            "SY-K001", "the desk is not installed (mcp missing)", right='pip install "steelyard[desk]"'
        )
    from steelyard.desk.mcp import make_server
    from steelyard.desk.settings import Kind

    try:
        chosen = Kind(kind or "prosecution")
    except ValueError:
        raise SteelyardError("SY-K002", f"{kind!r} is no kind", where="--kind", right=", ".join(Kind)) from None
    gc.enable()  # the command line does without; a server may not
    make_server(chosen).run("stdio")


@store_app.command("migrate")
def store_migrate(
    to: Annotated[str, typer.Option("--to", help="a step, or base for nothing at all")] = "head", data: Data = None
) -> None:
    """Bring the tables to the present shape, or back to an earlier step. Back up first."""
    settings = _settings(data)
    from steelyard.desk.storage import make_engine, migrate, open_store, revision

    if to == "head":
        open_store(settings)
    engine = make_engine(settings)
    with engine.begin() as connection:
        migrate(connection, to)
        sys.stdout.write(f"tables at step {revision(connection) or 'base'}\n")


@store_app.command("backup")
def store_backup(file: Annotated[Path, typer.Argument(help="the archive to write")], data: Data = None) -> None:
    """Write every table and the files of uploads to one archive. What is sealed stays sealed; keep the keys' folder by itself."""
    from steelyard.desk.backup import backup

    store = _store(data)
    manifest = backup(store, file)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    sys.stdout.write(f"{file}: {rows} rows, {len(manifest['files'])} files of uploads, step {manifest['revision']}\n")
    sys.stdout.write(f"The keys are not in it: {store.settings.key_folder}\n")


@store_app.command("restore")
def store_restore(
    file: Annotated[Path, typer.Argument(help="an archive of `store backup`")], data: Data = None
) -> None:
    """Fill an empty instance from a backup. Put the keys' folder back first."""
    settings = _settings(data)
    if not settings.key_folder.exists():
        raise SteelyardError("SY-K004", "the keys are missing", where=str(settings.key_folder),
                             right="put the folder that belongs to the backup there first")  # fmt: skip
    from steelyard.desk.audit import verify
    from steelyard.desk.backup import restore
    from steelyard.desk.storage import open_store

    manifest = restore(settings, file)
    found = verify(open_store(settings))
    sys.stdout.write(f"restored as of {manifest['at']}; the trail has {found.entries} entries and is "
                     f"{'sound' if found.sound else 'not sound: ' + '; '.join(found.wrong)}\n")  # fmt: skip
    if not found.sound:
        raise SystemExit(1)


@store_app.command("export")
def store_export(
    folder: Annotated[Path, typer.Argument(help="a folder to write into")],
    csv: Annotated[bool, typer.Option("--csv", help="CSV files; one JSON document when left out")] = False,
    data: Data = None,
) -> None:
    """Write everything out in open formats, opened: keep the result as carefully as the instance."""
    from steelyard.desk import audit
    from steelyard.desk.export import as_csv, everything

    store = _store(data)
    with audit.recording(store) as connection:
        tables = everything(store, connection)
        audit.append(store, connection, "", "export", "", tables)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if csv:
        for name, rows in tables.items():
            (folder / f"{name}.csv").write_text(as_csv(rows), encoding="utf-8", newline="")
    else:
        text = json.dumps({"kind": store.kind.value, **tables}, ensure_ascii=False, indent=2)
        (folder / "steelyard.json").write_text(text + "\n", encoding="utf-8")
    sys.stdout.write("".join(f"{name}: {len(rows)}\n" for name, rows in tables.items()))


@store_app.command("retention")
def store_retention(
    delete: Annotated[bool, typer.Option("--delete", help="delete them; only counted when left out")] = False,
    data: Data = None,
) -> None:
    """Count, or delete, the cases and uploads whose time is over by the office's rule. A legal hold keeps either."""
    from steelyard.desk import audit
    from steelyard.desk.jobs import Jobs, due_jobs, remove_due
    from steelyard.desk.storage import delete_case, due_for_deletion

    store = _store(data)
    with audit.recording(store) as connection:
        due = due_for_deletion(store, connection)
        for case_id in due if delete else ():
            delete_case(connection, case_id)
            audit.append(store, connection, "", "case.retention", case_id)
        files = remove_due(Jobs(store), connection) if delete else due_jobs(store, connection)
    said = "deleted" if delete else "are due"
    sys.stdout.write(f"{len(due)} cases {said}\n{len(files)} uploads with their results {said}\n")


@store_app.command("hold")
def store_hold(
    upload: Annotated[str, typer.Argument(help="an upload by the 32 letters and digits in its address")],
    reason: Annotated[str, typer.Option("--reason", help="why; left out, the hold is released")] = "",
    data: Data = None,
) -> None:
    """Put anybody's upload under legal hold, or release it. A case is held through the API."""
    from steelyard.desk import audit
    from steelyard.desk.jobs import Jobs

    store = _store(data)
    with audit.recording(store) as connection:
        Jobs(store).hold(connection, upload, reason)
        audit.append(store, connection, "", "job.hold" if reason else "job.release", upload, ["hold"])
    sys.stdout.write("held\n" if reason else "released\n")


@audit_app.command("verify")
def audit_verify(
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False, data: Data = None
) -> None:
    """Check every entry of the trail. Status 1 if anything is wrong."""
    from steelyard.desk.audit import verify

    found = verify(_store(data))
    if as_json:
        _say({"sound": found.sound, "entries": found.entries, "hash": found.hash, "wrong": list(found.wrong)})
    else:
        sys.stdout.write("".join(f"{one}\n" for one in found.wrong))
        sys.stdout.write(f"{found.entries} entries, {'sound' if found.sound else 'not sound'}\n")
    if not found.sound:
        raise SystemExit(1)


@audit_app.command("show")
def audit_show(
    after: Annotated[int, typer.Option("--after", min=0, help="only entries after this number")] = 0, data: Data = None
) -> None:
    """Print the trail, one JSON object a line."""
    from steelyard.desk.audit import entries

    store = _store(data)
    while True:
        with store.reading() as connection:
            found = entries(connection, after, 500)
        for one in found:
            sys.stdout.write(json.dumps(one.as_dict(), ensure_ascii=False) + "\n")
        if not found:
            return
        after = found[-1].number


@users_app.command("add")
def users_add(
    name: Annotated[str, typer.Argument(help="the name to sign in with")],
    role: Annotated[list[str], typer.Option("--role", help="may be given again")],
    data: Data = None,
) -> None:
    """Add a local account. The password is asked for, or read from standard input; the key for codes is printed once."""
    store = _store(data, makes=True)
    from steelyard.desk import audit
    from steelyard.desk.signin import add_account

    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    with audit.recording(store) as connection:
        made = add_account(store, connection, name, role, password)
        audit.append(store, connection, "", "user.add", made.id, role)
    sys.stdout.write(f"{made.id}\nFor an authenticator program, shown once: {made.address}\n")


@users_app.command("close")
def users_close(name: Annotated[str, typer.Argument(help="the account's name")], data: Data = None) -> None:
    """Close an account: its sessions and tokens end at once; what it did stays on record."""
    store = _store(data)
    from steelyard.desk import audit
    from steelyard.desk.signin import close_account

    with audit.recording(store) as connection:
        audit.append(store, connection, "", "user.close", close_account(connection, name))
    sys.stdout.write("closed\n")


@users_app.command("token")
def users_token(
    scope: Annotated[list[str], typer.Option("--scope", help="answer, read, write, approve, audit, manage")],
    name: Annotated[str, typer.Option("--user", help="whose token; the local user's when left out")] = "local",
    label: Annotated[str, typer.Option("--label", help="what it is for")] = "command line",
    days: Annotated[int, typer.Option("--days", min=1, max=365)] = 30,
    data: Data = None,
) -> None:
    """Make a token for a program. It is printed once."""
    store = _store(data, makes=True)
    from steelyard.desk import audit
    from steelyard.desk.signin import add_token, user_named

    with audit.recording(store) as connection:
        made = add_token(connection, user_named(connection, name), label, scope, days)
        audit.append(store, connection, "", "token.create", made.id, made.scopes)
    sys.stdout.write(f"{made.secret}\n")


@keys_app.command("rotate")
def keys_rotate(data: Data = None) -> None:
    """Seal everything under a new key and forget the old ones. Keep a copy of the keys' folder first."""
    store = _store(data)
    from steelyard.desk import audit
    from steelyard.desk.storage import reseal

    count = reseal(store)
    with audit.recording(store) as connection:
        audit.append(store, connection, "", "keys.rotate", "")
    sys.stdout.write(f"{count} texts sealed under a new key: {store.settings.key_folder}\n")
    sys.stdout.write("A backup made before needs the keys it was made with: keep that copy of the folder beside it.\n")
