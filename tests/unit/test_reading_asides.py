"""What is beside a question is set aside whole, and nothing that narrows it ever is."""

from __future__ import annotations

import gzip
import itertools
import json
import random
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from cin_narrative.reading.contract import Reading, to_json
from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.syntax.frames import DAYS, DOCUMENTS, UTTERANCES
from cin_narrative.reading.verify import verify
from cin_narrative.reading.words.closed_classes import FUNCTION, POLITE
from cin_narrative.reading.words.lexicon import load_lexicon
from cin_narrative.reading.words.tokens import stem

READER = Grammar()
QUESTIONS = [
    "How many referrals did Leeds have in 2022?",
    "What was the rate of children in need in Leeds on 31 March 2022?",
    "How many child protection plans in Leeds in 2022 were for neglect?",
    "Which council in the North East had the highest re-referral rate in 2022?",
    "Did section 47 enquiries in Leeds rise between 2018 and 2022?",
]
ASKERS = ["Our chief executive", "The lead member", "A resident", "Someone on the ward panel",
          "My line manager", "The regional adviser"]  # fmt: skip
SAYS = ["has been asking us for this since Tuesday", "could not find it in the pack",
        "will quote it to the minister", "is writing to us about new housing"]  # fmt: skip
BEFORE = [
    "Working on a briefing for tomorrow's meeting with Ofsted.",
    "Trying to size a new family hub.",
    "Prep for an away day with headteachers.",
    "I chair the audit committee and am new to this section.",
    "We have an inspection coming up and two people off sick.",
    "My two boys go to school here and I worry about cuts.",
]
AFTER = [
    "I look forward to your reply.",
    "No commentary needed.",
    "Asking because we might move house.",
    "Hoping to use it in a speech.",
    "My deadline is 4pm.",
    "I won't quote you.",
    "We are rewriting the strategy and it goes to print on Friday.",
    "It goes into our annual report.",
    "Please confirm receipt of this email.",
    "If the cost limit applies please advise how I could refine it.",
]


def slots(reading: Reading) -> str:
    """A reading without its words for the whole and without what is idle."""
    asks = tuple(msgspec.structs.replace(one, words=None, cue=None) for one in reading.asks)
    return to_json(Reading(asks=asks))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_sentence_beside_the_question_changes_nothing(question: str) -> None:
    plain, told = slots(READER.read(question)), [f"{who} {what}." for who, what in itertools.product(ASKERS, SAYS)]
    for aside in (*told, *AFTER):
        assert slots(READER.read(f"{question} {aside}")) == plain, aside
    for aside in (*told, *BEFORE):
        assert slots(READER.read(f"{aside} {question}")) == plain, aside


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_set_aside_passes_verify(question: str) -> None:
    for aside in (*BEFORE, *AFTER):
        text = f"{aside} {question}"
        assert verify(READER.read(text), text) == (), text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_clause_that_marks_set_off_changes_nothing(question: str) -> None:
    plain, bare = slots(READER.read(question)), question.rstrip("?")
    for tail in (", got a meeting at 10", ", need it for audit", ", asking for a colleague",
                 ", so that we can plan", " - I'm new here", ", it's for a motion"):  # fmt: skip
        assert slots(READER.read(bare + tail)) == plain, tail
    for lead in ("Briefing for the new board: ", "FOI request - ", "For my dissertation: ",
                 "It was claimed at scrutiny last night that nobody knows. "):  # fmt: skip
        assert slots(READER.read(lead + question)) == plain, lead


def test_the_place_of_an_aside_is_that_of_a_question_that_names_none() -> None:
    told = READER.read("I sit on a panel in Wirral. How many referrals were there in 2022?")
    named = READER.read("I sit on a panel in Wirral. How many referrals did Leeds have in 2022?")
    assert [[area.words for area in one.areas] for one in told.asks] == [["Wirral"]]
    assert [[area.words for area in one.areas] for one in named.asks] == [["Leeds"]]


NARROWING = [
    "How many referrals did Leeds have in 2022? Only the {} ones.",
    "How many referrals did Leeds have in 2022? I only want the {} ones.",
    "How many referrals did Leeds have in 2022? I want {} cases.",
    "How many referrals did Leeds have in 2022? I'm interested in {} cases.",
    "How many referrals did Leeds have in 2022? I mean {}.",
    "How many referrals did Leeds have in 2022? They must be {}.",
    "How many referrals did Leeds have in 2022? {} cases.",
    "How many referrals did Leeds have in 2022? Excluding {}.",
    "How many referrals did Leeds have in 2022? From {}.",
    "How many referrals did Leeds have in 2022? Just {}, please.",
    "How many referrals did Leeds have in 2022 - only {}?",
    "How many referrals did Leeds have in 2022, involving {}?",
    "How many referrals did Leeds have in 2022; {} cases?",
    "How many referrals did Leeds have in 2022 because of {}?",
    "How many referrals did Leeds have in 2022, because the {} moved?",
    "How many referrals in Leeds in 2022 need {}?",
    "In {} ward, how many referrals did Leeds have in 2022?",
    "{} ward: how many referrals did Leeds have in 2022?",
    "{} cases - how many referrals did Leeds have in 2022?",
    "How many referrals did {} make in Leeds in 2022?",
    "How many children in Leeds who {} were in need in 2022?",
    "How many children that we {} were in need in Leeds in 2022?",
]

OWN_MEANING = DOCUMENTS | UTTERANCES | DAYS | {"staffs", "newest"}


@cache
def english() -> list[str]:
    """The commoner words of the list that ships with pyspellchecker."""
    found = find_spec("spellchecker")
    if found is None or found.origin is None:
        pytest.skip("pyspellchecker is not installed: there is no list of English words to draw on")
    listed = Path(found.origin).parent / "resources" / "en.json.gz"
    counted: dict[str, int] = json.loads(gzip.decompress(listed.read_bytes()))
    return sorted(w for w, n in counted.items() if w.isalpha() and len(w) > 3 and n > 300)


@pytest.mark.parametrize("most", [3, pytest.param(150, marks=pytest.mark.slow)])
@pytest.mark.parametrize("form", NARROWING)
def test_a_word_that_narrows_is_never_set_aside(form: str, most: int) -> None:
    known = set(load_lexicon().vocabulary)
    drawn = random.Random(form).sample(english(), 150)[:most]  # a fixed sample
    plain = slots(READER.read("How many referrals did Leeds have in 2022?"))
    lost = []
    for word in drawn:
        if word in FUNCTION | POLITE | OWN_MEANING or stem(word) in known:
            continue  # a word of the field, a day or an occasion has a meaning of its own
        reading = READER.read(form.format(word))
        declined = any(one.outcome != "answer" for one in reading.asks)
        said = [one.words or "" for ask in reading.asks for one in ask.restrictors]
        if not declined and (slots(reading) == plain or not any(word in one for one in said)):
            lost.append(word)
    assert lost == []
