"""Earlier asks with what they were resolved to in, what an ask takes its slots from out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cin_narrative.questions.queries import Place
from cin_narrative.questions.resolution.resolved import Before, Resolved
from cin_narrative.reading.contract import Ask

SHAPELESS = ("help", "none")  # an ask after these leans on what was asked before them


@dataclass(frozen=True, slots=True)
class Told:
    """One ask that was answered: its slots, and the areas and the years that its answer named."""

    slots: Resolved
    members: tuple[Place, ...] = ()
    when: tuple[int, ...] = ()


@dataclass(slots=True)
class Dialogue:
    """The asks of each earlier question, and those of the present one so far."""

    turns: list[list[Told]] = field(default_factory=list)
    now: list[Told] = field(default_factory=list)

    def close_turn(self) -> None:
        """The present question becomes an earlier one."""
        self.turns.append(self.now)
        self.now = []

    def before(self, ask: Ask) -> list[Before | None]:
        """What the ask takes slots from: one ask, all asks of a turn, or nothing."""
        if not ask.inherits:
            return [_before(told, False) for told in self._sources(self.now)[-1:]] or [None]
        named = self._named(ask)
        if named:
            return list(named)
        if self._sources(self.now):
            return [_before(self._sources(self.now)[-1], False)]
        earlier = [told for turn in self.turns for told in self._sources(turn)]
        return [_before(earlier[-1], True)] if earlier else [None]

    def _named(self, ask: Ask) -> list[Before]:
        if ask.from_ask is None:
            return []
        turn, which = ask.from_ask.turn, ask.from_ask.ask
        asks, earlier = self.now, False
        if turn is not None and 0 <= turn < len(self.turns):
            asks, earlier = self.turns[turn], True
        chosen = asks if which is None else asks[which : which + 1]
        return [_before(told, earlier) for told in self._sources(chosen)]

    def _sources(self, asks: Sequence[Told]) -> list[Told]:
        return [told for told in asks if told.slots.ask not in SHAPELESS]


def _before(told: Told, is_earlier: bool) -> Before:
    return Before(told.slots, told.members, told.when, is_earlier)
