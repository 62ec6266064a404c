"""``app``: the page in a browser, served to this machine alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.errors import (
    CinNarrativeError,
    InputDamaged,
    InputMissing,
    InputRefused,
    LoadInterrupted,
    StoreMissing,
)
from cin_narrative.messages import message
from cin_narrative.resources import resource
from cin_narrative.settings import STORE_VARIABLE, store_place
from cin_narrative.store.connection import is_there

MOST_PORTS = 65535


def add_arguments(arguments: Arguments) -> None:
    """The store, and where the page is served."""
    add_store(arguments)
    arguments.add("--address", metavar="ADDRESS")
    arguments.add("--port", type=int, metavar="PORT")
    arguments.add("--team", type=Path, metavar="FILE")


def run(options: Namespace) -> int:
    """Serve the page until it is stopped; the exit code of what serves it."""
    place = store_place(options.store)
    if place.named and not is_there(place.path):
        raise StoreMissing(place.path)
    named = {STORE_VARIABLE: str(place.path)} if place.named else {}
    if options.port is not None and not 1 <= options.port <= MOST_PORTS:
        raise CinNarrativeError(message("cli.port", port=options.port, most=MOST_PORTS))
    if options.team is not None:
        _refuse_faulty(options.team)
    command = streamlit_command(options.address, options.port, options.team)
    try:
        return subprocess.call(command, env={**os.environ, **named})
    except KeyboardInterrupt:  # which stops the page, too
        print(message("cli.page_stopped"), file=sys.stderr)
        return LoadInterrupted.exit_code


def _refuse_faulty(file: Path) -> None:
    """Raise ``InputMissing``, ``InputDamaged`` or ``InputRefused`` for settings of a team with
    which the page would open to nobody, or to anybody.
    """
    from cin_narrative.access.team import faults

    if not file.is_file():
        raise InputMissing(message("access.no_settings", file=file))
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        told = " ".join(str(error).split())
        raise InputDamaged(message("access.settings_damaged", file=file, error=told)) from error
    auth, team = (table.get(name, {}) for name in ("auth", "team"))
    if not (isinstance(auth, Mapping) and isinstance(team, Mapping) and (auth or team)):
        raise InputRefused(message("access.settings_without", file=file))
    if found := faults(auth, team):
        raise InputRefused("\n".join(found))


def streamlit_command(
    address: str | None = None, port: int | None = None, team: Path | None = None
) -> list[str]:
    """What starts the page. Its settings are flags: Streamlit looks for its file of settings in the
    folder one stands in, where another program's may be, or none.
    """
    settings = str(team.resolve()) if team is not None else None
    own = {"server.address": address, "server.port": port, "secrets.files": settings}
    given = {name: value for name, value in own.items() if value is not None}
    page = str(resource("streamlit_app.py"))
    return [sys.executable, "-m", "cin_narrative.screen", page, *_flags({**_settings(), **given})]


def _settings() -> dict[str, object]:
    """The settings that travel with the page: ``server.address`` -> its value."""
    text = resource(".streamlit", "config.toml").read_text(encoding="utf-8")
    return dict(_named(tomllib.loads(text)))


def _named(table: dict[str, Any], within: str = "") -> Iterator[tuple[str, object]]:
    """The settings of a table and of the tables in it, by their whole names."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _named(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value


def _flags(settings: dict[str, object]) -> Iterator[str]:
    for name, value in settings.items():
        yield f"--{name}={value if isinstance(value, str) else json.dumps(value)}"
