"""What is wrong with an authority's return, worst damage first, in words that a performance manager can act on.

It reads the store only: findings are kept with the figures they bear on, as counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from cin_narrative.definitions.areas import Area
from cin_narrative.definitions.catalogue import Catalogue
from cin_narrative.errors import NotHeld
from cin_narrative.store.disclosure import Door
from cin_narrative.store.observations import Finding
from cin_narrative.store.store import Store

HEADINGS = {
    "excluded": "Records left out of figures",
    "approximate": "Figures that are a lower bound",
    "reported": "Counted as they are, to be put right",
}
DAMAGED_SHOWN = 4


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The findings on one return. ``titles`` gives the title of each indicator that a finding damages."""

    area: Area
    year: int
    release: str
    findings: tuple[Finding, ...]
    titles: dict[str, str]

    def left_out_of(self, indicator: str) -> list[Finding]:
        """The findings that left records out of an indicator."""
        return [finding for finding in self.findings if finding.handling == "excluded" and indicator in finding.indicators]

    def lines(self) -> list[str]:
        """The report as the command line prints it."""
        out = [f"{self.area.in_name}, year ending 31 March {self.year}: {self.release}"]
        if not self.findings:
            out.append("No rule found anything wrong.")
        for handling, heading in HEADINGS.items():
            found = [finding for finding in self.findings if finding.handling == handling]
            out += [heading] if found else []
            for finding in found:
                out.append(f"  {finding.words}")
                damaged = [self.titles.get(name, name) for name in finding.indicators]
                if damaged:
                    more = f" and {len(damaged) - DAMAGED_SHOWN} more" if len(damaged) > DAMAGED_SHOWN else ""
                    out.append(f"    damages: {'; '.join(damaged[:DAMAGED_SHOWN])}{more}")
        return out


def quality_report(store: Store, catalogue: Catalogue, area: Area, year: int | None = None) -> QualityReport:
    """The findings on the local return of ``area`` for ``year`` (default: the newest held).

    Raises ``NotHeld`` where the store has no local return of it.
    """
    years = sorted(store.holdings.get(("referrals", area.code), ()))
    door = Door(store, catalogue)
    found = [(held, release) for held in years if year in (None, held)
             for release in door.releases(area.code, held, "referrals") if store.releases[release].is_local]  # fmt: skip
    if not found:
        when = f" for {year}" if year else ""
        raise NotHeld(f"The store holds no census return of {area.in_name}{when}: load it first with `cin-narrative load`.")
    newest, release_id = max(found)
    findings = tuple(store.findings_on(area.code, newest, release_id))
    return QualityReport(area, newest, release_id, findings, {indicator.id: str(indicator.title) for indicator in catalogue})

