"""A bare phrase in, whether it frames a request out: a formula, a text, a meeting, a day, a law.

What it frames is the utterance, not what is counted: "for the annual report", "kind regards".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cin_narrative.reading.syntax.clauses import NOUNS, Parsed, head_of
from cin_narrative.reading.syntax.matrix_clause import legal_basis
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import POLITE, words_of
from cin_narrative.reading.words.tokens import stem

FORMULAS = words_of("syntax_idle.formulas")
UTTERANCES = words_of("syntax_idle.utterances")
FIGURES = words_of("syntax_idle.figures")
PLAINEST = words_of("syntax_idle.plainest")
CHAPTERS = words_of("syntax_idle.chapters")
LABELS = words_of("syntax_idle.labels") | UTTERANCES | CHAPTERS
DAYS = words_of("syntax_idle.days")
HOUR = re.compile(r"\d{1,2}(?:am|pm)")


# What people live in or belong to: "for the ward" may say whose figures, as "for the board" cannot.
TIMES = words_of("syntax_idle.times")
GROUPS = words_of("syntax_idle.groups")


# Texts and meetings: what "for" brings without an article, or what a heading names.
IDIOMS = ("much appreciated", "very much", "quick", "quick one", "quick question", "no rush")
DOCUMENTS = words_of("syntax_idle.documents")
OCCASIONS = tuple(one.replace("/", " ") for one in words_of("syntax_leads.occasions"))
CONCESSIVE = words_of("syntax_frames.concessive")
CONDITIONAL = words_of("syntax_idle.conditional")
FORMS = words_of("syntax_frames.forms")
FORM_LEADS = words_of("syntax_frames.form_leads")
LAID = words_of("syntax_frames.laid")
REQUESTED = words_of("syntax_frames.requested")
AFTER_HEAD = (
    "PN",
    "DTQ",
    "CJ",
    "PRP",
    "TO0",
    "VM",
    "VVZ",
)  # what a relative or a purpose begins with
OBTAINABLE = words_of("syntax_idle.obtainable")
PURPOSES = words_of("syntax_idle.purposes")
HOURS = words_of("syntax_idle.hours")
MEETING = words_of("syntax_idle.meeting")
NEEDLESS = words_of("syntax_idle.needless")
FEELINGS = words_of("syntax_idle.feelings")
BODIES = words_of("syntax_idle.bodies")
WANTED = words_of("syntax_idle.wanted")


def is_figure(words: Sequence[Word]) -> bool:
    """Whether a phrase is of the figure itself, with nothing that says of what: "the two rates"."""
    rest = [word for word in words if not word.has("PUN")]
    while rest and (
        rest[0].has("AT0", "DT0", "DPS", "CRD", "ORD", "AV0") or rest[0].text in PLAINEST
    ):
        rest = rest[1:]
    behind = rest[1:2]
    alone = not behind or not behind[0].has("PRF", "NN", "AJ", "VVN", "VVG", "PNQ", "DTQ")
    led = bool(rest) and not rest[0].has("PRP")  # not "following a hospital visit"
    return led and stem(rest[0].text) in FIGURES | UTTERANCES and alone


def is_placed_figure(words: Sequence[Word]) -> bool:
    """Whether a phrase is of the figure of a place that is named: "and the figure for Oldham"."""
    rest = [word for word in words if not word.has("CJC", "PUN")]
    named = [at for at, word in enumerate(rest) if word.has("NP0")]
    behind = rest[named[-1] + 1 :][:1] if named else []
    return is_figure(rest) and bool(named) and not any(one.has("NN", "AJ", "V") for one in behind)


def is_formula(words: Sequence[Word]) -> bool:
    """Whether a phrase is one of letters: "kind regards", "many thanks in advance"."""
    return bool(FORMULAS & {word.text for word in words[:3]})


def is_frame(parsed: Parsed, before: bool) -> bool:
    """Whether a phrase names the utterance, a day, a legal basis, or what the answer is for."""
    if _is_idiom(parsed, before) or _is_of_the_figure(parsed):
        return True
    words, texts = parsed.words, parsed.texts
    if texts[0] in FEELINGS or tuple(texts[:2]) == ("just", "curious"):
        return len(texts) < 3 or words[1].has("TO0", "CJS", "PRP")
    if any(one in WANTED and two in ("for", "by", "before") for one, two in pairwise(texts)):
        return True
    if _is_label(words) or texts[0] in CONCESSIVE:  # "whatever the reason" limits nothing
        return True
    basis = legal_basis(words)
    if basis == len(words) or (before and (basis or words[0].has("TO0"))):
        return True
    if _is_named(words, before) or _is_of_day(texts) or (before and texts[-1] == "here"):
        return True
    head = head_of(words)
    if texts[0] in MEETING and len(texts) > 1 and head is not None and head.text in DOCUMENTS:
        return not names(words)
    at = next((at for at, text in enumerate(texts) if text in ("for", "as")), None)
    led = at is not None and (at == 0 or (before and texts[at] == "for"))
    return led and at is not None and is_occasion(words[at + 1 :], texts[at])


NOT_WHEN = (("at", "the"), ("at", "weekends"), ("during", "the"), ("in", "the"))


def _is_of_day(texts: Sequence[str]) -> bool:
    """Whether a phrase says on what day or at what hour an answer is needed; "at the weekend" may
    say when what is counted was so."""
    day = any(text in DAYS or HOUR.fullmatch(text) for text in texts)
    return day and tuple(texts[:2]) not in NOT_WHEN


def _is_label(words: Sequence[Word]) -> bool:
    """Whether a phrase numbers a letter, a place to write to or a part of a text: "ref 4471", "for
    table 3 of the JSNA", "room 204", "request no. 3". A number behind a noun is its name."""
    rest = [word for word in words if word.text == "no" or not word.has("PUN", "AT0", "DPS")]
    while rest and (rest[0].has("PR") or rest[0].text in ("for", "re", "in", "on")):
        rest = rest[1:]
    at = next((at for at, word in enumerate(rest) if word.has("CRD")), 0)
    of = rest[at + 1 :]
    behind = not of or (len(of) < 4 and of[0].has("PR") and stem(of[-1].text) in DOCUMENTS)
    light = ("NN", "NP0", "AJ", "UNC", "ITJ", "AV0", "ZZ0", "AT0")
    labelled = all(word.has(*light) for word in rest[:at])
    return bool(at and labelled and behind) and stem(rest[at - 1].text) in LABELS


def _is_idiom(parsed: Parsed, before: bool) -> bool:
    """Whether a phrase is a fixed one of letters: "much appreciated", "further to", "quick one",
    "according to", "if possible"."""
    words, texts = parsed.words, parsed.texts
    if " ".join(texts) in IDIOMS or tuple(texts[:2]) == ("according", "to"):
        return True
    if before and tuple(texts[:2]) in (("following", "up"), ("further", "to")):
        return True
    if tuple(texts[:3]) == ("as", "part", "of"):
        return True
    if texts[0] in CONDITIONAL and len(texts) < 4 and texts[-1] in OBTAINABLE:
        return True
    if words[0].has("AJ") and texts[1:2] == ["one"] and all(one.has("AV") for one in words[2:]):
        return True  # the question, as "urgent ones" are not
    curious = "out" in texts and texts[-1] in PURPOSES  # "purely out of curiosity"
    return curious or (texts[0] == "for" and len(texts) == 2 and texts[1] in PURPOSES)


def _is_of_the_figure(parsed: Parsed) -> bool:
    """Whether a phrase is of the figure and its form alone: "data to March 2022", "with the
    source", "no chart"; or says when a meeting is: "team meeting in ten minutes"."""
    words, texts = parsed.words, parsed.texts
    if DOCUMENTS & set(texts) and any(
        one.has("CRD") and two.text in HOURS for one, two in pairwise(words)
    ):
        return True
    if (texts[0] == "with" and is_figure(words[1:])) or _is_laid_out(words):
        return True
    theirs = texts[0] in ("their", "its")  # "and their average?" asks
    if is_figure(words) and not (theirs or any(word.has("PRF") for word in words)):
        return True
    needless = texts[0] == "no" and texts[-1] in WANTED | NEEDLESS | DOCUMENTS | UTTERANCES
    return texts[0] == "nothing" or needless


def _is_laid_out(words: Sequence[Word]) -> bool:
    """Whether a phrase says how the answer is to look: "as bullet points", "in a form that works
    with a screen reader", "laid out so I can print it"; or that it was promised."""
    texts = [word.text for word in words]
    if texts[0] in LAID and not words[0].has("VVB", "VVI"):
        return True
    if texts[0] == "as" and REQUESTED & set(texts[1:2]):
        return len(texts) < 4 or words[2].has("PR")  # "as discussed with your colleague"
    if words[0].has("VVZ", "VVG") and FORM_LEADS & set(texts[1:2]):  # "goes on a chart"
        return texts[-1] in DOCUMENTS or _is_laid_out(words[1:])
    if texts[0] not in FORM_LEADS:
        while words[0].has("CRD", "AT0", "AJ") and len(words) > 1:  # "three short bullets"
            words = words[1:]
        alone = len(words) < 2 or words[1].text in CONDITIONAL
        return alone and bool({words[0].text, stem(words[0].text)} & FORMS)
    end = next((at for at, word in enumerate(words) if at and word.has(*AFTER_HEAD)), len(words))
    head = {texts[end - 1], stem(texts[end - 1])}
    return end > 1 and bool(head & FORMS) and not names(words[: end - 1])


def _is_named(words: Sequence[Word], before: bool) -> bool:
    """Whether a phrase names the utterance or, before what is asked, a text: "three questions"."""
    head = head_of(words)
    if head is None or words[0].has("PRP", "PRF"):
        return False
    texts = [word.text for word in words]
    end = words.index(head) + 1
    named = bool(UTTERANCES & {*texts[:end], texts[-1]}) and (before or len(texts) < 4)
    return named or (before and head.text in DOCUMENTS and not names(words))


def is_occasion_put_first(words: Sequence[Word]) -> bool:
    """Whether a phrase says what an answer is for: "in preparation for a visit", "as a parent"."""
    texts = " ".join(word.text for word in words)
    return any(texts.startswith(f"{one} ") for one in OCCASIONS)


def is_document(parsed: Parsed) -> bool:
    """Whether a segment says what text or meeting an answer is for: "for the vulnerable children
    chapter of our ..."."""
    phrase = parsed.mood == "phrase" and parsed.texts[0] in ("for", "in")
    return phrase and _is_document(parsed.words[1:])


def _is_document(words: Sequence[Word]) -> bool:
    """Whether a phrase is of one text or meeting."""
    head = head_of(words)
    determined = bool(words) and words[0].has("AT0", "DPS")
    return determined and head is not None and head.text in DOCUMENTS and not names(words)


def is_own_document(words: Sequence[Word]) -> bool:
    """Whether a phrase to the end is of a text or meeting of the asker's: "my evidence notes"."""
    while words and words[-1].text in POLITE:
        words = words[:-1]
    plain = not any(
        word.has("VVB", "VVZ", "VB", "VH", "VM", "PR", "PUN") for word in words
    ) and not names(words)
    last = stem(words[-1].text.rpartition("-")[2]) if words else ""  # "self-evaluation"
    own = bool(words) and words[0].text in ("my", "our") and last in DOCUMENTS
    part = bool(words) and words[0].has("AT0") and last in CHAPTERS
    return plain and (own or part)


def is_occasion(words: Sequence[Word], preposition: str = "for") -> bool:
    """Whether what "for" brings is what an answer goes into or when it is needed: one thing of the
    asker's ("my dissertation", "a motion", "the annual report", "Thursday's board")."""
    stops = ("PRP", "PRF", "PUN", "PN", "VVB", "VVZ", "VVD", "PER")
    adverbs = (
        at
        for at, word in enumerate(words)
        if word.has("AV") and not (words[at + 1 : at + 2] and words[at + 1].has("NN", "AJ"))
    )
    end = min(
        next(adverbs, len(words)),
        next((at for at, word in enumerate(words) if word.has(*stops)), len(words)),
    )
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
    if known and not names(phrase):
        return True
    single = last.has("NN1", "NN0") or (last.has(*NOUNS) and first.text in ("a", "an", "my"))
    return first.text in ("a", "an", "my", "our", "the", "this") and single and not names(phrase)


def names(words: Sequence[Word]) -> bool:
    """Whether a name stands in a phrase that is none of ours: "the Mickleover report"."""
    return any(
        word.has("NP0") and word.text != "london" and not word.written.isupper() for word in words
    )
