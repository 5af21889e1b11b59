"""What was worked out before, by the content it was worked out of: the last few results, in memory alone."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


def key_of(case: Mapping[str, Any], law_as_of: str, *more: object) -> str:
    """The SHA-256 of a case file, the day whose law is asked for, and whatever else a result depends on."""
    text = json.dumps([case, law_as_of, *more], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Remembered(Generic[Result]):
    """The last results by their keys, at most so many; what was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, Result] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Result | None:
        """The result of that key, if it is still there."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: str, result: Result) -> Result:
        """Remember a result, and give it back."""
        with self._lock:
            self._held[key] = result
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return result

    def of(self, key: str, work: Callable[[], Result]) -> Result:
        """The result of that key, worked out when it is not there. Two who ask at once may both work it out."""
        found = self.get(key)
        return self.put(key, work()) if found is None else found
