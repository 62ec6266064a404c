"""A question or its reading in, an answer with cited figures out: the public verb of this room."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol

import msgspec

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE
from cin_narrative.errors import StoreFault, UnknownName
from cin_narrative.questions.account import Account, overall
from cin_narrative.questions.composition import Composition
from cin_narrative.questions.holdings import Held, home_place
from cin_narrative.questions.nearest import fit
from cin_narrative.questions.notes import missing, note, quoted, releases_listed
from cin_narrative.questions.other_readings.second import held_against
from cin_narrative.questions.queries import Query, record_of
from cin_narrative.questions.resolution.dialogue import Dialogue, Told
from cin_narrative.questions.resolution.places_asked import ours_named
from cin_narrative.questions.resolution.recollection import recalled, told_of
from cin_narrative.questions.resolution.releases_asked import editions_of, names_edition
from cin_narrative.questions.resolution.resolve import Read, resolve
from cin_narrative.questions.resolution.resolved import Before, Missing, Option, Resolved
from cin_narrative.questions.resolution.topics_asked import by_metric
from cin_narrative.questions.statements.statement import Said, Table
from cin_narrative.questions.turns import LONGEST, MOST_ASKS, OURS, read, turns_of
from cin_narrative.questions.wording import options_for
from cin_narrative.reading.contract import Ask, Reader, Reading, Turn
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Commentary, Paragraph, figure_records

MOST_OPTIONS = 4


class Recorded(Protocol):
    """What has a record for JSON."""

    def record(self) -> dict[str, Any]:
        """The record."""
        ...


@dataclass(slots=True)
class Answer:
    """One answer. ``outcome`` is answered, nearest, choice_needed, not_held, refused or fault;
    ``asks`` the account of each ask; ``reading`` what was read."""

    outcome: str
    commentary: Commentary
    options: list[Option] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    resolved: list[Resolved] = field(default_factory=list)
    asks: list[Account] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)
    readings_compared: Reading | None = None
    agreement: str = ""  # of a second reading, where there is one: agree, differ, first or second
    assistance: Recorded | None = None  # what a language model did, where one was switched on

    @property
    def text(self) -> str:
        """The whole answer as plain text with marks."""
        return self.commentary.text

    @property
    def query(self) -> Query | None:
        """What the first ask was understood to be."""
        return self.queries[0] if self.queries else None

    def record(self, identity: object, question: str) -> dict[str, Any]:
        """One line of the contract with other programs: names are fixed, fields may be added."""
        why = any(slots.asks_why for slots in self.resolved)
        restrictors = [
            msgspec.to_builtins(one) for ask in self.reading.asks for one in ask.restrictors
        ]
        compared = self.readings_compared
        return {
            "id": identity,
            "question": question,
            "outcome": self.outcome,
            "text": self.text,
            "figures": figure_records(self.commentary.ledger),
            "query": record_of(self.query, why) if self.query else {},
            "options": [option.record() for option in self.options],
            "notes": self.notes,
            "asks": [account.record() for account in self.asks],
            "unused_words": list(self.reading.ignored),
            "restrictors": restrictors,
            "reading": self.reading.to_dict(),
            "tables": [table.record(self.commentary.ledger) for table in self.tables],
            "readings_compared": compared.to_dict() if compared else None,
            "agreement": self.agreement or None,
            **({"model": self.assistance.record()} if self.assistance is not None else {}),
        }


def answer(
    question: str,
    store: Store,
    catalogue: Catalogue,
    areas: Areas,
    home: str | None = None,
    history: Sequence[str | Turn] = (),
    release: str = LATEST,
    audience: str = PUBLISHABLE,
    readers: Sequence[Reader] = OURS,
    reading: Reading | None = None,
) -> Answer:
    """Answer ``question`` as the last of a conversation; ``home`` is the authority meant by "our".

    ``reading``: what the question was read as, where that is known; else the first of ``readers``
    reads it, and what each other reads is held against that. ``audience``: who may see an
    authority's own return. Never raises for any text: what goes wrong inside becomes the outcome
    ``fault``. Raises ``StoreFault`` where the store is damaged.
    """
    held = Held(store, catalogue, areas, home_place(areas, home))
    try:
        turns = turns_of(history, readers[0])
        others = readers[1:] if reading is None else ()
        reading = read(question, turns, readers[0]) if reading is None else reading
        put = partial(_answered, question, turns, held, release, audience)
        found = put(reading)
        for reader in others:
            found = held_against(found, reader, question, turns, held, put)
    except StoreFault:  # neither the question's fault nor a defect: its one line says what to do
        raise
    except Exception:  # whatever is typed is answered; a fault is said as such, and is to be mended
        if sys.flags.dev_mode:  # python -X dev
            traceback.print_exc()
        found = _plain(Missing("fault", missing("fault")), reading or Reading())
    if home and home.strip() and held.home is None:  # never passed over in silence
        found.notes.append(str(UnknownName("area", home, areas.names)))
    return found


def _answered(
    question: str, turns: Sequence[Turn], held: Held, release: str, audience: str, reading: Reading
) -> Answer:
    if len(question) > LONGEST:
        return _plain(Missing("refused", missing("too_long"), options_for(_BLANK, held)), reading)
    if not reading.asks:
        why = missing("nothing")
        return _plain(Missing("choice_needed", why, options_for(_BLANK, held)), reading)
    desk = Desk(held.store, held.catalogue, held.areas, release, audience=audience)
    composition = Composition(held, desk)
    dialogue = recalled(turns, composition, release)
    reading, mine = ours_named(reading, held)
    found = _Answering(composition, dialogue, release).of(reading)
    if mine is not None:
        found.notes.append(note("ours_named", names=quoted([mine.words or ""])))
    return found


_BLANK = Resolved("value", "")


def _plain(one: Missing, reading: Reading) -> Answer:
    page = Commentary("")
    page.paragraphs.append(Paragraph("", one.why))
    accounts = [Account(ask.words or "", one.outcome, why=[one.why]) for ask in reading.asks]
    return Answer(
        one.outcome, page, list(one.options[:MOST_OPTIONS]), asks=accounts, reading=reading
    )


@dataclass(slots=True)
class _Answering:
    """The asks of one reading, each answered after those before it."""

    composition: Composition
    dialogue: Dialogue
    release: str
    options: list[Option] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    resolved: list[Resolved] = field(default_factory=list)
    editions: tuple[str, ...] = ()  # words of the question that name a release for all of it
    elsewhere: Missing | None = None  # what the ask before was about, where that is not held

    def of(self, reading: Reading) -> Answer:
        """The answer to all asks of the reading."""
        self.editions = tuple(filter(names_edition, reading.ignored))
        rest = tuple(one for one in reading.ignored if one not in self.editions)
        reading = msgspec.structs.replace(reading, ignored=rest)
        for ask in reading.asks[:MOST_ASKS]:
            account = Account(ask.words or "")
            self.accounts.append(account)
            for before in self.dialogue.before(ask):
                self._ask(ask, before, account)
        self.composition.close()
        page, outcomes = self.composition.page, [account.outcome for account in self.accounts]
        outcome = overall(outcomes, bool(page.figures))
        return Answer(
            outcome,
            page,
            self._options(),
            self.composition.notes,
            self.queries,
            self.resolved,
            self.accounts,
            self.composition.tables,
            reading,
        )

    def _options(self) -> list[Option]:
        by_label = {option.label: option for option in self.options}
        return list(by_label.values())[:MOST_OPTIONS]

    def _ask(self, ask: Ask, before: Before | None, account: Account) -> None:
        """Each metric that is asked for; later asks lean on the first."""
        told, outcomes = [], []
        for part in by_metric(ask):
            told += self._part(part, before, account)
            outcomes.append(account.outcome)
        account.outcome = _of_parts(outcomes)
        self.dialogue.now += told[:1]

    def _part(self, ask: Ask, before: Before | None, account: Account) -> list[Told]:
        held, outcome = self.composition.held, account.outcome
        editions = editions_of(ask, held.store, self.release, self.editions)
        plain = editions.ask
        if editions.missing:
            series = releases_listed(held.store)
            self._miss(Missing("not_held", missing("release", series=series)), account)
            return []
        read = resolve(plain, before, held)
        fitted = self._fitted(plain, read)
        said: list[Said] = []
        if isinstance(fitted, Missing):
            self._miss(fitted, account)
        else:
            self._readings(plain, read)
            said = self._said(fitted, editions.releases, editions.is_named, account)
        if outcome == "nearest" and account.outcome == "answered":
            account.outcome = outcome
        return [told_of(read.slots, said, held)]

    def _fitted(self, ask: Ask, read: Read) -> list[Resolved] | Missing:
        """The slots that can be answered; what leans on a thing that is not held is not either:
        "how many children are in care, and what is the rate?"."""
        fitted = fit(ask, read, self.composition.held)
        leans = bool(ask.inherits) and not ask.measures and not read.slots.topics
        if leans and self.elsewhere is not None:
            return self.elsewhere
        lost = isinstance(fitted, Missing) and fitted.outcome == "not_held"
        self.elsewhere = fitted if isinstance(fitted, Missing) and lost else None
        return fitted

    def _miss(self, one: Missing, account: Account) -> None:
        self.options += one.options
        self.composition.missing(one, account)

    def _readings(self, ask: Ask, read: Read) -> None:
        """A second measure that the words fit as well is offered as the other choice."""
        if ask.readings:
            self.options += options_for(
                replace(read.slots, topics=()), self.composition.held, ask.readings
            )

    def _said(
        self, fitted: Sequence[Resolved], releases: Sequence[str], named: bool, account: Account
    ) -> list[Said]:
        """Each resolved ask from each release in turn: one, unless several are asked for."""
        told: list[Said] = []
        outcomes: list[str] = []
        desk = self.composition.desk
        for release in releases:
            self.composition.desk = desk if release == self.release else desk.choosing(release)
            if named:
                self.composition.name_release()
            for slots in fitted:
                query, said = self.composition.say(slots, account)
                outcomes.append(account.outcome)
                told.append(said)
                self.queries.append(query)
                self.resolved.append(slots)
                account.slots.append(slots)
        self.composition.desk = desk
        account.outcome = _of_parts(outcomes)
        return told


def _of_parts(outcomes: Sequence[str]) -> str:
    """Of an ask that is answered in parts: nearest where any is, or where one has no figure."""
    if len(set(outcomes)) == 1:
        return outcomes[0]
    return "nearest" if {"answered", "nearest"} & set(outcomes) else outcomes[0]
