"""The store and an authority -> its submissions, and the one that is asked for by its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.periods import written_day
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.errors import NotHeld
from cin_narrative.load.returns.header import period_of
from cin_narrative.messages import message
from cin_narrative.store.store import Store
from cin_narrative.store.submissions.record import Submission, newest_of

DAY, TIME = slice(0, 10), slice(11, 16)  # of a time in ISO 8601, to the minute


@dataclass(frozen=True, slots=True)
class Listed:
    """One submission in a list; ``in_use``: it is the newest of its twelve months."""

    submission: Submission
    in_use: bool

    @property
    def line(self) -> str:
        """The submission as the command line prints it."""
        one = self.submission
        label = f' "{one.label}"' if one.label else ""
        newest = "load.submission_newest" if one.is_in_year else "load.submission_in_use"
        marks = [message(newest)] if self.in_use else []
        marks += [] if one.beside_before else [message("load.submission_alone")]
        marks += [message("load.submission_made_up")] if one.is_made_up else []
        return message(
            "load.submission_line",
            number=one.number,
            label=label,
            period=period_of(one.day),
            file=one.file,
            made_on=written_day(one.made_on),
            loaded=loaded_at(one),
            marks="".join(f"; {mark}" for mark in marks),
        )

    def record(self) -> dict[str, Any]:
        """The submission as JSON."""
        one = self.submission
        return {
            "number": one.number,
            "period": period_of(one.day),
            "last_day": one.last_day,
            "in_year": one.is_in_year,
            "file": one.file,
            "sha256": one.sha256,
            "made_on": one.made_on,
            "loaded": one.loaded,
            "label": one.label,
            "release": one.release,
            "beside_year_before": one.beside_before,
            "in_use": self.in_use,
        }


@dataclass(frozen=True, slots=True)
class Listing:
    """The submissions of one authority, by number."""

    area: Area
    listed: tuple[Listed, ...]

    def lines(self) -> list[str]:
        """The list as the command line prints it."""
        heading = message("load.submissions_of", area=self.area.in_name, count=len(self.listed))
        return [heading, *(one.line for one in self.listed)]

    def record(self) -> dict[str, Any]:
        """The list as JSON."""
        return {
            "area": str(self.area.name),
            "code": self.area.code,
            "submissions": [one.record() for one in self.listed],
        }


def loaded_at(one: Submission) -> str:
    """When it was loaded: ``29 November 2026, 22:50``; the day alone where no time is known."""
    return ", ".join(filter(None, (written_day(one.loaded[DAY]), one.loaded[TIME])))


def listing(store: Store, area: Area) -> Listing:
    """The submissions of ``area``. Raises ``NotHeld`` where the store holds none."""
    own = [one for one in store.submissions if one.area == area.code]
    if not own:
        raise NotHeld(message("load.no_submissions", area=area.in_name))
    newest = newest_of(own)
    return Listing(area, tuple(Listed(one, newest[one.place] == one) for one in own))


def submission(store: Store, area: Area, number: int) -> Submission:
    """The submission of ``area`` with this number; raises ``NotHeld`` and says which are held."""
    held = [one.submission for one in listing(store, area).listed]
    found = next((one for one in held if one.number == number), None)
    if found is None:
        numbers = ", ".join(str(one.number) for one in held[-12:])
        gaps = {"area": area.in_name, "number": number, "held": numbers}
        raise NotHeld(message("load.no_such_submission", **gaps))
    return found


def refuse_publishable(store: Store, one: Submission, audience: str) -> None:
    """Raise ``NotHeld`` where figures of ``one`` are not for this ``audience``.

    What is protected is worked out for the submission in use. Another of the same return, or of
    twelve months that overlap with DfE's year, tells beside it of counts that are hidden.
    """
    if audience == INTERNAL:
        return
    if one.is_in_year:
        raise NotHeld(message("load.in_year_is_internal", number=one.number))
    if newest_of(store.submissions)[one.place] != one:
        raise NotHeld(message("load.not_in_use_is_internal", number=one.number))
