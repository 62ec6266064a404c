"""A sentence before what is asked in, whether it only heads the text out.

A heading has no verb and limits what follows it, unless what it names cannot be said of children,
plans or referrals: the asker's own place ("small county, granted"), what sort of utterance comes
("pre-visit fact check"), or a matter beside a place where the question itself
tells its own apart ("Kent and the small boats. At how many assessments was neglect ...").
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.reading.facts.members import MEMBERS
from cin_narrative.reading.syntax.clauses import head_of
from cin_narrative.reading.syntax.disjuncts import COUNTED
from cin_narrative.reading.syntax.frames import GROUPS, UTTERANCES
from cin_narrative.reading.syntax.scope import chooses_among
from cin_narrative.reading.syntax.segments import Segment
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.stretches import Stretch
from cin_narrative.reading.words.tokens import stem

ADJUNCTS = ("AV", "ITJ", "PUN")


def heads(sentence: Segment, asked: Sequence[Segment]) -> bool:
    """Whether a sentence before those that ask is a heading that limits nothing."""
    words = [word for word in sentence.words if not word.has("CJC")]
    unsaid = not (sentence.terms or sentence.names_a_part or sentence.says or chooses_among(words))
    times: list[Stretch] = [*sentence.spans.periods, *sentence.spans.lengths]
    known = {one.start for one in sentence.spans.places if one.codes}
    named = all(word.token in known for word in words if word.has("NP0"))  # not "Headingley"
    if not (unsaid and named) or any(map(sentence.holds, times)):
        return False
    if sentence.parsed.mood not in ("phrase", "participle", "order"):
        return False
    of_utterance = all(_is_of_asker(piece.words) for piece in sentence.pieces())
    return of_utterance or (_is_matter(words) and any(map(_tells_apart, asked)))


def _is_of_asker(words: Sequence[Word]) -> bool:
    """Whether a phrase is of the asker's place or the utterance: one noun of that class, with
    adjectives, or with any noun before it where it is the utterance."""
    bare = [word for word in words if not word.has(*ADJUNCTS) and word.text != "granted"]
    head = bare[-1] if bare else None
    before = bare[:-1]
    if head is None or (head.has("NP0") and not before):
        return True
    if {head.text, stem(head.text)} & UTTERANCES:
        return not any(word.has("PR", "NN2", "VVN") for word in before)
    own = head.text in MEMBERS and stem(head.text) == head.text
    return (
        own
        and head.text not in GROUPS | {"place"}
        and bool(before)
        and all(one.has("AJ0", "AT0") for one in before)
    )


def _is_matter(words: Sequence[Word]) -> bool:
    """Whether a matter is named beside a place ("Kent, the small boats") or looked for in it
    ("looking for drift in Knowsley"), and no people and nothing that is counted."""
    texts = {stem(word.text) for word in words} | {word.text for word in words}
    beside = words[0].has("NP0") and words[1:2] != [] and words[1].has("AT0")
    sought = [word.text for word in words[:2]] == ["looking", "for"] and words[-1].has("NP0")
    noun = head_of(words[2:])
    single = noun is not None and (beside or noun.has("NN1"))
    return (beside or sought) and single and not texts & (COUNTED | GROUPS)


def _tells_apart(one: Segment) -> bool:
    """Whether a sentence itself names the category or the length that it asks of."""
    named = one.names_its_own or one.names_in_full
    return named and (one.names_a_part or any(map(one.holds, one.spans.lengths)))
