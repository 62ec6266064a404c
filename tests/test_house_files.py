"""The house rules of files: what is under version control is text, has a plain name, and stands where such files stand."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from house_rules import ROOT

TOP = {
    ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "MODEL_CARD.md", "SECURITY.md", "constraints.txt", "mkdocs.yml", "pyproject.toml", "streamlit_app.py",
}  # fmt: skip
SUFFIXES = {  # folder -> the kinds of files that stand in it
    ".ci": {""},
    ".streamlit": {".toml"},
    "benchmarks": {".py"},
    "cin_narrative": {".py", ".toml", ".sql", ".css", ".js", ".typed"},
    "data": {".csv", ".md"},
    "docs": {".md", ".png", ".py", ".svg"},
    "examples": {".ipynb", ".md", ".py", ".toml", ".csv", ".xml"},
    "prompts": {".j2", ".jsonl", ".md", ".toml"},
    "tests": {".py", ".toml", ".md", ".txt", ".csv", ".xml", ".jsonl"},
}
PLAIN = re.compile(r"\.?[A-Za-z0-9_][A-Za-z0-9_.-]*")
LARGEST = 2_000_000  # bytes


def faults(name: str, data: bytes) -> Iterator[str]:
    """What is wrong with one tracked file; ``name`` is its path from the top."""
    path = PurePosixPath(name)
    odd = [part for part in path.parts if not PLAIN.fullmatch(part)]
    if odd:
        yield f"{name}: {odd[0]!r} is an odd name"
    top = path.parts[0]
    if len(path.parts) == 1 and name not in TOP:
        yield f"{name}: no rule allows it at the top"
    elif len(path.parts) > 1 and path.suffix not in SUFFIXES.get(top, set()):
        yield f"{name}: no rule allows it in {top}"
    if len(data) > LARGEST:
        yield f"{name}: {len(data):,} bytes are too many"
    if _is_binary(data) and not (top == "docs" and path.suffix == ".png"):
        yield f"{name}: not text"


def _is_binary(data: bytes) -> bool:
    try:
        return "\0" in data.decode("utf-8")
    except UnicodeDecodeError:
        return True


def test_every_tracked_file_is_allowed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout: what is under version control cannot be listed")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode("utf-8")
    there = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    assert len(there) > 300
    assert [fault for name in there for fault in faults(name, (ROOT / name).read_bytes())] == []


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("README.md", b"# A heading\n", []),
        ("docs/page.png", b"\x89PNG\x00\xff", []),
        ("cin_narrative/cli/main.py", "wörds\n".encode(), []),
        (".ci/run", b"#!/usr/bin/env bash\n", []),
        ("--help", b"DUCK\x00\xff", ["odd name", "at the top", "not text"]),
        ("data/store.duckdb", b"DUCK\x00\xff", ["in data", "not text"]),
        ("cin_narrative/screen/logo.png", b"\x89PNG\x00\xff", ["in cin_narrative", "not text"]),
        ("docs/page.png.exe", b"MZ\x00", ["in docs", "not text"]),
        ("notes.txt", b"to do\n", ["at the top"]),
        ("scratch/try.py", b"x = 1\n", ["in scratch"]),
        ("tests/a name with spaces.py", b"x = 1\n", ["odd name"]),
        ("data/starter/figures.csv", b"x" * (LARGEST + 1), ["too many"]),
        ("data/starter/latin.csv", b"caf\xe9\n", ["not text"]),
    ],
)
def test_a_file_that_no_rule_allows_is_named(name: str, data: bytes, says: list[str]) -> None:
    found = list(faults(name, data))
    assert len(found) == len(says)
    assert all(words in fault for words, fault in zip(says, found, strict=True))
