"""A sentence of its own in, whether it only tells something and can narrow no count out.

What narrows a count stands in its phrase or its predicate, chooses ("only ...", "leave out ..."),
or is said of it elsewhere: of "they" or "it", of the thing by name, of people or cases. A sentence
with another subject and a verb of its own does none of that, nor does one whose subject is left
out because it is the asker, nor an order or a wish about the figure and its form.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.syntax.clauses import AUXILIARY, NOUNS, SEEMING
from cin_narrative.reading.syntax.disjuncts import COUNTED, HEADS, LIMITING, OWN, chooses, is_own
from cin_narrative.reading.syntax.frames import (
    DAYS,
    DOCUMENTS,
    FIGURES,
    GROUPS,
    PLAINEST,
    is_figure,
    is_occasion,
)
from cin_narrative.reading.syntax.matrix_clause import GOVERNING
from cin_narrative.reading.syntax.reports import reported, verb_of
from cin_narrative.reading.syntax.scope import SPEAKING, WORKS, chooses_among, names_people, scopes
from cin_narrative.reading.syntax.segments import FIGURED, RANKED, Segment
from cin_narrative.reading.syntax.verbs import ASKING, CHOOSING, WANTING
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import INVERTED, QUESTION, words_of
from cin_narrative.reading.words.stretches import Stretch
from cin_narrative.reading.words.tokens import stem

FORMULAS = words_of("syntax_frames.formulas")
WELCOME = words_of("syntax_telling.welcome")
CLOSING = words_of("syntax_telling.closing")
READER = frozenset(("you", "u", "ya"))
COMMENTING = words_of("syntax_telling.commenting")
BACK = COUNTED | words_of("syntax_telling.back")
POINTING = words_of("syntax_telling.pointing")
ATTRIBUTING = ("VB", "VH", "VM")


def tells(sentence: Segment, *, whole: bool = True) -> bool:
    """Whether a sentence only tells: no question of figures, no order that chooses, no figure to
    be confirmed; ``whole``: it is no part of one that asks."""
    words, texts = sentence.parsed.words, sentence.parsed.texts
    if not words or is_closing(texts):
        return bool(words)
    if scopes(sentence.words):
        return False
    if whole and (_speaks(sentence) or _is_opening(sentence)):
        return True
    free = not (_is_dated(sentence) or sentence.has("metric"))
    if texts[0] in QUESTION | INVERTED:
        return free and _asks_the_reader(sentence)
    if whole and _reports(sentence):
        return True
    if (free and _is_elliptic(words)) or (_is_of_form(words) and not _is_dated(sentence)):
        return True
    if sentence.parsed.subordinator == "so" and is_own(sentence.parsed):
        return any(word.has("VM") for word in sentence.parsed.predicate)  # "so I can see whether"
    verb = verb_of(words)
    if texts[0] == "they" and verb == 1 and not words[1].has(*ATTRIBUTING):
        return free and bool(OWN & set(texts))  # "they came to our house"
    asking = QUESTION & set(texts) - {"that", "when", "whether"}
    short = len(words) < 3 and not words[verb].has("VVB", "VVZ")  # "officers disagree"
    if short or (chooses(sentence.parsed) and not _wants_no_more(sentence, verb)) or asking:
        return False
    return verb > 0 and _states(sentence, verb) and not _limited(words, verb)


def _speaks(sentence: Segment) -> bool:
    """Whether the asker or the reader is spoken of, and nothing that could be counted: "sent from
    my phone", "there was something on the radio that made me think"."""
    texts = {word.text for word in sentence.words}
    named = sentence.parsed.predicate[:1] and sentence.parsed.predicate[0].has("VB")
    topic = named and WORKS & {word.text for word in sentence.parsed.subject}  # "my interest is"
    if not SPEAKING & texts or topic or chooses(sentence.parsed) or chooses_among(sentence.words):
        return False
    asks = sentence.parsed.mood == "question" or "many" in texts
    dated = [one for one in sentence.spans.periods if one.meaning.form not in ("recent", "latest")]
    said: list[Stretch] = [*sentence.spans.places, *dated]
    said += [] if lasts_for_the_asker(sentence) else sentence.spans.lengths
    return not (
        asks
        or any(sentence.holds(one) for one in said)
        or sentence.names_a_part
        or sentence.terms - {"again", "child"}
        or sentence.has("metric", "claim", *FIGURED - {"change"}, *RANKED)
    )


def lasts_for_the_asker(sentence: Segment) -> bool:
    """Whether a length of time is that of a state of the asker's: "I've been here three weeks"."""
    subject, predicate = sentence.parsed.subject, sentence.parsed.predicate
    own = [word.text for word in subject[:1]] in (["i"], ["we"])
    verb = next((word for word in predicate if word.has("V") and not word.has("VH")), None)
    return own and verb is not None and verb.has("VB") and not names_people(sentence.words)


def _reports(sentence: Segment) -> bool:
    """Whether a sentence only tells what somebody says, hears or thinks: whatever is said of the
    topic there, it confirms, chooses and limits nothing of what is counted."""
    words = sentence.parsed.words
    begin = reported(words)
    subject, said = words[: verb_of(words)], words[begin:]
    texts = [word.text for word in said]
    if not begin or sentence.has("claim") or set(texts) & (CHOOSING | LIMITING | {"many"}):
        return False
    counted = HEADS & {word.text for word in subject} or any(
        one.start == word.token
        for one in sentence.spans.terms
        for word in subject
        if one.name in sentence.lexicon.things
    )
    verb = verb_of(said)
    people = names_people(said[:verb]) or COUNTED & {stem(text) for text in texts[:verb]}
    of_them = people and said[verb].has(*ATTRIBUTING) and not said[0].has("EX0")
    return not (counted or of_them or {*texts[:1]} & (READER | COUNTED))


def comments(piece: Segment) -> bool:
    """Whether what marks set off says what the reader can or may do ("as far as you know", "when
    you get a sec"), or who says so ("as one councillor claimed"). Neither is what is counted."""
    words = piece.parsed.words
    reader = any(one.text in READER and two.has("V") for one, two in pairwise(words))
    led = bool(words) and (words[0].text in COMMENTING or words[0].has("CJS"))
    said = words[:1] and words[0].text == "as" and any(one.text in SAYING for one in words[2:])
    return (
        led
        and bool(reader or said)
        and not (_is_dated(piece) or chooses_among(words) or HEADS & {word.text for word in words})
    )


def conditions_the_reader(sentence: Segment) -> bool:
    """Whether it says what the reader is to do in some case: "if the cost limit would be
    exceeded please provide the most recent first"."""
    words = [word for word in sentence.words if not word.has("PUN")]
    put = bool(words) and words[0].text in ("if", "should", "where", "unless")
    ordered = any(
        one.text in ("please", "kindly") and two.has("VVB", "VVI", "VV")
        for one, two in pairwise(words)
    )
    said = sentence.spans.places and any(sentence.holds(one) for one in sentence.spans.places)
    return put and ordered and not (sentence.terms or said or sentence.names_a_part)


def _is_opening(sentence: Segment) -> bool:
    """ "Hope you are well", "thanks for taking my call", "good morning and thank you for ..."."""
    texts = {word.text for word in sentence.words}
    named = sentence.terms or sentence.names_a_part or QUESTION & texts - {"that", "who"}
    return bool(texts & FORMULAS) and not (
        named or names_people(sentence.words) or LIMITING & texts
    )


def is_closing(texts: Sequence[str]) -> bool:
    """ "Best, Priya", "much obliged": what a letter ends with."""
    return len(texts) < 4 and bool(CLOSING & set(texts[:2]))


def _is_dated(sentence: Segment) -> bool:
    """Whether a thing, a category, a place or a year is named in it."""
    spans = sentence.spans
    dated = [one for one in spans.periods if one.meaning.form not in ("recent", "latest")]
    said: list[Stretch] = [*spans.places, *dated]
    return (
        any(sentence.holds(one) for one in said)
        or sentence.names_a_part
        or bool(sentence.terms - {"again"})
    )


def _asks_the_reader(sentence: Segment) -> bool:
    """ "Does that make sense?", "can I rely on it?", "is there anything like that?"."""
    texts = sentence.parsed.texts
    cues = {one.kind for one in sentence.spans.cues if sentence.holds(one)}
    judged = any(word.has("AJ") for word in sentence.parsed.words[2:])
    return (
        texts[0] in INVERTED
        and texts[1:2] != []
        and texts[1] in POINTING
        and not (cues - {"anaphor", "set"} or (judged and texts[0] in ("is", "was")))
    )


def _is_elliptic(words: Sequence[Word]) -> bool:
    """Whether the asker is the subject that is not said ("just moved here", "been asked for this",
    "not sure where to look", "speaking to them tomorrow"), or "it" of a verb of seeming."""
    texts = {word.text for word in words}
    rest = [word for word in words if word.text == "here" or not word.has("AV0", "XX0")]
    if rest and rest[0].text in SEEMING and rest[0].has("VVZ"):
        return True
    rest = list(words[1:]) if words[0].has("XX0") else rest or list(words)
    after = rest[1:]
    if not rest:
        return False  # "not" alone
    if rest[0].has("AJ", "AV0") and after and after[0].has("TO0", "CJ", "AVQ", "DTQ"):
        return True
    if rest[0].has("TO0"):
        return not CHOOSING & texts
    if rest[0].text in WANTING and after and after[0].has("TO0"):
        return not (
            CHOOSING & texts or chooses_among(words)
        )  # "just like to know we are not alone"
    if rest[0].has("VBN") and after:
        return after[0].text in GOVERNING | SAYING
    if rest[0].has("VVG") and not CHOOSING & texts:
        return bool((DAYS | DOCUMENTS | OWN) & texts) or rest[-1].text == "something"
    return rest[0].has("VVN", "VVD") and bool(after) and after[0].text in ("here", *OWN)


def _is_of_form(words: Sequence[Word]) -> bool:
    """Whether it is of the question or of the figure's form: "bit of an odd one", "one for the
    board", "add the source", "to the nearest whole number"."""
    texts = [word.text for word in words]
    if texts[-1] == "one" and len(words) > 1 and words[-2].has("AJ") and {"a", "an"} & set(texts):
        return True
    if texts[:2] == ["one", "for"]:
        return is_occasion(words[2:])
    if texts[-1] in WELCOME or texts[:2] in (["one", "more"], ["not", "a"], ["not", "an"]):
        return not GROUPS & {stem(text) for text in texts}
    led = words[0].has("VVB", "VVI") or texts[0] in ("to", "with")
    if not led or stem(texts[-1]) not in FIGURES:
        return False
    nouns = (two.has("PRP", "PRF") for one, two in pairwise(words) if one.has("NN"))
    light = ("NN", "AT0", "DT0", "DPS", "CRD", "PRP", "PRF")
    return all(nouns) and all(one.has(*light) or one.text in PLAINEST for one in words[1:])


def _states(sentence: Segment, verb: int) -> bool:
    """Whether a clause has a subject of its own and confirms, asks and chooses no figure."""
    words, spans = sentence.parsed.words, sentence.spans
    texts = {word.text for word in words}
    if (ASKING | WANTING) & set(sentence.parsed.verbs[:1]) and not _wants_no_more(sentence, verb):
        return False
    if sentence.has("superlative", "each", "breakdown"):
        return False  # "top five will do"
    named = any(sentence.holds(one) for one in spans.places)
    own = OWN & {word.text for word in words[:verb]} or words[verb].text in SEEMING
    doing = own and not named and not SAYING & texts  # "I'm testing whether ..."
    if sentence.has("metric") and not (own and not sentence.names_its_own):
        return False
    placed = any(one.start == words[0].token for one in spans.places)
    if sentence.terms and sentence.has("claim", *(() if placed else ("negation",))):
        return False
    if (sentence.terms or named) and sentence.has(*FIGURED, *RANKED) and not doing:
        return False
    if any(one.has("VM") for one in words[verb:]) and CHOOSING & texts:
        return False  # "the total should not include ..."
    return _is_apart(words, verb, sentence)


def _wants_no_more(sentence: Segment, verb: int) -> bool:
    """Whether somebody else wants what cannot be counted, one thing or a thing to do: "trustees
    want assurance", "finance want to model it"."""
    words = sentence.parsed.words
    wanted = [word for word in words[verb + 1 :] if not word.has("AV0")]
    if words[verb].text not in WANTING or not wanted or chooses_among(words):
        return False
    own = OWN & {word.text for word in words} or SAYING & {word.text for word in wanted}
    many = any(word.has("NN2", "CRD") or stem(word.text) in FIGURES for word in wanted)
    return not (own or many or _is_dated(sentence)) and wanted[0].has("NN1", "TO0")


def _is_apart(words: Sequence[Word], verb: int, sentence: Segment) -> bool:
    """Whether a subject is neither what is counted nor what points back to it; a noun without a
    determiner is one only before a verb that is no participle."""
    subject, plain = words[:verb], words[verb].has(*AUXILIARY, "VVZ", "VVB")
    texts = [word.text for word in subject if not word.has("AV0", "PUN", "CJC")]
    if not texts or (subject[0].has("PRP", "PRF") and not {"i", "we"} & set(texts)):
        return False
    attributes = words[verb].has(*ATTRIBUTING)
    tokens = {word.token for word in subject}
    spans, parts = sentence.spans, sentence.spans.parts if attributes else ()
    things = {i for one in parts for i in range(one.start, one.end)}
    named = (one for one in spans.terms if one.name[0] != "=")
    things |= {i for one in named for i in range(one.start, one.end)}
    if tokens & things:
        return False
    if (OWN & set(texts[:1]) and not HEADS & set(texts)) or texts == ["there"]:
        return True
    people = {stem(text) for text in texts} & (COUNTED | (GROUPS if attributes else set()))
    determined = plain or subject[0].has("AT0", "DPS", "DT0", "CRD", "NP0", "PN")
    single = any(word.has(*NOUNS, "PN") for word in subject)
    return single and determined and not (BACK & set(texts) or people)


def _limited(words: Sequence[Word], verb: int) -> bool:
    """Whether "only" limits in it."""
    only = LIMITING & {word.text for word in words[verb:]} - {"just"}
    return bool(only) and not is_figure(words[verb + 1 :])
