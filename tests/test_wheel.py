"""The wheel: what travels in it, and that it works from any folder, written to by nobody."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cin_narrative"
NOT_CODE = {".toml", ".sql", ".css", ".js", ".typed"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the backend that pyproject.toml names, without a network."""
    builder = pytest.importorskip("hatchling.builders.wheel", reason='hatchling is not installed: pip install -e ".[test]"')
    return Path(next(builder.WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")))))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked, as pip does it."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def below(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in files}


def test_the_wheel_has_every_module_and_every_file_beside_them(installed: Path) -> None:
    wanted = {name for name in below(PACKAGE) if Path(name).suffix in {".py", *NOT_CODE}}
    assert len(wanted) > 300
    assert wanted - below(installed / "cin_narrative") == set()


def test_the_wheel_has_the_sentences_the_data_the_page_and_its_settings(installed: Path) -> None:
    bundled = below(installed / "cin_narrative" / "bundled")
    wanted = {f"prompts/{name}" for name in below(ROOT / "prompts")}
    wanted |= {f"data/{folder}/{name}" for folder in ("starter", "reference") for name in below(ROOT / "data" / folder)}
    assert bundled == wanted | {"streamlit_app.py", ".streamlit/config.toml"}


@pytest.mark.long
def test_whatever_the_program_asks_for_travels_in_the_wheel() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {inside.removeprefix("cin_narrative/bundled/") for inside in table["force-include"].values()} == set(table["force-include"])
    asked = {
        "/".join(str(part.value) for part in node.args if isinstance(part, ast.Constant))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "resource"
        and any(isinstance(part, ast.Constant) for part in node.args)
    }
    assert asked
    assert [name for name in asked if not name.startswith(tuple(table["force-include"]))] == []


def test_the_licence_travels_with_it(installed: Path) -> None:
    assert (installed / "cin_narrative-0.1.0.dist-info" / "licenses" / "LICENSE").read_text().startswith("MIT License")
    assert "License-Expression: MIT" in (installed / "cin_narrative-0.1.0.dist-info" / "METADATA").read_text(encoding="utf-8")


def test_the_backend_is_pinned_where_constraints_do_not_reach() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (backend,) = table["build-system"]["requires"]
    assert backend in table["project"]["optional-dependencies"]["test"]
    assert backend in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def test_every_dependency_has_its_version_in_the_constraints() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [name for names in [table["dependencies"], *table["optional-dependencies"].values()] for name in names]
    pinned = {line.split("==")[0].lower() for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line}
    bare = {name.split(">")[0].split("=")[0].split("[")[0].lower() for name in named} - {"cin-narrative"}
    assert bare - pinned == set()


ASKED = {
    "No fault in": ["check"],
    "Derby had 2,342": ["ask", "How many children in need did Derby have at 31 March 2016?"],
    "^# Children in need in Derby": ["summary", "Derby", "2016"],
}
ONE_BY_ONE = "import sys, json; from cin_narrative.cli.main import main; sys.exit(any([main(words) for words in json.loads(sys.argv[1])]))"


@pytest.mark.long
@pytest.mark.parametrize("said", [["Derby had 2,342"], pytest.param([*ASKED], marks=pytest.mark.slow)], ids=["asked", "every command"])
def test_it_works_from_any_folder_and_keeps_its_store_with_the_user(installed: Path, tmp_path: Path, tmp_path_factory, said) -> None:
    before, compiled = below(installed), tmp_path_factory.mktemp("compiled")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CIN_NARRATIVE_")}
    environment |= {"PYTHONPATH": str(installed), "XDG_DATA_HOME": str(tmp_path / "home"), "PYTHONPYCACHEPREFIX": str(compiled)}
    command = [sys.executable, "-c", ONE_BY_ONE, json.dumps([ASKED[text] for text in said])]  # one start for all of them
    printed = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    assert [text for text in said if not re.search(text, printed, re.MULTILINE)] == []
    assert below(tmp_path) == {"home/cin-narrative/indicators.duckdb"}
    assert below(installed) == before
