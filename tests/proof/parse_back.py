"""Reads the sentences of a summary back: from the English alone, to figures with their meaning and the claims between them.

Shares no code with the program that writes them. Each shape of sentence is one entry of ``shapes.toml``. What no shape
fits, and what is no reviewed text, is an ``Unread``.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from proof.nouns import HERE, ROOT, Nouns, blanks_made_single, sentences_of

NUMBER = r"(?P<{0}>\d[\d,]*(?:\.\d+)?%?) \[(?P<{0}_mark>\d+)\]"
PERIOD = r"(?P<{0}>at 31 March \d{{4}}|in the year ending 31 March \d{{4}})"
WORDS = {"no": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
PER = r"per 10,000 children aged under 18 years"
THAN = {"higher than": "higher", "lower than": "lower", "similar to": "similar", "the same as": "same"}


WITHHELD = "withheld"  # printed by DfE, and left out of the page


def area_pattern() -> str:
    """Any words without a comma, or the name of one of the areas that has one."""
    with (ROOT / "data" / "reference" / "areas.csv").open(encoding="utf-8", newline="") as file:
        names = {row["in_name"] for row in csv.DictReader(file) if "," in row["in_name"]}
    return "|".join([*map(re.escape, sorted(names)), r"[^,\[\]]+?"])


AREA = area_pattern()


def shape(pattern: str) -> re.Pattern[str]:
    """``{n:x}`` a number with its mark, ``{p:x}`` a period, ``{a:x}`` an area, ``{t:x}`` any words."""
    pattern = pattern.replace("{t:area}", "{a:area}")
    pattern = re.sub(r"\{a:(\w+)\}", lambda m: rf"(?P<{m[1]}>{AREA})", pattern)
    pattern = re.sub(r"\{n:(\w+)\}", lambda m: NUMBER.format(m[1]), pattern)
    pattern = re.sub(r"\{p:(\w+)\}", lambda m: PERIOD.format(m[1]), pattern)
    pattern = re.sub(r"\{t:(\w+)\}", lambda m: rf"(?P<{m[1]}>[^\[\]]+?)", pattern)
    return re.compile(pattern.replace("{per}", PER))


@dataclass(frozen=True)
class Said:
    """One number of the text: what it is said to be. ``meanings``: every indicator and category the words can stand for."""

    mark: int
    text: str
    meanings: frozenset[tuple[str, str]]
    measure: str
    area: str
    period: str
    of: tuple[int, ...] = ()  # marks of the figures it is worked out from, where the sentence names them
    detail: tuple[str, ...] = ()

    @property
    def value(self) -> Decimal:
        return Decimal(self.text.replace(",", "").rstrip("%"))

    @property
    def year(self) -> int:
        return int(self.period[-4:])


@dataclass(frozen=True)
class Stands:
    """A word between two figures: ``higher``, ``lower``, ``similar``, ``same``."""

    word: str
    value: int  # mark
    other: int  # mark


@dataclass(frozen=True)
class Ranking:
    """The largest categories in order; ``unshown`` that have no published figure. ``several``: how many are said to be listed."""

    indicator: frozenset[str]
    area: str
    period: str
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    ranked: bool
    unshown: int
    qualified: bool
    several: int


@dataclass(frozen=True)
class Missing:
    """Something said not to be shown, and why: a symbol, or "" for not held."""

    symbol: str
    phrase: str
    period: str
    area: str


@dataclass(frozen=True)
class Past:
    """How a figure stands in its own history; ``since``: the year that is named, 0 for "of these years"."""

    meanings: frozenset[tuple[str, str]]
    measure: str
    year: int
    steps: int
    rises: int
    falls: int
    band: Decimal
    extreme: str = ""
    since: int = 0


@dataclass(frozen=True)
class Asked:
    """What a question supposes: a rise or fall since a year, or a figure higher or lower than another's."""

    meanings: frozenset[tuple[str, str]]
    measure: str
    word: str
    year: int
    since: int = 0
    than: str = ""


@dataclass(frozen=True)
class Reviewed:
    """A sentence that is reviewed text of the definitions."""

    note: str


@dataclass(frozen=True)
class Unread:
    """What could not be understood."""

    sentence: str
    why: str


Claimed = Said | Stands | Ranking | Missing | Past | Asked | Reviewed | Unread


@dataclass
class Reader:
    """Reads the paragraphs of one page: ``area`` is whom the page is about, ``year`` its year."""

    nouns: Nouns
    area: str
    year: int
    last: Said | None = None  # what "the rate", "the number" and "this" stand for
    changed: Said | None = None
    before: Ranking | None = None
    whole: Said | None = None
    claims: list[Claimed] = field(default_factory=list)
    read: int = 0

    def page(self, paragraphs: Iterable[tuple[str, str]]) -> list[Claimed]:
        """Every claim of the page; ``paragraphs`` are headings and texts with marks."""
        for heading, text in paragraphs:
            self.last = self.changed = self.before = self.whole = None
            for sentence in self._parts(text):
                self.read += 1
                self._sentence(heading, sentence)
        return self.claims

    def _parts(self, text: str) -> Iterator[str]:
        """Sentences; reviewed texts first, whole, because they may hold anything."""
        for known, name in self._reviewed():
            while known in text:
                text = text.replace(known, "", 1)
                self.claims.append(Reviewed(name))
                self.read += len(sentences_of(known))
        yield from filter(None, map(str.strip, sentences_of(text.strip())))

    def _reviewed(self) -> Iterator[tuple[str, str]]:
        for name, note in self.nouns.notes.items():
            yield blanks_made_single(note["text"]), f"note:{name}"
        for name, entry in self.nouns.definitions.items():
            parts = (f"{entry['title']}: {entry['definition']}", entry.get("why", ""))
            yield blanks_made_single(" ".join(parts)), f"definition:{name}"

    def _sentence(self, heading: str, sentence: str) -> None:
        for pattern, handler in SHAPES:
            match = pattern.fullmatch(sentence)
            if match:
                try:
                    handler(self, match)
                except LookupError as error:
                    self.claims.append(Unread(sentence, str(error)))
                return
        self.claims.append(Unread(sentence, f"no shape fits (under {heading!r})"))

    # ---- meanings ---------------------------------------------------------------------------------------------------

    def counted(self, phrase: str) -> frozenset[tuple[str, str]]:
        if phrase not in self.nouns.counted:
            raise LookupError(f"nothing is called {phrase!r}")
        return frozenset((name, "") for name in self.nouns.counted[phrase])

    def share(self, many: str, said: str) -> frozenset[tuple[str, str]]:
        if (many, said) not in self.nouns.shares:
            raise LookupError(f"no percentage of {many!r} is said as {said!r}")
        return frozenset(self.nouns.shares[many, said])

    def subject(self, phrase: str) -> tuple[frozenset[tuple[str, str]], str]:
        """``the number of referrals`` -> its meanings and the measure."""
        if named := self.nouns.names.get(phrase.casefold()):
            return frozenset((name, "") for name in named), "percentage"
        if match := re.fullmatch(r"the (number|rate) of (.+)", phrase, re.I):
            measure = "count" if match[1].lower() == "number" else "rate"
            if match[2] in self.nouns.counted:
                return self.counted(match[2]), measure
            return self._shared(match[2]), measure
        if match := re.fullmatch(r"the percentage of (.+)", phrase, re.I):
            return self._shared(match[1]), "percentage"
        if match := re.fullmatch(r"the (.+?) of the (.+)", phrase, re.I):
            return self.average(match[1], match[2]), "average"
        raise LookupError(f"{phrase!r} is no subject")

    def _shared(self, phrase: str) -> frozenset[tuple[str, str]]:
        found = {meaning for (many, said), meanings in self.nouns.shares.items() for meaning in meanings
                 for who in ("who", "that") if phrase == f"{many} {who} {said}"}  # fmt: skip
        if not found:
            raise LookupError(f"nothing is said as {phrase!r}")
        return frozenset(found)

    def average(self, label: str, title: str) -> frozenset[tuple[str, str]]:
        found = {(name, self.nouns.labels(name).get(label, "")) for name in self.nouns.titles.get(title.casefold(), ())}
        if not found:
            raise LookupError(f"no title is {title!r}")
        return frozenset(found)

    def say(self, match: re.Match[str], name: str, meanings: frozenset[tuple[str, str]], measure: str, area: str, period: str,
            of: tuple[int, ...] = (), detail: tuple[str, ...] = ()) -> Said:  # fmt: skip
        said = Said(int(match[f"{name}_mark"]), match[name], meanings, measure, area, period, of, detail)
        self.claims.append(said)
        return said


def level(reader: Reader, match: re.Match[str]) -> None:
    """``Derby had 2,265 children in need at 31 March 2024, a rate of 377.1 per 10,000 ...``"""
    meanings, area, period = reader.counted(match["counted"]), match["area"], match["period"]
    reader.last = reader.say(match, "figure", meanings, "count", area, period)
    if match["rate"]:
        reader.last = reader.say(match, "rate", meanings, "rate", area, period)


def average(reader: Reader, match: re.Match[str]) -> None:
    """``In Derby, the median of the working days taken ... was 33 working days.``"""
    meanings, measure = reader.subject(match["subject"])
    if measure == "average" and match["unit"] not in ("working day", "working days"):
        raise LookupError(f"an average in {match['unit']!r}")
    if (match["unit"] == "working day") != (match["figure"] == "1"):
        raise LookupError("singular and plural of the unit")
    reader.last = reader.say(match, "figure", meanings, measure, match["area"], match["period"])


def rate_level(reader: Reader, match: re.Match[str]) -> None:
    meanings, measure = reader.subject(match["subject"])
    reader.last = reader.say(match, "figure", meanings, measure, match["area"], match["period"])


def share(reader: Reader, match: re.Match[str]) -> None:
    """``In Derby, 22.5% of referrals in the year ending ... were ... (936 of 4,165).``"""
    meanings, area, period = reader.share(match["many"], match["share"]), match["area"], match["period"]
    reader.last = reader.say(match, "figure", meanings, "percentage", area, period, detail=("share",))
    if match["count"]:
        count = reader.say(match, "count", meanings, "count", area, period)
        if match["whole"]:
            wholes = frozenset((reader.nouns.whole(name), "") for name, _ in meanings)
            whole = reader.say(match, "whole", wholes, "count", area, period)
            reader.claims[-3] = Said(reader.last.mark, reader.last.text, meanings, "percentage", area, period,
                                     (count.mark, whole.mark), ("share",))  # fmt: skip


COMPARED = re.compile(
    r"(?P<lead>^|, but |, and |, | and )(?:(?P<word>higher than|lower than|similar to|the same as) )?"
    r"(?P<name>(?:(?!higher than|lower than|similar to|the same as)[^\[\](])+?) "
    + r"\((?P<figure>\d[\d,]*(?:\.\d+)?%?) \[(?P<figure_mark>\d+)\](?:, (?P<model>\d{4}) model)?\)"
)
NEIGHBOURS = re.compile(r"the (?P<average>mean|median) of (?:its (?P<all>\d+|\w+)|the (?P<had>\d+|\w+) of its (?P<of>\d+|\w+)) "
                        r"statistical neighbours(?P<tail> with a figure)?")  # fmt: skip


def comparison(reader: Reader, match: re.Match[str]) -> None:
    """``The rate was lower than the mean of its 10 statistical neighbours (...), but higher than England (...).``"""
    about = reader.last
    if about is None:
        raise LookupError("a comparison of nothing")
    expected = {"rate": "The rate", "count": "The number"}.get(about.measure, "This")
    if match["subject"] != expected:
        raise LookupError(f"{match['subject']!r} where the figure before is a {about.measure}")
    comparators(reader, about, match["rest"])


def comparators(reader: Reader, about: Said, rest: str) -> None:
    """``higher than A (1) and B (2), but lower than C (3)``"""
    word, end = "", 0
    while end < len(rest):
        found = COMPARED.match(rest, end)
        if not found:
            raise LookupError(f"comparators: {rest[end:]!r}")
        word = THAN.get(found["word"] or "", word)
        compared(reader, about, found, word)
        end = found.end()


def compared(reader: Reader, about: Said, found: re.Match[str], word: str) -> None:
    if group := NEIGHBOURS.fullmatch(found["name"]):
        had, of = (group["all"] or group["had"]), (group["all"] or group["of"])
        if not found["model"]:
            raise LookupError("neighbours of no named model")
        detail = (group["average"], str(WORDS.get(had, had)), str(WORDS.get(of, of)), found["model"], about.measure)
        reader.say(found, "figure", about.meanings, group["average"], about.area, about.period, detail=detail)
    else:
        reader.say(found, "figure", about.meanings, about.measure, found["name"], about.period, detail=("beside", str(about.mark)))
    reader.claims.append(Stands(word, about.mark, int(found["figure_mark"])))


def change(reader: Reader, match: re.Match[str]) -> None:
    """``The number of referrals rose by 227 (15.8%), from 1,434 in ... to 1,661 in ...``"""
    groups = match.groupdict()
    meanings, measure = reader.subject(groups["subject"])
    if groups["area"] not in (None, reader.area):
        raise LookupError(f"a change in {groups['area']!r} on a page about {reader.area!r}")
    later = reader.say(match, "later", meanings, measure, reader.area, groups["later_period"], detail=("later",))
    if groups.get("earlier") is None:  # the same: one number for both years
        reader.claims.append(Said(0, later.text, meanings, measure, reader.area, groups["earlier_period"], (later.mark,), ("same",)))
        return
    earlier = reader.say(match, "earlier", meanings, measure, reader.area, groups["earlier_period"], detail=("earlier",))
    word = {"rose": "higher", "fell": "lower", "up": "similar", "down": "similar"}[groups["way"]]
    if (measure == "percentage") != bool(groups["points"]):
        raise LookupError("percentage points for a change that is none, or none for one that is")
    of, way = (later.mark, earlier.mark), "up" if groups["way"] in ("rose", "up") else "down"
    reader.say(match, "difference", meanings, "change", reader.area, groups["later_period"], of, (way, measure))
    if groups["relative"]:
        reader.say(match, "relative", meanings, "change", reader.area, groups["later_period"], of, (way, "relative"))
    reader.claims.append(Stands(word, later.mark, earlier.mark))


WAYS = {"up from": "higher", "down from": "lower", "little changed from": "similar", "the same as": "same"}


def headline(reader: Reader, match: re.Match[str]) -> None:
    """``In Derby, the rate of referrals was 693.5 in ..., up from 691.7 in ..., and higher than England (518.3).``"""
    groups = match.groupdict()
    meanings, measure = reader.subject(groups["subject"])
    about = reader.say(match, "figure", meanings, measure, groups["area"], groups["period"], detail=("later",))
    if groups.get("earlier"):
        earlier = reader.say(match, "earlier", meanings, measure, groups["area"], groups["earlier_period"], detail=("earlier",))
        word = {"rose": "higher", "fell": "lower", **WAYS}[groups["way"]]
        reader.claims.append(Stands(word, about.mark, earlier.mark))
    if groups["rest"]:
        comparators(reader, about, groups["rest"])


def past(reader: Reader, match: re.Match[str]) -> None:
    """``In the 10 years to 31 March 2024, the rate of ... in Derby rose by more than 2% in four and fell by more than 2% in five.``"""
    meanings, measure = reader.subject(match["subject"])
    if match["area"] != reader.area or match["band"] != match["band2"] or (measure == "percentage") != bool(match["unit"].strip("%")):
        raise LookupError("one area and one band")
    reader.claims.append(Past(meanings, measure, int(match["year"]), number_word(match["steps"]), number_word(match["rises"]),
                              number_word(match["falls"]), Decimal(match["band"])))  # fmt: skip


def steady(reader: Reader, match: re.Match[str]) -> None:
    """``In none of the 10 years to 31 March 2024 did the rate of ... in Derby change by more than 2%.``"""
    meanings, measure = reader.subject(match["subject"])
    if match["area"] != reader.area or (measure == "percentage") != bool(match["unit"].strip("%")):
        raise LookupError("one area and one band")
    reader.claims.append(Past(meanings, measure, int(match["year"]), number_word(match["steps"]), 0, 0, Decimal(match["band"])))


def extreme(reader: Reader, match: re.Match[str]) -> None:
    """``At 332.9, it is the lowest since 31 March 2021 (329.6).``: of the history just said."""
    before = reader.claims[-1]
    if not isinstance(before, Past):
        raise LookupError("the highest of what?")
    stock = all(reader.nouns.kind(name) == "stock" for name, _ in before.meanings)
    words = "at 31 March {}" if stock else "in the year ending 31 March {}"
    since = int(match["since_year"] or 0) if match["since"] else 0
    reader.say(match, "figure", before.meanings, before.measure, reader.area, words.format(before.year), detail=("later",))
    if since:
        if match["noun"].startswith("the year ending") == stock:
            raise LookupError("the kind of period")
        reader.say(match, "since", before.meanings, before.measure, reader.area, words.format(since), detail=("earlier",))
    reader.claims.append(replace(before, extreme=match["extreme"], since=since))


def asked(reader: Reader, match: re.Match[str]) -> None:
    groups = match.groupdict()
    meanings, measure = reader.subject(groups["subject"])
    word = {"rise": "higher", "fall": "lower"}.get(groups["word"], groups["word"])
    reader.claims.append(Asked(meanings, measure, word, int(groups.get("later") or reader.year), int(groups.get("earlier") or 0),
                               groups.get("than") or ""))  # fmt: skip


PART = shape(r"(?P<lead>^|, | and |; and |; )(?P<label>[^\[\];(]+?) \({n:one}(?:, {n:two})?\)")


def breakdown(reader: Reader, match: re.Match[str]) -> None:
    """``By primary need, the three most common in Derby at ..., out of ... children in need, were ... (1,606, 70.9%); ...``"""
    groups = match.groupdict()
    brief = groups.get("dimension") is None
    if brief:
        if reader.before is None or reader.whole is None:
            raise LookupError("goes on from no breakdown")
        names, area, period = reader.before.indicator, reader.before.area, reader.before.period
    else:
        names = frozenset(reader.nouns.dimensions.get(groups["dimension"], ()))
        area, period = groups["area"], groups["period"]
    names = narrowed(reader, names, groups, area, period, brief)
    lines = parts_of(reader, names, groups["parts"], area, period)
    several = number_word(groups.get("how_many") or "") if groups.get("ranked") else 0
    ranking = Ranking(names, area, period, lines, bool(groups.get("ranked")), 0, bool(groups.get("qualified")), several)
    if groups.get("ranked") and (groups["verb"] == "were") != (len(lines) > 1):
        raise LookupError("was and were")
    reader.claims.append(ranking)
    reader.before = ranking


def narrowed(reader: Reader, names: frozenset[str], groups: dict[str, str | None], area: str, period: str, brief: bool) -> frozenset[str]:
    """The indicators of this dimension whose whole is the one named, and of this kind of period."""
    many, own = groups.get("many"), groups.get("among") or groups.get("kind_of")
    kind = "stock" if period.startswith("at") else "flow"
    names = frozenset(name for name in names if reader.nouns.kind(name) == kind)
    if own:
        names = frozenset(n for n in names if reader.nouns.definitions[n]["many"] == own)
    if many:
        names = frozenset(n for n in names if reader.nouns.definitions[reader.nouns.whole(n)]["many"] == many)
        if not names:
            raise LookupError(f"no breakdown {groups.get('dimension')!r} of {many!r}")
        if groups.get("whole"):
            text, mark = str(groups["whole"]), int(str(groups["whole_mark"]))
            wholes = frozenset((reader.nouns.whole(name), "") for name in names)
            reader.whole = Said(mark, text, wholes, "count", area, period)
            reader.claims.append(reader.whole)
    if not names:
        raise LookupError(f"no breakdown by {groups.get('dimension')!r}")
    return names


def parts_of(reader: Reader, names: frozenset[str], text: str, area: str, period: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The lines of a breakdown: label and marks, in order."""
    end, lines = 0, []
    while end < len(text):
        found = PART.match(text, end)
        if not found:
            raise LookupError(f"parts of a breakdown: {text[end:]!r}")
        meanings = frozenset((n, reader.nouns.labels(n)[found["label"]]) for n in names if found["label"] in reader.nouns.labels(n))
        if not meanings:
            raise LookupError(f"no category is called {found['label']!r}")
        first = "percentage" if found["one"].endswith("%") else "count"
        marks = [reader.say(found, "one", meanings, first, area, period, detail=("part",)).mark]
        if found["two"]:
            marks.append(reader.say(found, "two", meanings, "percentage", area, period, detail=("part",)).mark)
        lines.append((found["label"], tuple(marks)))
        end = found.end()
    return tuple(lines)


def unshown(reader: Reader, match: re.Match[str]) -> None:
    """``Two categories are not published.``: of the breakdown just said."""
    ranking = reader.claims[-1]
    if not isinstance(ranking, Ranking) or (match["noun"] == "category") != (match["number"] == "one"):
        raise LookupError("categories of what?")
    reader.claims[-1] = reader.before = replace(ranking, unshown=number_word(match["number"]))


def number_word(word: str) -> int:
    word = word.strip()
    return WORDS[word] if word in WORDS else int(word.replace(",", "")) if word else 1


SYMBOLS = {
    "Not published, to protect confidentiality": "c", "Not available": "x",
    "Not published because DfE does not consider the figures reliable": "u",
    "Not applicable, because there was nothing to take it of": "z", "More than nought, but rounded to nought": "low",
    "Not in the files loaded for this area and year": "",
    "Left out here, because beside the other figures on this page it would give away a number that is not published": WITHHELD,
}  # fmt: skip
NO_CHANGE = {
    "No change is given where the figure for the year before is not published, to protect confidentiality": "c",
    "No change is given where the figure for the year before is not available": "x",
    "No change is given where DfE does not consider the figure for the year before reliable": "u",
    "No change is given where no figure is held for the year before": "",
}


def listed_missing(reader: Reader, match: re.Match[str]) -> None:
    """``Not published, to protect confidentiality: number of ...; percentage of ....``"""
    earlier = match["why"] in NO_CHANGE
    symbol = NO_CHANGE[match["why"]] if earlier else SYMBOLS[match["why"]]
    for phrase in match["list"].split("; "):
        reader.claims.append(Missing(symbol, phrase, str(reader.year - earlier), reader.area))


def gap(reader: Reader, match: re.Match[str], symbol: str = "") -> None:
    """``The rate of ... in Derby at 31 March 2024 is not published, to protect confidentiality.``"""
    reader.claims.append(Missing(symbol, match["what"], match["period"][-4:], match["area"]))


def last_one(reader: Reader, match: re.Match[str]) -> None:
    """``The last one before it is 24, at 31 March 2020.``: of the gap just said."""
    gap = reader.claims[-1]
    if not isinstance(gap, Missing):
        raise LookupError("the last one before what?")
    meanings, measure = reader.subject("the " + gap.phrase)
    reader.say(match, "figure", meanings, measure, gap.area, match["period"], detail=("last",))


def plain_words(reader: Reader, match: re.Match[str]) -> None:
    """Sentences without a figure that the page writes itself; each is checked elsewhere where it can be wrong."""
    reader.claims.append(Reviewed("words:" + match[0]))


Handler = Callable[[Reader, re.Match[str]], None]
READERS: dict[str, Handler] = {
    function.__name__: function
    for function in (level, average, rate_level, share, comparison, headline, change, breakdown, unshown, past, steady, extreme, asked,
                     last_one, listed_missing, plain_words)
}  # fmt: skip


def read_shapes(path: Path = HERE / "shapes.toml") -> list[tuple[re.Pattern[str], Handler]]:
    """The shapes in the order in which they are tried."""
    whys = "|".join(map(re.escape, [*SYMBOLS, *NO_CHANGE]))
    found: list[tuple[re.Pattern[str], Handler]] = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["shapes"]:
        handler = partial(gap, symbol=entry["symbol"]) if entry["reads"] == "gap" else READERS[entry["reads"]]
        found.append((shape(entry["pattern"].replace("{whys}", whys)), handler))
    return found


SHAPES = read_shapes()
