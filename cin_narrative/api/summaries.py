"""An area and a year -> its annual summary."""

from __future__ import annotations

from cin_narrative.access.arguments import choice, year_of
from cin_narrative.access.audience import admit
from cin_narrative.api.figure_lists import refuse_year_not_held
from cin_narrative.api.holdings import find_area, latest_year
from cin_narrative.api.reference import areas
from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.claims.claims import Method
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.report.summary import Form, Summary, summarise
from cin_narrative.store.connection import no_collecting
from cin_narrative.store.store import Store


@no_collecting()
def summary(
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
    Member, ..."``. ``average`` sums up its neighbours: the ``MEAN`` or the ``MEDIAN``. ``since``
    takes changes from that year; ``form`` is the long page or the
    one-page brief; ``section`` writes the section of the annex with that heading alone. ``method``:
    whether areas are compared there by the bands or by 95% confidence limits
    (prompts/commentary/bands.toml has both). ``audience``: of an authority's own return,
    ``PUBLISHABLE`` hides small counts and what gives them away, ``INTERNAL`` hides nothing.
    ``neighbours``: the year of the statistical neighbour model (default: for each area the newest
    that holds it). ``annex``: off, the main part stands alone. Raises ``UnknownName``, and
    ``NotHeld``, too, for a ``since`` that is not held or not before the year.
    """
    admit(audience, store.path, "summary", area, year := year_of(year))
    average = choice("average", average, (Measure.MEAN, Measure.MEDIAN))
    form, method = choice("form", form, Form), choice("method", method, Method)
    desk = _desk(store, release, average, method, audience, neighbours)
    found = _summarised(desk, area, year, since, form, section, annex)
    found.settle()
    return found


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
    found = find_area(desk.store, area, year)
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
