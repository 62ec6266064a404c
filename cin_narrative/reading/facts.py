"""A clause in, what stands in it out: measures, places with their parts, periods, cues, numbers.

Facts are found without regard to what is asked; operators.py decides that from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cin_narrative.reading.clauses import Clause
from cin_narrative.reading.contract import AreaSet, Metric
from cin_narrative.reading.measures.finding import find_measures, narrowed
from cin_narrative.reading.measures.names import Measured
from cin_narrative.reading.quantities import ORDINALS, PERCENT, quantity, whole
from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.lexicon import Cue, Lexicon
from cin_narrative.reading.words.spans import CueSpan, PeriodSpan, PlaceSpan, Spans

OPS = {"over": "gt", "above": "gt", "more": "gt", "higher": "gt", "greater": "gt", "exceed": "gt",
       "exceeds": "gt", "exceeding": "gt", "least": "ge", "under": "lt", "below": "lt",
       "less": "lt", "fewer": "lt", "lower": "lt", "within": "le", "most": "le", "up": "le",
       "minimum": "ge", "maximum": "le"}  # fmt: skip
COMPARATIVE = {"higher": "higher", "lower": "lower", "better": "better", "worse": "worse"}
SETS: dict[str, AreaSet] = {"neighbours": "neighbours", "region": "region", "all": "all"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place named or meant, at its tokens; ``codes`` where it is named."""

    start: int
    end: int
    codes: tuple[str, ...] = ()
    set: AreaSet | None = None
    rest: tuple[int, int] | None = None

    @property
    def is_wide(self) -> bool:
        """Whether it holds authorities: England, a region, the neighbours."""
        return self.set is not None or bool(self.codes and self.codes[0].startswith("E"))


@dataclass(frozen=True, slots=True)
class Level:
    """A number with its comparator ("more than 30%")."""

    op: str
    start: int
    end: int


@dataclass(slots=True)
class Facts:
    """What stands in one clause. ``owned`` are the tokens that some slot has taken."""

    spans: Spans
    clause: Clause
    measured: Measured
    places: list[Place] = field(default_factory=list)
    unknown_places: list[Place] = field(default_factory=list)
    periods: list[PeriodSpan] = field(default_factory=list)
    cues: list[CueSpan] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)
    owned: set[int] = field(default_factory=set)
    plain: set[int] = field(default_factory=set)  # tokens that narrow nothing and fill no slot
    narrowing: set[int] = field(default_factory=set)  # tokens of things that narrow another
    core: int = 0  # the first token of what is asked
    metric: Metric | None = None

    def having(self, kind: str, *values: str) -> list[CueSpan]:
        """The cues of a kind, of some values where any are named."""
        return [
            one for one in self.cues if one.kind == kind and (not values or one.cue.value in values)
        ]

    def own(self, start: int, end: int) -> None:
        """Some tokens are in a slot."""
        self.owned.update(range(start, end))

    def take(self, start: int, end: int) -> str:
        """The words of some tokens, which a slot now owns."""
        self.own(start, end)
        return self.spans.words(start, end)

    def pass_over(self, start: int, end: int) -> None:
        """Some tokens narrow nothing."""
        self.plain.update(range(start, end))

    def texts(self) -> list[str]:
        """The tokens of the clause as folded words."""
        return [token.text for token in self.spans.tokens[self.clause.start : self.clause.end]]

    @property
    def home(self) -> list[CueSpan]:
        """The words for our own authority, where what is asked stands or after it."""
        return [one for one in self.having("set", "home") if one.start >= self.core]


def find_facts(spans: Spans, clause: Clause, lexicon: Lexicon,
               before: Sequence[str] = ()) -> Facts:  # fmt: skip
    """What stands in a clause; ``before`` are the indicators asked for before it, which a category,
    a length or a term that stands alone narrows."""
    start, end = clause.start, clause.end
    measured = find_measures(spans, start, end, lexicon)
    if before and (not measured.measures or measured.guessed):
        measured = narrowed(spans, start, end, lexicon, before) or measured
    facts = Facts(spans, clause, measured)
    facts.periods = [one for one in spans.periods if start <= one.start < end
                     and not _is_edition(spans, one.start, one.end)]  # fmt: skip
    held = {i for measure in facts.measured.measures for i in measure.taken}
    for place in spans.places:
        if (
            start <= place.start
            and place.end <= end
            and not held & set(range(place.start, place.end))
        ):
            end_of = place.end + _averaged(spans, place)
            made = Place(place.start, end_of, place.codes, rest=place.rest)
            (facts.places if place.codes else facts.unknown_places).append(made)
    _of_item(facts)
    named = {
        i for place in (*facts.places, *facts.unknown_places) for i in range(place.start, place.end)
    }
    facts.cues = [one for one in spans.cues if start <= one.start and one.end <= end
                  and not named & set(range(one.start, one.end))
                  and (one.kind in ("metric", "each") or not set(range(one.start, one.end)) <= held)]  # fmt: skip
    _without_law(facts)
    _dated(facts)
    _each_of(facts)
    _best_years(facts)
    facts.core = _core(facts)
    _sets(facts, held)
    _numbers(facts, held | named)
    _without_averages(facts, lexicon)
    facts.metric = _metric(facts)
    return facts


def _of_item(facts: Facts) -> None:
    """What an item of a list says itself takes the place of what is said before the list."""
    cut = facts.spans.cut
    for spans in (facts.places, facts.periods):
        if cut and any(one.start >= cut for one in spans):
            for one in [one for one in spans if one.start < cut]:
                facts.pass_over(one.start, one.end)
                spans.remove(one)  # type: ignore[arg-type]


def _averaged(spans: Spans, place: PlaceSpan) -> int:
    """One more token where a region's or the country's name goes on: "the North East average"."""
    wide = bool(place.codes) and place.codes[0].startswith("E")
    after = spans.tokens[place.end].text if place.end < len(spans.tokens) else ""
    return int(wide and after in ("average", "mean", "avg"))


EDITIONS = words_of("release edition publication bulletin")


def _is_edition(spans: Spans, start: int, end: int) -> bool:
    """Whether a year names an edition or a law: "the 2020 release", "the Children Act 1989"."""
    law = start > 0 and spans.tokens[start - 1].text in ("act", "regulations")
    return law or (end < len(spans.tokens) and spans.tokens[end].text in EDITIONS)


EACH = words_of("every each all which what")
MEMBERS = {"authority": "areas", "authorities": "areas", "council": "areas", "councils": "areas",
           "borough": "areas", "boroughs": "areas", "la": "areas", "las": "areas",
           "area": "areas", "areas": "areas", "region": "regions", "regions": "regions",
           "place": "areas", "places": "areas", "county": "areas", "counties": "areas"}  # fmt: skip
INSIDE = words_of("of the local unitary metropolitan shire other english inner outer one two three"
                   " four five ten")  # fmt: skip


def _each_of(facts: Facts) -> None:
    """ "every North East authority", "which of the London boroughs": the members of a place."""
    tokens = facts.spans.tokens
    for at in range(facts.clause.start, facts.clause.end):
        kind = MEMBERS.get(tokens[at].text)
        begins = _begins_each(facts, at)
        if kind and (begins is not None or tokens[at].text.endswith("s")):
            if not any(one.kind == "each" and one.start <= at < one.end for one in facts.cues):
                facts.cues.append(CueSpan(Cue("each", kind), at, at + 1))
            first = begins if begins is not None else at
            facts.own(first, at + 1)
            inside = {one for one in facts.having("set", "home") if first <= one.start <= at}
            facts.cues = [one for one in facts.cues if one not in inside]
    for place in facts.places:
        if tokens[place.end - 1].text in MEMBERS and place.codes and place.codes[0].startswith("E"):
            facts.cues.append(CueSpan(Cue("each", "areas"), place.end - 1, place.end))


def _best_years(facts: Facts) -> None:
    """ "The worst year": the years are what is ranked."""
    for cue in facts.having("superlative"):
        if cue.end < facts.clause.end and facts.spans.tokens[cue.end].text in ("year", "years"):
            facts.cues.append(CueSpan(Cue("each", "years"), cue.end, cue.end + 1))


def _begins_each(facts: Facts, at: int) -> int | None:
    """Where the determiner stands that makes a noun stand for its members, places between."""
    named = {i for place in facts.places for i in range(place.start, place.end)}
    back = at - 1
    while back >= facts.clause.start and (back in named or facts.spans.tokens[back].text in INSIDE):
        back -= 1
    if back >= facts.clause.start and facts.spans.tokens[back].text in EACH:
        return back
    return None


def _without_averages(facts: Facts, lexicon: Lexicon) -> None:
    """Drop "median" as a metric where nothing that is counted has one."""
    names = [one.indicator for one in facts.measured.measures]
    if not any("average" in {m.value for m in lexicon.catalogue[name].measures} for name in names):
        facts.cues = [one for one in facts.cues if one.cue != Cue("metric", "average")]


ADJECTIVES = words_of("latest current newest recent")


def _without_law(facts: Facts) -> None:
    """Drop the cues of a legal basis: "under" of "under the Freedom of Information Act:"."""
    texts = facts.texts()
    law = next((i for i, text in enumerate(texts) if text in ("act", "regulations")), None)
    if law is not None and texts[0] in ("under", "in", "pursuant", "further"):
        facts.cues = [one for one in facts.cues if one.start > facts.clause.start + law]


def _dated(facts: Facts) -> None:
    """ "The latest figures for 2022": the year that is named says which."""
    plain = [one for one in facts.periods if one.meaning.form != "latest"]
    for one in [one for one in facts.periods if one.meaning.form == "latest"]:
        words = facts.spans.words(one.start, one.end).lower().split()
        if plain and set(words) <= ADJECTIVES | {"the", "most"}:
            facts.periods.remove(one)
            facts.pass_over(one.start, one.end)


CORE = {"metric", "rank", "change", "trend", "superlative", "breakdown", "ratio", "net", "each",
        "streak", "turning_point", "times", "quartile", "gap", "brief", "aggregate",
        "definition"}  # fmt: skip


def _core(facts: Facts) -> int:
    """The first token of what is asked: a measure, a question word before it, or a cue."""
    first = [one.start for one in facts.measured.measures]
    first += [one.start for one in facts.cues if one.kind in CORE]
    if not first:
        return facts.clause.start
    at = min(first)
    question = {
        "how",
        "what",
        "which",
        "who",
        "where",
        "has",
        "have",
        "did",
        "is",
        "are",
        "was",
        "were",
        "does",
        "do",
    }
    tokens = facts.spans.tokens
    back = [i for i in range(max(facts.clause.start, at - 8), at) if tokens[i].text in question]
    return back[0] if back else at


def _sets(facts: Facts, held: set[int]) -> None:
    """Words that mean several places, or our own."""
    for cue in facts.having("neighbours"):
        before = facts.spans.tokens[cue.start - 1].text if cue.start > facts.clause.start else ""
        if before not in ("from", "by"):  # a neighbour who refers is no authority
            facts.places.append(Place(cue.start, cue.end, set="neighbours"))
            if whole(facts.spans.tokens, cue.start - 1)[0] and cue.start > facts.clause.start:
                facts.own(cue.start - 1, cue.start)
    for cue in facts.having("set", "region", "all"):
        members = any(one.start < cue.end and cue.start < one.end for one in facts.having("each"))
        after = any(one.is_wide and one.end in (cue.start, cue.start - 1) for one in facts.places)
        if after:
            facts.pass_over(cue.start, cue.end)
        elif not members and not held & set(range(cue.start, cue.end)):
            facts.places.append(Place(cue.start, cue.end, set=SETS[cue.cue.value]))
    facts.places.sort(key=lambda place: place.start)


def _numbers(facts: Facts, taken: set[int]) -> None:
    """Levels ("over 30%") and other numbers, where nothing else has taken them."""
    tokens, at = facts.spans.tokens, facts.clause.start
    lengths = {i for one in facts.spans.lengths for i in range(one.start, one.end)}
    in_cues = {
        i
        for one in facts.cues
        if one.kind in ("metric", "streak")
        for i in range(one.start, one.end)
    }
    while at < facts.clause.end:
        value, end = quantity(tokens, at)
        single = tokens[at].text in ("one", "a", "an") and end == at + 1
        ordinal = tokens[at].text in ORDINALS and tokens[at].kind == "word"
        if (
            value is None
            or taken & set(range(at, end))
            or at in lengths | in_cues
            or single
            or ordinal
        ):
            at += 1
            continue
        op = _op(facts, at)
        if op:
            tail = _tail_op(facts, at)
            facts.levels.append(
                Level(op, at if tail else _op_start(facts, at), end + 2 * bool(tail))
            )
        else:
            facts.numbers.append((at, end))
        at = max(end, at + 1)


def _op(facts: Facts, at: int) -> str:
    tokens = facts.spans.tokens
    before = [token.text for token in tokens[max(facts.clause.start, at - 3) : at]]
    tail = _tail_op(facts, at)
    if tail:
        return tail
    if before[-2:] == ["at", "least"] or before[-2:] in (["no", "less"], ["or", "more"]):
        return "ge"
    if (
        before[-2:] == ["at", "most"]
        or before[-2:] == ["up", "to"]
        or before[-3:-1] == ["no", "more"]
    ):
        return "le"
    if before[-3:] in (["no", "more", "than"], ["not", "more", "than"]):
        return "le"
    if before[-3:] in (["no", "less", "than"], ["not", "less", "than"], ["no", "fewer", "than"]):
        return "ge"
    if before[-1:] == ["than"] and before[-2:-1]:
        return OPS.get(before[-2], "")
    return (
        OPS.get(before[-1], "")
        if before and before[-1] not in ("least", "most", "up", "within")
        else ""
    )


TAILS = {"more": "ge", "over": "ge", "above": "ge", "higher": "ge", "less": "le", "under": "le",
         "fewer": "le", "below": "le", "lower": "le"}  # fmt: skip


def _tail_op(facts: Facts, at: int) -> str:
    """ "40% or more", "50 and over"."""
    _, end = quantity(facts.spans.tokens, at)
    after = [token.text for token in facts.spans.tokens[end : end + 2]]
    return TAILS.get(after[1], "") if len(after) == 2 and after[0] in ("or", "and") else ""


def _op_start(facts: Facts, at: int) -> int:
    tokens = facts.spans.tokens
    start = at - 1
    while start > facts.clause.start and tokens[start].text in ("than", "least", "most", "to"):
        start -= 1
    return start - (tokens[start - 1].text in ("no", "not") if start else 0)


def _metric(facts: Facts) -> Metric | None:
    """How the figure is wanted, by its words: a rate before a percentage before a count."""
    found = {one.cue.value for one in facts.having("metric")}
    shares = {"percentage", "proportion", "share", "%"}
    if any(
        facts.spans.tokens[i].text in shares
        for one in facts.having("ratio")
        for i in range(one.start, one.end)
    ):
        return "percentage"
    tokens = facts.spans.tokens
    percent = any(tokens[i].text in PERCENT for i in range(facts.clause.start, facts.clause.end))
    if "rate" in found and "percentage" in found:
        return "percentage"
    for metric in ("rate", "percentage", "average", "count"):
        if metric in found:
            return metric  # type: ignore[return-value]
    return "percentage" if percent and any(one for one in facts.levels) else None


def limit_number(facts: Facts, near: CueSpan) -> tuple[int | None, int, int]:
    """The number that goes with a superlative: "top five", "three highest", "5 lowest"."""
    tokens = facts.spans.tokens
    after, end = whole(tokens, near.end)
    if after and near.end < facts.clause.end and near.cue.value in ("highest", "lowest"):
        return after, near.start, end
    for size in (1, 2):
        at = near.start - size
        if at >= facts.clause.start and (found := whole(tokens, at))[0] and found[1] == near.start:
            return found[0], at, near.end
    return None, near.start, near.end
