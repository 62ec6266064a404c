"""Where figures come from, where some are not DfE's: an authority's own census return, or made-up
records; and who may see them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cin_narrative.catalogue.areas import Area
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import FIRST_PUBLISHED, INTERNAL
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.store.store import Store
from cin_narrative.writing.phrases import subject
from cin_narrative.writing.render import listed

INTERNAL_LABEL = message("writing.internal_label")
INTERNAL_NOTE = message("writing.internal_note")


def title_mark(desk: Desk, area: Area, year: int) -> str:
    """What a page's title says after its name: that its records are made up or the authority's own,
    and that it is internal.
    """
    words = []
    for code in area.members or (area.code,):
        used = next(iter(desk.figures.door.releases(code, year, *desk.catalogue.main_counts)), "")
        release = desk.store.releases.get(used)
        if release is not None and release.is_local:
            words.append(message("writing.made_up" if release.is_made_up else "writing.own_return"))
    if desk.figures.door.audience == INTERNAL:
        words.append(INTERNAL_LABEL)
    return f" ({'; '.join(dict.fromkeys(words))})" if words else ""


def doubt_note(figures: Iterable[Figure]) -> str:
    """Which of the figures do not fit with others that DfE prints beside them; empty where none is
    in doubt.
    """
    names = [
        (
            f"{subject(one).removeprefix('the ')} ({one.area.in_name}, "
            f"{one.indicator.period(one.year).noun})"
        )
        for one in figures
        if one.doubts and not one.derived_from
    ]
    return message("writing.in_doubt", names="; ".join(dict.fromkeys(names))) if names else ""


def source_note(figures: Iterable[Figure], store: Store) -> str:
    """The release that most of the figures are of, and which figures are of another."""
    main, others = _by_release(figures, store)
    return " ".join([*([f"Source: {store.releases[main].label}."] if main else []), *others])


def other_releases_note(figures: Iterable[Figure], store: Store) -> str:
    """Which of the figures are of another release than most of them; empty where none is."""
    return " ".join(_by_release(figures, store)[1])


def not_first_note(figures: Iterable[Figure], store: Store, choice: str) -> str:
    """Where figures were asked for as first published (``choice``) and the release that first had
    their year is not held: from which they are. Empty where there is nothing to say.
    """
    if choice != FIRST_PUBLISHED:
        return ""
    later = {
        one.release
        for one in figures
        if not one.indicator.is_population
        and one.release in store.release_years
        and not store.releases[one.release].is_local
        and store.release_years[one.release][1] > one.year
    }
    names = [release.label for name, release in store.releases.items() if name in later]
    return message("writing.not_first", releases=listed(names)) if names else ""


def _by_release(figures: Iterable[Figure], store: Store) -> tuple[str, list[str]]:
    """The release that most of the figures are of, and a sentence for each other."""
    figures = list(figures)
    every = Counter(one.release for one in figures)
    held = {name: number for name, number in every.items() if name in store.releases}
    counted = {name: held[name] for name in held if not store.releases[name].is_local} or held
    main = max(counted, key=lambda name: (counted[name], store.releases[name].order), default="")
    said = list[str]()
    for release in sorted(counted, key=lambda name: store.releases[name].order):
        if release != main:
            published = [one for one in figures if one.release in counted]
            names = _named([one for one in published if one.release == release], published)
            said.append(
                message(
                    "writing.other_release",
                    label=store.releases[release].label,
                    names="; ".join(names),
                )
            )
    if any(" and " in name for name in every):
        said.append(message("writing.between_releases"))
    return main, said


def _named(own: Iterable[Figure], every: Iterable[Figure]) -> Iterable[str]:
    """The figures ``own``: by the title of what they are of, where all of ``every`` that are of it
    there are among them.
    """
    releases: dict[tuple[str, str, int], set[str]] = {}
    for one in every:
        releases.setdefault((one.indicator.id, one.area.code, one.year), set()).add(one.release)
    names = dict[str, None]()
    for one in own:
        alone = len(releases[one.indicator.id, one.area.code, one.year]) == 1
        what = (
            f"{one.indicator.title[:1].lower()}{one.indicator.title[1:]}"
            if alone
            else subject(one).removeprefix("the ")
        )
        names[f"{what} ({one.area.in_name}, {one.indicator.period(one.year).noun})"] = None
    return names


def local_note(figures: Iterable[Figure], store: Store) -> str:
    """Which of the figures come from authorities' own returns, and that the others are DfE's; empty
    where none does.
    """
    local = {name for name, one in store.releases.items() if one.is_local}
    figures = list(figures) if local else []
    if not any(figure.release in local for figure in figures):
        return ""
    used: dict[str, tuple[str, dict[int, None], dict[str, None]]] = {}
    others = False
    for figure in sorted(figures, key=lambda one: (one.area.name, one.year)):
        release = store.releases.get(figure.release)
        if release is None:  # worked out from figures that stand in the list themselves
            continue
        if not release.is_local:
            others = others or not figure.indicator.is_population
            continue
        kind = "made_up" if release.is_made_up else "own"
        _, years, names = used.setdefault(f"{figure.area.in_name}\0{kind}", (kind, {}, {}))
        years[figure.year] = None
        names[release.id.partition(", ")[2]] = None
    found = [_said(key.partition("\0")[0], *entry) for key, entry in used.items()]
    return " ".join([*found, *([message("writing.all_others")] if found and others else [])])


def _said(area: str, kind: str, years: Iterable[int], names: Iterable[str]) -> str:
    when = listed([f"31 March {year}" for year in years])
    several = "years" if len(list(years)) > 1 else "year"
    said = "writing.computed_made_up" if kind == "made_up" else "writing.computed_own"
    return message(said, area=area, several=several, when=when, names="; ".join(names))
