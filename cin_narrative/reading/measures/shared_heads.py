"""Two terms and the words between them in, whether they share one head out: "new and repeat plans",
"plans started and ended", "starts and ends of plans"."""

from __future__ import annotations

from cin_narrative.reading.words.closed_classes import COORDINATORS, DETERMINERS
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import Stretch, Term

OWNERS = frozenset(("it", "they", "we"))
SETTING_OFF = frozenset((",", "less", "minus", "than", "/"))


def share_head(chosen: list[Term], lexicon: Lexicon) -> bool:
    """Whether the first two terms of a name are qualities that the same thing follows."""
    apart = [one.name in lexicon.qualities for one in chosen[:3]]
    return apart == [True, True, False]


def is_behind(term: Term, one: Stretch, spans: Spans) -> bool:
    """Whether a term is joined to a measure before it: "plans started and ended"."""
    at = term.start - 1
    if at > 0 and spans.tokens[at - 1].text == "than" and spans.tokens[at].text in OWNERS:
        at -= 1  # "more plans than it ended"
    before = spans.tokens[at].text if at >= 0 else ""
    return before in COORDINATORS | SETTING_OFF and 0 <= at - one.end < 2


def is_ahead(term: Term, one: Stretch, spans: Spans, lexicon: Lexicon) -> bool:
    """Whether a term without a thing of its own is joined to a measure right behind it: "starts and
    ends of plans", but not "episodes opened, and referrals"."""
    own = any(other.end == term.start and other.name in lexicon.things for other in spans.terms)
    if own:
        return False
    between = [token.text for token in spans.tokens[term.end : one.start]]
    light = COORDINATORS | DETERMINERS | {",", "/"}
    return bool(COORDINATORS & {*between[:2]}) and set(between) <= light
