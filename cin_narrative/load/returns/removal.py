"""A store, an authority and a year -> the store without the authority's own return of that year."""

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
