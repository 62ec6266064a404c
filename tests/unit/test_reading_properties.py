"""What holds of every reading: the reading follows the words, and no word that narrows is lost."""

from __future__ import annotations

import gzip
import json
import random
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from cin_narrative.catalogue.areas import Area, load_areas
from cin_narrative.catalogue.catalogue import Indicator, load_catalogue
from cin_narrative.reading.contract import Reading, Turn, from_json, to_json
from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.words.closed_classes import FUNCTION, POLITE
from cin_narrative.reading.words.lexicon import load_lexicon
from cin_narrative.reading.words.tokens import stem

READER = Grammar()
AREAS = load_areas()
YEARS = range(2014, 2025)
PLACES = random.Random(50).sample(AREAS.authorities(2023), 50)  # a fixed sample
SOME_AND_ALL = [PLACES[:4], pytest.param(PLACES[4:], marks=pytest.mark.slow)]
MEASURES = [
    one for one in load_catalogue() if not one.breakdown_of and "first_six_months" not in one.id
]


@cache
def english() -> list[str]:
    """The words of the list that ships with pyspellchecker, the commoner ones."""
    found = find_spec("spellchecker")
    if found is None or found.origin is None:
        pytest.skip("pyspellchecker is not installed: there is no list of English words to draw on")
    listed = Path(found.origin).parent / "resources" / "en.json.gz"
    counted: dict[str, int] = json.loads(gzip.decompress(listed.read_bytes()))
    return sorted(w for w, n in counted.items() if w.isalpha() and len(w) > 3 and n > 300)


def slots(reading: Reading) -> str:
    """A reading without its words for the whole and without what is idle."""
    asks = tuple(msgspec.structs.replace(one, words=None, cue=None) for one in reading.asks)
    return to_json(Reading(asks=asks)).lower()


@cache
def plain(question: str) -> str:
    """That of a question as it is, beside which many others are held."""
    return slots(READER.read(question))


@pytest.mark.parametrize("places", SOME_AND_ALL, ids=len)
@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.id)
def test_count_and_change_from_the_year_before(measure: Indicator, places: list[Area]) -> None:
    for number, place in enumerate(places):
        year = YEARS[number % len(YEARS)]
        reading = READER.read(
            f"How many {measure.many} did {place.short_name} have in {year} and how did that change"
            f" from the previous year?"
        )
        value, change = reading.asks
        assert [one.indicator for one in value.measures] == [measure.id]
        assert [one.words for one in value.areas] == [place.short_name]
        assert [one.words for one in value.periods] == [str(year)]
        assert (change.ask, change.inherits) == ("change", ("measures", "areas"))
        assert [one.words for one in change.periods] == ["the previous year", str(year)]
        assert not value.restrictors + change.restrictors


@pytest.mark.parametrize("places", SOME_AND_ALL, ids=len)
@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.id)
def test_the_authority_is_the_subject_and_its_region_and_england_are_set_against(
    measure: Indicator, places: list[Area]
) -> None:
    for number, place in enumerate(places):
        region = AREAS.region_of(place)
        assert region is not None
        reading = READER.read(
            f"How many {measure.many} were there in {place.in_name} in {YEARS[number % 11]}, and how"
            f" does that compare with {region.in_name} and England?"
        )
        value, compare = reading.asks
        assert [one.indicator for one in value.measures] == [measure.id]
        assert (compare.ask, compare.areas) == ("compare", ())
        assert len(compare.compare_with) == 2
        assert set(compare.inherits) == {"measures", "areas", "periods"}


BASE = [
    "How many referrals did Leeds have in 2022?",
    "What was the rate of children in need in Leeds in 2022?",
    "Which council in the North East had the highest re-referral rate in 2022?",
    "How did section 47 enquiries in Leeds change between 2018 and 2022?",
    "How many child protection plans were for neglect in Leeds in 2022?",
    "How many assessments did Leeds complete in 2022 and how does the rate compare with England?",
]
FRAMES = [
    "Good morning. {}",
    "Could you please tell me: {}",
    "I'm a journalist writing about Leeds. {}",
    "{} Many thanks for your help.",
    "For our scrutiny committee, {}",
    "Under the Freedom of Information Act 2000: {}",
    "{} It's for a report to the board.",
    "Hi there, quick question - {}",
    "{} Please reply by email if you can.",
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("question", BASE)
def test_idle_words_change_nothing(question: str, frame: str) -> None:
    assert slots(READER.read(frame.format(question))) == plain(question)


@pytest.mark.parametrize("question", BASE)
def test_capitals_change_nothing(question: str) -> None:
    assert slots(READER.read(question.upper())) == plain(question)
    assert slots(READER.read(question.lower())) == plain(question)


@pytest.mark.parametrize(
    ("slip", "right"),
    [("refferals", "referrals"), ("childen", "children"), ("asessments", "assessments"),
     ("proteciton", "protection"), ("enquries", "enquiries")],
)  # fmt: skip
def test_a_slip_of_spelling_is_read(slip: str, right: str) -> None:
    for question in BASE:
        if right in question:
            wrong = READER.read(question.replace(right, slip))
            ids = [one.indicator for ask in wrong.asks for one in ask.measures]
            asks = READER.read(question).asks
            assert ids == [one.indicator for ask in asks for one in ask.measures]


@pytest.mark.parametrize("question", BASE)
def test_another_place_and_year_are_followed(question: str) -> None:
    for place in PLACES[:20]:
        changed = READER.read(question.replace("Leeds", str(place.short_name)))
        assert slots(changed) == plain(question).replace("leeds", str(place.short_name).lower())
    for year in ("2020", "2021"):
        assert slots(READER.read(question.replace("2022", year))) == plain(question).replace("2022", year)


NARROWING = [
    "How many {} referrals did Leeds have in 2022?",
    "How many referrals did Leeds have from {} in 2022?",
    "How many referrals in Leeds in 2022 were {}?",
    "How many children in need in Derby in 2021 had {}?",
    "What is the rate of {} children in need in Derby in 2021?",
    "Among {}, how many children were in need in Derby in 2021?",
    "How many assessments did Bolton complete in 2020 for {} families?",
    "trend in {} re-referrals in Kirklees 2019 to 2024",
    "rank Hull on {} referral rate in 2023",
    "which council had the highest rate of {} plans in 2024?",
    "How many referrals did Leeds have in 2022, {} only?",
    "How many referrals did Leeds have in 2022 ({})?",
    "How many referrals did Leeds have in 2022 and how many of these were {}?",
    "How many children whose {} is known were in need in Derby in 2021?",
    "For {}, how many referrals did Leeds have in 2022?",
]


@pytest.mark.parametrize("most", [4, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize("form", NARROWING)
def test_a_word_of_english_that_narrows_is_never_silently_gone(form: str, most: int) -> None:
    known = load_lexicon().vocabulary
    drawn = random.Random(form).sample(english(), 200)[:most]  # a fixed sample
    lost = []
    for word in drawn:
        if word in FUNCTION | POLITE or stem(word) in known:
            continue  # a word of the field has a meaning of its own, tested in the cases
        reading = READER.read(form.format(word))
        said = [one.words or "" for ask in reading.asks for one in ask.restrictors]
        declined = any(one.outcome != "answer" for one in reading.asks)
        read_as_more = slots(reading) != plain(form.replace("{} ", "").format(""))
        if not (any(word in one.lower() for one in said) or declined or read_as_more) or any(
            word in one.lower().split() for one in reading.ignored
        ):
            lost.append(word)
    assert lost == []


BAD = ["", " ", "?", "\n\n", "😀" * 50, "'; DROP TABLE observations; --", "<script>alert(1)</script>",
       "a" * 10_000, "how many " * 2_000, "¿Cuántos niños hay en Leeds?", "(a) (b) (c)", "and and and",
       "2022 2023 2024", "\x00\x01 referrals \ufeff Leeds", "not not not", "(((((", "- - - -"]  # fmt: skip


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_no_text_is_too_bad_to_be_read(text: str) -> None:
    started = time.process_time()
    reading = READER.read(text)
    assert time.process_time() - started < 1
    assert from_json(to_json(reading)) == reading


def test_two_hundred_follow_ups_are_read() -> None:
    turns: list[Turn] = []
    for number in range(200):
        question = f"and in {PLACES[number % 50].short_name}?" if number else BASE[0]
        turns.append(Turn(question=question, reading=READER.read(question, turns)))
    last = turns[-1].reading
    assert last is not None
    assert "measures" in last.asks[0].inherits


def test_the_same_text_gives_the_same_reading() -> None:
    for question in BASE:
        assert to_json(READER.read(question)) == to_json(Grammar().read(question))
