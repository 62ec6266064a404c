"""The optional language model, for the page and the command line: its settings, the model itself, its log, and phrasing on request.

Nothing here is imported, and no library is loaded, until a model is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from cin_narrative import api
from cin_narrative.commentary.commentary import Commentary, Paragraph
from cin_narrative.errors import ModelSettingsFault
from cin_narrative.questions.answer import Answer, phrased
from cin_narrative.questions.exchange_log import ExchangeLog
from cin_narrative.questions.model import LanguageModel
from cin_narrative.questions.model_settings import DEFAULT_DAYS, MODEL, ModelSettings, read_settings
from cin_narrative.questions.phrasing import Phrased, phrase

if TYPE_CHECKING:
    from cin_narrative.questions.llm import OpenAICompatible

LOG_NAME = "model-exchanges.jsonl"


def model_settings(secrets: Mapping[str, object] | None = None) -> ModelSettings | None:
    """The settings of the environment, with those of ``secrets`` (a page's) where the environment has none; None where there is no model.

    Raises ``ModelSettingsFault``. ``.shown()`` gives them without the key.
    """
    own = {name: str(value) for name, value in (secrets or {}).items() if isinstance(value, str | int | float)}
    return read_settings({**own, **os.environ}, api.store_path().with_name(LOG_NAME))


@lru_cache(maxsize=4)
def open_model(settings: ModelSettings) -> OpenAICompatible:
    """The model of these settings, made once: its circuit breaker must be the same for every caller."""
    from cin_narrative.questions.llm import make_model

    return make_model(settings)


def required_model() -> OpenAICompatible:
    """The model of the environment; raises ``ModelSettingsFault`` where none is set."""
    settings = model_settings()
    if settings is None:
        raise ModelSettingsFault(f"No model is set: name one with {MODEL}, and its address with CIN_NARRATIVE_MODEL_URL.")
    return open_model(settings)


def kept_log(secrets: Mapping[str, object] | None = None) -> ExchangeLog | None:
    """The log, to read, export or clear, also while no model is set; None where none is kept."""
    settings = model_settings(secrets)
    own = settings.log if settings is not None else api.store_path().with_name(LOG_NAME)
    return ExchangeLog(own, settings.log_days if settings else DEFAULT_DAYS) if own is not None else None


def phrase_answer(found: Answer, model: LanguageModel) -> Answer:
    """The answer phrased, or as it was with a note why not; ``found.assistance.exchanges`` says what was sent."""
    return phrased(found, api.areas(), model)


def phrase_section(page: Commentary, heading: str, model: LanguageModel) -> Phrased:
    """The paragraphs of one section of a summary phrased, or as they were with a line why not; marks are those of ``page``."""
    section: list[Paragraph] = [paragraph for paragraph in page.paragraphs if paragraph.heading == heading]
    return phrase(Commentary(page.title, section, page.ledger), api.areas(), model)
