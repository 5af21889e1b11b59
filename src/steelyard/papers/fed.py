"""The shapes in which a search for options and an office's policy reach a paper, whoever worked them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class SixData(Protocol):
    """The six things practitioners ask of a plea, for one count."""

    @property
    def statute(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def minimum_elements(self) -> Sequence[str]: ...
    @property
    def maximum(self) -> str: ...
    @property
    def term_and_level(self) -> str: ...
    @property
    def other_terms(self) -> Sequence[str]: ...


class NamedOption(Protocol):
    """An option by its label."""

    @property
    def label(self) -> str: ...


class OptionFed(Protocol):
    """One alternative that was found, weighed and compared with the baseline."""

    @property
    def option(self) -> NamedOption: ...
    @property
    def six(self) -> Sequence[SixData]: ...
    @property
    def universal(self) -> bool: ...
    @property
    def why_here(self) -> str: ...
    @property
    def flags(self) -> Sequence[object]:
        """What must still be shown, each in words when it is made a string."""

    @property
    def cites(self) -> Sequence[str]: ...


class NoneFed(Protocol):
    """Why nothing better was found."""

    @property
    def binding(self) -> str: ...
    @property
    def least_that_gives(self) -> str: ...


class OptionsFed(Protocol):
    """What a search for options found, best first; `bounded` says what was left out, "" when nothing was."""

    @property
    def options(self) -> Sequence[OptionFed]: ...
    @property
    def none_found(self) -> NoneFed | None: ...
    @property
    def bounded(self) -> str: ...


class ClauseWords(Protocol):
    """A clause of a policy: its quoted words and where they stand."""

    @property
    def words(self) -> str: ...
    @property
    def place(self) -> str: ...


class VersionNamed(Protocol):
    """The text of a policy that a clause stands in."""

    @property
    def title(self) -> str: ...


class ClauseFed(Protocol):
    """What one clause says of an option."""

    @property
    def version(self) -> VersionNamed: ...
    @property
    def clause(self) -> ClauseWords: ...
    @property
    def answer(self) -> str: ...
    @property
    def because(self) -> str: ...


class PolicyFed(Protocol):
    """What an office's policy says of one option; `option` is the option's id."""

    @property
    def office(self) -> str: ...
    @property
    def option(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def says(self) -> str: ...
    @property
    def clauses(self) -> Sequence[ClauseFed]: ...
    @property
    def approvals(self) -> Sequence[str]: ...
    @property
    def records(self) -> Sequence[str]: ...
    @property
    def hangs_on(self) -> Sequence[str]: ...
