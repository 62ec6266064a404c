"""The store -> what is wrong with an authority's return, worst damage first, in words to act on.

It reads the store only: findings are kept with the figures they bear on, as counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE, Door
from cin_narrative.errors import NotHeld
from cin_narrative.load.returns.header import YEAR_ENDS, period_of
from cin_narrative.load.returns.quality.rules import rules_by_id
from cin_narrative.messages import message, words
from cin_narrative.store.observations import Finding
from cin_narrative.store.store import Store

DAMAGED_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding in words, and the titles of the indicators that it damages, worst first."""

    words: str
    damages: tuple[str, ...]

    @property
    def damage(self) -> str:
        """The damage in one line: the first few titles, and how many more."""
        shown = "; ".join(self.damages[:DAMAGED_SHOWN])
        more = len(self.damages) - DAMAGED_SHOWN
        return f"{shown} and {more} more" if more > 0 else shown

    @property
    def damage_said(self) -> str:
        """The damage as a sentence."""
        if not self.damages:
            return message("load.damages_none")
        return message("load.damages", damage=self.damage)


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The findings on one return, worst damage first. ``titles`` gives the title of each indicator
    that a finding damages.

    ``exact``: with the number of records of each finding, which is for those who put them right
    and not for publication.
    """

    heading: str
    year: int
    release: str
    findings: tuple[Finding, ...]
    titles: dict[str, str]
    exact: bool = False

    @property
    def about(self) -> str:
        """Whether the numbers of records are there, and for whom; and that nothing was found where
        nothing was.
        """
        if not self.findings:
            return message("load.nothing_wrong")
        return message("load.internal_numbers" if self.exact else "load.without_numbers")

    def sections(self) -> list[tuple[str, list[Entry]]]:
        """(heading, findings), what leaves records out of figures first."""
        found = [
            (heading, [self._entry(one) for one in self.findings if one.handling == handling])
            for handling, heading in words("load.quality_headings").items()
        ]
        return [(heading, entries) for heading, entries in found if entries]

    def _entry(self, finding: Finding) -> Entry:
        damages = tuple(self.titles.get(name, name) for name in finding.indicators)
        return Entry(finding.said(self.exact), damages)

    def lines(self) -> list[str]:
        """The report as the command line prints it."""
        out = [self.heading, self.about]
        for heading, entries in self.sections():
            out += ["", heading]
            for entry in entries:
                out += [f"  {entry.words}", f"    {entry.damage_said}"]
        return out

    def record(self) -> dict[str, Any]:
        """The report as JSON; numbers of records only where it is ``exact``."""
        return {
            "heading": self.heading,
            "year": self.year,
            "release": self.release,
            "internal": self.exact,
            "findings": [self._record(one) for one in self.findings],
        }

    def _record(self, finding: Finding) -> dict[str, Any]:
        rule = rules_by_id().get(finding.rule)
        of_dfe = rule.of_dfe if rule else None
        return {
            "rule": finding.rule,
            "dfe_rule": of_dfe.number if of_dfe else None,
            "kind": of_dfe.kind.value if of_dfe else None,
            "text": of_dfe.text if of_dfe else None,
            "module": rule.module if rule else None,
            "field": rule.field if rule else None,
            "handling": finding.handling,
            "records": finding.records if self.exact else None,
            "out_of": finding.out_of if self.exact else None,
            "damages": list(finding.indicators),
            "message": finding.said(self.exact),
        }


def quality_report(
    store: Store,
    catalogue: Catalogue,
    area: Area,
    year: int | None = None,
    audience: str = PUBLISHABLE,
) -> QualityReport:
    """The findings on the local return of ``area`` for ``year`` (default: the newest held).

    Raises ``NotHeld`` where the store has no local return of it.
    """
    found = [one for one in _local_returns(store, catalogue, area) if year in (None, one[0])]
    if not found:
        when = f" for {year}" if year else ""
        raise NotHeld(message("load.no_return_of", area=area.in_name, when=when))
    newest, release = max(found)
    findings = tuple(store.findings_on(area.code, newest, release))
    titles = {indicator.id: str(indicator.title) for indicator in catalogue}
    day = store.in_use.day if store.in_use else date(newest, *YEAR_ENDS)
    heading = f"{area.in_name}, {period_of(day)}: {release}"
    return QualityReport(heading, newest, release, findings, titles, audience == INTERNAL)


def _local_returns(store: Store, catalogue: Catalogue, area: Area) -> Iterator[tuple[int, str]]:
    """(year, release) of every local return of ``area`` that the store holds."""
    door = Door(store, catalogue)
    main = catalogue.main_counts
    years = {year for name in main for year in store.holdings.get((name, area.code), ())}
    for year in sorted(years):
        for release in door.releases(area.code, year, *main):
            if store.releases[release].is_local:
                yield year, release
