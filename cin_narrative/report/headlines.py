"""Headlines: at most six findings, ranked by how far they go beyond the bands, each with why it was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Measure, Polarity
from cin_narrative.claims.claims import Against, Change, Headline, Judgement, Level, Share
from cin_narrative.claims.desk import NEIGHBOURS, Desk
from cin_narrative.disclosure.figures import Figure

MOST_HEADLINES = 6
LONGER_SPAN = 5  # years, of the longer-term change that one headline must give
FULL_MARKS = Decimal(10)  # a gap of so many bands, or more, counts as this many
AGREEMENT = Decimal("1.5")  # a change that goes on from the longer one weighs so much more
WITH_POLARITY = Decimal("1.25")  # a measure of which better and worse may be said weighs so much more

Candidate = tuple[str, Measure]


def choose_headlines(desk: Desk, area: Area, year: int, candidates: Iterable[Candidate], since: int | None = None) -> list[Headline]:
    """The headlines of one area and year, the most important first; at least one gives the longer-term change.

    A candidate without a number, resting on too few cases, or in doubt makes none. ``since``: the year changes are taken from.
    """
    made = [make_headline(desk, area, year, indicator, measure, since) for indicator, measure in candidates]
    ranked = sorted((h for h in made if h is not None), key=lambda headline: -headline.score)
    chosen = ranked[:MOST_HEADLINES]
    if chosen and not any(h.longer for h in chosen):
        rest = [h for h in ranked[MOST_HEADLINES:] if h.longer]
        chosen = [*chosen[:-1], rest[0]] if rest else chosen
    return _one_longer(chosen)


def make_headline(desk: Desk, area: Area, year: int, indicator: str, measure: Measure, since: int | None) -> Headline | None:
    """The finding of one figure, scored; None without a number, on too few cases, or with nothing to hold it against."""
    level = desk.level(indicator, area, year, measure)
    if not isinstance(level, Level | Share) or desk.rests_on_few(level.figure) or level.figure.doubts:
        return None
    figure = level.figure
    change = _steady_change(desk, figure, area, year, year - 1 if since is None else since)
    longer = _longer_change(desk, figure, area, year) if since is None else None
    comparison = desk.comparison(figure, [ENGLAND, NEIGHBOURS])
    against = tuple(one for one in comparison.against if not one.figure.doubts) if comparison else ()
    if change is None and not against:
        return None
    return Headline(figure, change, longer, against, _score(figure, change, longer, against))


def _longer_change(desk: Desk, figure: Figure, area: Area, year: int) -> Change | None:
    """The change over the longest span of at most ``LONGER_SPAN`` and at least two years that can be compared.

    None where the year before rests on few cases: "down since" a year long ago would be told in place of a rise since the last.
    """
    before = desk.figure(figure.indicator.id, desk.areas.at(area, year - 1), year - 1, figure.basis)
    if before is not None and before.value is not None and desk.rests_on_few(before):
        return None
    spans = (_steady_change(desk, figure, area, year, since) for since in range(year - LONGER_SPAN, year - 1))
    return next((change for change in spans if change is not None and change.earlier.release == figure.release), None)


def _steady_change(desk: Desk, figure: Figure, area: Area, year: int, since: int) -> Change | None:
    """The change since that year, unless the earlier figure rests on few cases or a break in the series lies between."""
    if not desk.areas.existed(area, since):
        return None
    found = desk.change(figure.indicator.id, area, year, since, figure.basis)
    if not isinstance(found, Change) or desk.rests_on_few(found.earlier) or found.earlier.doubts:
        return None
    span = (since, year)
    broken = any(n.break_between and n.applies(figure.indicator.id, area.code, span) for n in desk.catalogue.notes.values())
    return None if broken else found


def _bands_beyond(judgement: Judgement) -> Decimal:
    """How many bands (or ways to a limit) the gap is wide, at most ``FULL_MARKS``; nought inside them, and beside nought."""
    return Decimal(0) if judgement.size <= 1 or not judgement.other.value else min(judgement.size, FULL_MARKS)


def _score(figure: Figure, change: Change | None, longer: Change | None, against: tuple[Against, ...]) -> Decimal:
    score = _bands_beyond(change.judgement) if change else Decimal(0)
    if change and longer and change.judgement.direction is longer.judgement.direction:
        score *= AGREEMENT
    score += max((_bands_beyond(one.judgement) for one in against), default=Decimal(0))
    return score * (WITH_POLARITY if figure.indicator.polarity is not Polarity.NONE else 1)


def _one_longer(chosen: list[Headline]) -> list[Headline]:
    """Exactly one headline speaks of the longer term: the one whose longer change goes furthest beyond the band."""
    with_longer = [h for h in chosen if h.longer is not None]
    if not with_longer:
        return chosen
    best = max(with_longer, key=lambda h: _bands_beyond(h.longer.judgement) if h.longer else Decimal(0))
    return [h.speaking_of_longer(h is best) for h in chosen]


def frame(headline: Headline) -> tuple[str, ...]:
    """What a headline says apart from its figures: of what, and every direction."""
    change = headline.change.judgement.direction.value if headline.change else ""
    return (headline.figure.indicator.id, change, *(one.judgement.direction.value for one in headline.against))


def frames(headlines: Iterable[Headline]) -> list[tuple[str, ...]]:
    """What the headlines of a page say apart from their figures: to tell whether only the figures changed since last year."""
    return sorted(map(frame, headlines))
