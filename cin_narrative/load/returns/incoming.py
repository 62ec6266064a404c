"""The returns found -> those that the store does not hold as they would be computed now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cin_narrative.catalogue.areas import Areas
from cin_narrative.errors import InputRefused
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.load.returns.census_file.csv_tables import read_csv_header
from cin_narrative.load.returns.census_file.files import ReturnFile
from cin_narrative.load.returns.census_file.xml_reader import read_header
from cin_narrative.load.returns.header import ReturnKey, key_of
from cin_narrative.load.returns.return_report import (
    ReturnReport,
)
from cin_narrative.messages import message
from cin_narrative.store.submissions.record import Submission, newest_of
from cin_narrative.store.write import StoreBuilder


@dataclass(frozen=True, slots=True)
class Peeked:
    """A return of which only the header has been read."""

    file: ReturnFile
    key: ReturnKey
    sha256: str


def peek_all(files: Sequence[ReturnFile], areas: Areas) -> list[Peeked]:
    """The key of each return. Raises the refusals of all that cannot be taken, together."""
    found, refused = [], list[InputRefused]()
    for number, file in enumerate(files, 1):
        try:
            found.append(_peek(file, number, areas))
        except InputRefused as error:
            refused.append(error)
    if refused:
        raise type(refused[0])("\n".join(str(error) for error in refused))
    return found


def header_of(file: ReturnFile) -> tuple[Header, str]:
    """The header of a return, and the fingerprint of the whole."""
    if file.tables:
        return read_csv_header(list(file.tables))
    with file.open() as stream:
        return read_header(stream, file.name)


def _peek(file: ReturnFile, number: int, areas: Areas) -> Peeked:
    header, sha256 = header_of(file)
    if file.taken_as:
        header.take_as(file.taken_as)
    return Peeked(file, key_of(header, file.name, number, areas), sha256)


def newest(found: list[Peeked], report: ReturnReport) -> list[Peeked]:
    """Of two returns for one authority and year the newer by its own time stamp, else the later one
    given.
    """
    kept: dict[tuple[str, date], Peeked] = {}
    for one in found:
        place = one.key.place
        other = kept.setdefault(place, one)
        if other is one:
            continue
        older, newer = (other, one) if one.key.stamp >= other.key.stamp else (one, other)
        kept[place] = newer
        line = message("load.newer_return", older=older.key.file, newer=newer.key.file)
        report.superseded.append(line)
    return list(kept.values())


def changed(
    found: list[Peeked], builder: StoreBuilder, report: ReturnReport, label: str = ""
) -> list[list[Peeked]]:
    """The returns by authority, without authorities of which every return is held, in the store
    that is built on, as it would be computed now; one that is held without a label is taken for
    its ``label``, and one that has another says so.
    """
    by_area: dict[str, list[Peeked]] = {}
    for one in sorted(found, key=lambda one: one.key.place):
        by_area.setdefault(one.key.area, []).append(one)
    if not builder.has_old or builder.is_older:
        return list(by_area.values())
    groups, held = [], newest_of(builder.submissions.held)
    for group in by_area.values():
        same = _held(group, held)
        if same and (not label or all(one.label for one in same)):
            report.unchanged += [one.key.file for one in group]
            report.labelled += [_keeps(one) for one in same if label not in ("", one.label)]
        else:
            groups.append(group)
    return groups


def _held(
    group: Sequence[Peeked], newest: Mapping[tuple[str, str], Submission]
) -> list[Submission]:
    """The submissions that the returns of one authority are in the store, where each is, byte for
    byte, and would be computed as it was: none has now the return of the year before that it lacked
    then. Else none.
    """
    given, found = {one.key.place for one in group}, list[Submission]()
    for one in group:
        key = one.key
        same = newest.get((key.area, key.last_day.isoformat()))
        if same is None or (same.sha256, same.release) != (one.sha256, key.release):
            return []
        if key.place_before in given and not same.beside_before:
            return []
        found.append(same)
    return found


def _keeps(one: Submission) -> str:
    return message("load.label_kept", file=one.file, number=one.number, label=one.label)
