"""What is wrong with an authority's return, worst damage first, in words that a performance manager
can act on.


It reads the store only: findings are kept with the figures they bear on, as counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE, Door
from cin_narrative.errors import NotHeld
from cin_narrative.store.observations import Finding
from cin_narrative.store.store import Store

HEADINGS = {
    "excluded": "Records left out of figures",
    "approximate": "Figures that are a lower bound",
    "reported": "Counted as they are, to be put right",
}
DAMAGED_SHOWN = 4
NOTHING_FOUND = "No rule found anything wrong."
EXACT = "Internal: exact numbers of records, for those who put them right; not for publication."
NOT_EXACT = "Without the numbers of records, which may give away a count of 1 to 5; the internal view has them."


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding in words, and the titles of the indicators that it damages, worst first."""

    words: str
    damages: tuple[str, ...]

    @property
    def damage(self) -> str:
        """The damage in one line: the first few titles, and how many more."""
        more = (
            f" and {len(self.damages) - DAMAGED_SHOWN} more"
            if len(self.damages) > DAMAGED_SHOWN
            else ""
        )
        return f"{'; '.join(self.damages[:DAMAGED_SHOWN])}{more}"


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The findings on one return, worst damage first. ``titles`` gives the title of each indicator
    that a finding damages.

     ``exact``: with the number of records of each finding, which is for those who put them right
    and not for publication.
    """

    area: Area
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
        return (EXACT if self.exact else NOT_EXACT) if self.findings else NOTHING_FOUND

    def sections(self) -> list[tuple[str, list[Entry]]]:
        """(heading, findings), what leaves records out of figures first."""
        found = []
        for handling, heading in HEADINGS.items():
            entries = [
                Entry(
                    finding.said(self.exact),
                    tuple(self.titles.get(name, name) for name in finding.indicators),
                )
                for finding in self.findings
                if finding.handling == handling
            ]
            found += [(heading, entries)] if entries else []
        return found

    def lines(self) -> list[str]:
        """The report as the command line prints it."""
        out = [f"{self.area.in_name}, year ending 31 March {self.year}: {self.release}", self.about]
        for heading, entries in self.sections():
            out += ["", heading]
            for entry in entries:
                out += [
                    f"  {entry.words}",
                    *([f"    Damages: {entry.damage}."] if entry.damages else []),
                ]
        return out


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
    years = sorted(store.holdings.get(("referrals", area.code), ()))
    door = Door(store, catalogue)
    found = [
        (held, release)
        for held in years
        if year in (None, held)
        for release in door.releases(area.code, held, "referrals")
        if store.releases[release].is_local
    ]
    if not found:
        when = f" for {year}" if year else ""
        raise NotHeld(
            f"The store holds no census return of {area.in_name}{when}: load it first with `cin-narrative load`."
        )
    newest, release_id = max(found)
    findings = tuple(store.findings_on(area.code, newest, release_id))
    return QualityReport(
        area,
        newest,
        release_id,
        findings,
        {indicator.id: str(indicator.title) for indicator in catalogue},
        audience == INTERNAL,
    )
