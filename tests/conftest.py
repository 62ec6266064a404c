"""What all tests share: the real definitions, and stores built once."""

from pathlib import Path

import pytest

from cin_narrative.definitions.areas import Areas, load_areas
from cin_narrative.definitions.catalogue import Catalogue, load_catalogue
from cin_narrative.intake.published import load_published
from cin_narrative.intake.starter import build_starter

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
RELEASES = ("dfe-2024", "dfe-2020", "dfe-first-published")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def areas() -> Areas:
    return load_areas()


@pytest.fixture(scope="session")
def published_data() -> Path:
    """The folder with DfE's files, which no fresh machine has."""
    if not all((DATA / name).is_dir() for name in RELEASES):
        pytest.skip(f"DfE's files are not at {DATA}: they are no part of the project")
    return DATA


@pytest.fixture(scope="session")
def store_2024(published_data, catalogue, areas, tmp_path_factory) -> Path:
    """A store of the releases of 2024 and 2020 and of the four first-published files."""
    path = tmp_path_factory.mktemp("published") / "store.duckdb"
    for name in RELEASES:
        load_published([published_data / name], path, catalogue, areas)
    return path


@pytest.fixture(scope="session")
def starter_store(catalogue, areas, tmp_path_factory) -> Path:
    """The store that a fresh machine starts with."""
    path = tmp_path_factory.mktemp("starter") / "store.duckdb"
    build_starter(path, catalogue, areas)
    return path
