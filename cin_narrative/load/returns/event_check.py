"""The definitions -> a fault for each event view or column that they name and that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cin_narrative.catalogue.catalogue import Catalogue, Events
from cin_narrative.errors import DefinitionFault, did_you_mean, either
from cin_narrative.load.returns.engine import DuckDBEngine, Engine
from cin_narrative.load.returns.event_views import VIEWS, prepare
from cin_narrative.messages import message

Columns = Mapping[str, str]  # the type of each column of a view


def check_definitions(catalogue: Catalogue) -> None:
    """Raise ``DefinitionFault`` where a definition names an event view or a column that does not
    exist.
    """
    engine = DuckDBEngine()
    prepare(engine, [])
    views = {view: _columns(engine, view) for view in VIEWS}
    engine.close()
    faults = [
        f"{indicator.id}.toml: {fault}"
        for indicator in catalogue
        for definition in indicator.measures.values()
        if definition.events is not None
        for fault in _faults(definition.events, views)
    ]
    if faults:
        raise DefinitionFault(faults)


def _columns(engine: Engine, view: str) -> Columns:
    sql = "SELECT column_name, data_type FROM information_schema.columns"
    return {row[0]: row[1] for row in engine.rows(f"{sql} WHERE table_name = '{view}'")}


def _faults(events: Events, views: Mapping[str, Columns]) -> Iterable[str]:
    if events.view not in views:
        yield message("load.no_event_view", view=events.view) + _nearest(events.view, views)
        return
    known = views[events.view]
    for name in filter(None, (events.where, events.distinct, events.column, events.by)):
        if name not in known:
            unknown = message("load.no_view_column", view=events.view, column=name)
            yield unknown + _nearest(name, known)
    if known.get(events.where, "BOOLEAN") != "BOOLEAN":
        yield message("load.not_true_or_false", column=events.where, view=events.view)


def _nearest(name: str, known: Iterable[str]) -> str:
    near = did_you_mean(name, known)
    return f"; did you mean {either(near)}?" if near else ""
