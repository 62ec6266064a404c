"""The figures of a run of years in, those of its highest or lowest years out."""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.claims.asked import Peak
from cin_narrative.disclosure.figures import Figure


def peak_of(known: Sequence[Figure], lowest_first: bool) -> Peak:
    """Both ends of the years; the later one of two alike."""
    highest = max(known, key=lambda figure: (figure.value or 0, figure.year))
    lowest = min(known, key=lambda figure: (figure.value or 0, -figure.year))
    return Peak(highest, lowest, lowest_first)


def first_years(known: Sequence[Figure], n: int, lowest: bool, is_place: bool) -> list[Figure]:
    """ "Which three years", "the second highest year": the first ``n`` with all that tie for the
    last place, or those in that place alone (``is_place``)."""
    sign = 1 if lowest else -1
    ordered = sorted(known, key=lambda figure: (sign * (figure.value or 0), -figure.year))
    last = ordered[min(n, len(ordered)) - 1].value
    alike = [i for i, figure in enumerate(ordered) if figure.value == last]
    return ordered[alike[0] if is_place else 0 : alike[-1] + 1]
