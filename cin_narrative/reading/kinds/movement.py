"""The facts of a clause in, which way it says that a figure moved out, and whether in per cent."""

from __future__ import annotations

from typing import Literal

from cin_narrative.catalogue.catalogue import Polarity
from cin_narrative.reading.contract import Ask
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.syntax.verbs import forms
from cin_narrative.reading.words.lexicon import Lexicon

STEEP = forms("kinds_movement.steep")


def way_of(ask: Ask, facts: Facts, lexicon: Lexicon) -> Literal["up", "down"] | None:
    """Which way it is asked to have gone; of both ways none, nor of a plunge: how far a thing must
    fall to have plunged, nobody can say."""
    cues = [one for one in facts.having("change") if one.cue.value != "any"]  # "a yearly fall"
    values = {one.cue.value for one in cues}
    if values in ({"improve"}, {"worsen"}):
        return _better(ask, lexicon, "improve" in values)
    either = {"how", "or", "much"} & facts.words and {"up", "down"} <= values
    steep = {facts.spans.tokens[one.start].text for one in cues} & STEEP
    if ask.ask == "change" and (either or steep):
        return None
    return "up" if values == {"up"} else "down" if values == {"down"} else None


def _better(ask: Ask, lexicon: Lexicon, better: bool) -> Literal["up", "down"] | None:
    names = [one.indicator for one in ask.measures if one.indicator]
    polarity = lexicon.catalogue[names[0]].polarity if names else Polarity.NONE
    if polarity is Polarity.NONE:
        return None
    return "down" if (polarity is Polarity.LOW_IS_GOOD) == better else "up"


def is_percent_change(facts: Facts) -> bool:
    """ "% change", "percentage increase", "by what percentage did it rise"."""
    change = facts.having("change")
    return any(
        abs(one.end - c.start) <= 1 or facts.spans.tokens[one.start - 1].text in ("what", "by")
        for one in facts.having("metric", "percentage")
        for c in change
    )
