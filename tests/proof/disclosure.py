"""Whether a count that DfE suppresses can be worked out from what one page shows: a linear system, solved exactly.

Unknowns are the counts of one area, year and release. Known are the counts on the page, and those that follow from a rate
(the population is public) or a percentage with its whole, where one whole number alone fits. Equations: the additive
breakdowns, the sums of bands, and the identities of the definitions. A suppressed count must be determined neither by
elimination nor by bounds (counts are whole numbers, and a suppressed one is at least 1).
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from proof.cells import ROOT, Published
from proof.nouns import Nouns

Member = tuple[str, str]  # indicator, category
IDENTITIES = ROOT / "cin_narrative" / "catalogue" / "identities.toml"
POPULATION = "children_aged_under_18"
ROUNDS = 12  # of narrowing: sums are at most a few steps apart
Bounds = dict[Member, tuple[int, float]]


@dataclass(frozen=True)
class Sum:
    """The total is the sum of the parts."""

    total: Member
    parts: tuple[Member, ...]


def sums(nouns: Nouns) -> list[Sum]:
    """Every sum that holds between counts, from the definitions read as plain TOML."""
    found = []
    for name, entry in nouns.definitions.items():
        if entry.get("additive") and entry.get("breakdown_of"):
            found.append(Sum((entry["breakdown_of"], ""), tuple((name, c["id"]) for c in nouns.categories(name))))
        count = entry["measures"].get("count", {})
        if count.get("sum_of"):
            found.append(Sum((name, ""), tuple((count["sum_of"], category) for category in count["categories"])))
    for entry in tomllib.loads(IDENTITIES.read_text(encoding="utf-8"))["identities"]:
        total, *parts = (tuple(name.partition("/")[::2]) for name in (entry["total"], *entry["parts"]))
        found.append(Sum(total, tuple(parts)))
    return found


@dataclass
class Given:
    """What a page tells of one area, year and release: the bounds of each count that is shown, or follows from what is."""

    bounds: Bounds = field(default_factory=dict)

    def narrow(self, member: Member, low: int, high: float) -> None:
        old = self.bounds.get(member, (0, math.inf))
        if max(low, old[0]) <= min(high, old[1]):  # a rate on another estimate of the population tells nothing
            self.bounds[member] = (max(low, old[0]), min(high, old[1]))


class Disclosure:
    """Checks pages for suppressed counts that they give away."""

    def __init__(self, published: Published, nouns: Nouns) -> None:
        self.published, self.nouns, self.sums = published, nouns, sums(nouns)
        self.systems = 0
        self.suppressed = 0

    def given_away(self, record: Mapping[str, Any]) -> Iterator[str]:
        """Each suppressed count that the page determines, described."""
        places: dict[tuple[str, int, str], list[Mapping[str, Any]]] = defaultdict(list)
        for figure in record["figures"]:
            if figure["measure"] in ("count", "rate", "percentage") and figure["value"] is not None:
                code = self._code(figure["area_code"], figure["year"])
                if code:
                    places[code, figure["year"], figure["release"]].append(figure)
        home = {self._code(record["area_code"], year) for year in (record["year"], record["year"] - 1)}
        for (code, year, release), figures in places.items():
            if code in home:  # of a neighbour the page shows rates alone, which have no parts
                yield from self._place(code, year, release, figures)

    def _code(self, ons_code: str, year: int) -> str | None:
        for place in self.published.places:
            if place.ons_code == ons_code and place.level == "authority" and place.first_year <= year <= place.last_year:
                return place.code
        return None

    def _place(self, code: str, year: int, release: str, figures: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        hidden = {member for member in self._members() if self._cell(release, code, year, member) == "c"}
        if not hidden:
            return
        self.systems += 1
        self.suppressed += len(hidden)
        given = self._given(code, year, release, figures)
        equations = self._equations(release, code, year)
        found = determined(equations, given.bounds) | pinned(equations, given.bounds, hidden)
        for member in sorted(found & hidden):
            yield f"{code} {year} ({release}): {member[0]}/{member[1]} is suppressed and follows from the page"

    def _members(self) -> set[Member]:
        return {member for one in self.sums for member in (one.total, *one.parts) if member[0] in self.published.where}

    def _cell(self, release: str, code: str, year: int, member: Member) -> object:
        if member[0] not in self.published.where:
            return "not looked at"
        return self.published.value(release, code, year, member[0], "count", member[1])

    def _given(self, code: str, year: int, release: str, figures: Iterable[Mapping[str, Any]]) -> Given:
        given = Given()
        shown = sorted(figures, key=lambda figure: ("count", "rate", "percentage").index(figure["measure"]))
        for figure in shown:
            member = (self._counts_of(figure["indicator"]), figure["category"] or "")
            value = Decimal(str(figure["value"]))
            if figure["measure"] == "count":
                given.narrow(member, int(value), int(value))
                continue
            below = self._below(figure, code, year, release, given)
            if below:
                per = 10000 if figure["measure"] == "rate" else 100
                low, high = (value - Decimal("0.05")) * below / per, (value + Decimal("0.05")) * below / per
                given.narrow(member, max(0, math.ceil(low)), math.floor(high))
        return given

    def _counts_of(self, name: str) -> str:
        return str(self.nouns.definitions[name].get("count_from", name))

    def _below(self, figure: Mapping[str, Any], code: str, year: int, release: str, given: Given) -> Decimal | None:
        """The population of a rate; the whole of a percentage, where the page shows it or lets it be worked out."""
        if figure["measure"] == "rate":
            cell = self.published.value(release, code, year, POPULATION, "count")
            return cell if isinstance(cell, Decimal) else None
        low, high = given.bounds.get((self.nouns.whole(figure["indicator"]), ""), (0, math.inf))
        if low == high:
            return Decimal(low)
        return Decimal(str(figure["denominator"])) if figure["denominator"] is not None else None

    def _equations(self, release: str, code: str, year: int) -> list[dict[Member, int]]:
        """Each sum as coefficients that add up to nought; a category that the release does not hold is nought in it."""
        found = []
        for one in self.sums:
            parts = [part for part in one.parts if not part[1] or self._cell(release, code, year, part) is not None]
            if parts:
                found.append({one.total: 1, **dict.fromkeys(parts, -1)})
        return found


def determined(equations: list[dict[Member, int]], bounds: Bounds) -> set[Member]:
    """The unknowns that elimination over the rationals leaves alone in a row."""
    exact = {member: low for member, (low, high) in bounds.items() if low == high}
    rows = []
    for equation in equations:
        row = {member: Fraction(factor) for member, factor in equation.items() if member not in exact}
        if row:
            rows.append(row)
    reduced: list[tuple[Member, dict[Member, Fraction]]] = []
    for row in rows:
        for pivot, other in reduced:
            _subtract(row, other, pivot)
        if row:
            pivot = min(row)
            scaled = {member: factor / row[pivot] for member, factor in row.items()}
            for _, other in reduced:
                _subtract(other, scaled, pivot)
            reduced.append((pivot, scaled))
    return {next(iter(row)) for _, row in reduced if len(row) == 1} | set(exact)


def _subtract(row: dict[Member, Fraction], other: Mapping[Member, Fraction], pivot: Member) -> None:
    factor = row.get(pivot)
    if factor:
        for member, value in other.items():
            left = row.get(member, Fraction(0)) - factor * value
            if left:
                row[member] = left
            else:
                row.pop(member, None)


def pinned(equations: list[dict[Member, int]], bounds: Bounds, hidden: set[Member]) -> set[Member]:
    """The unknowns that bounds leave one whole number, narrowed through the sums until nothing changes."""
    ends: dict[Member, tuple[float, float]] = dict(bounds)
    for member in hidden:
        low, high = ends.get(member, (0, math.inf))
        ends[member] = (max(low, 1), high)
    for _ in range(ROUNDS):
        before = dict(ends)
        for equation in equations:
            _narrow(equation, ends)
        if ends == before:
            break
    return {member for member, (low, high) in ends.items() if low == high}


def _narrow(equation: Mapping[Member, int], ends: dict[Member, tuple[float, float]]) -> None:
    """One sum, total = parts, narrowed once: by what the others leave. A sum of DfE's that does not add up tells nothing."""
    total, *parts = equation
    known = {member: ends.get(member, (0, math.inf)) for member in equation}
    lows, highs = [known[part][0] for part in parts], [known[part][1] for part in parts]
    low, high = sum(lows), sum(highs)
    new = {total: (low, high)}
    for part, one_low, one_high in zip(parts, lows, highs, strict=True):
        others_high = high - one_high if one_high != math.inf else sum(h for p, h in zip(parts, highs, strict=True) if p != part)
        new[part] = (known[total][0] - others_high, known[total][1] - (low - one_low))
    for member, (one_low, one_high) in new.items():
        old = known[member]
        narrowed = (max(old[0], one_low), min(old[1], one_high))
        if narrowed[0] <= narrowed[1]:
            ends[member] = narrowed
