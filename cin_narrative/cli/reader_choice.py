"""The choices of ``ask`` -> what answers a question: the program alone, or a model beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cin_narrative import api
from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.reading.contract import Reading
    from cin_narrative.store.store import Store


def asker_of(
    with_model: bool, phrases: bool, audience: str, neighbours: int | None
) -> Callable[..., Answer]:
    """``api.ask`` with these choices, or the same with the language model that is set up.

    Raises ``ModelSettingsFault`` where there is none.
    """
    if with_model:
        return _asker_with_model(phrases, audience, neighbours)
    if phrases:
        raise CinNarrativeError(message("cli.phrase_needs_model"))
    return partial(api.ask, audience=audience, neighbours=neighbours)


def answerer_of(reading: Reading, audience: str, neighbours: int | None) -> Callable[..., Answer]:
    """``api.answer`` with a reading that is given."""

    def answer(
        store: Store, question: str, home: str | None, history: Sequence[str], release: str
    ) -> Answer:
        return api.answer(store, question, reading, home, history, release, audience, neighbours)

    return answer


def _asker_with_model(
    phrases: bool, audience: str, neighbours: int | None
) -> Callable[..., Answer]:
    from cin_narrative.api import assistance

    model = assistance.required_model()

    def ask(
        store: Store, question: str, home: str | None, history: Sequence[str], release: str
    ) -> Answer:
        found = api.ask(store, question, home, history, release, model, audience, neighbours)
        return assistance.phrase_answer(found, model) if phrases else found

    return ask
