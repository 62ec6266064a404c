"""An object that stays (a page, a chart) -> what is made of it for the screen, the same again, made
once. What a reader sees anew on each click need not be worked out anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 400  # some fifteen pages; the objects are held as long as what was made of them


class _Same:
    """An object as itself, whatever it equals."""

    __slots__ = ("one",)

    def __init__(self, one: object) -> None:
        self.one = one

    def __hash__(self) -> int:
        return id(self.one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.one is self.one


def kept(make: Callable[..., T], *objects: object, more: tuple[Hashable, ...] = ()) -> T:
    """``make(*objects, *more)``, made once for these very objects; nobody may change it."""
    found: T = _made(make, tuple(map(_Same, objects)), more)
    return found


@lru_cache(maxsize=MOST)
def _made(make: Callable[..., Any], objects: tuple[_Same, ...], more: tuple[Hashable, ...]) -> Any:
    return make(*(one.one for one in objects), *more)
