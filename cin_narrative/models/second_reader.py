"""A question and the turns before it in, a language model's reading of it out: the second reader.

It is a ``Reader`` like our grammar, and nothing it says is believed: a reading that is malformed,
too long or does not hold against the question is none. What our guards decline is not sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from cin_narrative.messages import message, words
from cin_narrative.models.model import Assistance, Exchange, Job, LanguageModel, Reply, judged
from cin_narrative.models.reading_prompt import reading_job
from cin_narrative.models.vocabulary import Vocabulary
from cin_narrative.reading.contract import Reading, Turn, from_value
from cin_narrative.reading.guards import guarded
from cin_narrative.reading.trust import trust
from cin_narrative.reading.words.lexicon import load_lexicon
from cin_narrative.reading.words.spans import find_spans

MOST_ASKS, MOST_PARTS = 12, 2_000  # of a reading; values and lists in it, at any depth
A_PART = 100  # characters of a text that count as one
LONGEST = 2_000  # characters of a question that is sent


@dataclass(slots=True)
class SecondReader:
    """Reads by asking a model. Make one for each question: it keeps what became of it."""

    model: LanguageModel
    vocabulary: Vocabulary
    exchanges: list[Exchange] = field(default_factory=list)

    def read(self, question: str, history: Sequence[Turn] = ()) -> Reading:
        """The model's reading where it holds, else an empty one. Never raises for any text."""
        if not _may_be_sent(question):
            return Reading()
        job = reading_job(question, history, self.vocabulary, self.model.context)
        reply = self._reply(job)
        reading, refused = _judged(reply, question, history) if reply.value else (Reading(), "")
        self.exchanges.append(judged(self.model, job, reply, refused))
        return reading if not self.exchanges[-1].refused else Reading()

    def assistance(self, agreement: str) -> Assistance:
        """What the model did for an answer of this agreement (``Answer.agreement``)."""
        refused = [one.refused for one in self.exchanges if one.refused]
        routed, rejected = agreement == "second", refused[-1] if refused else None
        return Assistance(routed, rejected=rejected, exchanges=tuple(self.exchanges))

    def _reply(self, job: Job) -> Reply:
        """The reply kept for the very same job, else a new one; a failure is not kept."""
        known = self.model.memory.get(job.messages)
        if known is not None:
            return known
        reply = self.model.reply(job)
        if reply.value is not None:
            self.model.memory.keep(job.messages, reply)
        return reply


def _may_be_sent(question: str) -> bool:
    if not question.strip() or len(question) > LONGEST:
        return False
    return guarded(find_spans(question, load_lexicon())) is None


def _judged(reply: Reply, question: str, history: Sequence[Turn]) -> tuple[Reading, str]:
    """The reading of a reply, and why it is not used where it is not."""
    if _parts(reply.value) > MOST_PARTS:
        return Reading(), message("models.too_long")
    try:
        reading = from_value(reply.value)
    except (msgspec.ValidationError, RecursionError, TypeError):
        return Reading(), message("models.no_reading")
    if not reading.asks:
        return Reading(), message("models.no_reading")
    if len(reading.asks) > MOST_ASKS:
        return Reading(), message("models.too_long")
    faults = trust(reading, question, history).faults
    if not faults:
        return reading, ""
    kinds = dict.fromkeys(words("reading.faults")[one.kind] for one in faults)
    return Reading(), message("models.does_not_hold", why="; ".join(kinds))


def _parts(value: Any) -> int:
    """How many values and lists stand in a reply, a long text counting as several, counted up to
    the most that is allowed."""
    found, waiting = 0, [value]
    while waiting and found <= MOST_PARTS:
        one = waiting.pop()
        found += 1 + len(one) // A_PART if isinstance(one, str) else one is not None and one != []
        if isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one
    return found
