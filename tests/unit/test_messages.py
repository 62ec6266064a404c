"""What a message says before its sentences, of every figure that may be told: a bold claim that names it, and a question that follows it."""

from __future__ import annotations

from itertools import product

import pytest

from cin_narrative.catalogue.catalogue import Measure, Text, load_catalogue
from cin_narrative.catalogue.families import Series, load_families, series_of
from cin_narrative.check.specimens.figures import figure
from cin_narrative.claims.claims import Claim
from cin_narrative.claims.message import HowMany, Lead
from cin_narrative.claims.message_words import Course, Emphasis, Shape, Topic, Turn
from cin_narrative.writing.contexts import context
from cin_narrative.writing.render import Ledger, Slot, render

CATALOGUE, FAMILIES = load_catalogue(), load_families()
SERIES = [one for one in series_of(CATALOGUE, FAMILIES) if one.is_recorded and not one.is_catch_all]
TOPICS = {"rate": Topic.RATE, "share": Topic.SHARE, "average": Topic.DAYS, "ratio": Topic.RATIO}
WAYS = ("higher", "lower", "rose", "fell")


def leads(series: Series) -> list[Lead]:
    """Each bold claim that a figure may be told under."""
    indicator = CATALOGUE[series.indicator]
    category = CATALOGUE.counts_of(indicator).categories.get(series.category)
    topic = Topic.NAMED if indicator.is_named else Topic.RATIO if series.below else TOPICS[series.scale.value]
    per = CATALOGUE[series.below].short_one if series.below else Text("")
    quarter = category.short if category and topic is Topic.DAYS else Text("")
    gap = () if series.category or series.below else (Shape.AWAY, Shape.CLOSING)
    shapes = (Shape.LEVEL, Shape.CHANGE, *gap)
    return [Lead(topic, *how, indicator.short_of(category), per, quarter) for how in product(shapes, Turn, Emphasis)]


def said(claim: Claim) -> str:
    return render(claim.kind, context(claim, lambda figure: None))


@pytest.mark.parametrize("series", SERIES, ids=lambda one: "-".join(filter(None, one.key)))
def test_a_bold_claim_has_eight_words_at_most_and_each_way_its_own(series: Series) -> None:
    every = [said(one) for one in leads(series)]
    assert [one for one in every if len(one.split()) > 8 or "{" in one] == []
    assert len(set(every)) == len(every) - (4 if len(every) > 8 else 0)  # a gap is worded alike, however far


def test_no_two_lines_of_a_breakdown_have_the_same_bold_claim() -> None:
    found = [(one.indicator, one.below, tuple(map(said, leads(one)))) for one in SERIES]
    assert len({(name, below, words) for name, below, words in found}) == len(found)


def test_a_question_follows_the_way_of_its_message_and_is_a_sentence() -> None:
    for series in SERIES:
        asked = FAMILIES.of(series.family).questions_on(series.indicator, series.below)
        every = [getattr(asked, way) for way in WAYS]
        assert len(set(every)) == len(WAYS), series.key
        assert all(len(one.split()) <= 25 and one[0].isupper() for one in every), series.key


@pytest.mark.parametrize(("now", "before", "words"), [
    ("1396", "1396", "the same as a year before (1,396 [2])"), ("1396", "1390", "little changed from 1,390 [2] a year before"),
])  # fmt: skip
def test_a_count_that_did_not_move_is_the_same_as_a_year_before(now: str, before: str, words: str) -> None:
    """Hartlepool had 1,396 children in need at 31 March 2019, and at 31 March 2020."""
    later, earlier = (figure(CATALOGUE, CATALOGUE[FAMILIES.head], Measure.COUNT, value, year=year) for value, year in ((now, 2024), (before, 2023)))
    claim, ledger = HowMany(later, earlier, Course.LITTLE), Ledger()
    assert render(claim.kind, context(claim, lambda one: Slot(one, ledger))).endswith(f"{words}.")
