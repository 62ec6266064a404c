"""What a return says of itself -> the year and authority to look at it by, and which rules on the
header it breaks.

A return that no figure can be computed from can still be looked at: nothing is guessed that a
figure rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import ReturnBlocked
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.load.returns.header import (
    YEAR_ENDS,
    ReturnKey,
    collection_of,
    is_authority,
    make_key,
    reference_day,
    refuse_other_collections,
    refuse_other_years,
)
from cin_narrative.load.returns.quality.findings import finding_of
from cin_narrative.load.returns.quality.rules import HEADER, load_rules
from cin_narrative.messages import message
from cin_narrative.store.observations import Finding

LONGEST_CODE = 12  # characters of what stands where an authority's code should
Fact = Callable[[Header, Areas], bool]


def _is_another_day(header: Header, areas: Areas) -> bool:
    day, year = reference_day(header), header.get("Year")
    is_day = day is not None and (day.month, day.day) == (3, 31)
    return (
        not is_day or len(header.days) > 1 or (day is not None and year not in ("", str(day.year)))
    )


def _has_two(header: Header, areas: Areas) -> bool:
    return len(header.authorities) > 1


def _is_unknown(header: Header, areas: Areas) -> bool:
    return not is_authority(header.get("LEA").strip(), areas)


FACTS: Mapping[str, Fact] = {
    "reference_date_is_another": _is_another_day,
    "has_two_authorities": _has_two,
    "authority_is_unknown": _is_unknown,
}


def key_to_look_by(header: Header, file: str, areas: Areas) -> ReturnKey:
    """The return that ``header`` describes, for the 31 March of Year where it has no reference date
    that can be read, and its authority as it is given.

    Raises ``ReturnBlocked`` where neither says the year, ``ReturnRefused`` for another collection
    or a year whose structure is not read.
    """
    refuse_other_collections(header, file)
    day, code = _day(header), header.get("LEA").strip()[:LONGEST_CODE]
    if day is None:
        raise ReturnBlocked(message("load.no_reference_date", file=file))
    refuse_other_years(collection_of(day), file)
    return make_key(header, file, 1, code, day, areas)


def _day(header: Header) -> date | None:
    day, year = reference_day(header), header.get("Year")
    if day is not None:
        return day
    is_year = year.isascii() and year.isdigit() and len(year) == 4
    return date(int(year), *YEAR_ENDS) if is_year and int(year) else None


def header_findings(
    key: ReturnKey, header: Header, areas: Areas, catalogue: Catalogue
) -> Iterator[Finding]:
    """A finding for each rule on the header that is broken."""
    for rule in load_rules():
        if rule.view == HEADER and FACTS[rule.where](header, areas):
            found = finding_of(key, rule, 1, 1, catalogue)
            # figures of other twelve months are figures, though none that DfE would take
            yield found._replace(handling="reported") if key.is_in_year else found
