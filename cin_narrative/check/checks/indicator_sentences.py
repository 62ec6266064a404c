"""Every indicator in a sentence: its own words in those of a claim, held to the style rules, and
texts with gaps that nothing fills.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Catalogue, Category, Indicator, Measure
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.check.checks.prompt_tables import gap_faults
from cin_narrative.check.house import House
from cin_narrative.check.specimens.figures import figure
from cin_narrative.claims.claims import Claim, Level, Share
from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message
from cin_narrative.writing.render import Ledger
from cin_narrative.writing.sentences import sentence
from cin_narrative.writing.style.page_check import check_style

Said = tuple[Keys, str]
VALUES = {Measure.COUNT: "1234", Measure.RATE: "123.4", Measure.PERCENTAGE: "12.3"}
TEXTS = ("title", "one", "many", "definition", "why", "rule", "dimension", "dimensions")


def faults(house: House) -> Iterator[Fault]:
    """The faults of every indicator's words."""
    for indicator in house.catalogue:
        document = house.indicator_file(indicator.id)
        found = [*_gaps(indicator), *_sentences(house.catalogue, indicator)]
        yield from (document.fault(keys, text) for keys, text in found)


def _gaps(indicator: Indicator) -> Iterator[Said]:
    """The words of a share may name the category, those of percentiles the days; nothing else is
    filled in.
    """
    for key in TEXTS:
        yield from (((key,), text) for text in gap_faults(str(getattr(indicator, key)), ()))
    for measure, definition in indicator.measures.items():
        for key in ("share", "name", "unit_one", "unit_many"):
            has_gap = key == "share" and indicator.breakdown_of
            gap = "days" if measure is Measure.AVERAGE else "category"
            filled = (gap,) if has_gap else ()
            at: Keys = ("measures", measure.value, key)
            yield from ((at, text) for text in gap_faults(str(getattr(definition, key)), filled))
    for place, category in enumerate(indicator.categories.values()):
        for key in ("label", "share"):
            at = ("categories", place, key)
            yield from ((at, text) for text in gap_faults(str(getattr(category, key)), ()))


def _sentences(catalogue: Catalogue, indicator: Indicator) -> Iterator[Said]:
    for measure in indicator.measures:
        for keys, claim in _claims(catalogue, indicator, measure):
            try:
                text = sentence(claim, Ledger())
                findings = check_style(text, typed=False)
            except (CinNarrativeError, KeyError, ValueError):
                return  # templates, thresholds and style rules have checks of their own
            for finding in findings:
                yield keys, message("check.style", finding=finding, text=text)


def _claims(
    catalogue: Catalogue, indicator: Indicator, measure: Measure
) -> Iterator[tuple[Keys, Claim]]:
    value = VALUES.get(measure, "12")
    categories: dict[str, Category] = (
        {} if indicator.is_cross_table else dict(catalogue.counts_of(indicator).categories)
    )
    for place, category in enumerate([None, *categories.values()]):
        if category is None and (indicator.breakdown_of or categories):
            continue
        one = figure(catalogue, indicator, measure, value, category=category)
        keys: Keys = ("categories", place - 1) if category else ("measures", measure.value)
        yield keys, Share(one) if measure is Measure.PERCENTAGE else Level(one)
