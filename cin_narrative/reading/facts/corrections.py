"""What puts a place or a year right ("Kent, sorry, Essex") in, the ask of the one meant out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from cin_narrative.reading.contract import Area, Ask, Period, Reading, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.sentences import sentences
from cin_narrative.reading.words.closed_classes import FUNCTION, INVERTED, QUESTION, words_of
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans, without
from cin_narrative.reading.words.stretches import Stretch

JOINING = {"not", "and", "or"}
CORRECTING = words_of("facts_corrections.correcting")


@dataclass(frozen=True, slots=True)
class Correction:
    """The places and the periods that are meant, and where they are said."""

    start: int
    end: int
    areas: tuple[Area, ...]
    periods: tuple[Period, ...]

    @property
    def part(self) -> tuple[int, int]:
        """The tokens of the sentence."""
        return self.start, self.end


def put_right(spans: Spans, lexicon: Lexicon) -> tuple[Spans, list[tuple[str, str]]]:
    """ "Kent, sorry, Essex", "2022 - no, 2023": of two with a word of correction between them the
    second is meant: the spans without the first, and the words of both."""
    gone: set[int] = set()
    found: list[tuple[str, str]] = []
    both: tuple[Sequence[Stretch], ...] = (spans.places, spans.periods)
    for named in both:
        for one, after in pairwise(named):
            between = spans.tokens[one.end : after.start]
            texts = {token.text for token in between if token.kind != "mark"}
            marked = len(texts) < len(between)
            if marked and texts & CORRECTING and texts <= CORRECTING | FUNCTION - JOINING:
                gone |= set(range(one.start, after.start))
                put = spans.words(after.start, after.end)
                found.append((spans.words(one.start, one.end), put))
    return (without(spans, gone, lexicon), found) if gone else (spans, found)


def corrections(spans: Spans) -> Iterator[Correction]:
    """The sentences behind the first that hold a word of correction, a place or a period, and
    nothing else."""
    for start, end in list(sentences(spans))[1:]:
        places = [one for one in spans.places if start <= one.start < end and one.codes]
        periods = [one for one in spans.periods if start <= one.start < end]
        named: list[Stretch] = [*places, *periods]
        said = {i for one in named for i in range(one.start, one.end)}
        cues = [one for one in spans.cues if one.kind == "correction" and start <= one.start < end]
        put = {i for one in cues for i in range(one.start, one.end)}
        texts = {i: spans.tokens[i].text for i in range(start, end)}
        put |= {i for i, text in texts.items() if text in CORRECTING}
        rest = {text for i, text in texts.items() if i not in said | put}
        marks = {one.text for one in spans.tokens[start:end] if one.kind == "mark"}
        first = min(said, default=start)
        if said and put and min(put) < first and rest <= FUNCTION | marks:
            yield Correction(
                start,
                end,
                tuple(Area(words=spans.words(one.start, one.end)) for one in places),
                tuple(Period(words=spans.words(one.start, one.end)) for one in periods),
            )


def corrected(
    reading: Reading, found: Sequence[Correction], back: Sequence[tuple[str, str]]
) -> Reading:
    """The reading with what was taken back, and its last ask put right; where it names several of
    what is corrected, which of them is meant is not known, and the words narrow it."""
    asks = list(reading.asks)
    for gone, put in back:
        heirs = [at for at, one in enumerate(asks) if put in {s.words for s in _said(one)}]
        for at in heirs[:1]:
            asks[at] = msgspec.structs.replace(asks[at], withdrawn=gone)
    for one in found if asks else ():
        asks[-1] = _right(asks[-1], one)
    return msgspec.structs.replace(reading, asks=tuple(asks))


def _said(ask: Ask) -> list[Area | Period]:
    return [*ask.areas, *ask.compare_with, *ask.periods, *([ask.within] if ask.within else [])]


def _right(ask: Ask, one: Correction) -> Ask:
    changes: dict[str, object] = {}
    for slot, new in (("areas", one.areas), ("periods", one.periods)):
        old: tuple[Area | Period, ...] = getattr(ask, slot)
        if new and len(old) > 1:
            unread = Restrictor(words=new[0].words, what="unread")
            changes["restrictors"] = (*ask.restrictors, unread)
        elif new:
            changes |= {slot: new, "withdrawn": old[0].words if old else ask.withdrawn}
    return msgspec.structs.replace(ask, **changes)


def corrects(facts: Facts) -> bool:
    """Whether a clause is put in the place of the one before it: "I mean how many referrals"."""
    first = min((one.end for one in facts.having("correction")), default=0)
    if not first:
        return False
    if not facts.measured.measures:  # "2024, sorry, I mean 2023"
        begins = min(one.start for one in facts.having("correction"))
        return begins < facts.clause.start + 2 and bool(facts.periods or facts.places)
    put = {token.text for token in facts.spans.tokens[facts.clause.start : facts.clause.end]}
    leads = all(i >= first for i in facts.counted)
    return leads and bool(put & (QUESTION | INVERTED) or facts.having("metric"))
