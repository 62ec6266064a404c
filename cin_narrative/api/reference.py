"""The definitions and the areas through time, read once for whoever asks."""

from __future__ import annotations

from functools import cache

from cin_narrative.catalogue.areas import Areas, load_areas
from cin_narrative.catalogue.catalogue import Catalogue, load_catalogue


@cache  # one object for each model: what is kept of a question box is kept by it
def areas(neighbours: int | None = None) -> Areas:
    """The areas through time, with the statistical neighbours of one model or (default) of the
    newest that holds each area.
    """
    return load_areas() if neighbours is None else load_areas().with_neighbours_of(neighbours)


def catalogue() -> Catalogue:
    """The checked catalogue."""
    return load_catalogue()
