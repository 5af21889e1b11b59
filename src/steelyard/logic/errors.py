"""Errors written for the person who caused them: what was wrong, where, and what would be right."""

from __future__ import annotations


class SteelyardError(Exception):
    """An error with a code that has a page in docs/errors.

    `what` says what was wrong, `where` names the file, line, rule or field, `right` says what would be right.
    """

    def __init__(self, code: str, what: str, *, where: str = "", right: str = "") -> None:
        self.code = code
        self.what = what
        self.where = where
        self.right = right
        parts = [f"{code}: {where + ': ' if where else ''}{what}"]
        if right:
            parts.append(right)
        super().__init__(". ".join(part.rstrip(".") for part in parts) + ".")

    def __reduce__(self) -> tuple[object, ...]:
        """How the error goes from one process to another."""
        return _as_raised, (type(self), self.code, self.what, self.where, self.right), self.__dict__

    def as_dict(self) -> dict[str, str]:
        """The error as the command line's JSON gives it."""
        return {"code": self.code, "message": self.what, "where": self.where, "right": self.right}


def _as_raised(kind: type[SteelyardError], code: str, what: str, where: str, right: str) -> SteelyardError:
    error = kind.__new__(kind)
    SteelyardError.__init__(error, code, what, where=where, right=right)
    return error


class RuleError(SteelyardError):
    """A rule, an expression or a pack that cannot mean anything."""


class CaseError(SteelyardError):
    """A case file that cannot be read as it stands."""
