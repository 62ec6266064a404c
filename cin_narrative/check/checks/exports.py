"""The export formats, each on a specimen page: a file that gives none, one that cannot be written
or is not the same twice, one that is text where it says that it is not, one that loses a mark, and
one without the title, the sources or the licence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House
from cin_narrative.check.specimens.claims import Specimens
from cin_narrative.check.specimens.figures import figure, measured, symbol_figure
from cin_narrative.export.formats import Format, modules
from cin_narrative.export.page import ATTRIBUTION, Page, Said, Section, Table
from cin_narrative.messages import message
from cin_narrative.store.observations import Symbol

WORDS = Text("specimen")
TAG = re.compile(r"<[^>]*>")
SUFFIX = re.compile(r"[a-z0-9]+")


def faults(house: House) -> Iterator[Fault]:
    """The faults of each file of ``export/formats``."""
    page, named = specimen_page(house), set[str]()
    for module in modules():
        for text in _module_faults(module, page, named):
            yield Fault(f"{module.replace('.', '/')}.py", 0, text)


def _module_faults(module: str, page: Page, named: set[str]) -> Iterator[str]:
    try:
        form: Format = import_module(module).FORMAT
        own = (form.name, form.label, form.media_type)  # each belongs to one format
        yield from (message("check.stands_twice", name=one) for one in own if one in named)
        named.update(own)
        if not SUFFIX.fullmatch(form.name):
            yield message("check.format_name", name=form.name)
        yield from format_faults(form, page)
    except Exception as error:
        yield message("check.format", why=f"{type(error).__name__}: {error}")


def format_faults(form: Format, page: Page) -> Iterator[str]:
    """What is wrong with one format, tried on ``page``; what it raises itself is raised."""
    data = form.write(page)
    if not data:
        yield message("check.format_empty", name=form.name)
    elif data != form.write(page):
        yield message("check.format_differs", name=form.name)
    elif form.binary == _is_text(data):
        yield message("check.format_binary", name=form.name, said=str(form.binary))
    elif lost := [mark for mark in page.figures if not _is_marked(data, mark)]:
        yield message("check.format_loses", name=form.name, marks=", ".join(map(str, lost)))
    else:
        yield from _unsaid(form.name, page, _words(data))


def _unsaid(name: str, page: Page, words: str) -> Iterator[str]:
    """What every file says: the title, where its figures are from (of the specimen: the area, which
    stands in sources alone), and under which licence.
    """
    if page.title not in words:
        yield message("check.format_title", name=name)
    if next(iter(page.figures.values()))[0].area.name not in words:
        yield message("check.format_sources", name=name)
    if ATTRIBUTION not in words:
        yield message("check.format_licence", name=name)


def _words(data: bytes) -> str:
    """The words of a file: of a text, or of the parts of zipped XML."""
    parts, held = [data], BytesIO(data)
    if is_zipfile(held):
        with ZipFile(held) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    texts = (TAG.sub("", part.decode("utf-8", errors="replace")) for part in parts)
    return " ".join(" ".join(texts).split())


def _is_marked(data: bytes, mark: int) -> bool:
    """Whether a mark stands in a file: in a text "[1]", in one of zipped XML a cell or a run."""
    held = BytesIO(data)
    if not is_zipfile(held):
        return f"[{mark}]" in TAG.sub("", data.decode("utf-8", errors="replace"))
    with ZipFile(held) as archive:
        parts = (archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
        return any(re.search(rb">\[?%d\]?<" % mark, part) for part in parts)


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def specimen_page(house: House) -> Page:
    """A page with all that a page may have but pictures: bullets, a table with a note, a prompt,
    symbols, an annex.
    """
    indicators = Specimens(house.catalogue).indicators
    found = [
        figure(house.catalogue, indicator, measure, str(40 + number))
        for number, (indicator, measure) in enumerate(measured(indicators))
    ]
    found.append(symbol_figure(found[0], Symbol.SUPPRESSED))
    cited = dict(enumerate(found, start=1))
    texts = tuple(Said(f"{WORDS} {one.shown} [{mark}].", 8) for mark, one in cited.items())
    rows = tuple((f"{one.label} [{mark}]", one.shown) for mark, one in cited.items())
    numbers = tuple((one if one.is_number else None,) for one in found)
    table = Table(WORDS, (WORDS, Measure.COUNT), rows, (WORDS,), numbers)
    return Page(
        f"{WORDS} of a page",
        (
            Section(WORDS, texts[1:], texts[:1], tables=(table,)),
            Section(f"{WORDS} 2", prompt=WORDS),
            Section(f"{WORDS} 3", texts[:1], annex=True),
        ),
        {mark: (one,) for mark, one in cited.items()},
    )
