"""What a language model does for one answer or one section, while the page is already there: begun,
waited for, called off, shown.

 The answer made without it stands on the page first. What the model makes of it takes its place
when it has come and has passed the check; a click calls it off. Where no model is set each of these
functions gives back what it was given, and nothing is imported.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from cin_narrative.messages import message
from cin_narrative.screen.ask import model_panel
from cin_narrative.screen.parts import button, plain
from cin_narrative.writing.commentary import Commentary, Paragraph

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from cin_narrative.api.assistance import Errand
    from cin_narrative.models.model import Assistance, Exchange, LanguageModel
    from cin_narrative.models.phrasing import Phrased
    from cin_narrative.questions.answer import Answer

HELP = "model_help"
CHANGES = ("differ", "second")  # where the answer of two readers is not ours as it stands
POLL = 0.2  # seconds between two looks at the jobs under way
READING, PHRASING = message("screen.model_reads"), message("screen.model_phrases")
FREELY, OURS, THEIRS = (
    message("screen.put_freely"),
    message("screen.show_ours"),
    message("screen.show_freer"),
)
BY_MODEL, CALLED_OFF = message("screen.by_model"), message("screen.called_off")


@dataclass(slots=True)
class Help:
    """What was asked of the model about one thing on the page; ``about`` is that thing, ``ours``
    whether our own words are wanted back, ``is_awaited`` whether no run has begun since it is over.
    """

    about: object
    errand: Errand[Any]
    doing: str
    ours: bool = False
    is_awaited: bool = True

    @property
    def found(self) -> Any:
        """What came of it, where it is to be shown."""
        return None if self.ours else self.errand.found


def read_answer(key: str, found: Answer, again: Callable[..., Answer] | None) -> Answer:
    """The answer to show: ``found``, unless two readers make something else of the question once
    the model has read it. ``again(model=...)`` asks it with a model; None where its reading was
    chosen.
    """
    if model_panel.settings() is None or again is None:
        return found
    help_ = _help(_reading(key), found)
    if help_ is None and model_panel.reads():
        help_ = _begin(_reading(key), found, lambda model: again(model=model), READING)
    made = help_.found if help_ is not None else None
    return made if made is not None and made.agreement in CHANGES else found


def both_readings(key: str, found: Answer) -> Answer | None:
    """What two readers make of the question of ``found``; None until the model has read it."""
    if model_panel.settings() is None:
        return None
    help_ = _help(_reading(key), found)
    made: Answer | None = help_.found if help_ is not None else None
    return made


def phrased_answer(key: str, found: Answer) -> Answer:
    """The answer in the words to show: ``found``, or a model's freer words for it."""
    if model_panel.settings() is None:
        return found
    help_ = _help(key, found)
    if help_ is None and model_panel.phrases() and _may_phrase(found):
        help_ = _begin(key, found, _phrased(found), PHRASING)
    return found if help_ is None or help_.found is None else help_.found


def show_help(key: str, ours: Answer, found: Answer) -> None:
    """Under an answer: what has become of the model's reading of the question of ``ours``, the
    button that asks for freer words of ``found``, or what has become of them, and what was sent.
    """
    if model_panel.settings() is None:
        return
    if (reading := _help(_reading(key), ours)) is not None:
        done = reading.errand.found
        _show(reading, _reading(key), done.assistance if done is not None else None)
    help_ = _help(key, found)
    if help_ is not None:
        done = help_.errand.found
        _show(help_, key, done.assistance if done is not None else None)
    elif _may_phrase(found):
        with _row():
            button(FREELY, f"model-phrase-{key}", _begin, key, found, _phrased(found), PHRASING)


def _reading(key: str) -> str:
    """The name under which the reading of a question is kept, beside the phrasing of its answer."""
    return f"{key}-read"


def shown_section(
    key: str, page: Commentary, paragraphs: Sequence[Paragraph]
) -> tuple[Commentary, Sequence[Paragraph]]:
    """The paragraphs of a section to show, with the commentary that they belong to: those of
    ``page``, or a model's in their place.
    """
    help_ = _help(key, page) if model_panel.settings() is not None else None
    if help_ is None or help_.found is None:
        return page, paragraphs
    made: Phrased = help_.found
    return made.commentary, made.commentary.paragraphs


def show_section_help(key: str, page: Commentary, paragraphs: Sequence[Paragraph]) -> None:
    """Under a section: as ``show_help`` under an answer."""
    if model_panel.settings() is None:
        return
    help_ = _help(key, page)
    if help_ is not None:
        made: Phrased | None = help_.errand.found
        if made is not None and made.note:
            st.caption(plain(made.note))
        _show(help_, key, made.assistance if made is not None else None)
        return
    from cin_narrative.api import assistance

    if assistance.can_be_phrased(paragraphs, page):
        heading = paragraphs[0].heading
        with _row():
            button(
                FREELY,
                f"model-phrase-{key}",
                _begin,
                key,
                page,
                lambda model: assistance.phrase_section(page, heading, model),
                PHRASING,
            )


def _may_phrase(found: Answer) -> bool:
    from cin_narrative.api import assistance

    return found.outcome in ("answered", "nearest") and assistance.can_be_phrased(
        found.commentary.paragraphs, found.commentary
    )


def _phrased(found: Answer) -> Callable[[LanguageModel], Answer]:
    from cin_narrative.api import assistance

    return lambda model: assistance.phrase_answer(found, model)


def _help(key: str, about: object) -> Help | None:
    """What was asked about this very thing; a job about what stood in its place before is called
    off and forgotten.
    """
    kept: dict[str, Help] = st.session_state.setdefault(HELP, {})
    found = kept.get(key)
    if found is not None and found.about is not about:
        kept.pop(key).errand.call_off()
        return None
    return found


def _begin(
    key: str, about: object, work: Callable[[LanguageModel], Any], doing: str
) -> Help | None:
    settings = model_panel.settings()
    if settings is None:
        return None
    from cin_narrative.api.assistance import Errand

    kept: dict[str, Help] = st.session_state.setdefault(HELP, {})
    kept[key] = Help(about, Errand(settings, work), doing)
    return kept[key]


def _show(help_: Help, key: str, done: Assistance | None) -> None:
    if help_.errand.is_under_way:
        _under_way(help_, key)
    elif help_.errand.is_called_off:
        st.caption(CALLED_OFF)
    elif help_.errand.mistake:
        st.caption(plain(help_.errand.mistake))
    elif done is not None:
        if done.phrased:
            _show_whose(help_, f"model-words-{key}")
        _show_sent(done.exchanges)


def _show_whose(help_: Help, key: str) -> None:
    """Whose words these are, and the button that shows the others."""
    if not help_.ours:
        st.caption(BY_MODEL)
    button(THEIRS if help_.ours else OURS, key, setattr, help_, "ours", not help_.ours)


def _under_way(help_: Help, key: str) -> None:
    with _row():
        button("Cancel", f"model-cancel-{key}", help_.errand.call_off)
        st.caption(help_.doing)


def _row() -> DeltaGenerator:
    """Where the button stands, whichever it is: "Cancel" takes the very place of the button that
    was pressed before it.

    Elsewhere it would move under the pointer, as the browser lets go of the pressed button only
    when it loses the focus.
    """
    return st.container(horizontal=True, vertical_alignment="center")


def wait_for_jobs() -> None:
    """Wait, where a model has something to do, until one job is over, and show the page anew, also
    where it ended while this run drew the page. The last call of a page: all else is there.

    No fragment that looks again by itself: on a busy machine a click that crosses its run is lost.
    A click here ends the waiting run.
    """
    kept: dict[str, Help] = st.session_state.get(HELP, {})
    jobs = [help_ for help_ in kept.values() if help_.is_awaited]
    if not jobs:
        return
    place = st.empty()
    while all(job.errand.is_under_way for job in jobs):
        time.sleep(POLL)
        place.empty()  # where a click can end this run
    for job in jobs:
        job.is_awaited = job.errand.is_under_way
    st.rerun()


def _show_sent(exchanges: Sequence[Exchange]) -> None:
    """Word for word what left this machine's program and what came back; text, never rendered."""
    if not exchanges:
        return
    with st.expander(message("screen.what_was_sent")):
        for exchange in exchanges:
            _show_exchange(exchange)


def _show_exchange(exchange: Exchange) -> None:
    job, reply = exchange.job, exchange.reply
    became = f"not used, because {exchange.refused}" if exchange.refused else "used"
    about = {"job": job.name, "version": job.version, "seconds": reply.seconds}
    st.caption(plain(message("screen.what_became", **about, became=became)))
    _show_code(job.sent)
    st.caption(message("screen.form_of_reply"))
    _show_code(json.dumps(job.schema, ensure_ascii=False))
    st.caption("What came back")
    nothing = reply.value is None
    _show_code("nothing" if nothing else json.dumps(reply.value, ensure_ascii=False))


def _show_code(text: str) -> None:
    st.code(text, language=None, wrap_lines=True)
