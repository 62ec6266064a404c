"""The annual summary: the outline, worked through for one area and year."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from cin_narrative.commentary.claims import Breakdown, Caveat, Claim, Gap, Level, Share
from cin_narrative.commentary.commentary import Commentary
from cin_narrative.commentary.desk import Desk
from cin_narrative.commentary.outline import Item, Outline, OutlineParagraph, load_outline
from cin_narrative.commentary.sentences import gap_subject
from cin_narrative.commentary.words import listed
from cin_narrative.definitions.areas import Area
from cin_narrative.definitions.catalogue import Indicator, Measure, Note, Text
from cin_narrative.definitions.periods import financial_year
from cin_narrative.errors import NotHeld
from cin_narrative.store.figures import Figure
from cin_narrative.store.observations import Symbol

NOTES_HEADING = "About these figures"
NOT_SHOWN_HEADING = "What is not shown, and why"
NOT_SHOWN = {
    Symbol.SUPPRESSED: "Not published, to protect confidentiality",
    Symbol.NOT_AVAILABLE: "Not available",
    Symbol.UNRELIABLE: "Not published because DfE does not consider the figures reliable",
    Symbol.NOT_APPLICABLE: "Not applicable, because there was nothing to take it of",
    Symbol.LOW: "More than nought, but rounded to nought",
    None: "Not in the files loaded for this area and year",
}
NO_CHANGE = {
    Symbol.SUPPRESSED: "No change is given where the figure for the year before is not published, to protect confidentiality",
    Symbol.NOT_AVAILABLE: "No change is given where the figure for the year before is not available",
    Symbol.UNRELIABLE: "No change is given where DfE does not consider the figure for the year before reliable",
    None: "No change is given where no figure is held for the year before",
}
NO_NEIGHBOURS = ("No comparison is made with statistical neighbours where fewer than half of them have a published figure in "
                 "the files loaded.")  # fmt: skip
STANDING_NOTES = ("includes_unborn_and_over_18", "rates_use_mid_year_population_of_year_before", "england_and_regions_rounded_to_10",
                  "local_practice_and_recording")  # fmt: skip


@dataclass(slots=True)
class Summary(Commentary):
    """A commentary on one area and year, with what could not be shown, and the earlier years that a change lacks."""

    area: Area | None = None
    year: int = 0
    release: str = ""
    gaps: list[Gap] = field(default_factory=list)
    unchanged: list[Gap] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """The JSON of ``summary --format json``: the contract's fields, after what the summary is of."""
        area = self.area
        head = {"title": self.title, "area_code": area.ons_code if area else None, "area": area.name if area else None,
                "year": self.year, "release": self.release}  # fmt: skip
        return {**head, **Commentary.record(self)}


def summarise(desk: Desk, area: Area, year: int, outline: Outline | None = None) -> Summary:
    """The annual summary of ``area`` for ``year``; raises ``NotHeld`` where there is nothing to say."""
    outline = outline or load_outline(desk.catalogue)
    refuse_unheld(desk, area, year)
    title = f"Children in need in {area.in_name}, {financial_year(year)}"
    summary = Summary(title, area=area, year=year, release=desk.figures.door.choice)
    _prefetch(desk, area, year, outline)
    writer = _Writer(desk, area, year, outline, summary)
    for section in outline.sections:
        for paragraph in section.paragraphs:
            if paragraph.only in ("", area.level):
                summary.say(section.heading, writer.claims(paragraph))
    writer.close()
    return summary


def refuse_unheld(desk: Desk, area: Area, year: int) -> None:
    """Raise ``NotHeld`` where the area did not exist in the year, or the store holds nothing of it."""
    if not area.exists_in(year):
        raise NotHeld(existence(desk, area, year))
    if area.code not in desk.store.areas_by_year.get(year, ()):
        years = sorted(y for y, codes in desk.store.areas_by_year.items() if area.code in codes)
        held = f" It holds {years[0]} to {years[-1]} for it." if years else " Load DfE's files with `cin-narrative load`."
        raise NotHeld(f"The store holds no figures for {area.in_name} in the year ending 31 March {year}.{held}")


def existence(desk: Desk, area: Area, year: int) -> str:
    """Why ``area`` has no figures for ``year``: abolished, or not yet formed, with who came after or before."""
    others = area.successors if year >= area.first_year else area.predecessors
    names = listed([desk.areas.get(code).in_name for code in others])
    if year < area.first_year:
        before = f"; before it there was {names}" if names else ""
        return f"{area.in_name} was formed later: its first figures are for the year ending 31 March {area.first_year}{before}."
    after = f"; its area is now in {names}" if names else ""
    return f"{area.in_name} was abolished: its last figures are for the year ending 31 March {area.last_year}{after}."


def _prefetch(desk: Desk, area: Area, year: int, outline: Outline) -> None:
    around = [area, *desk.areas.neighbours(area, year, desk.model)[1], desk.areas.get("E92000001", year)]
    region = desk.areas.region_of(area)
    desk.prefetch([*around, *([region] if region else [])], [year], outline.indicators)
    desk.prefetch([area], [year - 1], outline.indicators)


class _Writer:
    """Makes the claims of one summary, paragraph by paragraph."""

    def __init__(self, desk: Desk, area: Area, year: int, outline: Outline, summary: Summary) -> None:
        self.desk, self.area, self.year, self.outline, self.summary = desk, area, year, outline, summary
        self.is_new = year <= area.first_year and bool(area.predecessors)
        self.lacks_neighbours = False
        self._last: Figure | None = None
        self._spoken: dict[str, Indicator] = {}

    def claims(self, paragraph: OutlineParagraph) -> list[Claim]:
        """The claims of a paragraph that have something to say."""
        self._last = None
        made: list[Claim] = []
        for item in paragraph.items:
            claim = self._claim(item)
            if claim is not None:
                made.append(_continued(claim, made))
        return [] if all(isinstance(claim, Caveat) for claim in made) else made

    def _claim(self, item: Item) -> Claim | None:
        if item.say == "meaning":
            return self.desk.meaning(item.indicator)
        if item.say == "note":
            return Caveat(self.desk.catalogue.notes[item.note])
        if item.say == "comparison":
            return self._comparison()
        if item.say == "change":
            return self._change(item)
        if item.say == "breakdown":
            return self._kept(item, self.desk.breakdown(item.indicator, self.area, self.year, item.top, item.categories or None))
        measure = Measure.PERCENTAGE if item.say == "share" else item.measure
        return self._kept(item, self.desk.level(item.indicator, self.area, self.year, measure, item.category))

    def _comparison(self) -> Claim | None:
        """The comparison of what was just said; that neighbours are missing is said once, at the end."""
        if self._last is None or self.desk.rests_on_few(self._last):
            return None
        found = self.desk.comparison(self._last, self.outline.comparators)
        self.lacks_neighbours = self.lacks_neighbours or bool(found and found.missing)
        return replace(found, missing=()) if found else None

    def _kept(self, item: Item, claim: Level | Share | Breakdown | Gap) -> Claim | None:
        indicator = self.desk.catalogue[item.indicator]
        self._last = _compared(claim)
        if isinstance(claim, Gap):
            headline = item == next(self.outline.levels)
            if claim.symbol is not None or not item.if_held:
                self.summary.gaps.append(claim)
            return claim if claim.symbol is not None and headline else None
        if isinstance(claim, Breakdown) and not any(part.figure.value for part in claim.parts):
            return None  # nought in every line that is shown says nothing about those that are not
        self._spoken[indicator.id] = indicator
        return claim

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
        found = self.desk.change(figure.indicator.id, self.area, self.year, measure=measure, category=category)
        if isinstance(found, Gap):
            self.summary.unchanged.append(found)
            return None
        return found

    def close(self) -> None:
        """The last sections: what is not shown and why; what is new or broken in the series; the sources."""
        for symbol, words in NOT_SHOWN.items():
            self._list(words, [gap for gap in self.summary.gaps if gap.symbol == symbol])
        for symbol, words in NO_CHANGE.items():
            self._list(words, [gap for gap in self.summary.unchanged if gap.symbol == symbol])
        if self.lacks_neighbours:
            self.summary.say(NOT_SHOWN_HEADING, [Caveat(_note(NO_NEIGHBOURS))])
        if self.is_new:
            self.summary.say(NOTES_HEADING, [Caveat(_note(f"These are the first figures for {self.area.in_name}: there are none for "
                                                          "the year before to compare them with."))])  # fmt: skip
        caveats = self.desk.caveats(self._spoken.values(), self.area, [self.year - 1, self.year])
        self.summary.say(NOTES_HEADING, caveats)
        self.summary.say(NOTES_HEADING, [Caveat(self.desk.catalogue.notes[name]) for name in STANDING_NOTES])
        self.summary.say(NOTES_HEADING, [Caveat(_note(self._releases()))])

    def _list(self, words: str, gaps: list[Gap]) -> None:
        names = dict.fromkeys(gap_subject(gap) for gap in gaps)
        if names:
            self.summary.say(NOT_SHOWN_HEADING, [Caveat(_note(f"{words}: {'; '.join(names)}."))])

    def _releases(self) -> str:
        used = {figure.release for figure in self.summary.ledger.figures if " and " not in figure.release}
        labels = [release.label for release in self.desk.store.releases.values() if release.id in used]
        years = "Where two releases are named, a change is between figures of different releases. " if len(labels) > 1 else ""
        return f"Source: {listed(labels)}. {years}Figures marked as worked out are computed from the published counts."


def _continued(claim: Claim, made: list[Claim]) -> Claim:
    """A breakdown that follows one of the same indicator goes on from it."""
    before = made[-1] if made else None
    if isinstance(claim, Breakdown) and isinstance(before, Breakdown) and before.indicator is claim.indicator:
        return replace(claim, brief=True)
    return claim


def _compared(claim: Claim) -> Figure | None:
    if isinstance(claim, Level):
        return claim.rate or claim.figure
    return claim.figure if isinstance(claim, Share) else None


def _note(text: str) -> Note:
    return Note("", Text(text), (), (), (), (), False)
