"""Damaged returns: each is read with a report or refused with a line; nothing crashes, hangs, or changes a figure in silence.

Ten thousand files with ``pytest -m slow``; a sample of them always.
"""

import io
import random
import re
import time

import pytest

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.xml_reader import read_xml
from cin_narrative.load.returns.compute import compute
from cin_narrative.load.returns.engine import DuckDBEngine
from cin_narrative.load.returns.event_views import prepare
from cin_narrative.load.returns.gaps import gap_findings, gaps_of, symbols_of
from cin_narrative.load.returns.header import ReturnKey, key_of
from cin_narrative.load.returns.quality.findings import find_all, make_views
from cin_narrative.load.returns.quality.unusual import reading_findings
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals

BATCH, LONGEST = 250, 10
ELEMENT = re.compile(r"<(\w+)>[^<]*</\1>")
DATE = re.compile(r"(?<=>)\d{4}-\d\d-\d\d(?=</(?!ReferenceDate))")
NONSENSE = ("2024-02-30", "31/03/2016", "0000-00-00", "yesterday", "99999-01-01", "2016-13-01", "-1", "2016", "&#0160;", "１９９９-01-01")
MANDATORY = ("LAchildID", "CINreferralDate", "ReferralNFA", "PrimaryNeedCode", "ReferralSource", "AssessmentActualStartDate", "CPPstartDate",
             "NumberOfPreviousCPP", "S47ActualStartDate", "InitialCategoryOfAbuse", "ReasonForClosure")  # fmt: skip


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> str:
    """A made-up return of about sixty children."""
    path, _ = make_return(derby_totals().scaled(0.02), "831", 2016, tmp_path_factory.mktemp("original"), load_catalogue())
    return path.read_text(encoding="utf-8")


def flip_bytes(text: str, rng: random.Random) -> bytes:
    data = bytearray(text.encode())
    for _ in range(rng.choice((1, 1, 3, 30))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def flip_in_text(text: str, rng: random.Random) -> bytes:
    """One character inside a value, so that the file stays well-formed more often."""
    found = rng.choice(list(ELEMENT.finditer(text)))
    place = rng.randrange(found.start(), found.end())
    return (text[:place] + rng.choice("09AZaz -/~") + text[place + 1 :]).encode()


def truncate(text: str, rng: random.Random) -> bytes:
    return text.encode()[: rng.randrange(1, len(text))]


def drop(text: str, rng: random.Random) -> bytes:
    found = rng.choice(list(ELEMENT.finditer(text)))
    return (text[: found.start()] + text[found.end() :]).encode()


def duplicate(text: str, rng: random.Random) -> bytes:
    found = rng.choice(list(ELEMENT.finditer(text)))
    return (text[: found.end()] + found[0] + text[found.end() :]).encode()


def duplicate_group(text: str, rng: random.Random) -> bytes:
    name = rng.choice(("Child", "CINdetails", "Assessments", "Section47", "ChildProtectionPlans", "Header"))
    found = rng.choice(list(re.finditer(rf"<{name}>.*?</{name}>", text, re.DOTALL)))
    return (text[: found.end()] + found[0] + text[found.end() :]).encode()


def swap(text: str, rng: random.Random) -> bytes:
    """Two neighbouring elements change places."""
    pairs = list(re.finditer(r"(<(\w+)>[^<]*</\2>)(<(\w+)>[^<]*</\4>)", text[text.index("<Children>") :]))
    found, offset = rng.choice(pairs), text.index("<Children>")
    return (text[: offset + found.start()] + found[3] + found[1] + text[offset + found.end() :]).encode()


def spoil_date(text: str, rng: random.Random) -> bytes:
    found = rng.choice(list(DATE.finditer(text)))
    return (text[: found.start()] + rng.choice(NONSENSE) + text[found.end() :]).encode()


def move_date(text: str, rng: random.Random) -> bytes:
    found = rng.choice(list(DATE.finditer(text)))
    day = f"{rng.choice((1, 1900, 1999, 2015, 2016, 2020, 9999)):04d}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    return (text[: found.start()] + day + text[found.end() :]).encode()


MUTATIONS = (flip_bytes, flip_in_text, truncate, drop, duplicate, duplicate_group, swap, spoil_date, move_date)


def outcomes(files: list[bytes]) -> list[tuple[str, dict, frozenset]]:
    """What becomes of each file: ("refused", ...) or ("taken", figures, findings)."""
    engine, numbers = DuckDBEngine(), Numbers()
    read, results = {}, {}
    for number, data in enumerate(files, 1):
        began = time.perf_counter()
        name = f"file{number}.xml"
        try:
            reading = read_xml(io.BytesIO(data), name, CensusRows(engine, number, numbers))
            key = key_of(reading.header, name, number, load_areas())
            read[number] = (ReturnKey(number, name, key.area, key.year, "undated", ""), reading)
        except CinNarrativeError as error:
            assert "\n" not in str(error)
            assert name in str(error)
            results[number] = ("refused", {}, frozenset())
        assert time.perf_counter() - began < LONGEST
    keys = [key for key, _ in read.values()]
    began = time.perf_counter()
    # rows of refused files stay behind in this shared engine; nothing joins them, since their return is not listed
    prepare(engine, keys)
    make_views(engine)
    findings = find_all(engine, keys, load_catalogue())
    blocked = {number: any(one.handling == "blocked" for one in found) for number, found in findings.items()}
    figures: dict[int, dict] = {key.return_id: {} for key in keys}
    catalogue = load_catalogue()
    gaps = {number: gaps_of(key, reading, None, {}, catalogue) for number, (key, reading) in read.items()}
    unknown = {number: symbols_of(found, catalogue) for number, found in gaps.items()}
    for value in compute(engine, keys, catalogue, unknown):
        figures[value.return_id][value.indicator, value.category] = value.symbol or value.value
    engine.close()
    assert time.perf_counter() - began < LONGEST * max(1, len(files) / 25)
    for number, (key, reading) in read.items():
        told = [*gap_findings(key, gaps[number], catalogue), *findings[number], *reading_findings(key, reading, catalogue)]
        found = {(f.rule, f.records) for f in told}
        results[number] = ("refused", {}, frozenset()) if blocked[number] else ("taken", figures[number], frozenset(found))
    return [results[number] for number in range(1, len(files) + 1)]


def explained(mutation, before: bytes, after: bytes, base, now) -> bool:
    """Whether a change of figures has a reason: a finding more, a whole group more or less, or a value that is as good as the old one."""
    if now[0] == "refused" or now[1] == base[1] or now[2] != base[2]:
        return True
    if mutation in (swap, duplicate, duplicate_group, spoil_date):
        return False  # the order says nothing, the first of two counts, and what cannot be read is told
    if mutation is drop:
        gone = [name for name in MANDATORY if after.count(f"<{name}>".encode()) < before.count(f"<{name}>".encode())]
        return not gone
    return True


def check(original: str, count: int, seed: int) -> dict[str, int]:
    rng, tally = random.Random(seed), {"refused": 0, "taken": 0}
    for start in range(0, count, BATCH):
        chosen = [rng.choice(MUTATIONS) for _ in range(min(BATCH, count - start))]
        files = [mutation(original, rng) for mutation in chosen]
        base, *results = outcomes([original.encode(), *files])
        for mutation, data, result in zip(chosen, files, results, strict=True):
            tally[result[0]] += 1
            assert explained(mutation, original.encode(), data, base, result), (mutation.__name__, {
                key: (base[1][key], value) for key, value in result[1].items() if base[1].get(key) != value})  # fmt: skip
    return tally


@pytest.mark.long
@pytest.mark.parametrize(("count", "least"), [(45, 3), pytest.param(150, 10, marks=pytest.mark.slow)])
def test_a_sample_of_damaged_returns_is_read_or_refused_and_no_figure_changes_in_silence(original, count, least) -> None:
    tally = check(original, count, seed=1)
    assert tally["refused"] > least
    assert tally["taken"] > least


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_ten_thousand_damaged_returns(original) -> None:
    tally = check(original, 10_000, seed=2)
    assert sum(tally.values()) == 10_000
    print(tally)
