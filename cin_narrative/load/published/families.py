"""The columns of a file, and the labels of its rows -> which of DfE's files it is.

A name is a hint only where columns fit two files alike: people rename files, and a download of the
table tool has no name of DfE's. The columns of each file are those of the catalogue's addresses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cin_narrative.load.published.column_addresses import Addresses, Target

FILES = {"a": 7, "b": 7, "c": 6, "d": 8}  # by letter, how many: a1 to a7 and so on, from 2020 on
NAMED = re.compile(r"(?:^|[^a-z0-9])([abcd]\d)(?=[^a-z0-9])|^(headline)|^(ons)[^a-z0-9]", re.I)
SPAN = re.compile(r"(20\d\d)[_ -]+to[_ -]+(20\d\d)", re.IGNORECASE)
# the columns that say what a row of a file of breakdowns is about
LABELS = {
    "a1": ("category_type",),
    "a2": ("category_type",),
    "a3": ("characteristic",),
    "a4": ("characteristic",),
    "a5": ("characteristic", "characteristic_type"),
    "a7": ("characteristic", "characteristic_type"),
}
LABEL_COLUMNS = ("category_type", "characteristic", "characteristic_type")
# of the columns of a file that no name tells, so many must be known: else another statistic that
# shares a word with one of these would be taken for it
SHARE_KNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Fit:
    """How well columns fit one of DfE's files: the (header, label) of each address that is met,
    the cells that they stand for, and how far down the lists of addresses they are.
    """

    family: str
    met: frozenset[tuple[str, str | None]]
    cells: frozenset[tuple[str, tuple[str, str, str]]]
    priority: int


def named_family(name: str) -> str:
    """Which of DfE's files a name says it is, ``b1`` say; nothing where it says none."""
    match = NAMED.search(name)
    return next((group.lower() for group in match.groups() if group), "") if match else ""


def named_span(name: str) -> tuple[int, int] | None:
    """The first and the last year that a file's name says it holds."""
    match = SPAN.search(name)
    return (int(match[1]), int(match[2])) if match else None


def fitting(
    headers: Collection[str], label_columns: tuple[str, ...], labels: set[str], addresses: Addresses
) -> list[Fit]:
    """The files that the columns fit best: one, several that they fit alike, or none."""
    fits = [
        _fit(family, addresses.long(family, headers, labels))
        for family in sorted(addresses.families)
        if LABELS.get(family, ()) == label_columns
    ]
    most = max((len(fit.met) for fit in fits), default=0)
    return [fit for fit in fits if most and len(fit.met) == most]


def family_of(fits: list[Fit], headers: Collection[str], named: str) -> str:
    """The family among ``fits``: where several mean the same cells the one that is read first, else
    the one that the name says; nothing where that leaves it open, or too few columns are known.
    """
    if not fits:
        return ""
    same = len({fit.cells for fit in fits}) == 1
    by_name = [fit for fit in fits if fit.family == named]
    chosen = by_name[0] if by_name else min(fits, key=lambda fit: fit.priority) if same else None
    if chosen is None:
        return ""
    known = len({header for header, _ in chosen.met})
    enough = chosen.family == named or known >= SHARE_KNOWN * len(headers)
    return chosen.family if enough else ""


def _fit(family: str, found: Iterable[tuple[str, Target]]) -> Fit:
    pairs = list(found)
    return Fit(
        family,
        frozenset((header, target.label) for header, target in pairs),
        frozenset((header, target.cell) for header, target in pairs),
        sum(target.priority for _, target in pairs),
    )
