"""What numbers a suppressed count can still be, for a reader who sees areas and the wholes they add
up to on one page.

 England's and the regions' counts are rounded to 10, but their rates and percentages are worked out
before the rounding: beside the denominator they leave a few whole numbers, and less the other
authorities' counts perhaps one. Here every count is an interval, and what is shown narrows it
through the sums of categories, of areas, and through rates and percentages, until nothing changes.
A figure that would leave one number for a suppressed count is refused, and leaves no trace.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cin_narrative.disclosure.sums import Member, Sum
from cin_narrative.disclosure.wholes import AreaSum, area_sums

Var = tuple[str, Member]  # the count of one area
Interval = tuple[int, int]  # smallest and largest whole number, both possible
MOST, FINITE = (
    10**15,
    10**8,
)  # whole numbers, so that all arithmetic is exact; what is above the second is no bound
NOTHING_KNOWN, SUPPRESSED, NOUGHT = (0, MOST), (1, MOST), (0, 0)
ROUNDED_TO = 10
# what takes longer is a circle of figures that do not add up, in which intervals creep on for ever
MOST_STEPS = 20_000
FAR, FEW = (
    10,
    2,
    # a total that leaves its parts so much, or lacks so many areas of the page, narrows no small count
)


def rounded(count: float) -> Interval:
    """What a count of England or a region can stand for: rounded half up to 10, exact where it is
    no multiple of 10.
    """
    number = int(count)
    return (
        (number, number)
        if number % ROUNDED_TO
        else (max(0, number - ROUNDED_TO // 2), number + ROUNDED_TO // 2 - 1)
    )


class Share(NamedTuple):
    """``part`` in ``per`` of ``whole``, rounded half up to ``tenths``: 12.3 per cent is Share(part,
    whole, 123, 100).
    """

    part: Var
    whole: Var
    tenths: int
    per: int

    def of_whole(self, low: int, high: int) -> Interval:
        """The part, of a whole from ``low`` to ``high``."""
        unit = 20 * self.per
        return max(0, -(-(2 * self.tenths - 1) * low // unit)), -(
            -(2 * self.tenths + 1) * high // unit
        ) - 1

    def of_part(self, low: int, high: int) -> Interval:
        """The whole, of a part from ``low`` to ``high``."""
        unit, least = 20 * self.per, 2 * self.tenths - 1
        return unit * low // (
            2 * self.tenths + 1
        ) + 1 if low else 0, unit * high // least if least > 0 else MOST


class Narrowing:
    """The intervals of one year and release, as the reader of one page knows them.

     ``at_first`` says what is known of a count that is not shown (``NOTHING_KNOWN``,
    ``SUPPRESSED``, ``NOUGHT`` for one that the release does not hold; a population is always
    known); ``read_ahead`` is told which counts are about to be asked for.
    """

    def __init__(
        self,
        year: int,
        sums: Mapping[Member, tuple[Sum, ...]],
        at_first: Callable[[str, Member], Interval],
        read_ahead: Callable[[Collection[str], Member], None],
    ) -> None:
        self._year, self._sums, self._at_first, self._read_ahead = year, sums, at_first, read_ahead
        self._bounds: dict[Member, dict[str, Interval]] = defaultdict(dict)
        self._shares: dict[Var, list[Share]] = defaultdict(list)
        self._assumed: set[Var] = set()  # not told as one number
        self._suppressed: set[Var] = set()
        self._looked_into: set[Var] = set()
        self._touched: set[str] = (
            set()
        )  # the areas inside which something follows; most are never, and cost nothing
        self._broken: set[object] = (
            set()
        )  # the sums that do not hold in what is published: they tell nothing
        self._trial = _Trial()

    @property
    def is_contradicted(self) -> bool:
        """Whether something that should add up was found not to."""
        return bool(self._broken)

    def exact(self) -> list[tuple[Var, Interval]]:
        """The counts that were told as one number, as an authority's are; not those that follow
        from others.
        """
        held = (
            ((area, member), interval)
            for member, areas in self._bounds.items()
            for area, interval in areas.items()
        )
        return [
            (var, interval)
            for var, interval in held
            if interval[0] == interval[1] and var not in self._assumed
        ]

    def admits(self, counts: Sequence[tuple[Var, Interval]], share: Share | None = None) -> bool:
        """Whether these may be shown beside all before; if so they are known from now on."""
        if share is None and self._are_noted(counts):
            return True
        if share:
            self._shares[share.part].append(share)
            self._shares[share.whole].append(share)
        while True:
            self._trial = trial = _Trial()
            self._tell(counts, share)
            ends = self._follow()
            if not (trial.gives_away or trial.broken) and ends:
                return True
            self._take_back(trial)
            if not trial.broken:
                break
            self._broken |= trial.broken  # once more without what does not add up
        if share and trial.gives_away:
            self._shares[share.part].remove(share)
            self._shares[share.whole].remove(share)
        return not trial.gives_away  # what does not end is a circle of figures that do not add up

    def _are_noted(self, counts: Iterable[tuple[Var, Interval]]) -> bool:
        noted = list[Var]()
        for var, interval in counts:
            if not self._is_noted(var, interval):
                for area, member in noted:
                    del self._bounds[member][area]
                return False
            noted.append(var)
        return True

    def _is_noted(self, var: Var, interval: Interval) -> bool:
        """Whether a count is known now and nothing can follow from it, as from most: no whole is
        near, nothing is narrowed beside it.
        """
        area, member = var
        held = self._bounds[member]
        if interval[0] != interval[1] or area in held or area in self._touched:
            return False
        held[area] = interval
        for areas in area_sums(area, self._year):
            if areas.whole in held and self._is_near(areas, held):
                del held[area]
                return False
        return True

    @staticmethod
    def _is_near(areas: AreaSum, held: Mapping[str, Interval]) -> bool:
        """Whether a whole is nearly used up by the areas seen, or few are missing: else it narrows
        no small count.
        """
        seen = [interval[0] for area, interval in held.items() if area in areas.parts]
        missing = len(areas.parts) - len(seen)
        return missing <= FEW or held[areas.whole][1] - sum(seen) - missing <= FAR

    def _tell(self, counts: Iterable[tuple[Var, Interval]], share: Share | None) -> None:
        for var, interval in counts:
            if interval[0] == interval[1] and var[0] not in self._bounds[var[1]]:
                self._put(
                    var, None, interval
                )  # an authority's count, as most are: read no more than is shown
            else:
                self._narrow(var, interval)
            if interval[0] == interval[1]:
                self._assumed.discard(var)
        if share:
            self._by_share(share)

    def _take_back(self, trial: _Trial) -> None:
        self._looked_into.difference_update(trial.looked_into)
        for (area, member), before in reversed(trial.changes):
            if before is None:
                del self._bounds[member][area]
            else:
                self._bounds[member][area] = before

    def _follow(self) -> bool:
        """Narrow whatever hangs together with what has changed, inside the areas first; False where
        that would not end.
        """
        trial = self._trial
        for _ in range(MOST_STEPS):
            if trial.inward:
                area, member = trial.inward.popleft()
                trial.outward.append((area, member))
                if area in self._touched:
                    for one in self._sums.get(member, ()):
                        self._by_sum(
                            (area, one), (area, one.total), [(area, part) for part in one.parts]
                        )
                    for share in self._shares.get((area, member), ()):
                        self._by_share(share)
            elif trial.outward:
                area, member = trial.outward.popleft()
                for areas in area_sums(area, self._year):
                    if areas.whole in self._bounds[member]:
                        self._by_areas(areas, member)
            else:
                return True
        return False

    def _by_areas(self, one: AreaSum, member: Member) -> None:
        held = self._bounds[member]
        if not self._is_near(one, held):
            return
        if missing := [area for area in one.parts if area not in held]:
            self._read_ahead(missing, member)
        total, parts = (one.whole, member), [(area, member) for area in sorted(one.parts)]
        self._by_sum((one, member), total, parts)
        self._look_into([total, *(part for part in parts if part in self._suppressed)])

    def _look_into(self, found: Iterable[Var]) -> None:
        """Follow the sums inside the areas of these counts from now on: beside a total that is
        nearly used up they matter.
        """
        for var in found:
            if var not in self._looked_into:
                self._looked_into.add(var)
                self._trial.looked_into.append(var)
                self._touched.add(var[0])
                self._trial.inward.append(var)

    def _by_sum(self, key: object, total: Var, parts: list[Var]) -> None:
        """``total`` is the sum of ``parts``: each is narrowed by what the others leave."""
        if key in self._broken:
            return
        known = [self._bound(part) for part in parts]
        least, most = sum(low for low, _ in known), sum(high for _, high in known)
        low, high = self._bound(total)
        if least > high or low > most:
            self._trial.broken.add(key)
            return
        self._narrow(total, (least, most))
        for part, (part_low, part_high) in zip(parts, known, strict=True):
            if part_low != part_high:
                self._narrow(part, (low - (most - part_high), high - (least - part_low)))

    def _by_share(self, share: Share) -> None:
        self._narrow(share.part, share.of_whole(*self._bound(share.whole)))
        self._narrow(share.whole, share.of_part(*self._bound(share.part)))

    def _bound(self, var: Var) -> Interval:
        area, member = var
        held = self._bounds[member]
        if area not in held:
            held[area] = self._at_first(area, member)
            self._assumed.add(var)
            if held[area] == SUPPRESSED:
                self._suppressed.add(var)
        return held[area]

    def _narrow(self, var: Var, interval: Interval) -> None:
        """Keep what of a count fits; an interval that does not fit at all is of figures that do not
        add up, and tells nothing.
        """
        before = self._bound(var)
        after = (
            max(before[0], interval[0]),
            min(before[1], interval[1] if interval[1] < FINITE else MOST),
        )
        if before != after and after[0] <= after[1]:
            self._put(var, before, after)

    def _put(self, var: Var, before: Interval | None, after: Interval) -> None:
        self._trial.changes.append((var, before))
        self._trial.inward.append(var)
        self._bounds[var[1]][var[0]] = after
        if after[0] == after[1] and var in self._suppressed:
            self._trial.gives_away = True


@dataclass(slots=True)
class _Trial:
    """What one more figure changes, to be taken back where it must not be shown."""

    changes: list[tuple[Var, Interval | None]] = field(default_factory=list)
    looked_into: list[Var] = field(default_factory=list)
    inward: deque[Var] = field(default_factory=deque)
    outward: deque[Var] = field(default_factory=deque)
    broken: set[object] = field(default_factory=set)
    gives_away: bool = False
