"""The view of questions: one box, the answer to the question last asked, and those asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative.disclosure.door import LATEST
from cin_narrative.messages import message
from cin_narrative.screen import opened
from cin_narrative.screen.address import RELEASE, in_view
from cin_narrative.screen.ask import conversation, model_help, model_panel
from cin_narrative.screen.ask.answer_view import show_answer
from cin_narrative.screen.ask.conversation import Turn, turns
from cin_narrative.screen.ask.feedback import show_download
from cin_narrative.screen.local_return import choose_audience
from cin_narrative.screen.parts import (
    PENDING,
    last_mistake,
    mistakes_in_one_line,
    plain,
)
from cin_narrative.screen.pickers import home as authority_in_view
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.questions.resolution.resolved import Option

LONGEST_LISTED = 90  # characters of a question in the list of those asked before
MOST_LISTED = 5  # questions of that list that are not folded


def show() -> None:
    """The question page."""
    with mistakes_in_one_line():
        store = opened.store()
        st.title("Ask a question", anchor=False)
        home = authority_in_view()
        with st.container(key="ask-box"):
            typed = st.chat_input(message("screen.type_a_question"))
        audience = choose_audience(store)
        last_mistake()
        _take(typed, home, audience)
        if turns():
            _show_conversation(store, home)
        else:
            _introduce(home)
        conversation.write(home)
        show_download()
        model_panel.show_settings()
        model_help.wait_for_jobs()


def _take(typed: str | None, home: str | None, audience: str) -> None:
    """What the address says, then what was typed here or elsewhere, or clicked."""
    release = in_view().get(RELEASE, LATEST)
    conversation.follow(home, release, audience)
    asked: str | Option | None = typed or st.session_state.pop(PENDING, None)
    if asked is not None:
        conversation.add(asked, home, release, audience)


def _introduce(home: str | None) -> None:
    """What can be asked, before anything was."""
    st.markdown(message("screen.introduction"))
    st.caption(plain(message("screen.what_we_means", area=home or message("screen.nobody"))))
    _show_examples(home)


def _show_examples(home: str | None) -> None:
    """Questions to click on; open until one has been asked."""
    asked = bool(turns())
    with st.expander(message("screen.examples"), expanded=not asked, key=f"examples-{asked}"):
        for number, question in enumerate(opened.example_questions(home)):
            st.button(
                plain(question),
                key=f"example-{number}",
                on_click=st.session_state.__setitem__,
                args=(PENDING, question),
                type="tertiary",
            )


def _show_conversation(store: Store, home: str | None) -> None:
    """The newest answer; beside it the questions before it."""
    *earlier, newest = turns()
    main, side = st.columns([3, 1], gap="large")
    with main:
        show_answer(newest, store)
    with side, st.container(key="earlier"):
        if earlier:
            st.header(message("screen.asked_before"), anchor=False)
        for turn in reversed(earlier[-MOST_LISTED:]):
            _show_earlier(turn)
        if longer := earlier[:-MOST_LISTED]:
            with st.expander(message("screen.asked_still_before", count=len(longer))):
                for turn in reversed(longer):
                    _show_earlier(turn)
        st.button("Start again", on_click=turns().clear, type="tertiary")
        _show_examples(home)


def _show_earlier(turn: Turn) -> None:
    asked = " ".join(turn.question.split())
    short = asked if len(asked) <= LONGEST_LISTED else f"{asked[:LONGEST_LISTED].rstrip()} ..."
    key = f"earlier-{turn.number}"
    st.button(plain(short), key=key, on_click=conversation.bring, args=(turn,), type="tertiary")


if __name__ == "__main__":
    show()
