"""Which authority and year a return is for, and whether that is one we can compute. Behaviour
follows the reference date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cin_narrative.catalogue.areas import Areas
from cin_narrative.errors import ReturnBlocked, ReturnRefused, UnknownName
from cin_narrative.load.returns.xml_reader import Header
from cin_narrative.store.observations import MADE_UP

FIRST_READABLE, FIRST_SUPPORTED, LAST_SUPPORTED = 2015, 2017, 2027
# Before 2015 the census held initial and core assessments, which are not modelled; the structure of
# 2015 and 2016 is
# known only from that of 2017. Source: ../shared/domain/cin-census.md 1.2.


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

     Raises ``ReturnBlocked`` (rule 100) or ``ReturnRefused`` (another collection, year or
    authority).
    """
    collection = header.get("Collection").upper()
    if collection not in ("CIN", ""):
        raise ReturnRefused(
            f'{file} is a return of the collection "{collection}", not of the children in need census (CIN).'
        )
    year = _year(header, file)
    warnings = []
    if header.get("Year") != str(year):
        warnings.append(
            f'Year is "{header.get("Year")[:10]}" but the reference date is 31 March {year}: the reference date is followed'
        )
    if year < FIRST_SUPPORTED:
        warnings.append(
            f"the structure of the {year} collection is read as that of {FIRST_SUPPORTED}: check the figures"
        )
    area = _area(header, file, areas)
    if not areas.get(area, year).exists_in(year):
        warnings.append(f"authority {area} did not exist at 31 March {year} by the table of areas")
    stamp = header.get("DateTime") or ""
    made_on = stamp[:10] if _is_day(stamp[:10]) else "undated"
    return ReturnKey(return_id, file, area, year, made_on, stamp, header.made_up, tuple(warnings))


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _year(header: Header, file: str) -> int:
    text = header.get("ReferenceDate")[:10]
    if not _is_day(text):
        raise ReturnBlocked(
            f"{file} has no ReferenceDate that can be read (rule 100): a return must say the 31 March it is for."
        )
    day = date.fromisoformat(text)
    if day.year < FIRST_READABLE:
        raise ReturnRefused(
            f"{file} is for {day.year}: returns before {FIRST_READABLE} hold initial and core assessments, which "
            f"this program does not compute. Years {FIRST_SUPPORTED} to {LAST_SUPPORTED} are read."
        )
    if day.year > LAST_SUPPORTED:
        raise ReturnRefused(
            f"{file} is for {day.year}: years {FIRST_SUPPORTED} to {LAST_SUPPORTED} are read; the structure of later "
            "collections is not known to this program."
        )
    if (day.month, day.day) != (3, 31):
        raise ReturnBlocked(
            f"{file} has the reference date {day:%d/%m/%Y}, which is not a 31 March (rule 100): every count would be "
            "of the wrong year. Correct ReferenceDate and load it again."
        )
    return day.year


def _area(header: Header, file: str, areas: Areas) -> str:
    code = header.get("LEA").strip()
    try:
        area = areas.get(code)
    except UnknownName:
        area = None
    if area is None or not area.is_authority or area.code != code:
        raise ReturnRefused(
            f'{file} is for the authority code "{code[:12]}", which is not one of England\'s three-digit codes: '
            "check LEA in the header."
        )
    return code
