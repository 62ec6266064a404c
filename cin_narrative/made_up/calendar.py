"""Days as numbers, and working days between them: what the generator reckons with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from cin_narrative.catalogue.working_days import numbered_days


class Days:
    """The days around one reporting year as ordinal numbers; ``first`` and ``last`` are 1 April and
    31 March.
    """

    def __init__(self, year: int) -> None:
        self.first, self.last = date(year - 1, 4, 1).toordinal(), date(year, 3, 31).toordinal()
        self.half = date(year - 1, 9, 30).toordinal()
        start = date(year - 10, 1, 1)
        self._start = start.toordinal()
        self._count = [count for _, count in numbered_days(start, date(year, 12, 31))]

    def working(self, start: int, end: int) -> int:
        """Working days after ``start`` up to and including ``end``."""
        return self._count[end - self._start] - self._count[start - self._start]

    def is_working(self, day: int) -> bool:
        """Whether the day is a working day."""
        return self._count[day - self._start] > self._count[day - self._start - 1]

    def after(self, start: int, days: int) -> int:
        """The first day that is ``days`` working days after ``start``."""
        if days == 0:
            return start
        return bisect_left(self._count, self._count[start - self._start] + days) + self._start

    def latest_start(self, end: int, days: int) -> int:
        """The latest day from which ``days`` working days end on or before ``end``."""
        return bisect_right(self._count, self._count[end - self._start] - days) - 1 + self._start

    def before(self, end: int, days: int) -> int:
        """A working day that is ``days`` working days before the working day ``end``."""
        return bisect_left(self._count, self._count[end - self._start] - days) + self._start


def spread(counts: list[tuple[int, int, int]], anchors: list[tuple[float, int]]) -> list[int]:
    """Whole values, ascending: ``counts`` are (lowest, highest, how many) by band, ``anchors``
    (fraction, value) percentiles met.
    """
    fixed = _places(sum(many for _, _, many in counts), anchors)
    values: list[int] = []
    for low, high, many in counts:
        places = range(len(values), len(values) + many)
        values += _band(places, low, high, fixed)
    return values


def _places(total: int, anchors: list[tuple[float, int]]) -> dict[int, int]:
    """The place of each percentile among ``total`` values, counted from nought -> its value."""
    if not total:
        return {}
    places = ((-(-round(fraction * total * 1000) // 1000), value) for fraction, value in anchors)
    return {max(0, place - 1): value for place, value in places}


def _band(places: range, low: int, high: int, fixed: dict[int, int]) -> list[int]:
    """The values of one band: evenly between its ends and the percentiles that lie in it."""
    inside = [one for one in sorted(fixed.items()) if one[0] in places and low <= one[1] <= high]
    points = [(places.start, low), *inside, (places.stop - 1, high)]
    return [fixed[one] if one in fixed else _between(points, one, fixed) for one in places]


def _between(points: list[tuple[int, int]], place: int, fixed: dict[int, int]) -> int:
    """The value at ``place`` on the line through the nearest points on both sides."""
    before = (point for point in points if point[0] <= place)
    left = max(before, key=lambda point: (point[0], point[1] if point[0] in fixed else 0))
    right = min((point for point in points if point[0] >= place), key=lambda point: point[0])
    gap = right[0] - left[0]
    return left[1] + (right[1] - left[1]) * (place - left[0]) // gap if gap else left[1]
