"""What a language model is to this program: something that is given a job and may or may not come
back. No library here.

A job is words of ours and data; a reply is a JSON object that nobody has believed yet.
``second_reader`` and ``phrasing`` make the jobs and judge the replies; ``llm`` carries them;
``Exchange`` is what the user is shown of it.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

PHRASE, READ = "phrase", "read"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing asked of a model: ``messages`` are (role, text) pairs, ``schema`` the JSON schema
    of the reply, in full."""

    name: str
    messages: tuple[tuple[str, str], ...]
    schema: Mapping[str, Any]
    version: str
    question: str = ""  # the asker's words, where the job holds them

    @property
    def sent(self) -> str:
        """The words that leave this process, as they are shown to the user."""
        return "\n\n".join(f"{role}:\n{text}" for role, text in self.messages)

    @property
    def digest(self) -> str:
        """The digest of the prompt without the question or the slots: the same for every job of one
        version and vocabulary."""
        return hashlib.sha256(
            "\n".join(text for _, text in self.messages[:-1]).encode()
        ).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: an object that fits no promise yet, or the reason why nothing did. Times in
    seconds."""

    value: Mapping[str, Any] | None
    failure: str = ""
    seconds: float = 0.0
    tokens: int = 0


@dataclass(slots=True)
class Memory:
    """Replies by what was asked, the last used kept. Safe to share between threads."""

    most: int = 512
    _kept: OrderedDict[object, Reply] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: object) -> Reply | None:
        """The reply kept, None where there is none."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def keep(self, key: object, reply: Reply) -> None:
        """Keep a reply; the one longest unused goes where there are too many."""
        with self._lock:
            self._kept[key] = reply
            self._kept.move_to_end(key)
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)


class LanguageModel(Protocol):
    """Carries a job to a model and back within its time limit. Never raises, never tries twice."""

    @property
    def context(self) -> int:
        """How many tokens it takes in at once."""

    @property
    def memory(self) -> Memory:
        """What it read before: the same question gets the same reading."""

    def reply(self, job: Job) -> Reply:
        """The reply to ``job``."""
        ...

    def keep(self, exchange: Exchange) -> None:
        """Enter an exchange in the log, where one is kept."""
        ...


@dataclass(frozen=True, slots=True)
class Exchange:
    """One job, its reply, and what became of it: ``refused`` is empty where it was accepted."""

    job: Job
    reply: Reply
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Assistance:
    """What a model did for one answer. ``routed``: the answer rests on its reading alone;
    ``rejected``: why a reply was not used, None where none was turned away."""

    routed: bool = False
    phrased: bool = False
    rejected: str | None = None
    exchanges: tuple[Exchange, ...] = ()

    def record(self) -> dict[str, Any]:
        """The JSON field ``model``: a contract with other programs."""
        return {"routed": self.routed, "phrased": self.phrased, "rejected": self.rejected}

    def beside(self, other: Assistance) -> Assistance:
        """Both together, this one first."""
        return Assistance(
            self.routed or other.routed,
            self.phrased or other.phrased,
            other.rejected or self.rejected,
            (*self.exchanges, *other.exchanges),
        )


def judged(model: LanguageModel, job: Job, reply: Reply, refused: str) -> Exchange:
    """The exchange as it ended, entered in the log."""
    exchange = Exchange(job, reply, refused or reply.failure)
    model.keep(exchange)
    return exchange
