"""The facts of a clause in, which of all years it asks of out: those in which something was so, the
last of them, every one of them."""

from __future__ import annotations

from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.syntax.verbs import forms
from cin_narrative.reading.words.lexicon import Cue
from cin_narrative.reading.words.occasions import EVERY, every_year, last_time, many_years
from cin_narrative.reading.words.stretches import CueSpan, Stretch

ASKED = frozenset(("which", "what"))
OVERTAKING, LAGGING = forms("syntax_verbs.overtaking"), forms("syntax_verbs.lagging")


def find_numbered_years(facts: Facts) -> None:
    """ "Which three years had", "between which two consecutive years": so many of all years."""
    tokens, end = facts.spans.tokens, facts.clause.end
    for at in range(facts.clause.start, end):
        number, after = whole(tokens, at + 1) if tokens[at].text in ASKED else (None, at)
        there = (i for i in range(after, min(after + 2, end)) if tokens[i].text == "years")
        for last in there if number else ():
            facts.cues.append(CueSpan(Cue("each", "years"), at, last + 1))


def find_which_years(facts: Facts) -> None:
    """ "When did it last have fewer than", "above England's every year", "for how many years"."""
    start, end, tokens = facts.clause.start, facts.clause.end, facts.spans.tokens
    _heed_overtaking(facts)
    last = last_time(tokens, start, end)
    moved = facts.having("change", "up", "down") and not facts.having("superlative")
    if facts.which_years is not None:
        return
    which = [one for one in facts.having("each", "years") if "year" in tokens[one.end - 1].text]
    if which and moved and not is_conditioned(facts):  # "in which years did it fall"
        ask_of(facts, (which[0].start, which[0].end), Cue("streak", "years"))
    elif last is not None and not is_conditioned(facts):
        if facts.having("change"):
            ask_of(facts, last, Cue("streak", "last"))
    elif last is not None:
        ask_of(facts, last, Cue("each", "years"))
        facts.own(start, start + 1)
    elif is_conditioned(facts):
        words = facts.quantified or every_year(tokens, start, end)
        words = words or many_years(tokens, start, end) or whole_run(facts)
        if words is not None:
            ask_of(facts, words, Cue("each", "years"))


def ask_of(facts: Facts, words: tuple[int, int], cue: Cue) -> None:
    """The words are of the years alone: no count, no run and no series of their own."""
    there = range(*words)
    facts.cues = [one for one in facts.cues if one.start not in there]
    facts.cues.append(CueSpan(cue, *words))
    facts.own(*words)
    facts.which_years = words


def _heed_overtaking(facts: Facts) -> None:
    """ "In which year did Derby overtake Leeds": the years since then are those in which it is
    above. Whether it did so in one year, or fell behind, no figure of that year alone tells."""
    for one in facts.having("compare", "higher", "lower", "worse"):
        texts = [token.text for token in facts.spans.tokens[one.start : one.end]]
        passed = texts[0] in OVERTAKING or (texts[1:] == ["behind"] and texts[0] not in LAGGING)
        if passed and not facts.having("each", "years"):
            facts.unread.append((one.start, one.end))


def is_conditioned(facts: Facts) -> bool:
    """Whether a level is set: by a number, or by the figure of a place that stands behind."""
    beyond = facts.having("compare", *COMPARATIVE)
    places: list[Stretch] = [*facts.places, *facts.home]
    return bool(facts.levels) or any(p.start > one.start for one in beyond for p in places)


def whole_run(facts: Facts) -> tuple[int, int] | None:
    """ "Every year" where no other year is named: all that are held."""
    for one in facts.periods:
        words = facts.spans.words(one.start, one.end).lower().split()
        if one.meaning.form == "all" and EVERY & set(words):
            return one.start, one.end
    return None
