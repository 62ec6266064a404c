"""What an earlier release hid and a later one prints -> a note for each file of the later one.

It is no doubt in the figure: DfE hides by the figures of its day. But a mark that a slip made a
number of looks the same, so it is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.decisions import Run

RULE = "hidden before"
# ``earlier`` is what ``earlier_releases`` made of the releases that are held.
PRINTED_NOW = """
SELECT s.name, p.release, count(*) FROM cells AS c JOIN earlier AS e USING (place, col)
JOIN places AS p USING (place) JOIN cols AS k USING (col)
JOIN observations AS o ON o.release = p.release AND o.area = p.area AND o.year = p.year
  AND o.indicator = k.indicator AND o.measure = k.measure AND o.category = k.category
JOIN sources AS s ON s.id = o.source
WHERE c.value IS NOT NULL AND e.hidden GROUP BY ALL ORDER BY ALL
"""


def printed_now(run: Run) -> Iterator[Breach]:
    """A note with their number for each file that prints what was hidden before."""
    for file, release, count in run(PRINTED_NOW):
        said = message("load.hidden_before", file=file, count=count)
        place = ("", 0, release, "", "", "")
        yield Breach(RULE, Severity.NOTE, file, None, "", *place, "", f"{count:,}", said)
