"""Queries into a commentary: what was assumed first, then the claims in words, then the caveats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Text
from cin_narrative.catalogue.periods import Period
from cin_narrative.claims.claims import Caveat, Meaning
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.questions.about import about_the_data
from cin_narrative.questions.available import within_holdings
from cin_narrative.questions.comparing import ComparingSpeaker
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.interpret import Understood
from cin_narrative.questions.query import Intent, Query
from cin_narrative.questions.sayings import note, note_on
from cin_narrative.questions.setting import Decline, Setting
from cin_narrative.questions.speaking import Said, latest
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.origins import INTERNAL_NOTE, doubt_note, local_note

FIRST = ("years_cut", "latest_year", "home_assumed", "plans_are_child_protection", "cases_are_children_in_need", "concerns_are_referrals",
         "calendar_year", "month", "covid", "worst_is_highest", "years_dropped", "double_yes", "double_no", "treble_yes", "treble_no",
         "halve_yes", "halve_no")  # fmt: skip
MOST_CAVEATS = 4


class Composer:
    """Builds the page of one answer at one desk (one disclosure door)."""

    def __init__(self, setting: Setting, desk: Desk) -> None:
        self.setting, self.desk = setting, desk
        self.page = Commentary("", internal=desk.figures.door.audience == INTERNAL)
        self.notes: list[str] = []
        self._cautioned: set[str] = set()
        self._dropped: list[int] = []
        self.tells_of_no_place = False  # a place did not exist in the year asked for

    def replay(self, queries: Sequence[Query]) -> None:
        """Bring the figures of earlier questions before the disclosure door again: hidden counts stay hidden over a conversation."""
        for query in queries:
            checked = within_holdings(query, self.setting)
            if not isinstance(checked, Decline):
                self._speak(checked[0], Said())

    def name_release(self) -> None:
        """Say which release the next figures are from."""
        choice = self.desk.figures.door.choice
        release = self.setting.store.releases.get(choice)
        self._add(note("of_release", title=Text(release.label)) if release else note(choice.replace("-", "_")))

    def close(self) -> None:
        """Say what a lower bound is, which figures are from an authority's own return, and that the answer is internal where it is."""
        bounded = any(figure.is_lower_bound for figure in self.page.figures)
        figures = self.page.figures
        for text in (note("lower_bound") if bounded else "", doubt_note(figures), local_note(figures, self.setting.store)):
            self.notes += [text] if text else []
            self._add(text)
        if self.page.internal and self.page.paragraphs:
            self.page.paragraphs.insert(0, Paragraph("", INTERNAL_NOTE))

    def corrections(self, part: Part) -> None:
        """Note the misspellings that were read as something else."""
        for given, read in part.corrected:
            self.notes.append(note("corrected", given=Text(given), read=Text(read)))

    def say(self, held: Understood) -> tuple[list[Query], list[Decline]]:
        """Say all queries of one part; those that could not be, with the reason."""
        said, missing = [], []
        notes = list(held.notes)
        for query in held.queries:
            checked = within_holdings(query, self.setting)
            if isinstance(checked, Decline):
                missing.append(checked)
                continue
            narrowed, more = checked
            self._dropped = sorted(set(query.years) - set(narrowed.years)) if "years_dropped" in more else []
            if self._dropped:  # a change over other years than those named neither confirms nor corrects it
                narrowed = replace(narrowed, quoted_change=None)
            self._say(narrowed, [*notes, *more], held)
            said.append(narrowed)
            notes = []
        return said, missing

    def _say(self, query: Query, notes: list[str], held: Understood) -> None:
        told = about_the_data(query, self.setting)
        if told is not None:
            self._add(told)
            return
        said = Said()
        if held.late and query.intent is Intent.VALUE:
            ComparingSpeaker(self.desk, self.setting).late(query, said)
        else:
            self._speak(query, said)
        notes += said.notes
        self.tells_of_no_place = self.tells_of_no_place or bool(said.gone)
        area, period = self._where_and_when(query, said)
        notes = [name for name in notes if period is not None or name not in ("latest_year", "month", "calendar_year")]
        first = [name for name in dict.fromkeys(notes) if name in FIRST and query.intent is not Intent.DEFINE]
        self._add(" ".join(self._note(name, area, period, query) for name in first))
        self.page.say("", said.claims)
        after = [name for name in dict.fromkeys(notes) if name not in FIRST]
        if held.late and query.intent is not Intent.VALUE:
            after.append("late")
        after += [name if name == "looked_after" else "beside" for name in held.beside]
        if query.asks_why:
            after.append("why")
        gone = [self._note(name, place, Period(year, period.kind), query) for name, place, year in said.gone.values() if period]
        self._add(" ".join([*gone, *(self._note(name, area, period, query) for name in dict.fromkeys(after))]))
        self._caveats(query, said)

    def _speak(self, query: Query, said: Said) -> None:
        speaker = ComparingSpeaker(self.desk, self.setting)
        if query.intent is Intent.BREAKDOWN:
            self._breakdowns(query, said)
        elif query.intent is Intent.DEFINE:
            for name in dict.fromkeys(self.setting.catalogue[topic.indicator].id for topic in query.topics):
                said.claims.append(Meaning(self.setting.catalogue[name]))
                if "working_day" in name or "duration" in name:
                    said.notes.append("working_days")
        elif query.intent in (Intent.TRUST, Intent.SOURCE):
            speaker.values(replace(query, quoted=()), said)
            said.notes += ["source_of_all"] if query.intent is Intent.SOURCE and not self._is_local(query) else []
        else:
            verbs = {
                Intent.VALUE: speaker.values, Intent.TREND: speaker.trend, Intent.CHANGE: speaker.change, Intent.COMPARE: speaker.compare,
                Intent.RANK: speaker.rank, Intent.LEAGUE: speaker.league, Intent.LIST: speaker.listing, Intent.RATIO: speaker.ratio,
                Intent.NET: speaker.net, Intent.MEAN: speaker.mean, Intent.SHARE: speaker.share,
            }  # fmt: skip
            verbs[query.intent](query, said)

    def _is_local(self, query: Query) -> bool:
        """Whether any place's first figure is from its own return: then not every figure is DfE's."""
        held = (self.desk.figures.door.releases(code, year, topic.indicator)[:1]
                for place in query.places for code in place.codes for year in query.years for topic in query.topics)  # fmt: skip
        return any(self.setting.store.releases[name].is_local for names in held for name in names)

    def _breakdowns(self, query: Query, said: Said) -> None:
        for place in query.places:
            for year in latest(query.years, 3, said):
                area = self.setting.area(place, year)
                for topic in query.topics:
                    indicator = self.setting.catalogue[topic.indicator]
                    said.about(indicator, area, [year])
                    if indicator.dimension and not topic.category:
                        found = self.desk.breakdown(topic.indicator, area, year, query.n or None)
                        said.claims.append(found)
                        self._cite_hidden(topic.indicator, area, year)
                    else:
                        ComparingSpeaker(self.desk, self.setting).value(topic, query, area, year, said)

    def _cite_hidden(self, indicator_id: str, area: Area, year: int) -> None:
        """Nothing is said of a hidden category beyond that it is hidden: its figures stay uncited."""

    def _where_and_when(self, query: Query, said: Said) -> tuple[Area | None, Period | None]:
        year = query.years[-1] if query.years else None
        area = said.areas[0] if said.areas else (self.setting.area(query.places[0], year) if query.places else None)
        kind = self.setting.catalogue[query.topics[0].indicator].kind if query.topics else None
        return area, Period(year, kind) if year is not None and kind is not None else None

    def _note(self, name: str, area: Area | None, period: Period | None, query: Query) -> str:
        held = self._years_held(query)
        if name == "home_assumed" and query.places:
            area = self.setting.area(query.places[0], period.year if period else None)
        text = note_on(name, self.setting, area, period, held, self._dropped)
        if text:
            self.notes.append(text)
        return text

    def _years_held(self, query: Query) -> list[int]:
        """The years held of all that the query names; of any of it, where each value is given by itself."""
        places = query.places or (self.setting.england,)
        held = [set(self.setting.years_held(topic.indicator, place.codes)) for topic in query.topics for place in places]
        together = set[int].union if query.intent is Intent.VALUE else set[int].intersection
        return sorted(together(*held)) if held else []

    def _add(self, text: str) -> None:
        if text.strip():
            self.page.paragraphs.append(Paragraph("", text.strip()))

    def _caveats(self, query: Query, said: Said) -> None:
        if query.intent in (Intent.DEFINE, Intent.SOURCE) or not said.years:
            return
        found: list[Caveat] = []
        for area in said.areas[:2]:
            found += [c for c in self.desk.caveats(said.indicators, area, sorted(said.years)) if c.note.id not in self._cautioned]
        fresh = list({caveat.note.id: caveat for caveat in found}.values())[:MOST_CAVEATS]
        self._cautioned |= {caveat.note.id for caveat in fresh}
        self.page.say("", fresh)
        if query.intent is Intent.TRUST and not fresh:
            self._add(note("no_caveat"))
