"""The only door between stored counts and shown figures.

What DfE prints is shown as printed, and what it suppressed never is. Of an authority's own return
the public sees what its mask leaves. All of it was decided when the files were loaded, and is
stored with the cell (``decisions``): here it is only looked up. Rules:
DfE, Children in need, data guidance (suppression); Code of Practice for Statistics, T6.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from itertools import chain

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.sums import Member, sums_of
from cin_narrative.errors import UnknownName
from cin_narrative.messages import message
from cin_narrative.store.decisions import Place
from cin_narrative.store.observations import Observation, Symbol, lower_bound_mark
from cin_narrative.store.store import Store

PeerCell = tuple[str, str, str]  # indicator, measure, category
LATEST, FIRST_PUBLISHED = "latest", "first-published"
INTERNAL, PUBLISHABLE = "internal", "publishable"


class Door:
    """Looks observations up for one page: one summary, one answer, one conversation, one export.

    ``choice`` is ``latest`` (the newest release that holds the figure), ``first-published`` or a
    release's id. ``audience`` matters for an authority's own return only: ``publishable`` hides
    what DfE would hide, ``internal`` shows it exactly.
    """

    def __init__(
        self, store: Store, catalogue: Catalogue, choice: str = LATEST, audience: str = PUBLISHABLE
    ) -> None:
        self.store, self.audience = store, audience
        self.choice = resolve_release(store, choice)
        self._catalogue = catalogue

    def choosing(self, choice: str) -> Door:
        """This door to the same page, where the next figures come from another release."""
        other = copy(self)
        other.choice = resolve_release(self.store, choice)
        return other

    def releases(self, area: str, year: int, *indicators: str) -> list[str]:
        """The releases that hold any of the indicators there and then, the one to use first."""
        held, known = set[str](), self.store.releases
        cells = (self.store.observations(area, year, indicator) for indicator in indicators)
        for versions in chain.from_iterable(one.values() for one in cells):
            held.update(one.release for one in versions)
            if len(held) == len(known):  # the others can add none: most stores hold one or two
                break
        ordered = list(held)
        if len(held) > 1:
            ordered.sort(key=lambda release: (known[release].order, release), reverse=True)
        if self.choice == LATEST:
            return ordered
        if self.choice == FIRST_PUBLISHED:
            return ordered[::-1]
        return [self.choice] if self.choice in held else []

    def look(
        self, area: str, year: int, indicator: str, measure: Measure, category: str, release: str
    ) -> Observation | None:
        """The observation of one release, protected; None where that release does not hold it."""
        versions = self.store.observations(area, year, indicator).get((measure, category), ())
        for found in versions:  # a loop: this is the innermost read of every page
            if found.release == release:
                if found.masked and self.audience != INTERNAL:
                    return found.hidden()
                return found
        return None

    def numbers(
        self, area: str, release: str, before: str, since: int
    ) -> tuple[Mapping[PeerCell, Mapping[int, float]], Mapping[PeerCell, Mapping[int, float]]]:
        """What it shows of one area in the years of a release, as bare numbers, for tests, and the
        totals of the release ``before`` ``since`` a year: what is told is a figure.
        """
        return self.store.numbers(area, release, before, since, self.audience == INTERNAL)

    def read_peers(self, year: int, release: str, cells: Iterable[PeerCell]) -> None:
        """Read at once what ``peers`` will be asked for."""
        self.store.read_values(year, release, cells)

    def peers(self, year: int, release: str, cell: PeerCell) -> Mapping[str, float]:
        """The values that a release of DfE shows of a cell, by authority; none of a return, which
        is of one authority and has its mask.
        """
        if self.store.releases[release].is_local:
            return {}
        return self.store.values(year, release, cell)

    def may_work_out(self, place: Place, indicator: str) -> bool:
        """Whether a sum of categories, some of them hidden, may be worked out as the total less the
        others.
        """
        return (*place, indicator) in self.store.sums_shown

    def leaves_one_hidden(self, place: Place, whole: Member, part: Member) -> bool:
        """Whether ``whole`` less ``part`` is one count that is hidden, or that and printed ones."""
        return any(
            one.total == whole
            and part in one.parts
            and sum(self._is_hidden(place, other) for other in one.parts if other != part) == 1
            for one in sums_of(self._catalogue)
        )

    def _is_hidden(self, place: Place, member: Member) -> bool:
        area, year, release = place
        found = self.look(area, year, member[0], Measure.COUNT, member[1], release)
        return found is not None and found.symbol == Symbol.SUPPRESSED

    def source_name(self, seen: Observation) -> str:
        """The file that a figure is from; a lower bound, and an exact figure of an authority's own
        return, say so wherever it goes.
        """
        name = self.store.sources[seen.source].name
        if not seen.citation and self.audience != INTERNAL:
            return name
        marks = []
        if seen.citation:
            marks.append(lower_bound_mark([seen.citation]).replace(":", ","))
        if self.audience == INTERNAL and self.store.releases[seen.release].is_local:
            marks.append(message("disclosure.internal"))
        said = "; ".join(filter(None, marks))
        return f"{name} ({said})" if said else name

    def doubts(
        self, place: Place, indicator: str, measure: Measure, category: str
    ) -> tuple[str, ...]:
        """What a cell does not fit with in the files that were loaded."""
        found = self.store.breaches_on(*place, indicator, measure, category)
        if not found:  # as of nearly every cell
            return ()
        return tuple(dict.fromkeys(one.message for one in found))

    def left_out(self, place: Place, indicator: str) -> tuple[str, ...]:
        """Which records an authority's own return left out of an indicator, or lacks for it, and
        why; how many, where the audience may know.
        """
        if not self.store.releases[place[2]].is_local:
            return ()
        found = self.store.findings_on(*place, indicator)
        return tuple(
            finding.said(self.audience == INTERNAL)
            for finding in found
            if finding.handling in ("excluded", "unknown")
        )


def resolve_release(store: Store, choice: str) -> str:
    """``latest``, ``first-published`` or the id of a release held; ``UnknownName`` otherwise."""
    plain = choice.strip().lower().replace(" ", "-").replace("_", "-")
    if plain in (LATEST, "newest", ""):
        return LATEST
    if plain in (FIRST_PUBLISHED, "first", "as-first-published", "original"):
        return FIRST_PUBLISHED
    by_lower = {release.lower(): release for release in store.releases}
    if choice.strip().lower() not in by_lower:
        held = [*store.releases, FIRST_PUBLISHED, LATEST]
        raise UnknownName(message("disclosure.release"), choice, held)
    return by_lower[choice.strip().lower()]


def hidden(symbols: Iterable[str | None]) -> str | None:
    """The symbol of a value worked out from others: the most protective reason among theirs; None
    if all are shown.
    """
    present = set(symbols) - {None}
    if not present:  # as nearly always
        return None
    order = (
        Symbol.SUPPRESSED,
        Symbol.UNRELIABLE,
        Symbol.NOT_GIVEN,
        Symbol.NOT_KNOWN,
        Symbol.NOT_AVAILABLE,
        Symbol.LOW,
        Symbol.NOT_APPLICABLE,
    )
    return next((symbol.value for symbol in order if symbol.value in present), None)
