"""What a finding carries of the two counts of a share or a ratio -> the claim which of them moved
it.
"""

from __future__ import annotations

from cin_narrative.claims.counts_behind import CountMoved, Decomposed
from cin_narrative.claims.message_words import Course, Turn
from cin_narrative.disclosure.figures import Figure
from cin_narrative.findings.finding import Cell, Decomposition, Finding, Record


def decomposed(finding: Finding, figure: Figure) -> Decomposed | None:
    """Which count moved ``figure``, the finding's share or ratio; None where it carries no two
    numbers, where neither moved beyond chance, or where the one that did went the other way.
    """
    held = next((one for one in finding.carried if isinstance(one, Decomposition)), None)
    if held is None or any(one.is_lower_bound for one in (*held.above, *held.below)):
        return None
    above = _moved(held.above, held.above_moved, held.above_record)
    below = _moved(held.below, held.below_moved, held.below_record)
    by_above, by_below = _times(held.above), _times(held.below)
    rose = by_above > by_below
    explains = above.course is (Course.UP if rose else Course.DOWN)
    explains |= below.course is (Course.DOWN if rose else Course.UP)
    if not explains:
        return None
    faster = above.course is below.course and (by_below > 1) is not rose
    years = held.above[0].year - held.above[1].year
    return Decomposed(figure, above, below, faster, 0 if finding.span == years else years)


def _moved(pair: tuple[Cell, Cell], beyond_chance: bool, record: Record | None) -> CountMoved:
    rose = _times(pair) > 1
    course = (Course.UP if rose else Course.DOWN) if beyond_chance else Course.LITTLE
    is_end = record is not None and beyond_chance and record.highest is rose
    end = (Turn.UP if rose else Turn.DOWN) if is_end else None
    return CountMoved(*pair, course, end, record.years if record is not None and is_end else 0)


def _times(pair: tuple[Cell, Cell]) -> float:
    later, earlier = (float(one.value or 0) for one in pair)
    return later / earlier if earlier else float("inf")
