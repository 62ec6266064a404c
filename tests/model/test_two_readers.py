"""Two readers of one question: a hundred readings written by hand are replayed as the second, as they are and with a mistake put in. Nothing wrong
may be added, whatever the second reader says: ours stands, or it is asked back."""

from __future__ import annotations

import copy
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from replayed import Replayed, reading

from cin_narrative import api
from cin_narrative.api.assistance import second_reader
from cin_narrative.evaluate.card import RIGHT, WRONG
from cin_narrative.evaluate.evaluate import put
from cin_narrative.evaluate.judgement import judge_answer
from cin_narrative.evaluate.question_files import read_questions
from cin_narrative.reading.contract import Turn, from_json, from_value, to_json
from cin_narrative.store.store import Store

TESTS = Path(__file__).parents[1]
FILES = ("readings.toml", "readings_second.toml")
READINGS = [one for name in FILES for one in tomllib.loads((TESTS / name).read_text(encoding="utf-8"))["readings"]]
GIVEN = ("answered", "nearest")
QUESTION = "How many children in need did Derby have in 2016?"
NEED = {"indicator": "children_in_need_at_31_march", "words": "children in need", "metric": "count"}
ASK = {"words": QUESTION, "ask": "value", "cue": "How many", "measures": [NEED], "areas": [{"words": "Derby"}], "periods": [{"words": "2016"}]}
Reading = dict[str, Any]


@pytest.fixture(scope="module")
def gold() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(TESTS.glob("questions*.toml")):
        for question in read_questions(path):
            found.setdefault(str(question["id"]), dict(question))
    return found


@pytest.fixture(scope="module")
def published(store_2024: Path) -> Iterator[Store]:
    with Store.open(store_2024) as held:
        yield held


@pytest.fixture
def asked(published, gold, catalogue, areas):
    """The verdict on our answer, the answer of both readers, and the verdict on that."""

    def ask(one: dict[str, Any], said: Reading) -> tuple[Any, str, Any, str]:
        question = gold[one["id"]]
        known = (question, question["question"], published, catalogue, areas)
        ours, both = put(*known), put(*known, second_reader(published, Replayed(said)))
        verdicts = [judge_answer(question, a, a.record(one["id"], question["question"]), areas)[0] for a in (ours, both)]
        return ours, verdicts[0], both, verdicts[1]

    return ask


def test_a_hundred_readings_add_what_is_right_and_nothing_wrong(asked):
    tally: Counter[str] = Counter()
    for one in READINGS:
        ours, before, both, after = asked(one, tomllib_json(one))
        assert after != WRONG or before == WRONG, one["id"]
        assert both.outcome == "choice_needed" or both.agreement == "second" or both.text == ours.text, one["id"]
        tally[both.agreement or "none"] += 1
        tally["kept right"] += before == after == RIGHT
        tally["mended"] += before == WRONG and after != WRONG
        tally["added"] += after == RIGHT and before != RIGHT
    assert len(READINGS) >= 100
    assert tally["agree"] >= 70, tally
    assert tally["added"] + tally["mended"] >= 1, tally
    print(dict(tally))


def tomllib_json(one: dict[str, Any]) -> Reading:
    found: Reading = json.loads(one["reading"])
    return found


def without(slot: str) -> Callable[[Reading], None]:
    def change(said: Reading) -> None:
        for ask in said["asks"]:
            ask.pop(slot, None)

    return change


def other_place(said: Reading) -> None:
    for ask in said["asks"]:
        ask["areas"] = [{"words": "Isles of Scilly"}]


def places_exchanged(said: Reading) -> None:
    for ask in said["asks"]:
        ask["areas"], ask["compare_with"] = ask.get("compare_with", []), ask.get("areas", [])


def first_place_alone(said: Reading) -> None:
    for ask in said["asks"]:
        ask["areas"] = ask.get("areas", [])[:1]
        ask.pop("compare_with", None)


def other_year(said: Reading) -> None:
    for ask in said["asks"]:
        ask["periods"] = [{"words": "2011"}]


def first_year_alone(said: Reading) -> None:
    for ask in said["asks"]:
        ask["periods"] = ask.get("periods", [])[:1]


def other_metric(said: Reading) -> None:
    for ask in said["asks"]:
        for one in ask.get("measures", []):
            one["metric"] = "rate" if one.get("metric") == "count" else "count"


def other_measure(said: Reading) -> None:
    for ask in said["asks"]:
        for one in ask.get("measures", []):
            one["indicator"] = "referrals" if one["indicator"] != "referrals" else "section_47_enquiries"


def other_end(said: Reading) -> None:
    for ask in said["asks"]:
        limit = ask.get("limit") or {"n": 1, "of": "areas"}
        ask["limit"] = {**limit, "order": "lowest" if limit.get("order") == "highest" else "highest"}


def other_ask(said: Reading) -> None:
    for ask in said["asks"]:
        ask["ask"] = "change" if ask["ask"] == "value" else "value"


def only_the_first(said: Reading) -> None:
    del said["asks"][1:]


MUTATIONS = {
    "measures dropped": without("measures"), "places dropped": without("areas"), "comparators dropped": without("compare_with"),
    "the field dropped": without("within"), "periods dropped": without("periods"), "restrictors dropped": without("restrictors"),
    "a place of its own": other_place, "places exchanged": places_exchanged, "the first place alone": first_place_alone,
    "a year of its own": other_year, "the first year alone": first_year_alone, "a count for a rate": other_metric,
    "another measure": other_measure, "the other end": other_end, "another ask": other_ask, "one ask alone": only_the_first,
}  # fmt: skip


@pytest.mark.parametrize("mutate", MUTATIONS.values(), ids=MUTATIONS)
def test_a_reading_with_a_mistake_is_caught_or_asked_back(mutate, asked):
    changed = 0
    for one in READINGS[::2]:
        said = tomllib_json(one)
        mutated = copy.deepcopy(said)
        mutate(mutated)
        if mutated == said:
            continue
        changed += 1
        ours, before, both, after = asked(one, mutated)
        assert after != WRONG or before == WRONG, (one["id"], both.text)
        if ours.outcome in GIVEN:
            assert both.text == ours.text or both.outcome == "choice_needed", one["id"]
    assert changed or mutate in (MUTATIONS["restrictors dropped"], only_the_first)


def ask_with(store: Store, question: str, said: Reading, **more: Any) -> Any:
    return api.ask(store, question, model=Replayed(said), **more)


def test_two_readings_that_differ_are_two_choices_and_each_gives_what_it_says(opened):
    question = "Has the number of referrals in Derby gone up since 2014?"
    said = reading({"words": question, "ask": "trend", "measures": [{**NEED, "indicator": "referrals", "words": "referrals"}],
                    "areas": [{"words": "Derby"}], "periods": [{"words": "since 2014"}]})  # fmt: skip
    ours, found = api.ask(opened, question), ask_with(opened, question, said)
    assert (found.outcome, found.agreement, found.commentary.figures) == ("choice_needed", "differ", [])
    assert found.record(None, question)["readings_compared"] == json.loads(to_json(from_value(said)))
    texts = [api.answer(opened, option.question, option.reading).text for option in found.options]
    assert texts[0] == ours.text and texts[1] != ours.text
    labels = [option.label for option in found.options]
    assert len(set(labels)) == 2 and all("referrals" in label and "Derby" in label for label in labels)


def test_words_that_only_the_model_knows_are_asked_about_and_the_choice_answers(opened):
    question = "How many kids were on the radar in Derby in 2016?"
    ask = {**ASK, "words": question, "measures": [{**NEED, "words": "kids were on the radar"}]}
    found = ask_with(opened, question, reading(ask))
    assert (found.outcome, found.agreement, found.commentary.figures) == ("choice_needed", "second", [])
    assert '"kids were on the radar"' in found.text
    chosen = found.options[0]
    assert "2,342" in api.answer(opened, chosen.question, chosen.reading).text


def test_where_ours_reads_nothing_and_the_models_holds_it_answers_with_its_reading_first(opened, monkeypatch):
    from cin_narrative.questions import turns

    blank = from_json('{"asks": [{"ask": "value", "outcome": "ask_back", "words": "How many"}]}')
    monkeypatch.setattr(turns, "_kept", lambda question, before: blank)
    assert api.ask(opened, QUESTION).outcome == "choice_needed"
    found = ask_with(opened, QUESTION, reading(ASK))
    assert (found.outcome, found.agreement) == ("answered", "second")
    assert found.text.startswith("This was read as: number of children in need at 31 March, Derby, 31 March 2016.")
    assert "2,342" in found.text
    assert found.assistance.record()["routed"] is True


def test_a_choice_of_a_follow_up_means_the_same_once_it_is_asked_back(opened):
    history = [Turn(question=QUESTION, reading=from_value(reading(ASK)))]
    question = "And how has that changed since 2013?"
    said = reading({"words": question, "ask": "trend", "periods": [{"words": "since 2013"}], "inherits": ["measures", "areas"]})
    found = ask_with(opened, question, said, history=history)
    assert (found.outcome, found.agreement) == ("choice_needed", "differ"), found.text
    later = [*history, Turn(question=question, reading=found.reading), Turn(question="How many referrals did Leeds have in 2015?")]
    told = [api.answer(opened, option.question, option.reading, history=later).text for option in found.options]
    assert all("Derby" in text and "children in need" in text for text in told)
    assert len(set(told)) == 2


def test_whatever_goes_wrong_in_a_second_reader_ours_stands(opened, catalogue, areas):
    from cin_narrative.questions import answer
    from cin_narrative.questions.turns import OURS

    class Broken:
        def read(self, question, history=()):
            raise RuntimeError("broken")

    plain = answer(QUESTION, opened, catalogue, areas)
    assert answer(QUESTION, opened, catalogue, areas, readers=(*OURS, Broken())).text == plain.text
