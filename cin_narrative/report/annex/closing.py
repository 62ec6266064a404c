"""What a page leaves out -> its last sections: what is not shown and why, and its notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Note, Text
from cin_narrative.claims.claims import Caveat, Change, Claim, Comparison, Gap
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message, words
from cin_narrative.report.annex.omissions import LeftOut
from cin_narrative.writing.commentary import Commentary
from cin_narrative.writing.methods import method_note
from cin_narrative.writing.origins import doubt_note, local_note, source_note
from cin_narrative.writing.phrases import gap_subject, subject

STANDING_NOTES = (
    "includes_unborn_and_over_18",
    "rates_use_mid_year_population_of_year_before",
    "england_and_regions_rounded_to_10",
    "local_practice_and_recording",
)
NOT_HELD = "none"  # the reason of what has no symbol, for none is held


def notes_heading() -> str:
    """What the notes of a page stand under."""
    return message("report.notes_heading")


def not_shown_heading() -> str:
    """What a page says under of what it does not show."""
    return message("report.not_shown_heading")


def closing_headings() -> tuple[str, str]:
    """The headings of the sections that close a page, in their order."""
    return not_shown_heading(), notes_heading()


class Closing:
    """Writes the last sections of one page; ``years`` are those that its changes are between."""

    def __init__(
        self,
        desk: Desk,
        area: Area,
        years: Sequence[int],
        page: Commentary,
        left_out: LeftOut,
        annex: bool,
    ) -> None:
        self.desk, self.area, self.years, self.page = desk, area, years, page
        self.left_out, self.annex = left_out, annex

    def write(self) -> None:
        """What is not shown and why; what is new or broken in the series; the notes of every page;
        how words were found; the sources.
        """
        self._without_figure()
        self._without_change()
        self._without_comparison()
        self._notes()

    def _without_figure(self) -> None:
        gaps = self.left_out.to_name
        for symbol, said in words("report.not_shown").items():
            of_symbol = [gap for gap in gaps if _symbol(gap) == symbol]
            self._list(said, [one for one in of_symbol if not _is_of_england_alone(one)], gaps)
        self._list(message("report.england_alone"), list(filter(_is_of_england_alone, gaps)))
        self._list(message("report.other_release"), self.left_out.of_other_release)

    def _without_change(self) -> None:
        unchanged = self.left_out.unchanged
        plain = [gap for gap in unchanged if not (gap.bounded or gap.earlier_series)]
        for symbol, said in words("report.no_change").items():
            self._list(said, [gap for gap in plain if _symbol(gap) == symbol])
        self._list(
            message("report.another_series"), [one for one in unchanged if one.earlier_series]
        )
        bounded = [gap_subject(gap) for gap in unchanged if gap.bounded]
        self._name(message("report.lower_bounds"), [*_named(self.left_out.bounded), *bounded])

    def _without_comparison(self) -> None:
        self._name(message("report.no_limits"), _named(self.left_out.without_limits))
        if self.left_out.lacks_some_neighbours:
            self._note(message("report.some_neighbours"))
        if self.left_out.lacks_neighbours:
            self._say(not_shown_heading(), [Caveat(plain_note(message("report.no_neighbours")))])
        if self.left_out.is_new:
            self._note(message("report.first_figures", area=self.area.in_name))

    def _notes(self) -> None:
        self._note(doubt_note(self.page.ledger.figures))
        self._say(notes_heading(), self._caveats())
        notes = self.desk.catalogue.notes
        self._say(notes_heading(), [Caveat(notes[name]) for name in STANDING_NOTES])
        if self.compares:
            self._note(method_note(self.desk.method))
        if self.page.ledger.figures:
            self._note(self._releases())

    @property
    def compares(self) -> bool:
        """Whether the page says how one figure stands to another."""
        written = (part for part in self.page.paragraphs if part.annex is self.annex)
        return any(
            isinstance(claim, Comparison | Change) for part in written for claim in part.claims
        )

    def _say(self, heading: str, claims: Iterable[Claim]) -> None:
        self.page.say(heading, claims, annex=self.annex)

    def _note(self, text: str) -> None:
        self._say(notes_heading(), [Caveat(plain_note(text))] if text else [])

    def _caveats(self) -> list[Caveat]:
        """The notes on what was said; and on what could not be, where they are of this place: they
        may say why.
        """
        said = self.desk.caveats(self.left_out.spoken.values(), self.area, self.years)
        hidden = (gap.indicator for gap in self.left_out.gaps if gap.symbol is not None)
        missed = {indicator.id: indicator for indicator in hidden}
        found = self.desk.caveats(missed.values(), self.area, self.years)
        reasons = [one for one in found if "*" not in one.note.areas]
        return [*said, *(one for one in reasons if one not in said)]

    def _list(self, said: str, gaps: list[Gap], every: Iterable[Gap] = ()) -> None:
        """``said``, and what ``gaps`` are of: in a few words where they are ``every`` gap of a page
        without a figure of its own.
        """
        counts_of = self.desk.catalogue.counts_of
        whole = {counts_of(gap.indicator).id for gap in gaps if not gap.lines}
        names = [
            gap_subject(gap)
            for gap in gaps
            if not gap.lines or counts_of(gap.indicator).id not in whole
        ]
        is_all = gaps == [gap for gap in every if gap.symbol is not None]
        if names and is_all and not self.left_out.spoken and not self._has_own():
            names = [Text(message("report.all_figures"))]
        self._name(said, names)

    def _has_own(self) -> bool:
        """Whether any part of the page prints a number of the area's own for its year."""
        place = (self.area.code, self.years[-1])
        return any(
            one.is_number and (one.area.code, one.year) == place for one in self.page.ledger.figures
        )

    def _name(self, said: str, names: list[Text]) -> None:
        if names:
            text = f"{said}: {'; '.join(dict.fromkeys(names))}."
            self._say(not_shown_heading(), [Caveat(plain_note(text))])

    def _releases(self) -> str:
        figures, store = self.page.ledger.figures, self.desk.store
        origins = (source_note(figures, store), local_note(figures, store))
        return " ".join(filter(None, (*origins, message("report.worked_out"))))


def _symbol(gap: Gap) -> str:
    return NOT_HELD if gap.symbol is None else gap.symbol.value


def _named(figures: Iterable[Figure]) -> list[Text]:
    return [Text(subject(figure).removeprefix("the ")) for figure in figures]


def _is_of_england_alone(gap: Gap) -> bool:
    """Whether nothing is held because DfE publishes nothing for such an area, whatever was
    loaded.
    """
    is_local = gap.symbol is None and gap.area.code != ENGLAND
    return is_local and gap.indicator.is_for_england_alone(gap.year)


def plain_note(text: str) -> Note:
    """A note of our own, for one page; its text is written here, not in a template."""
    return Note("", Text(text), (), (), (), (), False)
