"""Whether there is a model, which, and how long it may take: read from the environment (or any
mapping, such as a page's secrets).

The names are a contract. Off is the default: without CIN_NARRATIVE_MODEL nothing is imported and
nothing is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cin_narrative.errors import ModelSettingsFault
from cin_narrative.messages import message

MODEL, URL, KEY, TIMEOUT, CONTEXT = (
    "CIN_NARRATIVE_MODEL",
    "CIN_NARRATIVE_MODEL_URL",
    "OPENAI_API_KEY",
    "CIN_NARRATIVE_MODEL_TIMEOUT",
    "CIN_NARRATIVE_MODEL_CONTEXT",
)
LOG, LOG_DAYS, LOG_QUESTIONS = (
    "CIN_NARRATIVE_MODEL_LOG",
    "CIN_NARRATIVE_MODEL_LOG_DAYS",
    "CIN_NARRATIVE_MODEL_LOG_QUESTIONS",
)
OPENAI = "https://api.openai.com/v1"
DEFAULT_TIMEOUT, LONGEST_TIMEOUT = 8.0, 120.0
DEFAULT_CONTEXT, LARGEST_CONTEXT = 32_768, 10_000_000  # tokens
DEFAULT_DAYS, MOST_DAYS = 30, 3650
YES, OFF = ("1", "yes", "true", "on"), "off"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """One model and the rules of its use. The key is never printed, shown or logged."""

    name: str
    url: str = OPENAI
    key: str = field(default="", repr=False)
    timeout: float = DEFAULT_TIMEOUT
    log: Path | None = None
    log_days: int = DEFAULT_DAYS
    log_questions: bool = False
    context: int = DEFAULT_CONTEXT

    @property
    def is_local(self) -> bool:
        """Whether the model runs on this machine, so that nothing leaves it."""
        return urlsplit(self.url).hostname in LOOPBACK

    def shown(self) -> dict[str, str]:
        """The settings as a person reads them, without the key."""
        parts = urlsplit(self.url)
        where = (
            message("models.runs_here")
            if self.is_local
            else message("models.runs_elsewhere", host=parts.hostname)
        )
        port = f":{parts.port}" if parts.port else ""
        return {
            "Model": self.name,
            "Address": f"{parts.scheme}://{parts.hostname}{port}{parts.path}",
            "Runs on": where,
            "Connection": "encrypted" if parts.scheme == "https" else "not encrypted",
            "Key": "set" if self.key else "not set",
            "Time limit": f"{self.timeout:g} seconds",
            "Takes in": f"{self.context:,} tokens at once",
            "Log": f"{self.log}, kept for {self.log_days} days" if self.log else "not kept",
            message("models.questions_in_log"): "kept" if self.log_questions else "not kept",
        }


def read_settings(values: Mapping[str, str], log: Path | None = None) -> ModelSettings | None:
    """The settings in ``values``, None where no model is named; ``log`` is where exchanges are kept
    if nothing else is said.

    Raises ``ModelSettingsFault`` with every fault at once.
    """
    name = values.get(MODEL, "").strip()
    if not name:
        return None
    faults: list[str] = []
    url = values.get(URL, "").strip().rstrip("/") or OPENAI
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        faults.append(message("models.bad_address", setting=URL))
    timeout = _number(values, TIMEOUT, DEFAULT_TIMEOUT, LONGEST_TIMEOUT, faults)
    days = _number(values, LOG_DAYS, DEFAULT_DAYS, MOST_DAYS, faults)
    context = _number(values, CONTEXT, DEFAULT_CONTEXT, LARGEST_CONTEXT, faults)
    where = values.get(LOG, "").strip()
    kept = None if where.lower() == OFF else Path(where) if where else log
    if faults:
        raise ModelSettingsFault(message("models.bad_settings", faults="; ".join(faults)))
    return ModelSettings(
        name,
        url,
        values.get(KEY, "").strip(),
        timeout,
        kept,
        int(days),
        values.get(LOG_QUESTIONS, "").strip().lower() in YES,
        int(context),
    )


def _number(
    values: Mapping[str, str], name: str, default: float, most: float, faults: list[str]
) -> float:
    given = str(values.get(name, "")).strip()
    try:
        number = float(given) if given else default
    except ValueError:
        number = 0.0
    if not 0 < number <= most:
        faults.append(message("models.bad_number", setting=name, given=given, most=f"{most:g}"))
    return number
