"""What somebody wants to do -> done, or refused in one line: every public verb asks here, whichever
front it is called from.
"""

from __future__ import annotations

from collections.abc import Callable

from cin_narrative.access.roles import Action, Person, allowing, machine_user
from cin_narrative.errors import NotAllowed, either
from cin_narrative.messages import message

Finder = Callable[[], Person | None]
_finders: list[Finder] = []


def ask_whom(find: Finder) -> None:
    """Let a front say who asks: ``find`` gives the person, or None where nobody asks through it.

    The command line has none: whoever can start it has the files themselves.
    """
    if find not in _finders:
        _finders.append(find)


def who() -> Person:
    """Whoever asks now; looked for anew each time, so that a session that has ended is nobody's."""
    found = (find() for find in _finders)
    return next((person for person in found if person is not None), None) or machine_user()


def require(action: Action) -> Person:
    """Whoever asks, where they may do this; ``NotAllowed`` else."""
    person = who()
    if not person.may(action):
        raise NotAllowed(
            message("access.not_allowed", action=action.words, roles=either(allowing(action)))
        )
    return person
