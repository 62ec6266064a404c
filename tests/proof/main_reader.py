"""Reads the main part of a page back: a paragraph with its spans -> the shape of each sentence, from the English alone.

Every number that a span binds becomes a token before anything is read, so that a number without a span fits no shape; a mark
stands after the last number of its sentence. What no shape fits is unread, and that is a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MARK = re.compile(r" \[(\d+)\]")
TOKEN = re.compile(r"⟦(\d+)⟧")
SPANS = {"a year": 1, "two years": 2, "three years": 3, "four years": 4, "five years": 5}
COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
PARTS = {
    "per": r"per 10,000 children(?: aged under 18 years)?",
    "among": r"(?P<among>most|almost all) authorities",
    "level": r"(?:a )?(?P<far>far )?(?P<more>larger share|smaller share|higher|lower|more|fewer|longer|shorter) than in {among}",
    "beside": r"(?: \((?:neighbours' (?P<average>mean|median)|(?P<place>[^⟦⟧()]+?)) {n:other}\))?",
    "move": r"(?:, (?P<far>far )?(?P<more>more|less) than in {among}|\. That is a (?P<far>far )?(?P<more>larger|smaller) "
            r"(?P<noun>rise|fall|change) than in (?P<among>most|almost all) authorities"
            r"|\. The (?P<noun>rise|fall) is (?P<far>far )?(?P<more>larger|smaller) than in (?P<among>most|almost all) authorities)",
    "ago": r"(?P<span>a year|two years|three years) before",
    "in": r"(?P<span>a year|two years|three years)",
    "who": r"(?:who|that|which)",
    "now": r"(?:The (?P<now>rate|share|time)|It)",
}
SHAPES = {
    # where a figure stands among the authorities
    "stands_share": [
        r"Of {t:whole}, {n:figure} {t:share}(?:,|\. That is) {level}{beside}\.",
        r"The share of (?P<named>[^⟦⟧]+ {who} [^⟦⟧]+) was {n:figure}(?:,|\. That is) {level}{beside}\.",
        r"At {n:figure}, the share of (?P<named>[^⟦⟧]+ {who} [^⟦⟧]+) was {level}{beside}\.",
    ],
    "stands_average": [r"(?P<part>A quarter|Half) of {t:many} (?P<did>took|were held) {n:figure} working days (?P<over>or more|or less)(?P<since>[^⟦⟧]*?)\. That is {level}{beside}\."],
    "stands_rate": [
        r"The rate of {t:many} was {n:figure} {per}, {level}{beside}\.",
        r"There were {n:figure} {t:many} {per}, {level}{beside}\.",
        r"At {n:figure} {per}, the rate of {t:many} was {level}{beside}\.",
    ],
    # how it moved
    "moved_share": [
        r"Of {t:whole}, {n:later} {t:share}, (?P<way>up|down) from {n:earlier} {ago}{move}\.",
        r"The share of (?P<named>[^⟦⟧]+ {who} [^⟦⟧]+) (?P<way>rose|fell) from {n:earlier} to {n:later} in {in}{move}\.",
        r"In {in}, the percentage of (?P<named>[^⟦⟧]+ {who} [^⟦⟧]+) went (?P<way>up|down) from {n:earlier} to {n:later}{move}\.",
    ],
    "moved_average": [
        r"(?P<part>A quarter|Half) of {t:many} (?P<did>took|were held) {n:later} working days (?P<over>or more|or less)(?P<since>[^⟦⟧]*?), "
        r"(?P<way>up|down) from {n:earlier} {ago}{move}\.",
    ],
    "moved_rate": [r"The rate of {t:many} (?P<way>rose|fell) from {n:earlier} to {n:later} {per} in {in}{move}\."],
    "moved_count": [
        r"The number of {t:many} (?P<way>rose|fell) from {n:earlier} to {n:later} in {in}{move}\.",
        r"There were {n:later} {t:many}, (?P<way>up|down) from {n:earlier} {ago}{move}\.",
        r"In {in}, {t:many} went (?P<way>up|down) from {n:earlier} to {n:later}{move}\.",
    ],
    "moved_since": [
        r"(?P<span>A year|Two years|Three years) before there were {n:earlier} {t:many}; the (?P<noun>rise|fall) since is "
        r"(?P<far>far )?(?P<more>larger|smaller) than in {among}\.",
    ],
    "stages": [
        r"There were {n:figure} {t:many} for every 100 {t:below}(?:, (?P<way>up|down) from {n:earlier} {ago}{move}|, {level}){beside}\.",
        r"For every 100 {t:below} there were {n:figure} {t:many}(?:, (?P<way>up|down) from {n:earlier} {ago}{move}|, {level}){beside}\.",
        r"Against each 100 {t:below} there were {n:figure} {t:many}(?:, (?P<way>up|down) from {n:earlier} {ago}{move}|, {level}){beside}\.",
    ],
    # what goes on from the sentence before
    "lasting": [r"It has been so for three years\."],
    "before": [
        r"(?P<span>A year|Two years|Three years) before, the (?P<noun>rate|share|time|number) was {n:earlier}\.",
        r"The (?P<noun>rate|share|time|number) was {n:earlier} {ago}\.",
    ],
    "turned": [r"The (?P<noun>rate|share|number) was (?P<higher>higher|lower) (?:at|in the year ending) 31 March (?P<year>\d{4}), at {n:figure}\."],
    "record": [r"(?:At {n:figure}(?: (?P<rate>{per}), the rate|, it)|{now}) is the (?P<end>highest|lowest|longest|shortest) of the (?P<held>\w+) comparable years\."],
    "run": [r"(?:At {n:figure}(?: (?P<rate>{per}), the rate|, it)|{now}) has (?P<gone>risen|fallen) (?P<run>\w+) years in a row\."],
    "is_now": [r"(?:The rate (?:is now|now stands at) {n:figure}(?P<rate> {per})|It (?:is now|now stands at) {n:figure})\."],
    "counts": [r"There were {n:above} {t:many} and {n:below_figure} {t:below} in the year\."],
    "carrier": [r"Most of the (?P<rise>rise|fall) is in {t:label}: {n:later}, against {n:earlier} before\."],
    "decomposed": [
        r"(?:In (?P<span>a year|two years|three years), )?(?P<above>Their number|The number itself|[^⟦⟧,]+?) "
        r"(?:(?P<above_way>rose|fell) from {n:above_earlier} to {n:above_later}|(?:was|were) little changed, at {n:above_stayed})"
        r"(?:, the (?P<above_end>most|fewest|highest|lowest) in (?P<held>\w+) comparable years)?, (?P<joint>while|and) (?P<below>[^⟦⟧,]+?) "
        r"(?:(?:was|were) little changed, at {n:below_stayed}|(?P<below_way>rose|fell) from {n:below_earlier} to {n:below_moved}"
        r"|(?P<below_went>rose|fell)(?P<speed> faster| more slowly)?, to {n:below_later})"
        r"(?:, the (?P<below_end>most|fewest|highest|lowest)(?: in (?P<below_held>\w+) comparable years)?)?\.",
    ],
    "steady": [r"The rates? of {t:names} held steady for (?P<years>\w+) years, within the limits of chance\."],
    "revised": [r"Since its release before this one, DfE has revised numbers of earlier years: {t:names}\."],
    # of every page
    "opening": [r"{t:period}, {t:area} had {n:figure} {t:many}(?P<course>, more than a year before|, fewer than a year before|, little changed in a year)?"
                r"(?:, with {t:lead})?\."],
    "one_in": [r"About one child in {n:figure} was in need\."],
    "how_many": [r"There (?:were|was) {n:figure} {t:many} (?P<period>at 31 March \d{4})(?:, the same as a year before \({n:same}\))?(?:, (?P<way>up|down|little changed) from {n:earlier} a year before"
                 r"(?:, a (?P<far>far )?larger (?P<noun>rise|fall) than in {among})?)?\."],
    "rated": [r"The rate was {n:figure} {per}(?P<degree>, (?:{level}|about the same as in the middle authority"
              r"|(?P<side>higher|lower) than in the middle authority, though not unusual))?{beside}\."],
    "quiet": [r"(?:In|On) {t:area}, figures on (?P<topics>\w+) topics were compared with those of other authorities\."],
    "few": [r"(?:In|On) {t:area} many numbers are too small to compare, or are not published\."],
    "told_beyond_chance": [
        r"Some of so many look odd by chance, and none that can be relied on goes far beyond that\.", r"With so few children, one family can change a rate a great deal\.",
        r"This comes nearest\.", r"Little else stands out, and one of so many figures may go as far by chance\.",
    ],
    "does_not_fit": [r"{t:title}: the figure does not fit with others in the files loaded\."],
    "no_head": [r"DfE does not publish a reliable figure for the number of (?P<many>.+) in {t:area} (?P<period>at 31 March \d{4})\."],
    "not_available": [r"The number of (?P<many>.+) is not available for {t:area} (?P<period>at 31 March \d{4})\."],
    "not_published": [r"The number of (?P<many>.+) (?:in|on) {t:area} (?P<period>at 31 March \d{4}) is not published, to protect confidentiality\."],
    "other_release": [r"These figures are from another release \((?P<release>.+?)\): (?P<figures>[^⟦⟧]+)\."],
    "in_doubt": [r"In doubt, because they do not agree with other figures in the files loaded: (?P<figures>[^⟦⟧]+)\."],
    "last_head": [r"The last one before it is {n:figure}, (?P<period>at 31 March \d{4})\."],
    "no_place_alone": [r"Nothing is singled out for {t:area}: what is ordinary is known of local authorities alone\."],
    "words_chosen": [  # of the limits that the checks of words use
        r"How words were chosen: \"more than in most authorities\" is beyond what some 86 in 100 authorities do\.",
        r"\"Far more than in almost all\" is beyond what some 96 in 100 do, and always beyond what 90 in 100 did\.", r"A change within chance is \"little changed\", and a figure within chance of another \"about the same\"\.",
        r"How words were chosen: here any change of the number of children in need is \"more\" or \"fewer\"\.",
        r"The annex words its comparisons by a rule of its own, given at its end, and calls a small change \"little changed\"\.",
        r"The annex says what is not shown, and why\.", r"It words its comparisons by a plainer rule, given at its end\.",
        r"What is \"little changed\" or \"about the same\" here may be a rise or a fall, higher or lower, there\.", r"The sources say how\.",
        r"Figures quoted from that release may differ\.",
    ],
    "untold": [r"Too few figures are held for {t:area}\."],
    "point": [
        r"Of {t:whole}, {n:figure} {t:share}(?: \({n:count}\))?{stand}\.",
        r"The share {who} {t:share} was {n:figure}(?: \({n:count}\))?{stand}\.",
        r"In all, {n:figure} {t:share}(?: \({n:count}\))?{stand}\.",
    ],
    "care": [
        r"For {n:figure} of {t:whole}, (?:no {t:dimension} is stated|\"{t:label}\" is recorded), {level}{beside}\.",
        r"Recorded as \"{t:label}\": {n:figure} of {t:whole}, {level}{beside}\.",
        r"No {t:dimension} stated: {n:figure} of {t:whole}, {level}{beside}\.",
    ],
    "habit": [r"That may be a habit of recording: read the other {t:dimensions} with care\.", r"So the other {t:dimensions} may be too low\."],
    "ordinary": [r"An ordinary authority's number of {t:many} moves by about {n:figure} in a year\."],
    "neighbours": [r"The 10 statistical neighbours of {t:area} \((?P<model>\d{4}) model\), nearest first, are {t:names}\."],
    "not_told": [r"Left out of the messages for that reason: {t:titles}\."],
}
PARTS["stand"] = (r"(?:, (?P<way>above|below|about the same as|the same as) (?:the neighbours' (?P<average>mean|median) of {n:other}"
                  r"|(?P<place>[^⟦⟧]+?)'s {n:other}))?")
LEADS = {
    "named_level": r"{t:short} (?P<strong>far )?(?P<turn>more|less) than elsewhere",
    "named_change": r"{t:short} (?P<strong>far )?(?P<turn>more|less) than before",
    "away": r"(?P<turn>High and rising|Low and falling): {t:short}",
    "closing": r"(?P<turn>High|Low) but closing in: {t:short}",
    "ratio_level": r"(?P<strong>Very )?(?P<turn>[Mm]any|[Ff]ew) {t:short} per {t:per_one}",
    "ratio_change": r"(?P<strong>Far )?(?P<turn>[Mm]ore|[Ff]ewer) {t:short} per {t:per_one}",
    "share_level": r"(?P<strong>Very )?(?P<turn>[Hh]igh|[Ll]ow) share of {t:short}",
    "share_change": r"(?P<strong>Much )?(?P<turn>[Ll]arger|[Ss]maller) share of {t:short}",
    "days": r"(?P<strong>Very |Much )?(?P<turn>[Ll]ong|[Ss]hort|[Ll]onger|[Ss]horter) {t:short} \({t:quarter}\)",
    "rate_level": r"(?P<strong>Very )?(?P<turn>[Hh]igh|[Ll]ow) rate of {t:short}",
    "rate_change": r"(?P<strong>Very )?[Ll]arge (?P<turn>rise|fall) in {t:short}",
    "quiet": r"Little stands out this year|The number (?P<course>rose|fell); little else stands out|The rate is (?P<turn>high|low); little else stands out"
             r"|What stands out cannot be told|Small numbers: few comparisons can be made",
}
UP = {"high and rising", "high", "many", "more", "larger", "long", "longer", "rise"}


def pattern(shape: str) -> re.Pattern[str]:
    """``{n:x}`` a bound number, ``{t:x}`` any words, ``{level}`` and the like the parts above."""
    for _ in range(3):
        for name, part in PARTS.items():
            shape = shape.replace("{" + name + "}", part)
    shape = re.sub(r"\{n:(\w+)\}", r"⟦(?P<\1>\\d+)⟧", shape)
    seen: Counter[str] = Counter()
    return re.compile(re.sub(r"\(\?P<(\w+)>", lambda m: _counted(m[1], seen), re.sub(r"\{t:(\w+)\}", r"(?P<\1>[^⟦⟧]+?)", shape)))


def _counted(name: str, seen: Counter[str]) -> str:
    """A blank that stands twice in a shape, in two ways of saying it, gets a number."""
    seen[name] += 1
    return f"(?P<{name}__{seen[name]}>"


def blanks_of(match: re.Match[str]) -> dict[str, str]:
    """What fills the blanks; of one that stands twice, that which is filled."""
    found: dict[str, str] = {}
    for name, value in match.groupdict(default="").items():
        base = name.split("__")[0]
        found[base] = found.get(base) or value
    return found


COMPILED = [(kind, pattern(shape)) for kind, shapes in SHAPES.items() for shape in shapes]
COMPILED_LEADS = [(kind, pattern(shape)) for kind, shape in LEADS.items()]


@dataclass(frozen=True)
class Sentence:
    """One sentence: its shape, or ``unread``, what fills its blanks, and the figures that it prints, in order."""

    kind: str
    text: str
    blanks: Mapping[str, str]
    figures: tuple[int, ...]

    def get(self, *names: str) -> str:
        """The first of these blanks that is filled."""
        return next((self.blanks[name] for name in names if self.blanks.get(name)), "")

    def number(self, *names: str) -> int | None:
        """The figure in the first of these blanks."""
        found = self.get(*names)
        return int(found) if found else None


@dataclass(frozen=True)
class Bold:
    """A bold claim: which shape, of what (``short``), which way, how strongly."""

    kind: str
    text: str
    blanks: Mapping[str, str]

    @property
    def up(self) -> bool:
        return self.blanks.get("turn", "").lower() in UP

    @property
    def strong(self) -> bool:
        return bool(self.blanks.get("strong"))

    @property
    def is_level(self) -> bool:
        """Of where a figure stands, not of how it moved."""
        return self.kind.endswith("level") or self.kind == "closing" or self.blanks.get("turn", "").lower() in ("long", "short")


def bound(text: str, spans: Sequence[Mapping[str, int]], figures: Mapping[int, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """("text", with a token for each bound number and no marks) last; before it ("fault", what) for each that is not as printed."""
    parts, at = [], 0
    for span in sorted(spans, key=lambda one: one["start"]):
        figure = figures[span["figure"]]
        printed = text[span["start"] : span["end"]]
        if printed != figure["shown"] or figure["symbol"] is not None:
            yield "fault", f"{printed!r} is bound to a figure that shows {figure['shown']!r}"
        if span["start"] < at:
            yield "fault", "spans overlap"
        parts += [text[at : span["start"]], f"⟦{span['figure']}⟧"]
        at = span["end"]
    yield from _marked("".join(parts) + text[at:], figures)


def _marked(text: str, figures: Mapping[int, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each mark opens the numbers that stand before it and have no mark yet."""
    at, waiting = 0, [(m.end(), int(m[1])) for m in TOKEN.finditer(text)]
    for mark in MARK.finditer(text):
        mine = [index for end, index in waiting if at < end <= mark.start()]
        if not mine or any(figures[index]["mark"] != int(mark[1]) for index in mine):
            yield "fault", f"the mark {mark[1]} opens {[figures[index]['mark'] for index in mine]}"
        at = mark.end()
    if any(end > at for end, _ in waiting) and not _said_again(text, at, waiting, figures):
        yield "fault", f"a number without a mark: {text[at:]}"
    yield "text", MARK.sub("", text)


def _said_again(text: str, at: int, waiting: list[tuple[int, int]], figures: Mapping[int, Mapping[str, Any]]) -> bool:
    """The same figure, whose mark stood before, needs none again; nor a number in a cell of a table, whose row has one."""
    return all(index in {i for end, i in waiting if end <= at} for end, index in waiting if end > at)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text with tokens; one that says ``That is ... than in`` is read with the one before."""
    found: list[str] = []
    for one in re.split(r"(?<=[.?!]) (?=[A-Z0-9“\"⟦])", text):
        if one.startswith(("That is a ", "That is far ", "That is longer", "That is shorter", "The rise is ", "The fall is ")) and found:
            found[-1] += " " + one
        else:
            found.append(one)
    yield from map(read, found)


def read(text: str) -> Sentence:
    """The shape of one sentence."""
    for kind, compiled in COMPILED:
        if match := compiled.fullmatch(text):
            return Sentence(kind, text, blanks_of(match), tuple(int(m[1]) for m in TOKEN.finditer(text)))
    return Sentence("unread", text, {}, tuple(int(m[1]) for m in TOKEN.finditer(text)))


def read_bold(text: str) -> Bold | None:
    """The shape of a bold claim."""
    for kind, compiled in COMPILED_LEADS:
        if match := compiled.fullmatch(text.removesuffix(".")):
            return Bold(kind, text, blanks_of(match))
    return None
