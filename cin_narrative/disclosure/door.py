"""The only door between stored counts and shown figures.

 What DfE suppressed stays suppressed, in every measure that would give the count away. And a count
that is published is withheld where, together with what the same page has already shown, it would
let a suppressed one be worked out by adding and subtracting, in however many steps: referrals,
episodes started and "assessed as not in need" shown together give away a suppressed "no further
action". Rules: DfE, Children in need, data guidance: counts of 1 to 5 are hidden, and a second one
where a sum would give it away.

Two releases hide different counts of one year: what one of them shows counts as known beside the
other, too. And a region's figures beside its authorities' exact counts can leave one number for a
suppressed one (``narrowing``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass, field

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.across import Across, Place, Reads, is_whole
from cin_narrative.disclosure.sums import Member, Sum, sums_of
from cin_narrative.disclosure.suppression import Suppression
from cin_narrative.errors import UnknownName
from cin_narrative.store.observations import Observation, Symbol, lower_bound_mark
from cin_narrative.store.store import Store

LATEST, FIRST_PUBLISHED = "latest", "first-published"
INTERNAL, PUBLISHABLE = "internal", "publishable"


@dataclass(slots=True)
class _Page:
    """What one page lets its reader know of one area and year, shown or worked out, from
    ``releases``; and what it withholds.
    """

    releases: set[str] = field(default_factory=set)
    known: set[Member] = field(default_factory=set)
    withheld: set[Member] = field(default_factory=set)


class Door:
    """Looks observations up for one page: one summary, one answer, one conversation, one export.

     ``choice`` is ``latest`` (the newest release that holds the figure), ``first-published`` or a
    release's id. ``audience`` matters for an authority's own return only: ``publishable`` hides
    what DfE would hide, ``internal`` shows it exactly.
    """

    def __init__(
        self, store: Store, catalogue: Catalogue, choice: str = LATEST, audience: str = PUBLISHABLE
    ) -> None:
        self.store = store
        self.choice = resolve_release(store, choice)
        self._catalogue = catalogue
        self._sums = sums_of(catalogue)
        self.audience = audience
        self._suppression = Suppression(store, catalogue) if audience == PUBLISHABLE else None
        self._local = {release.id for release in store.releases.values() if release.is_local}
        self._pages: dict[tuple[str, int], _Page] = {}
        self._counts: dict[Place, dict[Member, Observation | None]] = defaultdict(dict)
        self._members: dict[tuple[Place, int], frozenset[Member]] = {}
        self._across = Across(
            Reads(self._stored, self._is_suppressed, self._prints, store.prefetch),
            self._sums,
            catalogue.population,
        )

    def choosing(self, choice: str) -> Door:
        """This door to the same page, where the next figures come from another release."""
        other = copy(self)
        other.choice = resolve_release(self.store, choice)
        return other

    def releases(self, area: str, year: int, *indicators: str) -> list[str]:
        """The releases that hold any of the indicators there and then, the one to use first."""
        cells = [self.store.observations(area, year, indicator) for indicator in indicators]
        held = {o.release for own in cells for versions in own.values() for o in versions}
        ordered = sorted(
            held, key=lambda release: (self.store.releases[release].order, release), reverse=True
        )
        if self.choice == LATEST:
            return ordered
        if self.choice == FIRST_PUBLISHED:
            return ordered[::-1]
        return [self.choice] if self.choice in held else []

    def look(
        self, area: str, year: int, indicator: str, measure: Measure, category: str, release: str
    ) -> Observation | None:
        """The observation of one release, protected; None where that release does not hold it.

        A rate or percentage counts as its count shown, and a percentage as its whole shown, too.
        """
        place = (area, year, release)
        found = self._stored(place, (indicator, category), measure)
        if (
            found is not None
            and found.value is not None
            and self._is_masked(place, (indicator, category), measure)
        ):
            return found._replace(value=None, symbol=Symbol.SUPPRESSED.value)
        if found is None or found.value is None or measure is Measure.AVERAGE:
            return found
        definition = self._catalogue[indicator]
        counted = (self._catalogue.counts_of(definition).id, category)
        whole = definition.measures[measure].of if measure is Measure.PERCENTAGE else ""
        given_away = measure is not Measure.COUNT and self._is_suppressed(place, counted)
        is_open = not given_away and self.admits(place, counted, whole)
        if is_open and self._across.admits_figure(place, counted, measure, found.value, whole):
            return found
        return found._replace(value=None, symbol=Symbol.SUPPRESSED.value)

    def largest_first(self, area: str, year: int, indicator: str, release: str) -> list[str]:
        """The categories of a breakdown, the largest published count first: an order, no number.

        A ranking looks at them in this order, so that what has to be withheld is the smallest.
        """
        place = (area, year, release)
        counts = {
            category: self._stored(place, (indicator, category))
            for category in self._catalogue[indicator].categories
        }
        shown = {
            category: 0
            if found is None or self._is_masked(place, (indicator, category))
            else found.value or 0
            for category, found in counts.items()
        }
        return sorted(counts, key=lambda category: -shown[category])

    def withholds(self, place: Place, member: Member, measure: Measure) -> bool:
        """Whether a number that is not shown is published there: hidden for this page's sake, not
        by its publisher.
        """
        found = self._stored(place, member, measure)
        return (
            found is not None
            and found.value is not None
            and not self._is_masked(place, member, measure)
        )

    def source_name(self, seen: Observation) -> str:
        """The file that a figure is from; a lower bound, and an exact figure of an authority's own
        return, say so wherever it goes.
        """
        marks = [lower_bound_mark([seen.citation]).replace(":", ",")]
        if self.audience == INTERNAL and self.store.releases[seen.release].is_local:
            marks.append("internal: exact, not for publication")
        said = "; ".join(filter(None, marks))
        return self.store.sources[seen.source].name + (f" ({said})" if said else "")

    def left_out(self, place: Place, indicator: str) -> tuple[str, ...]:
        """Which records an authority's own return left out of an indicator, and why; how many,
        where the audience may know.
        """
        if not self.store.releases[place[2]].is_local:
            return ()
        found = self.store.findings_on(*place, indicator)
        return tuple(
            finding.said(self._suppression is None)
            for finding in found
            if finding.handling == "excluded"
        )

    def masks(self, place: Place, member: Member) -> bool:
        """Whether this audience must not see a count of an authority's own return, stored or worked
        out.
        """
        return self._is_masked(place, member)

    def admits(self, place: Place, member: Member, whole: str = "") -> bool:
        """Whether ``member`` (and the total ``whole``) may be shown; if so they are known to the
        reader from now on.
        """
        page = self._pages.setdefault(place[:2], _Page())
        if member in page.withheld:
            return False
        joins = (
            place[2] not in page.releases
        )  # what is known already is then looked at beside this release's figures, too
        page.releases.add(place[2])
        new = {member} - page.known
        if whole and (whole, "") not in page.known and not self._is_suppressed(place, (whole, "")):
            new.add((whole, ""))
        known = self._following(place[:2], page, new, page.known | new if joins else new)
        if known is None or not self._across.admits_counts(
            place, known if joins else known - page.known
        ):
            page.withheld.add(member)
            return False
        page.known = known
        return True

    def _following(
        self, where: tuple[str, int], page: _Page, new: set[Member], looked_at: set[Member]
    ) -> set[Member] | None:
        """What is known with ``new``, by whatever follows from what is ``looked_at``; None where
        that tells a hidden count.
        """
        known, queue = page.known | new, list(looked_at)
        places = [(*where, release) for release in sorted(page.releases)]
        while queue:  # what follows from what is known, until nothing more does
            for one in self._sums.get(queue.pop(), ()):
                for place in places:
                    if len(places) > 1 and not any(self._stored(place, part) for part in one.parts):
                        continue  # a sum that this release does not print
                    hidden_yet = one.members - known
                    if len(hidden_yet) > 1 and not known.isdisjoint(one.parts):
                        hidden_yet = self._adding(place, one) - known
                    if self._leaves_the_least(place, one, hidden_yet, known):
                        return None
                    if len(hidden_yet) != 1:
                        continue
                    (last,) = hidden_yet
                    if last in page.withheld or self._is_suppressed(place, last):
                        return None
                    known.add(last)
                    queue.append(last)
        return known

    def _leaves_the_least(
        self, place: Place, one: Sum, others: Collection[Member], known: set[Member]
    ) -> bool:
        """Whether what the known leave of the total is the least that the others can be: 1 for each
        suppressed one.

         Two suppressed counts that add up to 2 are 1 each. Authorities' counts are exact; England's
        and regions' are rounded.
        """
        if one.total not in known or is_whole(place[0]):
            return False
        rest = self._number(place, one.total) - sum(
            self._number(place, part) for part in one.parts if part in known
        )
        if rest > len(others):
            # asked first: no more of them can be suppressed than there are, and the others need not
            # be read
            return False
        suppressed = sum(self._is_suppressed(place, other) for other in others)
        if not suppressed or any(self._stored(place, other) is None for other in others):
            return False  # of one that is worked out, the least is not known
        return rest == suppressed

    def _number(self, place: Place, member: Member) -> float:
        found = self._stored(place, member)
        return found.value or 0 if found is not None else 0

    def _adding(self, place: Place, one: Sum) -> frozenset[Member]:
        """The members that can add to the sum: a category that the release does not hold is nought
        in it.
        """
        key = (place, id(one))
        if key not in self._members:
            self._members[key] = frozenset(
                member
                for member in one.members
                if not member[1] or member == one.total or self._stored(place, member) is not None
            )
        return self._members[key]

    def _is_masked(self, place: Place, member: Member, measure: Measure = Measure.COUNT) -> bool:
        """Whether the audience must not see a figure of an authority's own return."""
        return self._suppression is not None and self._suppression.hides(*place, member, measure)

    def _is_suppressed(self, place: Place, member: Member) -> bool:
        count = self._stored(place, member)
        return count is not None and (
            count.symbol == Symbol.SUPPRESSED
            or (place[2] in self._local and self._is_masked(place, member))
        )

    def _stored(
        self, place: Place, member: Member, measure: Measure = Measure.COUNT
    ) -> Observation | None:
        if measure is not Measure.COUNT:
            return self._read(place, member, measure)
        counts = self._counts[
            place
        ]  # counts are asked for again and again, for every sum that they stand in
        if member not in counts:
            counts[member] = self._read(place, member, measure)
        return counts[member]

    def _prints(self, place: Place, indicator: str) -> bool:
        """Whether the release holds anything of the indicator there."""
        return any(
            o.release == place[2]
            for versions in self.store.observations(*place[:2], indicator).values()
            for o in versions
        )

    def _read(self, place: Place, member: Member, measure: Measure) -> Observation | None:
        area, year, release = place
        versions = self.store.observations(area, year, member[0]).get((measure, member[1]), ())
        for observation in versions:  # a loop: this is the innermost read of every page
            if observation.release == release:
                return observation
        return None


def resolve_release(store: Store, choice: str) -> str:
    """``latest``, ``first-published`` or the id of a release held; ``UnknownName`` otherwise."""
    plain = choice.strip().lower().replace(" ", "-").replace("_", "-")
    if plain in (LATEST, "newest", ""):
        return LATEST
    if plain in (FIRST_PUBLISHED, "first", "as-first-published", "original"):
        return FIRST_PUBLISHED
    by_lower = {release.lower(): release for release in store.releases}
    if choice.strip().lower() not in by_lower:
        raise UnknownName(
            "release in the store", choice, [*store.releases, FIRST_PUBLISHED, LATEST]
        )
    return by_lower[choice.strip().lower()]


def hidden(symbols: Iterable[str | None]) -> str | None:
    """The symbol of a value worked out from others: the most protective reason among theirs; None
    if all are shown.
    """
    present = set(symbols)
    order = (
        Symbol.SUPPRESSED,
        Symbol.UNRELIABLE,
        Symbol.NOT_AVAILABLE,
        Symbol.LOW,
        Symbol.NOT_APPLICABLE,
    )
    return next((symbol.value for symbol in order if symbol.value in present), None)
