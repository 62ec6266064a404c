"""Where the files lie that travel with the program: sentences, starter data and reference data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


@cache
def checkout() -> Path | None:
    """The folder of the checkout that the program runs from; None where it is installed."""
    folder = PACKAGE.parent
    return (
        folder if (folder / "pyproject.toml").is_file() and (folder / "prompts").is_dir() else None
    )


@cache
def resource(*parts: str) -> Path:
    """A file or folder that travels with the program: the checkout's, else the wheel's copy."""
    return (checkout() or PACKAGE / "bundled").joinpath(*parts)
