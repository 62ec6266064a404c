"""The header of a return -> which authority and twelve months it is for, where those are some that
we can compute.

Behaviour follows the reference date: 31 March is DfE's year, any other day the twelve months to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.periods import written_day
from cin_narrative.errors import ReturnBlocked, ReturnRefused, UnknownName
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.messages import message
from cin_narrative.store.observations import MADE_UP

# Before 2015 the census held initial and core assessments, which are not modelled; the structure of
# 2015 and 2016 is known only from that of 2017. Source: the structures of DfE's children in need
# census of 2017 to 2026, as groups.toml names them.
FIRST_READABLE, FIRST_SUPPORTED, LAST_SUPPORTED = 2015, 2017, 2027
YEAR_ENDS, MARCH_31 = (3, 31), "31 March"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReturnKey:
    """One return: its number in this load, file, authority (three-digit code) and the year of the
    collection whose structure and rules it has.

    ``made_on`` is the day the file was made by its own account, "undated" without one; ``stamp``
    tells the newer of two. ``until`` is the reference date where it is not the 31 March of the
    year.
    """

    return_id: int
    file: str
    area: str
    year: int
    made_on: str
    stamp: str
    made_up: bool = False
    warnings: tuple[str, ...] = field(default=(), compare=False)
    until: date | None = None

    @property
    def is_in_year(self) -> bool:
        """Whether its twelve months are not DfE's year."""
        return self.until is not None

    @property
    def first_day(self) -> date:
        """The first of its twelve months' days: 1 April of DfE's year."""
        return day_before_year_to(self.last_day) + ONE_DAY

    @property
    def last_day(self) -> date:
        """The reference date."""
        return self.until or date(self.year, *YEAR_ENDS)

    @property
    def half_year(self) -> date:
        """The first day of the second half: 1 October of DfE's year."""
        start = self.first_day
        year, month = divmod(start.month + 5, 12)
        return date(start.year + year, month + 1, min(start.day, 28 if month == 1 else 30))

    @property
    def place(self) -> tuple[str, date]:
        """Whose it is, and for which twelve months."""
        return self.area, self.last_day

    @property
    def place_before(self) -> tuple[str, date]:
        """The same of the twelve months before."""
        return self.area, day_before_year_to(self.last_day)

    @property
    def period(self) -> str:
        """Its twelve months in words."""
        return period_of(self.last_day)

    @property
    def period_before(self) -> str:
        """The twelve months before in words."""
        return period_of(day_before_year_to(self.last_day))

    @property
    def release(self) -> str:
        """The release that its figures form in the store."""
        return f"{MADE_UP if self.made_up else 'local return'}, {self.file}, {self.made_on}"


def period_of(last_day: date) -> str:
    """``year ending 31 March 2026``, or ``year to 30 September 2026, in-year, ...``."""
    day = written_day(last_day.isoformat())
    in_year = (last_day.month, last_day.day) != YEAR_ENDS
    return message("load.period_in_year" if in_year else "load.period", day=day)


def on_day(text: str, last_day: date) -> str:
    """``text`` that speaks of 31 March, of the reference date in its place where that is another:
    ``Children in need at 30 September``.
    """
    day = written_day(last_day.isoformat()).rpartition(" ")[0]
    return text.replace(MARCH_31, day)


def day_before_year_to(last_day: date) -> date:
    """The last day of the twelve months before those to ``last_day``."""
    after = last_day + ONE_DAY
    if (after.month, after.day) == (2, 29):
        after += ONE_DAY
    return after.replace(year=after.year - 1) - ONE_DAY


def key_of(header: Header, file: str, return_id: int, areas: Areas) -> ReturnKey:
    """The return that ``header`` describes.

    Raises ``ReturnBlocked`` (DfE's rule 100) or ``ReturnRefused`` (another collection, year or
    authority), with a line for each fault.
    """
    looks = (
        partial(refuse_other_collections, header, file),
        partial(_day_of, header, file),
        partial(_area, header, file, areas),
    )
    refused = [error for look in looks for error in _refusal(look)]
    if refused:
        told = refused if header.fields else refused[:1]  # a file without a header is no return
        raise type(refused[0])("\n".join(map(str, told)))
    day, area = _day_of(header, file), _area(header, file, areas)
    return make_key(header, file, return_id, area, day, areas)


def _refusal(look: Callable[[], object]) -> Iterator[ReturnRefused]:
    try:
        look()
    except ReturnRefused as error:
        yield error


def refuse_other_collections(header: Header, file: str) -> None:
    """Raise ``ReturnRefused`` where the file is a return of another census than this one."""
    collection = header.get("Collection").upper()
    if collection not in ("CIN", ""):
        raise ReturnRefused(message("load.another_collection", file=file, collection=collection))


def make_key(
    header: Header, file: str, return_id: int, area: str, day: date, areas: Areas
) -> ReturnKey:
    """The return of ``area`` for the twelve months to ``day`` that a file with this header is."""
    year = collection_of(day)
    until = None if (day.month, day.day) == YEAR_ENDS else day
    warnings = tuple(_warnings(header, area, year, areas, until))
    stamp = header.get("DateTime")
    made_on = stamp[:10] if _day(stamp) else "undated"
    made_up = header.made_up
    return ReturnKey(return_id, file, area, year, made_on, stamp, made_up, warnings, until)


def collection_of(day: date) -> int:
    """The collection that a day is in: that of the next 31 March."""
    return day.year + ((day.month, day.day) > YEAR_ENDS)


def _warnings(
    header: Header, area: str, year: int, areas: Areas, until: date | None
) -> Iterator[str]:
    given = header.get("Year")
    if until is not None:
        yield message("load.is_in_year", day=written_day(until.isoformat()))
    elif given != str(year):
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


def _day_of(header: Header, file: str) -> date:
    """The reference date; none is ever guessed."""
    day = reference_day(header)
    if day is None:
        raise ReturnBlocked(message("load.no_reference_date", file=file))
    if len(header.days) > 1:
        days = ", ".join(text[:12] for text in header.days)
        raise ReturnBlocked(message("load.two_reference_dates", file=file, days=days))
    refuse_other_years(collection_of(day), file)
    return day


def refuse_other_years(year: int, file: str) -> None:
    """Raise ``ReturnRefused`` for a year whose structure is not read."""
    readable = {"first_readable": FIRST_READABLE, "last": LAST_SUPPORTED}
    gaps = {"file": file, "year": year, **readable}
    if year < FIRST_READABLE:
        raise ReturnRefused(message("load.return_too_early", **gaps, first=FIRST_SUPPORTED))
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
