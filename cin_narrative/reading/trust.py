"""A reading that is not ours in, and the text it is of; how far it may be trusted out.

Structure can be checked against the text, the meaning of words that no phrase of ours has cannot:
"kids on the radar" as children in need. Such a measure needs a yes from whoever asked, and its
words are its own: no word among them counts as one that narrows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from cin_narrative.reading.contract import Fault, Measure, Reading, Turn
from cin_narrative.reading.measures.finding import find_measures
from cin_narrative.reading.verify import verify
from cin_narrative.reading.words.lexicon import load_lexicon
from cin_narrative.reading.words.spans import find_spans
from cin_narrative.reading.words.tokens import fold


@dataclass(frozen=True, slots=True)
class Trust:
    """What is wrong with a reading, and the words whose meaning only the asker can confirm."""

    faults: tuple[Fault, ...]
    to_confirm: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it may be used, after a yes where there is something to confirm."""
        return not self.faults


def trust(reading: Reading, question: str, history: Sequence[Turn] = ()) -> Trust:
    """Whether a reading of a question after the turns before it holds, and on whose word."""
    return _trust(reading, question, tuple(history))


@lru_cache(maxsize=64)
def _trust(reading: Reading, question: str, history: tuple[Turn, ...]) -> Trust:
    """Looked at once, though both its reader and whoever uses it want to know."""
    own = tuple(dict.fromkeys(_unread(reading, history)))
    faults = tuple(
        one
        for one in verify(_covering(reading, question), question, history)
        if one.kind != "narrowing_ignored" or not any(fold(one.words) in fold(w) for w in own)
    )
    return Trust(faults, own)


def _covering(reading: Reading, question: str) -> Reading:
    """The reading with each ask that does not say which words it covers covering the question."""
    asks = tuple(
        ask if ask.words else msgspec.structs.replace(ask, words=question) for ask in reading.asks
    )
    return msgspec.structs.replace(reading, asks=asks)


def _unread(reading: Reading, history: Sequence[Turn]) -> Iterator[str]:
    """The words of measures that our lexicon does not read as such, and that no earlier ask had."""
    earlier = (turn.reading.asks for turn in history if turn.reading is not None)
    known = {one.indicator for asks in earlier for ask in asks for one in ask.measures}
    for ask in reading.asks:
        for one in ask.measures:
            if one.indicator is None or one.indicator in known:
                continue
            if _is_read(one):
                known.add(one.indicator)
            else:
                yield one.words or ""


def _is_read(one: Measure) -> bool:
    """Whether our lexicon reads a measure in the words; a guess counts where it is the same."""
    lexicon = load_lexicon()
    spans = find_spans(one.words or "", lexicon)
    read = find_measures(spans, 0, len(spans.tokens), lexicon)
    named = {found.indicator for found in read.measures}
    return one.indicator in named if read.guessed else bool(named)
