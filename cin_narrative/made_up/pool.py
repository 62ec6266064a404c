"""Episodes -> each given out once, to what needs as many days as it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from cin_narrative.errors import InputRefused
from cin_narrative.made_up.records import Episode


class Pool:
    """Episodes by how many days they hold; each is given out once."""

    def __init__(
        self, episodes: Iterable[Episode], room: Callable[[Episode], int], random: Random
    ) -> None:
        self._waiting = sorted(
            ((room(episode), number, episode) for number, episode in enumerate(episodes)),
            key=lambda item: item[:2],
        )
        self._ready: list[Episode] = []
        self._random = random

    def __len__(self) -> int:
        return len(self._ready) + len(self._waiting)

    def holds(self, needed: int) -> bool:
        """Whether an episode with at least ``needed`` days is left."""
        return bool(self._ready) or (bool(self._waiting) and self._waiting[-1][0] >= needed)

    def take(self, needed: int, refused: Callable[[], InputRefused]) -> Episode:
        """An episode with at least ``needed`` days; ask for the longest first."""
        while self._waiting and self._waiting[-1][0] >= needed:
            self._ready.append(self._waiting.pop()[2])
        if not self._ready:
            raise refused()
        place = self._random.randrange(len(self._ready))
        self._ready[place], self._ready[-1] = self._ready[-1], self._ready[place]
        return self._ready.pop()
