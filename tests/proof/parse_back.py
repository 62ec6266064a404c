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


EARLIER_SERIES = "earlier series"  # printed by DfE, in a series that it says should not be compared with the page's


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
    unknown: tuple[int, ...] = ()  # the marks of those of whom nothing is recorded, where the sentence gives them


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


Match = re.Match[str] | dict[str, str | None]  # a sentence's blanks, or these with those that the sentence before fills
Claimed = Said | Stands | Ranking | Missing | Past | Asked | Reviewed | Unread


@dataclass
class Reader:
    """Reads the paragraphs of one page: ``area`` is whom the page is about, ``year`` its year."""

    nouns: Nouns
    area: str
    year: int
    last: Said | None = None  # what "the rate", "the number" and "this" stand for
    stated: Said | None = None  # the count said last: what "in the same year there were ..." and "there were also ..." go on from
    changed: tuple[Said, str] | None = None  # the number whose change was said last, and the earlier period
    model: str = ""  # of the statistical neighbours, once named
    before: Ranking | None = None
    wholes: list[Said] = field(default_factory=list)  # the counts that this paragraph has said, which "the same" may mean
    whole: Said | None = None
    claims: list[Claimed] = field(default_factory=list)
    read: int = 0

    def page(self, paragraphs: Iterable[tuple[str, str]]) -> list[Claimed]:
        """Every claim of the page; ``paragraphs`` are headings and texts with marks."""
        for heading, text in paragraphs:
            self.last = self.stated = self.changed = self.before = self.whole = None
            self.wholes = []
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
            parts = (entry["definition"], entry.get("why", ""))
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
        if match := re.fullmatch(r"the percentage (who|that) (.+)", phrase, re.I):  # of the whole that the sentence before names
            return self._shared(f"{self._whole_named()} {match[1]} {match[2]}"), "percentage"
        if match := re.fullmatch(r"the (.+?) of the (.+)", phrase, re.I):
            return self.average(match[1], match[2]), "average"
        raise LookupError(f"{phrase!r} is no subject")

    def _whole_named(self) -> str:
        if self.whole is None:
            raise LookupError("the percentage of what?")
        return str(self.nouns.definitions[min(name for name, _ in self.whole.meanings)]["many"])

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

    def say(self, match: Match, name: str, meanings: frozenset[tuple[str, str]], measure: str, area: str, period: str,
            of: tuple[int, ...] = (), detail: tuple[str, ...] = ()) -> Said:  # fmt: skip
        said = Said(int(match[f"{name}_mark"]), match[name], meanings, measure, area, period, of, detail)
        self.claims.append(said)
        return said


def level(reader: Reader, match: Match) -> None:
    """``Derby had 2,265 children in need at 31 March 2024, a rate of 377.1 per 10,000 ...``"""
    meanings, area, period = reader.counted(match["counted"]), match["area"], match["period"]
    reader.last = reader.stated = reader.say(match, "figure", meanings, "count", area, period)
    reader.wholes.append(reader.last)
    if match["rate"]:
        reader.last = reader.say(match, "rate", meanings, "rate", area, period)


def level_too(reader: Reader, match: re.Match[str]) -> None:
    """``In the same year there were 1,661 episodes of need that started, a rate of 281.``: goes on from the count said before."""
    before = reader.stated
    if before is None or (match["then"] and (match["then"] == "In the same year") != before.period.startswith("in the year ending")):
        raise LookupError("which year, or day, is the same?")
    if not isinstance(reader.claims[-1], Said) or reader.claims[-1] not in (before, reader.last):
        raise LookupError("it goes on from a sentence that is not the one before")
    if ((match["verb"] or match["verb_too"]) == "was") != (match["figure"] == "1"):
        raise LookupError("was and were")
    level(reader, {**match.groupdict(), "area": before.area, "period": before.period})


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
            whole = reader.say(match, "whole", wholes_of(reader, meanings), "count", area, period)
            reader.wholes.append(whole)
            reader.claims[-3] = replace(reader.last, of=(count.mark, whole.mark))


def wholes_of(reader: Reader, meanings: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((reader.nouns.whole(name), "") for name, _ in meanings)


def share_of_same(reader: Reader, match: re.Match[str]) -> None:
    """``Of the same 4,165 referrals, 22.5% were ... (936).``: the whole stands earlier in the paragraph."""
    meanings = reader.share(match["many"], match["share"])
    before = next((said for said in reader.wholes if said.mark == int(match["whole_mark"])), None)
    if before is None:
        raise LookupError("the same as what?")
    whole = reader.say(match, "whole", wholes_of(reader, meanings), "count", before.area, before.period)
    reader.last = reader.say(match, "figure", meanings, "percentage", before.area, before.period, detail=("share",))
    if match["count"]:
        count = reader.say(match, "count", meanings, "count", before.area, before.period)
        reader.claims[-2] = replace(reader.last, of=(count.mark, whole.mark))


COMPARED = re.compile(
    r"(?P<lead>^|, but |, and |, | and )(?:(?P<word>higher than|lower than|similar to|the same as) )?"
    r"(?P<name>(?:(?!higher than|lower than|similar to|the same as)[^\[\](])+?) "
    + r"\((?P<figure>\d[\d,]*(?:\.\d+)?%?) \[(?P<figure_mark>\d+)\](?:, (?P<model>\d{4}) model)?\)"
)
NEIGHBOURS = re.compile(r"the (?P<average>mean|median) of (?:its (?P<all>\w+)|(?P<had>\w+) of its (?P<of>\w+)) statistical neighbours")


def comparison(reader: Reader, match: re.Match[str]) -> None:
    """``The rate was lower than the mean of its 10 statistical neighbours (...), but higher than England (...).``"""
    about = reader.last
    if about is None:
        raise LookupError("a comparison of nothing")
    expected = {"rate": "The rate", "count": "The number"}.get(about.measure, "This")
    if match["subject"] != expected:
        raise LookupError(f"{match['subject']!r} where the figure before is a {about.measure}")
    comparators(reader, about, match["rest"])


def named_comparison(reader: Reader, match: re.Match[str]) -> None:
    """``The percentage of children in need who had ... (70.9%) was lower than England (58.1%).``: a figure of the page's year."""
    meanings, measure = reader.subject(match["subject"])
    stock = all(reader.nouns.kind(name) == "stock" for name, _ in meanings)
    period = f"{'at' if stock else 'in the year ending'} 31 March {reader.year}"
    reader.last = reader.say(match, "figure", meanings, measure, reader.area, period)
    comparators(reader, reader.last, match["rest"])


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
        reader.model = found["model"] or reader.model
        if not reader.model:
            raise LookupError("neighbours of no named model")
        detail = (group["average"], str(WORDS.get(had, had)), str(WORDS.get(of, of)), reader.model, about.measure)
        reader.say(found, "figure", about.meanings, group["average"], about.area, about.period, detail=detail)
    else:
        reader.say(found, "figure", about.meanings, about.measure, found["name"], about.period, detail=("beside", str(about.mark)))
    reader.claims.append(Stands(word, about.mark, int(found["figure_mark"])))


def change(reader: Reader, match: Match) -> None:
    """``The number of referrals rose by 227 (15.8%), from 1,434 in ... to 1,661 in ...``"""
    groups = match if isinstance(match, dict) else match.groupdict()
    meanings, measure = reader.subject(groups["subject"])
    if groups["area"] not in (None, reader.area):
        raise LookupError(f"a change in {groups['area']!r} on a page about {reader.area!r}")
    later = reader.say(match, "later", meanings, measure, reader.area, groups["later_period"], detail=("later",))
    if groups.get("earlier") is None:  # the same: one number for both years
        reader.claims.append(Said(0, later.text, meanings, measure, reader.area, groups["earlier_period"], (later.mark,), ("same",)))
        reader.changed = (later, groups["earlier_period"])
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
    reader.changed = (later, groups["earlier_period"])


def rate_change(reader: Reader, match: re.Match[str]) -> None:
    """``Over the same period the rate rose by 8.3 (2.6%), from 324.1 to 332.4.``: beside the number whose change was just said."""
    if reader.changed is None or reader.changed[0].measure != "count" or not isinstance(reader.claims[-1], Stands | Said):
        raise LookupError("the same period as what?")
    number, earlier_period = reader.changed
    names = {reader.nouns.definitions[name]["many"] for name, _ in number.meanings}
    change(reader, {"area": None, "points": None, "relative": None, **match.groupdict(), "subject": f"the rate of {min(names)}",
                    "later_period": number.period, "earlier_period": earlier_period})  # fmt: skip


WAYS = {"up from": "higher", "down from": "lower", "little changed from": "similar", "the same as": "same"}


def headline(reader: Reader, match: re.Match[str]) -> None:
    """``In Derby, the rate of referrals was 693.5 in ..., up from 691.7 a year earlier and higher than England (518.3).``"""
    groups = match.groupdict()
    meanings, measure = reader.subject(groups["subject"])
    about = reader.say(match, "figure", meanings, measure, groups["area"], groups["period"], detail=("later",))
    if groups.get("earlier"):
        number, years = groups["ago"].split()
        ago = 1 if number == "a" else number_word(number)
        if (years == "year") != (ago == 1):
            raise LookupError("a year, two years")
        period = f"{groups['period'][:-4]}{int(groups['period'][-4:]) - ago}"
        earlier = reader.say(match, "earlier", meanings, measure, groups["area"], period, detail=("earlier",))
        reader.claims.append(Stands(WAYS[groups["way"]], about.mark, earlier.mark))
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
    """``Among the 2,265 children in need in Derby at ..., the three most common primary needs were ... (1,606, 70.9%); ...``"""
    groups = match.groupdict()
    many, period = groups["many_in_area"].removesuffix(f" in {reader.area}"), groups["period"]
    if many == groups["many_in_area"]:
        raise LookupError(f"a breakdown of another area than {reader.area!r}")
    kind, ranked = "stock" if period.startswith("at") else "flow", bool(groups.get("ranked"))
    names = frozenset(name for name in reader.nouns.dimensions.get(groups["dimension"], ()) if reader.nouns.kind(name) == kind
                      and many in (reader.nouns.definitions[name]["many"], reader.nouns.definitions[reader.nouns.whole(name)]["many"]))  # fmt: skip
    if not names:
        raise LookupError(f"no breakdown {groups['dimension']!r} of {many!r}")
    if groups["whole"]:
        if groups.get("same") and int(groups["whole_mark"]) not in {said.mark for said in reader.wholes}:
            raise LookupError("the same as what?")
        reader.whole = reader.say(match, "whole", frozenset((reader.nouns.whole(name), "") for name in names), "count", reader.area, period)
        reader.wholes.append(reader.whole)
    lines = parts_of(reader, names, groups["parts"], reader.area, period)
    if ranked and ((groups["verb"] == "were") != (len(lines) > 1) or bool(groups["of"]) == (len(lines) > 1) or not plural_of(reader, groups["dimension"])):
        raise LookupError("one and several")
    several = number_word(groups.get("how_many") or "") if ranked else 0
    reader.before = Ranking(names, reader.area, period, lines, ranked, 0, bool(groups.get("qualified")), several)
    reader.claims.append(reader.before)


def plural_of(reader: Reader, phrase: str) -> bool:
    """Whether the dimension is named in the plural: ``primary needs``."""
    return any(entry.get("dimensions") == phrase for entry in reader.nouns.definitions.values())


def breakdown_of_same(reader: Reader, match: re.Match[str]) -> None:
    """``Of the same episodes, the figures were: ...``: goes on from the breakdown before."""
    before = reader.before
    if before is None or reader.whole is None:
        raise LookupError("goes on from no breakdown")
    if {reader.nouns.definitions[name]["counted"] for name, _ in reader.whole.meanings} != {match["counted"]}:
        raise LookupError(f"the breakdown before is not of {match['counted']!r}")
    lines = parts_of(reader, before.indicator, match["parts"], before.area, before.period)
    reader.before = replace(before, lines=lines, ranked=False, unshown=0, qualified=False, several=0)
    reader.claims.append(reader.before)


def not_known(reader: Reader, match: re.Match[str]) -> None:
    """``For a further 395 (6.8%) the primary need is not known.``: a line of the ranking before, which ranks it not."""
    before = reader.before
    if before is None or not before.ranked or plural_of(reader, match["dimension"]):
        raise LookupError("not known of what?")
    names = before.indicator & frozenset(reader.nouns.dimensions.get(match["dimension"], ()))
    meanings = frozenset((name, c["id"]) for name in names for c in reader.nouns.categories(name) if c.get("unknown"))
    if not meanings:
        raise LookupError(f"nothing is unknown of {match['dimension']!r}")
    first = "percentage" if match["one"].endswith("%") else "count"
    marks = [reader.say(match, "one", meanings, first, before.area, before.period, detail=("part",)).mark]
    if match["two"]:
        marks.append(reader.say(match, "two", meanings, "percentage", before.area, before.period, detail=("part",)).mark)
    reader.claims[reader.claims.index(before)] = reader.before = replace(before, unknown=tuple(marks))


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
    ranking = reader.before
    if ranking is None or (match["noun"] == "category") != (match["number"] == "one"):
        raise LookupError("categories of what?")
    reader.claims[reader.claims.index(ranking)] = reader.before = replace(ranking, unshown=number_word(match["number"]))


def number_word(word: str) -> int:
    word = word.strip()
    return WORDS[word] if word in WORDS else int(word.replace(",", "")) if word else 1


SYMBOLS = {
    "Not published, to protect confidentiality": "c", "Not available": "x",
    "Not published because DfE does not consider the figures reliable": "u",
    "Not applicable, because there was nothing to take it of": "z", "More than nought, but rounded to nought": "low",
    "Not in the files loaded for this area and year": "",
}  # fmt: skip
NO_CHANGE = {
    "No change is given where the figure for the year before is not published, to protect confidentiality": "c",
    "No change is given where the figure for the year before is not available": "x",
    "No change is given where DfE does not consider the figure for the year before reliable": "u",
    "No change is given where no figure is held for the year before": "",
    "No change is given where the figure for the year before is of an earlier series, which cannot be compared with this one": EARLIER_SERIES,
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
    for function in (level, level_too, average, rate_level, share, share_of_same, comparison, named_comparison, headline, change,
                     rate_change, breakdown, breakdown_of_same, not_known, unshown, past, steady, extreme, asked, last_one,
                     listed_missing, plain_words)
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
