"""A text in, every candidate span of it out: periods, places, terms, categories, cues, lengths.

Nothing is decided here: spans of different kinds may overlap, and the grammar takes those it uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cin_narrative.reading.quantities.ages import ages
from cin_narrative.reading.quantities.bases import with_bases
from cin_narrative.reading.quantities.dates import find_periods
from cin_narrative.reading.quantities.durations import Found, durations
from cin_narrative.reading.quantities.finder import Dated
from cin_narrative.reading.quantities.finder import Found as FoundPeriod
from cin_narrative.reading.quantities.quantifiers import RUNNING
from cin_narrative.reading.quantities.year_like import numbers_like_years
from cin_narrative.reading.words.closed_classes import FUNCTION, words_of
from cin_narrative.reading.words.coordinators import coordinated
from cin_narrative.reading.words.lexicon import Cue, Lexicon
from cin_narrative.reading.words.particles import rejoined
from cin_narrative.reading.words.senses import (
    AVERAGES,
    are_lengths,
    as_done,
    averaged,
    in_a_name,
    in_proper_names,
    is_no_part,
    is_of_law,
    is_ordinal,
    is_other_sense,
    is_reference,
    operative,
    qualities,
    titled,
)
from cin_narrative.reading.words.spelling import corrected
from cin_narrative.reading.words.stretches import (
    CueSpan,
    LengthSpan,
    PartSpan,
    PeriodSpan,
    PlaceSpan,
    Stretch,
    Term,
)
from cin_narrative.reading.words.tokens import LONGEST, Token, fold, stem, tokens_of

COMPASS = words_of("words_spans.compass")


@dataclass(frozen=True, slots=True)
class Spans:
    """A text as tokens, and every candidate span by kind; indexes are those of the tokens."""

    text: str
    tokens: tuple[Token, ...]
    periods: tuple[PeriodSpan, ...]
    places: tuple[PlaceSpan, ...]
    terms: tuple[Term, ...]
    parts: tuple[PartSpan, ...]
    cues: tuple[CueSpan, ...]
    lengths: tuple[LengthSpan, ...]
    verbs: tuple[tuple[int, int, frozenset[str]], ...] = ()  # of which things
    modifiers: tuple[tuple[int, int, frozenset[str]], ...] = ()
    meanings: Mapping[int, Dated] = field(default_factory=dict)  # by the place in the text
    cut: int = 0  # where tokens that stand apart in the text are joined; nought for nowhere
    written: tuple[Token, ...] = ()  # the tokens with the "and" of "Bath and North East Somerset"
    confirms: bool = False  # a clause that was set aside puts what is stated to a yes

    @property
    def said(self) -> tuple[Stretch, ...]:
        """The places and the periods."""
        return (*self.places, *self.periods)

    def words(self, start: int, end: int) -> str:
        """The text of some tokens, as written; what is left out between two parts is "..."."""
        if start < self.cut < end:
            return f"{self.words(start, self.cut)} ... {self.words(self.cut, end)}"
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def find_spans(text: str, lexicon: Lexicon) -> Spans:
    """Every candidate span of a text; of the first 6,000 characters of a longer one."""
    return _found(text[:LONGEST], lexicon)


@lru_cache(maxsize=32)  # a third of the texts to look through was looked through a moment ago
def _found(text: str, lexicon: Lexicon) -> Spans:
    marked, dated = find_periods(fold(text))
    spans = _marked_spans(text, marked, dated, lexicon)
    inside = {i for one in spans.lengths for i in range(one.start, one.end)}  # "3 months or less"
    cues = [one for one in spans.cues if one.start not in inside]
    lasting = are_lengths(spans.terms, cues, lexicon)  # "plans over two years": nothing moved
    runs = numbers_like_years(spans.tokens, dated, spans.terms, lexicon.things)
    runs += [one for one in dated if lasting and one.meaning.form == "change_n"]
    for one in runs:
        marked = marked[: one.start] + fold(text)[one.start : one.end] + marked[one.end :]
    dated = [one for one in dated if one not in runs]
    return _marked_spans(text, marked, dated, lexicon) if runs else spans


def _marked_spans(text: str, marked: str, dated: Sequence[FoundPeriod], lexicon: Lexicon) -> Spans:
    tokens = tokens_of(marked, text)
    tokens = rejoined([_corrected(one, lexicon) for one in coordinated(tokens, lexicon)], lexicon)
    return _spans(text, tokens, {found.start: found.meaning for found in dated}, lexicon)


def joined(spans: Spans, stretches: Sequence[tuple[int, int]], lexicon: Lexicon) -> Spans:
    """The spans of some stretches of a text read as one: what is said before a list, and an item,
    and what is said of all of them."""
    tokens = [token for one in stretches for token in spans.written[slice(*one)]]
    found = _spans(spans.text, tokens, spans.meanings, lexicon)
    first = stretches[0]
    return replace(found, cut=first[1] - first[0], confirms=spans.confirms)


def without(spans: Spans, gone: Set[int], lexicon: Lexicon) -> Spans:
    """The spans of a text read without some of its tokens."""
    tokens = [token for at, token in enumerate(spans.written) if at not in gone]
    return replace(_spans(spans.text, tokens, spans.meanings, lexicon), confirms=spans.confirms)


def _spans(
    text: str, written: list[Token], meanings: Mapping[int, Dated], lexicon: Lexicon
) -> Spans:
    in_names = in_proper_names(written, lexicon)
    places = [one for one in _places(written, lexicon) if one.start not in in_names]
    known = [place for place in places if place.codes]
    named = {i for place in known for i in range(place.start, place.end)}
    tokens = [in_a_name(one) if i in named else one for i, one in enumerate(written)]
    dated = [
        PeriodSpan(meanings[token.start], i, i + 1)
        for i, token in enumerate(tokens)
        if token.kind == "period" and not is_of_law(tokens, i)
    ]
    lasting = qualities(text, tokens, dated, lexicon)
    in_names |= {place.end - 1 for place in places if tokens[place.end - 1].text in AVERAGES}
    found = [
        CueSpan(NUMBER if _is_number(text, tokens, a, b) else cue, a, b)
        for a, b, cues in lexicon.cues.longest(tokens)
        for cue in cues
    ]
    cues = operative(tokens, with_bases(tokens, found))
    lengths = _lengths(tokens)
    return Spans(
        text,
        tuple(tokens),
        tuple(one for one in dated if one.start not in {term.start for term in lasting}),
        tuple(places),
        tuple(
            one
            for one in _terms(tokens, lengths, lasting, lexicon)
            if one.start not in in_names and not _in_name(one, known) and not _in_series(one, cues)
        ),
        tuple(one for one in _parts(tokens, lexicon) if one.end - 1 not in in_names | named),
        tuple(one for one in cues if one.start not in in_names),
        tuple(_lasting(lengths, cues)),
        tuple((a, b, frozenset(of)) for a, b, of in lexicon.verbs.longest(tokens)),
        tuple((a, b, frozenset(of)) for a, b, of in lexicon.modifiers.longest(tokens)),
        meanings,
        written=tuple(written),
    )


NUMBER = Cue("metric", "count")


def _is_number(text: str, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether "no" is short for a number: it stands behind a word, and before none ("cin no + cp
    no", "sandwell no. waiting")."""
    after = tokens[end : end + 1]
    behind = start > 0 and tokens[start - 1].kind != "mark"
    dotted = text[tokens[start].end : tokens[start].end + 1] == "."
    stops = not after or after[0].kind in ("mark", "period") or after[0].text in ("latest", "for")
    return end == start + 1 and tokens[start].text == "no" and behind and (dotted or stops)


def _lasting(lengths: Sequence[Found], cues: Sequence[CueSpan]) -> Iterator[LengthSpan]:
    """Lengths and ages, but for that of the children a rate is out of: "per 10,000 aged 0-17"."""
    bases = [one for one in cues if one.kind == "metric"]
    for one in lengths:
        if not any(base.start < one.start and one.end <= base.end for base in bases):
            yield LengthSpan(one.meaning, one.start, one.end)


def _lengths(tokens: Sequence[Token]) -> list[Found]:
    """Lengths of time, and ages; "which two years" and "two years in a row" are years."""
    asked = {at + 1 for at, token in enumerate(tokens) if token.text in ("which", "what")}
    runs = {at - back for at, one in enumerate(tokens) if one.text in RUNNING for back in (0, 2)}
    found = (*durations(tokens), *ages(tokens))
    return [one for one in found if one.start not in asked and one.end not in runs]


def _in_name(term: Term, places: Sequence[PlaceSpan]) -> bool:
    """Whether a term is a part of a place's name: the "county" of County Durham."""
    return term.name[0] != "=" and any(
        one.start <= term.start
        and term.end <= one.end
        and one.end - one.start > term.end - term.start
        for one in places
    )


def _in_series(term: Term, cues: Sequence[CueSpan]) -> bool:
    """Whether a term is a part of a longer name of a run of years, of a rate or of what leaves out:
    the "time" of a time series, the "under 18s" that a rate is per 10,000 of, "leave out",
    "close to"."""
    return any(
        one.kind in ("trend", "metric", "negation", "compare", "streak", "aggregate")
        and one.start <= term.start
        and term.end <= one.end
        and one.end - one.start > term.end - term.start
        for one in cues
    )


def _parts(tokens: Sequence[Token], lexicon: Lexicon) -> list[PartSpan]:
    """Categories, the longest first; shorter ones inside them stay until a measure is known."""
    found = [
        PartSpan(tuple(parts), start, end)
        for start in range(len(tokens))
        for end, parts in lexicon.parts.at(tokens, start)
        if not is_no_part(tokens, start, end)
    ]
    return sorted(found, key=lambda one: (one.start - one.end, one.start))


def _paired(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> PlaceSpan | None:
    """ "Inner and Outer London": the first word with the end of the name is a place too."""
    if start < 2 or end - start < 2 or tokens[start - 2].text not in COMPASS:
        return None
    if tokens[start - 1].text not in ("and", "or", "vs", "versus", "v", "/", ",", "to", "with"):
        return None
    for at in range(end - 1, start, -1):  # "North and North East Lincolnshire"
        name = [tokens[start - 2], *tokens[at:end]]
        found = [one[1] for one in lexicon.places.at(name, 0) if one[0] == len(name)]
        if codes := tuple(code for values in found[:1] for one in values for code in one.split()):
            return PlaceSpan(codes, start - 2, start - 1, (at, end))
    return None


def _corrected(token: Token, lexicon: Lexicon) -> Token:
    right = corrected(token.text, lexicon) if token.kind == "word" else token.text
    return token if right == token.text else replace(token, text=right, stem=stem(right))


def _terms(
    tokens: Sequence[Token], lengths: Sequence[Found], lasting: Sequence[Term], lexicon: Lexicon
) -> list[Term]:
    """Terms, each as often as its words stand; words that are none, as themselves; and lengths."""
    found = [
        Term(name, start, end)
        for start, end, values in lexicon.terms.longest(tokens)
        for value in values
        for name in value.split()
    ]
    taken = {i for term in found for i in range(term.start, term.end)}
    found += [
        Term(f"={token.stem}", i, i + 1)
        for i, token in enumerate(tokens)
        if i not in taken and token.kind in ("word", "number")
    ]
    in_lengths = {i for one in lengths for i in range(one.start, one.end)}
    found = [one for one in found if one.name != "duration" or one.start not in in_lengths]
    kept = (one for one in found if not is_other_sense(tokens, one, lexicon))
    kept = (one for one in kept if not (is_reference(tokens, one) or is_ordinal(tokens, one)))
    found = [as_done(tokens, one) for one in kept]
    found += [Term(one.meaning.term, one.start, one.end) for one in lengths]
    found.sort(key=lambda term: (term.start, term.end))
    return sorted([*found, *lasting], key=lambda term: term.start)


def _places(tokens: Sequence[Token], lexicon: Lexicon) -> list[PlaceSpan]:
    found = []
    for start, end, values in lexicon.places.longest(tokens):
        codes = tuple(code for value in values for code in value.split())
        before = tokens[start - 1] if start else None
        led = before is not None and before.text in COMPASS
        longer = led and before is not None and before.end + 1 == tokens[start].start
        paired = _paired(tokens, start, end, lexicon)
        if paired:
            found.append(paired)
        if longer and not codes[0].startswith("E"):
            found.append(PlaceSpan((), start - 1, end))
        elif not _is_surname(tokens, start, end, lexicon):
            found.append(titled(tokens, averaged(tokens, PlaceSpan(codes, start, end))))
    return found


def _is_surname(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the name of a district stands behind a name: "Councillor Helen Burnley"."""
    district = lexicon.areas.around(" ".join(token.text for token in tokens[start:end]))
    before = tokens[start - 1] if start else None
    if not district or before is None or not before.capital or before.text in FUNCTION:
        return False
    return before.text not in lexicon.vocabulary and before.stem not in lexicon.vocabulary
