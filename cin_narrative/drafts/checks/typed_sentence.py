"""A sentence that a person typed anew. It is "not known here", unless it names indicator, area,
period and measure, and no more.

Then it names one cell, and the cell is looked up. A word left over, a second number, or an
indicator that the words could mean two of, and it is not known: the check does not guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from cin_narrative.catalogue.catalogue import RATE_PER, Catalogue, Measure
from cin_narrative.drafts.checks.findings import Finding, Verdict
from cin_narrative.drafts.cited_figure import Cited
from cin_narrative.drafts.register import Register
from cin_narrative.messages import message
from cin_narrative.writing.terms import Sort, Term, load_words

LINKING = {"of", "number", "rate", "percentage"}
CHECKED = (Sort.NUMBER, Sort.MARK, Sort.UNIT, Sort.PERIOD, Sort.DIRECTION)
NOT_KNOWN = "drafts.typed"


def check_typed(terms: Sequence[Term], register: Register) -> Iterator[Finding]:
    """One finding for a sentence with a whole cell, else one for every number, mark, unit, period
    and direction word in it.
    """
    cited, number = _cell(terms, register)
    if cited is not None and number is not None:
        figure = register.look(cited)
        if figure is not None and figure.value is not None:
            agrees = number.value == f"{figure.value.normalize():f}" or (
                not figure.value and number.value == "0"
            )
            verdict = Verdict.AGREES if agrees else Verdict.DISAGREES
            what = f"{figure.area.in_name} {figure.indicator.period(figure.year)}"
            said = message("drafts.right", what=what, figure=figure.shown)
            yield Finding(
                verdict, Sort.NUMBER, number.text, number.start, number.end, said, figure.shown
            )
            return
    for term in terms:
        if term.sort in CHECKED:
            yield Finding(
                Verdict.NOT_KNOWN, term.sort, term.text, term.start, term.end, message(NOT_KNOWN)
            )


def _cell(terms: Sequence[Term], register: Register) -> tuple[Cited | None, Term | None]:
    """The one cell that a sentence names, and its number."""
    by_sort = {sort: [term for term in terms if term.sort is sort] for sort in Sort}
    numbers, areas, periods = by_sort[Sort.NUMBER], by_sort[Sort.AREA], by_sort[Sort.PERIOD]
    if (
        len(numbers) != 1
        or len(areas) != 1
        or len(periods) != 1
        or by_sort[Sort.DIRECTION]
        or by_sort[Sort.MARK]
    ):
        return None, None
    said = [term for term in terms if term.sort in (Sort.WORD, Sort.MEASURE, Sort.CATEGORY)]
    catalogue = register.desk.catalogue
    indicator = _phrases(catalogue).get(
        " ".join(term.text.lower() for term in said if term.text.lower() not in LINKING)
    )
    measure = _measure(by_sort[Sort.UNIT], by_sort[Sort.MEASURE])
    year, _, kind = periods[0].value.partition(" ")
    if indicator is None or measure is None or not year.isdigit() or areas[0].value == "neighbours":
        return None, None
    definition = catalogue[indicator]
    if measure not in definition.measures or kind not in ("", definition.kind.value):
        return None, None
    area = register.desk.areas.pick(areas[0].value.split(), int(year))
    return Cited(
        0, "", indicator, measure, measure, area.code, str(area.in_name), int(year), ""
    ), numbers[0]


def _measure(units: Sequence[Term], measures: Sequence[Term]) -> Measure | None:
    """The measure that the unit says; None where a word beside it says another. A count has no
    unit.
    """
    said = {term.value for term in measures}
    found = {
        (): (Measure.COUNT, {"number"}),
        ("%",): (Measure.PERCENTAGE, {"percentage"}),
        (f"per {RATE_PER}",): (Measure.RATE, {"rate"}),
    }.get(tuple(term.value for term in units))
    return found[0] if found and said <= found[1] else None


@lru_cache(maxsize=4)
def _phrases(catalogue: Catalogue) -> dict[str, str]:
    """What each indicator without categories is called in a sentence; a name of two indicators is
    none.
    """
    owners: dict[str, set[str]] = {}
    dropped = {*LINKING, *load_words()["harmless"]["words"]}
    for indicator in catalogue:
        if indicator.categories:
            continue
        share = [str(one.share) for one in indicator.measures.values() if one.share]
        for phrase in (str(indicator.one), str(indicator.many), *share):
            words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", phrase.lower())
            owners.setdefault(" ".join(word for word in words if word not in dropped), set()).add(
                indicator.id
            )
    return {phrase: min(found) for phrase, found in owners.items() if len(found) == 1}
