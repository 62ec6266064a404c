"""What we say that is not a claim: how a question was read, and why there is no answer (prompts/question)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Text
from cin_narrative.catalogue.periods import Period
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.questions.setting import Decline, Setting
from cin_narrative.writing.render import listed, render

FOLDER = PROMPTS / "question"
BLANK = {"period": None, "area": None, "names": None, "first_year": None, "last_year": None, "given": None, "read": None,
         "series": None, "title": None, "number": None, "words": None, "is_are": None, "total": None}  # fmt: skip
MOST_WORDS = 6


@cache
def _contacts() -> dict[str, Text]:
    table = tomllib.loads((FOLDER / "contacts.toml").read_text(encoding="utf-8"))
    return {name: Text(number) for name, number in table.items()}


def year_text(year: int) -> Text:
    """A year as a word of a sentence."""
    return Text(str(year))


def note(name: str, **given: Any) -> str:
    """One note (prompts/question/notes.j2)."""
    return render("notes", {**BLANK, "note": name, **given}, FOLDER)


def note_on(name: str, setting: Setting, area: Area | None, period: Period | None, held: list[int], dropped: Sequence[int] = ()) -> str:
    """One note about an area and a period."""
    near = (area.successors if name == "abolished" else area.predecessors) if area is not None else ()
    names = listed([setting.areas.get(code).in_name for code in near]) if near else None
    first, last = (held[0], held[-1]) if held else setting.span
    if area is not None and name in ("abolished", "not_yet"):
        first, last = area.first_year, area.last_year or last
    if name == "years_dropped" and dropped:
        names = _years_listed(dropped)
    plural = "are" if len(dropped) > 1 else "is"
    return note(name, is_are=plural, area=area, period=period, names=names, first_year=year_text(first), last_year=year_text(last))


def _years_listed(years: Sequence[int]) -> Text:
    """ "2010 to 2012 and 2021": runs of three years and more by their ends."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed([Text(f"{run[0]} to {run[-1]}") if len(run) > 2 else listed([year_text(year) for year in run]) for run in runs])


def quoted(words: tuple[str, ...]) -> Text | None:
    """The asker's own words, letters only, in quotation marks: no number of theirs is repeated."""
    kept = [word if isinstance(word, Text) else "".join(c for c in word if c.isalpha() or c in " -'")[:40].strip() for word in words]
    kept = list(dict.fromkeys(word for word in kept if word))
    shown = [f'"{word}"' for word in kept[:MOST_WORDS]]
    return listed(shown) if shown else None


def why_not(decline: Decline, setting: Setting) -> str:
    """The reason of a decline in words (prompts/question/declines.j2)."""
    indicator = setting.catalogue.indicators.get(decline.indicator)
    area = setting.area(decline.place, decline.year) if decline.place is not None else None
    held = setting.years_held(decline.indicator, decline.place.codes if decline.place else setting.england.codes) if indicator else []
    first, last = (held[0], held[-1]) if held else setting.span
    local = area is not None and area.is_authority  # whose years are not those of every release
    plain = decline.saying in ("no_such_breakdown", "crossed")
    words = listed([Text(word) for word in decline.words]) if plain and decline.words else quoted(decline.words)
    given = None
    if decline.saying == "narrower":
        words, given = quoted(decline.words[:1]), decline.words[1]
    return render("declines", {
        **BLANK, **_contacts(), "saying": decline.saying, "words": words or Text("a part of it"),
        "is_are": "is" if len(set(decline.words)) < 2 else "are", "area": area, "title": indicator.title if indicator else None,
        "given": given,
        "total": Text("yes") if indicator is not None and indicator.breakdown_of else None,
        "first_year": year_text(first), "last_year": year_text(last if decline.saying != "future" else setting.span[1]),
        "series": series_held(setting) if decline.saying == "release" or (decline.saying == "years" and not local) else None,
    }, FOLDER)  # fmt: skip


def series_held(setting: Setting) -> Text:
    """Which release holds which years, newest first: "DfE children in need statistics, 2024 release: 2013 to 2024"."""
    spans = reversed(setting.store.release_years.items())
    return Text("; ".join(f"{setting.store.releases[name].label}: {first if first == last else f'{first} to {last}'}"
                          for name, (first, last) in spans))  # fmt: skip
