"""A term and the tokens around it in, which of its senses it has there out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cin_narrative.reading.words.closed_classes import DETERMINERS
from cin_narrative.reading.words.stretches import Term
from cin_narrative.reading.words.tokens import Token


def as_done(tokens: Sequence[Token], term: Term) -> Term:
    """What somebody did: "how many cases did Bury open" is of a start, "have open" of a state."""
    before = [token.text for token in tokens[max(0, term.start - 6) : term.start]]
    opens = tokens[term.start].text == "open" and term.end == term.start + 1
    done = opens and "did" in before and not {"have", "keep", "hold"} & set(before)
    return replace(term, name="start") if done and term.name == "current" else term


def is_ordinal(tokens: Sequence[Token], term: Term) -> bool:
    """Whether "last" says which one, and is no verb: "the last day"."""
    led = term.start > 0 and tokens[term.start - 1].text in DETERMINERS
    return led and term.end == term.start + 1 and tokens[term.start].text == "last"
