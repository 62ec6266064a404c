"""The export formats, each on a specimen page: one that cannot be written, or that is not the same
twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House
from cin_narrative.check.specimens.claims import Specimens
from cin_narrative.check.specimens.figures import figure, measured, symbol_figure
from cin_narrative.export.formats import FORMATS, export
from cin_narrative.export.page import Page, Section, Table
from cin_narrative.messages import message
from cin_narrative.store.observations import Symbol

PLACE = "cin_narrative/export/formats.py"
WORDS = Text("specimen")


def faults(house: House) -> Iterator[Fault]:
    """A fault for each format that the specimen page cannot be written in."""
    page = specimen_page(house)
    for name in FORMATS:
        try:
            if not export(page, name):
                yield Fault(PLACE, 0, message("check.format_empty", name=name))
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
            yield Fault(PLACE, 0, message("check.format", name=name, why=why))


def specimen_page(house: House) -> Page:
    """A page with all that a page may have but pictures: bullets, a table, a prompt, symbols."""
    indicators = Specimens(house.catalogue).indicators
    found = [
        figure(house.catalogue, indicator, measure, str(40 + number))
        for number, (indicator, measure) in enumerate(measured(indicators))
    ]
    found.append(symbol_figure(found[0], Symbol.SUPPRESSED))
    cited = dict(enumerate(found, start=1))
    texts = tuple(f"{WORDS} {one.shown} [{mark}]." for mark, one in cited.items())
    rows = tuple((one.label, f"{one.shown} [{mark}]") for mark, one in cited.items())
    return Page(
        WORDS,
        (
            Section(WORDS, texts[1:], texts[:1], table=Table(WORDS, (WORDS, Measure.COUNT), rows)),
            Section(f"{WORDS} 2", prompt=WORDS),
        ),
        cited,
    )
