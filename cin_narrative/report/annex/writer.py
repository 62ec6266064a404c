"""The writer of one summary: works through the outline's claims, and closes with what is not shown
and why.
"""

from __future__ import annotations

from dataclasses import replace

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import (
    Breakdown,
    Caveat,
    Claim,
    Gap,
    Level,
    Meaning,
    Method,
    Part,
    Share,
    load_bands,
)
from cin_narrative.claims.confidence_limits import limits_of
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.report.annex.closing import Closing
from cin_narrative.report.annex.history import history
from cin_narrative.report.annex.omissions import LeftOut
from cin_narrative.report.outline import Item, Outline, OutlineParagraph
from cin_narrative.writing.commentary import Commentary
from cin_narrative.writing.repetition import continued, names_model


class Writer:
    """Makes the claims of one summary, paragraph by paragraph."""

    def __init__(
        self,
        desk: Desk,
        area: Area,
        year: int,
        outline: Outline,
        page: Commentary,
        since: int | None = None,
        annex: bool = True,
    ) -> None:
        self.annex = annex
        self.desk, self.area, self.year, self.outline, self.page = desk, area, year, outline, page
        self.since = year - 1 if since is None else since
        self.left_out = LeftOut(self.since < area.first_year and bool(area.predecessors))
        self._last: Figure | None = None
        self._model_is_said = False

    def claims(self, paragraph: OutlineParagraph) -> list[Claim]:
        """The claims of a paragraph that have something to say."""
        self._last = None
        made: list[Claim] = []
        for item in paragraph.items:
            claim = self._claim(item)
            if claim is not None:
                made.append(continued(claim, made))
                self._model_is_said = self._model_is_said or names_model(claim)
        of_figures = any(item.say not in ("meaning", "note") for item in paragraph.items)
        return (
            []
            if of_figures and all(isinstance(claim, Caveat | Meaning) for claim in made)
            else made
        )

    def _claim(self, item: Item) -> Claim | None:
        if item.say == "meaning":
            return Meaning(self.desk.catalogue[item.indicator], titled=False)
        if item.say == "note":
            return Caveat(self.desk.catalogue.notes[item.note])
        if item.say == "comparison":
            return self._comparison(item)
        if item.say == "change":
            return self._change(item)
        if item.say == "history":
            told = item.measure or self.desk.catalogue[item.indicator].headline
            return history(self.desk, item.indicator, self.area, self.year, told, item.category)
        if item.say == "breakdown":
            return self._kept(item, self._breakdown(item))
        measure = Measure.PERCENTAGE if item.say == "share" else item.measure
        return self._kept(
            item, self.desk.level(item.indicator, self.area, self.year, measure, item.category)
        )

    def _breakdown(self, item: Item) -> Breakdown | Gap:
        found = self.desk.breakdown(
            item.indicator, self.area, self.year, item.top, item.categories or None
        )
        if item.measure is not Measure.PERCENTAGE or isinstance(found, Gap):
            return found
        if not all(part.share for part in found.parts):  # what the shares are of is not held
            gap = self.desk.gap(found.indicator, Measure.PERCENTAGE, self.area, self.year, None)
            return replace(
                gap,
                lines=tuple(part.figure.category for part in found.parts if part.figure.category),
            )
        return replace(found, parts=tuple(Part(None, part.share) for part in found.parts))

    def _comparison(self, item: Item) -> Claim | None:
        """The comparison of what was just said, or of the figure named; that neighbours are missing
        is said once, at the end.
        """
        figure = self._last
        if item.indicator:
            figure = self.desk.figure(
                item.indicator, self.area, self.year, item.measure, item.category
            )
        if figure is None or figure.basis is Measure.COUNT or self.desk.rests_on_few(figure):
            return (
                None  # two areas are compared by rates, percentages and averages, never by numbers
            )
        if self.desk.method is Method.LIMITS and limits_of(figure, load_bands().deviate) is None:
            self.left_out.without_limits.append(figure)
            return None
        found = self.desk.comparison(figure, self.outline.comparators)
        if found is None:
            return None
        self.left_out.lacks_neighbours = self.left_out.lacks_neighbours or bool(found.missing)
        if any(one.figure.of < one.members for one in found.against):
            self.left_out.lacks_some_neighbours = True
        return replace(
            found, missing=(), named=bool(item.indicator), says_model=not self._model_is_said
        )

    def _kept(self, item: Item, claim: Level | Share | Breakdown | Gap) -> Claim | None:
        indicator = self.desk.catalogue[item.indicator]
        self._last = _compared(claim)
        if isinstance(claim, Gap):
            headline = item == next(self.outline.levels)
            if claim.symbol is not None or not item.if_held:
                self.left_out.gaps.append(claim)
            return claim if claim.symbol is not None and headline else None
        if isinstance(claim, Breakdown) and self._contradicts(claim):
            gap = self.desk.gap(indicator, indicator.headline, self.area, self.year, None)
            self.left_out.of_other_release.append(gap)
            return None
        if isinstance(claim, Breakdown) and not any(part.figure.value for part in claim.parts):
            return None  # nought in every line that is shown says nothing about those that are not
        self.left_out.spoken[indicator.id] = indicator
        if self._last is not None and self._last.is_lower_bound:
            self.left_out.bounded.append(self._last)
        return claim

    def _contradicts(self, claim: Breakdown) -> bool:
        """Whether the breakdown is of another release than the page's own total, and that total
        differs.
        """
        if claim.whole is None:
            return False
        own = self.desk.figure(claim.whole.indicator.id, self.area, self.year, Measure.COUNT)
        return own is not None and own.value is not None and own.value != claim.whole.value

    def _change(self, item: Item) -> Claim | None:
        figure = self._last
        if item.indicator:
            measure = item.measure or self.desk.catalogue[item.indicator].headline
            figure = self.desk.figure(item.indicator, self.area, self.year, measure)
        if figure is None or figure.value is None or self.left_out.is_new:
            return None
        measure = item.measure or (Measure.COUNT if figure.basis is Measure.RATE else figure.basis)
        if measure is not Measure.COUNT and self.desk.rests_on_few(figure):
            return None
        category = figure.category.id if figure.category else ""
        found = self.desk.change(
            figure.indicator.id, self.area, self.year, self.since, measure, category
        )
        if isinstance(found, Gap):
            self.left_out.unchanged.append(found)
            return None
        if measure is not Measure.COUNT and self.desk.rests_on_few(found.earlier):
            return None
        return replace(found, named=False)

    def close(self) -> None:
        """The last sections: what is not shown and why, and the notes of the page."""
        years = (self.since, self.year)
        Closing(self.desk, self.area, years, self.page, self.left_out, self.annex).write()


def _compared(claim: Claim) -> Figure | None:
    if isinstance(claim, Level):
        return claim.rate or claim.figure
    return claim.figure if isinstance(claim, Share) else None
