"""The house rules that a test can see (CONTRIBUTING): one-way imports, one home for each library, sizes, the guards."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from house_rules import MODULES, PACKAGE, ROOT, nodes, tree

from cin_narrative.api import check
from cin_narrative.errors import GuardBreach
from cin_narrative.store.schema import SCHEMA
from cin_narrative.writing.branches import Branches, TemplateFault
from cin_narrative.writing.render import SENTENCES, render

ROOMS = {  # room -> the rooms that it may import, beside errors, messages and resources
    "catalogue": set(),
    "reading": {"catalogue"},
    "store": {"catalogue"},
    "access": {"store", "disclosure"},
    "disclosure": {"catalogue", "store"},
    "load": {"catalogue", "store", "disclosure"},
    "made_up": {"catalogue", "store", "load"},
    "findings": {"catalogue", "store", "disclosure"},
    "claims": {"catalogue", "store", "disclosure", "findings"},
    "writing": {"catalogue", "store", "disclosure", "claims"},
    "report": {"catalogue", "store", "disclosure", "findings", "claims", "writing"},
    "export": {"catalogue", "store", "disclosure", "claims", "writing", "report"},
    "drafts": {"catalogue", "store", "disclosure", "claims", "writing", "report"},
    "questions": {"catalogue", "reading", "store", "disclosure", "claims", "writing"},
    "models": {"catalogue", "reading", "store", "disclosure", "claims", "writing"},
    "api": {
        "catalogue", "models", "reading", "store", "disclosure", "load", "made_up", "findings", "claims", "writing", "report", "export",
        "drafts", "questions", "check", "access", "evaluate",
    },
    "evaluate": {"catalogue", "models", "reading", "store", "disclosure", "questions"},  # below api: it asks what it scores itself
}
ROOMS["check"] = ROOMS["api"] - {"check", "evaluate"}
ROOMS["mcp"] = {"api", *ROOMS["api"]}
ROOMS["screen"] = {"api", *ROOMS["api"]}
ROOMS["cli"] = {"mcp", *ROOMS["screen"]}
for front in ("api", "cli", "screen"):
    ROOMS[front] = {"settings", *ROOMS[front]}  # where files lie is decided here; the other rooms are given paths
IDS_WAIVED: set[str] = set()
HOMES = {
    "msgspec": ("store/figure.py", "store/observations.py", "store/dispersion/formulas.py", "catalogue/toml_files/records.py", "catalogue/checks/key_table.py", "check/", "reading/", "questions/", "models/", "api/reading.py", "mcp/"),
    "spellchecker": ("catalogue/checks/ordinary_words.py",),
    "duckdb": ("store/", "load/returns/engine.py"),
    "lxml": ("load/returns/census_file/xml_stream.py",),
    "pandas": (),
    "jinja2": ("writing/render.py", "writing/branches.py"),
    "altair": (),
    "docx": ("export/",),
    "openpyxl": ("export/", "load/published/workbook.py"),
    "openai": ("models/llm.py",),
    "langchain": ("models/llm.py",),
    "langchain_openai": ("models/llm.py",),
    "langchain_core": ("models/llm.py",),
    "pyspark": ("load/returns/spark_engine.py",),
    "sqlglot": ("load/returns/spark_engine.py",),
    "streamlit": ("screen/",),
    "HanTa": ("reading/syntax/words.py",),
    "rapidfuzz": ("reading/words/spelling.py", "errors.py"),
    "platformdirs": ("settings.py",),
    "mcp": ("mcp/server.py",),
    "mcp_types": ("mcp/server.py",),
    "tqdm": ("cli/progress.py",),
    "anyio": ("mcp/server.py",),
    "httpx2": ("models/llm.py",),
    "langsmith": ("models/llm.py",),
    "pydantic": ("models/llm.py",),
    "numpy": ("store/", "load/published/", "load/checks/"),
    "pyarrow": ("load/published/csv_text.py", "load/returns/"),
    "starlette": ("screen/data/",),
    "vl_convert": ("export/",),
}
CHILD_LEVEL = ("lachildid", "child_id", "upn", "birth", "date_of_birth", "sex", "ethnicity", "postcode", "name_of_child")


def _imports(path: Path) -> Iterator[str]:
    """The modules that a module imports, wherever it does; ``from cin_narrative import api`` is an import of that room."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            inside = PACKAGE.name if node.level == 0 else "." * node.level
            whole = not node.module or node.module == inside
            yield from (f"{node.module or inside}.{name.name}" for name in node.names) if whole else (f"{'.' * node.level}{node.module}",)


def _place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_rooms_import_one_way() -> None:
    wrong = []
    for path in MODULES:
        room = _place(path).split("/")[0]
        for name in _imports(path) if room in ROOMS else ():
            parts = name.split(".")
            inside = parts[0] == "cin_narrative" and len(parts) > 1
            if inside and parts[1] not in {room, "errors", "messages", "resources", *ROOMS[room]}:
                wrong.append(f"{_place(path)} imports {name}")
    assert wrong == []


@pytest.mark.parametrize(("code", "read"), [
    ("from cin_narrative import api", ["cin_narrative.api"]), ("from cin_narrative.store import store", ["cin_narrative.store"]),
    ("def f():\n    import cin_narrative.screen.cited", ["cin_narrative.screen.cited"]), ("from ..screen import cited", ["..screen"]), ("from . import x", ["..x"]),
])  # fmt: skip
def test_every_way_to_import_is_seen(code: str, read: list[str], tmp_path: Path) -> None:
    (tmp_path / "some.py").write_text(code, encoding="utf-8")
    assert list(_imports(tmp_path / "some.py")) == read


def test_no_import_is_relative() -> None:
    """A room's name stands in every import of it, for people and for the rule of one way."""
    assert [f"{_place(path)} imports {name}" for path in MODULES for name in _imports(path) if name.startswith(".")] == []


def test_every_folder_is_a_room_and_says_what_it_is() -> None:
    folders = {path.parent for path in MODULES} - {PACKAGE}
    assert {_place(folder).split("/")[0] for folder in folders} == set(ROOMS)
    assert [_place(folder) for folder in folders if not ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))] == []


def test_no_module_is_imported_in_a_circle() -> None:
    graph = {"cin_narrative." + _place(p)[:-3].replace("/", ".").removesuffix(".__init__"): set(_top_level(p)) for p in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for other in graph[name] & set(graph):
                visit(other, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def _top_level(path: Path) -> Iterator[str]:
    """The modules imported when this one is; ``from wing import module`` is an import of that module."""
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            folder = ROOT / node.module.replace(".", "/")
            inside = {name.name for name in node.names if (folder / f"{name.name}.py").exists()}
            yield from (f"{node.module}.{name}" for name in inside)
            if len(inside) < len(node.names):
                yield node.module


def test_each_outside_library_has_one_home() -> None:
    wrong = []
    for path in MODULES:
        outside = (name for name in _imports(path) if name.split(".")[0] not in {PACKAGE.name, "__future__", *sys.stdlib_module_names})
        for name in outside:
            homes = HOMES.get(name.split(".")[0], ())
            if not _place(path).startswith(homes):
                wrong.append(f"{_place(path)} imports {name}, whose home is {homes}")
    assert wrong == []


def test_only_the_door_reads_stored_observations() -> None:
    readers = {
        _place(path)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr == "observations" and isinstance(node.ctx, ast.Load)
    }
    doors = {"disclosure/door.py", "store/store.py"}
    shows_nothing = {"made_up/totals.py"}  # makes made-up records that add up to published totals
    assert readers <= doors | shows_nothing
    by_sql = {
        _place(path)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"\b(FROM|JOIN)\s+(store\.)?observations\b", node.value)
    }
    checked = "load/checks/"  # reads DfE's own releases alone, while they are loaded
    assert {place for place in by_sql if not place.startswith(("store/", "disclosure/", checked))} == set()


def test_the_store_has_no_column_that_could_hold_a_child() -> None:
    assert not [word for word in CHILD_LEVEL if word in SCHEMA.lower()]


def test_every_definition_outline_and_template_is_sound() -> None:
    assert check() == []


@pytest.mark.parametrize("text", ["{{ 2342 }}", "{{ '2342' }}", "{{ 1 + 1 }}", "{{ area ~ 5 }}", "{{ unknown }}", "{{ [1] }}", "{{ 1.5|round }}"])
def test_a_template_cannot_print_a_number_or_an_unknown_name(text: str, tmp_path: Path) -> None:
    (tmp_path / "bad.j2").write_text(text, encoding="utf-8")
    with pytest.raises(GuardBreach):
        render("bad", {"area": "Derby"}, tmp_path)


@pytest.mark.parametrize("text", ["Derby had 2,342 children.", "{{ 'in 2016' }}", "{% if x %}", "{{ area"])
def test_check_names_a_typed_figure_and_broken_syntax(text: str, tmp_path: Path) -> None:
    try:
        found = Branches(tmp_path / "bad.j2", text).numbers
    except TemplateFault as error:
        found = [(error.line, str(error))]
    assert len(found) == 1


def test_no_template_holds_an_area_or_a_direction_for_an_indicator() -> None:
    words = " ".join(path.read_text(encoding="utf-8") for path in SENTENCES.glob("*.j2")).lower()
    assert not [name for name in ("derby", "cheshire", "london", "referral", "children in need") if name in words]


def test_no_indicator_s_id_stands_in_python() -> None:
    """What the program needs of an indicator stands in the indicator's file, or in the table of the part that needs it."""
    ids = {path.stem for path in (PACKAGE / "catalogue" / "indicators").glob("*.toml")}
    long = re.compile(rf"\b(?:{'|'.join(sorted(name for name in ids if '_' in name))})\b")
    wrong = []
    for path in MODULES:
        room = _place(path).split("/")[0]
        parts = nodes(path)
        said = {id(node.value) for node in parts if isinstance(node, ast.Expr)}  # docstrings
        for node in parts if room not in IDS_WAIVED else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                wrong += [f"{_place(path)}:{node.lineno}: {node.value}"] if node.value in ids or long.search(node.value) else []
    assert len(ids) > 80
    assert wrong == []


def test_no_file_names_a_path_of_a_machine() -> None:
    kinds = {".py", ".md", ".toml", ".txt", ".j2", ".sql", ".csv"}
    wrong = []
    for path in ROOT.rglob("*"):
        if path.suffix in kinds and not {".git", ".venv", "venv", "node_modules"} & set(path.parts) and "egg-info" not in str(path):
            text = path.read_text(encoding="utf-8", errors="replace")
            if "/" + "work/" in text or "/" + "root/" in text or "/" + "farm/" in text:
                wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []
