"""What an instance is told about itself: where its data lies, which kind it is, how people sign in, and its limits."""

from __future__ import annotations

import os
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from steelyard.logic.errors import SteelyardError

FILE = "desk.toml"
"""The settings file in an instance's data folder; an instance without one runs with the defaults."""


class Kind(StrEnum):
    """Whose files an instance may hold. It is chosen when the instance is made and never changes."""

    PROSECUTION = "prosecution"
    DEFENSE = "defense"
    OVERSIGHT = "oversight"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limits(_Model):
    """What one caller may ask for: sizes in bytes, counts a minute."""

    body: int = Field(1_000_000, ge=1_000, description="largest body of a request, in bytes")
    upload: int = Field(20_000_000, ge=1_000, description="largest file that somebody signed in may send, in bytes")
    depth: int = Field(40, ge=5, le=200, description="deepest nesting of a JSON body")
    requests: int = Field(600, ge=1, description="requests a minute from one caller")
    weighings: int = Field(120, ge=1, description="weighings a minute from one caller")
    sign_ins: int = Field(10, ge=1, description="sign-ins tried a minute from one address")


class OpenId(_Model):
    """The office's identity provider. The client's secret comes from STEELYARD_OPENID_SECRET, never from a file."""

    issuer: str = Field(pattern=r"^https?://")
    client: str
    roles_claim: str = Field("groups", description="the claim that lists a person's groups")
    roles: dict[str, str] = Field(default_factory=dict, description="group at the provider → role here")


class Retention(_Model):
    """How long a case is kept after its last change, in days; None keeps it until somebody deletes it.

    `files` is how long an uploaded file and what was made of it are kept.
    """

    days: Annotated[int, Field(ge=1)] | None = None
    files: int = Field(30, ge=1, description="days")


class Approvals(_Model):
    """How the office approves: who signs what a policy wants handled as a carceral disposition, and the committee's size."""

    carceral: Literal["line", "supervisor", "immigration_counsel", "committee"] = "supervisor"
    quorum: int = Field(2, ge=1, le=25, description="members of the committee who must agree")


class Settings(_Model):
    """Everything that an instance is told."""

    kind: Kind = Kind.PROSECUTION
    mode: Literal["local", "office"] = "local"
    data: Path = Field(default_factory=lambda: user_data_path("steelyard"))
    database: str = Field("", description="a database URL; SQLite in the data folder when left out")
    keys: Path | None = Field(None, description="the folder of the keys; `keys` in the data folder when left out")
    save: bool = Field(True, description="False: nothing is written to the disk, and all is gone at the end")
    address: str = Field("", description="office mode: the address people open, such as https://desk.example.org")
    session_hours: float = Field(8, gt=0, le=24)
    idle_minutes: float = Field(60, gt=0, le=24 * 60)
    limits: Limits = Field(default_factory=Limits)
    openid: OpenId | None = None
    retention: Retention = Field(default_factory=Retention)
    approvals: Approvals = Field(default_factory=Approvals)

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the database."""
        if not self.save:
            return "sqlite://"
        if not self.database:
            return f"sqlite:///{self.data / 'desk.db'}"
        for plain in ("postgresql://", "postgres://"):
            if self.database.startswith(plain):
                return "postgresql+psycopg://" + self.database.removeprefix(plain)
        return self.database

    @property
    def key_folder(self) -> Path:
        """The folder of the keys, which never lie in the database."""
        return self.keys or self.data / "keys"


def read_settings(data: Path | None = None, **given: object) -> Settings:
    """The settings of the instance in a data folder: its file, then the environment, then what is given here.

    STEELYARD_DATABASE and STEELYARD_KEYS stand in for `database` and `keys`. Raises SteelyardError (SY-K002) for a file
    or a value that does not fit.
    """
    folder = data or user_data_path("steelyard")
    file = folder / FILE
    try:
        found: dict[str, object] = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SteelyardError("SY-K002", f"the settings cannot be read: {error}", where=str(file)) from None
    for name in ("database", "keys"):
        if value := os.environ.get(f"STEELYARD_{name.upper()}"):
            found[name] = value
    found |= {name: value for name, value in given.items() if value is not None}
    try:
        settings = Settings.model_validate({**found, "data": folder})
    except ValidationError as error:
        one = error.errors()[0]
        where = ".".join(str(part) for part in one["loc"])
        place = f"--{where}" if given.get(where) is not None else f"{file}: {where}"
        raise SteelyardError("SY-K002", one["msg"], where=place, right="docs/desk.md lists them") from None
    if settings.mode == "office" and not settings.address.startswith("https://"):
        raise SteelyardError("SY-K002", "an office's address begins with https://", where=f"{file}: address",
                             right='address = "https://desk.example.org", in front of a server that ends TLS')  # fmt: skip
    return settings
