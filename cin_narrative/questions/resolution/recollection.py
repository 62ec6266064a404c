"""The turns of a conversation in, the earlier asks with what they were resolved to out."""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.questions.composition import Composition
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.nearest import fit
from cin_narrative.questions.resolution.dialogue import Dialogue, Told
from cin_narrative.questions.resolution.releases_asked import Editions, editions_of
from cin_narrative.questions.resolution.resolve import Read, resolve
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.statement import Said
from cin_narrative.questions.turns import MOST_ASKS
from cin_narrative.reading.contract import Reading, Turn

MOST_REPLAYED = 25  # earlier questions whose figures are brought before the disclosure door again


def recalled(turns: Sequence[Turn], composition: Composition, release: str) -> Dialogue:
    """The earlier asks resolved; what the last of them showed is brought before the disclosure door
    again, from the releases it was of, so that hidden counts stay hidden over a conversation."""
    dialogue = Dialogue()
    for number, turn in enumerate(turns):
        replays = number >= len(turns) - MOST_REPLAYED
        for asked in (turn.reading or Reading()).asks[:MOST_ASKS]:
            editions = editions_of(asked, composition.held.store, release)
            for before in dialogue.before(asked):
                read = resolve(editions.ask, before, composition.held)
                said = _replayed(editions, read, composition) if replays else []
                dialogue.now.append(told_of(read.slots, said, composition.held))
        dialogue.close_turn()
    return dialogue


def _replayed(editions: Editions, read: Read, composition: Composition) -> list[Said]:
    """What the answer to an earlier ask said, its figures told to the door once more."""
    fitted = fit(editions.ask, read, composition.held)
    found: list[Said] = []
    desk = composition.desk
    for release in editions.releases if isinstance(fitted, list) else ():
        composition.desk = desk.choosing(release)
        for slots in fitted if isinstance(fitted, list) else ():
            _, said = composition.spoken(slots)
            found.append(said)
    composition.desk = desk
    return found


def told_of(slots: Resolved, said: Sequence[Said], held: Held) -> Told:
    """An ask that was answered, with the places that its answer named ("of these", "its") and the
    years ("how many were there")."""
    members = (held.place(area) for one in said for area in one.members)
    years = (year for one in said for year in one.when)
    return Told(slots, tuple(dict.fromkeys(members)), tuple(dict.fromkeys(years)))
