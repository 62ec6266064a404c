"""Ranking: a figure and an area in, its place among the authorities there, and who is at either
end, out.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import League, Rank
from cin_narrative.claims.comparison import ComparingDesk, firm
from cin_narrative.disclosure.figures import Figure


class RankingDesk(ComparingDesk):
    """The figures of one page and what they are compared with, and their places among others."""

    def peers(
        self, figure_of: tuple[str, Measure, str], year: int, within: Area
    ) -> list[Figure | None]:
        """The figures of every authority of England or a region in ``year``; None for one with none
        held, or a lower bound.
        """
        indicator_id, measure, category = figure_of
        region = None if within.code == ENGLAND else within.code
        authorities = self.areas.authorities(year, region)
        self.prefetch(authorities, [year], [indicator_id])
        return [
            firm(self.figures.level(indicator_id, measure, area, year, category))
            for area in authorities
        ]

    def rank(
        self,
        figure: Figure,
        within: Area,
        lowest_first: bool = False,
        peers: Sequence[Figure | None] | None = None,
    ) -> Rank | None:
        """The place of ``figure`` among the authorities ``within`` (or ``peers``); None where it
        has no number or a lower bound.
        """
        if figure.is_lower_bound:
            return None
        category = figure.category.id if figure.category else ""
        if peers is None:
            peers = self.peers((figure.indicator.id, figure.basis, category), figure.year, within)
        numbers = [peer for peer in map(firm, peers) if peer is not None and peer.value is not None]
        rank = self.figures.rank(figure, numbers, lowest_first)
        if rank is None:
            return None
        tied = tuple(
            peer.area
            for peer in numbers
            if peer.value == figure.value and peer.area.code != figure.area.code
        )
        return Rank(figure, rank, within, tied, len(peers) - len(numbers), lowest_first)

    def league(
        self,
        indicator_id: str,
        year: int,
        within: Area,
        n: int,
        lowest_first: bool = False,
        measure: Measure | None = None,
        category: str = "",
    ) -> League | None:
        """The ``n`` authorities at one end, with all that tie for the last place; None where none
        has a number.
        """
        measure = measure or self.catalogue[indicator_id].headline
        peers = self.peers((indicator_id, measure, category), year, within)
        numbers = [peer for peer in peers if peer is not None and peer.value is not None]
        if not numbers:
            return None
        ordered = sorted(
            numbers,
            key=lambda f: ((f.value or 0) if lowest_first else -(f.value or 0), f.area.name),
        )
        last = ordered[min(n, len(ordered)) - 1].value
        listed = [f for i, f in enumerate(ordered) if i < n or f.value == last]
        return League(tuple(listed), within, len(numbers), len(peers) - len(numbers), lowest_first)
