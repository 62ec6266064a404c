"""The published categories of abuse of child protection plans -> how many have each, of the plans
open at 31 March and of those that began, so that both can be.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.totals import indicator_of

Counts = dict[str, int]  # category of abuse -> how many plans

CATEGORIES = {
    "neglect": "NEG",
    "physical_abuse": "PHY",
    "sexual_abuse": "SAB",
    "emotional_abuse": "EMO",
    "multiple": "MUL",
}
WHICH = ("initial", "latest")


def counts_of(
    cast: Cast, which: str, at_31: int, started: int, carried: int
) -> tuple[Counts, Counts]:
    """The categories, ``which`` is initial or latest, of ``at_31`` plans open and ``started`` plans
    begun; those that are not published are chosen so that ``carried`` of the open ones can have
    begun before the year.
    """
    names = list(CATEGORIES)
    opened = cast.totals.parts(f"open_plans_by_{which}_category", names, at_31)
    begun = cast.totals.parts(f"plans_begun_by_{which}_category", names, started)
    for name, counts in (("open_plans_by", opened), ("plans_begun_by", begun)):
        hidden = _hidden(cast, f"{name}_{which}_category", counts)
        _bring_together(counts, hidden, opened, begun, carried)
    return opened, begun


def fewest_carried(cast: Cast, at_31: int, started: int) -> int:
    """How many of the plans open must have begun before the year, as more of a category are open
    than began.
    """
    return max(_not_begun(*counts_of(cast, which, at_31, started, 0)) for which in WHICH)


def _not_begun(opened: Counts, begun: Counts) -> int:
    return sum(max(0, opened[name] - begun[name]) for name in opened)


def _hidden(cast: Cast, name: str, counts: Counts) -> list[str]:
    """The categories whose number is not a published one."""
    indicator, held = indicator_of(name), cast.totals.counts
    return [one for one, count in counts.items() if held.get((indicator, one)) != count]


def _bring_together(
    counts: Counts, hidden: Sequence[str], opened: Counts, begun: Counts, carried: int
) -> None:
    """Move plans of ``counts``, one of the two others, between the ``hidden`` categories until no
    more than ``carried`` of those open must have begun before the year.
    """
    while _not_begun(opened, begun) > carried:
        more = [name for name in hidden if begun[name] > opened[name]]
        fewer = [name for name in hidden if begun[name] < opened[name]]
        giving, taking = (more, fewer) if counts is begun else (fewer, more)
        giving = [name for name in giving if counts[name]]
        if not giving or not taking:
            return
        counts[giving[0]] -= 1
        counts[taking[0]] += 1
