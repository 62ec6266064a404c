"""The prompts of a language model (``prompts/question/*.md``): their headers, their examples, and
the word lists that are held to the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House, prompts, unknown_name
from cin_narrative.check.specimens.claims import KINDS
from cin_narrative.errors import DefinitionFault
from cin_narrative.messages import message, words
from cin_narrative.models.job_prompts import JOBS, load_prompt
from cin_narrative.models.reading_prompt import EXAMPLES, WORDS, Example
from cin_narrative.reading.contract import Fault as ReadingFault
from cin_narrative.reading.trust import trust


def faults(house: House) -> Iterator[Fault]:
    """The faults of every prompt, and of the list that names kinds of claim."""
    for path in sorted(prompts("question").glob("*.md")):
        if path.stem not in JOBS and path.name != WORDS.name:
            yield house.document(path).fault_at(0, message("check.file_not_read"))
    for job in JOBS:
        yield from _prompt_faults(house, job)
    yield from _example_faults(house)
    yield from _kind_faults(house)


def _prompt_faults(house: House, job: str) -> Iterator[Fault]:
    document = house.document(prompts("question", f"{job}.md"))
    if not document.text:
        return
    try:
        load_prompt(document.path)
    except DefinitionFault as error:
        for text in error.faults:
            said = text.removeprefix(f"{document.path.name}: ")
            word = said.partition('"')[2].partition('"')[0].rpartition(".")[2]
            yield document.fault_at(document.line_with(word), said)


def _example_faults(house: House) -> Iterator[Fault]:
    """Examples of readings that are none, or do not hold against their questions."""
    document = house.document(EXAMPLES)
    for row, line in enumerate(document.text.splitlines(), start=1):
        try:
            example = msgspec.json.decode(line, type=Example)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            yield document.fault_at(row, message("check.no_example", why=error))
            continue
        for one in _held_against(example):
            why = words("reading.faults")[one.kind]
            yield document.fault_at(row, message("check.example_faulty", words=one.words, why=why))


def _held_against(example: Example) -> Iterable[ReadingFault]:
    """What does not hold of an example; nothing while definitions that it rests on are faulty."""
    try:
        return trust(example.reading, example.question, example.turns).faults
    except DefinitionFault:  # the checks of the definitions name them
        return ()


def _kind_faults(house: House) -> Iterator[Fault]:
    path, known = prompts("question", "phrasing.toml"), [kind.kind for kind in KINDS]
    for index, name in enumerate((house.table(path) or {}).get("kinds", [])):
        if name not in known:
            text = unknown_name(message("check.a_kind"), str(name), known)
            yield house.document(path).fault(("kinds", index), text)
