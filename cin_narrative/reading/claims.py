"""Facts of a clause in, what the asker states or takes back out.

"It was 45%, wasn't it?" states a figure; "plans, not referrals" takes one of two back.
"""

from __future__ import annotations

import msgspec

from cin_narrative.reading.contract import Ask, Claim, Restrictor, Span
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.measures.names import FoundMeasure
from cin_narrative.reading.stated.ends import claimed_ends, ends_of, size_said
from cin_narrative.reading.stated.supposed import with_forecast
from cin_narrative.reading.words.closed_classes import (
    AUXILIARIES,
    BARE_HEADS,
    COORDINATORS,
    FUNCTION,
    INVERTED,
    QUESTION,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import CueSpan, Stretch

SAYING = words_of("claims.saying")
COMPARING = ("rank", "quartile", "compare", "streak")


def take_back(facts: Facts) -> None:
    """Drop what "not" stands before, where another of its kind is named: "not the rate", "instead
    of Kent".

    A measure, a metric or a place goes; the words stay owned, as they have been heeded.
    """
    for cue in facts.having("negation"):
        text = facts.spans.tokens[cue.start].text
        if text not in ("not", "rather", "instead", "no"):
            continue
        before = facts.spans.tokens[cue.start - 1].text if cue.start else ""
        if before in AUXILIARIES and text in ("not", "no"):
            continue  # "were not disabled" takes nothing back
        at = cue.end
        while at < facts.clause.end and facts.spans.tokens[at].text in (
            "the",
            "just",
            "a",
            "of",
            "number",
            "in",
            "for",
            "raw",
            "absolute",
        ):
            metrics = {one.cue.value for one in facts.having("metric")}
            if len(metrics) > 1 and any(one.start == at for one in facts.having("metric")):
                break
            at += 1
        _drop(facts, cue.start, at)


def _drop(facts: Facts, start: int, at: int) -> None:
    measures = facts.measured.measures
    gone = [one for one in measures if one.start == at]
    if gone and len(measures) > 1:
        facts.measured.measures = [one for one in measures if one is not gone[0]]
        for one in facts.measured.measures:
            one.others = [name for name in one.others if name != gone[0].indicator]
        facts.own(start, gone[0].end)
    metrics = [one for one in facts.having("metric") if one.start == at]
    if metrics and len({one.cue.value for one in facts.having("metric")}) > 1:
        facts.cues = [one for one in facts.cues if one is not metrics[0]]
        facts.metric = facts.having("metric")[0].cue.value  # type: ignore[assignment]
        facts.own(start, metrics[0].end)
    replaced = facts.spans.tokens[start].text in ("rather", "instead")
    places = [one for one in facts.places if replaced and one.start == at]
    if places and len(facts.places) > 1:
        facts.places = [one for one in facts.places if one is not places[0]]
        facts.own(start, places[0].end)
    home = [
        one
        for one in facts.having("set", "home")
        if one.start <= at < one.end or one.start == at - 1
    ]
    if home:
        facts.cues = [one for one in facts.cues if one not in home]
        facts.own(start, home[0].end)


def with_claim(ask: Ask, facts: Facts) -> Ask:
    """The ask with what is stated in it: a number beside the measure, in a statement."""
    cues = facts.having("claim")
    facts.owned.update(i for cue in cues for i in range(cue.start, cue.end))
    counted = facts.members_quantified is not None and not facts.asks_yes_or_no
    told = facts.is_put_beside or facts.is_tagged or counted
    if (facts.spans.confirms or told) and ask.cue:
        moves = ask.change is not None and ask.change.direction
        if moves or counted or ask.ask in COMPARING:
            claim = Claim(words=ask.cue, about="change" if moves else "comparison")
            ask = msgspec.structs.replace(ask, claim=claim)
    if not facts.numbers or ask.ask in ("none", "top", "rank", "list", "definition"):
        return ask
    start, end = facts.numbers[0]
    for first, last in facts.numbers[1:]:  # "was it two, three or four" is none of them alone
        between = {token.text for token in facts.spans.tokens[end:first]}
        end = last if between <= COORDINATORS | {","} else end
    words = facts.spans.words(*size_said(ask, (start, end), facts))
    if ask.ask == "about_data":
        facts.own(start, end)
        return msgspec.structs.replace(ask, value=Span(words=words))
    if not (cues or _states(facts)):
        return ask
    saying = (
        i for i in range(facts.clause.start, facts.core) if facts.spans.tokens[i].text in SAYING
    )
    for first, last in (*facts.numbers, *((i, i + 1) for i in saying)):
        facts.own(first, last)
    if ends_of(ask, facts):
        return claimed_ends(ask, facts)
    claim = Claim(words=words, about="change" if ask.ask == "change" else "value")
    return msgspec.structs.replace(ask, claim=claim)


def confirmed(ask: Ask, facts: Facts) -> Ask:
    """The ask of a way or end stated, to be confirmed behind it: "referrals fell. True?" """
    cues = facts.having("claim")
    stated = ask.change.direction if ask.change is not None else ask.ask == "rank"
    cued = {i for one in cues for i in range(one.start, one.end)}
    said = enumerate(facts.spans.tokens[facts.clause.start : facts.clause.end], facts.clause.start)
    alone = all(i in cued or one.kind == "mark" for i, one in said)  # "confirm receipt" is none
    if not cues or not stated or not alone or ask.claim is not None:
        return ask
    words = facts.spans.words(cues[0].start, cues[0].end)
    claim = Claim(words=words, about="change" if ask.change else "comparison")
    return msgspec.structs.replace(ask, claim=claim)


def _states(facts: Facts) -> bool:
    """A statement or a yes/no question, and no question word: the number is the asker's."""
    texts = facts.texts()
    asked = {"how", "what", "which", "who", "where"} & set(texts)
    verb = {"was", "were", "had", "is", "are", "has", "why"} & set(texts)
    stated = facts.is_put_to_a_yes or facts.asks_yes_or_no or bool(verb) or _is_share(facts)
    return bool(SAYING & set(texts)) or (not asked and stated)


def _is_share(facts: Facts) -> bool:
    """ "One in six referrals ended with ...", "one referral in six did"."""
    said = {i for one in facts.numbers for i in range(*one)}
    inside = any(facts.spans.tokens[i].text == "in" for i in said)
    return inside and not facts.having("metric")


def with_cause(ask: Ask, facts: Facts) -> Ask:
    """The ask with "why" as what no figure answers."""
    for at in range(facts.clause.start, facts.clause.end):
        if facts.spans.tokens[at].text == "why" and ask.ask not in (
            "none",
            "about_data",
            "top",
            "breakdown",
        ):
            facts.own(at, at + 1)
            why = Restrictor(words=facts.spans.words(at, at + 1), what="cause")
            ask = msgspec.structs.replace(ask, restrictors=(*ask.restrictors, why))
    return with_forecast(ask, facts)


WANTING = words_of("facts_finding.wanting")
PAIRED = words_of("claims.paired")


def narrow_by_things(facts: Facts, kind: str) -> None:
    """Of several things counted that are not joined, the first is asked for and the others narrow
    it: "assessments of children in need". They stay unowned, so that the residue quotes them."""
    measures = sorted(facts.measured.measures, key=lambda one: one.start)
    tokens = facts.spans.tokens
    bare = [
        one
        for one in measures
        if all(tokens[i].text in BARE_HEADS for i in one.taken)
        or (one.terms == {"case"} and len(one.taken) == 1)
    ]
    for one in bare if len(measures) > 1 else ():  # "in how many cases did assessments ..."
        measures.remove(one)
        facts.measured.measures = measures
        facts.pass_over(one.start, one.end)
    aside = _of_purpose(facts)
    for one in aside:
        measures.remove(one)
        facts.measured.measures = measures
        facts.pass_over(one.start, one.end)
    if kind in PAIRED or len(measures) < 2:
        return
    kept = [measures[0]]
    for one in measures[1:]:
        between = facts.spans.tokens[kept[-1].end : one.start]
        if kept[-1].end == one.start and not one.categories:  # a compound: the last is its head
            facts.narrowing |= kept[-1].taken
            kept[-1] = one
        elif (one.categories and one.start < kept[-1].end) or any(
            token.text in COORDINATORS or token.text in (",", "/", ":", ";", "-", "+", "than")
            for token in between
        ):
            kept.append(one)
        else:
            facts.narrowing |= one.taken
    facts.measured.measures = kept


def _of_purpose(facts: Facts) -> list[FoundMeasure]:
    """What a question is wanted for, before it is put: "I need a line for the needs assessment on
    how children in need ..." asks of no assessments."""
    tokens, start = facts.spans.tokens, facts.clause.start
    measures = facts.measured.measures
    put = [at for at in range(start + 1, facts.clause.end) if tokens[at].text in QUESTION]
    wants = [at for at in range(start, facts.clause.end) if tokens[at].text in WANTING]
    if not put or not wants or wants[0] > put[0] or not any(m.start > put[0] for m in measures):
        return []
    return [one for one in measures if wants[0] < one.start and one.end <= put[0]]


def is_context(facts: Facts, last: bool) -> bool:
    """Whether a clause only tells of the asker before the question comes: "my lad has got an
    assessment coming up, ..."."""
    texts = facts.texts()
    own = {"my", "i", "our", "we"} & set(texts)
    called = {"what"} if {"call", "called"} & set(texts) and texts[0] != "what" else set()
    asks = QUESTION & set(texts) - called or texts[0] in INVERTED
    said = facts.periods or not all(_is_bare(one, facts) for one in facts.having("metric"))
    return bool(own) and not last and not asks and not said


def _is_bare(one: CueSpan, facts: Facts) -> bool:
    """Whether a metric is of nothing that is counted: "worried about rising numbers"."""
    return one.end == one.start + 1 and not facts.measured.measures


def is_unread(facts: Facts) -> bool:
    """Whether an item of a list says nothing that is known: it is asked back by itself, and is no
    part of its neighbours."""
    first = max(facts.spans.cut, facts.clause.start)
    known = [one for one in facts.measured.measures if one.end > first]
    slots: list[Stretch] = [*facts.places, *facts.periods, *facts.cues]
    return not known and all(one.start < first for one in slots)


def is_weak(facts: Facts, lexicon: Lexicon) -> bool:
    """Whether a statement names nothing counted, only a quality: "it keeps coming back"."""
    texts, (start, end) = facts.texts(), (facts.clause.start, facts.clause.end)
    named = any(one.name in lexicon.things for one in facts.spans.terms if start <= one.start < end)
    put = set(texts[:3]) & (QUESTION | INVERTED | COORDINATORS | {"same", "of"})
    said = facts.places or facts.periods or facts.home
    said = said or facts.having("metric") or facts.having("anaphor")
    unread = [i for i in range(start, end) if i not in facts.owned and i not in facts.plain]
    words = [facts.spans.tokens[i].text for i in unread if facts.spans.tokens[i].kind == "word"]
    return not (named or put or said) and len(set(words) - FUNCTION) > 1


def is_question(facts: Facts, follows: bool) -> bool:
    """Whether a clause is put as a question, and not to the reader ("could you help?")."""
    texts = [token for token in facts.texts() if token not in COORDINATORS | {","}]
    if facts.having("claim") or (
        facts.places and not follows and not facts.having("compare", "higher", "lower")
    ):
        return False
    spoken = {"you", "i", "me"} & set(texts)
    return (
        bool(texts)
        and texts[0] in INVERTED | QUESTION - {"that", "who"}
        and not spoken
        and len(texts) > 2
    )
