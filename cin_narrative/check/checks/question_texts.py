"""What the question box says beside its claims: every reason and note that the questions can say
has words, all words are said by something, and what is nearest has all three of its parts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import Document, House, prompts, unknown_name
from cin_narrative.disclosure.door import FIRST_PUBLISHED, LATEST
from cin_narrative.messages import message
from cin_narrative.questions.notes import BLANK
from cin_narrative.resources import PACKAGE
from cin_narrative.writing.branches import Branches, TemplateFault

ROOM = PACKAGE / "questions"
FILES = {"missing": "reason", "notes": "note"}
MAKERS = {"missing": {"missing": 0}, "notes": {"note": 0}}  # where the name stands
CALL = r"\b(?:missing|note)\("
TEXT = re.compile(r"[\"'](\w+)[\"']")
NEAREST, PARTS = "nearest", ("asked", "held", "why")
WHOLE = ("headline", "not_given")  # parts of what is nearest that stand alone
FILLED = Text("specimen")


def faults(house: House) -> Iterator[Fault]:
    """The faults of missing.j2, notes.j2, nearest.j2 and of what there is to say of the data."""
    said = _said(house)
    for name, key in FILES.items():
        document = house.document(prompts("question", f"{name}.j2"))
        try:
            branches = Branches(document.path, document.text)
        except TemplateFault as error:
            yield document.fault_at(error.line, message("check.template", why=error))
            continue
        yield from _name_faults(house, document, branches, key)
        yield from _saying_faults(document, branches, key, said[name], said["any"])
        yield from _render_faults(document, branches, key)
    yield from _nearest_faults(house)
    for path in sorted(prompts("question", "about").glob("*.j2")):
        yield from _text_faults(house, house.document(path))


def _nearest_faults(house: House) -> Iterator[Fault]:
    """Every kind of what is nearest says what was asked, what is held, and why they differ."""
    document = house.document(prompts("question", f"{NEAREST}.j2"))
    yield from _text_faults(house, document)
    found = set(re.findall(r'part == "(\w+)"', document.text)) - set(WHOLE)
    for kind in sorted({name.rpartition("_")[0] for name in found}):
        for part in PARTS:
            if f"{kind}_{part}" not in found:
                line = document.line_with(f'"{kind}_')
                yield document.fault_at(line, message("check.no_words", name=f"{kind}_{part}"))


def _text_faults(house: House, document: Document) -> Iterator[Fault]:
    """A template that cannot be read, types a number, or uses a name that it is not given."""
    try:
        branches = Branches(document.path, document.text)
    except TemplateFault as error:
        yield document.fault_at(error.line, message("check.template", why=error))
        return
    yield from _name_faults(house, document, branches, "part")
    for line, text in branches.numbers:
        yield document.fault_at(line, message("check.template", why=text))


def _given(house: House, key: str) -> dict[str, Text]:
    """What every saying is given."""
    contacts = house.table(prompts("question", "contacts.toml")) or {}
    return {**dict.fromkeys([*BLANK, *contacts], FILLED), key: FILLED}


def _name_faults(house: House, document: Document, branches: Branches, key: str) -> Iterator[Fault]:
    given = _given(house, key)
    for name, line in branches.names.items():
        if name not in given:
            yield document.fault_at(line, unknown_name(message("check.a_given_name"), name, given))


def _saying_faults(
    document: Document,
    branches: Branches,
    key: str,
    said: Mapping[str, str],
    known: Mapping[str, str],
) -> Iterator[Fault]:
    worded = {text: line for (name, text), line in branches.constants.items() if name == key}
    for text, line in worded.items():
        if text not in known:
            yield document.fault_at(line, unknown_name(message("check.a_saying"), text, said))
    for text, where in said.items():
        if text not in worded:
            yield document.fault_at(0, message("check.not_worded", name=text, where=where))
    seen: set[str] = set()
    for match in re.finditer(rf'{key} == "(\w+)"', document.text):
        if match[1] in seen:
            at = document.text.count("\n", 0, match.start()) + 1
            yield document.fault_at(at, message("check.stands_twice", name=match[1]))
        seen.add(match[1])


def _render_faults(document: Document, branches: Branches, key: str) -> Iterator[Fault]:
    """Each saying with everything given, then with nothing but its name: it must have words."""
    unknown = set(branches.names) - {*BLANK, key}
    for name, text in branches.constants:
        if name != key:
            continue
        for filled in (FILLED, None):
            given = {**dict.fromkeys([*BLANK, *unknown], filled or FILLED), key: text}
            try:
                words = branches.render(given)
            except TemplateFault as error:
                yield document.fault_at(error.line, message("check.template", why=error))
                continue
            if not words:
                line = document.line_with(f'"{text}"')
                yield document.fault_at(line, message("check.no_words", name=text))


def _said(house: House) -> dict[str, dict[str, str]]:
    """The names of the sayings that the code gives, by template: name -> where it is given; and
    ``any``, every text that stands in the room, any of which may be one.
    """
    found: dict[str, dict[str, str]] = {name: {} for name in (*MAKERS, "any")}
    for path in sorted(ROOM.rglob("*.py")):
        found["any"] |= dict.fromkeys(TEXT.findall(path.read_text(encoding="utf-8")), path.name)
    for place, parts in house.sources(ROOM, CALL).items():
        for node in parts:
            if isinstance(node, ast.Call):
                for name, makers in MAKERS.items():
                    for text in _named(node, makers):
                        found[name].setdefault(text, place)
    found["any"] |= {choice.replace("-", "_"): "" for choice in (FIRST_PUBLISHED, LATEST)}
    found["any"] |= found["missing"] | found["notes"]
    return found


def _named(call: ast.Call, makers: Mapping[str, int]) -> Iterator[str]:
    """The texts that the argument with the name of a saying may be."""
    place = makers.get(call.func.id) if isinstance(call.func, ast.Name) else None
    if place is None or len(call.args) <= place:
        return
    argument = call.args[place]
    for one in [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value
