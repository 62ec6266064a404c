"""The rules that need more than a list of words: numbers in their sentence, units, agreement, a or
an.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from cin_narrative.messages import message, words
from cin_narrative.writing.phrases import PER
from cin_narrative.writing.style.rules import EXTRA
from cin_narrative.writing.style.text import Finding, TextKind, Unmarked, sentences

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?%?"
PERIOD_NAME = re.compile(
    r"(?:at|ending|to|since) 31 March \d{4}|\bin \d{4}\b|\b\d{4} to \d{4}\b|\b(?:a|\w+) "
    r"years? earlier\b"
)
SAME_PERIOD = re.compile(
    r"^Over the same period "
)  # both periods by their names stand in the sentence before
CHANGE = re.compile(
    r"(?i)\b(?:rose|risen|fell|fallen|increased|decreased|went up|went down|dropped|declined|grew"
    r"|grown)\b"
    rf"(?: by {NUMBER})?"
)
CHANGE_BY = re.compile(
    r"(?i)\b(?:rose|fell|increased|decreased|dropped|declined|grew|up|down)(?: by)? "
    rf"(?P<size>{NUMBER})(?P<points> percentage points?)?"
    rf"(?: \({NUMBER}\))?,? from (?P<first>{NUMBER})(?: (?:in|at)[^,.]*?)?,? "
    rf"to (?P<last>{NUMBER})(?!\.?\d)"
)
COUNT_OF_YEARS = re.compile(r"(?:rose|fell) by more than")
COMPARED = re.compile(
    rf"(?i)\b(?:higher|lower|more|less|fewer) than [^.;()]*?\((?P<other>{NUMBER})"
)
TWO_NUMBERS = re.compile(rf"(?<![\w/.,]){NUMBER} (?=\d)")
BARE_DIGIT = re.compile(r"(?<![\d.,/£])\b[0-9]\b(?![\d.,]\d)(?!%)")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
BAND = re.compile(
    rf"\s?(?:{MONTHS}|of its \d\d|of the \d\d|months?|years?|weeks?|days?|to \d+|or "
    rf"more|or less|%|percentage|/)|\)"
)
BEFORE_BAND = re.compile(
    r"\b(?:aged|under|over|than|section|to|mid-|release|form|part|table|figure|rule|stage|phase|tier|level|N|age|"
    r"between|and) ?$",
    re.IGNORECASE,
)
RATE = re.compile(
    rf"(?i)\brates? (?:of [^.;]{{0,90}}?)?(?:was|were|is|of|rose to|fell to) "
    rf"(?P<number>{NUMBER})(?P<after>[^.]*)"
)
ARTICLE = re.compile(r"\b(?P<article>[Aa]n?) (?P<next>[A-Za-z][\w'-]*|\d[\d,]*)")
SILENT_H, SPELLED = ("hour", "honest", "honour", "heir"), "AEFHILMNORSX"
SOUNDS_LIKE_YOU = re.compile(r"(?:uni(?!n|m)|us(?:e|u)|eu|one\b|once\b|ubiq|util)", re.IGNORECASE)
Check = Callable[[Unmarked, TextKind, bool], Iterator[Finding]]


def begins_with_a_figure(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rule 11."""
    for start, sentence in sentences(bare.text):
        if sentence.text[:1].isdigit():
            yield bare.finding(11, start, start + 12, message("writing.begins_with_figure"))


def two_numbers_together(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rule 13; blanks inside one number are rule 9's."""
    for match in TWO_NUMBERS.finditer(bare.text):
        after = re.match(NUMBER, bare.text[match.end() :])
        if after and not re.fullmatch(r"\d{1,3} \d{3}", match[0] + after[0]):
            yield bare.finding(
                13,
                match.start(),
                match.end() + len(after[0]),
                message("writing.numbers_together"),
            )


def small_number_in_figures(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rule 10: below 10 in words, unless it is a figure with a mark, or part of a band's name."""
    for match in BARE_DIGIT.finditer(bare.text):
        named = BAND.match(bare.text, match.end()) or BEFORE_BAND.search(bare.text[: match.start()])
        in_brackets = bare.text[: match.start()].rfind("(") > bare.text[: match.start()].rfind(")")
        if not named and not in_brackets and not bare.has_mark(match.end()) and not typed:
            yield bare.finding(
                10,
                match.start(),
                match.end(),
                message("writing.small_number"),
            )


def change_without_values(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rule 21: a change has two values and two periods."""
    if kind is TextKind.NOTE:
        return
    for start, sentence in sentences(bare.text):
        match = CHANGE.search(sentence.text)
        if match and not COUNT_OF_YEARS.search(sentence.text):
            rest = PERIOD_NAME.sub("", sentence.text)
            numbers, periods = (
                len(re.findall(rf"(?<![\w.]){NUMBER}", rest)),
                len(PERIOD_NAME.findall(sentence.text)),
            )
            if numbers < 2 or (periods < 2 and (typed or not SAME_PERIOD.match(sentence.text))):
                where = start + match.start(), start + match.end()
                yield bare.finding(21, *where, message("writing.change_without_values"))


def units_of_a_change(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rules 19, 20 and 23: what a change is between, and what it is in."""
    for match in CHANGE_BY.finditer(bare.text):
        first, last, size = match["first"], match["last"], match["size"]
        where = match.start(), match.end()
        if first.endswith("%") != last.endswith("%") or ("." in first) != ("." in last):
            yield bare.finding(23, *where, message("writing.change_mixed"))
        elif first == last:
            yield bare.finding(19, *where, message("writing.change_of_nothing"))
        elif first.endswith("%") and size.endswith("%"):
            yield bare.finding(20, *where, message("writing.change_in_points"))


def rate_without_denominator(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rule 22, in typed text; of our own text the whole page is looked at."""
    for match in RATE.finditer(bare.text) if typed else ():
        percentage = match["number"].endswith("%")
        if not percentage and "per 10,000 children" not in bare.text:
            yield bare.finding(
                22,
                match.start(),
                match.end("number"),
                message("writing.rate_without_denominator", per=PER),
            )


def bracketed_note(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rule 3: brackets in a headline hold figures, no remarks."""
    for match in re.finditer(r"\(([^()]*)\)", bare.text) if kind is TextKind.HEADLINE else ():
        if not match[1][:1].isdigit():
            yield bare.finding(3, match.start(), match.end(), message("writing.remark_in_headline"))


def uneven_precision(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rule 17: percentages of one text have the same decimals; ours have one."""
    found = [
        (match, "." in match[0])
        for match in re.finditer(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?%", bare.text)
    ]
    for match, has_decimal in found:
        uneven = any(other for _, other in found) if typed else bare.has_mark(match.end())
        if not has_decimal and uneven:
            yield bare.finding(17, match.start(), match.end(), message("writing.uneven_decimals"))


def wrong_article(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rule 31: a or an, by sound."""
    for match in ARTICLE.finditer(bare.text):
        if match["article"].lower() != _article(match["next"]):
            yield bare.finding(
                EXTRA,
                match.start(),
                match.end(),
                f'"{_article(match["next"])} {match["next"]}", by sound.',
            )


def _article(word: str) -> str:
    if word[0].isdigit():
        leading = word.partition(",")[0]
        return "an" if word[0] == "8" or leading in ("11", "18") else "a"
    if len(word) > 1 and word.isupper():
        return "an" if word[0] in SPELLED else "a"
    if word.lower().startswith(SILENT_H):
        return "an"
    return "a" if SOUNDS_LIKE_YOU.match(word) or word[0].lower() not in "aeiou" else "an"


@cache
def _counted() -> re.Pattern[str]:
    """A number and what it counts."""
    nouns = words("writing.nouns")
    return re.compile(
        r"(?<![\w.,/])(?<!March )(?<!ection )"
        r"(?P<number>\d[\d,]*|one|two|three|four|five|six|seven|eight|nine) "
        rf"(?P<noun>{'|'.join([*nouns, *nouns.values()])})\b"
        r"(?P<after> (?:protection|in need) plans?)?",
        re.IGNORECASE,
    )


def number_and_noun(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """Rule 31: 1 child, 2 children."""
    nouns = words("writing.nouns")
    for match in _counted().finditer(bare.text):
        one = match["number"].lower() in ("1", "one")
        noun = match["noun"].lower()
        attributive = (noun in nouns and match["after"] is not None) or bare.text[
            match.end() : match.end() + 1
        ] == "-"
        if not attributive and (noun in nouns) != one:
            yield bare.finding(
                EXTRA, match.start(), match.end(), message("writing.number_and_noun")
            )


CHECKS: tuple[Check, ...] = (
    begins_with_a_figure,
    two_numbers_together,
    small_number_in_figures,
    change_without_values,
    units_of_a_change,
    rate_without_denominator,
    bracketed_note,
    uneven_precision,
    wrong_article,
    number_and_noun,
)
