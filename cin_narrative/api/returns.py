"""An authority's own census return: made up, its quality, and beside DfE's figures."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, overload

from cin_narrative.access.arguments import listed
from cin_narrative.access.audience import admit
from cin_narrative.access.audit import note, noted
from cin_narrative.access.door import require
from cin_narrative.access.roles import Action
from cin_narrative.api.holdings import find_area
from cin_narrative.api.stores import store_path
from cin_narrative.catalogue.areas import Area, load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.door import PUBLISHABLE
from cin_narrative.errors import InputRefused, NotHeld
from cin_narrative.messages import message
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.load.returns.census_file.files import ReadAs
    from cin_narrative.load.returns.quality.children import Behind
    from cin_narrative.load.returns.quality.report import QualityReport
    from cin_narrative.load.returns.reconciliation import Reconciliation
    from cin_narrative.load.returns.submissions.comparison import Comparison
    from cin_narrative.load.returns.submissions.figures import SubmissionFigures
    from cin_narrative.load.returns.submissions.listing import Listing


def make_up(
    store: Store, area: str | Area, year: int, folder: str | Path, seed: int = 1
) -> tuple[Path, Path]:
    """Write a made-up census return of ``area`` for ``year``, and that of the year before, whose
    totals are DfE's published ones.

    No child in them exists. Raises ``InputRefused`` where ``area`` is no authority, the store holds
    too few totals, or no return can have them.
    """
    from cin_narrative.made_up.census_return import make_return
    from cin_narrative.made_up.totals import published_totals

    require(Action.LOAD)
    catalogue, found = load_catalogue(), find_area(store, area, year)
    if not found.is_authority:
        raise InputRefused(message("api.made_up_of_authorities", area=found.in_name))
    totals = published_totals(store, catalogue, found.code, year)
    return make_return(totals, found.code, year, Path(folder), catalogue, seed)


@overload
def quality(
    of: Store, area: str | Area, year: int | None = None, audience: str = PUBLISHABLE
) -> QualityReport: ...
@overload
def quality(
    of: str | Path | Sequence[str | Path],
    *,
    children_to: Path | None = None,
    overwrite: bool = False,
    names: Path | None = None,
    taken_as: str = "",
) -> list[QualityReport]: ...
def quality(
    of: Store | str | Path | Sequence[str | Path],
    area: str | Area = "",
    year: int | None = None,
    audience: str = PUBLISHABLE,
    children_to: Path | None = None,
    overwrite: bool = False,
    names: Path | None = None,
    taken_as: str = "",
) -> QualityReport | list[QualityReport]:
    """What is wrong with an authority's own return, worst damage first.

    ``of`` a store: the return of ``area`` that it holds (``year``: default the newest); raises
    ``NotHeld`` where none is loaded. ``audience``: ``INTERNAL`` gives the number of records of each
    finding, ``PUBLISHABLE`` none.

    ``of`` files: a report on each census return below them, with all numbers; nothing is stored.
    ``names`` is a mapping file of other field names, ``taken_as`` the authority that a sample is
    taken for. ``children_to`` names a CSV or workbook for the identifiers behind the findings,
    readable by its owner alone; without it none is written anywhere. Raises ``InputRefused`` with a
    line for every file that cannot be read, ``OutputRefused`` where the list cannot be written, or
    is there already and ``overwrite`` is not given.
    """
    require(Action.QUALITY)
    if isinstance(of, Store):
        admit(audience, of.path, "quality", area, year)
        from cin_narrative.load.returns.quality.report import quality_report

        return quality_report(of, load_catalogue(), find_area(of, area, year), year, audience)
    # what was uploaded is a path of its own kind, and stays so
    files = [Path(one) if isinstance(one, str) else one for one in listed(of)]
    return _quality_of_files(files, children_to, overwrite, read_as(names, taken_as))


def read_as(names: Path | None, taken_as: str) -> ReadAs:
    """How returns are read: with the names of a mapping file, and for the authority of that name
    or code. Raises ``InputRefused`` for the file, ``UnknownName`` for the authority.
    """
    from cin_narrative.load.returns.census_file.files import ReadAs
    from cin_narrative.load.returns.census_file.names import read_names

    code = load_areas().find(taken_as).code if taken_as else ""
    return ReadAs(read_names(names) if names else {}, code)


def _quality_of_files(
    files: Sequence[Path], children_to: Path | None, overwrite: bool, how: ReadAs
) -> list[QualityReport]:
    from cin_narrative.load.returns.quality import children
    from cin_narrative.load.returns.quality.files import look_at

    if children_to is not None:
        children.refuse_kind(children_to)
        children.refuse_input(children_to, files)
        children.refuse_unwritable(children_to, overwrite)
    found = look_at(files, load_catalogue(), load_areas(), children_to is not None, how)
    if children_to is not None:
        note(store_path(), "list of records", returns=len(found))
        rows = children.in_order(row for one in found for row in one.behind)
        children.write_children(children_to, _as_file(children_to, rows))
    return [one.report for one in found]


def _as_file(path: Path, rows: Sequence[Behind]) -> bytes:
    """The list of records in the form that the name of ``path`` asks for."""
    from cin_narrative.load.returns.quality import children

    if path.suffix.lower() == ".csv":
        return children.table_text(rows)
    from cin_narrative.export.sheets.rows import row_sheet

    return row_sheet(children.headings(), [one.cells for one in rows])


def reconcile(
    store: Store, area: str | Area, year: int, audience: str = PUBLISHABLE
) -> Reconciliation:
    """An authority's own return beside DfE's figures for the same year; raises ``NotHeld`` where
    either is missing.
    """
    from cin_narrative.load.returns.reconciliation import reconcile as set_beside

    require(Action.QUALITY)
    admit(audience, store.path, "reconciliation", area, year)
    found = find_area(store, area, year)
    return set_beside(store, load_catalogue(), load_areas(), found, year, audience=audience)


def remove_return(area: str | Area, year: int, store: str | Path | None = None) -> list[str]:
    """Take an authority's own return out of the store; raises ``NotHeld`` where it holds none."""
    from cin_narrative.load.returns.removal import remove_return as take_out

    require(Action.LOAD)
    where, found = store_path(store), _named(area, year)
    with noted(where, "removal of a return", {"area": found.code, "year": year}):
        return take_out(where, load_catalogue(), found, year)


def remove_submission(area: str | Area, number: int, store: str | Path | None = None) -> None:
    """Take out a submission that is not in use; raises ``NotHeld`` where it is, or is not held."""
    from cin_narrative.load.returns.removal import remove_submission as take_out

    require(Action.LOAD)
    where, found = store_path(store), _named(area)
    with noted(where, "removal of a submission", {"area": found.code, "submission": number}):
        take_out(where, load_catalogue(), found, number)


def submissions(store: Store, area: str | Area) -> Listing:
    """Every load of an authority's return, by number; raises ``NotHeld`` where none is held."""
    from cin_narrative.load.returns.submissions.listing import listing

    require(Action.QUALITY)
    return listing(store, find_area(store, area))


def submission_figures(
    store: Store, area: str | Area, number: int, audience: str = PUBLISHABLE
) -> SubmissionFigures:
    """Every figure of one submission, beside the same twelve months a year before where held.

    Raises ``NotHeld`` where it is not held; and where it is not the one in use, or its twelve
    months are not DfE's year, and ``audience`` is not ``INTERNAL``.
    """
    from cin_narrative.load.returns.submissions.figures import submission_figures as figures_of

    require(Action.QUALITY)
    admit(audience, store.path, "submission", area)
    found = find_area(store, area)
    return figures_of(store, load_catalogue(), load_areas(), found, number, audience)


def compare_submissions(
    store: Store,
    area: str | Area,
    before: int,
    after: int,
    audience: str = PUBLISHABLE,
    files: Sequence[str | Path] = (),
    names: Path | None = None,
    taken_as: str = "",
) -> Comparison:
    """What differs in a later submission: figures that moved, findings settled and new.

    ``files`` are the files of the two, in this order, from which the records that came, went or
    changed are counted; nothing of them is kept. Raises ``NotHeld`` where one is not held, they are
    of different twelve months, or ``audience`` is not ``INTERNAL``; ``InputRefused`` where a file
    is not that of its submission.
    """
    from cin_narrative.load.returns.submissions.comparison import compare_submissions as compared

    require(Action.QUALITY)
    admit(audience, store.path, "submissions compared", area)
    found, numbers, how = find_area(store, area), (before, after), read_as(names, taken_as)
    given = [Path(one) if isinstance(one, str) else one for one in files]
    return compared(store, load_catalogue(), load_areas(), found, numbers, audience, given, how)


@contextmanager
def using_submission(
    store: Store,
    area: str | Area,
    number: int | None,
    audience: str = PUBLISHABLE,
    year: int | None = None,
    in_year: bool = False,
) -> Iterator[tuple[Store, int | None]]:
    """The store in which submission ``number`` of ``area`` is the one in use, and its year; the
    store itself where there is no number.

    Raises ``NotHeld`` where it is not held, is for another year than ``year``, is not the one in
    use and ``audience`` is not ``INTERNAL``, or, unless ``in_year``, is of twelve months that are
    not DfE's year.
    """
    if number is None:
        yield store, year
        return
    from cin_narrative.load.returns.submissions.listing import refuse_publishable, submission

    require(Action.QUALITY)
    admit(audience, store.path, "submission", area, year)
    found = find_area(store, area)
    one = submission(store, found, number)
    if one.is_in_year and not in_year:
        raise NotHeld(
            message("api.in_year_alone", area=shlex.quote(str(found.name)), number=number)
        )
    refuse_publishable(store, one, audience)
    if year not in (None, one.year):
        name = shlex.quote(str(found.name))
        gaps = {"number": number, "area": found.in_name, "held": one.year, "year": year}
        raise NotHeld(message("api.submission_of_other_year", name=name, **gaps))
    seen = store.as_of(one)
    try:
        yield seen, one.year
    finally:
        if seen is not store:
            seen.close()


def _named(area: str | Area, year: int | None = None) -> Area:
    return area if isinstance(area, Area) else load_areas().find(area, year)
