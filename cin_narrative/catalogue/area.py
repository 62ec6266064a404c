"""One area, over the years in which its code, name and region stayed; and the key of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cin_narrative.catalogue.indicator import Text

ENGLAND = "E92000001"
COUNCILS = ("council", "borough", "royal", "metropolitan", "district")
LEFT_OUT = frozenset((*COUNCILS, "the", "lb", "lbc", "mbc", "mdc", "cc"))  # of a name, by people


@dataclass(frozen=True, slots=True)
class Area:
    """One area over a span of reporting years in which its code, name and region stayed the same.

    ``members`` are the codes of a group that the user named (``level`` "group"): its figures are
    sums of theirs.
    """

    code: str
    ons_code: str
    first_year: int
    last_year: int | None
    level: str
    name: str
    short_name: Text
    in_name: Text
    region: str
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    members: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.in_name

    def exists_in(self, year: int) -> bool:
        """Whether the area existed, under this code and name, at the end of that reporting year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def is_authority(self) -> bool:
        """Whether this is a local authority rather than a region or England."""
        return self.level == "authority"


def name_key(text: str) -> str:
    """A name without what people leave out or swap: case, punctuation, "the", "&", "council", "city
    of".
    """
    words = (
        re.sub(r"[^a-z0-9& ]+", " ", text.lower().replace("'", "").replace("’", ""))
        .replace("&", " and ")
        .split()
    )
    if len(words) > 1:
        words = [word for word in words if word not in LEFT_OUT] or words
    return " ".join(words)
