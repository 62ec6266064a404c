"""The environment and the user's folders -> where the store, drafts, verdicts and log are.

Every path is read when it is asked for, so that a setting made after the import counts. The
variables of the language model are read beside the model (CONTRIBUTING lists all of them).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cin_narrative.resources import checkout

STORE_VARIABLE = "CIN_NARRATIVE_STORE"
DRAFTS_VARIABLE = "CIN_NARRATIVE_DRAFTS"
FEEDBACK_VARIABLE = "CIN_NARRATIVE_FEEDBACK"
OPEN_VARIABLE = "CIN_NARRATIVE_OPEN_TO"
PROGRAM, STORE_NAME, LOG_NAME = "cin-narrative", "indicators.duckdb", "model-exchanges.jsonl"


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where the store is. ``named``: by whoever asked, or in the environment; so it is there."""

    path: Path
    named: bool


def store_place(given: str | Path | None = None) -> StorePlace:
    """The store ``given``, else the environment's CIN_NARRATIVE_STORE, else the default one."""
    name = given or os.environ.get(STORE_VARIABLE)
    return StorePlace(Path(name) if name else default_store(), bool(name))


def default_store() -> Path:
    """``data/indicators.duckdb`` of a checkout; of an installed program, a file of the user's data
    folder.
    """
    folder = checkout()
    return (folder / "data" if folder else _user_data()) / STORE_NAME


def _user_data() -> Path:
    from platformdirs import user_data_path  # needed only where the program is installed

    return user_data_path(PROGRAM, appauthor=False)


def drafts_folder() -> Path:
    """The environment's CIN_NARRATIVE_DRAFTS, else ``drafts`` where one stands."""
    return Path(os.environ.get(DRAFTS_VARIABLE) or "drafts")


def feedback_file() -> Path:
    """The environment's CIN_NARRATIVE_FEEDBACK, else ``feedback.jsonl`` where one stands."""
    return Path(os.environ.get(FEEDBACK_VARIABLE) or "feedback.jsonl")


def model_log() -> Path:
    """The log of what a language model was sent, unless the environment names another: beside the
    store.
    """
    return store_place().path.with_name(LOG_NAME)


def open_to() -> frozenset[str]:
    """The names of hosts that the page is served to without a sign-in, for reading alone: the
    environment's CIN_NARRATIVE_OPEN_TO, with commas.
    """
    names = os.environ.get(OPEN_VARIABLE, "").lower().split(",")
    return frozenset(filter(None, map(str.strip, names)))
