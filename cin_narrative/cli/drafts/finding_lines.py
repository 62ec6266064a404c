"""The check of one part of a draft -> a line for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.drafts.checks.findings import Checked


def finding_lines(part: str, checked: Checked) -> Iterator[str]:
    """What was found, with the right figure where the text disagrees."""
    for finding in checked.findings:
        wrong = finding.right and finding.verdict == "disagrees"
        yield f"{part}: {finding}" + (f" Right: {finding.right}." if wrong else "")


def counted(count: int, noun: str) -> str:
    """``1 part``, ``2 parts``."""
    return f"{count} {noun if count == 1 else noun + 's'}"
