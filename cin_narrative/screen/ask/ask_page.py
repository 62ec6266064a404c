"""The second view: questions typed in plain English, answered with cited figures or declined with
the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative import api
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Comparison, Trend
from cin_narrative.claims.desk import Desk
from cin_narrative.drafts.additions import ANSWERS_HEADING
from cin_narrative.messages import message
from cin_narrative.reading.contract import Turn as Earlier
from cin_narrative.report.trends import TrendBeside, trends_of
from cin_narrative.screen import opened
from cin_narrative.screen.ask import model_help, model_panel
from cin_narrative.screen.ask.feedback import show_download, show_verdicts
from cin_narrative.screen.ask.reading_chips import show_chips
from cin_narrative.screen.citing import cited
from cin_narrative.screen.drafts import drafts_open
from cin_narrative.screen.local_return import choose_audience
from cin_narrative.screen.parts import (
    LONGEST_TYPED,
    PENDING,
    button,
    download,
    last_mistake,
    mistakes_in_one_line,
    plain,
    table,
)
from cin_narrative.screen.pickers import home as authority_in_view
from cin_narrative.screen.trend_chart import show_trend
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.questions.resolution.resolved import Option

TURNS, LINKED = "turns", "question"
MOST_CHARTS = 3
OUTCOMES = {
    "nearest": message("screen.nearest"),
    "choice_needed": "Please choose",
    "not_held": "Not held",
    "refused": "Not answered",
    "fault": "Fault",
}


@dataclass(slots=True)
class Turn:
    """One question of this session, our answer to it, and the one that is shown: ours, until a
    model has read the question, too.
    """

    question: str
    answer: Answer
    again: Callable[..., Answer] | None  # the same asked with a model; None where it was chosen
    home: str | None = None
    shown: Answer | None = None
    trends: list[TrendBeside] | None = None

    def show(self, found: Answer) -> None:
        """What is shown from now on; its charts are drawn anew."""
        if self.shown is not found:
            self.shown, self.trends = found, None


def show() -> None:
    """The question page."""
    with mistakes_in_one_line():
        store = opened.store()
        st.title("Ask a question", anchor=False)
        st.markdown(message("screen.introduction"))
        home = authority_in_view()
        st.caption(plain(message("screen.what_we_means", area=home or message("screen.nobody"))))
        audience = choose_audience(store)
        typed = st.chat_input(message("screen.type_a_question"), max_chars=LONGEST_TYPED)
        last_mistake()
        _ask(typed or st.session_state.pop(PENDING, None) or _linked(), store, home, audience)
        _show_examples(home)
        _show_turns(store)
        show_download()
        model_panel.show_settings()
        model_help.wait_for_jobs()


def _show_examples(home: str | None) -> None:
    """Questions to click on; open until one has been asked."""
    asked = bool(_turns())
    with st.expander("Examples of questions", expanded=not asked, key=f"examples-{asked}"):
        for number, question in enumerate(opened.example_questions(home)):
            _question_button(question, question, f"example-{number}")


def _show_turns(store: Store) -> None:
    turns = _turns()
    for number, turn in enumerate(turns):
        _show(turn, number, store)
    if turns:
        st.button("Start again", on_click=turns.clear)


def _turns() -> list[Turn]:
    turns: list[Turn] = st.session_state.setdefault(TURNS, [])
    return turns


def _linked() -> str | None:
    """A question in the page's address, asked once."""
    question = st.query_params.get(LINKED)
    if question and not _turns() and not st.session_state.get("linked_asked"):
        st.session_state["linked_asked"] = True
        return question
    return None


def _ask(asked: str | Option | None, store: Store, home: str | None, audience: str) -> None:
    """Ask what was typed, or what was clicked: a click brings its reading along."""
    question = (asked if isinstance(asked, str) else asked.question if asked else "").strip()
    if not question or asked is None:
        return
    turns = _turns()
    before = [
        Earlier(question=one.question, reading=(one.shown or one.answer).reading) for one in turns
    ]
    if isinstance(asked, str):
        verb = partial(api.ask, store, question, home, before, audience=audience)
        turns.append(Turn(question, verb(), verb, home))
    else:
        found = api.answer(store, question, asked.reading, home, before, audience=audience)
        turns.append(Turn(question, found, None, home))


def _show(turn: Turn, number: int, store: Store) -> None:
    """A question and its answer: text with marks, what to choose from, what else to know."""
    key = f"answer-{number}"
    read = model_help.read_answer(key, turn.answer, turn.again)
    turn.show(read)
    found = model_help.phrased_answer(key, read)
    with st.container(border=True, key=f"turn-{number}"):
        st.header(plain(" ".join(turn.question.split())), anchor=False)
        if found.outcome in OUTCOMES:
            st.markdown(f"**{OUTCOMES[found.outcome]}**")
        _show_text(found, number, store)
        if number == len(_turns()) - 1:  # the answer last given can be changed
            show_chips(api.interpretation(store, read, turn.home), f"chips-{number}", PENDING)
        for index, option in enumerate(found.options):
            _question_button(option.label, option, f"option-{number}-{index}")
        _show_notes(found)
        if found.commentary.figures:
            _show_trends(turn, number, store)
            _offer_to_take(found, number)
        model_help.show_help(key, turn.answer, read)
        before = [one.question for one in _turns()[:number]]
        show_verdicts(turn.question, found.outcome, number, before, turn.home)


def _show_notes(found: Answer) -> None:
    """What else is to be known, where the answer does not say it."""
    said = {paragraph.text for paragraph in found.commentary.paragraphs}
    for note in found.notes:
        if note not in said:
            st.caption(plain(note))


def _offer_to_take(found: Answer, number: int) -> None:
    """The figures as a file, and the answer into a draft: not of what is internal."""
    if found.commentary.internal:
        return
    label, key = message("screen.download_answer"), f"download-{number}"
    download(label, found.commentary.figures, "answer", key=key)
    _offer_to_add(found, number)


def _show_text(found: Answer, number: int, store: Store) -> None:
    """The answer in words with its sources, then its tables."""
    cited(found.commentary, found.commentary.paragraphs, store, key=f"answer-{number}")
    for one in found.tables:
        st.markdown(f"**{plain(one.title)}**")
        made = one.record(found.commentary.ledger)["rows"]
        rows = [[cell["text"] for cell in row] for row in made]
        table([dict(zip(one.columns, row, strict=True)) for row in rows], one.title)


def _show_trends(turn: Turn, number: int, store: Store) -> None:
    """The chart of every run of years that is told; drawn once, through a door of its own."""
    if turn.trends is None:
        told = [
            claim
            for paragraph in (turn.shown or turn.answer).commentary.paragraphs
            for claim in paragraph.claims
            if isinstance(claim, Trend)
        ]
        desk = Desk(store, api.catalogue(), api.areas())
        turn.trends = [one for claim in told[:MOST_CHARTS] for one in _trend(desk, claim)]
    for index, trend in enumerate(turn.trends):
        with st.expander(plain(f"Chart: {trend.name}")):
            show_trend(trend, store, f"trend-{number}-{index}")


def _trend(desk: Desk, told: Trend) -> list[TrendBeside]:
    """The trend beside its comparators; a count stands alone, because beside a country's it says
    nothing.
    """
    last = told.figures[-1]
    made = trends_of(desk, [Comparison(last, ())], until=last.year)
    if last.basis is not Measure.COUNT:
        return made
    return [replace(one, series=one.series[:1], latest=one.latest[:1]) for one in made]


def _offer_to_add(found: Answer, number: int) -> None:
    """A button that puts the answer into the draft that is open."""
    name = drafts_open.open_name()
    if name is None or found.outcome not in ("answered", "nearest"):
        return
    added = f"added-{number}-{name}"
    if st.session_state.get(added) is found:
        st.caption(plain(message("screen.added_to_draft", draft=name, heading=ANSWERS_HEADING)))
        return
    button(message("screen.add_to_draft", draft=name), f"add-{number}", _add, name, found, added)


def _add(name: str, found: Answer, added: str) -> None:
    drafts_open.add_answer(name, found.commentary)
    st.session_state[added] = found


def _question_button(label: str, question: str | Option, key: str) -> None:
    """A button that asks a question."""
    st.button(
        plain(label), key=key, on_click=st.session_state.__setitem__, args=(PENDING, question)
    )


if __name__ == "__main__":
    show()
