"""A question and a reading that this program offers of it in, the reading with its stamp out.

What is offered is ours, or was held against the question before; who takes it hands it back as it
came, stamp and all. The stamp is no secret: it tells a choice from a reading that was only sent.
"""

from __future__ import annotations

import hashlib

import msgspec

from cin_narrative.reading.contract import Reading, to_json

LENGTH = 16  # hexadecimal digits


def stamped(question: str, reading: Reading) -> Reading:
    """The reading as it is offered of a question."""
    return msgspec.structs.replace(reading, offered=_stamp(question, reading))


def is_offered(question: str, reading: Reading) -> bool:
    """Whether this program offered this very reading of this very question."""
    return reading.offered is not None and reading.offered == _stamp(question, reading)


def _stamp(question: str, reading: Reading) -> str:
    said = f"{question.strip()}\n{to_json(Reading(asks=reading.asks))}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
