"""What stands beside a question and limits nothing: glosses, reports, purposes; and what limits in the same places."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cin_narrative import api
from cin_narrative.reading.contract import Reading
from cin_narrative.reading.syntax.glosses import glosses
from cin_narrative.reading.words.lexicon import load_lexicon
from cin_narrative.reading.words.spans import find_spans

WORDINGS = Path(__file__).with_name("idle_and_narrowing.txt")


def wordings(gold: str) -> Iterator[tuple[str, str, list[str]]]:
    """Each question by itself, the text with it, and the words that narrow it."""
    alone: dict[str, str] = {}
    for line in WORDINGS.read_text(encoding="utf-8").splitlines():
        if named := re.match(r"([AB]\d)=(.*)", line):
            alone[named[1]] = named[2]
        elif line[:2] == f"{gold} ":
            _, _, name, text = line.split(" ", 3)
            text = text.replace("{}", alone[name])
            yield alone[name], re.sub(r"[\[\]]", "", text), re.findall(r"\[(.*?)\]", text)


def restrictors(reading: Reading) -> str:
    return " | ".join(one.words or "" for ask in reading.asks for one in ask.restrictors).lower()


def indicators(reading: Reading) -> list[str | None]:
    return [one.indicator for ask in reading.asks for one in ask.measures]


def test_what_narrows_beside_a_question_is_told_or_read() -> None:
    lost = []
    for alone, text, words in wordings("n"):
        reading = api.read(text)
        said = any(word in restrictors(reading) for one in words for word in one.lower().split() if word not in ("the", "of", "a"))
        if not said and indicators(reading) == indicators(api.read(alone)):
            lost.append(text)
    assert lost == []


def test_most_of_what_limits_nothing_is_idle() -> None:
    readings = [api.read(text) for _, text, _ in wordings("i")]
    kept = [one for one in readings if not restrictors(one) and all(ask.outcome == "answer" for ask in one.asks)]
    assert len(kept) >= 97  # of 112; 60 before glosses and reports had rules


@pytest.mark.parametrize(
    ("question", "gloss"),
    [
        ("Referrals from other legal agencies - courts, prisons and the like - in Kent in 2024", "- courts, prisons and the like -"),
        ("Referrals from schools, e.g. academies, colleges or nurseries, in Kent in 2024", ", e.g. academies, colleges or nurseries,"),
        ("How many referrals came from individuals rather than from police or schools in Kent?", "rather than from police or schools"),
        ("What share of disabled children have epilepsy or similar in Kent?", "or similar"),
        ("Where does Kent rank on referrals in 2024? 1 being the highest rate", "1 being the highest rate"),
        ("Where does Kent rank on referrals in 2024, 1 being the lowest?", "1 being the"),  # the order is left to be read
    ],
)  # fmt: skip
def test_a_gloss_is_found(question: str, gloss: str) -> None:
    spans = find_spans(question, load_lexicon())
    assert [spans.words(*one) for one in glosses(spans)] == [gloss]


@pytest.mark.parametrize("question", [
    "Referrals from schools (special schools only) in Kent in 2024",
    "Referrals from schools (academies) in Kent in 2024",  # nothing says that it is an example
    "Referrals from schools, e.g. the police, in Kent in 2024",  # another category
    "Referrals, urgent ones and the like, in Kent in 2024",  # of no category
    "Referrals from schools, e.g. not academies, in Kent in 2024",
])  # fmt: skip
def test_what_limits_is_no_gloss(question: str) -> None:
    assert list(glosses(find_spans(question, load_lexicon()))) == []


@pytest.mark.parametrize(("number", "told"), [("12", False), ("13", True)])
def test_how_many_places_a_field_has_limits_only_where_it_is_another_number(number: str, told: bool) -> None:
    reading = api.read(f"Rank Gateshead among the {number} North East councils on the rate of children in need in 2022")
    assert (number in restrictors(reading)) is told


@pytest.mark.parametrize(("verb", "told"), [("made", ""), ("granted", ""), ("refused", "refused"), ("made by the county court", "made")])
def test_a_verb_that_says_how_a_category_came_about_limits_nothing(verb: str, told: str) -> None:
    reading = api.read(f"How many cases did Stockton close in 2022 because a special guardianship order was {verb}?")
    assert restrictors(reading).split(" | ")[-1] == told


def test_a_figure_that_is_said_is_to_be_confirmed() -> None:
    ask = api.read("Slide 14 says 80% of episodes closed in Wolverhampton in 2013 went to adult social care. Looks daft to me.").asks[0]
    assert (ask.claim and ask.claim.words, ask.restrictors) == ("80%", ())


def test_a_full_stop_behind_a_possessive_ends_a_sentence() -> None:
    reading = api.read("Is the rate of children in need in Hull above England's. No need for the history.")
    assert [one.ask for one in reading.asks] == ["compare"]


def test_beside_sets_against_and_leaves_nothing_out() -> None:
    ask = api.read("Please set Somerset beside Devon on referrals in 2024").asks[0]
    assert (ask.ask, [one.words for one in ask.compare_with], ask.excluded) == ("compare", ["Devon"], ())
