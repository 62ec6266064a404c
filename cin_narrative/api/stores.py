"""A path, or none -> the store that is meant, opened; an absent default one is built first."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cin_narrative.access.door import require
from cin_narrative.access.roles import Action
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.errors import StoreMissing, StoreOlder
from cin_narrative.messages import message
from cin_narrative.settings import STORE_VARIABLE, store_place
from cin_narrative.store.connection import is_database, is_there
from cin_narrative.store.store import Store


def store_path(path: str | Path | None = None) -> Path:
    """Where the store is (``settings.store_place``), whether or not it is there."""
    return store_place(path).path


def open_store(path: str | Path | None = None) -> Store:
    """Open the store. The default one, where it is absent, or of an older layout with starter
    figures alone, is built from the starter data, which is said on standard error.

    Raises ``StoreMissing`` where one that is named is not there, ``StoreOlder`` where another is of
    an older layout, ``StoreFault`` where it cannot be read or built.
    """
    where = place_to_read(path)
    try:
        return Store.open(where)
    except StoreOlder:
        if store_place(path).named or not _renewed(where):
            raise
    return Store.open(where)


def place_to_read(path: str | Path | None = None) -> Path:
    """The path of a store that is there; errors and what is built as for ``open_store``."""
    place = store_place(path)
    if not is_there(place.path):
        if place.named:
            raise StoreMissing(place.path)
        _build_starter(place.path)
    return place.path


def is_to_be_made() -> bool:
    """Whether reading would first make a store of the starter data, which takes a moment."""
    place = store_place()
    return not place.named and not is_there(place.path)


def place_to_load(path: str | Path | None = None) -> Path:
    """The path of the store that a load goes into; one that is named and absent is made by the load
    and holds nothing else.
    """
    place = store_place(path)
    return place.path if place.named else place_to_read()


def stores_beside() -> list[Path]:
    """Other files beside the store that look like stores, the newest first."""
    own = store_path()
    found = [one for one in own.parent.glob("*.duckdb*") if one != own and is_database(one)]
    return sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)


def use_store(path: str | Path) -> None:
    """Let this process read another store, which it can open, from now on."""
    require(Action.LOAD)
    where = Path(path)
    if not str(path) or not is_there(where):
        raise StoreMissing(where)
    Store.open(where).close()
    os.environ[STORE_VARIABLE] = str(where)


def use_starter() -> None:
    """Let this process read the starter data, in a store of its own beside the one that was meant:
    that one stays as it is.
    """
    require(Action.LOAD)
    own = store_path()
    where = own.with_name(f"starter-{own.stem}.duckdb")
    if not is_there(where):
        _build_starter(where)
    use_store(where)


def holds_starter_alone(store: Store) -> bool:
    """Whether all that the store holds is the starter data."""
    from cin_narrative.load.starter import fingerprint

    held = {source.sha256 for source in store.sources.values()}
    return held == {fingerprint()}


def _renewed(where: Path) -> bool:
    from cin_narrative.load.starter import renew_starter

    renewed = renew_starter(where, load_catalogue(), load_areas())
    if renewed:
        print(message("api.starter_renewed", path=where), file=sys.stderr)
    return renewed


def _build_starter(where: Path) -> None:
    from cin_narrative.load.starter import build_starter  # loading is not needed for reading

    print(message("api.starter_built", path=where), file=sys.stderr)
    build_starter(where, load_catalogue(), load_areas())
