"""The keys of an instance, which lie outside its database: sealing of text, keyed hashes, and rotation."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets as random
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from steelyard.logic.errors import SteelyardError

Opener = Callable[[bytes], bytes]

_SEAL = "seal.keys"
_MARK = "mark.key"


class Keyring:
    """The keys: those that seal text (newest first, one a line) and one for keyed hashes.

    With no folder they live in memory and are gone with it.
    """

    def __init__(self, seals: list[bytes], mark: bytes, folder: Path | None) -> None:
        self._mark = mark
        self._folder = folder
        self._use(seals)

    def _use(self, seals: list[bytes]) -> None:
        self._seals = seals
        self._fernet = MultiFernet([Fernet(key) for key in seals])
        self._read_at = self._changed()

    def _changed(self) -> tuple[int, int]:
        """What tells that another process has written the file of sealing keys."""
        if self._folder is None:
            return (0, 0)
        found = (self._folder / _SEAL).stat()
        return (found.st_mtime_ns, found.st_ino)

    def _refresh(self) -> None:
        if self._changed() != self._read_at and self._folder is not None:
            self._use((self._folder / _SEAL).read_bytes().split())

    @property
    def folder(self) -> Path | None:
        """Where the keys lie; None in memory."""
        return self._folder

    @property
    def count(self) -> int:
        """How many sealing keys can still open something."""
        return len(self._seals)

    def seal(self, text: str) -> str:
        """The text under the newest key."""
        return self.seal_bytes(text.encode()).decode("ascii")

    def seal_bytes(self, content: bytes) -> bytes:
        """The same of bytes; a token has no line break in it."""
        self._refresh()
        return self._fernet.encrypt(content)

    def open(self, token: str) -> str:
        """The text of a token. Raises SteelyardError (SY-K004) when no key opens it."""
        return self.open_bytes(token.encode()).decode()

    def open_bytes(self, token: bytes) -> bytes:
        """The bytes of a token. Raises SteelyardError (SY-K004) when no key opens it."""
        return self.opener()(token)

    def opener(self) -> Opener:
        """What opens tokens with the keys that there are now, whatever becomes of them. It raises as `open` does."""
        self._refresh()
        fernet, where = self._fernet, str(self._folder or "memory")

        def open_token(token: bytes) -> bytes:
            try:
                return fernet.decrypt(token)
            except InvalidToken:
                raise SteelyardError("SY-K004", "no key here opens what is stored", where=where,
                                     right="put the instance's own keys back") from None  # fmt: skip

        return open_token

    def reseal(self, token: str) -> str:
        """The same text under the newest key. Raises SteelyardError (SY-K004) when no key opens it."""
        return self.seal(self.open(token))

    def mark(self, *parts: str) -> str:
        """A keyed hash of these parts, 64 hexadecimal digits: nobody can make one, or try values, without the key."""
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(self._mark, text.encode(), hashlib.sha256).hexdigest()

    def add(self) -> None:
        """Put a new sealing key first; the old ones still open what they sealed."""
        self._write([Fernet.generate_key(), *self._seals])

    def drop_old(self) -> None:
        """Forget every sealing key but the newest."""
        self._write(self._seals[:1])

    def _write(self, seals: list[bytes]) -> None:
        if self._folder is not None:
            _replace(self._folder / _SEAL, b"\n".join(seals) + b"\n")
        self._use(seals)


def keyring(folder: Path | None) -> Keyring:
    """The keys in a folder, made when it is empty; None keeps new ones in memory.

    Raises SteelyardError (SY-K004) for a key file that cannot be read, or when one of the two is missing.
    """
    if folder is None:
        return Keyring([Fernet.generate_key()], random.token_bytes(32), None)
    seal, mark = folder / _SEAL, folder / _MARK
    if not seal.exists() and not mark.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _replace(mark, base64.urlsafe_b64encode(random.token_bytes(32)) + b"\n")
        _replace(seal, Fernet.generate_key() + b"\n")
    try:
        seals = seal.read_bytes().split()
        if not seals:
            raise ValueError("there is no key in the file")
        made = Keyring(seals, base64.urlsafe_b64decode(mark.read_bytes().strip()), folder)
    except (OSError, ValueError, IndexError) as error:
        raise SteelyardError("SY-K004", f"the keys cannot be read: {error}", where=str(folder),
                             right="put the instance's own keys back; never make new ones over them") from None  # fmt: skip
    return made


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for the owner's eyes only."""
    fresh = path.with_suffix(f".{os.getpid()}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def token() -> str:
    """A fresh secret of 256 bits, safe in a URL."""
    return random.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret that was drawn at random: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """True when two secrets are equal, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())
