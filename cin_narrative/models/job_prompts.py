"""The prompts of a model (prompts/question/phrase.md): a typed header that forbids unknown keys,
then the words.

The header stands between two lines of ``+++`` and is TOML: ``job``, ``version``, ``longest``
(characters of a field of the reply), ``[schema]`` (field of the reply = ``text``), and
``[[examples]]`` with ``given`` and ``reply``. The words go to the model as they stand; what a user
typed or data says goes after them as a JSON value, never into them.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cin_narrative.claims.direction import PROMPTS
from cin_narrative.errors import DefinitionFault
from cin_narrative.messages import message
from cin_narrative.models.model import PHRASE, Job

FENCE = "+++\n"
KEYS = {"job": str, "version": str, "longest": int, "schema": dict, "examples": list}
TEXT = "text"
JOBS = (PHRASE,)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt. ``schema``: field of the reply -> ``text``; ``longest``: characters of a field,
    at most."""

    job: str
    version: str
    words: str
    schema: Mapping[str, str]
    examples: tuple[tuple[str, str], ...]
    longest: int

    def as_job(self, given: Mapping[str, Any]) -> Job:
        """The job of asking this prompt about ``given``."""
        turns = [("system", self.words)]
        for example, reply in self.examples:
            turns += [("user", example), ("assistant", reply)]
        turns.append(("user", json.dumps(given, ensure_ascii=False)))
        return Job(self.job, tuple(turns), self._schema(), self.version)

    def fits(self, value: Mapping[str, object]) -> bool:
        """Whether a reply has the fields asked for, no others, and a text of no more than
        ``longest`` characters in each.

        The length is ours to see to: OpenAI's strict schemas refuse "maxLength".
        """
        return set(value) == set(self.schema) and all(
            isinstance(one, str) and len(one) <= self.longest for one in value.values()
        )

    def _schema(self) -> dict[str, Any]:
        fields = {name: {"type": "string"} for name in self.schema}
        return {
            "title": self.job,
            "description": "The reply.",
            "type": "object",
            "properties": fields,
            "required": list(fields),
            "additionalProperties": False,
        }


@cache
def load_prompt(path: Path) -> Prompt:
    """The prompt in ``path``; raises ``DefinitionFault`` with every fault of its header."""
    before, fence, rest = path.read_text(encoding="utf-8").partition(FENCE)
    header, second, words = rest.partition(FENCE)
    if before or not fence or not second:
        raise DefinitionFault([message("models.no_header", file=path.name)])
    try:
        table = tomllib.loads(header)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionFault([f"{path.name}: {error}"]) from error
    faults = [f"{path.name}: {fault}" for fault in _faults(table, path.stem, words)]
    if faults:
        raise DefinitionFault(faults)
    examples = tuple(
        (json.dumps(one["given"], ensure_ascii=False), json.dumps(one["reply"], ensure_ascii=False))
        for one in table["examples"]
    )
    return Prompt(
        table["job"], table["version"], words.strip(), table["schema"], examples, table["longest"]
    )


def prompt_for(job: str) -> Prompt:
    """The prompt of a job: ``phrase``."""
    return load_prompt(PROMPTS / "question" / f"{job}.md")


def _faults(table: Mapping[str, Any], name: str, words: str) -> list[str]:
    faults = [
        f'unknown key "{key}"; allowed: {", ".join(KEYS)}' for key in table if key not in KEYS
    ]
    faults += [
        message("models.missing_key", key=key, kind=kind.__name__)
        for key, kind in KEYS.items()
        if not isinstance(table.get(key), kind)
    ]
    if faults:
        return faults
    if table["job"] != name or name not in JOBS:
        return [message("models.job_is_not_file", job=table["job"], jobs=", ".join(JOBS))]
    faults += [
        f'schema.{key} is "{kind}"; allowed: {TEXT}'
        for key, kind in table["schema"].items()
        if kind != TEXT
    ]
    for number, example in enumerate(table["examples"], start=1):
        if set(example) != {"given", "reply"}:
            faults.append(message("models.example_keys", number=number))
        elif set(example["reply"]) != set(table["schema"]):
            faults.append(message("models.example_reply", number=number))
    return faults if words.strip() else [*faults, message("models.no_words")]
