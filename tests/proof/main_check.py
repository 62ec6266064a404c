"""Holds the main part of a page, as it was read back, against DfE's files: each number, each word of direction and degree.

Nothing of the program is asked: numbers come from the CSVs by ``cells``, what is ordinary from ``ordinary``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import asin, exp, log, sqrt
from typing import Any

from proof.cells import Cell, Place, Published, half_up
from proof.main_counts import CountsBehind, lowered
from proof.main_reader import COUNTED, SPANS, Bold, Sentence, bound, read_bold, sentences
from proof.main_tables import check_table
from proof.nouns import Nouns, blanks_made_single
from proof.ordinary import FAR, SAMPLING, Series, ordinary_of
from proof.parse_back import Reader

Meanings = frozenset[tuple[str, str]]
PARTS_OF = {("episodes_of_need_starting", "referrals"), ("child_protection_plans_starting", "initial_child_protection_conferences")}
NEAR = 0.02  # of z: as near to a limit, the program's population (from a rounded rate, or the ONS) may decide
FIRST_HELD = 2013
NOUNS = {"count": "number", "rate": "rate", "percentage": "share", "average": "time", "ratio": "number"}  # of what was told
MOST, ALMOST_ALL = 0.5, 0.9  # of the other authorities: what the plain words say


@dataclass
class MainTally:
    """How much of main parts was checked."""

    pages: int = 0
    sentences: int = 0
    bold: int = 0
    numbers: int = 0
    cells: int = 0
    rows: int = 0
    words: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    near: list[str] = field(default_factory=list)  # as near to a limit that either word may stand


@dataclass
class Told:
    """What a message has told so far: the figure it goes on from, and what its bold claim must agree with."""

    kind: str
    series: Series
    figure: int
    measure: str
    up: bool
    strong: bool
    span: int = 0
    earlier: int | None = None
    turned: bool = False


class MainPart(CountsBehind):
    """The main part of one page's record, as JSON."""

    def __init__(self, record: Mapping[str, Any], published: Published, nouns: Nouns, tally: MainTally) -> None:
        self.record, self.published, self.nouns, self.tally = record, published, nouns, tally
        figures = record["figures"]
        self.figures: dict[int, dict[str, Any]] = dict(enumerate(figures)) if isinstance(figures, list) else {int(k): v for k, v in figures.items()}
        self.year = int(record["year"])
        self.is_first_published = record["release"] == "first-published"  # nothing of a later release stands beside its figures
        self.release = self._release_of()
        self.ordinary = ordinary_of(published, self.release)
        self.home = next(p for p in published.places if p.ons_code == record["area_code"] and p.first_year <= self.year <= p.last_year)
        self.words = Reader(nouns, self.home.in_name, self.year)
        self.faults: list[str] = []
        self.told: Told | None = None
        self.bolds: list[Bold] = []
        self.opening: list[Bold] = []  # what the page's one sentence names
        self.opened = False
        self.unnamed: int | None = None  # how many others it says there are
        self.messages: list[tuple[Bold, Told]] = []
        self._to_ask: list[tuple[Bold, Told]] | None = None
        self._said = ""

    def _release_of(self) -> str:
        """The release of the page: that of most of its figures; those of another are told of one by one."""
        spans = [span for one in self.record["paragraphs"] if not one["annex"] for span in one["spans"]]
        spans += [span for table in self.record["tables"] if not table["annex"] for row in table["spans"] for cell in row for span in cell]
        found = Counter(self.figures[span["figure"]]["release"] for span in spans)
        return found.most_common(1)[0][0] if found else self.published.newest_first[0]

    def fault(self, what: str) -> None:
        self.faults.append(f"{self.record['area']} {self.year}: {what}: {self._said}")

    def check(self) -> list[str]:
        """Every fault of the main part."""
        self.tally.pages += 1
        for paragraph in self.record["paragraphs"]:
            if not paragraph["annex"]:
                self._paragraph(paragraph)
        self._said = "In one sentence"
        self._opening_agrees()
        for table in self.record["tables"]:
            if not table["annex"]:
                self._table(table)
        return self.faults

    # ---- reading ----------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Mapping[str, Any]) -> None:
        self.told, self._said = None, paragraph["text"]
        if re.search(r"improve|better|worse|significant", paragraph["text"], re.I) and not self._is_reviewed(paragraph["text"]):
            self.fault("a word of judgement")
        if paragraph["heading"].startswith("Questions"):
            if self._to_ask is None:
                self._to_ask = list(self.messages)
            self._question(paragraph["text"])
            return
        *faults, (_, text) = bound(paragraph["text"], paragraph["spans"], self.figures)
        for _, what in faults:
            self.fault(what)
        bold, text = self._bold_of(paragraph, text)
        for sentence in sentences(self._without_reviewed(text)):
            self.tally.sentences += 1
            self._said = self._printed(sentence.text)
            self._sentence(sentence)
        if bold:
            self._said = paragraph["text"]
            self._bold_agrees(bold)

    def _printed(self, text: str) -> str:
        return re.sub(r"⟦(\d+)⟧", lambda m: str(self.figures[int(m[1])]["shown"]), text)

    def _bold_of(self, paragraph: Mapping[str, Any], text: str) -> tuple[Bold | None, str]:
        claim = paragraph["text"][: paragraph["lead"]]
        if not claim or text[: len(claim)] != claim:  # none, or one with a number, which is read with the rest
            return None, text
        self.tally.bold += 1
        self.tally.sentences += 1
        bold = read_bold(claim)
        if bold is None:
            self.fault("a bold claim that is not understood")
        if len(claim.split()) > 8:
            self.fault("a bold claim of more than eight words")
        if bold is not None and bold.kind != "quiet":
            self.bolds.append(bold)
        return bold, text[len(claim) :].strip()

    def _is_reviewed(self, text: str) -> bool:
        return self._without_reviewed(text) != text

    def _without_reviewed(self, text: str) -> str:
        """Reviewed notes are taken out: they are texts of the definitions. Of which indicator, a title before them says."""
        for name, note in self.nouns.notes.items():
            known = blanks_made_single(note["text"])
            if known in text:
                before, _, after = text.partition(known)
                title = before.strip().removesuffix(":").casefold()
                of = self.nouns.titles.get(title, set())
                if title and not (of and note["indicators"] == ["*"]) and not any(name in self.nouns.definitions[one].get("notes", ()) or one in note["indicators"] for one in of):
                    self.fault(f"the note {name} is not one on {title!r}")
                same = [one["areas"] for one in self.nouns.notes.values() if one["text"] == note["text"]]
                if not any("*" in areas or self.home.code in areas for areas in same):
                    self.fault("a note on another place")
                self.tally.sentences += known.count(". ") + 1
                text = (("" if title else before) + after).strip()
        return text.strip()

    def _question(self, text: str) -> None:
        """It is what the families' file asks of the message whose turn it is, the way that it points."""
        self.tally.sentences += 1
        if not self._to_ask:
            self.fault("a question on no message")
            return
        bold, told = self._to_ask.pop(0)
        of = f"{told.series.indicator}/{told.series.below}" if told.measure == "ratio" else told.series.indicator
        way = ("higher" if bold.up else "lower") if bold.is_level else "rose" if bold.up else "fell"
        line = self.nouns.category(told.series.indicator, told.series.category)
        right = self.nouns.question(of, way).replace("{category}", line.get("label", "")).replace("{line}", lowered(bold.blanks["short"]))
        if text != right or not text.endswith("?"):
            self.fault(f"of {of} that {way} is asked {right!r}")

    def _sentence(self, sentence: Sentence) -> None:
        if not sentence.text:
            return
        self.tally.kinds[sentence.kind] += 1
        if sentence.kind == "unread":
            self.fault("not understood")
            return
        try:
            getattr(self, f"_{sentence.kind}")(sentence)
        except LookupError as error:
            self.fault(f"not understood ({error})")

    # ---- numbers ----------------------------------------------------------------------------------------------------

    def value(self, place: Place | None, year: int, of: tuple[str, str, str]) -> Cell | None:
        self.tally.cells += 1
        name, measure, category = of
        return None if place is None else self.published.value(self.release, place.code, year, name, measure, category)

    def of_any_release(self, place: Place | None, year: int, of: tuple[str, str, str]) -> Cell | None:
        """The cell of the page's release, else of the newest that has one."""
        name, measure, category = of
        found = [self.published.value(release, place.code, year, name, measure, category) for release in self.published.newest_first] if place else []
        return next((cell for cell in [self.value(place, year, of), *found] if cell is not None), None)

    def home_in(self, year: int) -> Place:
        """The page's own area in another year: its national code may have changed, not its own."""
        return next((p for p in self.published.places if p.code == self.home.code and p.first_year <= year <= p.last_year), self.home)

    def number(self, index: int, meanings: Meanings, measure: str, year: int | None = None, place: Place | None = None) -> Decimal:
        """Holds one printed number against its record and DfE's cell: the cell that the words say."""
        self.tally.numbers += 1
        figure, year = self.figures[index], year or self.year
        place = place or self.home_in(year)
        said = Decimal(figure["shown"].replace(",", "").rstrip("%"))
        name = (figure["indicator"], figure["category"] or "")
        if name not in meanings:
            self.fault(f"the words say {sorted(meanings)}, the figure is {name}")
        if (figure["measure"], figure["year"], figure["area_code"]) != (measure, year, place.ons_code):
            self.fault(f"the words say {measure} {year} {place.in_name}, the figure is {figure['measure']} {figure['year']} {figure['area']}")
        cell = self.value(place, year, (name[0], measure, name[1]))
        if figure["release"] != self.release:
            if cell is not None:
                self.fault(f"of release {figure['release']}, though {self.release} prints it")
            cell = self.published.value(figure["release"], place.code, year, name[0], measure, name[1])
        if cell != said or Decimal(str(figure["value"])) != said:
            self.fault(f"printed {said}, DfE's file has {cell}, the record {figure['value']}")
        self._as_written(figure["shown"], said, measure)
        for other, category in meanings - {name}:
            if other in self.published.where and self.value(place, year, (other, measure, category)) not in (None, said):
                self.fault(f"can be read as {other}, too")
        return said

    def _as_written(self, shown: str, value: Decimal, measure: str) -> None:
        decimals = {"rate": 1, "percentage": 1}.get(measure, 0)
        if shown != f"{value:,.{decimals}f}" + ("%" if measure == "percentage" else ""):
            self.fault(f"{shown} is not written as a {measure}")

    def beside(self, sentence: Sentence, meanings: Meanings, measure: str, below: str = "") -> Decimal | None:
        """The one comparator of a sentence: England, another place, or the neighbours' mean."""
        index = sentence.number("other")
        if index is None:
            return None
        if measure == "count":
            self.fault("a number beside another area's")
        if sentence.get("average"):
            return self.neighbours(index, meanings, measure, sentence.get("average"), below)[0]
        place = self.published.place(sentence.get("place"), self.year)
        if place is None:
            raise LookupError(f"no place is {sentence.get('place')!r}")
        return self.ratio(index, meanings, below, self.year, place) if below else self.number(index, meanings, measure, place=place)

    def near(self, name: tuple[str, str], measure: str, below: str) -> list[tuple[Decimal, Place]]:
        """Each neighbour's figure, of those that have one."""
        model = max(m for m, code in self.published.neighbours if code == self.home.code)
        places = [self.published.place(code, self.year) for code in self.published.neighbours[model, self.home.code]]
        cells = [(self.per_hundred(name[0], below, p) if below else self.value(p, self.year, (name[0], measure, name[1])), p) for p in places]
        return [(cell, p) for cell, p in cells if isinstance(cell, Decimal) and p is not None]

    def neighbours(self, index: int, meanings: Meanings, measure: str, average: str, below: str = "") -> tuple[Decimal, list[tuple[Decimal, Place]]]:
        """The neighbours' mean (median) as printed, worked out from DfE's cells; and the cells."""
        self.tally.numbers += 1
        figure, name = self.figures[index], min(meanings)
        if (figure["indicator"], figure["category"] or "") not in meanings or figure["measure"] != average or figure["year"] != self.year:
            self.fault(f"the words say the neighbours' {average}, the figure is {figure['indicator']} {figure['measure']} {figure['year']}")
        name = (figure["indicator"], figure["category"] or "")
        held = self.near(name, measure, below)
        values = sorted(cell for cell, _ in held)
        middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2 if values else Decimal(0)
        found = middle if average == "median" else sum(values, Decimal(0)) / len(values) if values else Decimal(0)
        said = Decimal(figure["shown"].replace(",", "").rstrip("%"))
        if half_up(found, 0 if below else 1) != said or len(values) < 5:
            self.fault(f"printed {said}, the {average} of {len(values)} neighbours is {found:.3f}")
        return said, held

    def per_hundred(self, above: str, below: str, place: Place | None, year: int | None = None, release: str = "") -> Decimal | None:
        n, d = (None if place is None else self.published.value(release or self.release, place.code, year or self.year, one, "count")
                for one in (above, below))  # fmt: skip
        return half_up(n * 100 / d, 0) if isinstance(n, Decimal) and isinstance(d, Decimal) and d else None

    def ratio(self, index: int, meanings: Meanings, below: str, year: int, place: Place | None = None) -> Decimal:
        """So many of one stage for every 100 of another, from DfE's two counts."""
        self.tally.numbers += 1
        figure, place = self.figures[index], place or self.home_in(year)
        said = Decimal(figure["shown"].replace(",", ""))
        if (figure["indicator"], "") not in meanings or (figure["measure"], figure["year"], figure["area_code"]) != ("ratio", year, place.ons_code):
            self.fault(f"the words say a ratio of {year}, the figure is {figure['indicator']} {figure['measure']} {figure['year']} {figure['area']}")
        right = self.per_hundred(figure["indicator"], below, place, year, figure["release"])
        if figure["release"] != self.release and self.per_hundred(figure["indicator"], below, place, year) is not None:
            self.fault(f"of release {figure['release']}, though {self.release} prints it")
        if right != said:
            self.fault(f"printed {said} for every 100, DfE's counts give {right}")
        return said

    # ---- meanings ---------------------------------------------------------------------------------------------------

    def share(self, sentence: Sentence) -> Meanings:
        """What a percentage is of, by its whole and what is said of it."""
        if named := sentence.get("named"):
            cuts = [named.split(f" {who} ", 1) for who in ("who", "that", "which") if f" {who} " in named]
            both = [(m.start(), m.end()) for m in re.finditer(r" (?:who|that|which) ", named)]
            found = [self.nouns.shares[key] for start, end in both if (key := (named[:start], named[end:])) in self.nouns.shares]
            if not found:
                raise LookupError(f"no share is {cuts}")
            return frozenset().union(*found)
        return self.words.share(sentence.get("whole"), sentence.get("share"))

    def series(self, index: int, below: str = "") -> Series:
        """The test that a figure belongs to."""
        figure = self.figures[index]
        name, category = figure["indicator"], figure["category"] or ""
        if figure["measure"] == "ratio":
            return Series("share" if (name, below) in PARTS_OF else "ratio", name, "", below)
        if figure["measure"] == "percentage":
            return Series("share", name, category, str(self.published.where[name].get("percent_of", "")))
        if figure["measure"] == "average":
            return Series("average", name, category, str(self.published.where[name]["percent_of"]))
        return Series("rate", name, category)

    # ---- degrees ----------------------------------------------------------------------------------------------------

    def degree(self, sentence: Sentence, series: Series, lag: int, up: bool) -> None:
        """``far more than in almost all authorities``: the z of the level or change, its side, and how many are behind it."""
        self.tally.words += 1
        among, far = sentence.get("among"), bool(sentence.get("far"))
        if far != (among == "almost all"):
            self.fault("far and almost all do not go together")
        test = self.ordinary.test(series, self.home.code, self.year, lag)
        if test is None:
            self.fault("no test of it")
            return
        z = test.z if up else -test.z
        behind = test.ahead if up else test.behind
        low, high = (FAR, 99.0) if far else (SAMPLING, 99.0 if behind < ALMOST_ALL + NEAR else FAR)
        others = [one if up else -one for one in test.zs]
        if not low <= z < high:
            if any(low - NEAR <= one < high + NEAR for one in [z, *others]):
                self.tally.near.append(f"{self.home.name}: z {z:.3f}: {self._said}")
            else:
                self.fault(f"z is {z:.2f} of {test.authorities}, said of {low} to {high}")
        if abs(test.own - (test.middle if not lag else 0)) <= SAMPLING * test.chance:
            self.fault("within chance")
        if behind < (ALMOST_ALL - NEAR if far else MOST):
            self.fault(f"ahead of {behind:.0%} of the others")

    def _level_up(self, sentence: Sentence) -> bool:
        return sentence.get("more") in ("larger share", "higher", "more", "longer")

    def stands(self, sentence: Sentence, meanings: Meanings, measure: str, below: str = "") -> None:
        index, up = int(sentence.get("figure")), self._level_up(sentence)
        own = self.ratio(index, meanings, below, self.year) if below else self.number(index, meanings, measure)
        series = self.series(index, below)
        self.degree(sentence, series, 0, up)
        other = self.beside(sentence, meanings, measure, below)
        if other is not None and (own > other) is not up:
            self.fault(f"{own} beside {other}, said {sentence.get('more')}")
        self.told = Told("level", series, index, measure, up, bool(sentence.get("far")))

    def moved(self, sentence: Sentence, meanings: Meanings, measure: str, below: str = "") -> None:
        later, earlier, span = int(sentence.get("later", "figure")), int(sentence.get("earlier")), SPANS[sentence.get("span")]
        up = sentence.get("way") in ("up", "rose")
        if below:
            values = self.ratio(later, meanings, below, self.year), self.ratio(earlier, meanings, below, self.year - span)
            self.beside(sentence, meanings, measure, below)
        else:
            values = self.number(later, meanings, measure), self.number(earlier, meanings, measure, self.year - span)
        self.tally.words += 1
        if values[0] == values[1] or (values[0] > values[1]) is not up:
            self.fault(f"from {values[1]} to {values[0]}, said {sentence.get('way')}")
        if (noun := sentence.get("noun")) and noun not in ("change", "rise" if up else "fall"):
            self.fault(f"a {noun}?")
        series = self.series(later, below)
        self.degree(sentence, series, span, up if sentence.get("more") in ("more", "larger") else not up)
        self.told = Told("change", series, later, measure, up, bool(sentence.get("far")), span, earlier)

    # ---- the sentences of messages ----------------------------------------------------------------------------------

    def _stands_share(self, sentence: Sentence) -> None:
        self.stands(sentence, self.share(sentence), "percentage")

    def _stands_average(self, sentence: Sentence) -> None:
        self.stands(sentence, self._percentile(sentence), "average")

    def _stands_rate(self, sentence: Sentence) -> None:
        self.stands(sentence, self.words.counted(sentence.get("many")), "rate")

    def _moved_share(self, sentence: Sentence) -> None:
        self.moved(sentence, self.share(sentence), "percentage")

    def _moved_average(self, sentence: Sentence) -> None:
        self.moved(sentence, self._percentile(sentence), "average")

    def _percentile(self, sentence: Sentence) -> Meanings:
        """``A quarter of completed assessments took 43 working days or more``: the upper quartile of the days that they took."""
        value = {("Half", "or less"): "0.5", ("A quarter", "or less"): "0.25", ("A quarter", "or more"): "0.75"}[sentence.get("part"), sentence.get("over")]
        did = f"{sentence.get('did')} {{days}}{sentence.get('since')}"
        return frozenset(
            (name, line["id"])
            for name, entry in self.nouns.definitions.items()
            if entry["many"] == sentence.get("many") and entry["measures"].get("average", {}).get("share") == did
            for line in self.nouns.categories(name)
            if line.get("value") == value
        )

    def _moved_rate(self, sentence: Sentence) -> None:
        self.moved(sentence, self.words.counted(sentence.get("many")), "rate")

    def _moved_count(self, sentence: Sentence) -> None:
        self.moved(sentence, self.words.counted(sentence.get("many")), "count")

    def _moved_since(self, sentence: Sentence) -> None:
        """``Three years before there were 88 children in need; the fall since is far larger than in almost all authorities.``"""
        meanings, span, up = self.words.counted(sentence.get("many")), SPANS[lowered(sentence.get("span"))], sentence.get("noun") == "rise"
        earlier = self.number(int(sentence.get("earlier")), meanings, "count", self.year - span)
        name = min(name for name, _ in meanings)
        own = self.value(self.home, self.year, (name, "count", ""))
        self.tally.words += 1
        if not isinstance(own, Decimal) or own == earlier or (own > earlier) is not up:
            self.fault(f"from {earlier} to {own}")
        self.degree(sentence, Series("rate", name), span, up is (sentence.get("more") == "larger"))
        self.told = Told("change", Series("rate", name), -1, "count", up, bool(sentence.get("far")), span, int(sentence.get("earlier")))

    def _stages(self, sentence: Sentence) -> None:
        meanings = self.words.counted(sentence.get("many"))
        below = min(name for name, _ in self.words.counted(sentence.get("below")))
        if sentence.get("earlier"):
            self.moved(sentence, meanings, "ratio", below)
        else:
            self.stands(sentence, meanings, "ratio", below)

    def _lasting(self, sentence: Sentence) -> None:
        """Three years beyond the limit, on the same side."""
        self.tally.words += 1
        if self.told is None or self.told.kind != "level":
            raise LookupError("what has been so?")
        tests = [self.ordinary.test(self.told.series, self.home.code, year, 0) for year in range(self.year - 2, self.year + 1)]
        zs = [(one.z if self.told.up else -one.z) if one else 0.0 for one in tests]
        if min(zs) < SAMPLING - NEAR:
            self.fault(f"z of three years: {[round(z, 2) for z in zs]}")

    def _before(self, sentence: Sentence) -> None:
        told, span = self._told(), SPANS[lowered(sentence.get("span"))]
        self.number(int(sentence.get("earlier")), self._meanings(told), told.measure, self.year - span)
        told.span, told.earlier = span, int(sentence.get("earlier"))

        if sentence.get("noun") != NOUNS[told.measure]:
            self.fault(f"a {told.measure} was told, not a {sentence.get('noun')}")

    def _turned(self, sentence: Sentence) -> None:
        """The furthest of the years in between, from which the latest is back by more than chance."""
        told, year, index = self._told(), int(sentence.get("year")), int(sentence.get("figure"))
        told.turned = True
        if told.measure == "ratio":
            self.ratio(index, self._meanings(told), told.series.below, year)
        else:
            self.number(index, self._meanings(told), told.measure, year)
        if sentence.get("noun") != NOUNS[told.measure] or (sentence.get("higher") == "higher") is not told.up:
            self.fault(f"a {told.measure} that went {'up' if told.up else 'down'} was told")
        if self._turns(told.series, told.span, told.up) != year:
            self.fault(f"it has come back from {self._turns(told.series, told.span, told.up)}")

    def _turns(self, series: Series, span: int, up: bool) -> int | None:
        """The year in between that a change has come back from, beyond chance."""
        found = {self.year - lag: self.ordinary.scaled(series, self.home.code, self.year, lag) for lag in range(1, span)}
        back = {year: (one[0] if up else -one[0]) for year, one in found.items() if one and abs(one[0]) > SAMPLING * sqrt(one[1]) > 0}
        year = min(back, key=lambda one: back[one], default=0)
        return year if year and back[year] < 0 else None

    def _told(self) -> Told:
        if self.told is None:
            raise LookupError("goes on from nothing")
        return self.told

    def _meanings(self, told: Told) -> Meanings:
        return frozenset({(told.series.indicator, told.series.category)})

    def _run_of(self, sentence: Sentence) -> tuple[str, list[tuple[int, Decimal]]]:
        """The measure of ``it`` or ``the rate``, and its printed values from the page's year back as far as there are any."""
        told = self._told()
        measure = {"rate": "rate", "share": "percentage", "time": "average"}.get(sentence.get("now"), "rate" if sentence.get("rate") else told.measure)
        if sentence.get("figure"):
            self.number(int(sentence.get("figure")), self._meanings(told), measure)
        elif measure != told.measure and (measure, told.series.indicator) != ("rate", "children_in_need_at_31_march"):
            self.fault(f"no {measure} was told")
        values: list[tuple[int, Decimal]] = []
        for year in range(self.year, FIRST_HELD - 1, -1):
            place = next((p for p in self.published.places if p.code == self.home.code and p.first_year <= year <= p.last_year), None)
            cell = self.value(place, year, (told.series.indicator, measure, told.series.category))
            if not isinstance(cell, Decimal):
                break
            values.append((year, cell))
        return measure, values

    def _breaks(self, year: int) -> bool:
        """Whether a note of the definitions parts this year, or the one after it, from those that follow."""
        told = self._told()
        names = {told.series.indicator, told.series.below}
        notes = [note for key, note in self.nouns.notes.items() if names & set(note["indicators"])
                 or any(name and key in self.nouns.definitions[name].get("notes", ()) for name in names)]  # fmt: skip
        return any(note["break_between"] and note["break_between"][0] == year for note in notes)

    def _record(self, sentence: Sentence) -> None:
        self.tally.words += 1
        _, values = self._run_of(sentence)
        held = COUNTED.get(sentence.get("held")) or int(sentence.get("held"))
        if held != len(values) and not self._breaks(self.year - held):
            self.fault(f"of {held} comparable years, DfE prints {len(values)} in a row to {self.year}")
        values = values[:held]
        own, others = values[0][1], [value for _, value in values[1:]]
        if not (own > max(others) if sentence.get("end") in ("highest", "longest") else own < min(others)):
            self.fault(f"not the {sentence.get('end')}: {[str(value) for _, value in values]}")

    def _run(self, sentence: Sentence) -> None:
        self.tally.words += 1
        _, values = self._run_of(sentence)
        run = COUNTED.get(sentence.get("run")) or int(sentence.get("run"))
        steps = [(later > earlier) - (later < earlier) for (_, later), (_, earlier) in pairwise(values)]
        way = 1 if sentence.get("gone") == "risen" else -1
        right = next((at for at, step in enumerate(steps) if step != way), len(steps))
        if right != run and not (right > run and self._breaks(self.year - run - 1)):
            self.fault(f"{right} years in a row: {[str(value) for _, value in values]}")

    def _is_now(self, sentence: Sentence) -> None:
        told = self._told()
        self.number(int(sentence.get("figure")), self._meanings(told), "rate" if sentence.get("rate") else told.measure)

    # ---- of every page ----------------------------------------------------------------------------------------------

    def _opening(self, sentence: Sentence) -> None:
        meanings = self.words.counted(sentence.get("many"))
        own = self.number(int(sentence.get("figure")), meanings, "count")
        self.opened = True
        if self.published.place(sentence.get("area"), self.year) != self.home or sentence.get("period") != f"At 31 March {self.year}":
            self.fault("another place or time")
        if course := sentence.get("course"):
            self._course({"more": "up", "fewer": "down"}.get(course.split()[1], "little changed"), own, min(meanings)[0])
        if lead := sentence.get("lead"):
            if others := re.search(r" and (\w+) other findings?$", lead):
                lead, self.unnamed = lead[: others.start()], {"one": 1, **COUNTED}[others[1]]
            self.opening = claims_in(lead)
            if not self.opening:
                raise LookupError(f"{lead!r} is no claim")

    def _course(self, said: str, own: Decimal, name: str) -> None:
        """``up``, ``down`` or within chance of two counts."""
        self.tally.words += 1
        before = self.value(self.home, self.year - 1, (name, "count", ""))
        if not isinstance(before, Decimal) or not own or not before:
            self.fault(f"a year before there was {before}")
            return
        moved, chance = log(own / before), sqrt(1 / own + 1 / before)
        places = [self.value(self.home, year, (name, "rate", "")) for year in (self.year, self.year - 1)]
        right = "little changed" if abs(moved) <= SAMPLING * chance else "up" if moved > 0 else "down"
        if right != said:
            self.fault(f"from {before} to {own} (rates {places}) is {right}: {moved / chance:.2f} by chance")

    def _one_in(self, sentence: Sentence) -> None:
        self.tally.numbers += 1
        rate = self.value(self.home, self.year, ("children_in_need_at_31_march", "rate", ""))
        right = half_up(Decimal(10000) / rate, 0) if isinstance(rate, Decimal) and rate else None
        figure = self.figures[int(sentence.get("figure"))]
        if Decimal(figure["shown"].replace(",", "")) != right or figure["area_code"] != self.home.ons_code or figure["year"] != self.year:
            self.fault(f"one in {right}")

    def _how_many(self, sentence: Sentence) -> None:
        meanings = self.words.counted(sentence.get("many"))
        own = self.number(int(sentence.get("figure")), meanings, "count")
        if sentence.get("period") != f"at 31 March {self.year}":
            self.fault("another day")
        if sentence.get("same") and self.number(int(sentence.get("same")), meanings, "count", self.year - 1) != own:
            self.fault(f"not the {own} of a year before")
        if sentence.get("earlier"):
            self.number(int(sentence.get("earlier")), meanings, "count", self.year - 1)
            self._course(sentence.get("way"), own, min(meanings)[0])
            series = Series("rate", min(meanings)[0])
            if sentence.get("among"):
                self.degree(sentence, series, 1, sentence.get("noun") == "rise")
            elif (test := self.ordinary.test(series, self.home.code, self.year, 1)) and sentence.get("way") != "little changed":
                self._not_more(test.z if sentence.get("way") == "up" else -test.z)

    def _not_more(self, z: float) -> None:
        """Where no degree is said, there is none."""
        if z >= SAMPLING + NEAR:
            self.fault(f"more than in most authorities (z {z:.2f}), and not said")

    def _rated(self, sentence: Sentence) -> None:
        meanings = frozenset({("children_in_need_at_31_march", "")})
        index = int(sentence.get("figure"))
        own = self.number(index, meanings, "rate")
        other = self.beside(sentence, meanings, "rate")
        series = self.series(index)
        test = self.ordinary.test(series, self.home.code, self.year)
        if sentence.get("among"):
            self.degree(sentence, series, 0, self._level_up(sentence))
            if other is not None and (own > other) is not self._level_up(sentence):
                self.fault(f"{own} beside {other}")
        elif sentence.get("degree") and test is None:
            self.fault("no test of it")
        elif test is not None:
            self.tally.words += 1
            self._middle(sentence, test.own - test.middle, test.chance, test.z)

    def _middle(self, sentence: Sentence, gap: float, chance: float, z: float) -> None:
        side = "" if abs(gap) <= SAMPLING * chance else "higher" if gap > 0 else "lower"
        if not sentence.get("degree"):
            self.fault("no degree is said, though there is a test")
        elif sentence.get("side") != side:
            self.fault(f"{gap / chance:.2f} by chance from the middle authority")
        if abs(z) >= SAMPLING + NEAR:
            self.fault(f"beyond the ordinary range (z {z:.2f})")

    def _quiet(self, sentence: Sentence) -> None:
        if self.published.place(sentence.get("area"), self.year) != self.home:
            self.fault("another place")

    def _few(self, sentence: Sentence) -> None:
        """So many that more indicators have no level that can be tested than have one."""
        self._quiet(sentence)
        tests = [self._has_test(name) for name in sorted(self.nouns.asked_of)]
        if 2 * sum(tests) > len(tests):
            self.fault(f"{sum(tests)} of {len(tests)} indicators can be compared")

    def _has_test(self, name: str) -> bool:
        entry = self.nouns.definitions[name]
        kind = {"percentage": "share", "rate": "rate"}.get(entry["headline"])
        lines = [one["id"] for one in self.nouns.categories(name)] or [""]
        below = str(self.published.where[name].get("percent_of", "")) if kind == "share" and name in self.published.where else ""
        return kind is not None and name in self.published.where and any(self.ordinary.test(Series(kind, name, line, below), self.home.code, self.year) for line in lines)

    def _untold(self, sentence: Sentence) -> None:
        self._quiet(sentence)

    def _no_place_alone(self, sentence: Sentence) -> None:
        self._quiet(sentence)
        if self.home.level == "authority":
            self.fault("it is an authority")

    def _words_chosen(self, sentence: Sentence) -> None:
        """Of the limits of ordinary_words.py, and of where to look further."""

    def _other_release(self, sentence: Sentence) -> None:
        """There are such figures, of the years that the sentence names."""
        years = {one["year"] for one in self.figures.values() if one["release"] != self.release}
        said = {int(one) for one in re.findall(r"31 March (\d{4})", sentence.get("figures"))}
        if not said <= years:
            self.fault(f"figures of {sorted(years)} are of another release")

    def _in_doubt(self, sentence: Sentence) -> None:
        """Each names a figure by its words, place and year."""
        for one in re.split(r"; (?=[^()]+ \()", sentence.get("figures")):
            named = re.fullmatch(r"(.+) \((.+), (?:the year ending )?31 March \d{4}\)", one)
            if named is None or self.published.place(named[2], self.year) is None:
                raise LookupError(f"{one!r} is no figure")
            self.words.subject(f"the {named[1]}")

    _told_beyond_chance = _words_chosen

    def _does_not_fit(self, sentence: Sentence) -> None:
        """It names an indicator by its title; which of its figures are in doubt is said among the notes."""
        if sentence.get("title").casefold() not in self.nouns.titles:
            raise LookupError(f"nothing is called {sentence.get('title')!r}")

    def _no_head(self, sentence: Sentence) -> None:
        meanings = self.words.counted(sentence.get("many"))
        cell = self.value(self.home, self.year, (min(meanings)[0], "count", ""))
        if isinstance(cell, Decimal) or sentence.get("period") != f"at 31 March {self.year}":
            self.fault(f"DfE prints {cell}")
        self.told = Told("level", Series("rate", min(meanings)[0]), -1, "count", False, False)

    _not_available = _no_head

    def _not_published(self, sentence: Sentence) -> None:
        self._no_head(sentence)
        if self.value(self.home, self.year, (self._told().series.indicator, "count", "")) != "c":
            self.fault("DfE's file does not suppress it")

    def _last_head(self, sentence: Sentence) -> None:
        year = int(sentence.get("period")[-4:])
        self.number(int(sentence.get("figure")), self._meanings(self._told()), "count", year)
        between = [self.value(self.home, one, (self._told().series.indicator, "count", "")) for one in range(year + 1, self.year)]
        if any(isinstance(cell, Decimal) for cell in between):
            self.fault("a later one is printed")

    def _point(self, sentence: Sentence) -> None:
        """``Of children in need, 70.9% had ... (1,606), below the neighbours' mean of 73.6%.``"""
        whole = sentence.get("whole") or "children in need"
        meanings = self.words.share(whole, sentence.get("share"))
        own = self.number(int(sentence.get("figure")), meanings, "percentage")
        if sentence.get("count"):
            self.number(int(sentence.get("count")), meanings, "count")
        other = self.beside(sentence, meanings, "percentage")
        if other is not None:
            self.tally.words += 1
            figure = self.figures[int(sentence.get("figure"))]
            right = self._by_chance(own, other, figure["indicator"], figure["category"] or "")
            if sentence.get("way") not in right:
                self.fault(f"{own} beside {other} is {right}")
            self._without_unstated(sentence, figure["indicator"], figure["category"] or "")

    def _without_unstated(self, sentence: Sentence, name: str, category: str) -> None:
        """Above stays above where those of whom nothing is stated are left out, here and there; or the sentence says that they are in."""
        unknown = [one["id"] for one in self.nouns.categories(name) if one.get("unknown")]
        own = self._share_of_stated(self.home, name, category, unknown)
        held = [p for _, p in self.near((name, category), "percentage", "")] if sentence.get("average") else [self.published.place(sentence.get("place"), self.year)]
        others = [one for p in held if p is not None and (one := self._share_of_stated(p, name, category, unknown)) is not None]
        if not unknown or own is None or not others or sentence.get("way") not in ("above", "below"):
            return
        beside = sum(others) / len(others)
        if (own > beside) is not (sentence.get("way") == "above") and abs(own - beside) > 1:
            self.fault(f"without those not stated {own:.1f}% is beside {beside:.1f}%")

    def _share_of_stated(self, place: Place, name: str, category: str, unknown: Sequence[str]) -> float | None:
        count = self.value(place, self.year, (name, "count", category))
        whole = self.value(place, self.year, (str(self.published.where[name]["percent_of"]), "count", ""))
        left_out = [self.value(place, self.year, (name, "count", one)) for one in unknown]
        if not isinstance(count, Decimal) or not isinstance(whole, Decimal):
            return None
        stated = whole - sum((one for one in left_out if isinstance(one, Decimal)), Decimal(0))
        return float(count * 100 / stated) if stated else None

    def _by_chance(self, own: Decimal, other: Decimal, name: str, category: str) -> set[str]:
        """Above, below or within the 95% limits of chance, by two ways of working them out (Wilson, also rounded; arcsine)."""
        if own == other:
            return {"the same as"}
        way = "above" if own > other else "below"
        whole = self.value(self.home, self.year, (str(self.published.where[name]["percent_of"]), "count", ""))
        if not isinstance(whole, Decimal):
            return {way, "about the same as"}
        count = self.value(self.home, self.year, (name, "count", category))
        n, q = float(whole), float(other) / 100
        p = float(count) / n if isinstance(count, Decimal) else float(own) / 100
        centre, half = (p + SAMPLING**2 / (2 * n)) / (1 + SAMPLING**2 / n), SAMPLING * sqrt(p * (1 - p) / n + SAMPLING**2 / (4 * n * n)) / (1 + SAMPLING**2 / n)
        wilson = abs(q - centre) > half
        arcs = abs(asin(sqrt(p)) - asin(sqrt(min(q, 1)))) > SAMPLING * sqrt(1 / (4 * n))
        rounded = abs(q - centre) > half + 0.0005  # limits are rounded as the figure is
        return {way if beyond else "about the same as" for beyond in (wilson, rounded, arcs)}

    def _care(self, sentence: Sentence) -> None:
        index = int(sentence.get("figure"))
        figure = self.figures[index]
        name, category = figure["indicator"], figure["category"] or ""
        labels = self.nouns.labels(name)
        many = self.nouns.definitions[self.nouns.whole(name)]["many"]
        entry = next(one for one in self.nouns.categories(name) if one["id"] == category)
        if dimension := sentence.get("dimension"):
            if self.nouns.definitions[name].get("dimension") != dimension or not entry.get("unknown"):
                self.fault(f"the figure is of {name}/{category}")
        elif labels.get(sentence.get("label")) != category:
            self.fault(f"the figure is of {name}/{category}")
        if sentence.get("whole") != many:
            self.fault(f"of {many}, not of {sentence.get('whole')}")
        self.stands(sentence, frozenset({(name, category)}), "percentage")

    def _habit(self, sentence: Sentence) -> None:
        told = self._told()
        if self.nouns.definitions[told.series.indicator].get("dimensions") != sentence.get("dimensions"):
            self.fault("of another breakdown")

    def _ordinary(self, sentence: Sentence) -> None:
        """How far an ordinary authority moves in a year: tau of the change, as a percentage."""
        self.tally.numbers += 1
        name = min(self.words.counted(sentence.get("many")))[0]
        _, tau = self.ordinary.middle_and_spread(Series("rate", name), self.year, 1)
        shown = self.figures[int(sentence.get("figure"))]["shown"]
        right = {f"{half_up(Decimal(one * 100), 0)}%" for one in (tau, exp(tau) - 1)}
        if shown not in right:
            self.fault(f"tau is {tau:.4f}, {sorted(right)}")

    def _neighbours(self, sentence: Sentence) -> None:
        codes = self.published.neighbours[int(sentence.get("model")), self.home.code]
        names = [p.in_name if (p := self.published.place(code, self.year)) else code for code in codes]
        glue = "; " if any("," in name or " and " in name for name in names) else ", "
        last = glue + "and " if glue == "; " else " and "
        if sentence.get("names") != glue.join(names[:-1]) + last + names[-1]:
            self.fault(f"the model has {names}")

    def _not_told(self, sentence: Sentence) -> None:
        for title in sentence.get("titles").split("; "):
            if f"the {title}".casefold() in self.nouns.names:
                continue
            if match := re.fullmatch(r"percentage of (.+)", title):
                self.share(Sentence("", "", {"named": match[1]}, ()))
            elif title.casefold() not in self.nouns.titles:
                self.words.subject(f"the {title}")

    # ---- bold claims ------------------------------------------------------------------------------------------------

    def _bold_agrees(self, bold: Bold) -> None:
        """A bold claim says no more than the sentences under it."""
        told = self.told
        if bold.kind == "quiet":
            self._nothing_else(bold)
            return
        if told is None:
            self.fault("a bold claim without a sentence that bears it")
            return
        self.messages.append((bold, told))
        self._bold_of_what(bold, told)
        self.tally.words += 1
        if bold.kind in ("away", "closing"):
            self._gap(bold, told)
            return
        if bold.is_level != (told.kind == "level"):
            self.fault(f"the bold claim is of a {'level' if bold.is_level else 'change'}, the sentences are of a {told.kind}")
        if told.kind == "change" and not told.turned and (turned := self._turns(told.series, told.span, told.up)):
            self.fault(f"not a word that it has come back from {turned}")
        if (bold.up, bold.strong) != (told.up, told.strong):
            self.fault("the bold claim goes another way, or further, than the sentences")

    def _nothing_else(self, bold: Bold) -> None:
        """``The number rose; little else stands out.``: it did, beyond chance; and ``little``: neither moved nor far from most; nor does
        it stand above what any reader would call out.
        """
        if "cannot be" in bold.text or "can be made" in bold.text:
            return
        if self.told is not None and self._is_plain_to_see(self.told):
            self.fault("little stands out above what any reader would call out")
        self.tally.words += 1
        name = "children_in_need_at_31_march"
        now, before = (self.value(self.home_in(year), year, (name, "count", "")) for year in (self.year, self.year - 1))
        moved = None
        if isinstance(now, Decimal) and isinstance(before, Decimal) and now and before:
            moved = log(now / before) / sqrt(1 / now + 1 / before)
        right = "rose" if moved and moved > SAMPLING else "fell" if moved and moved < -SAMPLING else ""
        if right != bold.blanks.get("course", "") and not self._breaks_between(name):
            self.fault(f"the number {right or 'is little changed'} ({moved} by chance)")
        test = self.ordinary.test(Series("rate", name), self.home.code, self.year)
        far = "" if test is None or abs(test.z) < SAMPLING - NEAR else "high" if test.z > 0 else "low"
        if not right and bold.blanks.get("turn", "") != far and (far == "" or abs(test.z) > SAMPLING + NEAR):  # type: ignore[union-attr]
            self.fault(f"the rate is {far or 'not unusual'}")

    def _is_plain_to_see(self, told: Told) -> bool:
        """The page has a row of it, and it is said to be far beyond almost all, or moved by half or more in a year."""
        if told.series.indicator not in self.nouns.in_rows:
            return False
        if told.kind != "change" or told.earlier is None:
            return told.strong
        moved = self.ordinary.test(told.series, self.home.code, self.year, told.span)
        return told.strong or (
            told.span == 1 and moved is not None and told.series.kind != "average" and abs(moved.own) > log(1.5)
        )

    def _breaks_between(self, name: str) -> bool:
        return any(note["break_between"] and note["break_between"][1] == self.year for note in self.nouns.notes.values()
                   if name in note["indicators"] and note.get("break_between"))  # fmt: skip

    def _bold_of_what(self, bold: Bold, told: Told) -> None:
        entry, line = self.nouns.definitions[told.series.indicator], self.nouns.category(told.series.indicator, told.series.category)
        named, short = line.get("short", line.get("label", "")), entry.get("short", entry["many"])
        if lowered(bold.blanks["short"]) != lowered(short.replace("{category}", named)):
            self.fault(f"{bold.blanks['short']!r} is not short for {told.series.indicator} {told.series.category}")
        if bold.kind == "days" and bold.blanks["quarter"] != named:
            self.fault(f"of the {named}")
        if bold.kind.startswith("named") != bool(entry.get("named")):
            self.fault("is it named?")
        if bold.kind.startswith("ratio") and bold.blanks["per_one"] != self.nouns.definitions[told.series.below].get("short_one", self.nouns.definitions[told.series.below]["one"]):
            self.fault(f"each {bold.blanks['per_one']!r}?")
        if bold.kind.startswith("ratio") != bool(told.series.below and told.measure == "ratio"):
            self.fault("a ratio?")
        if bold.kind.startswith(("share", "named")) != (told.measure == "percentage") and bold.kind not in ("away", "closing"):
            self.fault("a share?")

    def _gap(self, bold: Bold, told: Told) -> None:
        """``High and rising``: beyond most, and further from them than three years before, by both tests."""
        if told.earlier is None:
            self.fault("without what it was before")
            return
        now, before = (Decimal(str(self.figures[index]["value"])) for index in (told.figure, told.earlier))
        if bold.up != told.up:
            self.fault("high or low?")
        rises = bold.up is (bold.kind == "away")
        if turned := self._turns(told.series, told.span, rises):
            self.fault(f"it has come back from {turned}")
        if (now > before) is not rises or now == before:
            self.fault(f"from {before} to {now}")
        test = self.ordinary.test(told.series, self.home.code, self.year, told.span)
        if test is None or (test.z if rises else -test.z) < SAMPLING - NEAR:
            self.fault(f"the change's z is {test.z if test else 0:.2f}")

    def _opening_agrees(self) -> None:
        """The page's one sentence names the first of the bold claims, and others in their order: a gap there is told as a level. How
        many others it says there are, there are.
        """
        left = iter(self.bolds)
        for place, one in enumerate(self.opening):
            passed = [bold for bold in left if _is_told_as(one, bold)][:1] if place else [bold for bold in self.bolds[:1] if _is_told_as(one, bold)]
            left = iter(self.bolds[self.bolds.index(passed[0]) + 1 :]) if passed else iter(())
            if not passed:
                self.fault(f"{one.text!r} is not among the messages, or not where it stands")
        if self.opened and self.bolds and not self.opening:
            self.fault("the page's one sentence names none of the messages")
        if self.unnamed is not None and self.unnamed != len(self.bolds) - len(self.opening):
            self.fault(f"{len(self.bolds) - len(self.opening)} other findings")

    # ---- tables -----------------------------------------------------------------------------------------------------

    def _table(self, table: Mapping[str, Any]) -> None:
        check_table(self, table)


def claims_in(text: str) -> list[Bold]:
    """``a large rise in referrals and few conferences per enquiry``: the bold claims that a sentence names, however they are cut."""
    said = re.sub(r"^an? ", "", text)
    whole = read_bold(said[:1].upper() + said[1:] + ".")
    cuts = [(text[: one.start()], text[one.end() :]) for one in re.finditer(r" and |, ", text)]
    apart = [[*first, *rest] for before, after in cuts if (first := claims_in(before)) and (rest := claims_in(after))]
    return max(apart, key=len) if apart else [whole] if whole else []


def _is_told_as(one: Bold, bold: Bold) -> bool:
    if bold.kind in ("away", "closing"):
        return (one.up, one.blanks["short"]) == (bold.up, bold.blanks["short"]) and "level" in one.kind
    return one.text == bold.text
