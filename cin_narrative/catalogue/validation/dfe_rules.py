"""``data/reference/dfe_rules.csv`` -> DfE's validation rules of the census: number, kind, module,
collections and text, as DfE gives them.

Source: DfE, children in need census, the validation rules of the collections of 2022 to 2023 to
2025 to 2026 (``data/reference/SOURCES.md``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.reference import REFERENCE, reference_rows

TABLE = REFERENCE / "dfe_rules.csv"


class RuleKind(StrEnum):
    """What DfE does where a rule is broken: an error must be mended, a query may be explained."""

    ERROR = "error"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class DfeRule:
    """One rule: its number ("8825Q"), kind, the module of the census that DfE files it under, the
    reporting years whose rules have it, and DfE's own text.
    """

    number: str
    kind: RuleKind
    module: str
    years: frozenset[int]
    text: str

    def holds_in(self, year: int) -> bool:
        """Whether the collection of ``year`` has the rule; a year whose rules are not held is
        taken as the nearest whose rules are.
        """
        first, last = collections()
        return min(max(year, first), last) in self.years


@cache
def dfe_rules(table: Path = TABLE) -> Mapping[str, DfeRule]:
    """Every rule by its number, in DfE's order; raises ``CinNarrativeError``, ``ValueError``."""
    return {row["rule"]: _rule(row) for row in reference_rows(table)}


def _rule(row: Mapping[str, str]) -> DfeRule:
    years = frozenset(map(int, row["collections"].split()))
    return DfeRule(row["rule"], RuleKind(row["type"]), row["module"], years, row["text"].strip())


@cache
def collections() -> tuple[int, int]:
    """The first and the last reporting year whose rules are held."""
    years = {year for rule in dfe_rules().values() for year in rule.years}
    return min(years), max(years)
