"""What a page's form sends: its fields and its file, after the sender's session and the page's mark are checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from steelyard.desk.access import Actor
from steelyard.desk.app import Desk
from steelyard.desk.pages import form, sender
from steelyard.logic.errors import SteelyardError

MOST_FIELDS = 500


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a form sent, whole and in memory. `name` is what the sender calls it: shown, and never a path here."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """A form: who sent it, its fields, and its file if it had one."""

    actor: Actor
    fields: dict[str, str]
    upload: Upload | None = None

    def text(self, name: str, most: int) -> str:
        """A field without the white space around it, "" when it is not there. Raises SteelyardError (SY-K011) over `most`."""
        found = self.fields.get(name, "").strip()
        if len(found) > most:
            raise SteelyardError("SY-K011", f"at most {most:,} letters", where=name)
        return found


Problems = list[tuple[str, str]]
"""What is wrong with a form, for its summary: the field's id and what to do about it."""


def reason_of(sent: Sent, problems: Problems) -> str:
    """The reason that a form gives, with a word about it among the problems when there is none."""
    found = sent.text("reason", 5_000)
    if len(found) < 3:
        problems.append(("reason", "Give a reason of at least three letters"))
    return found


async def posted(desk: Desk, request: Request, act: Callable[[Sent], Response]) -> Response:
    """Read a form, check who sends it, and act on it where nobody waits behind it.

    Raises SteelyardError: SY-K019 without a session, SY-K017 without the page's mark, SY-K028 and SY-K014 as `form` does.
    """
    fields, upload = await _read(request)
    return await run_in_threadpool(lambda: act(Sent(sender(desk, request, fields), fields, upload)))


async def _read(request: Request) -> tuple[dict[str, str], Upload | None]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        return await form(request), None
    try:
        async with request.form(max_files=1, max_fields=MOST_FIELDS) as found:
            fields, upload = {}, None
            for name, value in found.multi_items():
                if isinstance(value, UploadFile):
                    upload = Upload(
                        (value.filename or "").replace("\\", "/").rpartition("/")[2][:200], await value.read()
                    )
                else:
                    fields[name] = value
    except (HTTPException, ValueError, KeyError):
        raise SteelyardError("SY-K014", "the form cannot be read", where="body") from None
    if any("\x00" in value for value in fields.values()) or (upload is not None and "\x00" in upload.name):
        raise SteelyardError("SY-K014", "a field holds the character NUL", where="body")
    return fields, upload
