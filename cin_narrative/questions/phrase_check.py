"""The checker of a model's paragraph: nothing passes but the slots it was given, in their places, joined by words that say nothing.

The reasons are ours and quote nothing of the reply. What each rule is for stands beside it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping

from cin_narrative.commentary.terms import Sort, load_words, read_terms
from cin_narrative.definitions.areas import Areas
from cin_narrative.questions.slots import FIXED, WORD, Draft, load_vocabulary

SLOT = re.compile(r"\{([A-Z]\d{1,3})\}")
PLAIN = re.compile(r"[A-Za-z ,.;:()]*")  # no hyphen: before a slot it would be a minus
GLUED = re.compile(r"[^\s(]\{|\}[^\s,.;:)]|[,;:.]{2}|[,;:.](?=[A-Za-z])|\(\s*\)")
LONGER, SPARE = 2, 200  # times the characters of the claims, and characters more, that a paragraph may have


def breach(paragraph: str, draft: Draft, areas: Areas) -> str:
    """Why the paragraph may not be shown; empty where it may."""
    outside = SLOT.sub(" ", paragraph)
    return _form(paragraph, outside, draft) or _slots(paragraph, draft) or _words(outside, areas) or _places(paragraph, draft)


def _form(paragraph: str, outside: str, draft: Draft) -> str:
    """One plain paragraph: no digit, markup, link, image, foreign letter or hidden character can even be written."""
    if len(paragraph) > LONGER * sum(len(sentence) for sentence in draft.sentences) + SPARE:
        return "it is too long"
    if any(letter.isdigit() for letter in outside):
        return "it has a number outside a slot"
    if not PLAIN.fullmatch(outside):
        return "it is not one plain paragraph"
    if GLUED.search(paragraph.strip()) or not _brackets_match(outside):
        return "it does not have the punctuation of plain sentences"
    if not paragraph.rstrip().endswith("."):
        return "it does not end as a sentence"
    if any(not SLOT.search(sentence) for sentence in re.split(r"\.\s", paragraph.strip())):
        return "it has a sentence without a slot"
    return ""


def _brackets_match(text: str) -> bool:
    """Whether brackets open and close in turn, none inside another."""
    found = re.sub(r"[^()]", "", text)
    return found == "()" * (len(found) // 2)


def _slots(paragraph: str, draft: Draft) -> str:
    """Every slot known, each as often as in the claims."""
    given = Counter(name for line in draft.lines for name in line[1::2])
    found = Counter(SLOT.findall(paragraph))
    if found.keys() - given.keys():
        return "it has a slot that it was not given"
    if given - found:
        return "it leaves out a slot"
    return "it uses a slot too often" if found - given else ""


def _words(outside: str, areas: Areas) -> str:
    """No word outside a slot that says anything: the lists give the reason, and a word in none of them is refused all the same."""
    vocabulary, terms = load_vocabulary(), load_words()
    words = {word.lower().replace("’", "'") for word in WORD.findall(outside)}
    parts = words | {part for word in words for part in re.split(r"['-]", word)}
    reasons = (
        ("it has a number in words", _all(terms["numbers"])),
        ("it has a word of direction outside a slot", _all(terms["directions"])),
        ("it names a time outside a slot", vocabulary.months),
        ("it gives a cause", vocabulary.causes),
        ("it has a word of amount outside a slot", vocabulary.amounts | _all(terms["measures"])),
    )
    for reason, refused in reasons:
        if parts & (refused - vocabulary.joining - vocabulary.roles):
            return reason
    if any(term.sort is Sort.AREA for term in read_terms(outside, areas)):
        return "it names an area outside a slot"
    return "" if words <= vocabulary.joining | vocabulary.roles else "it has words of its own outside the slots"


def _all(table: Mapping[str, list[str]]) -> frozenset[str]:
    return frozenset(part for words in table.values() for word in words for part in word.split())


def _places(paragraph: str, draft: Draft) -> str:
    """The slots claim by claim and in order, each with its own small word before it: a swap of two figures is found here."""
    found = re.split(SLOT, paragraph.strip())
    names, gaps, at = found[1::2], found[0::2], 0
    for line in draft.lines:
        own = line[1::2]
        here, between = names[at : at + len(own)], gaps[at : at + len(own)]
        moved = _moved(own, here)
        if Counter(here) != Counter(own):
            return "it moves a slot from one claim to another"
        if moved is None:
            return "it changes the order of the slots"
        if here and here[0][0] in FIXED and at and "." not in between[0]:
            return "it puts an area or a period beside the figures of another claim"
        reason = _same_gaps(own, line, here, between, moved)
        if reason:
            return reason
        at += len(own)
    return ""


def _moved(own: list[str], here: list[str]) -> int | None:
    """How many slots were put first: only the area or the period of a claim that has one of them; None for any other order."""
    kinds = Counter(name[0] for name in own)
    free = [name for name in own if name[0] in FIXED and kinds[name[0]] == 1]
    for count in range(len(free) + 1):
        for first in itertools.permutations(free, count):
            if here == [*first, *(name for name in own if name not in first)]:
                return count
    return None


def _same_gaps(own: list[str], line: list[str], here: list[str], between: list[str], moved: int) -> str:
    """Before each slot that was not put first: the same small word, the same end of a sentence, the same brackets."""
    left = list(enumerate(own))
    for name in here[:moved]:
        left.remove(next(pair for pair in left if pair[1] == name))
    for place, (was, _) in enumerate(left, start=moved):
        before, after = line[2 * was], between[place]
        if place == 0:
            before = before if not was else ""
            after = after.rpartition(".")[2]
        elif ("." in before) != ("." in after) and place != moved:
            return "it ends a sentence inside a claim"
        if _role(before) != _role(after):
            return "it changes the small word before a slot"
        if ("(" in before) != ("(" in after):
            return "it changes the brackets around a slot"
    return "it changes the small word before a slot" if any(map(_role, between[:moved])) else ""


def _role(text: str) -> str:
    """The last role word of the joining text before a slot, in its own sentence."""
    roles = load_vocabulary().roles
    words = [word.lower() for word in WORD.findall(text.rpartition(".")[2])]
    return next((word for word in reversed(words) if word in roles), "")
