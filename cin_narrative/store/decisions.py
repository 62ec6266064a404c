"""What a load hands to whoever decides what may be shown, and what it gets back to store.

The rule itself stands in ``disclosure``; a store that nobody decided on shows nothing of an
authority's own return to the public.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from cin_narrative.store.breach import Breach
from cin_narrative.store.observations import LOCAL_RETURN_ORDER

LOCAL = f'"order" >= {LOCAL_RETURN_ORDER}'
WORKING = """
CREATE TEMP TABLE masks(
  area VARCHAR, year SMALLINT, release VARCHAR, indicator VARCHAR, measure VARCHAR,
  category VARCHAR);
CREATE TEMP TABLE decided(area VARCHAR, year SMALLINT, release VARCHAR);
"""
Run = Callable[..., list[tuple[Any, ...]]]  # one statement of SQL, and its parameters
Arrays = Callable[[str, Sequence[Any]], Mapping[str, Any]]  # its columns, as arrays of numbers
Fill = Callable[[str, Sequence[Sequence[Any]]], None]  # puts rows into a table
Place = tuple[str, int, str]  # area, year, release


class Earlier(NamedTuple):
    """A count of a return as an earlier load stored it.

    ``version`` numbers what was stored together (nought: just replaced). ``masked`` is None where
    that store did not say.
    """

    area: str
    year: int
    indicator: str
    category: str
    value: float
    masked: bool | None
    version: int = 0


class Merged(NamedTuple):
    """What the next version of a store will hold.

    ``query`` reads it by SQL (tables ``observations``, ``releases``, ``sources``), ``arrays`` what
    is numbers. ``changed`` are the areas that this load has figures of, ``taken`` the releases;
    ``replaced`` what the returns of those areas held and showed before this load, ``before`` what
    still earlier versions did.
    """

    query: Run
    arrays: Arrays
    changed: frozenset[str]
    taken: frozenset[str]
    replaced: Sequence[Earlier]
    before: Sequence[Earlier]


class GivenAway(NamedTuple):
    """A count that DfE suppressed, and that follows from what the same release prints."""

    file: str
    row: int | None
    column: str
    area: str
    year: int
    release: str
    indicator: str
    category: str


class Decisions(NamedTuple):
    """What may be shown.

    ``places`` are the returns decided on, ``masked`` their cells that the public must not see
    (area, year, release, indicator, measure, category), and ``before`` what their earlier versions
    held and showed. ``sums_shown`` are the (area, year, release, indicator) that may be worked out
    as a total less its other parts. ``given_away`` is for the report, to tell DfE.
    """

    places: Sequence[Place] = ()
    masked: Sequence[tuple[str, int, str, str, str, str]] = ()
    before: Sequence[Earlier] = ()
    sums_shown: Sequence[tuple[str, int, str, str]] = ()
    given_away: Sequence[GivenAway] = ()


class Checked(NamedTuple):
    """What does not hang together in the ``releases`` of a store, and the names of all ``rules``
    that were asked: what they found there before is forgotten.
    """

    rules: frozenset[str] = frozenset()
    releases: frozenset[str] = frozenset()
    breaches: Sequence[Breach] = ()

    def leaves(self, one: Breach) -> bool:
        """Whether what was found before still stands."""
        return one.release not in self.releases or one.rule not in self.rules


Decide = Callable[[Merged], Decisions]
Check = Callable[[Merged], Checked]


def to_decide(run: Run, arrays: Arrays, gone: str, old: bool, decided: bool) -> Merged:
    """What the decision is about, from a store being built (``observations``) beside the ``old``.

    ``gone`` are the numbers of the old sources that were replaced. An old store that is not
    ``decided`` on, of an older layout, is decided on anew, whole.
    """
    areas, replaced = "SELECT DISTINCT area FROM brought", list[tuple[Any, ...]]()
    if old:
        areas += f" UNION SELECT DISTINCT area FROM old.observations WHERE source IN ({gone})"
        if not decided:
            areas += " UNION SELECT DISTINCT area FROM observations"
        replaced = run(
            f"SELECT area, year, indicator, category, value, {'masked' if decided else 'NULL'} "
            f"FROM old.observations WHERE area IN ({areas}) AND measure = 'count' "
            f"AND value IS NOT NULL AND release IN (SELECT release FROM old.releases WHERE {LOCAL})"
        )
    before = run("SELECT * FROM old.decided_before") if decided else []
    return Merged(
        run,
        arrays,
        frozenset(area for (area,) in run(areas)),
        frozenset(release for (release,) in run("SELECT DISTINCT release FROM brought")),
        [Earlier(*row) for row in replaced],
        [Earlier(*row) for row in before],
    )


def keep(
    run: Run,
    fill: Fill,
    decisions: Decisions,
    merged: Merged,
    decided: bool,
) -> None:
    """Store what was decided, and what the old store, where it is ``decided`` on, says of returns
    of other areas.
    """
    run(WORKING)
    fill("decided", decisions.places)
    fill("masks", decisions.masked)
    fill("sums_shown", decisions.sums_shown)
    fill("decided_before", decisions.before)
    if decided:
        run(
            f"INSERT INTO sums_shown SELECT * FROM old.sums_shown WHERE release IN "
            f"(SELECT release FROM releases WHERE {LOCAL}) "
            "AND area NOT IN (SELECT unnest(?::VARCHAR[]))",
            [sorted(merged.changed)],
        )
    if decisions.places:
        run(
            "UPDATE observations AS o SET masked = EXISTS (FROM masks AS m WHERE m.area = o.area "
            "AND m.year = o.year AND m.release = o.release AND m.indicator = o.indicator "
            "AND m.measure = o.measure AND m.category = o.category) "
            "WHERE (area, year, release) IN (SELECT (area, year, release) FROM decided)"
        )
