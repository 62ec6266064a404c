"""A question in plain English, or its reading -> its answer, and how it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cin_narrative.access.arguments import listed
from cin_narrative.access.audience import admit
from cin_narrative.api.reference import areas
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE, resolve_release
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.models.model import LanguageModel
    from cin_narrative.questions.answer import Answer
    from cin_narrative.questions.interpretation import Chip
    from cin_narrative.reading.contract import Reading, Turn


def ask(
    store: Store,
    question: str,
    home: str | None = None,
    history: Sequence[str | Turn] = (),
    release: str = LATEST,
    model: LanguageModel | None = None,
    audience: str = PUBLISHABLE,
    neighbours: int | None = None,
) -> Answer:
    """Read a question typed in plain English and answer it with cited figures, or say honestly why
    not. Never raises for any text. The answer outlives the store: its ``text``, ``outcome``,
    ``notes``, ``options``, ``commentary.figures`` and ``record(id, question)``, for JSON.

    ``history``: the questions before it, each with its reading where that is known. A ``model``
    reads the question, too; no figure comes from it. ``neighbours`` as for ``summary``. ``home`` is
    the authority that "we" are; one that is no area is said in ``notes``. Raises ``UnknownName``
    for a release that is not held.
    """
    from cin_narrative.questions import answer as answered

    resolve_release(store, release)
    admit(audience, store.path, "answer", home)
    given = (store, load_catalogue(), areas(neighbours), home, listed(history), release, audience)
    if model is None:
        return _settled(answered(question, *given))
    from cin_narrative.api.assistance import second_reader
    from cin_narrative.questions.turns import OURS

    second = second_reader(store, model)
    found = answered(question, *given, readers=(*OURS, second))
    found.assistance = second.assistance(found.agreement)
    return _settled(found)


def answer(
    store: Store,
    question: str,
    reading: Reading | Mapping[str, Any],
    home: str | None = None,
    history: Sequence[str | Turn] = (),
    release: str = LATEST,
    audience: str = PUBLISHABLE,
    neighbours: int | None = None,
) -> Answer:
    """Answer a question as ``reading`` reads it, whoever wrote that, once it is verified; where it
    does not hold, it is asked back. The other arguments are those of ``ask``.

    ``reading`` may be what JSON holds of one. Raises ``NotATable`` where it holds none, and what
    ``ask`` raises; never for any text.
    """
    from cin_narrative.api.reading import reading_of
    from cin_narrative.questions import answer as answered
    from cin_narrative.questions.holdings import Held, home_place
    from cin_narrative.questions.other_readings.given import answer_as_read

    resolve_release(store, release)
    admit(audience, store.path, "answer", home)
    catalogue, places = load_catalogue(), areas(neighbours)
    history = listed(history)
    given = (store, catalogue, places, home, history, release, audience)
    held = Held(store, catalogue, places, home_place(places, home))

    def put(read: Reading | None) -> Answer:
        return answered(question, *given, reading=read)

    return _settled(answer_as_read(question, reading_of(reading), history, held, put))


def _settled(found: Answer) -> Answer:
    """The answer, to be read, recorded and exported after the store is closed."""
    found.commentary.settle()
    return found


def interpretation(store: Store, found: Answer, home: str | None = None) -> list[Chip]:
    """How the question of an answer was read, slot by slot, with the questions that change one slot
    each; empty where several things were asked, or nothing is to change.

    ``home`` as it was given to ``ask``.
    """
    from cin_narrative.questions.holdings import Held, home_place
    from cin_narrative.questions.interpretation import chips

    if found.outcome not in ("answered", "nearest") or len(found.resolved) != 1:
        return []
    held = Held(store, load_catalogue(), load_areas(), home_place(load_areas(), home))
    pairs = zip(found.reading.asks, found.asks, strict=False)
    ask = next(ask for ask, account in pairs if account.slots)
    return chips(found.resolved[0], held, ask)


def read_as(store: Store, found: Answer, home: str | None = None) -> str:
    """What the question of an answer was read as, in plain words; empty where it was not."""
    from cin_narrative.questions.holdings import Held, home_place
    from cin_narrative.questions.read_as import read_as as worded

    held = Held(store, load_catalogue(), load_areas(), home_place(load_areas(), home))
    return worded(found.resolved, held)
