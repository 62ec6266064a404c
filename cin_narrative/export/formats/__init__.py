"""The registry of formats: every module of this folder in, the format that a page is written in
out.

A format is one file: what it is called, and how a page is written in it. Adding one is adding its
file, with ``FORMAT`` in it; the command line, the screen and ``check`` find it by being there.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from cin_narrative.errors import UnknownName
from cin_narrative.export.page import Page


@dataclass(frozen=True, slots=True)
class Format:
    """One format. ``name`` is what it is asked for by, and the suffix of its files; ``label`` what
    it is called on the screen. ``binary``: it is no text, so it is never printed to a terminal.
    ``draws``: it shows the charts of a page.

    ``write`` gives the same bytes for the same page, changes nothing that the page says, and
    imports its libraries itself: nobody waits for Word to read a page of Markdown.
    """

    name: str
    label: str
    media_type: str
    binary: bool
    draws: bool
    write: Callable[[Page], bytes]


def modules() -> list[str]:
    """The module of each format, in the order of their names."""
    return sorted(f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__))


@cache
def formats() -> dict[str, Format]:
    """Every format by name, in the order of their labels."""
    found: list[Format] = [import_module(name).FORMAT for name in modules()]
    return {one.name: one for one in sorted(found, key=lambda one: one.label)}


def export(page: Page, name: str) -> bytes:
    """The page in the format called ``name``; the same bytes for the same page. Raises
    ``UnknownName``.
    """
    if name not in formats():
        raise UnknownName("format", name, formats())
    return formats()[name].write(page)
