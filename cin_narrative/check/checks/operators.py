"""The kinds of ask: what the contract of a reading names, what the reader finds by evidence, and
what an operator of the question box answers. A kind that one of them lacks is never asked or never
answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House
from cin_narrative.messages import message
from cin_narrative.questions.operators import operators
from cin_narrative.reading.contract import AskKind
from cin_narrative.reading.operators import TABLE

CONTRACT = "cin_narrative/reading/contract.py"
READER = "cin_narrative/reading/operators.py"
OPERATORS = "cin_narrative/questions/operators"
SHARE = "share"  # our reader says it as a value in per cent; other readers may name it
NOTHING = "none"  # the kind of a question that asks for nothing of ours: no evidence, no answer


def faults(house: House) -> Iterator[Fault]:
    """Each kind that is not known everywhere."""
    named = set(get_args(AskKind)) - {NOTHING}
    read = {kind for kind, _ in TABLE} | {SHARE}
    answered = {kind for one in operators().values() for kind in one.kinds} - {NOTHING}
    for file, known in ((CONTRACT, named), (READER, read), (OPERATORS, answered)):
        for kind in sorted((named | read | answered) - known):
            yield Fault(file, 1, message("check.kind_of_ask", kind=kind))
