"""Which cell a number in an edited sentence claims to be: the figure of its mark, with what the
sentence now says of it.

Where a number has an area, period, category or unit beside it that is neither what the generated
sentence had there nor the figure's own, the number is taken to be of that other cell, and is looked
up there. So a right number in the wrong place is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import DEFINED_MEASURES, RATE_PER, Catalogue, Measure
from cin_narrative.drafts.checks.alignment import Aligned
from cin_narrative.drafts.cited_figure import Cited
from cin_narrative.writing.terms import Sort, Term

FACETS = (Sort.AREA, Sort.PERIOD, Sort.CATEGORY, Sort.UNIT)
PER = f"per {RATE_PER}"
UNIT_MEASURE = {"%": Measure.PERCENTAGE, PER: Measure.RATE}


@dataclass(slots=True)
class Mention:
    """A number in a sentence: its place there, the mark it is bound to, and the terms beside it
    (place, value) by sort.

    ``changed``: what is said of it now and was not; ``lost``: what is no longer said; ``unread``:
    sorts for which the nearest term was another figure's even in the generated text, so that they
    say nothing of this one. ``slot`` is the mark that the generated text had at this place, else
    the number's own; 0 where it is new to the text. ``stands``: the text had a figure of this kind
    at this very place.
    """

    index: int
    mark: int
    beside: dict[Sort, tuple[int, str]]
    changed: dict[Sort, str] = field(default_factory=dict)
    lost: list[Sort] = field(default_factory=list)
    unread: set[Sort] = field(default_factory=set)
    slot: int = 0
    stands: bool = False

    def value(self, sort: Sort) -> str | None:
        """What stands beside the number, None where nothing of this sort does."""
        return self.beside[sort][1] if sort in self.beside else None


def mentions(terms: Sequence[Term], marks: Mapping[int, int] | None = None) -> list[Mention]:
    """The cited numbers of a sentence. ``marks``: number's place -> mark, for numbers whose own
    mark is gone.
    """
    found = []
    for index, term in enumerate(terms):
        mark = own_mark(terms, index) if term.sort is Sort.NUMBER else 0
        mark = mark or (marks or {}).get(index, 0)
        if mark:
            found.append(Mention(index, mark, _beside(terms, index)))
    return found


def own_mark(terms: Sequence[Term], index: int) -> int:
    """The mark right after a number (a unit, or the end of a rank, may stand between); 0 where it
    has none.
    """
    for term in terms[index + 1 : index + 3]:
        if term.sort is Sort.MARK:
            return int(term.value)
        if term.sort not in (Sort.UNIT, Sort.DIRECTION):
            break
    return 0


def _beside(terms: Sequence[Term], index: int) -> dict[Sort, tuple[int, str]]:
    """The nearest area and category before (else after), the period after it up to the next figure
    (else before, else after).
    """
    before = range(index - 1, -1, -1)
    after = range(index + 1, len(terms))
    next_number = next((i for i in after if terms[i].sort is Sort.NUMBER), len(terms))
    looks: dict[Sort, Iterable[int]] = {
        Sort.AREA: [*before, *after],
        Sort.CATEGORY: [*before, *after],
        Sort.PERIOD: [*range(index + 1, next_number), *before, *after],
        Sort.UNIT: range(len(terms))[index + 1 :][
            : 2 if [t.sort for t in terms[index + 1 : index + 2]] == [Sort.MARK] else 1
        ],
    }
    found = {}
    for sort, places in looks.items():
        place = next((i for i in places if terms[i].sort is sort), None)
        if place is not None:
            found[sort] = (place, terms[place].value)
    return found


def bind(
    aligned: Aligned, generated: Sequence[Mention], cited: Mapping[int, Cited], catalogue: Catalogue
) -> list[Mention]:
    """The cited numbers of an edited sentence, each with what is ``changed`` beside it, and what is
    ``lost``.
    """
    own = {form.mark for form in generated}
    found = mentions(aligned.terms, _borrowed(aligned))
    for mention in found:
        if mention.mark in cited:
            forms = _forms(aligned, mention, generated)
            mention.slot = _slot(aligned, mention, cited)
            mention.stands = bool(mention.slot)
            mention.slot = mention.slot or (mention.mark if mention.mark in own else 0)
            _compare(mention, forms, cited, catalogue)
    return found


def _borrowed(aligned: Aligned) -> dict[int, int]:
    """The marks of numbers that lost their own: those of the generated numbers they are, or stand
    for.
    """
    found = {}
    for index, term in enumerate(aligned.terms):
        place = aligned.kept.get(index, aligned.instead_of.get(index))
        if term.sort is Sort.NUMBER and place is not None:
            mark = own_mark(aligned.run, place)
            if mark:
                found[index] = mark
    return found


def _slot(aligned: Aligned, mention: Mention, cited: Mapping[int, Cited]) -> int:
    """The mark that the generated text had at this place, where it is of the same indicator,
    measure and category; else 0.
    """
    place, this = (
        aligned.kept.get(mention.index, aligned.instead_of.get(mention.index)),
        cited[mention.mark],
    )
    was = cited.get(own_mark(aligned.run, place)) if place is not None else None
    like = was is not None and kind_of(was) == kind_of(this)
    return was.mark if was is not None and like else 0


def kind_of(cited: Cited) -> tuple[object, ...]:
    """What a figure is, wherever and whenever it is of."""
    return cited.indicator, cited.measure, cited.basis, cited.category, cited.relative


def _forms(aligned: Aligned, mention: Mention, generated: Sequence[Mention]) -> list[Mention]:
    """How the generated text had this figure: at this very place, else wherever it had it; else the
    figure it had at this place.
    """
    place = aligned.kept.get(mention.index, aligned.instead_of.get(mention.index))
    here = [form for form in mentions(aligned.run) if form.index == place]
    same = [form for form in generated if form.mark == mention.mark]
    return [form for form in here if form.mark == mention.mark] or same or here


def _compare(
    mention: Mention, forms: Sequence[Mention], cited: Mapping[int, Cited], catalogue: Catalogue
) -> None:
    """Enter what is ``changed``, ``lost`` or ``unread``: beside another figure's place, only what
    is true of this one counts.
    """
    this = cited[mention.mark]
    for sort in FACETS:
        if sort is Sort.PERIOD and this.measure is Measure.CHANGE:
            continue  # its periods are those of the figures that it lies between: see ``follow``
        value, had = mention.value(sort), {form.value(sort) for form in forms}
        theirs = [cited[form.mark] for form in forms if form.mark in cited]
        if any(
            one is not None and not any(is_true(sort, one, other, catalogue) for other in theirs)
            for one in had
        ):
            mention.unread.add(sort)
        elif is_true(sort, value, this, catalogue) or (
            value in had and (value is None or mention.mark in [form.mark for form in forms])
        ):
            continue
        elif value is None:
            if sort is not Sort.UNIT or this.basis is not Measure.RATE:
                mention.lost.append(sort)
        else:
            mention.changed[sort] = value


def is_true(sort: Sort, value: str | None, cited: Cited, catalogue: Catalogue) -> bool:
    """Whether what stands beside a figure is the figure's own."""
    if sort is Sort.AREA:
        return value is not None and (
            cited.area in value.split() or (bool(cited.members) and value == "neighbours")
        )
    if sort is Sort.PERIOD:
        year, _, kind = (value or "").partition(" ")
        own = catalogue[cited.indicator].period(cited.year)
        return year == str(own.year) and kind in ("", own.sort)
    if sort is Sort.CATEGORY:
        return value == f"{cited.indicator}/{cited.category}"
    return value == unit_of(cited) or (value is None and unit_of(cited) == PER)


def unit_of(cited: Cited) -> str | None:
    """The unit that belongs after the figure."""
    if cited.relative:
        return "%"
    if cited.measure is Measure.CHANGE:
        return {Measure.PERCENTAGE: "points", Measure.RATE: PER}.get(cited.basis)
    if cited.measure is Measure.RANK:
        return None
    return {Measure.PERCENTAGE: "%", Measure.RATE: PER}.get(cited.basis)


def rebound(cited: Cited, mention: Mention, areas: Areas, catalogue: Catalogue) -> Cited | None:
    """The cell that the number now claims to be; None where there can be no such cell."""
    found: Cited | None = cited
    for sort, value in mention.changed.items():
        if found is not None:
            found = _rebound(found, sort, value, areas, catalogue)
    return found


def _rebound(
    cited: Cited, sort: Sort, value: str, areas: Areas, catalogue: Catalogue
) -> Cited | None:
    indicator = catalogue[cited.indicator]
    if sort is Sort.PERIOD:
        year, _, kind = value.partition(" ")
        if (
            kind not in ("", indicator.period(cited.year).sort)
            or not year.isdigit()
            or cited.measure in (Measure.CHANGE, Measure.RANK)
        ):
            return None
        return replace(cited, year=int(year), release="")
    if sort is Sort.AREA:
        if value == "neighbours" or cited.measure is Measure.RANK:
            return None
        area = areas.pick(value.split(), cited.year)
        measure = cited.basis if cited.members else cited.measure
        return replace(cited, area=area.code, place=str(area.in_name), measure=measure, members=())
    if sort is Sort.CATEGORY:
        name, _, category = value.partition("/")
        return (
            replace(cited, category=category)
            if name == cited.indicator and cited.measure in DEFINED_MEASURES
            else None
        )
    measure_said = UNIT_MEASURE.get(value)
    if (
        measure_said is None
        or measure_said not in indicator.measures
        or cited.measure not in DEFINED_MEASURES
    ):
        return None
    return replace(cited, measure=measure_said, basis=measure_said)


def follow(cited: Cited, effective: Iterable[tuple[Cited, Cited]]) -> Cited:
    """A change whose two ends now are other cells is the change between those; ``effective``: (as
    generated, as edited).
    """
    if cited.measure is not Measure.CHANGE:
        return cited
    same = [
        (was, now)
        for was, now in effective
        if was.is_level
        and (was.indicator, was.measure, was.category, was.area)
        == (cited.indicator, cited.basis, cited.category, cited.area)
    ]
    later = next((now for was, now in same if was.year == cited.year), None)
    earlier = next((now for was, now in same if was.year == cited.since), None)
    found = cited
    if later is not None:
        found = replace(
            found, year=later.year, release=later.release, area=later.area, place=later.place
        )
    if earlier is not None:
        found = replace(found, since=earlier.year, since_release=earlier.release)
    return found
