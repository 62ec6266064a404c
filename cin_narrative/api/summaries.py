"""An area and a year -> its annual summary, and the same laid out for export."""

from __future__ import annotations

from cin_narrative.access.audience import admit
from cin_narrative.api.figure_lists import refuse_year_not_held
from cin_narrative.api.places import find_area, latest_year
from cin_narrative.api.reference import areas
from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.claims.claims import Method
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE
from cin_narrative.errors import NotHeld
from cin_narrative.export.drawn import drawn_charts, every_chart
from cin_narrative.export.layout import page_of
from cin_narrative.export.page import BARE, Frame, Page, framed
from cin_narrative.export.pictures import Picture, picture_of
from cin_narrative.messages import message
from cin_narrative.report.summary import Form, Summary, summarise
from cin_narrative.store.store import Store


def annual_summary(
    store: Store,
    area: str | Area,
    year: int | None = None,
    release: str = LATEST,
    average: Measure = Measure.MEAN,
    *,
    since: int | None = None,
    form: Form = Form.LONG,
    section: str | None = None,
    method: Method = Method.BANDS,
    audience: str = PUBLISHABLE,
    neighbours: int | None = None,
    annex: bool = True,
) -> Summary:
    """The annual summary of any authority, region or England, or of a group, for any year held
    (default: the newest).

    ``area`` is a name as people write it, a code, an ``Area``, or a group as ``"Name = Member,
    Member, ..."``. ``since`` takes changes from that year; ``form`` is the long page or the
    one-page brief; ``section`` writes the section of the annex with that heading alone. ``method``:
    whether areas are compared there by the bands or by 95% confidence limits
    (prompts/commentary/bands.toml has both). ``audience``: of an authority's own return,
    ``PUBLISHABLE`` hides small counts and what gives them away, ``INTERNAL`` hides nothing.
    ``neighbours``: the year of the statistical neighbour model (default: for each area the newest
    that holds it). ``annex``: off, the main part stands alone. Raises ``UnknownName``, and
    ``NotHeld``, too, for a ``since`` that is not held or not before the year.
    """
    admit(audience, store.path, "summary", area, year)
    desk = _desk(store, release, average, method, audience, neighbours)
    return _summarised(desk, area, year, since, form, section, annex)


def annual_page(
    store: Store,
    area: str | Area,
    year: int | None = None,
    release: str = LATEST,
    average: Measure = Measure.MEAN,
    *,
    since: int | None = None,
    form: Form = Form.LONG,
    section: str | None = None,
    method: Method = Method.BANDS,
    audience: str = PUBLISHABLE,
    draws: bool = True,
    neighbours: int | None = None,
    annex: bool = True,
    frame: Frame = BARE,
) -> Page:
    """The annual summary laid out for ``export``, with its charts where ``draws`` and in ``frame``;
    arguments and errors as ``annual_summary``.

    Export it while the store is open: what stands behind a figure is looked up when a format asks
    for it.
    """
    admit(audience, store.path, "page", area, year)
    desk = _desk(store, release, average, method, audience, neighbours)
    summary = _summarised(desk, area, year, since, form, section, annex)
    page = page_of(summary, drawn_charts(summary, desk) if draws else ())
    return framed(page, frame)


def annual_charts(
    store: Store,
    area: str | Area,
    year: int | None = None,
    release: str = LATEST,
    average: Measure = Measure.MEAN,
    *,
    method: Method = Method.BANDS,
    audience: str = PUBLISHABLE,
    neighbours: int | None = None,
) -> list[Picture]:
    """Every chart of the annual summary: those of its page, then each of its panels at full size;
    arguments and errors as ``annual_summary``.
    """
    admit(audience, store.path, "charts", area, year)
    desk = _desk(store, release, average, method, audience, neighbours)
    summary = _summarised(desk, area, year, None, Form.LONG, None)
    return [picture_of(one) for one in every_chart(summary, desk)]


def _desk(
    store: Store,
    release: str,
    average: Measure,
    method: Method,
    audience: str,
    neighbours: int | None,
) -> Desk:
    beside = areas(neighbours)
    return Desk(store, load_catalogue(), beside, release, average, method=method, audience=audience)


def _summarised(
    desk: Desk,
    area: str | Area,
    year: int | None,
    since: int | None,
    form: Form,
    section: str | None,
    annex: bool = True,
) -> Summary:
    found = area if isinstance(area, Area) else find_area(desk.store, area, year)
    wanted = year if year is not None else latest_year(desk.store, found, desk.figures.door.choice)
    refuse_since(desk.store, since, wanted)
    return summarise(desk, found, wanted, since, form, section, annex=annex)


def refuse_since(store: Store, since: int | None, year: int) -> None:
    """Raise ``NotHeld`` where changes up to ``year`` cannot be taken from ``since``, if given."""
    if since is None:
        return
    refuse_year_not_held(store, since)
    if since >= year:
        raise NotHeld(message("api.since_not_before", since=since, year=year))
