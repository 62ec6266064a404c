"""One of DfE's CSV files and a kind of damage -> the damaged file: what slips of hands, tools and networks do to such files.

Each kind takes a ``Sheet`` and a source of chance, and gives the bytes of the damaged file, or nothing where the file has no
place for it. Those of cells, lines and texts were drawn up by someone who had not seen the checks, those of ``office`` after they stood;
cells are drawn one as likely as another.
"""

from __future__ import annotations

from damage import cells as damage_cells  # in the order of their names: what is drawn depends on it
from damage import lines as damage_lines
from damage import office as damage_office
from damage import texts as damage_texts
from damage.sheet import KINDS, Kind, Sheet

__all__ = [
    "KINDS",
    "Kind",
    "Sheet",
    "damage_cells",
    "damage_lines",
    "damage_office",
    "damage_texts",
]
