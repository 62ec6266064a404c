"""The checker of a model's paragraph: nothing passes but the slots it was given, in their places,
joined by words that say nothing.

The reasons are ours and quote nothing of the reply. What each rule is for stands beside it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping

from cin_narrative.catalogue.areas import Areas
from cin_narrative.messages import message
from cin_narrative.models.slots import FIXED, WORD, Draft, load_vocabulary
from cin_narrative.writing.terms import Sort, load_words, read_terms

SLOT = re.compile(r"\{([A-Z]\d{1,3})\}")
PLAIN = re.compile(r"[A-Za-z ,.;:()]*")  # no hyphen: before a slot it would be a minus
GLUED = re.compile(r"[^\s(]\{|\}[^\s,.;:)]|[,;:.]{2}|[,;:.](?=[A-Za-z])|\(\s*\)")
ARTICLES, LINKS, VERBS = {"a", "an", "the"}, {"which", "this", "that"}, {"was", "were", "is", "are"}
NOTHING = {*ARTICLES, "and"}
SUBJECTS = ("The ", "This ", "These ")
JOINTS = {"and", "while"}  # between two claims
ADDED = message("models.adds_words")
LONGER, SPARE = (
    2,
    200,
)  # times the characters of the claims, and characters more, that a paragraph may have


def breach(paragraph: str, draft: Draft, areas: Areas) -> str:
    """Why the paragraph may not be shown; empty where it may."""
    outside = SLOT.sub(" ", paragraph)
    return (
        _form(paragraph, outside, draft)
        or _slots(paragraph, draft)
        or _words(outside, areas)
        or _places(paragraph, draft)
    )


def _form(paragraph: str, outside: str, draft: Draft) -> str:
    """One plain paragraph: no digit, markup, link, image, foreign letter or hidden character can
    even be written."""
    if len(paragraph) > LONGER * sum(len(sentence) for sentence in draft.sentences) + SPARE:
        return message("models.text_too_long")
    if any(letter.isdigit() for letter in outside):
        return message("models.number_outside")
    if not PLAIN.fullmatch(outside):
        return message("models.not_one_paragraph")
    if GLUED.search(paragraph.strip()) or not _brackets_match(outside):
        return message("models.punctuation")
    if not paragraph.rstrip().endswith("."):
        return message("models.no_end")
    if any(not SLOT.search(sentence) for sentence in re.split(r"\.\s", paragraph.strip())):
        return message("models.sentence_without_slot")
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
        return message("models.unknown_slot")
    if given - found:
        return message("models.slot_left_out")
    return message("models.slot_too_often") if found - given else ""


def _words(outside: str, areas: Areas) -> str:
    """No word outside a slot that says anything: the lists give the reason, and a word in none of
    them is refused all the same."""
    vocabulary, terms = load_vocabulary(), load_words()
    words = {word.lower().replace("’", "'") for word in WORD.findall(outside)}
    parts = words | {part for word in words for part in re.split(r"['-]", word)}
    reasons = (
        (message("models.number_in_words"), _all(terms["numbers"])),
        (message("models.direction_outside"), _all(terms["directions"])),
        (message("models.time_outside"), vocabulary.months),
        (message("models.cause"), vocabulary.causes),
        (message("models.amount_outside"), vocabulary.amounts | _all(terms["measures"])),
    )
    for reason, refused in reasons:
        if parts & (refused - vocabulary.joining):
            return reason
    if any(term.sort is Sort.AREA for term in read_terms(outside, areas)):
        return message("models.area_outside")
    return "" if words <= vocabulary.joining else message("models.own_words")


def _all(table: Mapping[str, list[str]]) -> frozenset[str]:
    return frozenset(part for words in table.values() for word in words for part in word.split())


def _places(paragraph: str, draft: Draft) -> str:
    """The claims one after the other, each with its own slots in their order and its own words
    between them.

    A model may begin a claim with its area or its period, join it to the one before, and add or
    leave out a word that says nothing. It cannot turn a sentence round, take a figure from one
    claim to another, or change what stands between two slots.
    """
    found = re.split(SLOT, paragraph.strip())
    names, gaps, at, tail = found[1::2], found[0::2], 0, ""
    for line in draft.lines:
        own = line[1::2]
        here, between = names[at : at + len(own)], gaps[at : at + len(own)]
        if Counter(here) != Counter(own):
            return message("models.slot_moved")
        order = _order(line, here, draft)
        if order is None:
            return message("models.slots_reordered")
        goes_on = _can_go_on(here[0], draft) if at else None
        reason = _beginning(between[0], tail, line[2 * order[0]], goes_on) or _inside(
            line, order, between
        )
        if reason:
            return reason
        at, tail = at + len(own), line[-1].rstrip(". ")
    return "" if _is_same(tail, gaps[-1].rstrip(". ")) else ADDED


def _order(line: list[str], here: list[str], draft: Draft) -> list[int] | None:
    """The places that the slots here had in the claim: as they were, but for its area or period put
    first; None for any other order."""
    own = line[1::2]
    free = [place for place in range(1, len(own)) if _may_go_first(line, place, draft)]
    for count in range(len(free) + 1):
        for first in itertools.permutations(free, count):
            order = [*first, *(place for place in range(len(own)) if place not in first)]
            if here == [own[place] for place in order]:
                return order
    return None


def _may_go_first(line: list[str], place: int, draft: Draft) -> bool:
    """Whether the whole claim is about this area or period: in "higher than {P1}" or "{F1}, against
    {F2} in {A1}" only a part is."""
    own, name, gap = line[1::2], line[2 * place + 1], line[2 * place].strip(" ,").lower()
    if (
        name[0] not in FIXED
        or gap != ("in" if name[0] == "A" else "")
        or sum(other[0] == name[0] for other in own) > 1
    ):
        return False
    kinds = [other[0] for other in own[:place]]
    last = WORD.findall(draft.values.get(own[place - 1], ""))[-1:]
    hangs = {word.lower() for word in last} & load_vocabulary().hanging
    return "D" not in kinds and kinds.count("F") <= 1 and not hangs


def _can_go_on(name: str, draft: Draft) -> bool:
    """Whether a claim that begins with this slot can go on in the sentence of the one before: only
    with the thing that it speaks of."""
    return name[0] == "T" and draft.values.get(name, "").startswith(SUBJECTS)


def _beginning(gap: str, tail: str, was: str, goes_on: bool | None) -> str:
    """A claim begins as a sentence of its own, or, where it may (None for the first), goes on in
    that before after "and" or "while"."""
    head, stop, rest = gap.rpartition(".")
    if stop or goes_on is None:
        return "" if _is_same(tail if stop else "", head) and _is_same(was, rest) else ADDED
    ended, words = _words_of(tail), _words_of(gap)
    joint = words[len(ended) : len(ended) + 1]
    if not goes_on or words[: len(ended)] != ended or not set(joint) & JOINTS:
        return message("models.claims_run_together")
    return "" if _is_same(f"{tail} {joint[0]} {was}", gap) else ADDED


def _inside(line: list[str], order: list[int], between: list[str]) -> str:
    """Between the slots of a claim the words that stood there, the same brackets, the same end of a
    sentence."""
    for place, was_at in enumerate(order):
        was, now = line[2 * was_at], between[place]
        if not place:
            continue
        if ("." in was) != ("." in now):
            return message("models.ends_inside")
        if any(was.count(bracket) != now.count(bracket) for bracket in "()"):
            return message("models.brackets")
        if not _is_same(was, now) or (was.strip() and not now.strip()):
            return message("models.words_between")
    return ""


def _is_same(was: str, now: str) -> bool:
    """Whether two stretches between slots say the same: but for articles, an "and" more, and "which
    was" before an article."""
    before, after = _words_of(was), _words_of(now)
    if any(was.count(bracket) != now.count(bracket) for bracket in "()") or after.count(
        "and"
    ) < before.count("and"):
        return False
    if ARTICLES & set(before) and not VERBS & set(before):
        link = next(
            (
                place
                for place in range(len(after) - 1)
                if after[place] in LINKS and after[place + 1] in VERBS
            ),
            None,
        )
        after = after if link is None else after[:link] + after[link + 2 :]
    return [word for word in before if word not in NOTHING] == [
        word for word in after if word not in NOTHING
    ]


def _words_of(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]
