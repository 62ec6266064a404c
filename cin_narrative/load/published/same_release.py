"""The tables of one load -> each of the release of its folder, those of one family in agreement.

DfE's files of one release are downloaded together. Which release it is, the files of authorities
tell (b, c and d); a file of populations or headlines may reach another year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cin_narrative.errors import ReleasesMixed
from cin_narrative.load.files import PassedOver
from cin_narrative.load.published.columns import header_key
from cin_narrative.load.published.families import named_span
from cin_narrative.load.published.long_files import release_of, symbols_of
from cin_narrative.load.published.table import Table
from cin_narrative.load.report import LoadReport
from cin_narrative.messages import message

DECIDING = ("bcd", "a", "ho")  # by the first letter of the family, those that tell best first
FOLLOWING = ("headline", "ons")  # never decide anything, and are never a reason to refuse a load


def settle_releases(tables: Iterable[Table]) -> None:
    """Give every long table the release of its folder or archive, and leave rows of later years.

    Raises ``ReleasesMixed`` where two of the files that decide are of two releases.
    """
    folders: dict[str, list[Table]] = {}
    for table in tables:
        if not table.is_wide and table.areas:
            folders.setdefault(table.file.folder, []).append(table)
    for group in folders.values():
        _settle(group)


def _settle(group: Sequence[Table]) -> None:
    deciding = next(
        found
        for letters in DECIDING
        if (found := [one for one in group if one.family[0] in letters])
    )
    first = max(deciding, key=_claimed)
    decided = _claimed(first)
    for table in group:
        if table.family not in FOLLOWING and _claimed(table) != decided:
            raise _two_releases(first, table)
    if not any(named_span(one.file.name) for one in deciding):
        first.notes.append(message("load.release_by_year"))
    for table in group:
        if table.release.id != str(decided):
            table.release, table.symbols = release_of(decided), symbols_of(decided)
        _leave_later(table, decided)


def _claimed(table: Table) -> int:
    """The release that a table says it is of: by its name, else by its newest year."""
    span = named_span(table.file.name)
    return span[1] if span and table.family not in FOLLOWING else max(table.years)


def _leave_later(table: Table, decided: int) -> None:
    newest = max(table.years)
    if newest > decided:
        later = message("load.rows_of_later_years", newest=newest, release=decided)
        before = len(table.rows_left)
        table.leave([year <= decided for year in table.years], lambda row, code: later)
        del table.rows_left[before + 1 :]
    elif newest < decided:
        table.notes.append(message("load.reaches_earlier_year", newest=newest))


def in_agreement(tables: Iterable[Table], report: LoadReport) -> Iterator[Table]:
    """The tables without the second of two that are the same, byte for byte. Two of one family and
    release may each hold a part, but a cell that both hold must be the same.

    Raises ``ReleasesMixed`` where it is not; a file of headlines or populations is left instead.
    """
    seen: dict[tuple[str, str], list[Table]] = {}
    for table in tables:
        others = seen.setdefault((table.family, table.release.id), [])
        twin = next((one for one in others if one.file.sha256 == table.file.sha256), None)
        if twin is not None:
            same = message("load.same_as", file=twin.file.name)
            report.left.append(PassedOver(table.file.place, same))
            continue
        differing = next((found for one in others if (found := _differing(one, table))), None)
        if differing and table.family in FOLLOWING:
            report.left.append(PassedOver(table.file.place, differing))
        elif differing:
            raise ReleasesMixed(differing)
        else:
            others.append(table)
            yield table


def _differing(first: Table, second: Table) -> str:
    """The first cell that two tables of one family both hold, and that differs, said; else ""."""
    places = {key: place for place, key in enumerate(first.keys())}
    shared = [(places[key], place) for place, key in enumerate(second.keys()) if key in places]
    headers = {header_key(header): header for header in first.columns}
    for header, column in second.columns.items():
        own = first.columns.get(headers.get(header_key(header), ""), ())
        for one, other in shared if own else ():
            if _plain(own[one]) != _plain(column[other]):
                return message(
                    "load.files_differ",
                    first=first.file.place,
                    second=second.file.place,
                    family=_called(first),
                    release=first.release.id,
                    area=second.areas[other],
                    year=second.years[other],
                    column=header,
                    one=own[one].strip(),
                    other=column[other].strip(),
                )
    return ""


def _called(table: Table) -> str:
    return message("load.first_published_file") if table.is_wide else f"file {table.family}"


def _plain(cell: str) -> str | float:
    text = cell.strip().replace(",", "")
    try:
        return float(text)
    except ValueError:
        return text


def _two_releases(first: Table, second: Table) -> ReleasesMixed:
    return ReleasesMixed(
        message(
            "load.two_releases",
            folder=first.file.folder or message("load.what_was_given"),
            first=first.file.name,
            first_release=_claimed(first),
            second=second.file.name,
            second_release=_claimed(second),
        )
    )
