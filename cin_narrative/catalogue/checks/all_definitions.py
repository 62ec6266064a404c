"""Everything that the catalogue owns: a folder of definitions -> every fault, by file and line."""

from __future__ import annotations

from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.checks.families import family_faults
from cin_narrative.catalogue.checks.note_facts import BANDS, note_faults
from cin_narrative.catalogue.checks.ordinary_words import ordinary_faults
from cin_narrative.catalogue.checks.phrases import phrase_faults
from cin_narrative.catalogue.checks.references import reference_faults
from cin_narrative.catalogue.checks.sums import sum_faults
from cin_narrative.catalogue.definitions import DEFINITIONS, Definitions, read_definitions
from cin_narrative.catalogue.faults import Fault


def catalogue_faults(
    areas: Areas | None,
    folder: Path = DEFINITIONS,
    bands: Path = BANDS,
    read: Definitions | None = None,
) -> list[Fault]:
    """Every fault of every definition, note and sum; without ``areas`` (where their tables are at
    fault) what notes say of places is left out. ``read`` is what ``folder`` holds, where that has
    been read.
    """
    read = read or read_definitions(folder)
    found = {*read.faults, *reference_faults(read), *phrase_faults(read), *ordinary_faults(read)}
    found.update(sum_faults(read, folder))
    found.update(family_faults(read, folder))
    if areas is not None:
        found.update(note_faults(read, areas, bands))
    return sorted(found)
