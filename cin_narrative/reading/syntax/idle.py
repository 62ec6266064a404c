"""The grammar of a segment in, whether it is proved to say nothing of what is counted out.

Proved are: a clause whose subject is the asker, nobody in particular or a third party; an order to
whoever answers; a formula of letters; a phrase that says what an answer is for. A clause about what
was counted ("they must be ..."), a verb that chooses ("only count ...", "I want ...") and any bare
phrase may narrow, so they are not proved.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.syntax.clauses import NOUNS, Parsed, head_of, is_full_verb
from cin_narrative.reading.syntax.matrix import legal_basis
from cin_narrative.reading.syntax.verbs import ASKING, CHOOSING, DOING, HANDLING, TELLING, WANTING
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import FIRST, GREETING, POLITE, SECOND, words_of
from cin_narrative.reading.words.tokens import stem

OWN = FIRST | SECOND | words_of("my our ours mine your yours")
INDEFINITE = words_of("nobody somebody everybody anybody someone everyone anyone no-one none nothing"
                      " something everything")  # fmt: skip
COUNTED = words_of("they those these ones them child children case cases who which")
HEADS = words_of("ones child children case cases")
FORMULAS = words_of("ta thanks thank thx cheers regards wishes yours gratitude")
UTTERANCES = words_of("question questions query queries request requests enquiry thing things ask"
                      " follow-up followup info information note point favour foi answer answers reply"
                      " response email letter reference check format following")  # fmt: skip
FIGURES = words_of("figure number value percentage rate total count median average proportion share data"
                   " statistic stat position rank row column line decimal source citation")  # fmt: skip
PLAINEST = words_of("middle exact actual overall raw headline plain final single both published whole")
DAYS = words_of("monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight"
                " yesterday weekend noon midday midnight am pm")  # fmt: skip
# What people live in or belong to: "for the ward" may say whose figures, as "for the board" cannot.
TIMES = words_of("period month quarter week day time date year")
GROUPS = words_of("ward town village parish district estate neighbourhood locality area region patch"
                  " postcode constituency division community family household school nursery college"
                  " class year cohort team service office unit hub hospital surgery agency group band"
                  " category gender sex age faith religion boy girl baby toddler teenager infant"
                  " sibling parent carer mother father son daughter brother sister cousin")  # fmt: skip
# Texts and meetings: what "for" brings without an article, or what a heading names.
DOCUMENTS = words_of("report paper note notes slides brief briefing chapter section slide deck presentation"
                     " dissertation thesis essay article story piece column newsletter speech motion"
                     " draft appendix submission minutes agenda pack scorecard dashboard jsna sef"
                     " assignment coursework meeting board committee panel scrutiny cabinet council"
                     " conversation inspection audit supervision workshop debate interview"
                     " deadline publication print parliament paragraph page chapter executive newsletter table graphic"
                     " map headline tab worksheet spreadsheet sentence summary profile review")  # fmt: skip
CONDITIONAL = words_of("if where as when")
OBTAINABLE = words_of("possible poss available held known applicable appropriate relevant needed")
PURPOSES = words_of("contrast comparison context reference interest information completeness background")
HOURS = words_of("min mins minute minutes hour hours hr hrs")
MEETING = words_of("before on at in")
NEEDLESS = words_of("rush hurry worries commentary narrative explanation chart graph table need")
FEELINGS = words_of("happy glad keen grateful curious conscious aware pleased willing hopeful")
BODIES = words_of("scrutiny cabinet committee council parliament jsna sef coursework")
ONLY = words_of("only solely purely exclusively")
LIMITING = ONLY | {"just"}


WANTED = words_of("needed wanted required necessary")
NEEDING = words_of("need require")
STATES = words_of("after interested about for")  # "I'm after ..."


def is_idle(parsed: Parsed, *, before: bool, said: bool) -> bool:
    """Whether a segment is proved to narrow nothing; ``before``: it is a sentence before what is
    asked; ``said``: something of the field is named in it, a quality or a category."""
    if parsed.mood == "empty":
        return True
    texts = set(parsed.texts)
    if texts <= GREETING | POLITE or (before and parsed.words[0].has("CRD") and "ones" in texts):
        return True  # "two quick ones": questions, as nothing is counted yet
    if is_document(parsed):
        return True
    if chooses(parsed):
        return False
    if parsed.mood in ("statement", "elliptic"):
        return (is_own(parsed) or is_of_answer(parsed) or (
            not said and _is_of_others(parsed)))  # fmt: skip
    if parsed.mood == "question":
        return bool(SECOND & set(parsed.texts[:3]))
    if parsed.mood == "order":
        return True
    if parsed.mood == "participle":
        topic = parsed.words[1].has("PRP") and parsed.texts[0] in ("looking", "thinking")
        return (before or parsed.texts[0] in DOING) and not topic
    if is_formula(parsed.words) or _is_frame(parsed, before):
        return True
    return not said and not _may_modify(parsed)


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
    if (COUNTED | GROUPS) & texts or (COUNTED | GROUPS) & {stem(text) for text in texts}:
        return True
    single = head.has("NN1", "NN0") and not _names(words)
    return not (single and words[0].has("AT0", "DPS", "DT0"))


def chooses(parsed: Parsed) -> bool:
    """Whether a segment may say what is to be counted."""
    texts = parsed.texts
    limiting = any(text in LIMITING and (at or text != "just") for at, text in enumerate(texts))
    if HEADS & set(texts) and parsed.mood != "statement":
        return True
    just = texts[0] == "just" and (parsed.mood == "phrase" or len(texts) < 3)
    if "ones" in texts or (limiting and parsed.mood != "statement") or (
        just and texts[-1] not in DOING):  # fmt: skip
        return True
    if parsed.mood == "statement" and COUNTED & {word.text for word in parsed.subject[:3]}:
        return not OWN & {word.text for word in parsed.subject[:1]}
    if OWN & set(texts) and _limits(parsed.words):
        return True  # "I only care about ..."
    verbs = [at for at, word in enumerate(parsed.predicate)
             if is_full_verb(word) and not _is_participle(parsed.predicate, at)]  # fmt: skip
    end = _end_of_clause(parsed.predicate)
    verbs = [at for at in verbs if at < end]
    own = parsed.mood != "statement" or bool(OWN & {word.text for word in parsed.subject})
    for at in verbs if own else ():
        text = parsed.predicate[at].text
        after = [word.text for word in parsed.predicate[at + 1 :]]
        if after[:1] == ["this"] and UTTERANCES & set(after):
            continue  # "please consider this a request"
        if text in CHOOSING or (
            text in HANDLING and not _objects_to_nothing(parsed.predicate[at + 1 :])
        ):
            return True
        needless = text in NEEDING and any(word.has("XX0") for word in parsed.predicate[:at])
        if text in WANTING and not needless and _may_be_counted(parsed.predicate[at + 1 :], text):
            return True
    return own and _is_after(parsed)


def _limits(words: Sequence[Word]) -> bool:
    """Whether "only" limits what is counted, and not the figure that is wanted of it ("I only want
    the middle value") or one thing that there is ("the only one")."""
    for at, word in enumerate(words):
        if word.text in ONLY and not (at and words[at - 1].has("AT0")):
            verb = next((i for i in range(at, len(words)) if words[i].has("V")), at)
            if not is_figure(words[verb + 1 :]):
                return True
    return False


def is_figure(words: Sequence[Word]) -> bool:
    """Whether a phrase is of the figure itself, with nothing that says of what: "the two rates"."""
    rest = [word for word in words if not word.has("PUN")]
    while rest and (rest[0].has("AT0", "DT0", "DPS", "CRD", "ORD", "AV0") or rest[0].text in PLAINEST):
        rest = rest[1:]
    behind = rest[1:2]
    alone = not behind or not behind[0].has("PRF", "NN", "AJ", "VVN", "VVG", "PNQ", "DTQ")
    return bool(rest) and stem(rest[0].text) in FIGURES | UTTERANCES and alone


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
    return rest[0].text not in ("a", "an", "you", "your", "some", "help", "me", "us", "whether")


def is_own(parsed: Parsed) -> bool:
    """Whether a clause is the asker's, to the reader, of nobody in particular, or reports what
    somebody said."""
    if parsed.mood == "elliptic":
        return True
    first = {word.text for word in parsed.subject[:2]}
    spoken = set(parsed.verbs[:2]) & SAYING
    return bool(first & (OWN | INDEFINITE)) or bool(spoken) or bool(
        OWN & ({word.text for word in parsed.predicate} | set(parsed.texts[:2])))  # fmt: skip


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


BECOMING = words_of("for going because to due part what why")


def _is_of_others(parsed: Parsed) -> bool:
    """Whether a clause has a subject of its own, which is not what was counted."""
    subject = [word.text for word in parsed.subject]
    return bool(subject) and subject not in (["it"], ["this"], ["that"], ["which"])


def is_formula(words: Sequence[Word]) -> bool:
    """Whether a phrase is one of letters: "kind regards", "many thanks in advance"."""
    return bool(FORMULAS & {word.text for word in words[:3]})


def _is_frame(parsed: Parsed, before: bool) -> bool:
    """Whether a phrase names the utterance, a day, a legal basis, or what the answer is for."""
    words, texts = parsed.words, parsed.texts
    if texts in (["much", "appreciated"], ["very", "much"]):
        return True
    if before and tuple(texts[:2]) in (("following", "up"), ("further", "to")):
        return True
    if len(texts) == 2 and words[0].has("AJ") and texts[1] == "one":
        return True  # "quick one": the question, as "urgent ones" are not
    if tuple(texts[:2]) == ("according", "to"):
        return True
    if texts[0] == "for" and len(texts) == 2 and texts[1] in PURPOSES:
        return True
    if DOCUMENTS & set(texts) and any(one.has("CRD") and two.text in HOURS for one, two in pairwise(words)):
        return True  # "team meeting in ten minutes"
    if texts[0] == "with" and is_figure(words[1:]):
        return True  # "with the source"
    if is_figure(words) and not any(word.has("PRF") for word in words):
        return True  # "data to March 2022"
    if texts[0] == "nothing" or (
        texts[0] == "no" and texts[-1] in WANTED | NEEDLESS | DOCUMENTS | UTTERANCES
    ):
        return True
    if texts[0] in FEELINGS or texts[:1] + texts[1:2] == ["just", "curious"]:
        return len(texts) < 3 or words[1].has("TO0", "CJS", "PRP")
    if any(one in WANTED and two in ("for", "by", "before") for one, two in pairwise(texts)):
        return True
    if texts[0] in CONDITIONAL and len(texts) < 4 and texts[-1] in OBTAINABLE:
        return True
    basis = legal_basis(words)
    if basis == len(words) or (before and (basis or words[0].has("TO0"))):
        return True
    head = head_of(words)
    if head is not None and not words[0].has("PRP", "PRF"):
        end = words.index(head) + 1
        named = bool(UTTERANCES & {*texts[:end], texts[-1]}) and (before or len(texts) < 4)
        if named or (before and head.text in DOCUMENTS and not _names(words)):
            return True
    if DAYS & set(texts) or (before and texts[-1] == "here"):
        return True
    if texts[0] in MEETING and len(texts) > 1 and head is not None and head.text in DOCUMENTS:
        return not _names(words)
    at = next((at for at, text in enumerate(texts) if text in ("for", "as")), None)
    led = at is not None and (at == 0 or (before and texts[at] == "for"))
    return led and at is not None and is_occasion(words[at + 1 :], texts[at])


def is_document(parsed: Parsed) -> bool:
    """Whether a segment says what text or meeting an answer is for: "for the vulnerable children
    chapter of our ..."."""
    phrase = parsed.mood == "phrase" and parsed.texts[0] in ("for", "in")
    return phrase and _is_document(parsed.words[1:])


def _is_document(words: Sequence[Word]) -> bool:
    """Whether a phrase is of one text or meeting."""
    head = head_of(words)
    determined = bool(words) and words[0].has("AT0", "DPS")
    return determined and head is not None and head.text in DOCUMENTS and not _names(words)


def is_own_document(words: Sequence[Word]) -> bool:
    """Whether a phrase to the end is of a text or meeting of the asker's: "my evidence notes"."""
    plain = not any(word.has("V", "PR", "CJ", "PUN") for word in words) and not _names(words)
    own = bool(words) and words[0].text in ("my", "our")
    return plain and own and stem(words[-1].text) in DOCUMENTS


def is_occasion(words: Sequence[Word], preposition: str = "for") -> bool:
    """Whether what "for" brings is what an answer goes into or when it is needed: one thing of the
    asker's ("my dissertation", "a motion", "the annual report", "Thursday's board")."""
    stops = ("PRP", "PRF", "PUN", "PN", "VVB", "VVZ", "VVD", "PER")
    adverbs = (at for at, word in enumerate(words) if word.has("AV") and not (
        words[at + 1 : at + 2] and words[at + 1].has("NN", "AJ")))  # fmt: skip
    end = min(next(adverbs, len(words)),
              next((at for at, word in enumerate(words) if word.has(*stops)), len(words)))  # fmt: skip
    phrase = words[:end]
    if not phrase or GROUPS & {word.text for word in phrase}:
        return False
    first, last = phrase[0], phrase[-1]
    if last.text in TIMES and first.text not in ("a", "an"):
        return False
    if preposition == "as":
        return first.text in ("a", "an")
    if any(word.has("POS") for word in phrase):
        return phrase[0].has("NP0", "PER") or phrase[0].text in DAYS
    known = last.text in BODIES or (stem(last.text) in DOCUMENTS and len(phrase) > 1)
    if known and not _names(phrase):
        return True
    single = last.has("NN1", "NN0") or (last.has(*NOUNS) and first.text in ("a", "an", "my"))
    return first.text in ("a", "an", "my", "our", "the", "this") and single and not _names(phrase)


def _names(words: Sequence[Word]) -> bool:
    """Whether a name stands in a phrase that is none of ours: "the Mickleover report"."""
    return any(word.has("NP0") and word.text != "london" and not word.written.isupper()
               for word in words)
