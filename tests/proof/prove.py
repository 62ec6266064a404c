"""All proofs of one page: what it says, how it says it, and what it must not hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from proof.cells import WIDE, Published
from proof.check import Page, Tally
from proof.hygiene import unclean
from proof.nouns import read_nouns

FIRST_PUBLISHED_YEARS = frozenset(year for _, year in WIDE.values())


class Recorded(Protocol):
    """A page that gives its JSON record."""

    def record(self) -> Mapping[str, Any]: ...


class Prover:
    """Proves pages, and counts what it checked."""

    def __init__(self, published: Published) -> None:
        self.published, self.nouns, self.tally = published, read_nouns(), Tally()

    def faults(self, page: Recorded) -> Iterator[str]:
        """Everything wrong with a page; the record is taken through JSON, as another program would get it."""
        record = json.loads(json.dumps(page.record()))
        for fault in Page(record, self.published, self.nouns, self.tally).check():
            yield f"{fault.what}: {fault.said}"
        yield from unclean(record)
