"""All that is known of one part when it is decided what it asks: the part, its topics, places and years, and the query so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.query import Query
from cin_narrative.questions.setting import Setting
from cin_narrative.questions.what import What
from cin_narrative.questions.when import When
from cin_narrative.questions.where import Where


@dataclass(frozen=True, slots=True)
class Asking:
    """One part, read and resolved; ``base`` is its query but for the intent."""

    part: Part
    base: Query
    context: Query | None
    what: What
    where: Where
    when: When
    setting: Setting

    @property
    def cues(self) -> set[str]:
        """The cues of the part."""
        return self.part.cues()

    @property
    def indicator(self) -> Indicator:
        """The first indicator asked about."""
        return self.setting.catalogue[self.base.topics[0].indicator]

    def query(self, **changed: Any) -> Query:
        """The query so far with an intent and what goes with it."""
        return replace(self.base, **changed)
