"""An authority's own figures beside DfE's, with the difference and the likely reasons that can be
tested.

 Both sides come through the disclosure door: a figure that DfE suppressed stays suppressed here,
too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cin_narrative.catalogue.areas import Area, Areas
from cin_narrative.catalogue.catalogue import Catalogue, Category, Indicator, Measure
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE, Door
from cin_narrative.disclosure.figures import POPULATION, Figure, Figures
from cin_narrative.errors import NotHeld
from cin_narrative.store.store import Store

PREVIOUS = (
    "the figure here is a lower bound: the return of the year before was not loaded with this one"
)
EXCLUDED = "records were left out here: {words}"
POPULATION_REVISED = "the rates use different population estimates: {local:,} and {published:,} children aged under 18"
REVISED = "DfE changed this figure between its releases ({releases}): the return was amended, or the method"
DERIVED = "DfE's figure has other parts than ours, though its count is the same"
RESUBMITTED = "the return that DfE used is probably another one, resubmitted or amended after this file was made"
INTERNAL_LABEL = "Internal: exact figures, not for publication."
MAIN_COUNTS = (
    "referrals",
    "children_in_need_at_31_march",
    "episodes_of_need_ending",
    "assessments_completed",
    "section_47_enquiries",
    "child_protection_plans_starting",
    "child_protection_plans_at_31_march",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure on both sides. ``difference`` is local less published, None where one side has no
    number.
    """

    indicator: Indicator
    measure: Measure
    category: Category | None
    local: Figure
    published: Figure | None
    difference: Decimal | None
    reasons: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The title of the indicator, with the category."""
        return (
            f"{self.indicator.title}: {self.category.label}"
            if self.category
            else str(self.indicator.title)
        )

    @property
    def agrees(self) -> bool:
        """Whether both sides show the same number."""
        return self.difference == 0


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every figure of one authority and year on both sides, in the order of the catalogue."""

    area: Area
    year: int
    local: str
    published: str
    lines: tuple[Line, ...]
    exact: bool = False
    resubmitted: bool = False

    @property
    def differing(self) -> list[Line]:
        """The lines whose numbers differ, the largest relative difference first."""
        found = [line for line in self.lines if line.difference]
        return sorted(found, key=_relative, reverse=True)

    @property
    def agreeing(self) -> int:
        """How many figures are the same."""
        return sum(line.agrees for line in self.lines)

    def text(self) -> str:
        """The reconciliation as the command line prints it."""
        compared = [line for line in self.lines if line.difference is not None]
        out = [
            f"{self.area.in_name}, year ending 31 March {self.year}: {self.local}, beside DfE's {self.published} release",
            *([INTERNAL_LABEL] if self.exact else []),
            f"{self.agreeing:,} of the {len(compared):,} figures that both sides show agree. {len(self.lines) - len(compared):,} more are "
            "shown by one side only or by neither: suppressed, or not published by DfE for a local authority.",
            *([f"More than one main count differs: {RESUBMITTED}."] if self.resubmitted else []),
        ]
        for line in self.differing:
            published = line.published.shown if line.published else "none"
            out.append(
                f"{line.name} ({line.measure.value}): {line.local.shown} here, {published} from DfE, {_written_difference(line)}."
            )
            out += [f"    {reason[0].upper()}{reason[1:]}." for reason in line.reasons]
        return "\n".join(out)


def _written_difference(line: Line) -> str:
    """``16 fewer here``, ``2.3 percentage points more here``."""
    difference = line.difference or Decimal(0)
    points = " percentage points" if line.measure is Measure.PERCENTAGE else ""
    if line.measure is Measure.COUNT:
        return f"{abs(difference):,} {'more' if difference > 0 else 'fewer'} here"
    return f"{abs(difference):,}{points} {'higher' if difference > 0 else 'lower'} here"


def _relative(line: Line) -> Decimal:
    """How large the difference is beside the larger of the two figures."""
    published = line.published.value if line.published else None
    larger = max(abs(line.local.value or Decimal(0)), abs(published or Decimal(0)))
    return abs(line.difference or Decimal(0)) / larger if larger else Decimal(0)


def reconcile(
    store: Store,
    catalogue: Catalogue,
    areas: Areas,
    area: Area,
    year: int,
    release: str = "",
    audience: str = PUBLISHABLE,
) -> Reconciliation:
    """Set the local return of ``area`` for ``year`` beside DfE's ``release`` (default: its newest
    that holds the area and year).


    Raises ``NotHeld`` where the store has no local return, or nothing of DfE's to compare with.
    """
    figures = Figures(Door(store, catalogue, audience=audience), catalogue, areas)
    held = figures.door.releases(area.code, year, *(indicator.id for indicator in catalogue))
    local = next((name for name in held if store.releases[name].is_local), "")
    published = release or next((name for name in held if not store.releases[name].is_local), "")
    if not local:
        raise NotHeld(
            f"The store holds no census return of {area.in_name} for {year}: load it first."
        )
    if not published:
        raise NotHeld(
            f"The store holds no figures of DfE for {area.in_name} in {year}: nothing to compare the return with yet."
        )
    lines = [
        _line(figures, indicator, measure, category, area, year, (local, published))
        for indicator, measure, category in _cells(catalogue)
    ]
    whole = [line for line in lines if line is not None]
    resubmitted = (
        sum(
            1
            for line in whole
            if line.difference
            and line.indicator.id in MAIN_COUNTS
            and line.measure is Measure.COUNT
        )
        > 1
    )
    explained = tuple(
        _explained(line, store, figures, area, year, (local, published))
        if line.difference
        else line
        for line in whole
    )
    return Reconciliation(
        area, year, local, published, explained, audience == INTERNAL, resubmitted
    )


def _cells(catalogue: Catalogue) -> Iterator[tuple[Indicator, Measure, str]]:
    for indicator in catalogue:
        if indicator.id != POPULATION and not indicator.is_cross_table:
            for measure in indicator.measures:
                for category in catalogue.counts_of(indicator).categories or [""]:
                    yield indicator, measure, category


def _line(
    figures: Figures,
    indicator: Indicator,
    measure: Measure,
    category: str,
    area: Area,
    year: int,
    releases: tuple[str, str],
) -> Line | None:
    local, published = (
        figures.level(indicator.id, measure, area, year, category, release=release)
        for release in releases
    )
    if local is None:
        return None
    known = local.value is not None and published is not None and published.value is not None
    difference = (
        local.value - published.value
        if known and local.value is not None and published and published.value is not None
        else None
    )
    return Line(indicator, measure, local.category, local, published, difference)


def _explained(
    line: Line, store: Store, figures: Figures, area: Area, year: int, releases: tuple[str, str]
) -> Line:
    """``line`` with every reason that the store gives for its difference."""
    reasons = [PREVIOUS] if line.local.is_lower_bound else []
    reasons += [EXCLUDED.format(words=words.removesuffix(".")) for words in line.local.left_out]
    if line.measure is Measure.RATE and line.published:
        reasons += _population(line.local, line.published)
    reasons += _revised(line, store, figures, area, year)
    if (
        not reasons
        and line.measure is not Measure.COUNT
        and _same_count(line, figures, area, year, releases)
    ):
        reasons.append(DERIVED)
    return Line(
        line.indicator,
        line.measure,
        line.category,
        line.local,
        line.published,
        line.difference,
        tuple(reasons),
    )


def _population(local: Figure, published: Figure) -> list[str]:
    ours, theirs = local.denominator, published.denominator
    return (
        [POPULATION_REVISED.format(local=ours, published=theirs)]
        if ours and theirs and ours != theirs
        else []
    )


def _revised(line: Line, store: Store, figures: Figures, area: Area, year: int) -> list[str]:
    """Whether DfE's own releases differ on the figure."""
    shown: dict[str, str] = {}
    for name in figures.door.releases(area.code, year, line.indicator.id):
        if not store.releases[name].is_local:
            figure = figures.level(
                line.indicator.id,
                line.measure,
                area,
                year,
                line.category.id if line.category else "",
                release=name,
            )
            if figure is not None and figure.is_number:
                shown[name] = figure.shown
    return (
        [REVISED.format(releases=", ".join(f"{name}: {value}" for name, value in shown.items()))]
        if len(set(shown.values())) > 1
        else []
    )


def _same_count(
    line: Line, figures: Figures, area: Area, year: int, releases: tuple[str, str]
) -> bool:
    if Measure.COUNT not in line.indicator.measures:
        return False
    category = line.category.id if line.category else ""
    counts = [
        figures.level(line.indicator.id, Measure.COUNT, area, year, category, release=release)
        for release in releases
    ]
    return all(counts) and len({figure.value for figure in counts if figure}) == 1
