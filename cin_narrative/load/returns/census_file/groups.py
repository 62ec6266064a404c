"""``groups.toml`` -> how the groups of a census file are laid out, and what is in each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the file: its single fields, and the groups in it, in the order of DfE's
    structure. ``first_year`` is the first reporting year of a group that the census has not always
    had.
    """

    name: str
    sequence: tuple[str, ...]
    nested: frozenset[str] = frozenset()
    first_year: int = 0

    @property
    def fields(self) -> tuple[str, ...]:
        """The single fields, in the order of the table's columns."""
        return tuple(name for name in self.sequence if name not in self.nested)


def _read_groups() -> dict[str, Group]:
    text = Path(__file__).with_name("groups.toml").read_text(encoding="utf-8")
    return {
        name: Group(
            name,
            tuple(entry["sequence"]),
            frozenset(entry.get("nested", ())),
            entry.get("first_year", 0),
        )
        for name, entry in tomllib.loads(text).items()
    }


GROUPS: Mapping[str, Group] = _read_groups()


def first_year_of(table: str) -> int:
    """The first reporting year in which the census has a table; nought for those of all years."""
    return GROUPS[table].first_year if table in GROUPS else 0


def around(name: str) -> Iterator[str]:
    """Every group that ``name`` stands within, however deep."""
    for group in GROUPS.values():
        if name in group.nested:
            yield group.name
            yield from around(group.name)


REPEATING = {
    "CINdetails",
    "Assessments",
    "CINPlanDates",
    "Section47",
    "ChildProtectionPlans",
    "PreProceedingsandFGDM",
    "Disability",
    "AssessmentFactors",
    "CPPreviewDate",
}
