"""A person as they were signed in -> what they may do here."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cin_narrative.messages import words

LONGEST_NAME = 200  # characters, as of a signature


class Role(StrEnum):
    """What somebody is here for; one person may have several."""

    READER = "reader"
    EDITOR = "editor"
    SIGNER = "signer"
    DATA = "data"


class Action(StrEnum):
    """What is asked for at the door; ``prompts/messages/access.toml`` says each in words."""

    READ = "read"
    DRAFT = "draft"
    SIGN = "sign"
    LOAD = "load"
    QUALITY = "quality"
    INTERNAL = "internal"
    RECORDS = "records"

    @property
    def words(self) -> str:
        """What this is, after "may not"."""
        return words("access.actions")[self.value]


_EDITOR = frozenset({Action.READ, Action.DRAFT})
MAY: Mapping[Role, frozenset[Action]] = {
    Role.READER: frozenset({Action.READ}),
    Role.EDITOR: _EDITOR,
    Role.SIGNER: _EDITOR | {Action.SIGN},
    Role.DATA: frozenset(
        {Action.READ, Action.LOAD, Action.QUALITY, Action.INTERNAL, Action.RECORDS}
    ),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. ``id`` is what they are known by (an e-mail address, in small letters), ``name``
    what a signature says, ``verified`` whether a sign-in says both.
    """

    id: str
    name: str
    verified: bool
    roles: frozenset[Role]

    def may(self, action: Action) -> bool:
        """Whether one of their roles allows ``action``."""
        return any(action in MAY[role] for role in self.roles)


def machine_user() -> Person:
    """Whoever works at this machine itself, whose files these are: everything, nothing verified."""
    try:
        known = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user that the system has no name for
        known = ""
    return Person(known, "", False, frozenset(Role))


def guest() -> Person:
    """Whoever reads over a network that was opened without a sign-in: figures, and no more."""
    return Person("", "", False, frozenset({Role.READER}))


def allowing(action: Action) -> list[str]:
    """The roles that allow ``action``, the least first."""
    return [role.value for role in Role if action in MAY[role]]
