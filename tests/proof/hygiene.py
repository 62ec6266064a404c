"""What no sentence may hold, whatever it says: values that are none, floats, double blanks, wrong forms, two figures for one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

MARK = re.compile(r" \[\d+\]")
BAD = {
    "no value": re.compile(r"\b(?:NaN|nan|None|null|inf|Infinity|NA|Undefined|Decimal)\b|N/A"),
    "a float as a machine writes it": re.compile(r"\d\.\d{2,}|\de[+-]?\d|\d\.(?!\d)(?=\w)"),
    "a template's braces": re.compile(r"[{}]|\{%|%\}"),
    "blanks": re.compile(r"  |\s[,.;:)]|\(\s|^\s|\s$|\t|\n"),
    "stops": re.compile(r"\.\.|,,|;;|,\.|;\.|: *[;.]|\( *\)|\[ *\]"),
    "a symbol in prose": re.compile(r"\[(?:c|x|z|u|low)\]|(?<= )\*+(?= )"),
    "a number without its thousands comma": re.compile(r"(?<![\d,./])(?!(?:19|20)\d\d\b)\d{4,}(?!/)"),
    "a year with a comma": re.compile(r"March [12],\d{3}"),
    "one of several": re.compile(r"(?<![\d,.])1 (?:children|referrals|episodes|enquiries|conferences|assessments|plans)\b"
                                 r"|\bone categories\b"),
    "several of one": re.compile(r"(?<![\d,.])(?!1 )\d[\d,]* (?:child (?!protection|in need plan)|referral (?!that)|episode |assessment )"
                                 r"|\b(?:two|three|four|five|six|seven|eight|nine) (?:category|child|year|month)\b"),
    "a for an, or an for a": re.compile(r"\b[Aa] (?:8|11\b|18\b|[aeio]|u(?!n|s))|\b[Aa]n (?:[0-79](?<!11)(?!1\b|8\b)\d*|[b-dfgj-np-tv-z])"),
    "a lower-case sentence": re.compile(r"(?<=[.?!]) [a-z]"),
    "the same word twice": re.compile(r"\b(?!that\b)(\w+) \1\b"),
}  # fmt: skip
PERIOD = re.compile(r"31 March \d{4}|\d{4} model|year(?:s)? to \d{4}")
LABEL_NUMBERS = re.compile(
    r"section 47|per 10,000 children aged under 18 years|45 working days|15 working days|12 months|\d+ months?|\d years?\b|aged \d+ to \d+|"
    r"aged 1?\d|75th|25th|more than [\d.]+(?:%| percentage points?)|of the \d+ years|(?:[1-9] )?of its \d+|its 10 |For \d+ categories|"
    r"SFR\d+/\d{4}|open at 31 March are counted|\d{4} release|Act 1989|mid-\d{4}|0 to 17",
    re.IGNORECASE,
)
MARKED = re.compile(r"\d[\d,]*(?:\.\d+)?%? \[\d+\]")


def unclean(record: Mapping[str, Any]) -> Iterator[str]:
    """Each breach of hygiene on the page."""
    for paragraph in record["paragraphs"]:
        text = MARK.sub("", paragraph["text"])
        for what, pattern in BAD.items():
            for match in pattern.finditer(text):
                yield f"{what}: {text[max(0, match.start() - 40) : match.end() + 30]!r}"
        if paragraph["annex"] and paragraph["heading"] not in ("About these figures", "What a child in need is"):
            yield from _typed_numbers(paragraph["text"])
    yield from contradictions(record)


def _typed_numbers(text: str) -> Iterator[str]:
    """A number that has no mark, and is no period and no part of a name: somebody typed it."""
    left = LABEL_NUMBERS.sub("", PERIOD.sub("", MARKED.sub("", text)))
    for match in re.finditer(r"\d[\d,.]*%?", left):
        yield f"a number without a mark: {left[max(0, match.start() - 50) : match.end() + 30]!r}"


def contradictions(record: Mapping[str, Any]) -> Iterator[str]:
    """The same thing with two values on one page: indicator, area, year, measure, category, and for what is worked out, of what."""
    values: dict[tuple[Any, ...], set[tuple[Any, Any]]] = defaultdict(set)
    for f in record["figures"]:
        if f["measure"] in ("count", "rate", "percentage", "average"):
            values[f["indicator"], f["measure"], f["area_code"], f["year"], f["category"]].add((f["value"], f["symbol"]))
    for key, found in values.items():
        if len(found) > 1:
            yield f"two figures for one thing: {key}: {sorted(map(str, found))}"
