"""``groups.toml`` -> how the groups of a census file are laid out, and what is in each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the file: its single fields, and the groups in it, in the order of DfE's
    structure.
    """

    name: str
    sequence: tuple[str, ...]
    nested: frozenset[str] = frozenset()

    @property
    def fields(self) -> tuple[str, ...]:
        """The single fields, in the order of the table's columns."""
        return tuple(name for name in self.sequence if name not in self.nested)


def _read_groups() -> dict[str, Group]:
    text = Path(__file__).with_name("groups.toml").read_text(encoding="utf-8")
    return {
        name: Group(name, tuple(entry["sequence"]), frozenset(entry.get("nested", ())))
        for name, entry in tomllib.loads(text).items()
    }


GROUPS: Mapping[str, Group] = _read_groups()
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
