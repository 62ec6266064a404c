"""Days as numbers, and working days between them: what the generator reckons with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from cin_narrative.catalogue.working_days import numbered_days
from cin_narrative.errors import InputRefused


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
        return (
            start
            if days == 0
            else bisect_left(self._count, self._count[start - self._start] + days) + self._start
        )

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
    total = sum(many for _, _, many in counts)
    fixed = (
        {
            max(0, -(-round(fraction * total * 1000) // 1000) - 1): value
            for fraction, value in anchors
        }
        if total
        else {}
    )
    values: list[int] = []
    for low, high, many in counts:
        begin = len(values)
        points = [
            (begin, low),
            *(
                (place, value)
                for place, value in sorted(fixed.items())
                if begin <= place < begin + many and low <= value <= high
            ),
            (begin + many - 1, high),
        ]
        for place in range(begin, begin + many):
            left = max(
                (p for p in points if p[0] <= place),
                key=lambda p: (p[0], p[1] if p[0] in fixed else 0),
            )
            right = min((p for p in points if p[0] >= place), key=lambda p: p[0])
            gap = right[0] - left[0]
            values.append(
                fixed.get(
                    place,
                    left[1]
                    if gap == 0
                    else left[1] + (right[1] - left[1]) * (place - left[0]) // gap,
                )
            )
    return values


def cannot(what: str) -> InputRefused:
    """Why totals cannot be met."""
    return InputRefused(f"A return with these totals cannot be made: {what}.")
