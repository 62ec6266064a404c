"""The second reader by itself: what it is told and asked for, what it remembers, what is believed of what it says."""

import json
import time

import pytest
from replayed import Replayed, reading

from cin_narrative.api.assistance import second_reader
from cin_narrative.models.exchange_log import ExchangeLog
from cin_narrative.models.reading_prompt import FEW, WHOLE, load_examples
from cin_narrative.models.reading_schema import reading_schema
from cin_narrative.reading.contract import Reading, Turn, from_value
from cin_narrative.reading.kinds import NOTHING, kinds
from cin_narrative.reading.trust import trust

QUESTION = "How many children in need did Derby have in 2016?"
NEED = {"indicator": "children_in_need_at_31_march", "words": "children in need", "metric": "count"}
ASK = {"words": QUESTION, "ask": "value", "cue": "How many", "measures": [NEED], "areas": [{"words": "Derby"}], "periods": [{"words": "2016"}]}
REFUSED = {"max_length", "maxLength", "minLength", "maxItems", "minItems", "default", "prefixItems", "pattern"}


def read(store, value, question=QUESTION, history=(), context=32_768):
    reader = second_reader(store, Replayed(value, context))
    return reader.read(question, history), reader


def objects(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for one in schema.values():
            yield from objects(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from objects(one)


@pytest.mark.parametrize("number", range(10))
def test_each_example_of_the_prompt_holds(number):
    example = load_examples()[number]
    assert trust(example.reading, example.question, example.turns).faults == ()


def test_the_schema_is_one_that_strict_services_take(catalogue):
    schema = reading_schema([one.id for one in catalogue])
    for one in objects(schema):
        assert set(one["properties"]) == set(one["required"])
        assert one["additionalProperties"] is False
        assert not REFUSED & set(one)
    assert "at" not in schema["$defs"]["Ask"]["properties"]
    assert {"from", "to", "default"} <= set(schema["$defs"]["Period"]["properties"])
    assert sorted(schema["$defs"]["Ask"]["properties"]["ask"]["enum"]) == sorted([*kinds(), NOTHING])
    names = schema["$defs"]["Measure"]["properties"]["indicator"]["anyOf"][0]["enum"]
    assert names == sorted(one.id for one in catalogue)


def test_the_whole_catalogue_goes_to_a_model_that_can_take_it_and_a_shortlist_to_another(opened, catalogue):
    _, wide = read(opened, None)
    _, narrow = read(opened, None, "How many kids on a plan in Leeds were there for neglect in 2016?", context=4096)
    whole, short = wide.model.jobs[0], narrow.model.jobs[0]
    listed = whole.messages[0][1]
    assert all(f"\n{one.id} | " in listed for one in catalogue)
    assert len(whole.messages) == 2 + 2 * len(load_examples())
    assert len(whole.sent) / 4 < WHOLE  # about four characters a token
    assert len(short.messages) == 2 + 2 * FEW
    assert len(short.sent) / 4 < 4096
    names = short.schema["$defs"]["Measure"]["properties"]["indicator"]["anyOf"][0]["enum"]
    assert "child_protection_plans_at_31_march" in names and len(names) <= 12


def test_what_is_sent_is_the_question_the_turns_and_the_vocabulary(opened):
    turn = Turn(question="How many referrals did Leeds have in 2016?", reading=from_value(reading({**ASK, "words": "How many"})))
    _, reader = read(opened, None, history=[turn])
    job = reader.model.jobs[0]
    given = json.loads(job.messages[-1][1])
    assert (given["question"], [one["question"] for one in given["turns"]]) == (QUESTION, [turn.question])
    values = {str(one.value) for year in (2015, 2016) for cells in opened.observations("831", year, "referrals").values()
              for one in cells if one.value and one.value > 100}  # fmt: skip
    assert values and not [value for value in values if value in job.sent]


def test_a_reading_that_holds_is_given_on(opened):
    found, reader = read(opened, reading(ASK))
    assert found == from_value(reading(ASK))
    assert reader.assistance("agree").record() == {"routed": False, "phrased": False, "rejected": None}


def test_the_same_question_is_asked_once_and_another_history_anew(opened):
    model = Replayed(reading(ASK))
    first = second_reader(opened, model).read(QUESTION)
    model.value = reading({**ASK, "ask": "trend"})
    assert second_reader(opened, model).read(QUESTION) == first
    assert second_reader(opened, model).read(QUESTION, [Turn(question="And in Leeds?")]) != first
    assert len(model.jobs) == 2


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


MALFORMED = {
    "not a reading": {"figure": 9999}, "a list for asks": {"asks": "all"}, "an unknown kind": reading({**ASK, "ask": "guess"}),
    "a number for a span": reading({**ASK, "words": 7}), "no asks": reading(), "asks of asks": {"asks": nested(900)},
    "asks nested under a key that is not known": {"asks": [{**ASK, "x": nested(900)}]},
    "a thousand asks": reading(*[ASK] * 1000), "ten megabytes": reading({**ASK, "words": "x" * 10_000_000}),
    "a long list of nothing": {"asks": [], "ignored": ["hello"] * 5000},
}  # fmt: skip
LIES = {
    "a paraphrase": {**ASK, "measures": [{**NEED, "words": "needy youngsters"}]}, "an id of its own": {**ASK, "measures": [{**NEED, "indicator": "kids"}]},
    "another place": {**ASK, "areas": [{"words": "Leeds"}]}, "another year": {**ASK, "periods": [{"words": "2015"}]},
    "no place": {**ASK, "areas": []}, "no year": {**ASK, "periods": []}, "a rate for a number": {**ASK, "measures": [{**NEED, "metric": "rate"}]},
    "another measure": {**ASK, "measures": [{**NEED, "indicator": "referrals"}]}, "a rank that nobody asked for": {**ASK, "ask": "rank"},
    "a category of its own": {**ASK, "measures": [{**NEED, "categories": ["neglect"]}]},
}  # fmt: skip


@pytest.mark.parametrize("value", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_reading_is_none_and_costs_no_second(value, opened):
    read(opened, None)  # so that the lexicon is there
    started = time.perf_counter()
    found, reader = read(opened, value)
    assert found == Reading()
    assert time.perf_counter() - started < 1
    assert reader.assistance("").rejected in ("its reply was no reading", "its reading was too long")


@pytest.mark.parametrize("ask", LIES.values(), ids=LIES)
def test_a_reading_that_does_not_hold_is_none(ask, opened):
    found, reader = read(opened, reading(ask))
    assert found == Reading()
    assert reader.assistance("").rejected.startswith("its reading does not hold: ")


def test_a_word_that_narrows_is_neither_dropped_nor_hidden(opened):
    question = "How many urgent referrals did Derby get in 2016?"
    ask = {**ASK, "words": question, "measures": [{**NEED, "indicator": "referrals", "words": "referrals"}]}
    for lie in (ask, {**ask, "measures": [{**NEED, "indicator": "referrals", "words": "urgent referrals"}]}):
        assert read(opened, reading(lie), question)[0] == Reading()
        assert read(opened, reading(lie, ignored=["urgent"]), question)[0] == Reading()
    honest = {**ask, "restrictors": [{"words": "urgent", "what": "attribute"}]}
    assert read(opened, reading(honest), question)[0].asks[0].restrictors


def test_the_log_keeps_neither_the_question_nor_a_reading_that_repeats_it_unless_it_is_told_to(opened, tmp_path):
    _, reader = read(opened, reading(ASK))
    for questions in (False, True):
        log = ExchangeLog(tmp_path / f"{questions}.jsonl", 30, questions)
        log.add(reader.exchanges[0])
        text = (tmp_path / f"{questions}.jsonl").read_text(encoding="utf-8")
        assert ("Derby" in text) is questions
        assert log.read()[0]["accepted"] is True
