"""The documentation is true: what is made from the program is as it is made now, every command that it names exists, every link leads
somewhere, its Python runs, and its English is plain."""

from __future__ import annotations

import builtins
import collections.abc
import importlib.util
import inspect
import json
import re
import runpy
import shlex
import statistics
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from cin_narrative.cli.parser import parse

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
MADE = "made by docs/generate.py"
PAGES = sorted([*DOCS.rglob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "MODEL_CARD.md"))])
WRITTEN = [path for path in PAGES if MADE not in path.read_text(encoding="utf-8")]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LONGEST, LISTED, MEAN = 35, 55, 20  # words of a sentence


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    sys.path.insert(0, str(DOCS))  # as for whoever runs it
    found = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    sys.path.remove(str(DOCS))
    return module


def test_what_is_made_from_the_program_is_as_it_is_made_now(generator: ModuleType) -> None:
    stale = [path for path, text in generator.pages().items() if (DOCS / path).read_text(encoding="utf-8") != text]
    assert stale == [], "run python docs/generate.py"


def commands(path: Path) -> Iterator[str]:
    """The lines of a page's blocks that are commands of ours, without a comment or a pipe behind them."""
    for kind, block in FENCE.findall(path.read_text(encoding="utf-8")):
        if kind in ("", "console", "sh"):
            for line in block.replace("\\\n", " ").splitlines():
                if line.strip().startswith("cin-narrative "):
                    yield re.split(r" (?:[#|>]|&&) ", line.strip())[0]


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_every_command_that_is_named_is_one(path: Path) -> None:
    for line in commands(path):
        try:
            parse(shlex.split(line)[1:])
        except SystemExit as stopped:
            pytest.fail(f"{name(path)}: {line} ({stopped})")


def test_commands_are_found_at_all() -> None:
    assert len(list(commands(DOCS / "tutorial.md"))) > 8


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (path.parent / link).is_file()] == []
    if path.is_relative_to(DOCS):  # the site has no other pages
        assert [link for link in inside if not (path.parent / link).resolve().is_relative_to(DOCS)] == []


TOPS = "|".join(sorted(path.name for path in (*ROOT.iterdir(), *(ROOT / "cin_narrative").iterdir()) if path.is_dir() and path.name[0].isalpha()))
NAMED = re.compile(rf"(?<![\w/~.-])((?:{TOPS})/[\w./-]+\w)(?![\w/*<-])")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_path_that_is_named_is_there(path: Path) -> None:
    """A path of the project, from its top or from the package, in prose, in commands and in docstrings; the store is made by the first use."""
    named = {found for found in NAMED.findall(path.read_text(encoding="utf-8")) if not found.endswith(".duckdb")}
    assert {one for one in named if not any((top / one).exists() for top in (ROOT, ROOT / "cin_narrative"))} == set()


def test_every_module_and_page_that_the_program_names_is_there() -> None:
    """A docstring or a comment that sends a reader to a module or a document sends them to one that is there."""
    ours = [path for folder in ("cin_narrative", "prompts", "docs", "benchmarks", "tests", "data") for path in (ROOT / folder).rglob("*")]
    known = [f"/{path.relative_to(ROOT).as_posix()}" for path in (*ours, *ROOT.glob("*.*"))]
    texts = [path for folder in ("cin_narrative", "prompts") for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".toml", ".j2", ".sql", ".md")]
    texts.append(ROOT / "CONTRIBUTING.md")
    named = {(name(path), one) for path in texts for one in re.findall(r"(?<![\w/.{<*-])[\w/-]+\.(?:py|md)\b", path.read_text(encoding="utf-8"))}
    assert len(named) > 10
    assert [(path, one) for path, one in sorted(named) if not any(each.endswith(f"/{one}") for each in known)] == []


def test_nobody_is_told_to_install_it_by_name() -> None:
    """No registry has it: whoever asked one for its name would get a stranger's."""
    texts = [*PAGES, *(ROOT / "prompts").rglob("*.toml"), *(ROOT / "cin_narrative").rglob("*.py")]
    told = [(name(path), line) for path in texts for line in re.findall(r"pip install[^`\n]*", path.read_text(encoding="utf-8"))]
    assert len(told) > 8 and [one for one in told if "cin-narrative" in one[1] or "cin_narrative" in one[1]] == []


def test_paths_are_found_at_all() -> None:
    assert "benchmarks/releases/history.py" in NAMED.findall((DOCS / "how-to/release.md").read_text(encoding="utf-8"))


def sentence_lengths(path: Path) -> list[int]:
    """The words of each sentence of a page's prose."""
    text = re.sub(FENCE, "", path.read_text(encoding="utf-8"))
    prose = [line for line in re.split(r"\n\s*\n|\n(?=[*\d|#-])", text) if not line.lstrip().startswith(("|", "#", "!["))]
    return [len(one.split()) for part in prose for one in re.split(r"(?<=[.?!:;])\s+(?=[A-Z`*])", " ".join(part.split())) if one]


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_sentences_are_short(path: Path) -> None:
    """In the docs none is long; in the files beside them, which list what was measured, few are."""
    lengths = sentence_lengths(path)
    assert not lengths or statistics.mean(lengths) <= MEAN
    assert max(lengths, default=0) <= (LONGEST if path.is_relative_to(DOCS) else LISTED)


def blocks() -> Iterator[tuple[str, str]]:
    """The Python of pages that says all it needs: what is imported in it is there."""
    for path in WRITTEN:
        for kind, block in FENCE.findall(path.read_text(encoding="utf-8")):
            if kind == "python" and "pyspark" not in block:
                yield name(path), block


@pytest.mark.parametrize(("page", "block"), list(blocks()))
def test_the_python_of_a_page_runs(page: str, block: str, starter_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(starter_store))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for what it starts
    monkeypatch.chdir(tmp_path)
    exec(compile(block, page, "exec"), {"__name__": "__main__"})


def test_the_settings_of_a_client_start_the_server() -> None:
    (settings,) = [block for kind, block in FENCE.findall((DOCS / "how-to/assistant.md").read_text(encoding="utf-8")) if kind == "json"]
    (server,) = json.loads(settings)["mcpServers"].values()
    options = parse(server["args"])
    assert (server["command"], options.run.__module__, options.store) == ("cin-narrative", "cin_narrative.cli.commands.mcp", "indicators.duckdb")


def test_the_script_of_the_examples_runs(starter_store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["first_steps.py", str(starter_store)])
    runpy.run_path(str(ROOT / "examples" / "first_steps.py"), run_name="__main__")
    printed = capsys.readouterr().out
    assert "referrals" in printed and "[1]" in printed and "At 31 March 2016, Derby had 2,342" in printed


def test_the_notebook_of_the_examples_runs(starter_store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(starter_store))
    notebook, names = json.loads((ROOT / "examples" / "notebook.ipynb").read_text(encoding="utf-8")), {}
    for cell in notebook["cells"]:
        assert not cell.get("outputs"), "a notebook is kept without its outputs"
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    printed = capsys.readouterr().out
    assert "2,342" in printed and "value referrals" in printed
    assert list(names["table"]["year"])[:1] and set(names["table"]["area"]) == {"Derby"}


def test_every_type_of_a_verb_is_public() -> None:
    """What a verb takes or gives can be named by whoever uses it: it stands in ``api``, and so in the reference."""
    from cin_narrative import api

    known = {*vars(builtins), *typing.__all__, *collections.abc.__all__, "Path"}
    found = [inspect.unwrap(getattr(api, name)) for name in dir(api)]
    verbs = [verb for verb in found if inspect.isfunction(verb)]
    verbs += [verb for verb in vars(api.drafts).values() if inspect.isfunction(verb) and verb.__module__ == api.drafts.__name__]
    told = {
        (verb.__name__, name)
        for verb in verbs
        for wanted in verb.__annotations__.values()
        for name in re.findall(r"\b[A-Z]\w+", wanted)
        if not verb.__name__.startswith("_")
    }
    assert len(told) > 50
    assert {(verb, name) for verb, name in told if name not in known and name not in dir(api)} == set()


def test_every_public_name_stands_in_the_reference() -> None:
    from cin_narrative import api

    told = "".join((DOCS / "reference" / page).read_text(encoding="utf-8") for page in ("library.md", "types.md"))
    assert len(dir(api)) > 90 and [name for name in dir(api) if not re.search(rf"`api\.{name}\b", told)] == []


def test_what_a_type_holds_can_be_named() -> None:
    """A field is told with types that ``api`` has, so that a program can name what it reads."""
    from cin_narrative import api

    known = {*vars(builtins), *typing.__all__, *collections.abc.__all__, "Path", "Decimal", "Counter"}
    page = (DOCS / "reference/types.md").read_text(encoding="utf-8")
    told = {name for cell in re.findall(r"^\| `\w+(.*?)` \|", page, re.MULTILINE) for name in re.findall(r"(?<![.\w'])[A-Z]\w*[a-z]\w*", cell)}
    told |= {name for cell in re.findall(r"^\| `[^`]+` \| `([^`\"]+)` \|$", page, re.MULTILINE) for name in re.findall(r"(?<![.\w'])[A-Z]\w+", cell)}
    assert len(told) > 20 and told - known - set(dir(api)) == set()
    assert "Only the disclosure door" not in page


@pytest.mark.parametrize("name", [
    "open_store", "load", "summary", "ask", "read", "answer", "figures", "export", "quality", "submissions", "reconcile", "drafts", "compare", "check", "evaluate",
])  # fmt: skip
def test_the_verbs_that_were_promised_are_public_and_documented(name: str) -> None:
    from cin_narrative import api

    assert getattr(api, name).__doc__
    assert f"api.{name}" in (DOCS / "reference/library.md").read_text(encoding="utf-8")
