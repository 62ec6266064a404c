"""Our answer, and the answer to another reader's reading of the same question in, one answer out.

They are compared on what they were resolved to, so that two spans that mean the same agree. Agreed:
ours. Only theirs gives something: theirs, its reading in the first line; where it rests on what the
reader takes words of no phrase of ours to mean, that is asked first. Both give something, and not
the same: a choice. They give nothing: ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.errors import StoreFault
from cin_narrative.questions.account import Account
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import missing, note
from cin_narrative.questions.read_as import read_as
from cin_narrative.questions.resolution.dialogue import SHAPELESS
from cin_narrative.questions.resolution.resolved import Option, Resolved
from cin_narrative.questions.turns import LONGEST, LOOKS_BACK, read
from cin_narrative.reading.contract import FromAsk, Reader, Reading, Turn
from cin_narrative.reading.trust import trust
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.render import listed

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer

GIVEN, MOST = ("answered", "nearest"), 4
# slots that two readings must have in common, and those that one of them may leave to the default
MUST = (
    "ask",
    "topics",
    "places",
    "years",
    "beside",
    "field",
    "level",
    "form",
    "aggregate",
    "aspect",
    "includes",
    "each",
    "of",
)
ORDERED = ("ratio", "share", "net", "gap")
MAY = ("measure", "is_rise", "lowest", "than", "claimed", "n")
AGREE, DIFFER, FIRST, SECOND = "agree", "differ", "first", "second"


def held_against(
    ours: Answer,
    reader: Reader,
    question: str,
    turns: Sequence[Turn],
    held: Held,
    answered: Callable[[Reading], Answer],
) -> Answer:
    """Our answer, or what a second reader's reading makes of it: ``answered`` answers a reading.

    A question that ours declines stays declined; whatever goes wrong in theirs, ours stands. Raises
    ``StoreFault`` alone.
    """
    if any(ask.decline for ask in ours.reading.asks) or len(question) > LONGEST:
        return ours
    try:
        reading = read(question, turns, reader)
        trusted = trust(reading, question, turns[-LOOKS_BACK:])
        if not reading.asks or not trusted.holds:
            return ours
        theirs = answered(anchored(reading, turns))
        return settled(ours, theirs, trusted.to_confirm, question, turns, held)
    except StoreFault:
        raise
    except Exception:  # a reader that is not ours must cost nothing
        return ours


def settled(
    ours: Answer,
    theirs: Answer,
    to_confirm: Sequence[str],
    question: str,
    turns: Sequence[Turn],
    held: Held,
) -> Answer:
    """The answer of two readings; ``to_confirm``: words that only the second reader understood."""
    ours = replace(ours, readings_compared=theirs.reading)
    alike = _alike(ours, theirs)
    if alike and all(alike):
        return replace(ours, agreement=AGREE)
    if theirs.outcome not in GIVEN:
        return replace(ours, agreement=FIRST)
    options = [option_of(one, question, turns, held) for one in (theirs, ours)]
    if ours.outcome == "not_held":  # ours was read, too, and gives nothing: why stays
        return replace(ours, agreement=DIFFER, options=[options[0], *ours.options])
    if ours.outcome in GIVEN and not _completes(ours, theirs, alike):
        if options[0].label == options[1].label:  # nothing that the reader could choose between
            return replace(ours, agreement=FIRST)
        return choice(ours, options[::-1], missing("two_readings"), DIFFER)
    if to_confirm:
        names = str(listed([Text(f'"{words}"') for words in to_confirm]))
        why = missing("confirm", words=Text(names))
        return choice(ours, [options[0], *ours.options][:MOST], why, SECOND)
    return with_its_reading(ours, theirs, held)


def anchored(reading: Reading, turns: Sequence[Turn]) -> Reading:
    """A reading whose first ask says which turn it leans on, so that it means the same later on."""
    if not reading.asks:
        return reading
    first = reading.asks[0]
    if first.inherits and first.from_ask is None and (last := _last(turns)) is not None:
        first = msgspec.structs.replace(first, from_ask=last)
    return msgspec.structs.replace(reading, asks=(first, *reading.asks[1:]))


def _last(turns: Sequence[Turn]) -> FromAsk | None:
    """The last ask of the conversation that one can lean on."""
    for number in range(len(turns) - 1, -1, -1):
        reading = turns[number].reading
        asks = [one for one in (reading.asks if reading else ()) if one.ask not in SHAPELESS]
        if asks:
            return FromAsk(turn=number, ask=len(asks) - 1)
    return None


def _alike(ours: Answer, theirs: Answer) -> list[bool]:
    """Whether each ask was resolved to the same. Where theirs has fewer, ours says all of it and
    more if each of theirs is one of ours; empty where they cannot be set side by side."""
    if len(ours.asks) == len(theirs.asks):
        pairs = zip(ours.asks, theirs.asks, strict=True)
        return [_same(mine, other, ours, theirs) for mine, other in pairs]
    if len(ours.asks) < len(theirs.asks):
        return []
    among = [any(_same(one, other, ours, theirs) for one in ours.asks) for other in theirs.asks]
    return among if all(among) else []


def agree(ours: Answer, theirs: Answer) -> bool:
    """Whether two readings say the same, word for word or slot for slot in the order asked. The
    same figures are not enough, as "more than 30%" and "less than 30%" have them, too."""
    if ours.text == theirs.text:
        return True
    if len(ours.asks) != len(theirs.asks):
        return False
    pairs = [(a.slots, b.slots) for a, b in zip(ours.asks, theirs.asks, strict=True)]
    return all(len(a) == len(b) and all(map(_says_the_same, a, b)) for a, b in pairs)


def _says_the_same(mine: Resolved, other: Resolved) -> bool:
    return _may_be_one(mine, other) and _slots(mine) == _slots(other)


def _same(mine: Account, other: Account, ours: Answer, theirs: Answer) -> bool:
    if mine.outcome != other.outcome or len(mine.slots) != len(other.slots):
        return False
    pairs = list(zip(mine.slots, other.slots, strict=True))
    if not all(_may_be_one(a, b) for a, b in pairs):
        return False
    if pairs and all(_slots(a) == _slots(b) for a, b in pairs):
        return True
    return bool(mine.figures) and _cells(mine, ours) == _cells(other, theirs)


def _slots(one: Resolved) -> list[object]:
    """What two readings must have in common; the order of topics says something in few asks."""
    found = {name: getattr(one, name) for name in MUST}
    if one.ask not in ORDERED:
        found |= {"topics": frozenset(one.topics), "places": frozenset(one.places)}
    return list(found.values())


def _may_be_one(mine: Resolved, other: Resolved) -> bool:
    """Whether what one of them says, the other says or leaves open; "highest" is not open."""
    pairs = [(getattr(mine, name), getattr(other, name)) for name in MAY]
    return all(one == two or _is_open(one) or _is_open(two) for one, two in pairs)


def _is_open(value: object) -> bool:
    return not value and value is not False


def _cells(account: Account, answer: Answer) -> list[tuple[object, ...]]:
    """The figures that an ask was given, whatever is said of them."""
    figures = [answer.commentary.figures[mark - 1] for mark in account.figures]
    return sorted(
        (
            f.indicator.id,
            f.category.id if f.category else "",
            f.area.code,
            f.year,
            f.measure.value,
            f.shown,
        )
        for f in figures
    )


def _completes(ours: Answer, theirs: Answer, alike: Sequence[bool]) -> bool:
    """Whether theirs says all that ours gives the same, and gives what ours does not."""
    return bool(alike) and all(
        same or (mine.outcome not in GIVEN and other.outcome in GIVEN)
        for same, mine, other in zip(alike, ours.asks, theirs.asks, strict=True)
    )


def option_of(answer: Answer, question: str, turns: Sequence[Turn], held: Held) -> Option:
    """The choice that leads to an answer: its reading in plain words, and as a reading."""
    asks = anchored(answer.reading, turns).asks
    return Option(read_as(answer.resolved, held), question, asks[0], asks[1:])


def choice(ours: Answer, options: Sequence[Option], why: str, agreement: str) -> Answer:
    """What was read in either way, to choose from; no figure."""
    page = Commentary("", internal=ours.commentary.internal)
    page.paragraphs.append(Paragraph("", why))
    accounts = [Account(one.words, "choice_needed", why=[why]) for one in ours.asks]
    return replace(
        ours,
        outcome="choice_needed",
        commentary=page,
        options=list(options),
        notes=[],
        queries=[],
        resolved=[],
        asks=accounts,
        tables=[],
        agreement=agreement,
    )


def with_its_reading(ours: Answer | None, theirs: Answer, held: Held) -> Answer:
    """Their answer, what it was read as before all else."""
    line = Paragraph("", note("read_as", given=Text(read_as(theirs.resolved, held))))
    page = replace(theirs.commentary, paragraphs=[line, *theirs.commentary.paragraphs])
    return replace(
        theirs, commentary=page, readings_compared=ours.reading if ours else None, agreement=SECOND
    )
