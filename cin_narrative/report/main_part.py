"""An area's findings and the outline -> the main part of the page, in the outline's order.

Level and change come first, then none to five findings; what to read with care stands apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Measure, Note, Text
from cin_narrative.catalogue.families import load_families
from cin_narrative.claims.asked import Neighbours
from cin_narrative.claims.claims import Caveat, Claim
from cin_narrative.claims.desk import Desk
from cin_narrative.claims.message import (
    Ask,
    Barred,
    Care,
    Few,
    HowMany,
    OneIn,
    Opening,
    Ordinary,
    Quiet,
    Rated,
    Revised,
)
from cin_narrative.claims.message_words import Course, Turn
from cin_narrative.disclosure.figures import Figure
from cin_narrative.findings.finding import Degree, Findings, Reason
from cin_narrative.messages import message
from cin_narrative.report.finding_claims import (
    Teller,
    beside,
    emphasis_of,
    lead_of,
    question_of,
    turn_to,
)
from cin_narrative.report.headlines import course_of, emphasis_of_head, steady_in
from cin_narrative.report.main_outline import Kind, Part
from cin_narrative.report.page_table import PageTable
from cin_narrative.report.percentage_sentence import point_of
from cin_narrative.report.tables import Tables
from cin_narrative.writing.commentary import Commentary
from cin_narrative.writing.origins import (
    doubt_note,
    local_note,
    not_first_note,
    other_releases_note,
)
from cin_narrative.writing.phrases import subject

MOST_POINTS = 3
MOST_FAR = 2  # rows of the table of stages that a sentence calls out


class MainPart:
    """Writes the main part of one page, with one mark a sentence."""

    def __init__(
        self, desk: Desk, findings: Findings, page: Commentary, has_annex: bool = True
    ) -> None:
        self.desk, self.findings, self.page = desk, findings, page
        self.area, self.year = findings.area, findings.year
        self.tables: list[PageTable] = []
        self._maker = Tables(desk, self.area, self.year)
        self._teller = Teller(desk)
        self._spoken: dict[str, None] = {}
        self._noted: set[Text] = set()  # notes that stand where the page tells what they are of
        self.has_annex = has_annex

    def write(self, parts: Iterable[Part], brief: bool) -> None:
        """Every part that has something to say; of the brief, those that it has."""
        writers: dict[Kind, Callable[[Part], None]] = {
            Kind.OPENING: self._opening,
            Kind.MESSAGES: self._messages,
            Kind.STAGES: self._stages,
            Kind.PEOPLE: self._people,
            Kind.QUALITY: self._quality,
            Kind.QUESTIONS: self._questions,
            Kind.CARE: self._care,
            Kind.NOTES: self._notes,
        }
        for part in parts:
            if part.part in writers and (part.brief or not brief):
                self._spoken |= dict.fromkeys(name for name, *_ in part.named)
                writers[part.part](part)

    def _say(self, part: Part, claims: Iterable[Claim | None], bold: bool = False) -> None:
        self.page.say(part.heading, claims, shared=True, bold=bold)

    def _table(self, table: PageTable | None) -> None:
        if table is not None:
            table.enter(self.page.ledger)
            self.tables.append(table)

    # ---- what to know

    def _opening(self, part: Part) -> None:
        count = self._head(self.year)
        if count is None or not count.is_number:
            return
        leads = tuple(lead_of(one, self.desk, in_opening=True) for one in self.findings.told)
        self._say(part, [Opening(count, course_of(self.findings.change), leads)])

    def _head(self, year: int) -> Figure | None:
        """How many children are in need, in ``year``."""
        place = self.desk.areas.at(self.area, year)
        return (
            self.desk.figure(load_families().head, place, year, Measure.COUNT)
            if place.exists_in(year) or place.members
            else None
        )

    def _messages(self, part: Part) -> None:
        standing = self._standing()
        self._say(part, standing, bold=isinstance(standing[0], OneIn))
        if self.findings.is_sparse:
            self._say(part, [Few(self.area)], bold=True)
        for finding in self.findings.messages:
            self._spoken[finding.subject.indicator.id] = None
            self._say(part, self._teller.message(finding), bold=True)
        if not self.findings.messages and self.area.is_authority and not self.findings.is_sparse:
            self._say(part, self._without_messages(), bold=True)
        elif not self.findings.messages and not self.area.is_authority:
            self._note(part.heading, message("report.no_messages", area=self.area.in_name))

    def _without_messages(self) -> list[Claim]:
        """What comes nearest to a message, if anything does: before all else where any reader would
        call it out, and after that little stands out where none would.
        """
        nearest, quiet = self.findings.nearest, self._quiet()
        told = self._teller.message(nearest) if nearest else []
        if nearest is not None:
            self._spoken[nearest.subject.indicator.id] = None
        if self.findings.told:
            return [*told, replace(quiet, is_last=True)]
        return [replace(quiet, has_nearest=bool(told)), *told[1:]]

    def _quiet(self) -> Quiet:
        """That little else stands out than what was told of the head indicator, if anything."""
        level = self.findings.level
        looked = 0 if self.findings.is_partial else len(self.findings.looked_at)
        is_far = level is not None and level.degree in (Degree.MOST, Degree.ALMOST_ALL)
        return Quiet(
            self.area,
            looked,
            course_of(self.findings.change) or Course.LITTLE,
            turn_to(level) if level and is_far else None,
        )

    def _standing(self) -> list[Claim]:
        """Level and change of the head indicator, or why there is no number."""
        count, level, change = self._head(self.year), self.findings.level, self.findings.change
        if count is None or not count.is_number or count.is_lower_bound:
            return [self.desk.level(load_families().head, self.area, self.year, Measure.COUNT)]
        earlier = self._head(self.year - 1) if change is not None else None
        earlier = earlier if earlier is not None and earlier.is_number else None
        course = course_of(change) if earlier is not None else None
        said: list[Claim] = [
            HowMany(count, earlier, course or Course.LITTLE, emphasis_of_head(change, course))
        ]
        rate = self.desk.figures.level(
            count.indicator.id, Measure.RATE, self.area, self.year, release=count.release
        )
        if rate is not None and rate.is_number:
            one_in = self.desk.figures.one_in(rate)
            tested = level.degree if level is not None and level.evidence is not None else None
            turn = turn_to(level) if level is not None else Turn.UP
            said = [
                *([OneIn(one_in)] if one_in else []),
                *said,
                Rated(rate, turn, tested, beside(rate, self.desk, ENGLAND)),
            ]
        return said

    # ---- tables

    def _stages(self, part: Part) -> None:
        rows = part.rows
        notes = [
            message("report.rates_per"),
            *([message("report.stages_apart")] if any(row.per for row in rows) else []),
        ]
        self._say(part, self._called_out(part))
        self._table(self._maker.stages(part.heading, rows, part.years, notes))

    def _called_out(self, part: Part) -> Iterator[Claim]:
        """Of the table's rows that no message has told: those far beyond almost all authorities,
        and those that chance alone explains in five years.
        """
        told = {
            one.indicator.id
            for finding in self.findings.told
            for one in (finding.subject, *finding.subject.derived_from)
        }
        rows = {row.indicator for row in part.rows} - told
        far = (one for one in self.findings.far if one.subject.indicator.id in rows)
        for finding in islice(far, MOST_FAR):
            yield self._teller.message(finding)[1]
        if steady := steady_in(self.findings, rows):
            yield steady

    def _quality(self, part: Part) -> None:
        self._table(self._maker.shares(part.heading, part.shares))

    def _people(self, part: Part) -> None:
        told = {finding.subject.key for finding in self.findings.told}
        points = [
            point
            for one in part.points
            if (point := point_of(self.desk, self.area, self.year, one)) is not None
            and point.figure.key not in told
        ]
        planned = [replace(one, plan=plan) for plan, one in enumerate(points[:MOST_POINTS])]
        self._say(part, planned)
        for one in part.tables:
            self._table(self._maker.mix(part.heading, one.indicator, one.top, one.title))

    # ---- questions, care, notes

    def _questions(self, part: Part) -> None:
        for finding in self.findings.told[: part.most]:
            self._say(part, [Ask(question_of(finding, self.desk))])

    def _care(self, part: Part) -> None:
        for plan, finding in enumerate(self.findings.recording):
            if finding.reason in (Reason.UNSTATED, Reason.CATCH_ALL):
                figure, unstated = finding.subject, finding.reason is Reason.UNSTATED
                england = beside(figure, self.desk, ENGLAND)
                said = Care(figure, unstated, emphasis_of(finding), england, plan)
                self._say(part, [said])
            elif self._bears_on_what_is_told(finding.note):
                self._noted |= {finding.note.text} if finding.note else set()
                self._say(part, [Barred(finding.subject.indicator, finding.note)])
        if revised := {one.subject.indicator.id: one.subject for one in self.findings.revised}:
            self._say(part, [Revised(tuple(one.indicator for one in revised.values()))])
        doubted = [one.finding for one in self.findings.vetoed if one.reason is Reason.DOUBT]
        for indicator in {
            one.subject.indicator.id: one.subject.indicator for one in doubted
        }.values():
            self._say(part, [Barred(indicator)])
        names = [
            str(subject(one.finding.subject)).removeprefix("the ") for one in self.findings.vetoed
        ]
        if names:
            names = list(dict.fromkeys(names))
            self._note(part.heading, message("report.not_told", names="; ".join(names)))

    def _bears_on_what_is_told(self, note: Note | None) -> bool:
        """Whether a note is of something that this part says, or would have said but for a veto."""
        vetoed = {one.finding.subject.indicator.id for one in self.findings.vetoed}
        return (
            note is None
            or "*" in note.indicators
            or not {*self._spoken, *vetoed}.isdisjoint(note.indicators)
        )

    def _notes(self, part: Part) -> None:
        if self.findings.level is not None and self.findings.level.evidence is not None:
            moved, england = self.findings.ordinary, self.desk.areas.get(ENGLAND, self.year)
            wide = self.desk.figure(
                load_families().head, england, self.year
            )  # what all authorities do is of DfE's release
            ordinary = [Ordinary(moved.changed(release=wide.release))] if moved and wide else []
            self._say(part, [Caveat(_plain(message("report.words_of_degree"))), *ordinary])
            self._note(part.heading, message("report.not_shown_in_annex") if self.has_annex else "")
        elif not self.area.is_authority and self.has_annex:
            self._note(part.heading, message("report.plain_words"))
        model, neighbours = (
            self.desk.areas.neighbours(self.area, self.year, self.desk.model)
            if self.area.is_authority
            else (0, [])
        )
        if neighbours:
            self._say(part, [Neighbours(self.area, model, tuple(neighbours))])
        indicators = [self.desk.catalogue[name] for name in self._spoken]
        notes = self.desk.caveats(indicators, self.area, [self.year - 1, self.year])
        self._say(part, [one for one in notes if one.note.text not in self._noted])
        figures, store = self.page.ledger.figures, self.desk.store
        for said in (
            doubt_note(figures),
            local_note(figures, store),
            other_releases_note(figures, store),
            not_first_note(figures, store, self.desk.figures.door.choice),
        ):
            self._note(part.heading, said)

    def _note(self, heading: str, text: str) -> None:
        self.page.say(heading, [Caveat(_plain(text))] if text else [])


def _plain(text: str) -> Note:
    return Note("", Text(text), (), (), (), (), False)
