"""A store, an authority and a year, or the number of a submission -> the store without the return,
or without that submission.
"""

from __future__ import annotations

from pathlib import Path

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.decisions import deciding
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.store.write import StoreBuilder


def remove_return(store: Path, catalogue: Catalogue, area: Area, year: int) -> list[str]:
    """Take the return out, every submission of it, and say which releases were in use; what DfE
    published stays.

    Raises ``NotHeld`` where the store holds no return of them.
    """
    with StoreBuilder(store) as builder:
        gone = builder.replace_local(area.code, year)
        if not gone:
            raise NotHeld(message("load.no_return_held", area=area.in_name, year=year))
        builder.submissions.remove(area.code, year)
        builder.publish(deciding(catalogue))
    return gone


def remove_submission(store: Path, catalogue: Catalogue, area: Area, number: int) -> None:
    """Take out one submission that no page is made of: one of other twelve months than DfE's year,
    or one that a newer has taken the place of.

    Raises ``NotHeld`` where the store does not hold it, or it is the one in use.
    """
    with StoreBuilder(store) as builder:
        found = builder.submissions.same(area.code, number)
        if found is None:
            raise NotHeld(message("load.no_submission_to_remove", area=area.in_name, number=number))
        if builder.submissions.is_used(found):
            gaps = {"area": area.in_name, "number": number, "year": found.year}
            raise NotHeld(message("load.submission_is_used", **gaps))
        builder.submissions.remove_one(found)
        builder.publish(deciding(catalogue))
