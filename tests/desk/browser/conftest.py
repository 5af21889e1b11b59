"""The browser and the desks that its tests share; without a Chromium they are skipped and say how to run them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import sync_playwright

from steelyard.desk.settings import Kind
from tests.desk.browser.support import Doorman, Running, chromium, running

OFFICE = "office"
DESKS = [*(str(kind) for kind in Kind), OFFICE]
"""A local desk of each kind, and an office of prosecutors."""


@pytest.fixture(scope="package")
def doorman() -> Iterator[Doorman]:
    """A real Chromium. It lives as long as this package's tests: others may want the thread's event loop for themselves."""
    found = chromium()
    if found is None:
        pytest.skip("no Chromium here: install Debian's package chromium, or name one in STEELYARD_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield Doorman(browser)
        browser.close()


@pytest.fixture(scope="package")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Running]]:
    """The running desk of that name, started when it is first asked for."""
    made: dict[str, Running] = {}
    with ExitStack() as stack:

        def find(name: str) -> Running:
            if name not in made:
                kind, office = (Kind.PROSECUTION, True) if name == OFFICE else (Kind(name), False)
                folder = tmp_path_factory.mktemp(name)
                made[name] = stack.enter_context(running(folder, name, kind, office=office))
            return made[name]

        yield find
