"""The registry of operators: every module of this folder in, the operator that takes an ask out.

An operator is one file: its query, the pattern of slots it takes, how it is said. Adding one is
adding its file, with ``OPERATOR`` in it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from cin_narrative.messages import message
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.queries import Query
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Operator:
    """What is asked of the figures: the kinds of ask it serves, its query, and how that is said.

    ``takes`` narrows it to a pattern of slots; of several that take an ask, the one with a pattern
    is used. ``counts``: it needs a measure; without one the ask is a choice.
    """

    name: str
    kinds: tuple[str, ...]
    query: Callable[[Resolved, Held], Query]
    say: Callable[[Any, Speaker], None]
    takes: Callable[[Resolved], bool] | None = None
    counts: bool = True


@cache
def by_file() -> dict[str, Operator]:
    """Every operator by the name of its file, in the order of the alphabet."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").OPERATOR for name in names}


@cache
def operators() -> dict[str, Operator]:
    """Every operator by name, in the order of their files."""
    return {operator.name: operator for operator in by_file().values()}


def operator_for(resolved: Resolved) -> Operator:
    """The operator that takes the ask; ``LookupError`` for a kind that none serves."""
    serving = [one for one in operators().values() if resolved.ask in one.kinds]
    fitting = [one for one in serving if one.takes is not None and one.takes(resolved)]
    plain = [one for one in serving if one.takes is None]
    for operator in [*fitting, *plain]:
        return operator
    raise LookupError(message("questions.unserved", kind=resolved.ask))
