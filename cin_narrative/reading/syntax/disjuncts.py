"""The grammar of a segment in, whether it is proved to say nothing of what is counted out.

Proved are: a clause whose subject is the asker, nobody in particular or a third party; an order to
whoever answers; a formula of letters; a phrase that says what an answer is for. A clause about what
was counted ("they must be ..."), a verb that chooses ("only count ...", "I want ...") and any bare
phrase may narrow, so they are not proved.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.syntax.clauses import NOUNS, Parsed, head_of, is_full_verb
from cin_narrative.reading.syntax.frames import (
    GROUPS,
    NEEDLESS,
    UTTERANCES,
    is_document,
    is_figure,
    is_formula,
    is_frame,
    is_occasion_put_first,
    names,
)
from cin_narrative.reading.syntax.verbs import (
    ASKING,
    CHOOSING,
    DOING,
    HANDLING,
    TELLING,
    WANTING,
    forms,
)
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import (
    ADDRESSEES,
    FIRST,
    GREETING,
    INVERTED,
    POLITE,
    SECOND,
    words_of,
)
from cin_narrative.reading.words.tokens import stem

OWN = FIRST | SECOND | words_of("syntax_idle.own")
INDEFINITE = words_of("syntax_idle.indefinite")
COUNTED = words_of("syntax_idle.counted")
KIN = words_of("syntax_idle.kin")
HEADS = words_of("syntax_idle.heads")
ONLY = words_of("syntax_idle.only")
LIMITING = ONLY | {"just"}


NEEDING = words_of("syntax_idle.needing")
WORKING = forms("syntax_idle.working")  # "I cover social affairs"
STATES = words_of("syntax_idle.states")  # "I'm after ..."


def is_idle(parsed: Parsed, *, before: bool, said: bool) -> bool:
    """Whether a segment is proved to narrow nothing; ``before``: it is a sentence before what is
    asked; ``said``: something of the field is named in it, a quality or a category."""
    if parsed.mood == "empty":
        return True
    texts = set(parsed.texts)
    if texts <= GREETING | POLITE | ADDRESSEES or (
        before and parsed.words[0].has("CRD") and "ones" in texts
    ):
        return True  # "two quick ones": questions, as nothing is counted yet
    if is_document(parsed):
        return True
    if chooses(parsed):
        return False
    if parsed.mood in ("statement", "elliptic"):
        return is_own(parsed) or is_of_answer(parsed) or (not said and _is_of_others(parsed))
    if parsed.mood == "question":
        return bool(SECOND & set(parsed.texts[:3])) or is_of_reader(parsed)
    if parsed.mood == "order":
        return True
    if parsed.mood == "participle":
        topic = parsed.words[1].has("PRP") and parsed.texts[0] in ("looking", "thinking")
        return (before or parsed.texts[0] in DOING) and not topic
    if is_formula(parsed.words) or is_frame(parsed, before):
        return True
    occasion = before and is_occasion_put_first(parsed.words) and not _names_group(parsed)
    return not said and (occasion or not _may_modify(parsed))


def is_spoken(parsed: Parsed) -> bool:
    """Whether a phrase names the question itself: "traveller question", "a query on girls"."""
    return parsed.words[-1].text in UTTERANCES and not parsed.words[0].has("PRP")


def is_of_reader(parsed: Parsed) -> bool:
    """Whether a yes/no question is of whoever reads or asks it: "could somebody check slide 9"."""
    whom = {"you", "i"} | (INDEFINITE if parsed.words[0].has("VM") else set())
    return parsed.texts[0] in INVERTED and bool(whom & set(parsed.texts[1:2]))


def _names_group(parsed: Parsed) -> bool:
    """Whether people, or what they live in or belong to, are named."""
    texts = set(parsed.texts) | {stem(text) for text in parsed.texts}
    return bool((COUNTED | GROUPS | KIN) & texts) or names(parsed.words)


def _may_modify(parsed: Parsed) -> bool:
    """Whether a bare phrase may be said of what is counted: people, cases, a prepositional phrase
    ("from councillors"), or a noun without a determiner ("urgent cases", "domestic violence").

    A noun phrase of one thing that is complete in itself ("the middle value", "no commentary")
    stands beside the question as a heading or a wish: it has no noun to belong to.
    """
    words, texts = parsed.words, set(parsed.texts)
    head = head_of(words)
    if head is None or not head.has("NN") or words[0].has("PRP", "PRF", "AJ", "AV", "VV"):
        return True
    if (COUNTED | GROUPS) & (texts | {stem(text) for text in texts}):
        return True
    written = [word.written[:1] for word in words[1:] if not word.has("PUN")]
    titled = len(written) > 1 and all(map(str.isupper, written))  # "the Black Country"
    single = head.has("NN1", "NN0") and not (names(words) or titled)
    return not (single and words[0].has("AT0", "DPS", "DT0"))


def chooses(parsed: Parsed) -> bool:
    """Whether a segment may say what is to be counted."""
    texts = parsed.texts
    if parsed.mood == "order" and "this" in texts[1:2] and UTTERANCES & set(texts):
        return False  # "treat this as a request for recorded information only"
    limiting = any(text in LIMITING and (at or text != "just") for at, text in enumerate(texts))
    if HEADS & set(texts) and parsed.mood != "statement":
        return True
    ones = "ones" in texts and texts[max(0, texts.index("ones") - 2) :][:2] != ["the", "only"]
    aside = parsed.mood == "order" and {"aside", "apart"} & set(texts)  # "set aside the duplicates"
    if aside or ones or (limiting and parsed.mood != "statement") or _just(parsed):
        return True
    if parsed.mood == "statement" and COUNTED & {word.text for word in parsed.subject[:3]}:
        return not OWN & {word.text for word in parsed.subject[:1]}
    if OWN & set(texts) and _limits(parsed.words):
        return True  # "I only care about ..."
    verbs = [
        at
        for at, word in enumerate(parsed.predicate[: _end_of_clause(parsed.predicate)])
        if is_full_verb(word) and not _is_participle(parsed.predicate, at)
    ]
    chosen = CHOOSING - WORKING if parsed.mood == "statement" else CHOOSING
    own = parsed.mood != "statement" or bool(OWN & {word.text for word in parsed.subject})
    for at in verbs if own else ():
        text = parsed.predicate[at].text
        after = [word.text for word in parsed.predicate[at + 1 :]]
        if (after[:1] == ["this"] and UTTERANCES & set(after)) or set(after[-1:]) & UTTERANCES:
            continue  # "please consider this a request", "happy to narrow my request"
        if _is_of_text(parsed.predicate[at + 1 :]):
            continue  # "skip the preamble", "leave the commentary out"
        if text in chosen or (
            text in HANDLING and not _objects_to_nothing(parsed.predicate[at + 1 :])
        ):
            return True
        needless = text in NEEDING and any(word.has("XX0") for word in parsed.predicate[:at])
        if text in WANTING and not needless and _may_be_counted(parsed.predicate[at + 1 :], text):
            return True
    return own and _is_after(parsed)


def _just(parsed: Parsed) -> bool:
    """Whether "just" limits ("just boys"), and is not said of the asker ("just a mum", "just
    wondering")."""
    texts, begins = parsed.texts, parsed.mood == "phrase" or len(parsed.texts) < 3
    alone = texts[:1] == ["just"] and texts[1:2] not in (["a"], ["an"])
    return alone and begins and texts[-1] not in DOING


def _limits(words: Sequence[Word]) -> bool:
    """Whether "only" limits what is counted, and not the figure that is wanted of it ("I only want
    the middle value") or one thing that there is ("the only one")."""
    for at, word in enumerate(words):
        if word.text in ONLY and not (at and words[at - 1].has("AT0")):
            verb = next((i for i in range(at, len(words)) if words[i].has("V")), at)
            if not (is_figure(words[verb + 1 :]) or _is_state(words, verb)):
                return True
    return False


def _is_state(words: Sequence[Word], verb: int) -> bool:
    """Whether somebody only was somewhere: "I've only been in post three weeks", not "we've only
    been asked about boys"."""
    after = words[verb + 1 : verb + 2]
    return words[verb].has("VBN") and bool(after) and not after[0].has("VV", "AJ")


def _end_of_clause(words: Sequence[Word]) -> int:
    """Where another clause begins behind a verb: an embedded one, or one with its own subject."""
    for at, word in enumerate(words[:-1]):
        subject = words[at + 1].has("PN", "NN", "NP0", "AT0", "DPS")
        if at and (word.has("AVQ", "DTQ", "PNQ", "CJT", "CJS") or (word.has("CJC") and subject)):
            return at
    return len(words)


def _is_participle(words: Sequence[Word], at: int) -> bool:
    """Whether a participle stands by itself: "we had social services involved"."""
    return words[at].has("VVN") and not words[max(0, at - 1)].has("V", "AV0", "XX0")


def _is_after(parsed: Parsed) -> bool:
    """ "I'm after ...", "we are interested in ...", "I'm thinking of ..."."""
    words = [word for word in parsed.predicate if not word.has("AV0")]
    if parsed.mood != "statement" or len(words) < 3 or not words[0].has("VB"):
        return False
    if words[1].text not in STATES | {"thinking", "looking"}:
        return False
    return _may_be_counted([word for word in words[2:] if word.text not in ("in", "of", "for")], "")


def _is_of_text(words: Sequence[Word]) -> bool:
    """Whether what a verb handles is a part of the answer's text: "the commentary"."""
    end = next((at for at, word in enumerate(words) if word.has("PR", "CJ", "PUN", "AVP")), None)
    head = head_of(words[:end])
    return head is not None and bool({head.text, stem(head.text)} & (NEEDLESS - WANTING))


def _objects_to_nothing(words: Sequence[Word]) -> bool:
    """Whether a verb has no object but "it": "I will use it in a speech"."""
    rest = [word for word in words if not word.has("AV0", "AVP")]
    return not rest or rest[0].text in ("it", "this", "that") or rest[0].has("PRP", "TO0")


def _may_be_counted(words: Sequence[Word], verb: str) -> bool:
    """Whether what is wanted may be a kind of what is counted, not the answer or a thing to do."""
    rest = [word for word in words if not word.has("AV0", "XX0")]
    if HEADS & {word.text for word in words} or (verb == "mean" and words and not rest):
        return True
    if len(rest) > 2 and rest[0].has("TO0") and rest[1].text in TELLING | ASKING:
        about = rest[2].text in ("about", "of", "on", "at")
        return _may_be_counted(rest[2 + about :], "")  # "I want to know about ..."
    if not rest or rest[0].has("TO0", "CJ", "AVQ", "PUN") or rest[0].text in ("it", "this", "that"):
        return False
    quality = len(rest) > 1 and rest[0].has("VV") and rest[1].has(*NOUNS)  # "closed cases"
    if verb != "mean" and rest[0].has("PRP", "PRF", "VV", "VM", "VB") and not quality:
        return False
    if is_figure(rest):
        return False
    head = head_of(rest[: next((at for at, one in enumerate(rest) if one.has("V", "CJ")), None)])
    if head is not None and head.text in UTTERANCES:
        return False
    return rest[0].text not in UNCOUNTED


def is_own(parsed: Parsed) -> bool:
    """Whether a clause is the asker's, to the reader, of nobody in particular, or reports what
    somebody said."""
    if parsed.mood == "elliptic":
        return True
    first = {word.text for word in parsed.subject[:2]}
    spoken = set(parsed.verbs[:2]) & SAYING
    return (
        bool(first & (OWN | INDEFINITE))
        or bool(spoken)
        or bool(OWN & ({word.text for word in parsed.predicate} | set(parsed.texts[:2])))
    )


def is_of_answer(parsed: Parsed) -> bool:
    """Whether a clause says what becomes of the answer, or why it is wanted: "it is for a motion",
    "it goes into our report", "that would help", "so that it is fair"."""
    if parsed.mood != "statement":
        return False
    if parsed.subordinator == "so":
        return not any(word.has("CRD") or word.text in HEADS for word in parsed.words)
    rest = [word for word in parsed.predicate if not word.has("AV0", "XX0")]
    if not rest or {word.text for word in parsed.subject} - {"it", "this", "that", "which"}:
        return False
    if rest[0].has("VB"):
        head = head_of(rest[1:])
        request = head is not None and head.text in UTTERANCES
        return len(rest) > 1 and (rest[1].text in BECOMING or request)
    return rest[0].text in ("would", "will", "'d", "'ll") or not rest[0].has("VM")


UNCOUNTED = words_of("syntax_idle.uncounted")
BECOMING = words_of("syntax_idle.becoming")


def _is_of_others(parsed: Parsed) -> bool:
    """Whether a clause has a subject of its own, which is not what was counted."""
    subject = [word.text for word in parsed.subject]
    pointing = subject in (["it"], ["this"], ["that"], ["which"])
    return bool(subject) and not (pointing or is_of_kin(parsed))


def is_of_kin(parsed: Parsed) -> bool:
    """Whether something is or was so of the family of those counted: "the parents were in prison",
    "the mother had died"."""
    be = bool(parsed.predicate) and parsed.predicate[0].has("VB", "VH")
    kin = KIN & {stem(word.text) for word in parsed.subject}
    return be and bool(kin) and not OWN & set(parsed.texts)
