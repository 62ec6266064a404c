"""The contract of a reading: JSON in and out, what may be left out, what is refused."""

from __future__ import annotations

import json

import msgspec
import pytest

from cin_narrative.reading.contract import Reading, from_json, to_json

WRITTEN = {
    "asks": [
        {
            "words": "which two places outside London fell most",
            "ask": "top",
            "cue": "which",
            "measures": [
                {
                    "indicator": "cin_rate",
                    "categories": [],
                    "all_categories": False,
                    "metric": None,
                    "words": "the rate",
                    "at": [4, 12],
                    "turn": 0,
                }
            ],
            "areas": [{"words": None, "set": "all"}],
            "within": None,
            "periods": [{"words": "2019-24", "from": "2019", "to": "24", "default": None}],
            "except": [{"words": "London", "set": None}],
            "limit": {"n": 2, "of": "areas", "words": "two"},
            "change": {"form": "percent", "direction": "down", "select": "largest"},
            "inherits": ["measures"],
            "from_ask": {"turn": 0, "ask": None},
            "restrictors": [{"words": "urgent", "what": "attribute"}],
            "outcome": "answer",
            "a field of next year": {"words": 1},
        }
    ],
    "ignored": ["thanks"],
}


def test_what_is_written_is_read_and_written_again() -> None:
    reading = from_json(json.dumps(WRITTEN))
    again = json.loads(to_json(reading))
    ask = again["asks"][0]
    assert ask["periods"] == [{"words": "2019-24", "from": "2019", "to": "24"}]
    assert ask["except"] == [{"words": "London"}]
    assert ask["measures"][0] == {
        "words": "the rate",
        "at": [4, 12],
        "turn": 0,
        "indicator": "cin_rate",
    }
    assert "within" not in ask and "a field of next year" not in ask
    assert from_json(to_json(reading)) == reading


def test_values_with_a_default_that_mean_something_are_written() -> None:
    reading = from_json('{"asks": [{"ask": "top", "limit": {"n": 1}, "change": {}}]}')
    ask = json.loads(to_json(reading))["asks"][0]
    assert ask["outcome"] == "answer"
    assert ask["limit"] == {"n": 1, "of": "areas"}
    assert ask["change"] == {"form": "difference"}


@pytest.mark.parametrize(
    "text",
    [
        '{"asks": [{"ask": "guess"}]}',
        '{"asks": [{"ask": "value", "measures": [{"metric": "sum"}]}]}',
        '{"asks": [{"ask": "value", "words": 7}]}',
        '{"asks": [{"words": "no ask"}]}',
        '{"asks": [{"ask": "value", "threshold": {"words": "50"}}]}',
    ],
)
def test_what_the_contract_does_not_know_as_a_value_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        from_json(text)


def test_an_empty_reading_is_a_reading() -> None:
    assert from_json("{}") == Reading()
    assert to_json(Reading()) == "{}"
