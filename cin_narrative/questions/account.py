"""The account of an ask: what it asked and what was given in, its outcome and what is missing
out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cin_narrative.claims.claims import Gap
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import years_listed
from cin_narrative.questions.queries import NEIGHBOURS, REGION, Place, Query
from cin_narrative.questions.resolution.resolved import Nearest, Resolved
from cin_narrative.questions.statements.statement import Said
from cin_narrative.questions.wording import line_of, said_topics
from cin_narrative.writing.render import Ledger

ORDER = ("nearest", "choice_needed", "not_held", "refused", "fault")
BY_PLACE = (
    "value",
    "trend",
    "compare",
    "change",
    "rank",
    "breakdown",
    "gap",
    "streak",
    "net",
    "ratio",
)
LEVELLESS = ("compare", "gap", "rank")  # operators that hold nothing against a level


@dataclass(slots=True)
class Account:
    """One ask: its words, its outcome, the marks it is given under, what was asked and held, and
    the slots that it was resolved to."""

    words: str
    outcome: str = "answered"
    figures: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    slots: list[Resolved] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """The account for JSON."""
        return {
            "words": self.words,
            "outcome": self.outcome,
            "figures": self.figures,
            "asked": " ".join(self.asked) or None,
            "held": " ".join(self.held) or None,
            "why": " ".join(self.why) or None,
        }

    def note(self, lines: Sequence[Nearest]) -> None:
        """Enter what is given in place of what was asked, or is not given."""
        self.asked += [line.asked for line in lines if line.asked]
        self.held += [line.held for line in lines if line.held]
        self.why += [line.why for line in lines if line.why]


def outcome_of(slots: Resolved, said: Said) -> str:
    """Of one resolved ask: nearest where something else is given, not held where nothing is."""
    told = [claim for claim in said.claims if not isinstance(claim, Gap)]
    if not told and not said.tables and not said.texts:
        return "not_held"
    given = said.asks_back or any(line.leads for line in slots.nearest)
    return "nearest" if given else "answered"


def marks_of(said: Said, ledger: Ledger) -> list[int]:
    """The marks of the figures that an ask is given."""
    marks = (ledger.mark(figure) for figure in said.figures)
    return sorted({mark for mark in marks if mark is not None})


def overall(outcomes: Sequence[str], gave_figures: bool) -> str:
    """Of the whole: answered if every ask is, else nearest if any gave a figure, else the first of
    choice, not held, refused."""
    if outcomes and all(one == "answered" for one in outcomes):
        return "answered"
    if gave_figures:
        return "nearest"
    kept = [one for one in outcomes if one != "answered"] or ["refused"]
    return min(kept, key=lambda one: ORDER.index(one) if one in ORDER else len(ORDER))


def untold(slots: Resolved, query: Query, said: Said, held: Held) -> Iterator[Nearest]:
    """A line for each place, year or comparator of the ask that no sentence and no table gives."""
    if slots.ask not in BY_PLACE or not slots.topics:
        return
    figures, gaps = said.figures, said.gaps
    if slots.level is not None and slots.ask in LEVELLESS:
        yield _line("level_untold", slots, held, None, slots.years)
    own = dict(zip(query.places, ((year,) for year in slots.own_years), strict=False))
    for place in query.places:
        asked = own.get(place, query.years)
        years = [year for year in asked if not _is_told(place, year, slots, figures, gaps)]
        if years and slots.years_said:
            yield _line("untold", slots, held, place, years)
    first = next(iter(numbered(figures)), None)
    for one in slots.beside if first is not None else ():
        if not _is_beside(one, figures, slots, held):
            yield _line(
                "uncompared", slots, held, one if isinstance(one, Place) else None, slots.years
            )


def numbered(figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures with a number."""
    return (figure for figure in figures if figure.value is not None)


def _is_told(
    place: Place, year: int, slots: Resolved, figures: Sequence[Figure], gaps: Sequence[Gap]
) -> bool:
    told = any(f.area.code in place.codes and f.year == year for f in figures)
    return told or any(gap.area.code in place.codes and gap.year == year for gap in gaps)


def _is_beside(one: Place | str, figures: Sequence[Figure], slots: Resolved, held: Held) -> bool:
    if one == NEIGHBOURS:
        return any(figure.area.level == "neighbours" for figure in figures)
    if one == REGION:
        area = held.area(slots.places[0], slots.years[-1] if slots.years else None)
        region = held.areas.region_of(area) if area.is_authority else None
        return region is None or any(figure.area.code == region.code for figure in figures)
    return isinstance(one, Place) and any(figure.area.code in one.codes for figure in figures)


def _line(
    kind: str, slots: Resolved, held: Held, place: Place | None, years: Sequence[int]
) -> Nearest:
    area = held.area(place, years[-1] if years else None) if place is not None else None
    about = {"names": said_topics(slots, held), "area": area, "years": years_listed(years)}
    return line_of(kind, about, leads=False)
