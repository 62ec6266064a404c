"""The prompts of a language model (``prompts/question/*.md``): their headers, their examples, and
the word lists that are held to the code.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House, prompts, unknown_name
from cin_narrative.check.specimens.claims import KINDS
from cin_narrative.errors import DefinitionFault
from cin_narrative.messages import message
from cin_narrative.models.job_prompts import LISTS, load_prompt


def faults(house: House) -> Iterator[Fault]:
    """The faults of every prompt, and of the list that names kinds of claim."""
    for path in sorted(prompts("question").glob("*.md")):
        if path.stem not in LISTS:
            yield house.document(path).fault_at(0, message("check.file_not_read"))
    for job in LISTS:
        yield from _prompt_faults(house, job)
    yield from _kind_faults(house)


def _prompt_faults(house: House, job: str) -> Iterator[Fault]:
    document = house.document(prompts("question", f"{job}.md"))
    if not document.text:
        return
    try:
        prompt = load_prompt(document.path)
    except DefinitionFault as error:
        for text in error.faults:
            said = text.removeprefix(f"{document.path.name}: ")
            word = said.partition('"')[2].partition('"')[0].rpartition(".")[2]
            yield document.fault_at(document.line_with(word), said)
        return
    for number, (given, reply) in enumerate(prompt.examples, start=1):
        for name in house.known_indicators & {
            reply.partition('"indicator": "')[2].partition('"')[0]
        }:
            if f'"{name}"' not in given:
                line = document.line_with(f'indicator = "{name}"')
                yield document.fault_at(
                    line, message("check.not_offered", number=number, name=name)
                )
        for name in _indicators_in(given + reply):
            if name not in house.known_indicators:
                text = unknown_name(message("check.an_indicator"), name, house.known_indicators)
                yield document.fault_at(document.line_with(name), text)


def _indicators_in(example: str) -> Iterator[str]:
    """The names of measures in an example: the keys under "measures", and the one replied."""
    import json

    decoder = json.JSONDecoder()
    given, end = decoder.raw_decode(example)
    reply = decoder.raw_decode(example[end:])[0]
    yield from given.get("measures", {})
    if reply.get("indicator", "none") != "none":
        yield reply["indicator"]


def _kind_faults(house: House) -> Iterator[Fault]:
    path, known = prompts("question", "phrasing.toml"), [kind.kind for kind in KINDS]
    for index, name in enumerate((house.table(path) or {}).get("kinds", [])):
        if name not in known:
            text = unknown_name(message("check.a_kind"), str(name), known)
            yield house.document(path).fault(("kinds", index), text)
