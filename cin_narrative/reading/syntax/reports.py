"""The words of a sentence in, where what somebody says, hears or thinks in it begins out.

The clause that has what is said as its object narrows nothing: "a resident was told | there are no
children on plans", "it was put to me that |", "we keep hearing that |", "slide 9 says |".
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.syntax.clauses import FINITE
from cin_narrative.reading.syntax.verbs import ASKING, CHOOSING, WANTING
from cin_narrative.reading.syntax.words import Word

SPEECHLESS = ASKING | WANTING | CHOOSING  # what these have as their object is wanted, not said
FURTHEST = 8  # words between the verb and "that": "put to me at a residents' meeting that"


def reported(words: Sequence[Word]) -> int:
    """Where the clause begins that a verb of saying, hearing or thinking has as its object; nought
    where there is none."""
    if words and words[0].text in SAYING and words[0].has("VVZ", "VVD"):
        return 1 + (len(words) > 2 and words[1].text == "that")  # "our JSNA (Hull) | says ..."
    verb = verb_of(words)
    after = verb
    while after < len(words) and words[after].has("V", "AV", "XX0", "AVP"):
        after += 1
    group = words[verb:after]
    main = next((one for one in reversed(group) if one.has("V")), None)
    if not verb or main is None or any(one.text in SPEECHLESS for one in group):
        return 0
    brought = _that(words, after, said=main.text in SAYING)
    if brought:
        return brought
    after += after < len(words) and words[after].text in ("me", "us", "him", "her", "them")
    passive = main.has("VVN") and any(one.has("VB") for one in group)
    existing = words[after : after + 1] and words[after].has("EX0")
    if (main.text in SAYING or (passive and existing)) and is_clause(words[after:]):
        return after
    return 0


def is_clause(words: Sequence[Word]) -> bool:
    """Whether words have a subject and a finite verb of it."""
    named = len(words) > 1 and words[0].has("EX0", "PNP") and words[1].has("V")
    return named or verb_of(words) > 0


def _that(words: Sequence[Word], at: int, *, said: bool) -> int:
    """Where a clause with "that" begins behind a verb, past what stands between: whom it is told
    to, where and how often."""
    for i in range(at, min(at + FURTHEST, len(words) - 2)):
        if words[i].text == "that" and not words[i - 1].has("NN2", "PR"):
            joins = i == at and (said or words[i].has("CJT"))
            return i + 1 if joins or is_clause(words[i + 1 :]) else 0
        if words[i].has("PUN", "DTQ", "AVQ", "PNQ", *FINITE) and words[i].text != "'":
            return 0
    return 0


def verb_of(words: Sequence[Word]) -> int:
    """Where the first finite verb stands that has a noun or a pronoun before it; nought for none.
    A whole sentence has one, so that number and object need not agree as in a part of one."""
    opened = False
    for at, word in enumerate(words):
        before = words[at - 1] if at else None
        if word.has("PNQ", "CJT", "CJS") or (at and word.has("DTQ", "AVQ")):
            opened = True
        elif before is not None and word.has(*FINITE):
            barred = before.has("PR", "AT0", "DPS", "AJ", "TO0") or word.text == "s"
            if not opened and not barred:
                return at
            opened = opened and barred
    return 0
