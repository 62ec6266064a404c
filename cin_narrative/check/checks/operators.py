"""The kinds of ask: what the reader has a record of, and what an operator of the question box
answers. A kind that one of them lacks is never asked or never answered; one
that two operators take is answered by the first file of the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House
from cin_narrative.messages import message
from cin_narrative.questions.operators import Operator, by_file, operators
from cin_narrative.reading import kinds as reader
from cin_narrative.reading.kinds import NOTHING, Kind, kinds
from cin_narrative.reading.kinds.conditions import CONDITIONS

READER = "cin_narrative/reading/kinds"
OPERATORS = "cin_narrative/questions/operators"


def faults(house: House) -> Iterator[Fault]:
    """Each kind that is not known on both sides, and each condition that nothing decides."""
    read = set(kinds())
    answered = {kind for one in operators().values() for kind in one.kinds} - {NOTHING}
    for kind in sorted(answered - read):
        yield Fault(READER, 1, message("check.kind_unread", kind=kind))
    for kind in sorted(read - answered):
        yield Fault(OPERATORS, 1, message("check.kind_unanswered", kind=kind))
    yield from _owned_twice(by_file())
    tests = {name for _, name, _ in reader.cues()} | set(CONDITIONS)
    for name, record in kinds().items():
        for one in sorted(_tests(record) - tests):
            text = message("check.condition_of_ask", name=one)
            yield Fault(f"{READER}/{name}.toml", 1, text)
        for one in sorted(set(record.needs) - {*record.uses, *record.cues}):
            text = message("check.needs_unused", name=one)
            yield Fault(f"{READER}/{name}.toml", 1, text)


def _owned_twice(found: Mapping[str, Operator]) -> Iterator[Fault]:
    """A name that two operators have, and a kind that two take whatever its slots are."""
    seen: dict[str, str] = {}
    for file, one in found.items():
        plain = [] if one.takes else [f"kind of ask {kind}" for kind in one.kinds]
        for what in (f"operator {one.name}", *plain):
            if (first := seen.setdefault(what, file)) != file:
                text = message("check.served_twice", what=what, other=f"{first}.py")
                yield Fault(f"{OPERATORS}/{file}.py", 0, text)


def _tests(kind: Kind) -> set[str]:
    """The conditions of a kind and the kinds of cue that it uses."""
    said = [one.strip(" !") for rule in kind.rules for when in rule.when for one in when.split("|")]
    plain = (one.removeprefix("free:") for one in said if not one.startswith("word:"))
    return {one.split(":")[0] for one in plain} | {*kind.uses, *kind.needs}
