"""A word and the tokens around it in, which of its senses it has there out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cin_narrative.reading.quantities.numbers import ORDINALS
from cin_narrative.reading.words.closed_classes import (
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    words_of,
)
from cin_narrative.reading.words.stretches import CueSpan, PeriodSpan, PlaceSpan, Term
from cin_narrative.reading.words.tokens import Token, fold, tokens_of

if TYPE_CHECKING:
    from cin_narrative.reading.words.lexicon import Lexicon

LAWS = words_of("words_senses.laws")
TITLES = words_of("words_senses.titles")
BODIES = words_of("words_senses.bodies")
AVERAGES = frozenset(("average", "mean", "avg"))
AMOUNTS = frozenset(("much", "many", "far", "low", "little", "a"))
THINGS_TOO = frozenset(("slide", "shed"))  # where a word that names stands: no move
OF_TWO = frozenset(("other", "far", "top", "bottom", "high", "low", "upper", "lower"))
COUNTRY = frozenset(("country",))
NUMBERS = frozenset(("number", "numbers", "count", "rate", "rates", "percentage"))
LENGTHS = frozenset(("day", "week", "month", "time"))
MOVING = words_of("words_senses.moving")
AT_LEAST = frozenset(("more", "less", "fewer"))
SUBJECTS = frozenset(("i", "we", "you", "they", "people"))


def as_done(tokens: Sequence[Token], term: Term) -> Term:
    """What somebody did: "how many cases did Bury open" is of a start, "have open" of a state."""
    before = [token.text for token in tokens[max(0, term.start - 6) : term.start]]
    opens = tokens[term.start].text == "open" and term.end == term.start + 1
    done = opens and "did" in before and not {"have", "keep", "hold"} & set(before)
    return replace(term, name="start") if done and term.name == "current" else term


def is_ordinal(tokens: Sequence[Token], term: Term) -> bool:
    """Whether "last" says which one, and is no verb: "the last day"; and "second", said of who or
    which is so: "who comes second?"; and "end", where it is one of two: "at the other end"."""
    if term.end != term.start + 1 or term.start == 0:
        return False
    before, text = tokens[term.start - 1].text, tokens[term.start].text
    asked = {one.text for one in tokens[max(0, term.start - 4) : term.start]} & {"who", "which"}
    said = asked and before in (*AUXILIARIES, "comes", "came", "ranks", "ranked")
    after = tokens[term.end] if term.end < len(tokens) else None
    ends = after is None or after.kind == "mark" or after.text in PREPOSITIONS
    near = {one.text for one in tokens[max(0, term.start - 6) : term.start]}
    if text == "last" and "when" in near and near & {"was", "were"}:  # "when was it last below"
        return True
    if text in ("last", "end"):
        return before in (DETERMINERS if text == "last" else OF_TWO)
    of_years = after is not None and after.stem == "year"  # "the second year running"
    return bool(text in ORDINALS and ((said and ends) or of_years))


WHOSE = frozenset(("the", "our", "my", "this", "strategic", "local", "health", "joint", "borough"))


def is_other_sense(tokens: Sequence[Token], term: Term, lexicon: Lexicon) -> bool:
    """Whether the words of a term say something else where they stand."""
    return (
        _is_of_the_move(tokens, term, lexicon)
        or _is_mean_of_numbers(tokens, term, lexicon)
        or _is_of_a_population(tokens, term)
        or _is_meant(tokens, term.start, term.end)
        or _is_of_a_figure(tokens, term)
    )


def _is_of_a_figure(tokens: Sequence[Token], term: Term) -> bool:
    """Whether a figure is what becomes, and no child of a plan: "what did it become by 2024"."""
    after = tokens[term.end : term.end + 1]
    ends = not after or after[0].kind in ("mark", "period") or after[0].text in ("by", "in")
    return tokens[term.start].text == "become" and term.end == term.start + 1 and ends


def _is_meant(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether "mean" is what somebody means: "I mean the city"."""
    before = tokens[start - 1].text if start else ""
    return end == start + 1 and tokens[start].text == "mean" and before in SUBJECTS


def _is_of_a_population(tokens: Sequence[Token], term: Term) -> bool:
    """Whether an assessment is a text about a place: "the needs assessment"."""
    before = [token.text for token in tokens[max(0, term.start - 2) : term.start]]
    return (
        tokens[term.start].text == "assessment" and before[1:] == ["needs"] and before[0] in WHOSE
    )


def _is_mean_of_numbers(tokens: Sequence[Token], term: Term, lexicon: Lexicon) -> bool:
    """Whether "average" or "median" is that of numbers or rates, and not of how long something
    takes: "the average number of assessments", not "the average number of days"."""
    if term.name != "median":
        return False
    rest = tokens[term.end : term.end + 6]
    ends = (
        end
        for start, end, cues in lexicon.cues.longest(rest)
        for cue in cues
        if start == 0 and cue.kind == "metric" and cue.value in ("count", "rate", "percentage")
    )
    end = next(ends, 0)
    return 0 < end < len(rest) and not {one.stem for one in rest[end : end + 2]} & LENGTHS


def _is_of_the_move(tokens: Sequence[Token], term: Term, lexicon: Lexicon) -> bool:
    """Whether "again" or "before" says when something moved, and not that a child came back: "did
    it fall again", "faster than before"; and "the whole of", where a place follows it."""
    words = [one.text for one in tokens[term.start : term.end]]
    if words[-2:] == ["whole", "of"]:
        return term.end < len(tokens) and tokens[term.end].capital
    lead = tokens[max(0, term.start - 4) : term.start]
    if words == ["before"]:
        return [one.text for one in lead][-1:] == ["than"]
    return words == ["again"] and any(
        cue.kind == "change" for _, _, cues in lexicon.cues.longest(lead) for cue in cues
    )


def is_reference(tokens: Sequence[Token], term: Term) -> bool:
    """Whether a number behind "ref" says that it is a reference, not a referral."""
    after = tokens[term.end].kind if term.end < len(tokens) else ""
    return term.end - term.start == 1 and tokens[term.start].text == "ref" and after == "number"


def is_of_law(tokens: Sequence[Token], at: int) -> bool:
    """Whether a year is that of a law: "FOIA 2000", "the Children Act (1989)", "the 1989 Act"."""
    before = [token.text for token in tokens[max(0, at - 2) : at]]
    named = [text for text in before if text != "("][-1:]
    after = [token.text for token in tokens[at + 1 : at + 2]]
    return bool(LAWS & {*named}) or (before[-1:] == ["the"] and after in (["act"], ["regulations"]))


def qualities(
    text: str, tokens: Sequence[Token], periods: Sequence[PeriodSpan], lexicon: Lexicon
) -> list[Term]:
    """The periods that are a quality of what is named twice, not the time of a figure: "referrals
    of children referred in the previous 12 months"."""
    found = []
    for one in periods:
        sentence = _sentence(tokens, one.start)
        named = [w for w in lexicon.terms.longest(sentence) if set(w[2]) & lexicon.things]
        same = [w for w in named if w[2] == named[-1][2]][-2:]
        between = sentence[same[0][1] : same[-1][0]] if len(same) > 1 else ()
        joined = any(token.text in COORDINATORS | {"how", "what", ","} for token in between)
        if between and not joined and named[-1][1] == len(sentence):
            words = tokens_of(fold(text[tokens[one.start].start : tokens[one.start].end]))
            ends = (w for w in lexicon.terms.longest(words) if w[:2] == (0, len(words)))
            found += [Term(w[2][0], one.start, one.end) for w in ends]
    return found


def _sentence(tokens: Sequence[Token], end: int) -> Sequence[Token]:
    """The tokens of a sentence before one of them."""
    stops = (at + 1 for at in range(end - 1, -1, -1) if tokens[at].text in (".", "?", ";", ":"))
    return tokens[next(stops, 0) : end]


def are_lengths(terms: Sequence[Term], cues: Sequence[CueSpan], lexicon: Lexicon) -> bool:
    """Whether "over two years" is how long what is counted lasts ("plans over two years"), and no
    run of years: it is told apart by months, and nothing is said to have moved."""
    names = {name for (name, _), band in lexicon.bands.items() if band.unit == "m"}
    lasting = {one for name in names for one in lexicon.terms_about(name) & lexicon.things}
    counted = {one.name for one in terms} & lasting - {"child", "population"}
    return bool(counted) and not any(one.kind in MOVING for one in cues)


def is_no_part(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a word names no category: "may I have", "in the school year", "the average number of
    assessments"."""
    before = tokens[start - 1].text if start else ""
    after = tokens[end].text if end < len(tokens) else ""
    modal = tokens[start].text == "may" and after in PRONOUNS and before not in PREPOSITIONS
    school = tokens[start].text == "school" and after == "year"
    behind = {one.stem for one in tokens[end + 1 : end + 4]}
    mean = tokens[start].text in AVERAGES | {"median"} and after in NUMBERS and not behind & LENGTHS
    return end == start + 1 and (modal or school or mean)


def titled(tokens: Sequence[Token], place: PlaceSpan) -> PlaceSpan:
    """A council's place with its title: "Royal Borough of", "Metropolitan District Council"."""
    if not place.codes or place.codes[0].startswith("E") or place.rest is not None:
        return place
    start, end = place.start, place.end
    while end < len(tokens) and tokens[end].text in TITLES | BODIES:
        end += 1
    end = end if tokens[end - 1].text in BODIES else place.end
    of = start - 1 if start and tokens[start - 1].text == "of" else start
    at = of
    while at > 0 and tokens[of].text == "of" and tokens[at - 1].text in TITLES:
        at -= 1
    return replace(place, start=at if at < of else start, end=end)


def in_a_name(token: Token) -> Token:
    """A token of a place's name, which joins nothing there: "Bath and North East Somerset"."""
    joins = token.kind == "mark" or token.text in COORDINATORS
    return replace(token, text="", stem="", kind="word") if joins else token


def averaged(tokens: Sequence[Token], place: PlaceSpan) -> PlaceSpan:
    """A region or the country with the word that its name goes on by: "the North East average"."""
    wide = bool(place.codes) and place.codes[0].startswith("E")
    goes_on = wide and place.end < len(tokens) and tokens[place.end].text in AVERAGES
    return replace(place, end=place.end + 1) if goes_on else place


def in_proper_names(tokens: Sequence[Token], lexicon: Lexicon) -> set[int]:
    """The tokens of names that begin like a category and end like a place: "Black Country"."""
    found: set[int] = set()
    for at, (one, after) in enumerate(pairwise(tokens)):
        named = one.capital and after.capital and after.text in TITLES | COUNTRY
        if named and any(end == at + 1 for end, _ in lexicon.parts.at(tokens, at)):
            found |= {at, at + 1}
    return found


def operative(tokens: Sequence[Token], cues: Sequence[CueSpan]) -> list[CueSpan]:
    """The cues without those that move or compare nothing: "any more.", "up to now", "on a slide",
    "the Improvement Board"."""
    return [
        one
        for one in cues
        if not (one.kind in MOVING and _is_idle(tokens, one.start, one.end))
        and not (one.kind == "aggregate" and _is_meant(tokens, one.start, one.end))
        and not (one.kind == "compare" and _is_at_least(tokens, one, cues))
        and not (one.kind == "set" and _are_many(tokens, one))
        and not (one.kind == "negation" and tokens[one.start].text == "beside")  # not "besides"
    ]


def _is_at_least(tokens: Sequence[Token], cue: CueSpan, cues: Sequence[CueSpan]) -> bool:
    """Whether "or more" ends an amount: "for a second time or more", not "more or fewer"."""
    led = tokens[max(cue.start - 1, 0)].text
    said = tokens[cue.start].text in AT_LEAST and cue.start > 1 and led == "or"
    than = cue.end < len(tokens) and tokens[cue.end].text in ("than", "or")
    chosen = any(one.kind == "compare" and one.end == cue.start - 1 for one in cues)
    return said and not (than or chosen)


def _are_many(tokens: Sequence[Token], cue: CueSpan) -> bool:
    """Whether "the authorities" are meant, and not ours alone."""
    text = tokens[cue.end - 1].text
    return cue.cue.value == "home" and tokens[cue.start].text == "the" and text.endswith("s")


def _is_idle(tokens: Sequence[Token], start: int, end: int) -> bool:
    before, after = tokens[max(0, start - 1) : start], tokens[end : end + 1]
    text, led = tokens[start].text, [one.text for one in before]
    if text in THINGS_TOO and (not led or led[0] in DETERMINERS | PREPOSITIONS | {".", "\n"}):
        return True  # "on slide 11", "in the shed"
    if text == "up" and end == start + 1 and [one.text for one in after] == ["to"]:
        return True  # "up to now"
    if text == "down" and [one.text for one in tokens[end : end + 2]][:1] == ["as"]:
        return all(one.text not in AMOUNTS for one in tokens[end : end + 2])  # "down as disabled"
    spent = tokens[start].text == "more" and [one.text for one in before] == ["any"]
    if spent and (not after or after[0].kind == "mark"):
        return True
    named = [one for one in (*tokens[start:end], *after) if one.capital]
    return (
        len(named) == end - start + 1 > 1
        and bool(before)
        and before[0].kind == "word"
        and not before[0].capital
    )


def is_month(tokens: Sequence[Token], at: int) -> bool:
    """Whether "may" is the month, and no verb: "in May"."""
    return tokens[at].text == "may" and at > 0 and tokens[at - 1].text in PREPOSITIONS
