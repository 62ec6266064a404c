"""The children that a group of a file really has -> how it is read, and what is unusual in it.

Every element is taken as it comes: in any order, with elements nobody knows, twice or not at all.
Each combination of children that a group really has is worked out once, as a ``Shape``, which then
reads every group of that shape and counts them, so that what is unusual can be reported at the end
without slowing the reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from operator import itemgetter

from cin_narrative.load.returns.census_file.groups import REPEATING, Group

Pick = Callable[[list[str | None]], tuple[str | None, ...]]

MOST_SHAPES = 5_000
NAMES_REPORTED = 20


class Shape:
    """One combination of children of a group.

    ``pick(texts)`` takes the texts of the children, with None added at the end, and gives one text
    per field, the first where a field stands twice; of these ``missing`` are not there, and what
    else is None is there and ``empty``. ``nested`` lists (position, name) of the groups inside,
    ``several`` says whether any of them stands there more than once.
    """

    __slots__ = (
        "empty",
        "missing",
        "nested",
        "pick",
        "reordered",
        "repeated",
        "seen",
        "several",
        "unknown",
    )

    def __init__(self, group: Group, names: tuple[str, ...]) -> None:
        first = {name: position for position, name in reversed(list(enumerate(names)))}
        picks = [first.get(field, -1) for field in group.fields]
        self.pick: Pick = itemgetter(*picks) if len(picks) > 1 else _none_or_one(picks)
        self.missing = sum(position < 0 for position in picks)
        self.nested = [
            (position, name) for position, name in enumerate(names) if name in group.nested
        ]
        self.several = len({name for _, name in self.nested}) < len(self.nested)
        known = [group.sequence.index(name) for name in names if name in group.sequence]
        self.unknown = [name for name in names if name not in group.sequence]
        self.reordered = known != sorted(known)
        self.repeated = [
            name
            for name, count in Counter(names).items()
            if count > 1 and name in group.sequence and name not in REPEATING
        ]
        self.seen = 0
        self.empty = 0


def _none_or_one(picks: list[int]) -> Pick:
    """What ``itemgetter`` is for several places, for one and for none."""
    return lambda texts: tuple([texts[place] for place in picks])


class Shapes(dict[tuple[str, ...], Shape]):
    """The shapes of one group by the tags of its children, each made when it is first met."""

    def __init__(self, group: Group, notes: Counter[tuple[str, str]]) -> None:
        super().__init__()
        self._group = group
        self._notes = notes

    def __missing__(self, tags: tuple[str, ...]) -> Shape:
        if len(self) >= MOST_SHAPES:
            self.report()
        shape = self[tags] = Shape(self._group, tuple(map(local_name, tags)))
        return shape

    def report(self) -> None:
        """Add what was unusual to the notes, and forget the shapes."""
        for shape in self.values():
            for what, names in (("unknown", shape.unknown), ("repeated", shape.repeated)):
                for name in names:
                    self._notes[what, f"{self._group.name}/{name[:40]}"] += shape.seen
            if shape.reordered:
                self._notes["reordered", self._group.name] += shape.seen
            if shape.empty:
                self._notes["empty", self._group.name] += shape.empty
        self.clear()


def local_name(tag: object) -> str:
    """The name of an element without its namespace; empty for what is no element (a comment, an
    entity).
    """
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


class LocalNames(dict[object, str]):
    """Tag -> local name, remembered."""

    def __missing__(self, tag: object) -> str:
        name = local_name(tag)
        if len(self) < MOST_SHAPES:
            self[tag] = name
        return name


def first_names(notes: Iterable[str]) -> list[str]:
    """The first names of a list that may be long, with a word on the rest."""
    names = sorted(notes)
    return names[:NAMES_REPORTED] + (
        [f"and {len(names) - NAMES_REPORTED} more"] if len(names) > NAMES_REPORTED else []
    )
