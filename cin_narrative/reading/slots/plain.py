"""The facts of a clause and its measures in, the words that narrow nothing passed over."""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.reading.facts.found import Facts
from cin_narrative.reading.frames import frames
from cin_narrative.reading.words.closed_classes import DETERMINERS, POLITE, RESTRICTING
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.markers import marker
from cin_narrative.reading.words.tokens import stem


def pass_over(facts: Facts, measures: Sequence[str], lexicon: Lexicon) -> None:
    """What narrows nothing: who counts (councils and their services), the measure's own terms said
    again, the verbs that only say that a thing was counted, and list markers."""
    start, end = facts.clause.start, facts.clause.end
    about = {"child", "*"}
    for name in measures:
        about |= lexicon.terms_about(name)
        if lexicon.catalogue[name].kind == "stock":
            about.add("current")
    for term in facts.spans.terms:
        who = term.name == "service" and facts.spans.tokens[term.start - 1].text != "from"
        if (
            (who or term.name in about)
            and start <= term.start < end
            and not term.name.startswith("=")
        ):
            facts.pass_over(term.start, term.end)
    for first, last, things in facts.spans.verbs:
        if start <= first and last <= end and things & about and _is_verb(facts, first):
            facts.pass_over(first, last)
    for at in range(start, end):
        facts.pass_over(at, at + marker(facts.spans, at))
    for cue in facts.having("ratio"):
        links = any(one.start <= cue.start <= one.end or one.start in (cue.end, cue.end + 1)
                    for one in facts.measured.measures)  # fmt: skip
        if links and len(facts.measured.measures) == 1:
            facts.pass_over(cue.start, cue.end)
    first = start
    while first < end - 1 and facts.spans.tokens[first].text in POLITE | {",", "and", "also"}:
        first += 1
    if stem(facts.spans.tokens[first].text) in frames()["requests"]:  # an imperative
        facts.pass_over(first, first + 1)
        while first < end - 1 and facts.spans.tokens[first + 1].text in DETERMINERS | {"following"}:
            first += 1
        if (
            facts.spans.tokens[first + 1 : first + 2]
            and facts.spans.tokens[first + 1].text in frames()["utterances"]
        ):
            facts.pass_over(first + 1, first + 2)
    for at in range(start, end - 1):
        texts = [token.text for token in facts.spans.tokens[at : at + 3]]
        if texts[0] == "please" and texts[1] in frames()["requests"]:
            facts.pass_over(at, at + 2)
        if texts[0] == "same" and texts[2:] in (["years"], ["year"], ["figures"], ["things"]):
            facts.pass_over(at, at + 3)
            facts.numbers = [one for one in facts.numbers if one[0] != at + 1]
    if [token.text for token in facts.spans.tokens[end - 2 : end]] in (["or", "not"], ["or", "no"]):
        facts.own(end - 2, end)  # "are we down or not" asks yes or no, and leaves nothing out
    if facts.spans.tokens[start].text == "no":
        facts.pass_over(start, start + 1)


def _is_verb(facts: Facts, at: int) -> bool:
    """Whether a word stands as a verb, not before a noun or behind a preposition: "referrals were
    recorded", not "the recorded ones" nor "about living"."""
    before = facts.spans.tokens[at - 1].text if at > facts.clause.start else ""
    gerund = before == "for" and facts.spans.tokens[at].text.endswith("ing")
    barred = (DETERMINERS | RESTRICTING | {"many", "for"}) - {"which", "that", "who"}
    return gerund or before not in barred
