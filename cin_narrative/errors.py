"""Every mistake a user can make, each with one clear line and its own exit code.

A message says which file or word, what is wrong, what is allowed, and the nearest guess. The
command line prints ``str(error)`` on standard error and leaves with ``exit_code``; the page shows
the same line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cin_narrative.messages import message

NEAR = 60  # of 100: from where a name is offered
MOST_WORDS, WORDS_WEIGH = 85, 0.9  # so many of the words of one must be words of the other
FEW = 12  # names that are all told, where none is near


class CinNarrativeError(Exception):
    """A mistake the user can put right. Subclasses differ in ``exit_code`` only."""

    exit_code = 1


class DefinitionFault(CinNarrativeError):
    """One or more faults in the definitions or templates; the message lists all of them."""

    exit_code = 3

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        noun = "fault" if count == 1 else "faults"
        heading = message("errors.definition_faults", count=count, noun=noun)
        super().__init__("\n".join([heading, *self.faults]))


class UnknownName(CinNarrativeError):
    """An area, indicator, category or release that is not known; offers the nearest ones, or all
    where they are few.
    """

    exit_code = 4

    def __init__(self, what: str, given: str, known: Iterable[str]) -> None:
        names = list(dict.fromkeys(known))
        self.suggestions, hint = tuple(did_you_mean(given, names)), ""
        if self.suggestions:
            hint = f" Did you mean {either(self.suggestions)}?"
        elif names and len(names) <= FEW:
            hint = message("errors.one_of", names=either(names))
        super().__init__(message("errors.unknown_name", what=what, given=given, hint=hint))


class NotHeld(CinNarrativeError):
    """Understood, but the store holds no such figure; says what is held instead."""

    exit_code = 5


class InputRefused(CinNarrativeError):
    """A file or folder that cannot be loaded: not there, empty, damaged, mixed, too large."""

    exit_code = 6

    def __init__(self, told: str = "", findings: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(told)
        self._findings = findings

    def findings(self) -> list[Mapping[str, Any]]:
        """Why, as entries of ``findings`` in the load's report as JSON: one for each line."""
        lines = (
            {"rule": "refusal", "severity": "refused", "message": one}
            for one in str(self).splitlines()
        )
        return list(self._findings) or list(lines)


class StoreFault(CinNarrativeError):
    """The store is not a store, is damaged, in use, or was made by another version."""

    exit_code = 7


class StoreOlder(StoreFault):
    """A store of an older layout: what it holds can be taken over, by a load."""


class StoreMissing(StoreFault):
    """A store that was named, and is not there: nothing is made in its place. ``path`` is where."""

    exit_code = 9

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(message("errors.store_missing", path=path))


class GuardBreach(CinNarrativeError):
    """A template tried to print a number, or what is neither a figure nor reviewed text."""

    exit_code = 8


class LoadInterrupted(CinNarrativeError):
    """The load was stopped; the message says whether the store is as it was before."""

    exit_code = 130


def did_you_mean(given: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The names nearest to ``given``, best first, compared without regard to case; empty when none
    is near.

    A name is near by its letters (a slip of the pen), or by its words (a part of a longer name).
    """
    from rapidfuzz import fuzz, process  # 11 ms, which only a mistake needs

    def likeness(one: str, other: str, **_: object) -> float:
        shared = fuzz.token_set_ratio(one, other)
        return max(fuzz.ratio(one, other), WORDS_WEIGH * shared if shared >= MOST_WORDS else 0.0)

    names = sorted(set(known))
    plain = [name.lower().replace("_", " ") for name in names]
    asked = given.lower().replace("_", " ")
    found = process.extract(asked, plain, scorer=likeness, limit=limit, score_cutoff=NEAR)
    return [names[place] for _, _, place in found]


def either(names: Sequence[str]) -> str:
    """``A``, ``A or B``, ``A, B or C``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


class InputMissing(InputRefused):
    """A path that is not there."""

    exit_code = 20


class InputEmpty(InputRefused):
    """A file or folder with nothing in it."""

    exit_code = 21


class InputDamaged(InputRefused):
    """A file that ends too early, or whose lines do not have the columns of its first line."""

    exit_code = 22


class NotATable(InputRefused):
    """A file that is not a CSV, whatever its name says."""

    exit_code = 23


class FileInDoubt(InputRefused):
    """A file that can be read, and whose figures cannot be what its columns and rows say."""

    exit_code = 29


class WrongColumns(InputRefused):
    """A file named like one of DfE's without the columns such a file has."""

    exit_code = 24


class ReleasesMixed(InputRefused):
    """Files of two releases in one folder or archive."""

    exit_code = 25


class ArchiveRefused(InputRefused):
    """A ZIP that is damaged, locked, or unpacks to more than is reasonable."""

    exit_code = 26


class NothingRecognised(InputRefused):
    """Nothing of what was given is a file this program knows."""

    exit_code = 27


class ReturnRefused(InputRefused):
    """A census return that cannot be taken: another collection, year or authority, a forbidden
    construct.
    """

    exit_code = 28


class ReturnBlocked(ReturnRefused):
    """A census return with a fault that would make its figures wrong (a missing identifier, a child
    twice).
    """

    exit_code = 29


class DraftRefused(CinNarrativeError):
    """A draft that cannot be read, or a text or sign-off that a draft cannot take."""

    exit_code = 40


class DraftConflict(DraftRefused):
    """Someone else changed the text first. ``theirs`` is the text as it stands, ``yours`` the one
    refused.
    """

    exit_code = 41

    def __init__(self, part: str, theirs: str, yours: str, stamp: str) -> None:
        self.part, self.theirs, self.yours, self.stamp = part, theirs, yours, stamp
        super().__init__(
            message("errors.changed_meanwhile", part=part, stamp=stamp, theirs=theirs, yours=yours)
        )


class DraftDisagrees(DraftRefused):
    """A check of edited text found something that disagrees with the store; ``findings`` are its
    lines.
    """

    exit_code = 42

    def __init__(self, heading: str, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join([heading, *findings]))


class OutputRefused(CinNarrativeError):
    """A file or folder that cannot be written, or output that needs a file to go to."""

    exit_code = 45


class TemplateRefused(OutputRefused):
    """A Word template that cannot be read, is no Word document, or cannot hold a page."""

    exit_code = 47


class DiskFull(StoreFault, DraftRefused, OutputRefused):
    """No room is left for what was to be written, a store, a draft or another file: so it is a
    refusal of each. What was there before is as it was.
    """

    exit_code = 46


class NotAllowed(CinNarrativeError):
    """Somebody asked for what their role does not allow."""

    exit_code = 48


class ModelSettingsFault(CinNarrativeError):
    """A setting of the language model that cannot be used, or a model where none is set."""

    exit_code = 50
