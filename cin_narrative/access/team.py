"""The settings of a team and the claims of a sign-in -> who that is, and with which roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import inf
from typing import Any
from urllib.parse import urlsplit

from cin_narrative.access.request_origin import is_loopback
from cin_narrative.access.roles import LONGEST_NAME, Person, Role
from cin_narrative.errors import did_you_mean
from cin_narrative.messages import message

KEYS = ("hours", "person", "name", "everyone", "roles")
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32  # characters: whoever guesses it can sign in as anybody
HOURS = 12.0
AHEAD = 60.0  # seconds by which the clock of a sign-in may be ahead of ours
VERIFIED = (True, "true")  # as providers write it


Member = tuple[str, str]  # a claim and its value; with no claim, what a person is known by
ANYBODY: Member = ("", "*")


@dataclass(frozen=True, slots=True)
class Team:
    """Who may do what. ``members`` has, for each role, people and claims; ``person`` and ``name``
    are the claims that people are known and named by; a sign-in holds for ``hours``.
    """

    members: Mapping[Role, frozenset[Member]]
    hours: float = HOURS
    person: str = "email"
    name: str = "name"

    def person_of(self, claims: Mapping[str, Any], now: float) -> Person | None:
        """Who has these claims; None where they name nobody, or the sign-in is too old.

        ``now`` is in seconds, as the claim ``iat`` is.
        """
        known = _known_as(claims.get(self.person))
        if known in ("", ANYBODY[1]) or self._is_over(claims.get("iat"), now):
            return None
        if self.person == "email" and not _is_verified(claims):
            return None  # whoever may write any address into a profile is anybody
        held = {ANYBODY, ("", known), *_claims(claims)}
        roles = frozenset(role for role, members in self.members.items() if held & members)
        return Person(known, _one_line(claims.get(self.name)) or known, True, roles)

    def _is_over(self, began: object, now: float) -> bool:
        """Whether the sign-in is too old, or began at no time that has been."""
        if isinstance(began, bool) or not isinstance(began, int | float):
            return True
        return not now - self.hours * 3600 <= began <= now + AHEAD


def _known_as(value: object) -> str:
    """What a person is known by, as it is given but for the size of ASCII letters; "" where any of
    it cannot be seen, or it is too long: nothing is left out of it, for what is left may be
    somebody else's.
    """
    text = value if isinstance(value, str) else ""
    is_seen = all(c.isalnum() or (c.isascii() and c.isprintable()) for c in text)
    is_whole = text == text.strip() and len(text) <= LONGEST_NAME
    return _small(text) if is_seen and is_whole else ""


def _small(text: str) -> str:
    """ASCII letters alone: a sign of another script may have one of them for its small letter."""
    return "".join(c.lower() if c.isascii() else c for c in text)


def _is_verified(claims: Mapping[str, Any]) -> bool:
    """Whether the provider stands for the address; one that never says so is taken at its word."""
    if "email_verified" not in claims:
        return True
    told = claims["email_verified"]
    return isinstance(told, bool | str) and told in VERIFIED


def _one_line(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME]


def _claims(claims: Mapping[str, Any]) -> Iterator[Member]:
    """Every claim with each of its values."""
    for name, value in claims.items():
        values = value if isinstance(value, list | tuple) else [value]
        yield from ((name, str(one)) for one in values if isinstance(one, str | bool | int))


def team_of(table: Mapping[str, Any]) -> Team:
    """The team of the settings under ``[team]``, which have no ``faults``."""
    given = {role: _members(table.get("roles", {}).get(role.value, ())) for role in Role}
    if everyone := table.get("everyone"):
        given[Role(everyone)] |= {ANYBODY}
    hours, person, name = (table.get(key) for key in ("hours", "person", "name"))
    members = {role: frozenset(held) for role, held in given.items()}
    return Team(members, float(hours or HOURS), person or "email", name or "name")


def _members(entries: Iterable[str]) -> set[Member]:
    """``groups=0f3c`` -> ``groups``, ``0f3c``, as written; an address, in small letters."""
    parts = (one.strip().partition("=") for one in entries)
    return {(name, value) if equals else ("", _small(name)) for name, equals, value in parts}


def faults(auth: Mapping[str, Any], table: Mapping[str, Any]) -> list[str]:
    """All that is wrong with the settings under ``[auth]`` and ``[team]``; ``auth`` also has a
    table for each provider, where there are several.
    """
    return [*_auth_faults(auth), *_team_faults(table)]


def _auth_faults(auth: Mapping[str, Any]) -> Iterator[str]:
    providers = [table for table in auth.values() if isinstance(table, Mapping)]
    for one in [{**auth, **table} for table in providers] or [dict(auth)]:
        if missing := [key for key in NEEDED if not one.get(key)]:
            yield message("access.auth_missing", keys=", ".join(missing))
    to = str(auth.get("redirect_uri", ""))
    parts = urlsplit(to)
    secret_way = parts.scheme == "https" or is_loopback(parts.hostname or "")
    if to and not (to.endswith(CALLBACK) and secret_way):
        yield message("access.redirect_uri", given=to, callback=CALLBACK)
    if 0 < len(str(auth.get("cookie_secret", ""))) < SHORTEST_SECRET:
        yield message("access.cookie_secret", least=SHORTEST_SECRET)
    if find_spec("authlib") is None:
        yield message("access.no_authlib")


def _team_faults(table: Mapping[str, Any]) -> Iterator[str]:
    known = [role.value for role in Role]
    yield from _unknown(table, KEYS, "team")
    roles = table.get("roles", {})
    if not isinstance(roles, Mapping):
        yield message("access.not_lists")
        return
    yield from _unknown(roles, known, "team.roles")
    if any(not _is_list(entries) for entries in roles.values()):
        yield message("access.not_lists")
    if (everyone := table.get("everyone")) is not None:
        yield from _unknown([everyone], known, "everyone")
    elif not any(roles.values()):
        yield message("access.nobody_has_a_role")
    hours = table.get("hours", HOURS)
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours < inf:
        yield message("access.hours", given=hours)


def _is_list(entries: object) -> bool:
    is_list = isinstance(entries, Sequence) and not isinstance(entries, str)
    return is_list and all(isinstance(one, str) and one.strip() for one in entries)  # type: ignore[attr-defined]


def _unknown(given: Iterable[object], known: Sequence[str], where: str) -> Iterator[str]:
    for one in given:
        if one not in known:
            near = did_you_mean(str(one), known)
            hint = message("access.did_you_mean", near=near[0]) if near else ""
            yield message("access.unknown_key", where=where, given=one, hint=hint)
