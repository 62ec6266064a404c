"""An area's figures in the release before -> those that are another area's now.

Two areas whose figures were exchanged in every year, in the same region, break no sum, no name and
no history of their own: only what was published of each before tells whose they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.decisions import Run

RULE = "name"
# Of figures too large to be alike by chance, of which so many were published before.
LARGE, FEWEST = 5, 8
OWN, ANOTHER = 0.2, 0.9
# ``earlier`` is what ``earlier_releases`` made of the releases that are held.
STRANGE = f"""
CREATE OR REPLACE TEMP TABLE strange AS
SELECT p.release, p.area, k.indicator
FROM earlier AS e JOIN cells AS c USING (place, col)
JOIN places AS p USING (place) JOIN cols AS k USING (col)
WHERE c.value > {LARGE} AND e.value > {LARGE}
GROUP BY ALL HAVING count(*) >= {FEWEST} AND avg((c.value = e.value)::INT) <= {OWN}
"""
ANOTHERS = f"""
WITH found AS (
  SELECT t.release, t.area, t.indicator, q.area AS other,
    avg((c.value = e.value)::INT) AS same
  FROM strange AS t JOIN places AS p USING (release, area)
  JOIN places AS q ON q.release = p.release AND q.year = p.year AND q.area <> p.area
  JOIN cols AS k USING (indicator)
  JOIN cells AS c ON c.place = p.place AND c.col = k.col
  JOIN earlier AS e ON e.place = q.place AND e.col = k.col
  WHERE c.value > {LARGE} GROUP BY ALL HAVING count(*) >= {FEWEST} AND same >= {ANOTHER})
SELECT s.name, f.release, f.area, f.indicator, arg_max(f.other, (f.same, f.other))
FROM found AS f JOIN observations AS o USING (release, area, indicator)
JOIN sources AS s ON s.id = o.source GROUP BY ALL ORDER BY ALL
"""


def anothers(run: Run, catalogue: Catalogue, areas: Areas) -> Iterator[Breach]:
    """A refusal for each area and indicator whose figures were published of another before."""
    run(STRANGE)
    for file, release, area, indicator, other in run(ANOTHERS):
        named, whose = areas.get(area).name, areas.get(other).name
        what = str(catalogue[indicator].title)
        said = message("load.area_of_another", file=file, area=named, what=what, other=whose)
        place = (file, None, "", area, 0, release, indicator, "", "")
        yield Breach(RULE, Severity.REFUSED, *place, whose, named, said)
