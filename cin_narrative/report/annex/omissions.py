"""What a writer found no figure or no comparison for, kept as it goes through the outline, for the
sections that close the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.claims.claims import Gap
from cin_narrative.disclosure.figures import Figure


@dataclass(slots=True)
class LeftOut:
    """What one page leaves out. ``is_new``: these are the area's first figures; ``spoken`` are the
    indicators that the page does say something of, by id.

    ``gaps`` have no figure; ``unchanged`` no change; ``of_other_release`` do not add up to the
    page's own total; ``without_limits`` cannot be compared by limits; ``bounded`` may be higher.
    """

    is_new: bool = False
    gaps: list[Gap] = field(default_factory=list)
    unchanged: list[Gap] = field(default_factory=list)
    of_other_release: list[Gap] = field(default_factory=list)
    without_limits: list[Figure] = field(default_factory=list)
    bounded: list[Figure] = field(default_factory=list)
    lacks_neighbours: bool = False
    lacks_some_neighbours: bool = False
    spoken: dict[str, Indicator] = field(default_factory=dict)

    @property
    def to_name(self) -> list[Gap]:
        """The gaps that are named: none of a line that the page speaks of by its breakdown."""
        return [
            gap
            for gap in self.gaps
            if gap.category or not gap.indicator.breakdown_of or gap.indicator.id not in self.spoken
        ]
