"""A new kind of ask is two files more, a record and an operator: tried in a copy of the house."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECORD = '''
about = "a figure, said twice"
label = "{what}, twice"
uses = ["echo"]
needs = ["echo"]

[[rules]]
sure = 0
when = ["echo", "!measures"]

[[rules]]
sure = 990
when = ["free:echo", "places | periods"]

[cues.echo]
echo = ["echo", "twice over please"]
'''
OPERATOR = '''
"""A figure, said by the operator of values: what a kind that nobody knew needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import ValueQuery, say


@dataclass(frozen=True, slots=True)
class EchoQuery(ValueQuery):
    """What an echo is asked of."""

    intent: ClassVar[str] = "echo"


def query_of(asked, held):
    return EchoQuery(asked.topics, asked.measure, asked.places, asked.years)


OPERATOR = Operator("echo", ("echo",), query_of, say)
'''
QUESTION = "echo the number of children in need in Derby in 2016"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("house")
    for name in ("prompts", "data", "cin_narrative"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.duckdb*"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def run(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cin_narrative", *words]
    env = {**os.environ, "PYTHONPATH": str(house), "PYTHONDONTWRITEBYTECODE": "1", "CIN_NARRATIVE_STORE": ""}
    return subprocess.run(command, cwd=house, env=env, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.slow
def test_a_kind_is_its_record_and_its_operator_and_one_without_the_other_is_named(house: Path) -> None:
    record = house / "cin_narrative" / "reading" / "kinds" / "echo.toml"
    operator = house / "cin_narrative" / "questions" / "operators" / "echo.py"
    record.write_text(RECORD, encoding="utf-8")
    alone = run(house, "check")
    assert alone.returncode != 0
    assert 'questions/operators:1: the kind of ask "echo"' in alone.stderr
    operator.write_text(OPERATOR, encoding="utf-8")
    both = run(house, "check")
    assert both.returncode == 0, both.stderr
    read = json.loads(run(house, "read", QUESTION).stdout)
    assert [(one["ask"], one["cue"]) for one in read["asks"]] == [("echo", "echo")]
    asked = run(house, "ask", QUESTION)
    assert "2,342" in asked.stdout, asked.stderr
