"""Every file of definitions, words and sentences -> every fault in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cin_narrative.catalogue.faults import Fault


def check() -> list[Fault]:
    """Every fault of every file of definitions, words and sentences, all at once; an empty list
    where there is none.
    """
    from cin_narrative.check.registry import every_fault

    return every_fault()
