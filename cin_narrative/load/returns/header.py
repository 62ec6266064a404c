"""The header of a return -> which authority and year it is for, where that is one we can compute.

Behaviour follows the reference date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from cin_narrative.catalogue.areas import Areas
from cin_narrative.errors import ReturnBlocked, ReturnRefused, UnknownName
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.messages import message
from cin_narrative.store.observations import MADE_UP

# Before 2015 the census held initial and core assessments, which are not modelled; the structure of
# 2015 and 2016 is known only from that of 2017. Source: the structures of DfE's children in need
# census of 2017 to 2026, as groups.toml names them.
FIRST_READABLE, FIRST_SUPPORTED, LAST_SUPPORTED = 2015, 2017, 2027


@dataclass(frozen=True, slots=True)
class ReturnKey:
    """One return: its number in this load, file, authority (three-digit code) and reporting year.

    ``made_on`` is the day the file was made by its own account, "undated" without one; ``stamp``
    tells the newer of two.
    """

    return_id: int
    file: str
    area: str
    year: int
    made_on: str
    stamp: str
    made_up: bool = False
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @property
    def first_day(self) -> date:
        """1 April: the first day of the reporting year."""
        return date(self.year - 1, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March: the reference date."""
        return date(self.year, 3, 31)

    @property
    def release(self) -> str:
        """The release that its figures form in the store."""
        return f"{MADE_UP if self.made_up else 'local return'}, {self.file}, {self.made_on}"


def key_of(header: Header, file: str, return_id: int, areas: Areas) -> ReturnKey:
    """The return that ``header`` describes.

    Raises ``ReturnBlocked`` (DfE's rule 100) or ``ReturnRefused`` (another collection, year or
    authority).
    """
    refuse_other_collections(header, file)
    year, area = _year(header, file), _area(header, file, areas)
    return make_key(header, file, return_id, area, year, areas)


def refuse_other_collections(header: Header, file: str) -> None:
    """Raise ``ReturnRefused`` where the file is a return of another census than this one."""
    collection = header.get("Collection").upper()
    if collection not in ("CIN", ""):
        raise ReturnRefused(message("load.another_collection", file=file, collection=collection))


def make_key(
    header: Header, file: str, return_id: int, area: str, year: int, areas: Areas
) -> ReturnKey:
    """The return of ``area`` for ``year`` that a file with this header is."""
    warnings = tuple(_warnings(header, area, year, areas))
    stamp = header.get("DateTime")
    made_on = stamp[:10] if _day(stamp) else "undated"
    return ReturnKey(return_id, file, area, year, made_on, stamp, header.made_up, warnings)


def _warnings(header: Header, area: str, year: int, areas: Areas) -> Iterator[str]:
    given = header.get("Year")
    if given != str(year):
        yield message("load.year_differs", given=given[:10], year=year)
    if year < FIRST_SUPPORTED:
        yield message("load.older_structure", year=year, first=FIRST_SUPPORTED)
    if is_authority(area, areas) and not areas.get(area, year).exists_in(year):
        yield message("load.area_did_not_exist", area=area, year=year)


def reference_day(header: Header) -> date | None:
    """The day that the return is for; None where none can be read."""
    return _day(header.get("ReferenceDate"))


def _day(text: str) -> date | None:
    """The day that ``text`` begins with; None where it does not begin with one."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _year(header: Header, file: str) -> int:
    """The reporting year, by the reference date; a year is never guessed."""
    day = reference_day(header)
    if day is None:
        raise ReturnBlocked(message("load.no_reference_date", file=file))
    refuse_other_years(day.year, file)
    if (day.month, day.day) != (3, 31):
        raise ReturnBlocked(message("load.not_a_31_march", file=file, day=day))
    return day.year


def refuse_other_years(year: int, file: str) -> None:
    """Raise ``ReturnRefused`` for a year whose structure is not read."""
    gaps = {"file": file, "year": year, "first": FIRST_SUPPORTED, "last": LAST_SUPPORTED}
    if year < FIRST_READABLE:
        gaps["first_readable"] = FIRST_READABLE
        raise ReturnRefused(message("load.return_too_early", **gaps))
    if year > LAST_SUPPORTED:
        raise ReturnRefused(message("load.return_too_late", **gaps))


def _area(header: Header, file: str, areas: Areas) -> str:
    if len(header.authorities) > 1:
        codes = ", ".join(code[:12] for code in header.authorities)
        raise ReturnRefused(message("load.two_authorities", file=file, codes=codes))
    code = header.get("LEA").strip()
    if not is_authority(code, areas):
        raise ReturnRefused(message("load.no_such_authority", file=file, code=code[:12]))
    return code


def is_authority(code: str, areas: Areas) -> bool:
    """Whether ``code`` is the three-digit code of one of England's authorities."""
    try:
        area = areas.get(code)
    except UnknownName:
        return False
    return area.is_authority and area.code == code
