"""What may stand in a phrased paragraph, worked by hand on claims of known slots. Needs no library of a model."""

import json

import pytest

from cin_narrative import api, assistance
from cin_narrative.commentary.commentary import Commentary
from cin_narrative.commentary.sentences import sentences
from cin_narrative.commentary.words import SENTENCE_START
from cin_narrative.questions.model import Exchange, Job, Reply
from cin_narrative.questions.phrase_check import breach
from cin_narrative.questions.slots import Draft, draft_of, filled, load_vocabulary, may_be_phrased

LEVEL = ["", "A1", " had ", "F1", " ", "P1", ", a ", "T1", " of ", "F2", "."]
CHANGE = ["", "T2", " ", "D1", " by ", "F3", ", from ", "F4", " ", "P2", " to ", "F5", " ", "P3", "."]
AGAINST = ["", "T3", " was ", "D2", " (", "F6", ")."]
OTHER = ["In ", "A2", ", ", "F7", " of ", "T4", " ", "P1", " ", "T5", "."]
DRAFT = Draft([LEVEL, CHANGE, AGAINST, OTHER])
AS_IT_IS = "{A1} had {F1} {P1}, a {T1} of {F2}. {T2} {D1} by {F3}, from {F4} {P2} to {F5} {P3}. {T3} was {D2} ({F6}). In {A2}, {F7} of {T4} {P1} {T5}."

GOOD = {
    "as it is": ("", ""),
    "a period first": ("{A1} had {F1} {P1},", "{P1}, {A1} had {F1},"),
    "a period first, and then the area": ("In {A2}, {F7} of {T4} {P1} {T5}.", "{P1}, in {A2}, {F7} of {T4} {T5}."),
    "two claims joined": (". {T3} was", ", while {T3} was"),
    "a clause that goes on": (", a {T1}", ", which was a {T1}"),
}  # fmt: skip
BAD = {
    "changes the order": ("from {F4} {P2} to {F5} {P3}", "from {F5} {P2} to {F4} {P3}"),
    "order of the slots": ("{F4} {P2} to {F5} {P3}", "{F4} {P3} to {F5} {P2}"),
    "moves a slot from one claim": ("{D2} ({F6}). In {A2}, {F7}", "{F7} ({F6}). In {A2}, {D2}"),
    "small word": ("from {F4} {P2} to {F5}", "to {F4} {P2} from {F5}"),
    "it changes the small word": ("by {F3}", "of {F3}"),
    "beside the figures of another": (". In {A2}, {F7}", " in {A2}, and {F7}"),
    "area or a period beside": (". In {A2}, {F7} of {T4} {P1} {T5}", " {P1}, in {A2} {F7} of {T4} {T5}"),
    "ends a sentence inside": (", a {T1} of", ". A {T1} of"),
    "brackets around": ("({F6})", "{F6}"),
    "the brackets": ("by {F3},", "by ({F3}),"),
    "brackets": ("({F6})", "({F6}"),
    "punctuation": ("{F1} ", "{F1}s "),
    "have the punctuation": ("{F1} ", "-{F1} "),
    "plain paragraph": ("had {F1}", "had -{F1}"),
    "one plain paragraph": (". {T3}", ".\n\n{T3}"),
    "leaves out": ("{F3}", "it"),
    "too often": ("({F6})", "({F6} and {F6})"),
    "not given": ("{F6}", "{F60}"),
    "direction": ("{T3} was", "{T3} fell and was"),
    "number in words": ("{T3} was", "{T3} was nine and"),
    "cause": ("{T3} was", "{T3} was therefore"),
    "names a time": ("{T3} was", "{T3} was in March"),
    "names an area": ("{T3} was", "{T3} in Leeds was"),
    "amount": ("{T3} was", "{T3} was nearly"),
    "words of its own": ("{T3} was", "{T3} was not"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), GOOD.values(), ids=GOOD)
def test_a_paragraph_may_read_so(old, new, areas):
    assert breach(AS_IT_IS.replace(old, new), DRAFT, areas) == ""


@pytest.mark.parametrize(("reason", "change"), BAD.items(), ids=BAD)
def test_a_paragraph_may_not_read_so(reason, change, areas):
    old, new = change
    assert old in AS_IT_IS
    expected = {"have the punctuation": "plain paragraph", "it changes the small word": "small word", "order of the slots": "order",
                "area or a period beside": "beside the figures", "the brackets": "brackets", "changes the order": "order",
                "brackets": "punctuation"}.get(reason, reason)  # fmt: skip
    assert expected in breach(AS_IT_IS.replace(old, new), DRAFT, areas)


def test_no_joining_word_is_a_number_a_direction_a_cause_or_an_amount():
    words = load_vocabulary()
    assert not words.joining & (words.causes | words.amounts | words.months | words.roles)


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
    page = api.annual_summary(opened, area)
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
    page = api.annual_summary(opened, "Derby")
    for paragraph in page.paragraphs:
        for claim in filter(may_be_phrased, paragraph.claims):
            draft = draft_of([claim], page.ledger, areas)
            text = SENTENCE_START.sub(lambda match: match[0].upper(), filled(" ".join(draft.sentences), draft.values))
            assert text == sentences([claim], page.ledger)


def test_what_has_no_claim_to_phrase_stays_and_says_so(opened):
    shown = assistance.phrase_section(Commentary("empty"), "Nothing", Echo())
    assert (shown.commentary.paragraphs, shown.assistance.phrased) == ([], False)
    assert "was not used" in shown.note
