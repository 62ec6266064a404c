"""What is told to be done before a question ("add Kent to Essex: how many referrals?") in, the ask
that it makes of it out."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cin_narrative.reading.contract import Ask, Reading
from cin_narrative.reading.words.closed_classes import words_of

ADDING = words_of("orders.adding")


def obeyed(reading: Reading, beside: Iterable[str]) -> Reading:
    """The reading with the places of a figure added up, where an order beside it says so."""
    told = any(one.lower().split()[:1] and one.lower().split()[0] in ADDING for one in beside)
    return (
        msgspec.structs.replace(reading, asks=tuple(_added(one) for one in reading.asks))
        if told
        else reading
    )


def _added(ask: Ask) -> Ask:
    several = ask.ask == "value" and len(ask.areas) > 1 and not ask.compare_with
    return msgspec.structs.replace(ask, ask="aggregate", aggregate="sum") if several else ask
