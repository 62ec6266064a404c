"""What may be called better or worse: an indicator with a polarity whose text names no statutory
guidance that sets a time for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Polarity
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House
from cin_narrative.messages import message

SOURCE = "Statutory guidance"


def faults(house: House) -> Iterator[Fault]:
    """Each polarity that ``why`` gives no reason for."""
    for indicator in house.catalogue:
        if indicator.polarity is not Polarity.NONE and SOURCE not in str(indicator.why):
            document = house.indicator_file(indicator.id)
            text = message("check.polarity", source=SOURCE)
            yield document.fault_at(document.line_with("polarity"), text)
