"""The tables of ``data/reference``: a file's name -> its rows, a mapping of column to text each."""

from __future__ import annotations

import csv
from pathlib import Path

from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message
from cin_narrative.resources import resource

REFERENCE = resource("data", "reference")


def reference_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a reference table; raises ``CinNarrativeError`` where it cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        said = {"file": path.name, "why": error.strerror}
        raise CinNarrativeError(message("catalogue.no_reference", **said)) from error
