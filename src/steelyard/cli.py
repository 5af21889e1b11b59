"""The command line."""

from __future__ import annotations


def main() -> None:
    """Run `steelyard`."""
    raise SystemExit(2)
