"""A text as terms: its numbers, marks, units, periods, areas, categories and direction words, each
in one canonical form.

It knows no figure. What counts as the same word is data (``prompts/commentary/terms.toml``);
harmless words leave no term.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from cin_narrative.catalogue.areas import Areas, name_key
from cin_narrative.catalogue.periods import FIRST_YEAR, LAST_YEAR, Kind
from cin_narrative.claims.direction import PROMPTS

TERMS = PROMPTS / "commentary" / "terms.toml"
LONGEST_AREA_NAME = 7  # words
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"20\d\d"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
PATTERNS = {
    "mark": r"\[\d+\]",
    "model": rf"(?<!\w){YEAR} model\b|\bsections? 47\b",
    "flow": r"\b(?:in |during |over |for )?(?:the )?(?:financial |reporting )?"
    r"year (?:ending|ended|to)(?: on)? "
    rf"(?:31(?:st)? )?March (?P<flow_year>{YEAR})\b",
    "stock": rf"\b(?:as )?(?:at|on)(?: the)? 31(?:st)? March (?P<stock_year>{YEAR})\b",
    "mid_year": rf"\b(?:in )?mid-(?P<mid_year_year>{YEAR})\b",
    "march": rf"(?<!\w)(?:31(?:st)? )?March (?P<march_year>{YEAR})\b",
    "day": rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{MONTHS}) ?(?:{YEAR})?\b(?<=\d)",
    "span": rf"(?<!\w){YEAR} ?[-/–] ?(?:20)?\d\d(?!\w)",
    "unit": r"\bper ?cent\b|%|\bpercentage points?\b|\bppt?s?\b|\bpoints?\b"
    r"|\bper (?P<per>\d[\d,]*)(?: children(?: and young people)?(?: aged)?"
    r"(?: under 18(?: years)?| 0 to 17(?: years)?)?)?(?!\w)",
    "number": rf"(?:(?<=[\s(])|^)[-−–]{DIGITS}|{DIGITS}(?:st|nd|rd|th)?",
    "stop": r"[.!?](?=[\"'”’)\]]*(?:\s|$))|\n+",
    "word": r"[^\W\d_]+(?:['’-][^\W\d_]+)*",
    "other": r"[^\s,;:()\[\]\"'“”‘’.!?–—-]",
}


class Sort(StrEnum):
    """What a term is."""

    NUMBER = "number"
    MARK = "mark"
    UNIT = "unit"
    PERIOD = "period"
    AREA = "area"
    CATEGORY = "category"
    DIRECTION = "direction"
    MEASURE = "measure"
    WORD = "word"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its canonical value, and where it stands in the text.

    Values: a number without commas (``2342``; ``o3`` for third); a mark's number; ``%``,
    ``points``, ``per 10000``; ``2016``, ``2016 stock``, ``2016 flow``; the codes of an area; a
    category's id; ``up``, ``down``, ``same``...
    """

    sort: Sort
    value: str
    text: str
    start: int
    end: int

    @property
    def key(self) -> tuple[Sort, str]:
        """What makes two terms say the same."""
        return self.sort, self.value


@cache
def load_words() -> Mapping[str, Mapping[str, list[str]]]:
    """The checked words, by table and meaning."""
    return tomllib.loads(TERMS.read_text(encoding="utf-8"))


@cache
def _meanings(table: str) -> dict[str, str]:
    return {word: meaning for meaning, words in load_words()[table].items() for word in words}


def _either(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return rf"(?<![\w'’-])(?:{'|'.join(re.escape(phrase) for phrase in longest_first)})(?![\w'’-])"


@cache
def _pattern(categories: tuple[str, ...]) -> re.Pattern[str]:
    lists = {
        name: _either(_meanings(table))
        for name, table in (
            ("direction", "directions"),
            ("measure", "measures"),
            ("numeral", "numbers"),
        )
    }
    first = {"category": _either(categories)} if categories else {}
    neighbours = {"neighbours": _either(load_words()["areas"]["neighbours"])}
    word, other = PATTERNS["word"], PATTERNS["other"]
    early = {name: pattern for name, pattern in PATTERNS.items() if name not in ("word", "other")}
    groups = {
        "mark": PATTERNS["mark"],
        **first,
        **early,
        **neighbours,
        **lists,
        "word": word,
        "other": other,
    }
    return re.compile(
        "|".join(f"(?P<{name}>{pattern})" for name, pattern in groups.items()), re.IGNORECASE
    )


def read_terms(text: str, areas: Areas, categories: Mapping[str, str] | None = None) -> list[Term]:
    """The terms of ``text`` in order, sentence ends among them. ``categories``: lower-case label ->
    value of a category term.
    """
    return list(_terms(text, areas, tuple(sorted((categories or {}).items()))))


@lru_cache(maxsize=2000)  # of a draft that changed all but a sentence is as it was
def _terms(text: str, areas: Areas, categories: tuple[tuple[str, str], ...]) -> tuple[Term, ...]:
    if not text.isascii():  # one for one: the places stay
        text = "".join(unicodedata.normalize("NFKC", letter)[:1] for letter in text)
    known = dict(categories)
    raw = [_term(match, known) for match in _pattern(tuple(sorted(known))).finditer(text)]
    harmless = set(load_words()["harmless"]["words"])
    return tuple(
        term
        for term in _with_areas(raw, text, areas)
        if term.sort is not Sort.WORD or term.value not in harmless
    )


def _term(match: re.Match[str], categories: Mapping[str, str]) -> Term:
    name, text = str(match.lastgroup), match[0]
    sort, value = _meaning(name, text, match.groupdict(), categories)
    return Term(sort, value, text, match.start(), match.end())


def _meaning(
    name: str, text: str, found: Mapping[str, Any], categories: Mapping[str, str]
) -> tuple[Sort, str]:
    plain = text.lower()
    if name == "mid_year":  # of the population of the reporting year after it
        return Sort.PERIOD, f"{int(found['mid_year_year']) + 1} {name}"
    if name in ("flow", "stock", "march"):
        kind = {"flow": f" {Kind.FLOW}", "stock": f" {Kind.STOCK}", "march": ""}[name]
        return Sort.PERIOD, f"{found[f'{name}_year']}{kind}"
    if name == "span":
        return Sort.PERIOD, _financial_year(text)
    if name == "unit":
        return Sort.UNIT, _unit(plain, found)
    if name == "number":
        return _number(plain)
    tables = {
        "direction": (Sort.DIRECTION, "directions"),
        "measure": (Sort.MEASURE, "measures"),
        "numeral": (Sort.NUMBER, "numbers"),
    }
    if name in tables:
        sort, table = tables[name]
        return sort, _meanings(table)[plain]
    if name == "category":
        return Sort.CATEGORY, categories[plain]
    sorts = {"mark": Sort.MARK, "day": Sort.PERIOD, "neighbours": Sort.AREA, "stop": Sort.STOP}
    value = {"mark": plain.strip("[]").lstrip("0") or "0", "neighbours": "neighbours"}.get(
        name, plain
    )
    return sorts.get(name, Sort.WORD), value


def _number(plain: str) -> tuple[Sort, str]:
    """A bare year is a period; any other number is its digits, an ordinal ``o`` before them."""
    digits = plain.rstrip("stndrh").replace(",", "").replace("−", "-").replace("–", "-")
    value = f"{Decimal(digits).normalize():f}"
    if plain[-1:].isalpha():
        return Sort.NUMBER, f"o{value}"
    if len(plain) == 4 and plain.isdigit() and FIRST_YEAR <= int(plain) <= LAST_YEAR:
        return Sort.PERIOD, plain
    return Sort.NUMBER, value


def _unit(plain: str, found: Mapping[str, Any]) -> str:
    if found.get("per"):
        return f"per {found['per'].replace(',', '')}"
    return "%" if plain in ("%", "percent", "per cent") else "points"


def _financial_year(text: str) -> str:
    """``2015-16`` and ``2015/2016`` are the year to March 2016; a span of any other length is only
    itself.
    """
    first, last = re.findall(r"\d+", text)
    end = int(first) + 1
    return str(end) if last in (str(end), str(end)[2:]) else text


def _with_areas(terms: list[Term], text: str, areas: Areas) -> Iterator[Term]:
    """The terms with runs of words that name an area put together; a bare year before a mark is a
    number after all.
    """
    ordinary, index = set(load_words()["areas"]["ordinary"]), 0
    while index < len(terms):
        term = terms[index]
        area, used = (
            _area(terms, index, text, areas, ordinary) if term.sort is Sort.WORD else (None, 1)
        )
        if area is not None:
            term = area
        elif term.sort is Sort.PERIOD and term.text.isdigit() and _is_cited(terms, index):
            term = Term(Sort.NUMBER, term.value, term.text, term.start, term.end)
        yield term
        index += used


def _is_cited(terms: list[Term], index: int) -> bool:
    return index + 1 < len(terms) and terms[index + 1].sort in (Sort.MARK, Sort.UNIT)


def _area(
    terms: list[Term], index: int, text: str, areas: Areas, ordinary: set[str]
) -> tuple[Term | None, int]:
    """The longest name of an area that begins with this word."""
    first = terms[index]
    if not (first.text[0].isupper() or first.value in areas.vocabulary):
        return None, 1
    for last in range(min(index + LONGEST_AREA_NAME, len(terms)) - 1, index - 1, -1):
        words = text[first.start : terms[last].end]
        key, own = (
            name_key(POSSESSIVE.sub("", words)),
            name_key(POSSESSIVE.sub("", terms[last].text)),
        )
        if (
            key not in areas.vocabulary
        ):  # "St Helen's" is no possessive; but "Derby's" is, and not short for Derbyshire
            key, own = name_key(words), name_key(terms[last].text)
        if (
            key in areas.vocabulary
            and len(key) > 2
            and key.replace(" ", "").isalpha()
            and own
            and key.endswith(own)
        ):
            if key in ordinary and not first.text[0].isupper():
                return None, 1
            codes = " ".join(sorted(areas.vocabulary[key]))
            return Term(Sort.AREA, codes, words, first.start, terms[last].end), last - index + 1
    return None, 1


def sentences_of(terms: Iterable[Term]) -> list[list[Term]]:
    """The terms sentence by sentence; sentences without a term are left out."""
    found: list[list[Term]] = [[]]
    for term in terms:
        if term.sort is Sort.STOP:
            found.append([])
        else:
            found[-1].append(term)
    return [sentence for sentence in found if sentence]
