"""A return as read, and what is known of the authority -> the gaps in it: what it should give and
does not, or not so that it can be read. No figure that rests on a gap is known.

Not given, given and not to be read, and nought are three things. Which tables and fields a figure
rests on stands in its definition (``rests_on``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.load.returns.census_file.contents import Reading
from cin_narrative.load.returns.census_file.fields import TABLES
from cin_narrative.load.returns.census_file.groups import around, first_year_of
from cin_narrative.load.returns.census_file.values import Unreadable
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.messages import message, words
from cin_narrative.store.observations import COUNTED, Finding, Symbol

# A slip of a typist's is one value in hundreds. Where one in a hundred cannot be read, an export
# writes the field in another form, and nobody can tell what the rest of it means. Our reading: no
# published source sets a share.
REFUSED_SHARE = 1  # percent of the values given
REFUSED_FROM = 5  # values: in a return of few children one slip is a large share
# An authority that had a hundred of something in one year does not have none of it in the next; a
# small one may. Our reading: no published source sets a number.
HUNDREDS = 100
# Every authority has children in need: a return without any is one that was not filled. Of those
# with a thousand cases none is without a record of every other table. Our reading, too: in DfE's
# release of 2024 none of 1,485 such authorities and years (2015 to 2024) has nought of anything.
ALWAYS = ("Child", "CINdetails")
THOUSANDS = 1_000


@dataclass(frozen=True, slots=True)
class Gap:
    """What a return does not give: a table, or a field of some records. ``symbol`` is that of every
    figure that rests on it. ``before``: the gap is in the return of the year before, and bears on
    the figures that need it.
    """

    place: str
    symbol: Symbol
    records: int
    out_of: int
    before: bool = False

    def bears_on(self, indicator: Indicator) -> bool:
        """Whether no figure of ``indicator`` is known for it."""
        if self.before and not indicator.needs_previous_return:
            return False
        places = indicator.rests_on if self.symbol is Symbol.NOT_GIVEN else indicator.fields
        return self.place in places

    @property
    def rule(self) -> str:
        """The name of its finding."""
        kind = "not_given" if self.symbol is Symbol.NOT_GIVEN else "unreadable"
        return f"{kind}_{self.place}{'_before' if self.before else ''}"

    @property
    def said(self) -> str:
        """The gap in words, with a place for its number."""
        kind = "unknown_before" if self.before else self.symbol.value
        return words("load.gaps")[kind].format(name=self.place, counted=COUNTED)


def unreadable_fields(file: str, reading: Reading) -> list[str]:
    """Why a return must be refused: a line for each field of which more than a small share cannot
    be read.
    """
    return [
        message(
            "load.field_unreadable",
            file=file,
            field=name,
            count=one.count,
            given=one.given,
            example=one.example,
            percent=REFUSED_SHARE,
        )
        for name, one in sorted(reading.unreadable.items())
        if _is_too_much(one)
    ]


def _is_too_much(one: Unreadable) -> bool:
    return one.count >= REFUSED_FROM and one.count * 100 > REFUSED_SHARE * one.given


def too_many_unreadable(reading: Reading) -> frozenset[str]:
    """The names of the findings on fields for which a return is refused."""
    gaps = {gap.place: gap for gap in _unreadable(reading)}
    return frozenset(
        gaps[name].rule for name, one in reading.unreadable.items() if _is_too_much(one)
    )


def gaps_of(
    key: ReturnKey,
    reading: Reading,
    earlier: Reading | None,
    counts: Mapping[str, float],
    catalogue: Catalogue,
) -> list[Gap]:
    """The gaps of one return.

    ``earlier`` is the authority's return of the year before, where it was read with this one;
    ``counts`` is what the store holds of the authority for the years before, by indicator.
    """
    found = list(_unreadable(reading))
    gone = set[str]()
    for table in TABLES:  # what stands around a table comes before it
        if not reading.rows[table] and first_year_of(table) <= key.year:
            had = earlier.rows[table] if earlier else _counted(table, counts, catalogue)
            is_large = reading.rows["CINdetails"] >= THOUSANDS
            missed = table in (*reading.not_given, *ALWAYS) or had >= HUNDREDS or is_large
            if missed or not gone.isdisjoint(around(table)):
                gone.add(table)
                found.append(Gap(table, Symbol.NOT_GIVEN, 0, 0))
    if earlier:
        found += _unreadable(earlier, before=True)
    return found


def _unreadable(reading: Reading, before: bool = False) -> Iterator[Gap]:
    for name, one in sorted(reading.unreadable.items()):
        yield Gap(name, Symbol.NOT_KNOWN, one.count, one.given, before)


def _counted(table: str, counts: Mapping[str, float], catalogue: Catalogue) -> float:
    """The largest count that the store holds of what is counted in ``table``."""
    own = (one.id for one in catalogue if next(iter(one.rests_on), "") == table)
    return max((counts.get(name, 0) for name in own), default=0)


def symbols_of(gaps: Iterable[Gap], catalogue: Catalogue) -> dict[str, Symbol]:
    """Indicator -> the symbol of all its figures, for those of which none is known."""
    by_gravity = sorted(gaps, key=lambda gap: gap.symbol is not Symbol.NOT_GIVEN)
    found: dict[str, Symbol] = {}
    for gap in by_gravity:
        for indicator in catalogue:
            if gap.bears_on(indicator):
                found.setdefault(indicator.id, gap.symbol)
    return found


def gap_findings(key: ReturnKey, gaps: Iterable[Gap], catalogue: Catalogue) -> list[Finding]:
    """A finding for each gap, with all that it damages, the main counts first."""
    place = (key.area, key.year, key.release)
    return [
        Finding(*place, gap.rule, "unknown", gap.records, gap.out_of, names, gap.said)
        for gap in gaps
        if (names := damaged(gap, catalogue)) or not gap.before
    ]


def damaged(gap: Gap, catalogue: Catalogue) -> tuple[str, ...]:
    """The indicators that a gap bears on, the main counts first."""
    return main_first([one for one in catalogue if gap.bears_on(one)])


def resting_on(names: Collection[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The indicators that rest on one of these tables and fields, the main counts first."""
    wanted, grounds = frozenset(names), catalogue.grounds
    return main_first([one for one in catalogue if not wanted.isdisjoint(grounds[one.id])])


def main_first(indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """The ids of ``indicators``, the main counts first."""
    return tuple(one.id for one in sorted(indicators, key=lambda one: not one.is_main_count))
