"""Resolved asks in, one page of paragraphs out: what is given in place of what was asked, what was
assumed, the claims, what is not given, the notes that bear on the figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims.claims import Caveat, Claim, Level
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.questions.account import Account, marks_of, outcome_of, untold
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import nearest, note
from cin_narrative.questions.operators import operator_for
from cin_narrative.questions.queries import Query
from cin_narrative.questions.resolution.resolved import Missing, Nearest, Resolved
from cin_narrative.questions.statements.speaker import Speaker
from cin_narrative.questions.statements.statement import Said, Table
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.marks import Worded, worded
from cin_narrative.writing.origins import INTERNAL_NOTE, doubt_note, local_note, not_first_note
from cin_narrative.writing.phrases import with_answer

MOST_CAVEATS = 4
SAYS_WHICH = re.compile(r"(?:Yes|No)\b|DfE does not say")
NO_CAVEATS = ("definition", "help", "coverage", "about_data")


class Composition:
    """The page of one answer, at one desk (one disclosure door)."""

    def __init__(self, held: Held, desk: Desk) -> None:
        self.held, self.desk = held, desk
        self.page = Commentary("", internal=desk.figures.door.audience == INTERNAL)
        self.notes: list[str] = []
        self.tables: list[Table] = []
        self._cautioned: set[str] = set()
        self._sentences: set[str] = set()
        self._told: set[tuple[object, ...]] = set()  # the figures of whole sentences

    def name_release(self) -> None:
        """Say which release the next figures are from."""
        choice = self.desk.figures.door.choice
        release = self.held.store.releases.get(choice)
        named = note("of_release", title=Text(release.label)) if release else None
        self.add(named or note(choice.replace("-", "_")))

    def spoken(self, slots: Resolved) -> tuple[Query, Said]:
        """What the operator of an ask says, not yet on the page."""
        operator, said = operator_for(slots), Said()
        query = operator.query(slots, self.held)
        operator.say(query, Speaker(self.desk, self.held, said))
        return query, said

    def say(self, slots: Resolved, account: Account) -> tuple[Query, Said]:
        """One ask on the page, and in its account."""
        query, said = self.spoken(slots)
        missed = list(untold(slots, query, said, self.held))
        leading = [line for line in slots.nearest if line.leads]
        for line in leading:
            self.add(_headline(line))
        self.noted(slots.notes)
        self._claims(said, slots.wants_verdict)
        for table in said.tables:
            self._table(table)
        for text in said.texts:
            self.add(text)
        self.noted(note(name) for name in dict.fromkeys(said.notes))
        for line in [*(one for one in slots.nearest if not one.leads), *missed]:
            self.noted([_not_given(line)])
        if slots.ask not in NO_CAVEATS:
            self._caveats(said)
        account.note([*slots.nearest, *missed])
        account.figures = sorted({*account.figures, *marks_of(said, self.page.ledger)})
        cited = (one for mark in account.figures for one in self.page.ledger.at(mark))
        choice = self.desk.figures.door.choice
        self.noted([not_first_note(cited, self.held.store, choice)])
        account.outcome = outcome_of(slots, said)
        if missed and account.outcome == "answered":
            account.outcome = "nearest"  # a part that was asked for is not given
        return query, said

    def missing(self, one: Missing, account: Account) -> None:
        """Why an ask has no figure."""
        self.add(one.why)
        account.outcome = one.outcome
        account.why.append(one.why)

    def noted(self, texts: Iterable[str]) -> None:
        """Notes as a paragraph, each once on the page."""
        fresh = [text for text in dict.fromkeys(texts) if text and text not in self.notes]
        self.notes += fresh
        self.add(" ".join(fresh))

    def add(self, text: str) -> None:
        """A paragraph of words, unless it stands already."""
        text = text.strip()
        if text and all(paragraph.text != text for paragraph in self.page.paragraphs):
            self.page.paragraphs.append(Paragraph("", text))

    def close(self) -> None:
        """Say what a lower bound is, which figures are in doubt or of an authority's own return,
        and that the answer is internal where it is."""
        figures = self.page.figures
        bound = note("lower_bound") if any(figure.is_lower_bound for figure in figures) else ""
        self.noted([bound, doubt_note(figures), local_note(figures, self.held.store)])
        if self.page.internal and self.page.paragraphs:
            self.page.paragraphs.insert(0, Paragraph("", INTERNAL_NOTE))

    def _claims(self, said: Said, wants_verdict: bool) -> None:
        """The claims as a paragraph, with the yes or no asked for; a sentence that stands on the
        page already is not repeated, nor a rate that stands beside its number there."""
        fresh: list[tuple[Worded, Claim]] = []
        for claim in said.claims:
            holds = said.verdict(claim) if wants_verdict else None
            if holds is None and self._is_told(claim):
                continue
            found = answering(worded(claim, self.page.ledger), holds)
            if found.text and found.text not in self._sentences:
                self._sentences.add(found.text)
                fresh.append((found, claim))
        levels = [claim for _, claim in fresh if isinstance(claim, Level)]
        self._told |= {claim.rate.key for claim in levels if claim.rate is not None}
        said_which = (SAYS_WHICH.match(one.text) or c.kind == "confirmed" for one, c in fresh)
        if fresh and wants_verdict and not any(said_which):
            self.noted([note("no_worth" if "no_worth" in said.notes else "no_verdict")])
        if fresh:
            told = reduce(lambda before, one: one.after(before), (one for one, _ in fresh))
            claims = tuple(claim for _, claim in fresh)
            self.page.paragraphs.append(Paragraph("", told.text, claims, spans=told.spans))

    def _is_told(self, claim: Claim) -> bool:
        """Whether a rate stands beside its number already."""
        bare = isinstance(claim, Level) and claim.rate is None
        return bare and isinstance(claim, Level) and claim.figure.key in self._told

    def _table(self, table: Table) -> None:
        for figure in table.figures:
            self.page.ledger.cite(figure)
        if all(table.title != known.title or table.rows != known.rows for known in self.tables):
            self.tables.append(table)

    def _caveats(self, said: Said) -> None:
        """The notes that bear on a figure given, each once on the page."""
        figures = [figure for figure in said.figures if figure.value is not None]
        found: list[Caveat] = []
        given = {figure.area.code for figure in figures}
        for area in [*said.areas[:2], *(one for one in said.areas[2:] if one.code in given)]:
            own = [figure for figure in figures if figure.area.code == area.code]
            years = sorted({figure.year for figure in own} or said.years)
            names = list(dict.fromkeys(figure.indicator.id for figure in own))
            indicators = [self.held.catalogue[name] for name in names] or said.indicators
            found += self.desk.caveats(indicators, area, years) if years else []
        fresh = {one.note.id: one for one in found if one.note.id not in self._cautioned}
        kept = list(fresh.values())[:MOST_CAVEATS]
        self._cautioned |= {one.note.id for one in kept}
        self.page.say("", kept)


def answering(said: Worded, holds: bool | None) -> Worded:
    """A sentence with the yes or no that it is the reason for, its figures where they then are."""
    text = with_answer(said.text, holds)
    by = len(text) - len(said.text)
    moved = (one._replace(start=one.start + by, end=one.end + by) for one in said.spans)
    return Worded(text, tuple(moved))


def _headline(line: Nearest) -> str:
    names, title = Text(line.asked.rstrip(".")), Text(line.held.rstrip("."))
    return nearest("headline", names=names, title=title, why=Text(line.why))


def _not_given(line: Nearest) -> str:
    if not line.asked:
        return line.why
    return nearest("not_given", names=Text(line.asked.rstrip(".")), why=Text(line.why))
