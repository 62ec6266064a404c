"""A sentence that asks in, what stands before the thing asked for and says nothing of it out.

A noun phrase of English takes what narrows it between its determiner and its end. So the words
before "the number of ..." or "how many ..." are no part of it: they say who asks, why and how the
answer is wanted ("For the avoidance of doubt, my request is for | the number of ..."). They narrow
only where they choose ("leaving out ..."), compare, or name people, things or lengths that could be
what is counted ("for boys in care, please give | the number of ...").
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.sentences import items
from cin_narrative.reading.syntax.clauses import FINITE, NOMINATIVES, phrase_start
from cin_narrative.reading.syntax.disjuncts import OWN
from cin_narrative.reading.syntax.frames import is_frame, is_occasion, is_occasion_put_first
from cin_narrative.reading.syntax.matrix_clause import GOVERNING, matrix
from cin_narrative.reading.syntax.scope import (
    SPEAKING,
    chooses_among,
    is_for_group,
    names_people,
)
from cin_narrative.reading.syntax.segments import OPERATING, RANKED, Part, Segment
from cin_narrative.reading.syntax.verbs import forms
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import (
    GREETING,
    INVERTED,
    POLITE,
    PREPOSITIONS,
    QUESTION,
    SECOND,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import CueSpan
from cin_narrative.reading.words.tokens import stem

SPOKEN_OF = frozenset(("when", "where", "if", "whenever"))
UTTERING = SAYING | forms("syntax_leads.uttering")
MEMBERS = words_of("syntax_leads.members")
WARD = words_of("residue.ward")
MANY = words_of("syntax_leads.many")
PARTICLES = ("change", "compare", "closing")  # "look up", "rung down", "under review"
AGAIN = frozenset(("same", "ditto"))  # "the same for 2024, plus | how many of those" asks twice
HAVING = frozenset(("got", "gets"))
OF_ITSELF = ("brief", "definition", "about", "coverage", "help")  # "tell me about" asks
OPERATES = (*OPERATING - set(PARTICLES), *RANKED, "set", "region", "neighbours", "all")


def lead_of(sentence: Segment) -> Part | None:
    """The tokens before the thing that a sentence asks for, where they say nothing of it."""
    spoken = _spoken(sentence)
    if spoken:
        return sentence.part[0], spoken
    head = _head(sentence)
    if head is None or head <= sentence.part[0]:
        return None
    listed = [at for at in items(sentence.spans, *sentence.part) if at > sentence.part[0]]
    head = min(head, *listed, head)  # "could you tell me | 1. how many ..."
    lead = Segment.of(sentence.spans, (sentence.part[0], head), sentence.lexicon)
    rest = Segment.of(sentence.spans, (head, sentence.part[1]), sentence.lexicon)
    if (
        _has(lead, head)
        or not _addresses(lead)
        or _may_narrow(_without_occasion(lead, own=rest.names_its_own))
    ):
        return None
    stated = sentence.spans.tokens[head].kind == "number" and lead.words[-1].text in SAYING
    return lead.part[0], head - stated  # "slide 9 | says 80%": a figure said is to be confirmed


def _has(lead: Segment, head: int) -> bool:
    """ "Leeds has got | more plans than Hull": what is got is not asked for, but is the subject's
    more or less."""
    compared = any(one.kind == "compare" and one.start == head for one in lead.spans.cues)
    return compared and lead.words[-1].text in HAVING


def _spoken(sentence: Segment) -> int:
    """Where what somebody says begins whose meaning is asked: "when you say | re-referral, what
    ..."; nought where nothing is said."""
    words, named = sentence.words, sentence.lexicon.things
    if words[0].text not in SPOKEN_OF or not sentence.has("definition", "about"):
        return 0
    at = next((at for at, word in enumerate(words[:6]) if at and word.text in UTTERING), 0)
    while (
        at and at + 1 < len(words) and (words[at + 1].has("PR", "AT0") or words[at + 1].text == '"')
    ):
        at += 1
    begins = [
        one.start for one in sentence.spans.terms if one.name in named and sentence.holds(one)
    ]
    after = words[at + 1].token if 0 < at + 1 < len(words) else 0
    return after if at and begins and min(begins) == after else 0


def _head(sentence: Segment) -> int | None:
    """Where the thing asked for begins: "how many", or a metric with its determiner, before the
    first thing that is counted."""
    spans, (start, end) = sentence.spans, sentence.part
    things = [
        one.start
        for one in spans.terms
        if sentence.holds(one) and one.name in sentence.lexicon.things
    ]
    metrics = [one.start for one in spans.cues if sentence.holds(one) and one.kind == "metric"]
    for at in range(start, end - 1):
        asked = spans.tokens[at].text == "how" and spans.tokens[at + 1].text in MANY
        asked = asked or _is_whole(spans, at, start, things)
        named = at in metrics and spans.tokens[at].text not in ("many", "much")
        if not (asked or named) or not any(at < thing for thing in things):
            continue
        return at if asked else _begin(sentence, at)
    return _governed(sentence)


def _governed(sentence: Segment) -> int | None:
    """Where the thing begins that a verb of asking has as its object: "we should be grateful for |
    the timeliness of conferences"."""
    named = sentence.lexicon.things | sentence.lexicon.qualities
    begins = [
        one.start for one in sentence.spans.terms if sentence.holds(one) and one.name in named
    ]
    if not begins:
        return None
    begin = phrase_start(sentence.words, min(begins))
    lead = [word for word in sentence.words if word.token < begin]
    cued = any(one.start < begin for one in sentence.spans.cues if one.kind in OF_ITSELF)
    asking = matrix(lead, question=False) if lead and not cued else None
    return begin if asking is not None and asking[1] == begin else None


def _begin(sentence: Segment, metric: int) -> int:
    """Where the phrase of a metric begins, with what belongs to it: "last year's | rate", "what was
    the | rate"."""
    tokens, at = sentence.spans.tokens, metric
    while tokens[at].text in PREPOSITIONS:  # "rung down for | the number of"
        at += 1
    at = phrase_start(sentence.words, at)
    said = {i for one in sentence.spans.said for i in range(one.start, one.end)}
    while at > sentence.part[0] and (at - 1 in said or tokens[at - 1].text in INVERTED | QUESTION):
        at -= 1
    return at


def _is_whole(spans: Spans, at: int, start: int, things: list[int]) -> bool:
    """Whether it says of what a part is asked: "one figure: | of the plans that began, ..."."""
    of = at > start and spans.tokens[at].text == "of" and spans.tokens[at - 1].kind == "mark"
    return of and any(at < thing < at + 5 for thing in things)


def _addresses(lead: Segment) -> bool:
    """Whether somebody says something in it: the asker, the reader, or whoever a verb is of."""
    texts = set(lead.parsed.texts) | {word.text for word in lead.words}
    if lead.words[0].text in INVERTED and not (OWN | SECOND) & texts:
        return False  # "is Trafford's rate below ours"
    if all(word.text in INVERTED | NOMINATIVES for word in lead.words):
        return False  # "do we | have twice the rate"
    if any(
        word.text in QUESTION - {"that"} and (not at or lead.words[at - 1].has("PUN", "CJC"))
        for at, word in enumerate(lead.words)
    ):
        return False  # "which of them had the highest | rate"
    if [word.text for word in lead.words[1:2]] == ["when"] and lead.words[0].has("PR", "CJS"):
        return False  # "since when has Hull been above | the rate of England"
    spoken = texts & (POLITE | GREETING | GOVERNING)
    stated = any(word.has(*FINITE) for word in lead.words)
    return bool(spoken) or stated or (bool(lead.parsed.words) and is_frame(lead.parsed, True))


def _may_narrow(lead: Segment) -> bool:
    """Whether something in it chooses, compares, or could be what is counted."""
    lengths = any(lead.holds(one) for one in lead.spans.lengths)
    unknown = any(lead.holds(one) and not one.codes for one in lead.spans.places)
    local = WARD & {word.text for word in lead.words}
    numbered = bool(lead.words) and lead.words[-1].has("CRD")  # "Leeds had 30 | % of referrals"
    return bool(
        lead.terms - {"child", "again"}
        or lengths
        or unknown
        or local
        or numbered
        or any(text != stem(text) and stem(text) in MEMBERS for text in lead.parsed.texts)
        or _is_complement(lead)
        or _is_subject(lead)
        or is_divided(lead.spans, lead.part, lead.lexicon)
        or _fronted(lead)
        or is_for_group(lead.words)
        or lead.names_a_part
        or any(_operates(one, lead) for one in lead.spans.cues if lead.holds(one))
        or AGAIN & set(lead.parsed.texts)
        or chooses_among(lead.words)
    )


def _without_occasion(lead: Segment, *, own: bool) -> Segment:
    """A lead without what the answer is for: "in preparation for a visit, | please give"; where
    what follows names its ``own`` thing, "for the needs assessment | I need" is of one, too."""
    one = own and lead.words[0].text == "for" and is_occasion(lead.words[1:])
    if not (one or is_occasion_put_first(lead.words)):
        return lead
    ends = (
        word.token + word.has("PUN")
        for word in lead.words[2:]
        if word.text in {",", *NOMINATIVES} or word.text in INVERTED
    )
    return Segment.of(lead.spans, (next(ends, lead.part[1]), lead.part[1]), lead.lexicon)


def _is_complement(lead: Segment) -> bool:
    """Whether what follows belongs to a noun of the lead: "the ten councils with | the lowest"."""
    last, before = lead.words[-1:], lead.words[-2:-1]
    led = bool(last) and last[0].has("PR") and last[0].text != "for"
    if (
        led
        and last[0].text == "with"
        and any(_is_sent(lead.words, at) for at in range(len(lead.words)))
    ):
        return False  # "drop me a line with"
    return led and bool(before) and before[0].has("NN", "NP0")


def _is_sent(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a verb by which the asker is sent something: "drop me a line"."""
    return words[at].has("V", "NN") and [one.text for one in words[at + 1 : at + 3]] in SENT


SENT = [[whom, one] for whom in ("me", "us") for one in ("a", "an", "one", "some")]


def _is_subject(lead: Segment) -> bool:
    """Whether a place is the subject of a verb whose object is asked for: "Hull accounts for | what
    percentage of"."""
    named = any(one.codes and one.start == lead.part[0] for one in lead.spans.places)
    asks = GOVERNING & {word.text for word in lead.words}  # "Leeds has asked | how many"
    return named and bool(lead.words) and not (asks or lead.words[-1].has("PUN"))


def is_divided(spans: Spans, part: Part, lexicon: Lexicon) -> bool:
    """Whether a quality that tells apart is asked for in some tokens: "by age, | the number of"."""
    inside = [one for one in spans.terms if part[0] < one.start and one.end <= part[1]]
    return any(
        one.name in lexicon.qualities and spans.tokens[one.start - 1].text in ("by", "per", "each")
        for one in inside
    )


def _fronted(lead: Segment) -> bool:
    """Whether a phrase put first is no frame of a letter: "in Headingley, |", "online, |"."""
    for one in lead.pieces():
        words = [word for word in one.words if not word.has("PUN")]
        spoken = {word.text for word in words} & (SPEAKING | POLITE | GREETING)
        spoken |= {word.text for word in words if word.has("V") and word.text in GOVERNING}
        stated = any(word.has(*FINITE) for word in words)
        if not words or spoken or stated or words[0].has("TO0", "ITJ"):
            continue
        if not (one.is_aside(before=True) or _is_of_speaker(words)):
            return True
    return False


def _is_of_speaker(words: Sequence[Word]) -> bool:
    """Whether a verb without a subject of its own is put before a clause of the asker's or for the
    reader, whose it is then: "despite searching, | I cannot find", "rather than trawl the website,
    | could you"."""
    led = words[0].has("PR", "CJS") or words[0].text in ("rather", "instead")
    verb = next((word for word in words[1:4] if word.has("V")), None)
    return led and verb is not None and verb.has("VVG", "VVI", "VVB") and not names_people(words)


def _operates(one: CueSpan, lead: Segment) -> bool:
    """Whether a cue asks for more than a value ("the trend in | the number"), and is no particle of
    a verb nor one's own place."""
    if one.kind in PARTICLES:
        words = [word for word in lead.words if one.start <= word.token < one.end]
        words = [word for word in words if not _is_sent(lead.words, lead.words.index(word))]
        return any(word.has("NN", "VV", "AJC", "AV") and not word.has("AVP") for word in words)
    return one.kind in OPERATES and one.cue.value != "home"


def is_before_asking(pieces: Sequence[Segment]) -> bool:
    """Whether a phrase says when somebody asks, whose clause follows: "before fieldwork | I should
    like ..."."""
    one, own = pieces[0], pieces[1].parsed.texts[:1] if len(pieces) > 1 else []
    named = one.terms - {"again"} or one.names_a_part or any(map(one.holds, one.spans.said))
    led = one.parsed.texts[:1] in (["before"], ["ahead"]) and not named
    ours = one.words[1:2] and one.words[1].text in ("i", "we") and one.words[2:3]
    now = bool(ours) and one.words[2].has("VVB", "VBB", "VVI")  # "before we move on, is it true"
    return led and len(pieces) > 1 and (own in (["i"], ["we"]) or now)


def is_one(piece: Segment) -> bool:
    """ "Quick one, |": the question."""
    texts = piece.parsed.texts
    return len(texts) == 2 and texts[1] == "one" and is_frame(piece.parsed, before=True)
