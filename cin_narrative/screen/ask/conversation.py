"""Questions of this session and of the page's address -> one conversation, the answer in view last;
and back into the address, which asks the same again anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

import streamlit as st

from cin_narrative import api
from cin_narrative.disclosure.door import PUBLISHABLE
from cin_narrative.reading.contract import Reading
from cin_narrative.reading.contract import Turn as Earlier
from cin_narrative.report.trends import TrendBeside
from cin_narrative.screen import opened
from cin_narrative.screen.address import NAMES, VIEW_BEFORE, in_view
from cin_narrative.screen.ask.reading_chips import CLICKED

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.questions.resolution.resolved import Option

TURNS, NUMBER, FOLLOWED = "turns", "turn_number", "questions_followed"
QUESTION, OF, ONCE_CALLED = "q", "of", "question"
GIVEN = ("answered", "nearest")
OF_PEOPLE = ("individual_child", "unknown_place")  # what may be somebody's name
LONGEST_LINKED, MOST_LINKED = 1_000, 6_000  # characters of a question, of all in an address
LONGEST_KEPT = 10_000  # no box refuses more: it would take a long paste without a word


@dataclass(slots=True, eq=False)
class Turn:
    """One question, asked for ``home`` after those ``before`` it; answered when first looked at.
    ``chosen``: its reading, where a click brought one along; ``how`` slots came about.
    """

    number: int
    question: str
    home: str | None
    release: str
    audience: str = PUBLISHABLE
    before: tuple[Turn, ...] = ()
    chosen: Reading | None = None
    how: Mapping[str, str] = field(default_factory=dict)
    by_model: bool = False
    shown: Answer | None = None
    trends: list[TrendBeside] | None = None
    found: Answer | None = None

    @property
    def answer(self) -> Answer:
        """Our own answer."""
        if self.found is None:
            self.found = self.ask(self.before)
        return self.found

    def ask(self, before: Iterable[Turn], model: Any = None) -> Answer:
        """The answer that the question has after others; ``model`` reads it, too."""
        given = (self.home, [one.earlier for one in before], self.release)
        store = opened.store()
        if self.chosen is not None:
            return api.answer(store, self.question, self.chosen, *given, audience=self.audience)
        return api.ask(store, self.question, *given, model=model, audience=self.audience)

    @property
    def asked_again(self) -> Callable[..., Answer] | None:
        """The same asked with a model (``model=...``); None where its reading was chosen."""
        return None if self.chosen is not None else partial(self.ask, self.before)

    @property
    def earlier(self) -> Earlier:
        """The turn as a later question leans on it."""
        known = self.shown or self.found
        reading = known.reading if known is not None else self.chosen
        return Earlier(question=self.question, reading=reading)

    def show(self, found: Answer) -> None:
        """What is shown from now on; its charts are drawn anew."""
        if self.shown is not found:
            self.shown, self.trends = found, None

    @property
    def leans(self) -> bool:
        """Whether it takes something from a question before it."""
        asks = self.answer.reading.asks
        return bool(asks) and (bool(asks[0].inherits) or asks[0].from_ask is not None)


def turns() -> list[Turn]:
    """The conversation; the last is the one in view."""
    found: list[Turn] = st.session_state.setdefault(TURNS, [])
    return found


def add(asked: str | Option, home: str | None, release: str, audience: str) -> None:
    """Ask what was typed, or what was clicked: a click brings its reading along."""
    question = (asked if isinstance(asked, str) else asked.question).strip()[:LONGEST_KEPT]
    if not question:
        return
    before = tuple(turns())
    turn = _turn(question, home, release, audience, before)
    if not isinstance(asked, str):
        turn.chosen, turn.how = asked.reading, st.session_state.pop(CLICKED, {})
        last = before[-1] if before else None
        turn.by_model = last is not None and _is_the_models(turn, last)
    turns().append(turn)


def _is_the_models(chosen: Turn, of: Turn) -> bool:
    """Whether a model's reading was chosen, of the two that a question has."""
    both = of.shown is not None and of.shown.agreement in ("differ", "second")
    same = both and chosen.question == of.question
    return same and chosen.answer.queries != of.answer.queries


def _turn(question: str, home: str | None, release: str, *more: Any) -> Turn:
    number = st.session_state[NUMBER] = st.session_state.get(NUMBER, -1) + 1
    return Turn(number, question, home, release, *more)


def bring(turn: Turn) -> None:
    """Show an earlier answer again: it and what it leans on become the last of the conversation."""
    chain = chain_of(turn)
    turns()[:] = [*(one for one in turns() if one not in chain), *chain]


def chain_of(turn: Turn) -> list[Turn]:
    """A turn after those that it leans on."""
    chain = [turn]
    while chain[0].leans and chain[0].before:
        chain.insert(0, chain[0].before[-1])
    return chain


def follow(home: str | None, release: str, audience: str) -> None:
    """Take over the questions of a new address. One without any empties the conversation only where
    the reader went there from the page itself, as with the browser's "back".
    """
    given = _given()
    before = st.session_state.get(FOLLOWED)
    st.session_state[FOLLOWED] = given
    came_back = bool(before and before[0]) and st.session_state.get(VIEW_BEFORE) == "ask"
    if given == before or not (given[0] or came_back):
        return
    known = {(one.question, one.home): one for one in turns()}
    found: list[Turn] = []
    for question, of in zip_longest(*given, fillvalue=""):
        asked_for = (question, of or home)
        make = partial(_turn, *asked_for, release, audience, tuple(found))
        if question:
            found.append(known.get(asked_for) or make())
    turns()[:] = found


def _given() -> tuple[tuple[str, ...], tuple[str, ...]]:
    asked = st.query_params.get_all(QUESTION) or st.query_params.get_all(ONCE_CALLED)
    return tuple(asked), tuple(st.query_params.get_all(OF))[: len(asked)]


def write(home: str | None) -> None:
    """Put the conversation into the address, beside what else stands there."""
    wanted = _addressed(_linked(turns()), home)
    if wanted != _given() or ONCE_CALLED in st.query_params:
        own = (QUESTION, OF, ONCE_CALLED)
        kept = {name: st.query_params.get_all(name) for name in st.query_params if name not in own}
        asked = {name: list(some) for name, some in zip(own, wanted, strict=False) if some}
        st.query_params.from_dict(kept | asked)
    st.session_state[FOLLOWED] = wanted


def link_of(turn: Turn) -> str:
    """The query of an address that shows this answer; empty where it has none."""
    chain = chain_of(turn)
    if len(_linked(chain)) < len(chain):
        return ""
    kept = in_view()
    area = {"area": turn.home} if turn.home else {}
    said = {name: kept[name] for name in NAMES if kept.get(name)} | area
    (asked, of) = _addressed(chain, turn.home)
    return "?" + urlencode({**said, QUESTION: asked, OF: of}, doseq=True)


def _addressed(linked: Sequence[Turn], home: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The questions, and whose "our" is meant in each where that is not the authority in view."""
    of = tuple(one.home or "" for one in linked)
    return tuple(one.question for one in linked), of if set(of) - {home or ""} else ()


def _linked(of: Sequence[Turn]) -> list[Turn]:
    """The turns that may stand in an address and lead there to the answers that they have here; the
    newest, as many as there is room for.
    """
    room, newest = MOST_LINKED, list[Turn]()
    for turn in reversed(of):
        room -= len(quote_plus(turn.question))
        if room < 0:
            break
        newest.insert(0, turn)
    kept: list[Turn] = []
    for turn in newest:
        if may_be_linked(turn) and _leads_back(turn, tuple(kept)):
            kept.append(turn)
    return kept


def may_be_linked(turn: Turn) -> bool:
    """Whether an answer was given, and no guard declined any part of the question: only then does
    it stand in an address, where others may read it.
    """
    if turn.found is None:
        return True  # it came from an address
    asks = turn.found.reading.asks
    declined = any(ask.decline for ask in asks)
    named = any(one.what in OF_PEOPLE for ask in asks for one in ask.restrictors)
    refused = any(account.outcome == "refused" for account in turn.found.asks)
    given = turn.found.outcome in GIVEN and len(turn.question) <= LONGEST_LINKED
    return given and not (declined or named or refused)


def _leads_back(turn: Turn, before: tuple[Turn, ...]) -> bool:
    """Whether the words alone, asked after ``before``, are answered as they are here."""
    if turn.found is None or (turn.chosen is None and turn.before == before):
        return True
    kept: dict[object, bool] = st.session_state.setdefault("leads_back", {})
    key = (turn.number, tuple(one.number for one in before))
    if key not in kept:
        typed = Turn(turn.number, turn.question, turn.home, turn.release, turn.audience, before)
        kept[key] = typed.answer.queries == turn.found.queries
    return kept[key]
