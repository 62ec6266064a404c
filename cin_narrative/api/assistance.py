"""The optional language model, for the page and the command line: its settings, the model itself,
the second reader of a question, its log, and phrasing on request.

Nothing here is imported, and no library is loaded, until a model is asked for.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

from cin_narrative.access.door import require
from cin_narrative.access.roles import Action
from cin_narrative.api.reference import areas
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.errors import ModelSettingsFault
from cin_narrative.messages import message
from cin_narrative.models.exchange_log import ExchangeLog
from cin_narrative.models.model import (
    Assistance,
    Exchange,
    Job,
    LanguageModel,
    Memory,
    Reply,
)
from cin_narrative.models.model_settings import DEFAULT_DAYS, MODEL, ModelSettings, read_settings
from cin_narrative.models.phrasing import Phrased, is_phrasable, phrase
from cin_narrative.models.second_reader import SecondReader
from cin_narrative.models.vocabulary import Vocabulary
from cin_narrative.questions.answer import Answer
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.queries import Topic
from cin_narrative.settings import model_log
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Commentary, Paragraph

if TYPE_CHECKING:
    from cin_narrative.models.llm import OpenAICompatible

FAULT = message("api.model_fault")
Found = TypeVar("Found")
_making = threading.Lock()


def model_settings(secrets: Mapping[str, object] | None = None) -> ModelSettings | None:
    """The settings of the environment, with those of ``secrets`` (a page's) where the environment
    has none; None where there is no model.

    Raises ``ModelSettingsFault``. ``.shown()`` gives them without the key.
    """
    own = {
        name: str(value)
        for name, value in (secrets or {}).items()
        if isinstance(value, str | int | float)
    }
    return read_settings({**own, **os.environ}, model_log())


def open_model(settings: ModelSettings) -> OpenAICompatible:
    """The model of these settings, made once: its circuit breaker must be the same for every
    caller.
    """
    with _making:
        return _open_model(settings)


@lru_cache(maxsize=4)
def _open_model(settings: ModelSettings) -> OpenAICompatible:
    from cin_narrative.models.llm import make_model

    return make_model(settings)


@dataclass(frozen=True, slots=True)
class Called:
    """The model for one caller, who may call the job off."""

    model: OpenAICompatible
    stop: threading.Event

    @property
    def context(self) -> int:
        """How many tokens the model takes in at once."""
        return self.model.context

    @property
    def memory(self) -> Memory:
        """What the model read before."""
        return self.model.memory

    def reply(self, job: Job) -> Reply:
        """The reply, unless ``stop`` comes first."""
        return self.model.reply(job, self.stop)

    def keep(self, exchange: Exchange) -> None:
        """Enter the exchange in the log."""
        self.model.keep(exchange)


class Errand(Generic[Found]):
    """One thing asked of the model beside a page that is already there: done in a thread of its
    own, called off by a click.

    ``found`` is what came of it, None while it is under way, where it was called off, and where
    ``mistake`` says why it could not start.
    """

    def __init__(self, settings: ModelSettings, work: Callable[[LanguageModel], Found]) -> None:
        self.found: Found | None = None
        self.mistake = ""
        self._stop, self._over = threading.Event(), threading.Event()
        threading.Thread(
            target=self._run, args=(settings, work), name="errand", daemon=True
        ).start()

    @property
    def is_under_way(self) -> bool:
        """Whether there is still something to wait for."""
        return not (self._over.is_set() or self._stop.is_set())

    @property
    def is_called_off(self) -> bool:
        """Whether somebody gave up waiting before there was anything."""
        return self._stop.is_set() and self.found is None

    def call_off(self) -> None:
        """Give up at once; what comes back later is not looked at."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Wait until it is over, ``seconds`` at most; whether it is."""
        return self._over.wait(seconds)

    def _run(self, settings: ModelSettings, work: Callable[[LanguageModel], Found]) -> None:
        try:
            found = work(Called(open_model(settings), self._stop))
            if not self._stop.is_set():
                self.found = found
        except ModelSettingsFault as fault:
            self.mistake = str(fault)
        # nobody waits for a thread's traceback: whatever goes wrong here, the page stands as it is
        except Exception:
            self.mistake = FAULT
        finally:
            self._over.set()


def required_model() -> LanguageModel:
    """The model of the environment; raises ``ModelSettingsFault`` where none is set."""
    settings = model_settings()
    if settings is None:
        raise ModelSettingsFault(message("api.no_model", variable=MODEL))
    return open_model(settings)


def kept_log(secrets: Mapping[str, object] | None = None) -> ExchangeLog | None:
    """The log, to read, export or clear, also while no model is set; None where none is kept.

    Raises ``NotAllowed`` for whoever may not see it.
    """
    require(Action.RECORDS)
    settings = model_settings(secrets)
    own = settings.log if settings is not None else model_log()
    return (
        ExchangeLog(own, settings.log_days if settings else DEFAULT_DAYS)
        if own is not None
        else None
    )


def phrase_answer(found: Answer, model: LanguageModel) -> Answer:
    """The answer phrased, or as it was with a note why not; ``found.assistance.exchanges`` says
    what was sent.
    """
    if found.outcome not in ("answered", "nearest"):
        return found
    said = phrase(found.commentary, areas(), model)
    notes = [*found.notes, said.note] if said.note else found.notes
    before = found.assistance if isinstance(found.assistance, Assistance) else Assistance()
    done = before.beside(said.assistance)
    return replace(found, commentary=said.commentary, notes=notes, assistance=done)


def can_be_phrased(paragraphs: Sequence[Paragraph], page: Commentary) -> bool:
    """Whether a model could be asked to phrase anything of these paragraphs of ``page``."""
    return is_phrasable(replace(page, paragraphs=list(paragraphs)))


def phrase_section(page: Commentary, heading: str, model: LanguageModel) -> Phrased:
    """The paragraphs of one section of a summary phrased, or as they were with a line why not;
    marks are those of ``page``.
    """
    section: list[Paragraph] = [
        paragraph for paragraph in page.paragraphs if paragraph.heading == heading
    ]
    return phrase(replace(page, paragraphs=section), areas(), model)


_known: WeakKeyDictionary[Store, Vocabulary] = WeakKeyDictionary()


def second_reader(store: Store, model: LanguageModel) -> SecondReader:
    """The reader that asks ``model``; one for each question, as it keeps what was sent."""
    if store not in _known:
        _known[store] = Vocabulary(load_catalogue(), _held(store))
    return SecondReader(model, _known[store])


def _held(store: Store) -> Mapping[str, str]:
    """Indicator -> the years that the store holds, level by level, in words."""
    held = Held(store, load_catalogue(), load_areas())
    codes = {code for at in store.areas_by_year.values() for code in at}
    levels = {
        "England": [code for code in codes if code == held.england.codes[0]],
        "regions": [c for c in codes if c.startswith("E") and c != held.england.codes[0]],
        "authorities": [code for code in codes if not code.startswith("E")],
    }
    found = {one.id: ", ".join(_years(held, one.id, levels)) for one in held.catalogue}
    return {name: years for name, years in found.items() if years}


def _years(held: Held, name: str, levels: Mapping[str, list[str]]) -> Iterator[str]:
    for level, codes in levels.items():
        years = held.series(Topic(name), codes)
        if years:
            yield f"{level} {years[0]}-{years[-1]}" if len(years) > 1 else f"{level} {years[0]}"
