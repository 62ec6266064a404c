"""A model that says what it was given to say: no network, no library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cin_narrative.models.model import Exchange, Job, Memory, Reply


@dataclass(slots=True)
class Replayed:
    """Replies with ``value`` to every job, None as a failure; keeps what it was asked and how it ended."""

    value: Any
    context: int = 32_768
    memory: Memory = field(default_factory=Memory)
    jobs: list[Job] = field(default_factory=list)
    ended: list[Exchange] = field(default_factory=list)

    def reply(self, job: Job) -> Reply:
        self.jobs.append(job)
        return Reply(None, "it could not be reached") if self.value is None else Reply(self.value)

    def keep(self, exchange: Exchange) -> None:
        self.ended.append(exchange)


def reading(*asks: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"asks": [dict(ask) for ask in asks], **more}
