"""Which view of a return is asked for -> allowed and noted, or refused: the internal one is for
few.
"""

from __future__ import annotations

from pathlib import Path

from cin_narrative.access.audit import note_once_a_day
from cin_narrative.access.door import require
from cin_narrative.access.roles import Action
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE
from cin_narrative.errors import UnknownName


def admit(audience: str, store: Path, view: str, of: object = "", year: int | None = None) -> None:
    """Let the internal view of the store at ``store`` be made, and keep a line of who took what:
    ``view`` of an area (``of``) and a ``year``. Raises ``NotAllowed``, ``UnknownName`` for another
    audience, and ``OutputRefused`` where the line cannot be kept. The publishable view is
    everybody's.
    """
    if audience not in (PUBLISHABLE, INTERNAL):
        raise UnknownName("audience", str(audience), (PUBLISHABLE, INTERNAL))
    if audience == INTERNAL:
        require(Action.INTERNAL)
        note_once_a_day(store, "internal view", view=view, area=str(of or ""), year=year or 0)
