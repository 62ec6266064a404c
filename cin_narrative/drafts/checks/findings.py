"""What a check of an edited paragraph found, term by term."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cin_narrative.drafts.cited_figure import Cited
from cin_narrative.writing.terms import Sort


class Verdict(StrEnum):
    """How a changed term stands to the store."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_KNOWN = "not known here"


@dataclass(frozen=True, slots=True)
class Finding:
    """One changed term: where it stands in the edited text, how it stands to the store, why, and
    the ``right`` figure or word.
    """

    verdict: Verdict
    about: Sort
    text: str
    start: int
    end: int
    message: str
    right: str = ""
    mark: int = 0

    def __str__(self) -> str:
        return f'{self.verdict}: "{self.text}". {self.message}'


@dataclass(frozen=True, slots=True)
class Link:
    """A right number that ends at ``end`` of the text and does not carry the mark of its cell."""

    end: int
    cited: Cited


@dataclass(frozen=True, slots=True)
class Checked:
    """An edited text, checked: what was found, in the order of the text, and the marks of the
    figures that stand untouched.

    ``links`` are the marks to be put right when the text is saved (``marks.py``). A finding says
    its ``verdict``, its ``text`` and where that starts, why (``message``), and what is ``right``.
    """

    findings: tuple[Finding, ...] = ()
    linked: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def disagreements(self) -> list[Finding]:
        """What disagrees with the store."""
        return [finding for finding in self.findings if finding.verdict is Verdict.DISAGREES]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by its place in the text."""
    return tuple(
        sorted(
            dict.fromkeys(findings), key=lambda finding: (finding.start, finding.end, finding.about)
        )
    )
