"""The view of the overview: what to know of an area and year at a glance, and England's map."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

import streamlit as st

from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.tile import ON_SCREEN, strip_svg, tile_svg
from cin_narrative.messages import message, words
from cin_narrative.report.annex.comparison_table import NOT_HELD
from cin_narrative.report.indicator_profile import Glance
from cin_narrative.report.overview import Overview
from cin_narrative.screen import opened
from cin_narrative.screen.citing import Look, cited, cited_rows, cited_tiles
from cin_narrative.screen.overview.map_of_england import show_map
from cin_narrative.screen.parts import mistakes_in_one_line, plain
from cin_narrative.screen.pickers import choose
from cin_narrative.store.store import Store
from cin_narrative.writing.render import listed


def show() -> None:
    """The overview page."""
    heading = st.empty()
    heading.title("Children in need", anchor=False)
    with mistakes_in_one_line():
        store = opened.store()
        choice = choose(store)
        page = opened.overview_page(choice.area, choice.year, choice.release, choice.extent)
    shown = page.overview
    heading.title(plain(shown.summary.title), anchor=False)
    tiles = [(tile_svg(one, ON_SCREEN), shown.mark(one)) for one in shown.tiles]
    cited_tiles(shown.summary, tiles, store, "tiles")
    _show_key(shown.tiles)
    with st.container(key="glance"):
        told, table = st.columns([4, 9], gap="medium")
        with told:
            _show_messages(shown, store)
        with table:
            _show_table(shown, store)
    show_map(page, choice)


def _show_key(tiles: Sequence[Glance]) -> None:
    """What the marks on the strips are, those that are drawn on any."""
    drawn = [one.spread for one in tiles if one.spread is not None and one.spread.is_drawn]
    if not drawn:
        return
    key = words("screen.strip_key")
    said = [key["own"].format(area=tiles[0].area.short_name)]
    said += [key["neighbours"]] if any(one.neighbours for one in drawn) else []
    said += [key["england"]] if any(one.england for one in drawn) else []
    said += [key["middle"]] if any(one.middle for one in drawn) else []
    with st.container(key="strip-key"):
        st.caption(plain("; ".join([*said, key["ends"]])))


def _show_messages(shown: Overview, store: Store) -> None:
    """What to know: the claims, each opening what it rests on."""
    if found := shown.messages:
        st.header(plain(found[0].heading), anchor=False)
        cited(shown.summary, found, store, "messages", Look(folded=True))


def _show_table(shown: Overview, store: Store) -> None:
    columns = _columns(shown.rows)
    rows = [
        [cell for name, cell in _cells(one, shown).items() if name in columns] for one in shown.rows
    ]
    heads = [columns[name] for name in columns]
    cited_rows(shown.summary, _title(columns), heads, rows, store, "glance-table")


def _title(columns: Container[str]) -> str:
    """What the figures of the table stand beside."""
    others = [said for name, said in words("screen.beside").items() if name in columns]
    return message("screen.glance", others=listed(others)) if others else message("screen.alone")


def _columns(rows: Sequence[Glance]) -> dict[str, str]:
    """The columns that any row has something in, with their heads."""
    area = rows[0].area
    spreads = [one.spread for one in rows if one.spread is not None]
    regions = [str(one.region.area.short_name) for one in spreads if one.region is not None]
    found = {"name": "", "own": str(area.short_name), "change": _change_head(rows)}
    if any(one.neighbours for one in spreads):
        found["neighbours"] = message("screen.neighbours_mean")
    if regions:
        found["region"] = regions[0]
    if any(one.england for one in spreads):
        found["england"] = "England"
    if any(one.place for one in spreads):
        found["place"] = message("screen.place_highest_first")
    return found


def _change_head(rows: Sequence[Glance]) -> str:
    since = {one.earlier.year for one in rows if one.earlier and one.earlier.year < one.year - 1}
    if since:
        return message("screen.since_year", year=since.pop())
    return message("screen.since_last_year")


def _cells(one: Glance, shown: Overview) -> dict[str, list[Any]]:
    """The cells of a row; its own figure opens the receipts of all its figures."""
    mark, spread = shown.mark(one), one.spread
    own = one.figure.shown if one.figure else NOT_HELD
    return {
        "name": [one.name],
        "own": [{"text": own, "mark": mark} if mark else own],
        "change": [one.change],
        "neighbours": [_text(spread.mean if spread else None), {"svg": strip_svg(one, ON_SCREEN)}],
        "region": [_text(spread.region if spread else None)],
        "england": [_text(spread.england if spread else None)],
        "place": [_text(spread.place if spread else None)],
    }


def _text(figure: Figure | None) -> str:
    return figure.shown if figure else ""


if __name__ == "__main__":
    show()
