"""A question in plain English -> its answer, and how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cin_narrative.api.reference import areas
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.questions.chips import Chip
    from cin_narrative.questions.model import LanguageModel


def ask(
    store: Store,
    question: str,
    home: str | None = None,
    history: Sequence[str] = (),
    release: str = LATEST,
    model: LanguageModel | None = None,
    audience: str = PUBLISHABLE,
    neighbours: int | None = None,
) -> Answer:
    """Answer a question typed in plain English, with cited figures, or say honestly why not. Never
    raises for any text.

    ``model`` (see ``assistance``) may offer a reading of a wording that is not understood; no
    figure comes from it. ``neighbours`` as for ``annual_summary``.
    """
    from cin_narrative.questions.answer import answer

    catalogue, places = load_catalogue(), areas(neighbours)
    return answer(question, store, catalogue, places, home, history, release, model, audience)


def interpretation(store: Store, found: Answer, home: str | None = None) -> list[Chip]:
    """How the question of an answer was read, slot by slot, with the questions that change one slot
    each; empty where nothing is to change.

    ``home`` as it was given to ``ask``.
    """
    from cin_narrative.questions.chips import chips
    from cin_narrative.questions.setting import make_setting

    if found.query is None or found.outcome != "answered" or len(found.queries) != 1:
        return []
    return chips(found.query, make_setting(store, load_catalogue(), load_areas(), home))
