"""Which wordings are put to a model at all: only those of which every word is accounted for. Needs no library of a model."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from cin_narrative import api
from cin_narrative.disclosure.door import LATEST
from cin_narrative.evaluate.card import WRONG
from cin_narrative.evaluate.judgement import judge_answer
from cin_narrative.evaluate.question_files import read_questions
from cin_narrative.questions.answer import answer
from cin_narrative.questions.conversation import context_of, understand
from cin_narrative.questions.model import Exchange, Job, Reply
from cin_narrative.questions.setting import make_setting
from cin_narrative.questions.unsettled import unsettled
from cin_narrative.store.store import Store

TESTS = Path(__file__).parents[1]

SENT = (
    "How many youngsters were on the radar in Derby in 2016?", "How many kids were on the radar in Derby?", "How many children were looked into in Derby?",
    "How has the number of kids on the radar in Derby changed since 2014?", "How do kids on the radar in Derby compare with England?",
    "Where does Derby rank for kids on the radar?", "What was the rate of youngsters sized up in Derby?",
)  # fmt: skip
NOT_SENT = {
    "asks for no figure": ("Is the head of children's services in Derby any good?", "Do children like the radar in Derby?", "Radar and kids in Derby",
                           "Who is the boss of social services in Derby?", "What is a radar for children?"),
    "says which children": ("How many kids with asthma were there in Derby?", "How many asylum kids were on the radar in Derby?",
                            "How many kids who vape were there in Derby?", "How many kids of farmers were on the radar in Derby?",
                            "How many kids on benefits were on the radar in Derby?", "How many gifted children were there in Derby in 2016?"),
    "is about two places or a part of a year": ("How many kids were on the radar in Derby and in Leeds?", "How many kids were on the radar in Derby in June 2015?"),
    "says where": ("How many kids were on the radar in Springfield?", "How many kids were on the radar at Hogwarts?",
                   "How many kids were on the radar near the quay in Derby?"),
    "says how or by whom": ("How many kids were on the radar after bullying in Derby?", "How many kids were reported to wardens in Derby?",
                            "How many kids were on the radar because of gaming in Derby?", "How many kids were on the radar without warrants in Derby?"),
    "asks more of the figures": ("What is the highest number of kids on the radar in Derby?", "What percentage of kids were on the radar in Derby?",
                                 "How many kids were on the radar again in Derby?", "Which authorities had the most kids on the radar?",
                                 "Why did the number of kids on the radar in Derby rise?", "Has the number of kids on the radar in Derby doubled?"),
    "has a number, a known measure or a negation": ("How many kids were on the radar 3 times in Derby?", "How many kids on the radar were referred in Derby?",
                                                    "How many kids were not on the radar in Derby?", "How many kids never were on the radar in Derby?"),
    "has children who act, or a thing of theirs": (
        "How many inquiries did children make in Derby?", "How many kids raised alarms in Derby?", "How many kids were probing in Derby?",
        "How many tip-offs from children were there in Derby?", "How many children's alarms were there in Derby?", "How many alarms did kids raise in Derby?",
        "How many kids fell on the radar in Derby?", "How many kids had flags in Derby?"),
    "is done by or to others": (
        "How many warnings about kids did Derby give?", "How many flags about kids did social services raise in Derby?", "How many warnings for kids were there in Derby?",
        "How many kids have their eye on Derby?", "How many kids bounced back in Derby?",
        "How many kids did social services flag in Derby?", "How many kids were flagged by social services in Derby?", "How many families were on the radar in Derby?",
        "How many social workers were looked into in Derby?", "How many flags about social workers were raised in Derby?", "How many pupils were on the radar in Derby?"),
    "is about a time that is not said": ("How many kids were helped in Derby in 2016?", "How many kids did Derby look out for in 2016?"),
    "speaks neither of children nor of their service": ("How many tip-offs did Derby get in 2016?", "How many probes did the council launch in Derby?",
        "How many warnings did social services get in Derby?", "How many probes into children's services were launched in Derby?"),
    "could mean two things": ("How many kids on the books were probed in Derby?", "How many kids on the radar were flagged in Derby?"),
    "has several gaps": ("How many bouncy kids were on the radar in Derby?", "How many kids zig zag zoom zip zap in Derby?"),
}  # fmt: skip


class Fixed:
    """A model with one reply to everything, which counts what it is sent."""

    def __init__(self, indicator: str = "children_in_need_at_31_march", intent: str = "value", breakdown: str = "none") -> None:
        self.jobs: list[Job] = []
        self.value = {"indicator": indicator, "intent": intent, "breakdown": breakdown}

    def reply(self, job: Job) -> Reply:
        self.jobs.append(job)
        return Reply(self.value)

    def keep(self, exchange: Exchange) -> None:
        pass


@pytest.mark.parametrize("question", SENT)
def test_a_wording_of_which_only_the_measure_is_not_known_is_put_to_the_model(question, opened):
    model = Fixed()
    api.ask(opened, question, model=model)
    assert len(model.jobs) == 1


def test_it_is_put_to_the_model_in_a_conversation_too(opened):
    model = Fixed()
    found = api.ask(opened, SENT[0], history=["How many referrals did Derby have in 2015?"], model=model)
    assert len(model.jobs) == 1
    assert found.options[0]["label"] == "Children in need at 31 March in Derby 2016"


@pytest.mark.parametrize("question", [one for group in NOT_SENT.values() for one in group])
def test_a_wording_that_a_reading_would_cut_short_is_not(question, opened):
    model, earlier = Fixed(), ["How many referrals did Derby have in 2015?"]
    plain, shown = api.ask(opened, question), api.ask(opened, question, model=model)
    api.ask(opened, question, history=earlier, model=model)
    assert model.jobs == []
    assert (shown.outcome, shown.text) == (plain.outcome, plain.text)


@pytest.mark.parametrize(("question", "intent", "reading"), [
    ("How many kids were on the radar in Derby in 2016?", "value", "Children in need at 31 March in Derby 2016"),
    ("How has the number of kids on the radar in Derby changed between 2014 and 2016?", "trend",
     "Trend of the number of Children in need at 31 March in Derby from 2014 to 2016"),
    ("What was the rate of kids on the radar in Derby in 2016?", "value", "The rate of Children in need at 31 March in Derby 2016"),
    ("How do kids on the radar in Derby compare with England in 2016?", "compare", "How does Children in need at 31 March in Derby compare with England 2016?"),
])  # fmt: skip
def test_a_reading_carries_all_that_the_grammar_understood(question, intent, reading, opened):
    found = api.ask(opened, question, model=Fixed(intent=intent))
    assert [option["label"] for option in found.options][:1] == [reading], found.assistance.rejected


def test_a_wording_without_a_place_waits_for_one(opened):
    model = Fixed()
    api.ask(opened, "How many kids were on the radar?", model=model)
    assert model.jobs == []
    found = api.ask(opened, "How many kids were on the radar?", "Derby", model=model)
    assert "in Derby" in found.options[0]["label"]


def test_no_comparator_is_added_to_a_question_that_names_none(opened):
    found = api.ask(opened, "How many more kids were on the radar in Derby?", model=Fixed(intent="compare"))
    assert not found.assistance.routed


@pytest.mark.parametrize("intent", ["trend", "compare", "rank", "breakdown"])
def test_how_many_is_never_read_as_anything_but_a_value(intent, opened):
    model = Fixed(intent=intent, breakdown="primary need" if intent == "breakdown" else "none")
    found = api.ask(opened, "How many kids were on the radar in Derby in 2016?", model=model)
    assert not found.assistance.routed
    assert found.assistance.rejected == "the reply leaves out what the question asks of the figures"


@pytest.mark.parametrize(("question", "intents", "splits"), [
    ("How many kids were on the radar in Derby in 2016?", ["value", "none"], False),
    ("How has the number of kids on the radar in Derby changed since 2014?", ["trend", "none"], False),
    ("What was the breakdown of kids on the radar in Derby?", ["breakdown", "none"], True),
])  # fmt: skip
def test_the_model_may_choose_only_among_the_intents_that_fit(question, intents, splits, opened):
    model = Fixed()
    api.ask(opened, question, model=model)
    fields = model.jobs[0].schema["properties"]
    assert fields["intent"]["enum"] == intents
    assert (len(fields["breakdown"]["enum"]) > 1) is splits


def test_the_everyday_words_are_said_beside_the_reading(opened):
    found = api.ask(opened, "How many kids were on the radar in Derby in 2016?", model=Fixed())
    assert found.text.startswith('By the everyday wording "on the radar", a language model takes the question to mean: "Children in need at 31 March')
    assert "Nothing is answered until you choose that" in found.text


@pytest.mark.parametrize("path", sorted(path.name for path in TESTS.glob("questions*.toml")))
def test_no_question_that_must_be_refused_is_put_to_a_model(path, opened, catalogue, areas):
    """The gate of the scorecard, whatever the model: it can add no wrong answer to a question that it never sees."""
    setting, sent = make_setting(opened, catalogue, areas, None), []
    for gold in read_questions(TESTS / path):
        if "answered" in gold.get("outcome", ["answered"]):
            continue
        context, _ = context_of(gold.get("history", ()), setting)
        reading = understand(gold["question"], context, setting)
        if reading.stopped is None and unsettled(reading.parts, catalogue) is not None:
            sent.append(gold["question"])
    assert sent == []


class Worst:
    """The worst model there is: whatever may be chosen, it can be made to choose. Never "none" of its own."""

    def __init__(self) -> None:
        self.chosen: dict[str, str] = {}
        self.schema: dict[str, Any] = {}

    def reply(self, job: Job) -> Reply:
        self.schema = dict(job.schema["properties"])
        return Reply(self.chosen or {name: field["enum"][0] for name, field in self.schema.items()})

    def keep(self, exchange: Exchange) -> None:
        pass

    def every_choice(self) -> list[dict[str, str]]:
        """Every reply that the closed lists let through."""
        return [dict(zip(self.schema, values, strict=True)) for values in product(*(field["enum"] for field in self.schema.values()))]


@pytest.mark.parametrize("path", sorted(path.name for path in TESTS.glob("questions*.toml")))
def test_the_worst_model_adds_no_wrong_answer(path, store_2024, catalogue, areas):
    """Each reading that it could offer is taken as confirmed; only a reading that the grammar's own answers bear out is ever right."""
    wrong = []
    with Store.open(store_2024) as store:
        for gold in read_questions(TESTS / path):
            model = Worst()
            given = (store, catalogue, areas, gold.get("area") or None, gold.get("history", ()), gold.get("release", LATEST))
            if not answer(gold["question"], *given, model).assistance.exchanges:
                continue
            for choice in model.every_choice():
                model.chosen = choice
                offered = answer(gold["question"], *given, model)
                if not offered.assistance.routed:
                    continue
                said = answer(offered.options[0]["question"], *given)
                verdict, faults = judge_answer(gold, said, said.record(gold["id"], gold["question"]), areas)
                wrong += [(gold["question"], choice, faults)] if verdict == WRONG else []
    assert wrong == []
