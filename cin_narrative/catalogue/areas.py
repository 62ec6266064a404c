"""Areas through time: three-digit codes, ONS codes, names as people write them, regions,
neighbours.

An authority is known by its three-digit code and the year, never by its name or its ONS code
alone: Dorset before and after April 2019 are two areas under one name, and Buckinghamshire is one
area under two ONS codes. The tables are in ``data/reference`` (their sources in SOURCES.md there).
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from functools import cache, cached_property
from pathlib import Path

from cin_narrative.catalogue.area import ENGLAND, Area, name_key
from cin_narrative.catalogue.indicator import Text
from cin_narrative.catalogue.reference import REFERENCE, reference_rows
from cin_narrative.errors import CinNarrativeError, UnknownName, either
from cin_narrative.messages import message

__all__ = ["ENGLAND", "NEIGHBOURS_NEEDED", "REFERENCE", "Area", "Areas", "load_areas", "name_key"]

# fewer neighbours with a figure than this: no comparison is made: half of DfE's ten
NEIGHBOURS_NEEDED = 5


class Areas:
    """Every area, found by code and year or by any name in use."""

    def __init__(
        self,
        areas: Iterable[Area],
        aliases: Iterable[tuple[str, str]],
        neighbours: Iterable[tuple[int, str, int, str]],
        districts: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._by_code: dict[str, list[Area]] = {}
        for area in sorted(areas, key=lambda a: (a.code, a.first_year)):
            self._by_code.setdefault(area.code, []).append(area)
        self._names: dict[str, set[str]] = {}
        for code, spans in self._by_code.items():
            for span in spans:
                for name in (span.name, span.short_name, span.in_name, span.ons_code, code):
                    self._names.setdefault(name_key(name), set()).add(code)
        for alias, code in aliases:
            self._names.setdefault(name_key(alias), set()).add(code)
        self.districts = {name_key(name): tuple(codes.split(";")) for name, codes in districts}
        self._neighbours: dict[tuple[int, str], list[str]] = {}
        self._found: dict[tuple[str, int, int | None], tuple[int, list[Area]]] = {}
        for model, code, _, neighbour in sorted(neighbours):
            self._neighbours.setdefault((model, code), []).append(neighbour)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str, year: int | None = None) -> Area:
        """The area with this three-digit (or E-) code, as it was in ``year``: the nearest span
        where none covers it.
        """
        spans = self._by_code.get(code) or self._by_ons_code.get(code)
        if not spans:
            raise UnknownName("area code", code, self._by_code)
        if year is None or len(spans) == 1:
            return spans[-1]
        return next(
            (span for span in spans if span.exists_in(year)),
            spans[0] if year < spans[0].first_year else spans[-1],
        )

    def at(self, area: Area, year: int) -> Area:
        """The same area as it was in ``year``; a group stays as the user named it."""
        return area if area.members else self.get(area.code, year)

    def find(self, name: str, year: int | None = None) -> Area:
        """The area people mean by ``name`` (a name, short form, three-digit or ONS code), in
        ``year`` if given.


        Raises ``UnknownName`` with the nearest names.
        """
        matches = self.named(name)
        if not matches:
            raise UnknownName("area", name, self.names)
        return self.pick(matches, year)

    def existed(self, area: Area, year: int) -> bool:
        """Whether the area existed in that year, under whatever national code it had then."""
        return self.at(area, year).exists_in(year)

    def first_year(self, area: Area) -> int:
        """The first year of the area, under whatever national code: one three-digit code is one
        area.
        """
        return area.first_year if area.members else self._by_code[area.code][0].first_year

    def named(self, name: str) -> list[str]:
        """The codes that ``name`` may mean: none, one, or successive areas under one name."""
        return sorted(self._names.get(name_key(name), ()))

    def around(self, district: str) -> tuple[str, ...]:
        """The codes of the authority whose children's services cover a district that has none of
        its own ("Exeter" is in Devon); of successive ones all; none for any other name."""
        return self.districts.get(name_key(district), ())

    def pick(self, codes: Iterable[str], year: int | None) -> Area:
        """Of successive areas under one name, the one that existed in ``year``; the newest where
        none did.
        """
        candidates = sorted(
            (self.get(code, year) for code in codes), key=lambda area: area.first_year
        )
        return next(
            (area for area in candidates if year is not None and area.exists_in(year)),
            candidates[-1],
        )

    def group(self, name: str, members: Iterable[str], year: int | None = None) -> Area:
        """A group of authorities under a name of the user's own; raises ``UnknownName``, or
        ``CinNarrativeError`` where
        a member is no authority, stands twice, or the group has fewer than two.
        """
        found = [self.find(member, year) for member in members]
        wrong = [area.short_name for area in found if not area.is_authority]
        if wrong:
            raise CinNarrativeError(message("catalogue.no_authority", names=", ".join(wrong)))
        codes = tuple(dict.fromkeys(area.code for area in found))
        if len(codes) < 2 or len(codes) < len(found):
            raise CinNarrativeError(message("catalogue.group_too_small", group=name))
        first = max(area.first_year for area in found)
        last = min((area.last_year for area in found if area.last_year is not None), default=None)
        code = "group/" + "+".join(codes)
        own = (name, Text(name), Text(name))
        return Area(code, code, first, last, "group", *own, ENGLAND, (), (), codes)

    @cached_property
    def names(self) -> list[str]:
        """Names to suggest, as written in sentences, sorted."""
        return sorted({str(spans[-1].short_name) for spans in self._by_code.values()})

    @cached_property
    def vocabulary(self) -> dict[str, set[str]]:
        """Every normalised name and short form -> codes; for the question box."""
        return {name: set(codes) for name, codes in self._names.items()}

    @cached_property
    def _by_ons_code(self) -> dict[str, list[Area]]:
        found: dict[str, list[Area]] = {}
        for spans in self._by_code.values():
            for span in spans:
                found.setdefault(span.ons_code, []).append(span)
        return found

    @cached_property
    def every(self) -> tuple[Area, ...]:
        """Every area in every span of years, by code."""
        return tuple(span for spans in self._by_code.values() for span in spans)

    def authorities(self, year: int, region: str | None = None) -> list[Area]:
        """The local authorities that existed in ``year``, in one region (Inner and Outer London
        count as London).
        """
        inside = None if region is None else {region, *(sub.code for sub in self._within(region))}
        found = [
            self.get(code, year) for code, spans in self._by_code.items() if spans[0].is_authority
        ]
        return [a for a in found if a.exists_in(year) and (inside is None or a.region in inside)]

    def regions(self, year: int) -> list[Area]:
        """The nine regions, with Inner and Outer London beside London: never to be added up."""
        return [
            self.get(code, year)
            for code, spans in self._by_code.items()
            if spans[0].level == "region"
        ]

    def _within(self, region: str) -> list[Area]:
        return [
            s[-1]
            for s in self._by_code.values()
            if s[-1].level == "region" and s[-1].region == region
        ]

    def region_of(self, area: Area) -> Area | None:
        """The region to compare an authority with; None for England."""
        return self.get(area.region, area.first_year) if area.region else None

    @cached_property
    def neighbour_models(self) -> list[int]:
        """The years of the statistical neighbour models held, oldest first."""
        return sorted({model for model, _ in self._neighbours})

    def with_neighbours_of(self, model: int) -> Areas:
        """The same areas, whose statistical neighbours are those of the model of that year; raises
        ``UnknownName``.
        """
        if model not in self.neighbour_models:
            known = either([str(year) for year in self.neighbour_models])
            what = message("catalogue.neighbour_model", known=known)
            raise UnknownName(what, str(model), ())
        other = copy(self)
        other._neighbours = {
            key: codes for key, codes in self._neighbours.items() if key[0] == model
        }
        other.__dict__.pop("neighbour_models", None)
        other._found = {}
        return other

    def neighbours(self, area: Area, year: int, model: int | None = None) -> tuple[int, list[Area]]:
        """The model's year and its ten statistical neighbours, nearest first; an empty list where
        it has none.

         Without ``model``: the newest model that holds the area, as DfE's own tool applies its
        current model to the whole series; every comparison names the model.
        """
        asked = (area.code, year, model)
        if asked not in self._found:
            self._found[asked] = self._look_for_neighbours(*asked)
        of, areas = self._found[asked]
        return of, [*areas]

    def _look_for_neighbours(
        self, code: str, year: int, model: int | None
    ) -> tuple[int, list[Area]]:
        models = self.neighbour_models
        holding = [m for m in models if (m, code) in self._neighbours and model in (None, m)]
        if not holding:
            return (model or max(models, default=0)), []
        of = holding[-1]
        return of, [self.get(one, year) for one in self._neighbours[of, code]]


@cache
def load_areas(folder: Path = REFERENCE) -> Areas:
    """The areas of ``data/reference``: areas.csv, names.csv, neighbours.csv and districts.csv."""
    areas = [_area(row) for row in reference_rows(folder / "areas.csv")]
    aliases = [(row["alias"], row["code"]) for row in reference_rows(folder / "names.csv")]
    neighbours = [
        (int(row["model"]), row["code"], int(row["rank"]), row["neighbour"])
        for row in reference_rows(folder / "neighbours.csv")
    ]
    districts = [
        (row["district"], row["codes"]) for row in reference_rows(folder / "districts.csv")
    ]
    return Areas(areas, aliases, neighbours, districts)


def _area(row: dict[str, str]) -> Area:
    def codes(text: str) -> tuple[str, ...]:
        return tuple(filter(None, text.split(";")))

    return Area(
        row["code"],
        row["ons_code"],
        int(row["first_year"]),
        int(row["last_year"]) if row["last_year"] else None,
        row["level"],
        row["name"],
        Text(row["short_name"]),
        Text(row["in_name"]),
        row["region"],
        codes(row["predecessors"]),
        codes(row["successors"]),
    )
