"""One answer on the screen: how the question was read, what was asked and what is held, the figure
or the table, the words, and what can be done with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative import api
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Comparison, Trend
from cin_narrative.claims.desk import Desk
from cin_narrative.messages import message
from cin_narrative.report.trends import TrendBeside, trends_of
from cin_narrative.screen.address import carried
from cin_narrative.screen.ask import model_help, readings
from cin_narrative.screen.ask.area_table import area_table
from cin_narrative.screen.ask.conversation import GIVEN, Turn, link_of
from cin_narrative.screen.ask.feedback import show_verdicts
from cin_narrative.screen.ask.headline import headline
from cin_narrative.screen.ask.reading_chips import show_chips
from cin_narrative.screen.ask.to_draft import offer_to_add
from cin_narrative.screen.citing import Look, cited, cited_rows, place_of
from cin_narrative.screen.opened import HERE
from cin_narrative.screen.parts import PENDING, download, plain
from cin_narrative.screen.trend_chart import show_trend
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.origins import INTERNAL_NOTE

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.questions.resolution.resolved import Option
    from cin_narrative.questions.statements.statement import Table

OVERVIEW = HERE / "overview" / "overview_page.py"
MOST_CHARTS = 3
MANY_WORDS = 90  # more than these stand beneath a table, folded
OUTCOMES = {
    "choice_needed": "Please choose",
    "not_held": "Not held",
    "refused": "Not answered",
    "fault": "Fault",
}


def show_answer(turn: Turn, store: Store) -> None:
    """The answer of a turn, with the model's part in it where one is on."""
    key = f"answer-{turn.number}"
    read = model_help.read_answer(key, turn.answer, turn.asked_again)
    turn.show(read)
    found = model_help.phrased_answer(key, read)
    with st.container(key=f"turn-{turn.number}"):
        st.header(plain(" ".join(turn.question.split())), anchor=False)
        _show_reading(turn, read, store)
        readings.show_both(turn, model_help.both_readings(key, turn.answer), store)
        if found.outcome in OUTCOMES:
            st.markdown(f"**{OUTCOMES[found.outcome]}**")
        _show_nearest(found)
        _show_body(turn, found, store)
        for index, option in enumerate(found.options):
            _question_button(option, f"option-{turn.number}-{index}")
        if found.outcome in OUTCOMES and turn.home:
            label = message("screen.what_stands_out", area=turn.home)
            st.page_link(OVERVIEW, label=plain(label), query_params=carried())
        if found.outcome in GIVEN:
            _show_bar(turn, found, store)
        model_help.show_help(key, turn.answer, read)
        before = [one.question for one in turn.before]
        show_verdicts(turn.question, found.outcome, turn.number, before, turn.home)


def _show_reading(turn: Turn, read: Answer, store: Store) -> None:
    """What the question was read as, slot by slot; the words that were not used; whose reading."""
    slots = api.interpretation(store, read, turn.home)
    otherwise = api.read_as(store, read, turn.home) if read.outcome in GIVEN else ""
    show_chips(slots, turn.how, turn.number, PENDING, otherwise)
    if read.reading.ignored and read.outcome in GIVEN:
        idle = ", ".join(f'"{words}"' for words in read.reading.ignored)
        st.caption(plain(message("screen.not_used", words=idle)))


def _show_nearest(found: Answer) -> None:
    """What was asked and what is held in its place."""
    for account in found.asks:
        for label, lines in (("Asked", account.asked), ("Held", account.held)):
            if lines and account.outcome == "nearest":
                said = " ".join(line.rstrip(".") for line in dict.fromkeys(lines))
                st.markdown(f"**{label}:** {plain(said)}.")


def _show_body(turn: Turn, found: Answer, store: Store) -> None:
    """Charts and tables before the words where there are many figures; else the one figure, large,
    and its sentence. What was assumed, and what bears on the figures, after them.
    """
    said, notes = _told_apart(found)
    number, large = turn.number, _large(found)
    areas = area_table(found) if large is None else None
    many = bool(found.tables) or bool(_trends(turn, store)) or areas is not None
    if many:
        _show_charts(turn, store)
        _show_tables(turn, found, store)
    if areas is not None:
        _show_table(found.commentary, areas, store, f"areas-{number}")
    look = Look(headline=large, turn=f"{number}")
    if many and sum(len(part.plain.split()) for part in said) > MANY_WORDS:
        cited(found.commentary, (), store, f"seen-{number}", Look(turn=f"{number}"))
        with st.expander(message("screen.in_words")):
            cited(found.commentary, said, store, key=f"answer-{number}")
    else:
        cited(found.commentary, said, store, f"answer-{number}", look)
    for note in notes:
        st.caption(plain(note))


def _large(found: Answer) -> tuple[str, int, int] | None:
    """The figure that is the answer, as it is printed in the sentence."""
    for part in found.commentary.paragraphs:
        one = headline(found, part)
        if one is not None:
            text = part.text[one.start : one.end]
            return text[:1].upper() + text[1:], one.mark, place_of(found.commentary, one)
    return None


def _told_apart(found: Answer) -> tuple[Sequence[Paragraph], Sequence[str]]:
    """What is the answer itself, and the notes on it; of an answer without a figure all is."""
    page = found.commentary.paragraphs
    told = [part for part in page if part.marks]
    unsaid = [note for note in found.notes if note not in found.text]
    if not told:
        return page, unsaid
    asked = [f"Asked: {line.rstrip('.')}" for one in found.asks for line in one.asked]
    rest = [part.text for part in page if not part.marks and part.text != INTERNAL_NOTE]
    notes = [text for text in rest if not any(text.startswith(one) for one in asked)]
    whys = [line for one in found.asks if one.outcome == "nearest" for line in one.why]
    fresh = [line for line in dict.fromkeys(whys) if not any(line in text for text in notes)]
    internal = [part for part in page if part.text == INTERNAL_NOTE]
    return [*internal, *told], [*fresh, *notes, *unsaid]


def _show_tables(turn: Turn, found: Answer, store: Store) -> None:
    """The table that was asked for first, then the others, folded; with a chart all of them."""
    if not found.tables:
        return
    first = _asked_first(found.tables)
    others = [one for one in reversed(range(len(found.tables))) if one != first or turn.trends]
    if not turn.trends:
        _show_table(found.commentary, found.tables[first], store, f"table-{turn.number}-{first}")
    if others:
        alone = found.tables[others[0]].title
        with st.expander(plain(alone if len(others) == 1 else message("screen.other_tables"))):
            for index in others:
                key = f"table-{turn.number}-{index}"
                _show_table(found.commentary, found.tables[index], store, key)


def _asked_first(tables: Sequence[Table]) -> int:
    """Of the tables of the measure that was named first the last, which is of the newest year."""
    of = [{(one.indicator.id, one.measure) for one in table.figures} for table in tables]
    return max(index for index, measures in enumerate(of) if measures == of[0])


def _show_table(page: Commentary, one: Table, store: Store, key: str) -> None:
    rows = [[[_piece(cell)] for cell in row] for row in one.record(page.ledger)["rows"]]
    cited_rows(page, one.title, one.columns, rows, store, key, "cin-list")


def _piece(cell: dict[str, object]) -> object:
    return {**cell, "part": 0} if "mark" in cell else cell["text"]


def _show_charts(turn: Turn, store: Store) -> None:
    """The chart of every run of years that is told, the first open."""
    for index, trend in enumerate(_trends(turn, store)):
        if index:
            with st.expander(plain(f"Chart: {trend.name}")):
                show_trend(trend, store, f"trend-{turn.number}-{index}", words=False)
        else:
            show_trend(trend, store, f"trend-{turn.number}-{index}", words=False)


def _trends(turn: Turn, store: Store) -> list[TrendBeside]:
    """The runs of years that are told; worked out once, through a door of its own."""
    if turn.trends is None:
        told = [
            claim
            for paragraph in (turn.shown or turn.answer).commentary.paragraphs
            for claim in paragraph.claims
            if isinstance(claim, Trend)
        ]
        desk = Desk(store, api.catalogue(), api.areas(), turn.release)
        turn.trends = [one for claim in told[:MOST_CHARTS] for one in _trend(desk, claim)]
    return turn.trends


def _trend(desk: Desk, told: Trend) -> list[TrendBeside]:
    """The trend beside its comparators; a count stands alone, because beside a country's it says
    nothing.
    """
    last = told.figures[-1]
    made = trends_of(desk, [Comparison(last, ())], until=last.year)
    if last.basis is not Measure.COUNT:
        return made
    return [replace(one, series=one.series[:1], latest=one.latest[:1]) for one in made]


def _show_bar(turn: Turn, found: Answer, store: Store) -> None:
    """Copy, link, figures, draft, and where the answer comes from: nothing to take of what is
    internal.
    """
    number = turn.number
    with st.container(horizontal=True, vertical_alignment="center", key=f"bar-{number}"):
        link = link_of(turn)
        look = Look(bar=True, link=link)
        cited(found.commentary, found.commentary.paragraphs, store, f"copy-{number}", look)
        if found.commentary.figures and not found.commentary.internal:
            label = message("screen.figures_csv")
            figures = found.commentary.figures
            download(label, figures, "answer", key=f"download-{number}", quiet=True)
            offer_to_add(turn, found, store)
    by_model = turn.by_model or found.agreement == "second"
    st.caption(message("screen.by_a_model" if by_model else "screen.computed"))
    if not link:
        st.caption(message("screen.not_linked"))


def _question_button(option: Option, key: str) -> None:
    """A button that asks a question."""
    st.button(
        plain(option.label),
        key=key,
        on_click=st.session_state.__setitem__,
        args=(PENDING, option),
    )
