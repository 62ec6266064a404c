"""Holds the tables of the main part against DfE's files: what a row and a column say, and the cell that they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from proof.cells import Place

if TYPE_CHECKING:  # the page that a table stands on is handed in
    from proof.main_check import MainPart

# What the labels of rows say: (indicator, below the line of a ratio).
STAGES = {
    "Referrals": ("referrals", ""),
    "Assessments completed": ("assessments_completed", ""),
    "Assessments for every 100 referrals": ("assessments_completed", "referrals"),
    "Episodes of need started": ("episodes_of_need_starting", ""),
    "Children in need at 31 March": ("children_in_need_at_31_march", ""),
    "Section 47 enquiries": ("section_47_enquiries", ""),
    "Initial child protection conferences": ("initial_child_protection_conferences", ""),
    "Conferences for every 100 enquiries": ("initial_child_protection_conferences", "section_47_enquiries"),
    "Children on a protection plan at 31 March": ("child_protection_plans_at_31_march", ""),
}
QUALITY = {
    "Assessments completed within 45 working days": "assessments_completed_within_45_working_days",
    "Initial child protection conferences within 15 working days": "conferences_within_15_working_days",
    "Re-referrals within 12 months of a previous referral": "rereferrals_within_12_months",
    "Child protection plans starting that were a second or subsequent plan": "child_protection_plans_second_or_subsequent",
    "Child protection plans reviewed within the required timescales": "child_protection_plans_reviewed_within_timescales",
}
TOPS = {"Primary need": "children_in_need_by_primary_need", "Factor found at assessment": "assessment_factors"}
NEIGHBOURS = re.compile(r"⟦(?P<mean>\d+)⟧(?: \(⟦(?P<low>\d+)⟧ to ⟦(?P<high>\d+)⟧(?:; (?P<held>\d+) of 10)?\))?")
NONE, NOT_HELD = "–", "[x]"


def check_table(page: MainPart, table: Mapping[str, Any]) -> None:
    """Every row and column of one table."""
    page._said = table["caption"]
    title, _, area = table["caption"].partition(", ")
    if area not in (page.home.name, page.home.short_name, page.home.in_name):
        page.fault("a table of another place")
    for row, spans in zip(table["rows"], table["spans"], strict=True):
        page.tally.rows += 1
        _row(page, title, table["columns"], row, spans)
    if title in TOPS:
        _in_order(page, TOPS[title], [re.sub(r" \[\d+\]$", "", row[0]) for row in table["rows"]])


def _row(page: MainPart, title: str, columns: list[str], row: list[str], spans: list[list[dict[str, int]]]) -> None:
    label, mark = re.fullmatch(r"(.+?)(?: \[(\d+)\])?", row[0]).groups()  # type: ignore[union-attr]
    used = {page.figures[span["figure"]]["mark"] for places in spans for span in places}
    page._said = f"{title}: {row}"
    if used - {int(mark or 0)}:
        page.fault(f"the mark {mark} of a row with figures of {used}")
    name, below, category = _of(page, title, label)
    if not name:
        page.fault("a row that is not understood")
        return
    for column, text, places in zip(columns[1:], row[1:], spans[1:], strict=True):
        _cell(page, (name, below, category), column, _tokens(page, text, places))


def _of(page: MainPart, title: str, label: str) -> tuple[str, str, str]:
    if title in TOPS:
        known = {text.casefold(): one for text, one in page.nouns.labels(TOPS[title]).items()}
        return (TOPS[title], "", known[label.casefold()]) if label.casefold() in known else ("", "", "")
    if label in QUALITY:
        return QUALITY[label], "", ""
    name, below = STAGES.get(label, ("", ""))
    return name, below, ""


def _tokens(page: MainPart, text: str, places: list[dict[str, int]]) -> str:
    for span in sorted(places, key=lambda one: -one["start"]):
        printed, figure = text[span["start"] : span["end"]], page.figures[span["figure"]]
        if printed != figure["shown"]:
            page.fault(f"{printed!r} is bound to {figure['shown']!r}")
        text = f"{text[: span['start']]}⟦{span['figure']}⟧{text[span['end'] :]}"
    return text


def _cell(page: MainPart, of: tuple[str, str, str], column: str, text: str) -> None:
    name, below, category = of
    share = below == "" and ("percentage" in page.nouns.definitions[name]["measures"] and name not in {one for one, _ in STAGES.values()})
    between = "percentage" if share else "rate"  # what areas are compared by
    if column.startswith("Neighbours' "):
        _neighbours(page, of, between, column.split()[1], text)
    elif column in ("Number", "Share"):
        _one(page, of, "count" if column == "Number" else "percentage", page.year, page.home, text)
    elif re.fullmatch(r"\d{4}", column):
        _one(page, of, "percentage" if share else "count", int(column), page.home_in(int(column)), text)
    elif re.fullmatch(r"Rate \d{4}", column):
        if below:
            if text != NONE:
                page.fault("a rate of a ratio")
        else:
            _one(page, of, "rate", int(column[5:]), page.home, text)
    else:
        place = page.published.place(column, page.year) or next((p for p in page.published.places if column in (p.name, p.short_name)), None)
        if place is None:
            page.fault(f"no place is {column!r}")
        else:
            _one(page, of, between, page.year, place, text)
    del category


def _one(page: MainPart, of: tuple[str, str, str], measure: str, year: int, place: Place, text: str) -> None:
    name, below, category = of
    if found := re.fullmatch(r"⟦(\d+)⟧", text):
        if below:
            page.ratio(int(found[1]), frozenset({(name, "")}), below, year, place)
        else:
            page.number(int(found[1]), frozenset({(name, category)}), measure, year, place)
        return
    page.tally.cells += 1
    there = next((p for p in page.published.places if p.code == place.code and p.first_year <= year <= p.last_year), None)
    names = [(name, "count" if below else measure, category), *([(below, "count", "")] if below else [])]
    asked = page.of_any_release if place.code == page.home.code else page.value  # others are of the page's own release
    cells = [asked(there, year, one) for one in names]
    symbols = {f"[{cell}]" for cell in cells if isinstance(cell, str)} or ({NONE, NOT_HELD} if None in cells or page.is_first_published else set())
    if text not in symbols:
        page.fault(f"{year} {place.in_name}: {text!r} where DfE's file has {[str(cell) for cell in cells]}")


def _neighbours(page: MainPart, of: tuple[str, str, str], measure: str, average: str, text: str) -> None:
    name, below, category = of
    held = page.near((name, category), measure, below)
    if not (match := NEIGHBOURS.fullmatch(text)):
        if text != NONE or len(held) >= 5:
            page.fault(f"{text!r}, and {len(held)} neighbours have a figure")
        return
    page.neighbours(int(match["mean"]), frozenset({(name, category)}), measure, average, below)
    page.tally.words += 1
    values = sorted(value for value, _ in held)
    if not match["low"] or int(match["held"] or 10) != len(values):
        page.fault(f"{match['held']} of 10, DfE prints {len(values)}")
        return
    for index, right in ((int(match["low"]), values[0]), (int(match["high"]), values[-1])):
        page.tally.numbers += 1
        figure = page.figures[index]
        said = Decimal(figure["shown"].replace(",", "").rstrip("%"))
        owner = next((p for value, p in held if p.ons_code == figure["area_code"] and value == right), None)
        if said != right or owner is None:
            page.fault(f"the range's end {said} of {figure['area']}, DfE has {right}")


def _in_order(page: MainPart, name: str, labels: list[str]) -> None:
    """The largest categories in order; not stated is none of them."""
    page._said = f"{name}: {labels}"
    page.tally.words += 1
    known = {text.casefold(): one for text, one in page.nouns.labels(name).items()}
    unknown = {one["id"] for one in page.nouns.categories(name) if one.get("unknown")}
    cells = {one: page.value(page.home, page.year, (name, "count", one)) for one in page.published.categories(name) if one not in unknown}
    numbers = sorted((cell for cell in cells.values() if isinstance(cell, Decimal)), reverse=True)
    said = [cells.get(known.get(label.casefold(), "")) for label in labels]
    if said != numbers[: len(said)]:
        page.fault(f"not the largest in order: {[str(one) for one in said]} of {[str(one) for one in numbers]}")
