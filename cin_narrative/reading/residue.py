"""The tokens that no slot took in, what each does out: nothing, an operator, a restrictor, idle.

Judged by where a token stands. Inside the clause of what is counted every content word narrows it,
whatever it is, and so does what is said of it elsewhere; idle is only the clause that what is asked
hangs on ("could you tell me"). What is beside the question was set aside before (asides.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cin_narrative.reading.contract import RestrictorKind
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.syntax.clauses import is_verb, phrase_start
from cin_narrative.reading.syntax.coordination import is_one_of_a_list
from cin_narrative.reading.syntax.matrix_clause import holding, matrix
from cin_narrative.reading.syntax.scope import confines, is_for_group, names_people
from cin_narrative.reading.syntax.verbs import CHOOSING, DOING, TELLING, WANTING
from cin_narrative.reading.syntax.words import Word, tagged
from cin_narrative.reading.words.closed_classes import (
    BARE_HEADS,
    FIRST,
    FUNCTION,
    INVERTED,
    NEGATION,
    POLITE,
    PREPOSITIONS,
    QUESTION,
    SECOND,
    words_of,
)
from cin_narrative.reading.words.senses import is_month
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import OPERATING


@dataclass(slots=True)
class Residue:
    """What is left of a clause: stretches that narrow it, operator words not taken, idle ones."""

    restrictors: list[tuple[int, int]] = field(default_factory=list)
    operators: list[tuple[int, int]] = field(default_factory=list)
    idle: list[tuple[int, int]] = field(default_factory=list)


def judge(facts: Facts, *, counted: bool, after: bool = False) -> Residue:
    """The residue of a clause; ``counted``: something is counted in it, or asked of what was;
    ``after``: something was asked before it, which it may narrow."""
    residue = Residue()
    start, end = facts.clause.start, facts.clause.end
    left = list(_content(facts, start, end))
    own = FIRST & set(facts.texts())  # "I mean eighteen"
    if left and not counted and after and not own and _only_cues(facts, left):
        residue.idle.append(trimmed(facts.spans, start, end))
        return residue
    if left and counted and _only_says_how(facts, left):
        residue.idle.append(trimmed(facts.spans, start, end))
        return residue
    begin, hung = _hung_on(facts, left) if left and counted else (start, start)
    other = [i for i in left if facts.spans.tokens[i].text not in TELLING]  # "and say whether"
    if any(is_one_of_a_list(facts.spans, i) for i in other if begin <= i < hung):
        begin, hung = start, start
    if any(begin <= i < hung for i in left):
        residue.idle.append(trimmed(facts.spans, begin, hung))
    operator = {i for one in facts.cues if one.kind in JUDGED for i in range(one.start, one.end)}
    left = [i for i in left if not begin <= i < hung]
    led = _led_by(facts, left) if left and counted else frozenset()
    residue.idle += [(group[0], group[-1] + 1) for group in _groups(sorted(led - operator))]
    for group in _groups([i for i in left if i not in led or i in operator]):
        target = residue.operators if set(group) <= operator else residue.restrictors
        target.append((group[0], group[-1] + 1))
    return residue


def _only_says_how(facts: Facts, left: list[int]) -> bool:
    """Whether a clause says only how the figure is wanted: "numbers are sufficient", "a percentage
    is fine", "the rate is all we need"."""
    asks = facts.texts()[0] in QUESTION | INVERTED or facts.having("negation")
    if asks or facts.measured.measures or not facts.having("metric"):
        return False
    words = {word.token: word for word in tagged(facts.spans, facts.clause.start, facts.clause.end)}
    stated = any(word.has("VB") for word in words.values())
    wanted = {i for i in left if i - 1 in words and words[i - 1].text in FIRST | {"i", "we"}}
    return stated and all(i in wanted or (i in words and words[i].has("AJ", "AV0")) for i in left)


def _hung_on(facts: Facts, left: list[int]) -> tuple[int, int]:
    """Where the clause that what is asked hangs on stands: "could you tell me |", "members want to
    know |"."""
    start, tokens = facts.clause.start, facts.spans.tokens
    if _includes(facts, left):
        return left[0], left[0] + 1
    wondered = start + 2 < facts.clause.end and tokens[start + 2].text in QUESTION
    if wondered and tokens[start].text in ("any", "no") and left[0] == start + 1:
        return start, start + 2  # "any idea how many"
    led = tokens[min(start + 1, facts.clause.end - 1)].text in PREPOSITIONS
    if left[0] == start and led and tokens[start].text in DOING:
        return start, start + 1  # "looking at 2019 against 2023"
    question = facts.core >= start and tokens[facts.core].text in QUESTION
    begins = min((i for i in facts.owned if start <= i), default=start)
    end = facts.core if question or facts.core > start else begins
    words = tagged(facts.spans, start, facts.clause.end)
    put = _put_behind(facts, words)
    if put:  # "from schools, | could you tell me | how many"
        return matrix(put, question=True) or (start, start)
    if end <= start or left[0] >= end:
        return start, start
    lead = [word for word in words if word.token < end]
    texts = {word.text for word in lead}
    if names_people(lead) or (CHOOSING & texts and {"this", "it"} & texts):
        return start, start  # "restricting this to young carers, please provide |"
    return matrix(lead, question=question) or (start, start)


def _includes(facts: Facts, left: list[int]) -> bool:
    """ "Please include England's", "include the lowest year": where nothing else is unread, what is
    to be in the answer is asked for, and nothing is to be counted with it."""
    asked = facts.places or facts.having("superlative") or facts.having("metric")
    verb = facts.spans.tokens[left[0]].text in ("include", "add")
    return len(left) == 1 and verb and bool(asked) and not facts.measured.measures


def _put_behind(facts: Facts, words: Sequence[Word]) -> list[Word]:
    """The words between what narrows, put first, and the thing asked for, where the asker or the
    reader is spoken of: "for girls only, | could you tell me | the number"."""
    asked = [one.start for one in facts.having("metric")]
    asked += [word.token for word in words if word.text in ("how", "what", "which")]
    first = min(facts.counted, default=facts.clause.start)
    marks = [word.token for word in words if word.has("PUN") and word.token < min(asked, default=0)]
    if not asked or not marks:
        return []
    between = [word for word in words if marks[-1] < word.token < min(asked)]
    spoken = {word.text for word in between} & (FIRST | SECOND)
    put_first = facts.clause.start <= first < marks[-1] or names_people(
        [word for word in words if word.token < marks[-1]]
    )
    return between if spoken and put_first and not names_people(between) else []


def _led_by(facts: Facts, left: list[int]) -> frozenset[int]:
    """What stands before the noun phrase that is counted, and belongs to a verb there: "will the
    minister place in the library | the number of". Several people or things may be what is
    counted ("list the boys with ..."), and a noun that holds it be another thing ("a projection
    of ..."); a phrase that no verb has may narrow."""
    start, tokens = facts.clause.start, facts.spans.tokens
    anchors = [one.start for one in facts.having("metric")]
    anchors += [i for i in range(start, facts.clause.end) if tokens[i].text in QUESTION - {"that"}]
    if not anchors or left[0] >= min(anchors):
        return frozenset()
    words = tagged(facts.spans, start, facts.clause.end)
    things = (one.start for one in facts.measured.measures)
    begins = min(
        phrase_start(words, at) for at in (min(anchors), min(things, default=min(anchors)))
    )
    lead = [word for word in words if word.token < begins]
    verb = next(
        (
            word.token
            for at, word in enumerate(lead)
            if is_verb(words, at) or (at == 0 and word.text in WANTING)
        ),
        None,
    )
    counted = [one.start for one in facts.measured.measures]
    counted += [one.start for one in facts.cues if one.kind in JUDGED]
    if verb is None or min(counted, default=verb) < verb:
        return frozenset()  # "referrals and spend per child"
    other = words[0].text in MAKING  # "estimate the number of ...": another figure than is held
    if other or any(word.has("XX0") or word.text in CHOOSING for word in lead):
        return frozenset()
    uncounted = [word for word in lead if word.token not in facts.counted]
    if confines(uncounted) or is_for_group(uncounted):
        return frozenset()
    narrowing = {word.token for word in lead if word.has("NN2")} | holding(lead)
    narrowing |= {i for i in left if is_one_of_a_list(facts.spans, i)}
    narrowing |= {i for number in facts.numbers for i in range(*number)}  # "for the three"
    return frozenset(i for i in left if verb <= i < begins and i not in narrowing)


def _only_cues(facts: Facts, left: list[int]) -> bool:
    """Whether a sentence of its own has no word but those of operators: "true or not?"."""
    cues = {i for one in facts.cues for i in range(one.start, one.end)}
    numbers = [i for i in left if whole(facts.spans.tokens, i)[0] is not None]
    return all(i in cues or i in numbers for i in left) and any(i in cues for i in left)


ANYBODY = words_of("residue.anybody")  # who is one of all: an ask of its own
MAKING = words_of("residue.making")
JUDGED = OPERATING | {"negation"}


def _content(facts: Facts, start: int, end: int) -> Iterator[int]:
    """The tokens of a stretch that no slot owns and that are no words of grammar."""
    negated = {i for one in facts.having("negation") for i in range(one.start, one.end)}
    loose = {one for number in facts.numbers for one in range(*number)}
    loose |= {i for one in facts.spans.lengths for i in range(one.start, one.end)}
    said = [one for one in facts.spans.terms if one.name[0] != "=" and one.end - one.start > 1]
    loose |= {i for one in said if one.name != "service" for i in range(one.start, one.end)}
    for i in range(start, end):
        token = facts.spans.tokens[i]
        if i in facts.narrowing:
            yield i
            continue
        if i in facts.owned or token.kind == "mark":
            continue
        if i in facts.plain:
            continue
        if (
            i in negated
            or i in loose
            or token.text in ANYBODY
            or is_month(facts.spans.tokens, i)
            or token.kind in ("period", "number")
            or (
                token.text not in FUNCTION
                and token.text not in POLITE
                and token.text not in BARE_HEADS
            )
        ):
            yield i


def _groups(left: list[int]) -> Iterator[list[int]]:
    """Neighbouring words as one span."""
    group: list[int] = []
    for i in left:
        if group and i != group[-1] + 1:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def trimmed(spans: Spans, start: int, end: int) -> tuple[int, int]:
    """A stretch without the marks at its ends."""
    while start < end and spans.tokens[start].kind == "mark":
        start += 1
    while end > start + 1 and spans.tokens[end - 1].kind == "mark":
        end -= 1
    return start, end


KINDS: tuple[RestrictorKind, ...] = (
    "ward",
    "other_country",
    "cause",
    "forecast",
    "individual_child",
    "judgement",
)


def kind_of(words: str, *, capital: bool) -> RestrictorKind:
    """What a restrictor is, for the wording of an answer; it narrows all the same."""
    said = set(words.lower().split())
    if said <= NEGATION:
        return "unread"
    for kind in KINDS:
        if said & words_of(f"residue.{kind}"):
            return kind
    return "unknown_place" if capital else "attribute"
