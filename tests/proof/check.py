"""Holds what was read back against the page's record of its figures, and against DfE's own files. Every disagreement is named."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from proof.cells import ROOT, Cell, Place, Published, half_up
from proof.main_check import MainPart, MainTally
from proof.nouns import Nouns
from proof.parse_back import (
    EARLIER_SERIES,
    Asked,
    Claimed,
    Missing,
    Past,
    Ranking,
    Reader,
    Reviewed,
    Said,
    Stands,
    Unread,
)

ROW = re.compile(r"(?P<title>.+) \((?P<measure>rate per 10,000 children aged under 18 years|per cent|number), "
                 r"(?:the year ending )?31 March (?P<year>\d{4})\)")  # fmt: skip
CELL = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?%?) \[(?P<mark>\d+)\]")
NO_CELL = re.compile(r"\[(?:c|x|z|u|low|w)\]|-|–|")
FIRST_OF_SERIES = 2013  # of the series that DfE recalculated in 2018
FROM_ANY_RELEASE = (("earlier",), ("later",), ("last",), ("table",))
BANDS = tomllib.loads((ROOT / "prompts" / "commentary" / "bands.toml").read_text(encoding="utf-8"), parse_float=Decimal)
ISLES = re.compile(r"\b([Oo])n (?=the Isles? of )")  # one is on an island, and in any other place


def _in(match: re.Match[str]) -> str:
    return "In " if match[1] == "O" else "in "


@dataclass(frozen=True)
class Fault:
    """One disagreement: on which page, what was said, and what is wrong."""

    page: str
    what: str
    said: str

    def __str__(self) -> str:
        return f"{self.page}: {self.what}: {self.said}"


@dataclass
class Tally:
    """How much was checked."""

    pages: int = 0
    sentences: int = 0
    numbers: int = 0  # numbers in the text, each against its record and DfE's cell
    cells: int = 0  # cells of DfE's files they were held against, inputs of means and sums included
    words: int = 0  # direction words
    rankings: int = 0
    missing: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    main: MainTally = field(default_factory=MainTally)  # of the pages' main parts


class Page:
    """One summary, as its JSON record: checks every claim read from its text."""

    def __init__(self, record: Mapping[str, Any], published: Published, nouns: Nouns, tally: Tally) -> None:
        self.record, self.published, self.nouns, self.tally = record, published, nouns, tally
        marks = Counter(figure["mark"] for figure in record["figures"])  # a mark of the main part may open several
        self.figures: dict[int, dict[str, Any]] = {one["mark"]: one for one in record["figures"] if marks[one["mark"]] == 1}
        self.year = int(record["year"])
        self.name = f"{record['area']} {self.year} ({record['release']})"
        self.home = next(p for p in published.places if p.ons_code == record["area_code"] and p.first_year <= self.year <= p.last_year)
        self.faults: list[Fault] = []
        self._sentence = ""

    def fault(self, what: str, said: object) -> None:
        self.faults.append(Fault(self.name, what, str(said)))

    def check(self) -> list[Fault]:
        """Read the page and hold every claim against record and files."""
        reader = Reader(self.nouns, self.home.in_name, self.year)
        claims = reader.page((p["heading"], ISLES.sub(_in, p["text"])) for p in self.record["paragraphs"] if p["annex"])
        self.tally.pages += 1
        self.tally.sentences += reader.read
        for claim in claims:
            self._claim(claim, claims)
        if self.record.get("table"):
            self._table()
        for said in MainPart(self.record, self.published, self.nouns, self.tally.main).check():
            self.fault("in the main part", said)
        return self.faults

    def _table(self) -> None:
        """The comparison table: each cell is the figure that its row and column name, or says that there is none."""
        _, *heads = self.record["table"]["columns"][0:1] + self.record["table"]["columns"]
        for label, *cells in self.record["table"]["rows"]:
            match = ROW.fullmatch(label)
            names = self.nouns.titles.get(match["title"].casefold(), set()) if match else set()
            if not match or not names or int(match["year"]) != self.year:
                self.fault("a row of the table is not understood", label)
                continue
            measure = "rate" if match["measure"].startswith("rate") else "percentage" if match["measure"] == "per cent" else "count"
            for head, cell in zip(heads, cells, strict=True):
                self._table_cell(head, cell, (min(names), measure))

    def _table_cell(self, head: str, cell: str, of: tuple[str, str]) -> None:
        found = CELL.fullmatch(cell)
        if not found:
            if not NO_CELL.fullmatch(cell):
                self.fault("a cell of the table is not understood", cell)
            return
        period = ("at" if self.nouns.kind(of[0]) == "stock" else "in the year ending") + f" 31 March {self.year}"
        mark, meanings = int(found["mark"]), frozenset({(of[0], "")})
        figure = self.figures.get(mark, {})
        if head == "Statistical neighbours":
            members = len(figure.get("derived_from", []))
            model = re.search(r"\((\d{4}) model\)", figure.get("area", ""))
            detail = (figure.get("measure", ""), str(members), "10", model[1] if model else "0", of[1])
            self._said(Said(mark, found["number"], meanings, figure.get("measure", ""), self.home.in_name, period, (), detail))
        else:
            area = next((p.in_name for p in self.published.places if head in (p.in_name, p.name, p.short_name)), head)
            self._said(Said(mark, found["number"], meanings, of[1], area, period, (), ("table",)))

    def _claim(self, claim: Claimed, claims: list[Claimed]) -> None:
        self.tally.kinds[type(claim).__name__] += 1
        if isinstance(claim, Unread):
            self.fault(f"not understood ({claim.why})", claim.sentence)
        elif isinstance(claim, Said):
            self._said(claim)
        elif isinstance(claim, Stands):
            self._stands(claim)
        elif isinstance(claim, Ranking):
            self._ranking(claim)
        elif isinstance(claim, Missing):
            self._missing(claim)
        elif isinstance(claim, Past):
            self._past(claim)
        elif isinstance(claim, Asked):
            self._asked(claim)
        elif isinstance(claim, Reviewed):
            self._reviewed(claim)

    # ---- numbers ----------------------------------------------------------------------------------------------------

    def _said(self, said: Said) -> None:
        if said.detail == ("same",):
            self._same(said)
            return
        self.tally.numbers += 1
        figure = self.figures.get(said.mark)
        if figure is None:
            self.fault("a mark without a figure", said)
            return
        meanings = {(name, category) for name, category in said.meanings}
        if (figure["indicator"], figure["category"] or "") not in meanings:
            self.fault(f"the words say {sorted(meanings)}, the mark is {figure['indicator']}/{figure['category']}", said.text)
        if figure["year"] != said.year:
            self.fault(f"the words say {said.year}, the mark is of {figure['year']}", said.text)
        if figure["measure"] != said.measure:
            self.fault(f"the words say {said.measure}, the mark is a {figure['measure']}", said.text)
        if self.nouns.kind(figure["indicator"]) != ("stock" if said.period.startswith("at") else "flow"):
            self.fault(f"{said.period!r} for a {self.nouns.kind(figure['indicator'])}", said.text)
        if figure["shown"] != said.text or figure["symbol"] is not None:
            self.fault(f"printed {said.text}, the record shows {figure['shown']}", said)
        value = Decimal(str(figure["value"]))
        if said.value != (abs(value) if said.measure == "change" else value):
            self.fault(f"printed {said.text}, the record holds {figure['value']}", said)
        if said.measure == "change":
            self._change(said, figure)
        elif said.measure in ("mean", "median"):
            self._average(said, figure)
        else:
            self._level(said, figure)

    def _level(self, said: Said, figure: Mapping[str, Any]) -> None:
        place = self.published.place(said.area, said.year)
        if place is None or place.ons_code != figure["area_code"]:
            self.fault(f"the words say {said.area!r}, the mark is of {figure['area']} ({figure['area_code']})", said.text)
            return
        cell = self.cell(figure["release"], place, said.year, (figure["indicator"], said.measure, figure["category"] or ""))
        if cell != said.value:
            self.fault(f"printed {said.text}, DfE's file has {cell} ({figure['release']}, {place.in_name}, {said.year}, "
                       f"{figure['indicator']}/{figure['category']}, {said.measure})", said)  # fmt: skip
        self._release(said, figure, place)
        self._one_meaning(said, figure, place)
        if said.detail == ("share",) and said.of and place.level == "authority":
            count, whole = (Decimal(str(self.figures[mark]["value"])) for mark in said.of)
            if whole and abs(count * 100 / whole - said.value) > Decimal("0.0501"):
                self.fault(f"{said.text} is not {count} of {whole}", said)

    def _one_meaning(self, said: Said, figure: Mapping[str, Any], place: Place) -> None:
        """Where the words can stand for several indicators, all have this value: the reader cannot take the wrong one."""
        for name, category in said.meanings - {(figure["indicator"], figure["category"] or "")}:
            of = (name, said.measure, category)
            if name in self.published.where and self.cell(figure["release"], place, said.year, of) in (None, said.value):
                continue
            self.fault(f"can be read as {name}/{category} as well as {figure['indicator']}/{figure['category']}", said.text)

    def _release(self, said: Said, figure: Mapping[str, Any], place: Place) -> None:
        """The newest release that prints the indicator there and then (or the first); comparators: that of the figure beside."""
        if said.detail[:1] == ("beside",):
            expected = self.figures[int(said.detail[1])]["release"]
        elif said.detail in FROM_ANY_RELEASE or self.record["release"] not in ("latest", "first-published"):
            return  # a change keeps to one release where that holds both years: see _change
        else:
            order = self.published.releases(place.code, said.year, figure["indicator"])
            expected = (order[0] if self.record["release"] == "latest" else order[-1]) if order else None
        if figure["release"] != expected:
            self.fault(f"from release {figure['release']}, expected {expected}", f"{figure['indicator']} {said.area} {said.year}")

    def cell(self, release: str, place: Place, year: int, of: tuple[str, str, str]) -> Cell | None:
        self.tally.cells += 1
        if release not in self.published.newest_first:
            return f"an unknown release {release}"
        return self.published.value(release, place.code, year, *of)

    def _same(self, said: Said) -> None:
        """``was the same in ... as in ... (x)``: the earlier year's cell is x, too."""
        later = self.figures[said.of[0]]
        place = self.published.place(said.area, said.year)
        name = (later["indicator"], said.measure, later["category"] or "")
        if place is None or not any(self.cell(r, place, said.year, name) == said.value for r in self.published.newest_first):
            self.fault(f"said to be the same in {said.year}", said)

    def _change(self, said: Said, figure: Mapping[str, Any]) -> None:
        later, earlier = (Decimal(str(self.figures[mark]["value"])) for mark in said.of)
        if list(said.of) != figure["derived_from"]:
            self.fault(f"a change between {list(said.of)}, worked out from {figure['derived_from']}", said)
        gap = later - earlier
        size = abs(gap) if said.detail[1] != "relative" else half_up(abs(gap) * 100 / earlier, 1) if earlier else None
        if size != said.value or (gap > 0) != (said.detail[0] == "up"):
            self.fault(f"from {earlier} to {later} is no change of {said.text} {said.detail[0]}", said)
        releases = {self.figures[mark]["release"] for mark in said.of}
        if len(releases) > 1:
            held = self.published.releases(self.home.code, min(self.figures[m]["year"] for m in said.of), figure["indicator"])
            if self.figures[said.of[0]]["release"] in held and self.figures[said.of[1]]["symbol"] is None:
                self.fault(f"a change between releases {sorted(releases)} though one holds both years", said)

    def _average(self, said: Said, figure: Mapping[str, Any]) -> None:
        """The mean (median) of those of the ten neighbours that have a figure, from DfE's cells; how many; and which model."""
        average, had, of, model, measure = said.detail
        codes = self.published.neighbours.get((int(model), self.home.code), [])
        newest = max((m for m, code in self.published.neighbours if code == self.home.code), default=0)
        if int(model) != newest or len(codes) != int(of):
            self.fault(f"{of} neighbours of the {model} model, the newest is {newest} with {len(codes)}", said)
        used = {self.figures[mark]["area_code"] for mark in figure["derived_from"]}
        values = [cell for code in codes if (cell := self._neighbour(code, said, figure, measure, used)) is not None]
        if len(values) != int(had) or len(used) != int(had):
            self.fault(f"{had} neighbours are said to have a figure, {len(values)} have", said)
        if not values:
            return
        result = sum(values, Decimal(0)) / len(values)
        if average == "median":
            ordered = sorted(values)
            middle = len(ordered) // 2
            result = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
        decimals = 0 if measure == "count" else 1
        if half_up(result, decimals) != said.value:
            self.fault(f"printed {said.text}, the {average} of {sorted(values)} is {result}", said)

    def _neighbour(self, code: str, said: Said, figure: Mapping[str, Any], measure: str, used: set[str]) -> Decimal | None:
        """DfE's cell of a neighbour; None for one without a number."""
        place = self.published.place(code, said.year)
        of = (figure["indicator"], measure, figure["category"] or "")
        cell = None if place is None else self.cell(figure["release"], place, said.year, of)
        if place is None or not isinstance(cell, Decimal):
            return None
        return cell

    # ---- words ------------------------------------------------------------------------------------------------------

    def _stands(self, stands: Stands) -> None:
        value, other = (Decimal(str(self.figures[mark]["value"])) for mark in (stands.value, stands.other))
        if stands.word == "subject":
            return
        self.tally.words += 1
        right = self._way(value, other, "%" in self.figures[stands.value]["shown"])
        if right != stands.word:
            self.fault(f"{value} against {other} is {right}, said {stands.word}", stands)

    def _run(self, subject: Said | Past | Asked, years: range) -> list[Cell | None]:
        """The cells of one measure over a run of years, from the release of the page's own figure."""
        name, category = min(subject.meanings)
        own = [f for f in self.record["figures"] if (f["indicator"], f["category"] or "", f["measure"], f["year"]) ==
               (name, category, subject.measure, subject.year) and f["area_code"] == self.home.ons_code]  # fmt: skip
        if not own:
            self.fault("the page has no figure for this", subject)
            return []
        cells = []
        for year in years:
            place = self.published.place(self.home.in_name, year)
            cells.append(None if place is None or place.code != self.home.code else
                         self.cell(own[0]["release"], place, year, (name, subject.measure, category)))  # fmt: skip
        return cells

    def _way(self, value: Decimal, other: Decimal, percentage: bool) -> str:
        size = abs(value - other) if percentage else (half_up(abs(value - other) * 100 / other, 1) if other else Decimal("Infinity"))
        band = Decimal(BANDS["bands"]["percentage_points" if percentage else "relative_percent"])
        return "same" if value == other else "similar" if size <= band else "higher" if value > other else "lower"

    def _past(self, past: Past) -> None:
        """``In the 10 years to ..., it rose ... in four and fell ... in five.  At x, it is the lowest since ... (y).``"""
        self.tally.words += 1
        cells = self._run(past, range(past.year - past.steps, past.year + 1))
        values = [cell for cell in cells if isinstance(cell, Decimal)]
        if len(values) != past.steps + 1:
            self.fault(f"{past.steps} changes need {past.steps + 1} figures, DfE prints {cells}", past)
            return
        percentage = past.measure == "percentage"
        ways = [self._way(later, earlier, percentage) for earlier, later in itertools.pairwise(values)]
        if (ways.count("higher"), ways.count("lower")) != (past.rises, past.falls):
            self.fault(f"{ways.count('higher')} rises and {ways.count('lower')} falls in {values}", past)
        if past.band != Decimal(BANDS["bands"]["percentage_points" if percentage else "relative_percent"]):
            self.fault(f"the band is not {past.band}", past)
        if past.extreme:
            self._extreme(past, values)

    def _extreme(self, past: Past, values: list[Decimal]) -> None:
        last, before = values[-1], values[:-1]
        if past.since:
            before = values[past.since - past.year :-1]
            reached = values[past.since - past.year - 1]
            if (reached < last) if past.extreme == "highest" else (reached > last):
                self.fault(f"in {past.since} it was {reached}, not as far", past)
        if not all((value < last) if past.extreme == "highest" else (value > last) for value in before):
            self.fault(f"not the {past.extreme}: {values}", past)

    def _asked(self, asked: Asked) -> None:
        """A question supposes something: that a figure rose, or is higher than another."""
        self.tally.words += 1
        if asked.than:
            return self._asked_beside(asked)
        name = min(asked.meanings)
        own = {f["year"]: Decimal(str(f["value"])) for f in self.record["figures"] if (f["indicator"], f["category"] or "") == name
               and f["measure"] == asked.measure and f["area_code"] == self.home.ons_code and f["value"] is not None}  # fmt: skip
        if asked.since not in own and isinstance(cell := self._run(asked, range(asked.since, asked.since + 1))[0], Decimal):
            own[asked.since] = cell  # the headline speaks of the longer term
        values = [own[year] for year in (asked.since, asked.year) if year in own]
        right = self._way(values[-1], values[0], asked.measure == "percentage") if len(values) > 1 else "nothing"
        if right != asked.word:
            self.fault(f"asks about {asked.word}, it is {right}: {values}", asked)
        return None

    def _asked_beside(self, asked: Asked) -> None:
        name = min(asked.meanings)
        mine = [f for f in self.record["figures"] if (f["indicator"], f["category"] or "") == name and f["year"] == self.year]
        own = [f for f in mine if f["measure"] == asked.measure and f["area_code"] == self.home.ons_code]
        if asked.than == "its statistical neighbours":
            other = [f for f in mine if f["measure"] in ("mean", "median") and ("%" in f["shown"]) == (asked.measure == "percentage")]
        else:
            place = self.published.place(asked.than, self.year)
            other = [f for f in mine if f["measure"] == asked.measure and place and f["area_code"] == place.ons_code]
        if not own or not other:
            self.fault("supposes figures that the page does not have", asked)
            return
        right = {self._way(Decimal(str(own[0]["value"])), Decimal(str(f["value"])), asked.measure == "percentage") for f in other}
        if asked.word not in right:
            self.fault(f"asks about {asked.word}, it is {right}", asked)

    # ---- breakdowns -------------------------------------------------------------------------------------------------

    def _ranking(self, ranking: Ranking) -> None:
        self.tally.rankings += 1
        first = self.figures[ranking.lines[0][1][0]]
        name, release, year = first["indicator"], first["release"], int(ranking.period[-4:])
        place = self.published.place(ranking.area, year)
        if place is None:
            self.fault("a breakdown of no place", ranking)
            return
        for label, marks in ranking.lines:
            if {(self.figures[m]["indicator"], self.figures[m]["category"], self.figures[m]["release"]) for m in marks} != {
                (name, self.nouns.labels(name)[label], release)}:  # fmt: skip
                self.fault(f"the line {label!r} cites other lines", ranking)
        cells = {category: self._line(release, place, year, name, category) for category in self.published.categories(name)}
        if ranking.ranked:
            self._largest(ranking, name, cells)

    def _line(self, release: str, place: Place, year: int, name: str, category: str) -> Cell | None:
        count = self.cell(release, place, year, (name, "count", category))
        share = self.cell(release, place, year, (name, "percentage", category))
        return count if isinstance(count, Decimal) else share if isinstance(share, Decimal) else count or share

    def _largest(self, ranking: Ranking, name: str, cells: Mapping[str, Cell | None]) -> None:
        labels = self.nouns.labels(name)
        said = [labels[label] for label, _ in ranking.lines]
        values = [cells[category] for category in said]
        unknown = {c["id"] for c in self.nouns.categories(name) if c.get("unknown")}
        numbers = [cell for category, cell in cells.items() if isinstance(cell, Decimal) and category not in unknown]
        hidden = sum(1 for category, cell in cells.items() if not isinstance(cell, Decimal) and self._possible(name, category))
        self._unknown(ranking, values, [cells[category] for category in unknown])
        if any(not isinstance(value, Decimal) for value in values):
            self.fault("a line without a published figure", ranking)
            return
        if values != sorted(numbers, reverse=True)[: len(values)]:
            larger = {c: v for c, v in cells.items() if isinstance(v, Decimal) and v > min(values) and c not in said}  # type: ignore[type-var]
            self.fault(f"not the largest in order: DfE prints {larger} as well", ranking)
        elif numbers.count(values[-1]) - values.count(values[-1]) > ranking.unshown - hidden:  # type: ignore[arg-type]
            self.fault("a tie for the last place is cut", ranking)
        if ranking.several != len(said):
            self.fault(f"{ranking.several} are announced, {len(said)} listed", ranking)
        left_unknown = sum(isinstance(cells[category], Decimal) for category in unknown)
        left = len(numbers) + left_unknown - len(said)
        if not hidden <= ranking.unshown <= hidden + (left if "c" in cells.values() else 0) or ranking.qualified != bool(ranking.unshown):
            self.fault(f"{ranking.unshown} categories are said to be without a figure, DfE leaves out {hidden}", f"{name} {ranking.area}")

    def _unknown(self, ranking: Ranking, values: list[Cell | None], cells: list[Cell | None]) -> None:
        """Those of whom nothing is recorded are no rank, and are told where they are as many as a line that is listed."""
        numbers = [cell for cell in cells if isinstance(cell, Decimal)]
        told = bool(numbers) and max(numbers) >= min(value for value in values if isinstance(value, Decimal))
        if told != bool(ranking.unknown):
            self.fault(f"of {numbers} nothing is recorded, {ranking.unknown or 'nothing'} is said of them", ranking)

    def _possible(self, name: str, category: str) -> bool:
        return next((c.get("first_year", 0) for c in self.nouns.categories(name) if c["id"] == category), 0) <= self.year

    # ---- what is not shown ------------------------------------------------------------------------------------------

    def _missing(self, missing: Missing) -> None:
        """A figure said not to be published is not: and for the reason that DfE's symbol gives."""
        self.tally.missing += 1
        year = int(missing.period)
        if missing.phrase == "all the area's own figures for this year that a page like this shows":
            self._nothing_is_printed(missing, year)
            return
        names = self._named(missing.phrase)
        place = self.published.place(missing.area, year)
        if not names:
            self.fault("not understood, as something that is not shown", missing.phrase)
            return
        if place is None:
            self.fault("nowhere", missing)
            return
        found = {self._symbol(place, year, name, measure, category) for name, measure, category in names}
        if missing.symbol == EARLIER_SERIES:
            if not year < FIRST_OF_SERIES <= self.year or self.record["release"] == "first-published":
                self.fault("said to be of an earlier series", f"{year} {missing.phrase}")
        elif missing.symbol == "c" and any(self._sums_hidden(place, year, name) for name, *_ in names):
            return  # DfE prints its parts, and suppresses some of them
        elif missing.symbol not in found or (names[0][1] == "lines" and any(isinstance(cell, Decimal) for cell in found)):
            self.fault(f"said to be missing as {missing.symbol!r}, DfE's files have {sorted(map(str, found))}", f"{year} {missing.phrase}")

    def _nothing_is_printed(self, missing: Missing, year: int) -> None:
        """Each indicator that is no breakdown has DfE's symbol where a number would stand, or is in no file."""
        place = self.published.place(missing.area, year)
        for name in self.nouns.outlined & self.published.where.keys() if place else ():
            if self.nouns.definitions[name].get("breakdown_of") or self.nouns.definitions[name]["group"] == "population":
                continue
            found = {self._symbol(place, year, name, measure, "") for measure in self.nouns.definitions[name]["measures"]}  # type: ignore[arg-type]
            if found - {missing.symbol, ""}:
                self.fault(f"said to be missing as {missing.symbol!r}, DfE's files have {sorted(map(str, found))}", name)

    def _sums_hidden(self, place: Place, year: int, name: str) -> bool:
        parts = self.published.where[name].get("sum", [])
        return any(self.published.suppresses(release, group, place.code, year) for release in self.published.newest_first for group in parts)

    def _symbol(self, place: Place, year: int, name: str, measure: str, category: str) -> object:
        order = self.published.releases(place.code, year, name)
        if not order:
            return ""
        release = order[-1] if self.record["release"] == "first-published" else order[0]
        if measure == "lines":
            return self._line(release, place, year, name, category) or ""
        if measure == "breakdown":
            cells = {c: self._line(release, place, year, name, c) for c in self.published.categories(name)}
            shown = [c for c in cells.values() if isinstance(c, Decimal)]
            if any(shown):
                return tuple(shown)
            nothing = "z" if shown and len(shown) == sum(c is not None for c in cells.values()) else ""  # nought, in every line
            return next((c for c in cells.values() if isinstance(c, str)), nothing)
        cell = self.published.value(release, place.code, year, name, measure, category)
        return "" if cell is None else cell

    def _named(self, phrase: str) -> list[tuple[str, str, str]]:
        if match := re.fullmatch(r"figures for (.+), out of (.+)", phrase):
            return self._lines_named(match[1], match[2])
        if phrase.startswith("breakdown of "):
            many, _, dimension = phrase.removeprefix("breakdown of ").rpartition(" by ")
            return [(name, "breakdown", "") for name in self.nouns.dimensions.get(dimension, ()) if name in self.published.where
                    and many in (self.nouns.definitions[name]["many"], self.nouns.definitions[self.nouns.whole(name)]["many"])]  # fmt: skip
        try:
            meanings, measure = Reader(self.nouns, "", 0).subject("the " + phrase)
        except LookupError:
            return []
        return [(name, measure, category) for name, category in meanings if name in self.published.where]

    def _lines_named(self, labels: str, many: str) -> list[tuple[str, str, str]]:
        """``domestic abuse of the child, ... and ...``, out of what: the lines of one breakdown, by their labels."""
        for name in self.published.where:
            known = self.nouns.labels(name)
            if not known or not self.nouns.whole(name) or self.nouns.definitions[self.nouns.whole(name)]["many"] != many:
                continue
            one = "|".join(re.escape(label) for label in sorted(known, key=len, reverse=True))
            if re.fullmatch(rf"(?:{one})(?:(?:, | and |; |; and )(?:{one}))*", labels):
                return [(name, "lines", known[label]) for label in re.findall(one, labels)]
        return []

    def _reviewed(self, reviewed: Reviewed) -> None:
        """A note belongs to this place and time; a sentence of the page's own is true of it."""
        kind, _, name = reviewed.note.partition(":")
        if kind == "note":
            same = [note for note in self.nouns.notes.values() if note["text"] == self.nouns.notes[name]["text"]]
            if not any(_belongs_to(note, self.home.code, {self.year, self.year - 1}) for note in same):
                self.fault("a note on another place or time", name)
        elif kind == "words" and name.startswith("These are the first figures for"):
            before = [self.published.releases(self.home.code, self.year - 1, i) for i in ("children_in_need_at_31_march", "referrals")]
            if any(before):
                self.fault("not the first figures", name)


def _belongs_to(note: Mapping[str, Any], code: str, years: set[int]) -> bool:
    """Whether a note is of this place and these years."""
    between = not note["break_between"] or (min(years) <= note["break_between"][0] and max(years) >= note["break_between"][1])
    return ("*" in note["areas"] or code in note["areas"]) and (not note["years"] or bool(years & set(note["years"]))) and between


def check_all(records: Iterable[Mapping[str, Any]], published: Published, nouns: Nouns, tally: Tally) -> Iterator[Fault]:
    """Every fault of every page."""
    for record in records:
        yield from Page(record, published, nouns, tally).check()
