"""A return that an export spoilt as a whole: what changes is told, not known or refused; nothing is nought that was not given."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise

import pytest
from wide import spread

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.xml_reader import Reading, read_xml
from cin_narrative.load.returns.compute import compute
from cin_narrative.load.returns.engine import DuckDBEngine
from cin_narrative.load.returns.event_views import prepare
from cin_narrative.load.returns.gaps import gap_findings, gaps_of, symbols_of, unreadable_fields
from cin_narrative.load.returns.header import ReturnKey, key_of
from cin_narrative.load.returns.history import Earlier
from cin_narrative.load.returns.quality.findings import find_all, make_views
from cin_narrative.load.returns.quality.unusual import change_findings, reading_findings
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals

Figures = Mapping[tuple[str, str, str], object]
Told = Mapping[tuple[str, int], tuple[str, ...]]
Damage = Callable[[str, random.Random], str]
DATE = re.compile(r"<(\w+)>(\d{4})-(\d\d)-(\d\d)</\1>")
DATES = ("CINreferralDate", "CINclosureDate", "AssessmentActualStartDate", "AssessmentAuthorisationDate", "S47ActualStartDate",
         "DateOfInitialCPC", "CPPstartDate", "CPPendDate", "CPPreviewDate", "PersonBirthDate")  # fmt: skip
TABLES = ("Assessments", "Section47", "ChildProtectionPlans", "Reviews", "FactorsIdentifiedAtAssessment", "CINdetails", "Child")


Outcome = tuple[Figures, Told] | None


def outcome(text: str, earlier: Mapping[str, Earlier]) -> Outcome:
    """Every figure of a return (a symbol where it is not known) and what every finding damages; nothing where it is refused."""
    return outcomes([text], earlier)[0]


def outcomes(texts: Sequence[str], earlier: Mapping[str, Earlier]) -> list[Outcome]:
    """The outcome of each return, all counted at once: one more costs a tenth of the first. Only children of one
    authority under two spellings are told of across returns.
    """
    engine, numbers, catalogue = DuckDBEngine(), Numbers(), load_catalogue()
    read: dict[int, tuple[ReturnKey, Reading]] = {}
    for number, text in enumerate(texts):
        with suppress(CinNarrativeError):
            reading = read_xml(io.BytesIO(text.encode()), "return.xml", CensusRows(engine, number, numbers))
            key = key_of(reading.header, "return.xml", number, load_areas())
            if not unreadable_fields("return.xml", reading):
                read[number] = key, reading
    keys, before = [key for key, _ in read.values()], {name: one.value for name, one in earlier.items()}
    gaps = {number: gaps_of(*one, None, before, catalogue) for number, one in read.items()}
    prepare(engine, keys)
    make_views(engine)
    findings = find_all(engine, keys, catalogue)
    figures: dict[int, dict[tuple[str, str, str], object]] = {number: {} for number in read}
    for one in compute(engine, keys, catalogue, {number: symbols_of(found, catalogue) for number, found in gaps.items()}):
        figures[one.return_id][one.indicator, one.measure.value, one.category] = one.symbol or one.value
    engine.close()
    results: list[Outcome] = [None] * len(texts)
    for number, (key, reading) in read.items():
        if not any(one.handling == "blocked" for one in findings[number]):
            found = [*gap_findings(key, gaps[number], catalogue), *findings[number], *reading_findings(key, reading, catalogue)]
            found += change_findings(key, totals(figures[number]), earlier, catalogue)
            results[number] = figures[number], {(one.rule, one.records): one.indicators for one in found}
    return results


def totals(figures: Figures) -> dict[str, float]:
    return {
        name: float(str(value))
        for (name, measure, category), value in figures.items()
        if measure == Measure.COUNT and not category and isinstance(value, int | float)
    }


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> tuple[str, Figures, Told, dict[str, Earlier]]:
    """A made-up return of some four hundred children, its figures and findings, and the same counts for the year before."""
    path, _ = make_return(derby_totals().scaled(0.12), "831", 2016, tmp_path_factory.mktemp("sound"), load_catalogue())
    text = path.read_text(encoding="utf-8")
    first = outcome(text, {})
    assert first is not None
    earlier = {name: Earlier(2015, value) for name, value in totals(first[0]).items()}
    return text, *(outcome(text, earlier) or first), earlier


def rewritten(form: str, field: str, share: float) -> Damage:
    def damage(text: str, rng: random.Random) -> str:
        def one(found: re.Match[str]) -> str:
            name, year, month, day = found.groups()
            if name != field or rng.random() >= share:
                return found[0]
            return f"<{name}>{form.format(y=year, m=month, d=day, s=year[2:])}</{name}>"

        return DATE.sub(one, text)

    return damage


def exchanged(first: str, second: str) -> Damage:
    names = {first: second, second: first}
    return lambda text, rng: re.sub(rf"(</?)({first}|{second})>", lambda found: f"{found[1]}{names[found[2]]}>", text)


def without(name: str, share: float) -> Damage:
    return lambda text, rng: re.sub(rf"<{name}>.*?</{name}>", lambda found: "" if rng.random() < share else found[0], text, flags=re.S)


def twice(name: str, share: float) -> Damage:
    return lambda text, rng: re.sub(rf"<{name}>.*?</{name}>", lambda found: found[0] * (1 + (rng.random() < share)), text, flags=re.S)


DAMAGES: dict[str, Damage] = {
    **{f"half of {field} day first": rewritten("{d}/{m}/{y}", field, 0.5) for field in DATES},
    **{f"{field} month first": rewritten("{m}/{d}/{y}", field, 1) for field in DATES},
    **{f"{field} of two digits": rewritten("{d}/{m}/{s}", field, 1) for field in DATES},
    **{f"a third of {field} in another century": rewritten("19{s}-{m}-{d}", field, 0.3) for field in DATES},
    **{f"{first} and {second} exchanged": exchanged(first, second) for first, second in pairwise(DATES)},
    **{f"no {name}": without(name, 1) for name in TABLES},
    **{f"half of {name}": without(name, 0.5) for name in TABLES},
    **{f"every {name} twice": twice(name, 1) for name in TABLES},
    **{f"some {name} twice": twice(name, 0.1) for name in TABLES},
    "no header of a child": lambda text, rng: re.sub(r"<Children>.*</Children>", "<Children></Children>", text, flags=re.S),
}


@pytest.fixture(scope="module")
def found_in(sound, request) -> Callable[[str], Outcome]:
    """The outcome of the return with one damage: those that this run asks for are worked out together."""
    text, _, _, earlier = sound
    asked = [item.callspec.params["name"] for item in request.session.items if item.module is request.module and "found_in" in item.fixturenames]
    names = list(dict.fromkeys(asked))
    damaged = [DAMAGES[name](text, random.Random(name)) for name in names]
    assert text not in damaged
    return dict(zip(names, outcomes(damaged, earlier), strict=True)).__getitem__


@pytest.mark.long
@pytest.mark.parametrize("name", spread(DAMAGES, 10))
def test_what_changes_is_told_not_known_or_refused(sound, found_in, name) -> None:
    _, figures, told, _ = sound
    found = found_in(name)
    if found is None:
        return
    changed = {cell for cell in figures.keys() | found[0].keys() if figures.get(cell) != found[0].get(cell)}
    new = found[1].keys() - told.keys()
    assert not changed or new, sorted(changed)[:5]
    named = {name for one in new for name in found[1][one]}
    assert {cell[0] for cell in changed} <= named, sorted({cell[0] for cell in changed} - named)


@pytest.mark.parametrize("name", spread([name for name in DAMAGES if name.endswith("twice")], 3))
def test_a_record_that_stands_twice_alike_changes_no_figure(sound, found_in, name) -> None:
    _, figures, told, _ = sound
    found = found_in(name)
    assert found is not None and found[0] == figures and found[1].keys() - told.keys()


@pytest.mark.parametrize("history", [True, False], ids=["with the year before", "alone"])
@pytest.mark.parametrize("name", ["no Child", "no CINdetails", "no header of a child"])
def test_a_return_without_a_child_or_a_case_has_no_nought(sound, found_in, name, history) -> None:
    found = found_in(name) if history else outcome(DAMAGES[name](sound[0], random.Random(name)), {})
    assert found is not None
    assert [cell for cell, value in found[0].items() if isinstance(value, int | float) and cell[1] == "count"] == []


@pytest.mark.parametrize("spelled", ["00{id}", "{id} {id}", "x{id}"], ids=["noughts", "blanks", "capitals"])
def test_a_child_under_two_spellings_is_told_with_what_counts_it_twice(sound, spelled) -> None:
    text, figures, _, earlier = sound
    child = re.search(r"<Child>.*?</Child>", text, flags=re.S)
    assert child is not None

    def named(name: str) -> str:
        return re.sub(r"<LAchildID>.*?</LAchildID>", f"<LAchildID>{name}</LAchildID>", child[0], count=1)

    one = spelled.format(id="X77")
    other = one.upper() if one != one.upper() else one.replace(" ", "").removeprefix("00")
    unlike = outcome(text.replace(child[0], named("unlike") + named(one)), earlier)
    assert unlike is not None and "child_identifier_alike" not in {rule for rule, _ in unlike[1]}
    found = outcome(text.replace(child[0], named(other) + named(one)), earlier)
    assert found is not None and found[1]["child_identifier_alike", 2][0] == "children_referred"
    assert {cell[0] for cell in figures if figures[cell] != found[0].get(cell)} <= set(found[1]["child_identifier_alike", 2])
