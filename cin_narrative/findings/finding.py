"""What a finding is: the figures that it rests on, its test, and what may not be said of it.

A finding holds no text and no number that is not a figure, a test or a count of years. The tests
are those of Spiegelhalter (2005 and 2012), the selection that of Benjamini and Hochberg (1995).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Note
from cin_narrative.store.dispersion.formulas import Tested
from cin_narrative.store.figure import Figure

# One printed number with its receipt: a level, a share, or a ratio of two linked stages, which is
# worked out (``derived_from`` the two counts, ``over`` them, ``whole`` the stage below the line)
Cell = Figure

HALF_AS_MUCH = 1.5  # times as many, or as few: a movement that any reader sees in a row of figures


class Way(StrEnum):
    """Which way it points: a level from the other authorities, a change up or down."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = ""


class Degree(StrEnum):
    """How strongly it may be worded. Limits: 95 % and 99.8 %, over-dispersion allowed for."""

    LITTLE = "little"  # within sampling limits: also "about the same as"
    PLAIN = "plain"  # beyond them, and no more than authorities ordinarily do: "rose", "above"
    MOST = "most"  # "more than in most authorities"
    ALMOST_ALL = "almost_all"  # "far more than in almost all authorities"


class Forbidden(StrEnum):
    """What a sentence of a finding may not claim."""

    IMPROVED = "improved"  # better, worse: the indicator has no polarity
    COUNT_BETWEEN_AREAS = "count_between_areas"  # its cells are counts: no other area's beside them
    AS_IN_MOST = "as_in_most"  # no more than half of the authorities moved that way
    CAUSE = "cause"  # nothing here says why


class Reason(StrEnum):
    """Why a figure is to be read with care, or why a finding is told no further."""

    UNSTATED = "unstated"  # far more is not stated than elsewhere
    CATCH_ALL = "catch_all"  # far more is "other" than elsewhere
    BREAK = "break"  # a break in the series lies between the years
    BAR = "bar"  # a note of the catalogue bars the comparison
    DOUBT = "doubt"  # the figure does not fit with others of the files loaded


class Evidence(Tested, frozen=True):
    """The test of one cell among all authorities.

    ``value`` (y) and ``centre`` (theta, the authorities' median) are on the test's own scale;
    ``variance`` (s squared) is chance alone, nought where the measure has none; ``tau`` what
    authorities differ by beyond it; ``authorities`` how many there are. ``z`` is signed, ``p``
    two-sided. ``beyond_chance``: outside the 95 % limits of sampling alone.
    """

    value: float
    variance: float
    centre: float
    tau: float
    authorities: int
    z: float
    p: float
    beyond_chance: bool


@dataclass(frozen=True, slots=True)
class Record:
    """The highest (or lowest) of the ``years`` years held without a break, since ``first``."""

    highest: bool
    years: int
    first: int


@dataclass(frozen=True, slots=True)
class Driver:
    """The category that carries half or more of a total's change: ``later`` and ``earlier`` are its
    counts, ``moved`` the change of it, ``share`` how much of the total's change that is, in %.
    """

    later: Cell
    earlier: Cell
    moved: Cell
    share: Cell


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Which count moved a share or a ratio: what is above the line, below it, or both.

    Each is (later, earlier). ``above_moved`` and ``below_moved``: beyond sampling limits. The
    records are of the later counts.
    """

    above: tuple[Cell, Cell]
    below: tuple[Cell, Cell]
    above_moved: bool
    below_moved: bool
    above_record: Record | None = None
    below_record: Record | None = None


@dataclass(frozen=True, slots=True)
class WithCountry:
    """``same_way`` of ``authorities`` moved the same way beyond their own sampling limits, which is
    more than half: "as in most authorities".
    """

    same_way: int
    authorities: int


Carried = Driver | Decomposition | WithCountry


Later = Callable[[], "tuple[Finding, ...]"]  # findings that are made when they are asked for


def nothing_more() -> tuple[Finding, ...]:
    """No further finding."""
    return ()


def nothing_aside(_: str) -> tuple[Finding, ...]:
    """No finding in any list beside the messages."""
    return ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out.

    ``kind`` is the name of the module of ``findings/kinds`` that found it ("level", "change",
    "trend", "divergence", "gap", "mix", "recording", "steady", "revised"). ``family`` is an id of
    ``catalogue/families.toml`` and ``tier`` its tier. ``subject`` is the latest figure and
    ``cells`` every figure used, the latest first. ``span``: over how many years the change is
    (nought: a level). ``evidence`` is of what is claimed, ``beside`` of the other test that a
    finding rests on (a gap's three-year change; a trend's), ``neighbours`` of the cell against its
    neighbours' mean. England and regions have no evidence.

    Ways of saying, never evidence: ``place``, a rank (1 is the highest, or the lowest where
    ``place_from_lowest``), ``run`` (for how many years it has gone that way), ``record``,
    ``turned_from`` (the furthest of the years in between, where a change has since gone back by
    more than chance), ``persistent`` (beyond the limits on the same side in each of three years),
    ``moving_away`` (a gap: else it closes), ``carried``. ``others`` makes the findings of the same
    family that are told by this one, as few readers want them. ``reason`` and ``note`` say why a
    figure is to be read with care.
    """

    kind: str
    family: str
    tier: int
    subject: Cell
    cells: tuple[Cell, ...]
    direction: Way = Way.NEITHER
    degree: Degree = Degree.PLAIN
    span: int = 0
    evidence: Evidence | None = None
    beside: Evidence | None = None
    neighbours: Evidence | None = None
    place: Cell | None = None
    place_from_lowest: bool = False
    run: int = 0
    record: Record | None = None
    turned_from: Cell | None = None
    persistent: bool = False
    moving_away: bool = False
    carried: tuple[Carried, ...] = ()
    may_not_claim: frozenset[Forbidden] = frozenset()
    reason: Reason | None = None
    note: Note | None = None
    others: Later = field(default=nothing_more, repr=False, compare=False)

    @property
    def also(self) -> tuple[Finding, ...]:
        """The findings of its family that passed and are told by this one."""
        return self.others()

    @property
    def z(self) -> float:
        """The signed z of the test; nought where there is none."""
        return self.evidence.z if self.evidence else 0.0

    @property
    def p(self) -> float:
        """The two-sided p of the test; of one that rests on two the larger; 1 without one."""
        return max((one.p for one in (self.evidence, self.beside) if one), default=1.0)

    @property
    def is_plain_to_see(self) -> bool:
        """Whether a reader of the bare figures would call it out: it goes far beyond almost all,
        or it moved by half or more in a year. In three years one authority in twenty moves so far.
        """
        earlier = self.earlier
        before, now = float((earlier and earlier.value) or 0), float(self.subject.value or 0)
        by_half = before > 0 and now > 0 and max(now / before, before / now) >= HALF_AS_MUCH
        return self.degree is Degree.ALMOST_ALL or (by_half and self.span == 1)

    @property
    def earlier(self) -> Cell | None:
        """The figure that a change is from; None for a level."""
        held = (one for one in self.cells if one.year == self.subject.year - self.span)
        return next(held, None) if self.span else None


@dataclass(frozen=True, slots=True)
class Vetoed:
    """A finding that passed its test and is no message, and why: ``by`` is the recording finding,
    ``note`` the note of the catalogue, that stands against it.
    """

    finding: Finding
    reason: Reason
    by: Finding | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What stands out for one area and year.

    ``level`` and ``change`` are of the head indicator (``families.toml``): always there where it
    has a number (``change``: two that may be compared). ``messages`` are none to five, in the order
    of telling. ``recording`` is for "Read with care". ``looked_at`` are the ids of the families
    that had a test. ``ordinary`` is by how much an ordinary authority's head indicator moves in a
    year, in %; None where that is not known. ``is_sparse``: most of its figures are hidden or too
    small to compare, or (``is_partial``, too) are not held. ``nearest`` is what comes nearest to a
    message where there is none: beyond most by itself, and not among so many looks. ``shown`` are
    the indicators that the page has a row of; ``told`` is what it calls out.
    ``asides`` makes what stands beside the messages, by the name of its list, when it is asked for:
    with the store open.
    """

    area: Area
    year: int
    release: str
    level: Finding | None
    change: Finding | None
    messages: tuple[Finding, ...] = ()
    recording: tuple[Finding, ...] = ()
    vetoed: tuple[Vetoed, ...] = ()
    looked_at: tuple[str, ...] = ()
    ordinary: Cell | None = None
    is_sparse: bool = False
    is_partial: bool = False
    nearest: Finding | None = None
    shown: Collection[str] = ()
    asides: Callable[[str], tuple[Finding, ...]] = field(
        default=nothing_aside, repr=False, compare=False
    )

    @property
    def told(self) -> tuple[Finding, ...]:
        """The messages; where there is none, what comes nearest, if any reader would call it out:
        that nothing stands out is never said above such a row. Of what the page has no row of
        nobody would: some 120 tests are looked at, and a row of a dozen that goes so far by chance
        stands on fewer than one page in ten.
        """
        near = self.nearest
        is_seen = near and near.is_plain_to_see and near.subject.indicator.id in self.shown
        return (near,) if near and is_seen else self.messages

    @property
    def far(self) -> tuple[Finding, ...]:
        """Stages of a case that are far beyond almost all authorities."""
        return self.asides("far")

    @property
    def with_country(self) -> tuple[Finding, ...]:
        """Changes that most authorities had too."""
        return self.asides("with_country")

    @property
    def steady(self) -> tuple[Finding, ...]:
        """What did not move beyond chance in five years."""
        return self.asides("steady")

    @property
    def revised(self) -> tuple[Finding, ...]:
        """Past figures that another release printed otherwise."""
        return self.asides("revised")
