"""What may stand in a phrased paragraph, worked by hand on claims of known slots. Needs no library of a model."""

import itertools
import json
import re

import pytest

from cin_narrative import api
from cin_narrative.api import assistance
from cin_narrative.models.job_prompts import prompt_for
from cin_narrative.models.model import Exchange, Job, Reply
from cin_narrative.models.phrase_check import SLOT, breach
from cin_narrative.models.slots import Draft, draft_of, filled, load_vocabulary, may_be_phrased
from cin_narrative.writing.commentary import Commentary
from cin_narrative.writing.render import capitalised
from cin_narrative.writing.sentences import sentences
from cin_narrative.writing.terms import load_words

LEVEL = ["", "A1", " had ", "F1", " ", "P1", ", a ", "T1", " of ", "F2", "."]
CHANGE = ["", "T2", " ", "D1", " by ", "F3", ", from ", "F4", " ", "P2", " to ", "F5", " ", "P3", "."]
AGAINST = ["", "T3", " was ", "D2", " (", "F6", ")."]
OTHER = ["In ", "A2", ", ", "F7", " of ", "T4", " ", "P1", " ", "T5", "."]
HANGING = ["", "T6", " ", "P4", " was ", "D3", " ", "P5", " (", "F8", "), against ", "F9", " in ", "A3", "."]
NET = ["In ", "A1", ", there were ", "F10", " and ", "F11", " ", "P1", ": ", "F12", " than ", "T7", "."]
VALUES = {"A1": "Derby", "A2": "Leeds", "A3": "England", "P1": "at 31 March 2016", "P2": "at 31 March 2015", "P3": "at 31 March 2016",
          "P4": "at 31 March 2016", "P5": "at 31 March 2015", "T2": "The number of referrals", "T3": "The rate", "T4": "referrals",
          "T6": "The rate of referrals", "D3": "higher than"}  # fmt: skip
DRAFT = Draft([LEVEL, CHANGE, AGAINST, OTHER, HANGING, NET], VALUES)
AS_IT_IS = (
    "{A1} had {F1} {P1}, a {T1} of {F2}. {T2} {D1} by {F3}, from {F4} {P2} to {F5} {P3}. {T3} was {D2} ({F6}). In {A2}, {F7} of {T4} {P1} {T5}. "
    "{T6} {P4} was {D3} {P5} ({F8}), against {F9} in {A3}. In {A1}, there were {F10} and {F11} {P1}: {F12} than {T7}."
)

GOOD = {
    "as it is": ("", ""),
    "a period first": ("{A1} had {F1} {P1},", "{P1}, {A1} had {F1},"),
    "a period first, and then the area": ("In {A2}, {F7} of {T4} {P1} {T5}.", "{P1}, in {A2}, {F7} of {T4} {T5}."),
    "two claims joined": (". {T3} was", ", while {T3} was"),
    "two claims joined by and": (". {T3} was", " and the {T3} was"),
    "a clause that goes on": (", a {T1}", ", which was a {T1}"),
    "and": (", a {T1}", " and a {T1}"),
}  # fmt: skip
ORDER, WORDS, ENDS = "it changes the order of the slots", "it changes the words between the slots", "it ends a sentence inside a claim"
MOVES, BRACKETS, RUNS = "it moves a slot from one claim to another", "it changes the brackets around a slot", "it runs one claim into another"
ADDS, PLAIN, OWN = "it adds words before or after a claim", "it is not one plain paragraph", "it has words of its own outside the slots"
AMOUNT, CAUSE, DIRECTION = "it has a word of amount outside a slot", "it gives a cause", "it has a word of direction outside a slot"
IN_WORDS, PUNCTUATION = "it has a number in words", "it does not have the punctuation of plain sentences"
BAD = [
    # figures, periods and areas in each other's place
    ("from {F4} {P2} to {F5} {P3}", "from {F5} {P2} to {F4} {P3}", ORDER), ("{F4} {P2} to {F5} {P3}", "{F4} {P3} to {F5} {P2}", ORDER),
    ("{D2} ({F6}). In {A2}, {F7}", "{F7} ({F6}). In {A2}, {D2}", MOVES), ("{F8}), against {F9}", "{F9}), against {F8}", ORDER),
    ("{F10} and {F11} {P1}: {F12}", "{F10} and {F12} {P1}: {F11}", ORDER), ("{A1} had {F1} {P1}, a {T1} of {F2}. ", "", "it leaves out a slot"),
    # an area or a period that only a part of the claim is about is put over the whole of it
    ("{T6} {P4} was {D3} {P5} ({F8})", "{P5}, {T6} {P4} was {D3} ({F8})", ORDER), ("{T6} {P4} was", "In {A3}, {T6} {P4} was", "it uses a slot too often"),
    ("{T6} {P4} was {D3} {P5} ({F8}), against {F9} in {A3}.", "In {A3}, {T6} {P4} was {D3} {P5} ({F8}), against {F9}.", ORDER),
    # two claims run together, so that a word of one stands beside the figure of the other
    (". In {A2}, {F7}", " in {A2}, and {F7}", RUNS), (". In {A2}, {F7} of {T4} {P1} {T5}", " {P1}, in {A2} {F7} of {T4} {T5}", RUNS),
    (". {T3} was", ", {T3} was", RUNS), (". {T3} was", " in which {T3} was", RUNS), (". In {A1}, there were", " and in {A1}, there were", RUNS),
    (", a {T1} of", ". A {T1} of", ENDS), (". {T3} was", "; {T3} was", RUNS), (". {T3} was", ": {T3} was", RUNS),
    # the words between two slots
    ("from {F4} {P2} to {F5}", "to {F4} {P2} from {F5}", WORDS), ("by {F3}", "of {F3}", WORDS), ("{A1} had {F1}", "{A1} was {F1}", WORDS),
    ("{A1} had {F1}", "Had {A1} it {F1}", ADDS), ("{A1} had {F1}", "Was it {A1} had {F1}", ADDS), ("{A1} had {F1}", "{A1} had it {F1}", WORDS),
    ("{A1} had {F1}", "With {A1}, the {F1}", ADDS), ("In {A2}, {F7}", "With {A2}, {F7}", ADDS), ("In {A2}, {F7}", "For {A2}, {F7}", ADDS),
    ("In {A2}, {F7}", "{A2}, {F7}", ADDS), ("{F1} {P1},", "{F1} for {P1},", WORDS), ("{T3} was {D2}", "{T3} was with {D2}", WORDS),
    ("{F10} and {F11}", "{F10}, {F11}", WORDS), ("{F10} and {F11}", "{F10} which {F11}", WORDS), ("{F10} and {F11}", "{F10} or {F11}", WORDS),
    ("{F10} and {F11}", "{F10} and which was {F11}", WORDS), (", a {T1}", " {T1}", WORDS), ("{F12} than {T7}", "{F12} but than {T7}", WORDS),
    ("({F6})", "{F6}", BRACKETS), ("by {F3},", "by ({F3}),", BRACKETS), ("({F8}), against {F9} in", "({F8}, against {F9}) in", BRACKETS),
    ("({F6})", "({F6}", PUNCTUATION),
    # words that hang on after a claim, or before it
    ("of {F2}.", "of {F2} as it was.", ADDS), ("of {F2}.", "of {F2} but.", ADDS), ("of {F2}.", "of {F2} and that was that.", ADDS),
    ("than {T7}.", "than {T7} for which it was.", ADDS), ("of {F2}.", "of {F2}. There it was.", "it has a sentence without a slot"),
    ("{T3} was", "It was that {T3} was", ADDS), ("{T3} was", "There {T3} was", ADDS), ("{T3} was", "But {T3} was", ADDS),
    ("{T3} was", "As {T3} was", ADDS),
    # what is no plain sentence
    ("{F1} ", "{F1}s ", PUNCTUATION), ("{F1} ", "-{F1} ", PLAIN), ("had {F1}", "had -{F1}", PLAIN), (". {T3}", ".\n\n{T3}", PLAIN),
    ("{T3} was", "{T3} wa\u0455", PLAIN), ("{T3} was", "{T3}\u00a0was", PLAIN), ("{T3} was", "{T3} wa\u0301s", PLAIN), ("{T3} was", "{T3} \u2160 was", PLAIN),
    ("{F3}", "it", "it leaves out a slot"), ("({F6})", "({F6} and {F6})", "it uses a slot too often"), ("{F6}", "{F60}", "it has a slot that it was not given"),
    ("{T3} was", "{T3} was \u0663 and", "it has a number outside a slot"), ("{T3} was", "{T3} was \uff11 and", "it has a number outside a slot"),
    # numbers, amounts, order, hedges, denials, causes, times, places: no such word is in the list
    ("{T3} was", "{T3} fell and was", DIRECTION), ("{T3} was", "{T3} was nine and", IN_WORDS), ("{T3} was", "{T3} was a dozen and", IN_WORDS),
    ("{T3} was", "{T3} was half", IN_WORDS), ("{T3} was", "{T3} was twice", IN_WORDS), ("{T3} was", "{T3} was II", OWN), ("{T3} was", "{T3} was XL", OWN),
    ("{T3} was", "{T3} was a few", AMOUNT), ("{T3} was", "{T3} was hardly", OWN), ("{T3} was", "Most {T3} was", DIRECTION),
    ("{T3} was", "{T3} was barely", OWN), ("{T3} was", "{T3} was respectively", OWN), ("{T3} was", "{T3} was nearly", AMOUNT),
    ("{T3} was", "{T3} was likely", OWN), ("{T3} was", "{T3} was perhaps", OWN), ("{T3} was", "{T3} may have", "it names a time outside a slot"),
    ("{T3} was", "{T3} was not", OWN), ("{T3} was", "{T3} was no", OWN), ("{T3} was", "{T3} was n't", PLAIN), ("{T3} was", "{T3} was without", OWN),
    ("{T3} was", "{T3} was with out", OWN), ("{T3} was", "{T3} was nor", OWN), ("{T3} was", "{T3} was hardly ever", OWN),
    ("{T3} was", "{T3} was therefore", CAUSE), ("{T3} was", "{T3} was so", CAUSE), ("{T3} was", "Since {T3} was", CAUSE),
    ("{T3} was", "Amid {T3} was", OWN), ("{T3} was", "Following {T3} was", CAUSE), ("{T3} was", "Given {T3} was", OWN),
    ("{T3} was", "Despite {T3} was", OWN), ("{T3} was", "{T3} was in March", "it names a time outside a slot"),
    ("{T3} was", "{T3} in Leeds was", "it names an area outside a slot"), ("{T3} was", "{T3} was the former", OWN),
    ("{T3} was", "{T3} was the latter", OWN), ("{T3} was", "{T3} was vice versa", OWN), ("{T3} was", "{T3} was the reverse", OWN),
    ("{A1} had", "{A1} published", OWN), ("{A1} had", "{A1} had been", OWN), ("{A1} had", "{A1} would have", OWN),
    ("{A1} had {F1}", "Compared with {A1}, the {F1}", OWN), ("{A1} had {F1}", "Alongside {A1}, there were {F1}", OWN), ("by {F3}", "out by {F3}", OWN),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), GOOD.values(), ids=GOOD)
def test_a_paragraph_may_read_so(old, new, areas):
    assert breach(AS_IT_IS.replace(old, new), DRAFT, areas) == ""


@pytest.mark.parametrize(("old", "new", "reason"), BAD)
def test_a_paragraph_may_not_read_so(old, new, reason, areas):
    assert old in AS_IT_IS
    assert breach(AS_IT_IS.replace(old, new, 1), DRAFT, areas) == reason


def test_no_two_slots_can_change_places(areas):
    names = list(dict.fromkeys(SLOT.findall(AS_IT_IS)))
    for one, other in itertools.combinations(names, 2):
        swapped = re.sub(rf"\{{({one}|{other})\}}", lambda match, pair=(one, other): f"{{{pair[match[1] == pair[0]]}}}", AS_IT_IS)
        assert breach(swapped, DRAFT, areas), (one, other)


@pytest.mark.parametrize("each", [10, pytest.param(1, marks=pytest.mark.slow)], ids=["some words", "every word"])
def test_no_word_but_an_article_or_and_can_be_put_in_anywhere_and_no_other_left_out(areas, each):
    pieces = re.findall(r"\{\w+\}|[A-Za-z]+|[^A-Za-z{}]", AS_IT_IS)
    free = {"a", "an", "the", "and"}
    told = {word: [] for word in sorted(load_vocabulary().joining - free)[::each]}
    for word, places in told.items():
        for place in range(len(pieces) + 1):
            text = " ".join("".join([*pieces[:place], f" {word} ", *pieces[place:]]).split()).replace(" .", ".").replace(" ,", ",")
            if not breach(text, DRAFT, areas):
                places.append(text)
    assert {word: places for word, places in told.items() if places} == {}
    for place, piece in enumerate(pieces):
        if piece.isalpha() and piece.lower() not in {"a", "an", "the"}:
            assert breach(" ".join("".join([*pieces[:place], *pieces[place + 1 :]]).split()).replace(" .", "."), DRAFT, areas), (place, piece)


def test_no_joining_word_is_a_number_a_direction_a_cause_or_an_amount():
    words = load_vocabulary()
    terms = load_words()
    told = {part for table in (terms["numbers"], terms["directions"]) for several in table.values() for word in several for part in word.split()}
    denials = {"no", "not", "nor", "never", "none", "neither", "without", "out"}
    assert not words.joining & (words.causes | words.months | denials)
    assert words.joining & (told | words.amounts) <= {"per"}


def test_the_examples_that_a_model_is_shown_would_be_accepted(areas):
    for given, reply in prompt_for("phrase").examples:
        asked = json.loads(given)
        values = {name: label.capitalize() if name == "T3" else label for name, label in asked["slots"].items()}
        draft = Draft([SLOT.split(claim) for claim in asked["claims"]], values, asked["slots"])
        assert breach(json.loads(reply)["paragraph"], draft, areas) == ""


class Echo:
    """A model that gives the claims back as they are."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def reply(self, job: Job) -> Reply:
        self.jobs.append(job)
        return Reply({"paragraph": " ".join(json.loads(job.messages[-1][1])["claims"])})

    def keep(self, exchange: Exchange) -> None:
        pass


@pytest.mark.parametrize("area", ["Derby", "England", "East Midlands"])
def test_every_section_comes_back_as_it_was_and_no_value_of_it_is_sent(area, opened):
    page = api.summary(opened, area)
    values = {figure.shown for figure in page.figures if figure.value is not None}
    sent = 0
    for heading in dict.fromkeys(paragraph.heading for paragraph in page.paragraphs):
        echo = Echo()
        before = " ".join(paragraph.text for paragraph in page.paragraphs if paragraph.heading == heading)
        shown = assistance.phrase_section(page, heading, echo)
        assert " ".join(shown.commentary.text.split()) == " ".join(before.split())
        for job in echo.jobs:
            claims = json.loads(job.messages[-1][1])
            outside = json.dumps([" ".join(claims["claims"]), list(claims["slots"].values())])
            for name in claims["slots"]:
                outside = outside.replace(f"{{{name}}}", "")
            assert not any(letter.isdigit() for letter in outside)
            assert not [value for value in values if value in outside]
            sent += 1
    assert sent >= 2


def test_filling_the_slots_gives_the_sentence_back_for_every_claim(opened, areas):
    page = api.summary(opened, "Derby")
    for paragraph in page.paragraphs:
        for claim in filter(may_be_phrased, paragraph.claims):
            draft = draft_of([claim], page.ledger, areas)
            text = capitalised(filled(" ".join(draft.sentences), draft.values))
            assert text == sentences([claim], page.ledger)


def test_a_phrased_text_stays_marked_as_what_it_was(opened):
    """An internal page has no copy buttons and no downloads: it must not lose its mark with its words."""
    found = api.ask(opened, "How many children in need did Derby have at 31 March 2016?")
    found.commentary.internal = True
    said = assistance.phrase_answer(found, Echo())
    assert said.assistance.phrased
    assert said.commentary.internal
    page = api.summary(opened, "Derby", audience="internal")
    shown = assistance.phrase_section(page, "Referrals", Echo())
    assert shown.assistance.phrased
    assert shown.commentary.internal


def test_what_has_no_claim_to_phrase_stays_and_says_so(opened):
    shown = assistance.phrase_section(Commentary("empty"), "Nothing", Echo())
    assert (shown.commentary.paragraphs, shown.assistance.phrased) == ([], False)
    assert "was not used" in shown.note
