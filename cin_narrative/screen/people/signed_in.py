"""The session that runs -> who is there: the claims of its sign-in, or where it is asked from."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cin_narrative.access.door import ask_whom
from cin_narrative.access.request_origin import is_at_this_machine, is_open_to
from cin_narrative.access.roles import Person, guest, machine_user
from cin_narrative.access.team import faults, team_of
from cin_narrative.settings import open_to

AUTH, TEAM = "auth", "team"  # the tables of the secrets file
NOBODY = Person("", "", False, frozenset())


@dataclass(frozen=True, slots=True)
class SignIn:
    """The settings of the sign-in; ``faults`` is what is wrong with them."""

    auth: Mapping[str, Any]
    team: Mapping[str, Any]
    faults: tuple[str, ...]


def sign_in() -> SignIn | None:
    """The settings of the sign-in, read by Streamlit from its file of secrets; None where neither
    table is there, so that somebody works alone.
    """
    if not st.secrets.load_if_toml_exists():
        return None
    auth, team = (_plain(st.secrets.get(name)) for name in (AUTH, TEAM))
    if not auth and not team:
        return None
    return SignIn(auth, team, tuple(faults(auth, team)))


def _plain(table: Any) -> dict[str, Any]:
    """A table of the secrets, and the tables in it, as dictionaries."""
    found: dict[str, Any] = table.to_dict() if hasattr(table, "to_dict") else dict(table or {})
    return found


def is_signed_in() -> bool:
    """Whether the browser brings a sign-in, however old."""
    return bool(st.user.get("is_logged_in", False))


def is_beyond() -> bool:
    """Whether the page is asked for from beyond this machine."""
    remote = st.context.ip_address
    number = remote if isinstance(remote, str) else None  # none for this machine, and in tests
    return not is_at_this_machine(st.context.headers.to_dict(), number)


def present() -> Person | None:
    """Who is at the session that runs; None where none does: what a view has started in a thread
    of its own does what that view was allowed.

    It is looked up at every call: a press of a button comes before the page that asks who is there.
    """
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    settings = sign_in()
    if settings is None:
        return _without_sign_in()
    if settings.faults or not is_signed_in():
        return NOBODY
    return team_of(settings.team).person_of(st.user.to_dict(), time.time()) or NOBODY


def _without_sign_in() -> Person:
    if not is_beyond():
        return machine_user()
    return guest() if is_open_to(st.context.headers.to_dict(), open_to()) else NOBODY


ask_whom(present)
