"""What a load of returns did: taken, unchanged, superseded. Nothing is left silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cin_narrative.catalogue.periods import written_day
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.observations import Finding

SHOWN_FINDINGS = 12


@dataclass(slots=True)
class TakenReturn:
    """One return that was computed and stored: how many figures, and what is wrong with it, worst
    damage first.
    """

    key: ReturnKey
    place: str
    figures: int
    children: int
    findings: list[Finding]
    replaced: list[str] = field(default_factory=list)
    number: int = 1

    @property
    def when(self) -> str:
        """Its year in short, or the day that its twelve months end on."""
        if not self.key.is_in_year:
            return str(self.key.year)
        return message("load.to_day", day=written_day(self.key.last_day.isoformat()))

    def lines(self) -> Iterator[str]:
        """What was taken, what it replaces, and the first findings."""
        yield message(
            "load.return_taken",
            file=self.key.file,
            place=self.place,
            period=self.key.period,
            children=self.children,
            figures=self.figures,
            release=self.key.release,
        )
        yield message("load.submission_number", number=self.number)
        for release in self.replaced:
            yield f"          replaces {release}{_dated(release, self.key)}"
        for finding in self.findings[:SHOWN_FINDINGS]:
            yield f"          {finding.handling}: {finding.said(exact=True)}"
        if len(self.findings) > SHOWN_FINDINGS:
            yield message("load.more_findings", count=len(self.findings) - SHOWN_FINDINGS)

    def record(self) -> dict[str, Any]:
        """The return as an entry of ``files`` in the report as JSON."""
        return {
            "file": self.key.file,
            "outcome": "taken",
            "internal": True,
            "area_code": self.key.area,
            "year": self.key.year,
            "last_day": self.key.last_day.isoformat(),
            "period": self.key.period,
            "submission": self.number,
            "release": self.key.release,
            "children": self.children,
            "figures": self.figures,
            "replaces": self.replaced,
        }

    def finding(self, found: Finding) -> dict[str, Any]:
        """One finding as an entry of ``findings`` in the report as JSON: records that are left out
        of figures, or make them a lower bound, cast doubt on them.
        """
        severity = Severity.NOTE if found.handling == "reported" else Severity.DOUBT
        place = (found.area, found.year, found.release)
        said = found.said(exact=True)
        where = (found.rule, severity, self.key.file, None, "")
        return Breach(*where, *place, "", "", "", "", "", said).as_finding()


@dataclass(slots=True)
class ReturnReport:
    """What a load of returns did. ``unchanged`` are held already; ``superseded`` gave way to a
    newer one for the same year; ``labelled`` were given a label, and keep the one that they had.
    """

    taken: list[TakenReturn] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)
    dry_run: bool = False

    @property
    def cells(self) -> int:
        """How many figures were stored."""
        return sum(one.figures for one in self.taken)

    def lines(self) -> list[str]:
        """The report as the command line prints it; what it counts is internal, which it says
        first.
        """
        out = [message("load.report_is_internal")] if self.taken else []
        out += [line for one in self.taken for line in one.lines()]
        out += [f"left      {line}" for line in self.superseded]
        out += [message("load.unchanged", file=name) for name in self.unchanged]
        out += self.labelled
        return [*out, message("load.nothing_stored")] if self.dry_run else out

    @property
    def told(self) -> list[str]:
        """What is wrong with the returns, in words, without numbers of records."""
        return [
            message("load.told_of_return", place=one.place, when=one.when, said=found.said(False))
            for one in self.taken
            for found in one.findings
        ]

    @property
    def outcome(self) -> str:
        """What came of the load, in one line."""
        if not self.taken:
            return message("load.nothing_new")
        name = "load.returns_found" if self.dry_run else "load.returns_stored"
        returns = ", ".join(f"{one.place} {one.when}" for one in self.taken)
        return message(name, returns=returns, figures=self.cells)

    def files(self) -> list[dict[str, Any]]:
        """Every return, and what became of it, for the report as JSON."""
        return [
            *(one.record() for one in self.taken),
            *({"file": name, "outcome": "unchanged"} for name in self.unchanged),
            *({"file": line, "outcome": "left"} for line in self.superseded),
            *({"file": line, "outcome": "label kept"} for line in self.labelled),
        ]

    def findings(self) -> list[dict[str, Any]]:
        """What is wrong with the returns, for the report as JSON."""
        return [one.finding(found) for one in self.taken for found in one.findings]


def _dated(release: str, key: ReturnKey) -> str:
    """A warning where the release that was replaced was made later than the one that took its
    place.
    """
    made_on = release.rpartition(", ")[2]
    later = made_on > key.made_on and "undated" not in (made_on, key.made_on)
    return message("load.dated_later", made_on=made_on) if later else ""
