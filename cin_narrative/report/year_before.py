"""What the headlines of the year before said: to tell the page whose only change is its figures (rule 7).

The rule (writing/style/page_check.py, 7): no edition goes out that says of this year what the last said of the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.claims.claims import Headline
from cin_narrative.claims.desk import Desk
from cin_narrative.report.headlines import Candidate, choose_headlines, frame, frames, make_headline


@dataclass(slots=True)
class YearBefore:
    """The headlines of ``area`` for the year before ``year``, made when they are asked for."""

    desk: Desk
    area: Area
    year: int
    candidates: Sequence[Candidate]
    _ready: bool = field(default=False, init=False)

    def said(self, headline: Headline) -> bool:
        """Whether the same finding of the year before had the same words apart from its figures."""
        if not self.desk.areas.existed(self.area, self.year - 1):
            return False
        self._prefetch()
        figure = headline.figure
        before = make_headline(self.desk, self._area, self.year - 1, figure.indicator.id, figure.basis, None)
        return before is not None and frame(before) == frame(headline)

    def chose_alike(self, headlines: Sequence[Headline]) -> bool:
        """Whether the year before has the same headlines, apart from their figures. Asks first what is cheap to know."""
        if not headlines or not all(self.said(headline) for headline in headlines):
            return False
        return frames(choose_headlines(self.desk, self._area, self.year - 1, self.candidates)) == frames(headlines)

    @property
    def _area(self) -> Area:
        return self.desk.areas.at(self.area, self.year - 1)

    def _prefetch(self) -> None:
        if not self._ready:
            neighbours = self.desk.areas.neighbours(self._area, self.year - 1, self.desk.model)[1]
            around = [*neighbours, self.desk.areas.get(ENGLAND, self.year - 1)]
            self.desk.prefetch(around, [self.year - 1], [indicator for indicator, _ in self.candidates])
            self._ready = True
