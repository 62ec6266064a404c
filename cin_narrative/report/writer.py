"""The writer of one summary: works through the outline's claims, and closes with what is not shown
and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Indicator, Measure, Note, Text
from cin_narrative.claims.claims import (
    Breakdown,
    Caveat,
    Change,
    Claim,
    Comparison,
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
from cin_narrative.report.history import history
from cin_narrative.report.outline import Item, Outline, OutlineParagraph
from cin_narrative.store.observations import Symbol
from cin_narrative.writing.commentary import Commentary
from cin_narrative.writing.methods import NO_LIMITS, method_note
from cin_narrative.writing.origins import doubt_note, local_note, source_note
from cin_narrative.writing.phrases import gap_subject, subject
from cin_narrative.writing.repetition import continued, names_model

NOTES_HEADING = "About these figures"
NOT_SHOWN_HEADING = "What is not shown, and why"
NOT_SHOWN = {
    Symbol.SUPPRESSED: "Not published, to protect confidentiality",
    Symbol.NOT_AVAILABLE: "Not available",
    Symbol.UNRELIABLE: "Not published because DfE does not consider the figures reliable",
    Symbol.NOT_APPLICABLE: "Not applicable, because there was nothing to take it of",
    Symbol.LOW: "More than nought, but rounded to nought",
    Symbol.NOT_KNOWN: "Not known, because records of the return cannot be read",
    Symbol.NOT_GIVEN: "Not in the return",
    None: "Not in the files loaded for this area and year",
}
ENGLAND_ALONE = "Published by DfE for England alone, not for local authorities"
ALL_FIGURES = Text("all the area's own figures for this year")
OTHER_RELEASE = (
    "Left out, because it comes from another release than the rest of the page, with another total"
)
NO_CHANGE = {
    Symbol.SUPPRESSED: "No change is given where the figure for the year before is not published, to protect confidentiality",
    Symbol.NOT_AVAILABLE: "No change is given where the figure for the year before is not available",
    Symbol.UNRELIABLE: "No change is given where DfE does not consider the figure for the year before reliable",
    Symbol.NOT_KNOWN: "No change is given where the figure for the year before is not known, because records of the return cannot be read",
    Symbol.NOT_GIVEN: "No change is given where the figure for the year before is not in the return",
    None: "No change is given where no figure is held for the year before",
}
NO_CHANGE_SERIES = "No change is given where the figure for the year before is of an earlier series, which cannot be compared with this one"
SOME_NEIGHBOURS = "Where an average is of fewer than 10 statistical neighbours, the others have no published figure"
BOUNDED = "Not compared with anything, as it is a lower bound in one of the years (the return of the year before was not loaded with it)"
NO_NEIGHBOURS = (
    "No comparison is made with statistical neighbours where fewer than half of them have a published figure in "
    "the files loaded."
)
STANDING_NOTES = (
    "includes_unborn_and_over_18",
    "rates_use_mid_year_population_of_year_before",
    "england_and_regions_rounded_to_10",
    "local_practice_and_recording",
)


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
        self.gaps: list[Gap] = []
        self.unchanged: list[Gap] = []
        self.of_other_release: list[Gap] = []
        self.is_new = self.since < area.first_year and bool(area.predecessors)
        self.lacks_neighbours = self.lacks_some_neighbours = False
        self.without_limits: list[Figure] = []
        self.bounded: list[Figure] = []
        self._last: Figure | None = None
        self._model_is_said = False
        self._spoken: dict[str, Indicator] = {}

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
            self.without_limits.append(figure)
            return None
        found = self.desk.comparison(figure, self.outline.comparators)
        if found is None:
            return None
        self.lacks_neighbours = self.lacks_neighbours or bool(found.missing)
        if any(one.figure.of < one.members for one in found.against):
            self.lacks_some_neighbours = True
        return replace(
            found, missing=(), named=bool(item.indicator), says_model=not self._model_is_said
        )

    def _kept(self, item: Item, claim: Level | Share | Breakdown | Gap) -> Claim | None:
        indicator = self.desk.catalogue[item.indicator]
        self._last = _compared(claim)
        if isinstance(claim, Gap):
            headline = item == next(self.outline.levels)
            if claim.symbol is not None or not item.if_held:
                self.gaps.append(claim)
            return claim if claim.symbol is not None and headline else None
        if isinstance(claim, Breakdown) and self._contradicts(claim):
            gap = self.desk.gap(indicator, indicator.headline, self.area, self.year, None)
            self.of_other_release.append(gap)
            return None
        if isinstance(claim, Breakdown) and not any(part.figure.value for part in claim.parts):
            return None  # nought in every line that is shown says nothing about those that are not
        self._spoken[indicator.id] = indicator
        if self._last is not None and self._last.is_lower_bound:
            self.bounded.append(self._last)
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
        if figure is None or figure.value is None or self.is_new:
            return None
        measure = item.measure or (Measure.COUNT if figure.basis is Measure.RATE else figure.basis)
        if measure is not Measure.COUNT and self.desk.rests_on_few(figure):
            return None
        category = figure.category.id if figure.category else ""
        found = self.desk.change(
            figure.indicator.id, self.area, self.year, self.since, measure, category
        )
        if isinstance(found, Gap):
            self.unchanged.append(found)
            return None
        if measure is not Measure.COUNT and self.desk.rests_on_few(found.earlier):
            return None
        return replace(found, named=False)

    def close(self) -> None:
        """The last sections: what is not shown and why; what is new or broken in the series; the
        notes of every page; how
        words were found; the sources.
        """
        gaps = [
            gap
            for gap in self.gaps
            if gap.category
            or not gap.indicator.breakdown_of
            or gap.indicator.id not in self._spoken
        ]
        for symbol, words in NOT_SHOWN.items():
            self._list(
                words,
                [gap for gap in gaps if gap.symbol == symbol and not _is_of_england_alone(gap)],
                gaps,
            )
        self._list(ENGLAND_ALONE, [gap for gap in gaps if _is_of_england_alone(gap)])
        self._list(OTHER_RELEASE, self.of_other_release)
        for symbol, words in NO_CHANGE.items():
            self._list(
                words,
                [
                    gap
                    for gap in self.unchanged
                    if gap.symbol == symbol and not (gap.bounded or gap.earlier_series)
                ],
            )
        self._list(NO_CHANGE_SERIES, [gap for gap in self.unchanged if gap.earlier_series])
        bounded = [Text(subject(figure).removeprefix("the ")) for figure in self.bounded]
        self._name(
            BOUNDED, [*bounded, *(gap_subject(gap) for gap in self.unchanged if gap.bounded)]
        )
        self._name(
            NO_LIMITS,
            [Text(subject(figure).removeprefix("the ")) for figure in self.without_limits],
        )
        if self.lacks_some_neighbours:
            self._say(NOTES_HEADING, [Caveat(plain_note(f"{SOME_NEIGHBOURS}."))])
        if self.lacks_neighbours:
            self._say(NOT_SHOWN_HEADING, [Caveat(plain_note(NO_NEIGHBOURS))])
        if self.is_new:
            self._say(
                NOTES_HEADING,
                [
                    Caveat(
                        plain_note(
                            f"These are the first figures for {self.area.in_name}: there are none for "
                            "the year before to compare them with."
                        )
                    )
                ],
            )
        in_doubt = doubt_note(self.page.ledger.figures)
        self._say(NOTES_HEADING, [Caveat(plain_note(in_doubt))] if in_doubt else [])
        self._say(NOTES_HEADING, self._caveats())
        self._say(
            NOTES_HEADING, [Caveat(self.desk.catalogue.notes[name]) for name in STANDING_NOTES]
        )
        if self.compares:
            self._say(NOTES_HEADING, [Caveat(plain_note(method_note(self.desk.method)))])
        if self.page.ledger.figures:
            self._say(NOTES_HEADING, [Caveat(plain_note(self._releases()))])

    @property
    def compares(self) -> bool:
        """Whether the page says how one figure stands to another."""
        written = (part for part in self.page.paragraphs if part.annex is self.annex)
        return any(
            isinstance(claim, Comparison | Change) for part in written for claim in part.claims
        )

    def _say(self, heading: str, claims: Iterable[Claim]) -> None:
        self.page.say(heading, claims, annex=self.annex)

    def _caveats(self) -> list[Caveat]:
        """The notes on what was said; and on what could not be, where they are of this place: they
        may say why.
        """
        years = [self.since, self.year]
        said = self.desk.caveats(self._spoken.values(), self.area, years)
        missed = {gap.indicator.id: gap.indicator for gap in self.gaps if gap.symbol is not None}
        reasons = [
            one
            for one in self.desk.caveats(missed.values(), self.area, years)
            if "*" not in one.note.areas
        ]
        return [*said, *(one for one in reasons if one not in said)]

    def _list(self, words: str, gaps: list[Gap], every: Iterable[Gap] = ()) -> None:
        """``words``, and what ``gaps`` are of: in a few words where they are ``every`` gap of a
        page without a figure of its own.
        """
        counts_of = self.desk.catalogue.counts_of
        whole = {counts_of(gap.indicator).id for gap in gaps if not gap.lines}
        names = [
            gap_subject(gap)
            for gap in gaps
            if not gap.lines or counts_of(gap.indicator).id not in whole
        ]
        nothing = not self._spoken and gaps == [gap for gap in every if gap.symbol is not None]
        self._name(words, [ALL_FIGURES] if names and nothing else names)

    def _name(self, words: str, names: list[Text]) -> None:
        if names:
            self._say(
                NOT_SHOWN_HEADING,
                [Caveat(plain_note(f"{words}: {'; '.join(dict.fromkeys(names))}."))],
            )

    def _releases(self) -> str:
        figures, store = self.page.ledger.figures, self.desk.store
        worked_out = "Figures marked as worked out are computed from the published counts."
        return " ".join(
            filter(None, (source_note(figures, store), local_note(figures, store), worked_out))
        )


def _is_of_england_alone(gap: Gap) -> bool:
    """Whether nothing is held because DfE publishes nothing for such an area, whatever was loaded."""
    return (
        gap.symbol is None
        and gap.area.code != ENGLAND
        and gap.indicator.is_for_england_alone(gap.year)
    )


def _compared(claim: Claim) -> Figure | None:
    if isinstance(claim, Level):
        return claim.rate or claim.figure
    return claim.figure if isinstance(claim, Share) else None


def plain_note(text: str) -> Note:
    """A note of our own, for one page; its text is written here, not in a template."""
    return Note("", Text(text), (), (), (), (), False)
