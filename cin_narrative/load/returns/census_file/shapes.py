"""The elements of one child -> where among them each value stands, and what is unusual in them.

Every element is taken as it comes: in any order, with elements nobody knows, twice or not at all.
Each tree of elements that a child really has is worked out once, as a ``ChildShape``, which then
reads every child of that shape, in whatever file: a return has some hundred of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from cin_narrative.load.returns.census_file.groups import GROUPS, REPEATING, Group

Texts = Sequence[str | None]  # of the child and all elements in it, and None at the end
Fields = tuple[str | None, ...]
Pick = Callable[[Texts], Fields]
Notes = Counter[tuple[str, str]]

MOST_SHAPES = 5_000
NAMES_REPORTED = 20
NOWHERE = -1  # the place of what is not there: that of the None at the end
# Collected from 2026-27, provisional, and no indicator uses it.
LEFT_OUT = "PreProceedingsandFGDM"
LISTS = {"FactorsIdentifiedAtAssessment": "AssessmentFactors"}  # whose table has another name


@dataclass(slots=True)
class Element:
    """An element: its name, its place among all, and the elements in it."""

    name: str
    place: int
    inner: list[Element] = field(default_factory=list)

    def named(self, names: Iterable[str]) -> list[Element]:
        """The elements in it that have one of these names."""
        return [one for one in self.inner if one.name in names]


@dataclass(frozen=True, slots=True)
class GroupShape:
    """The single fields of a group: ``pick(texts)`` gives one text per field, the first where a
    field stands twice; of these ``missing`` are not there, and what else is None is there and
    empty.
    """

    group: str
    pick: Pick
    missing: int


@dataclass(frozen=True, slots=True)
class ListShape:
    """A group that is a list, factors, reviews or disabilities: its table, the places of its
    texts, and of how many ``rows`` each without a text is one, too.
    """

    group: str
    table: str
    places: tuple[int, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class PartShape:
    """One group of an episode: an assessment, an enquiry, a plan."""

    fields: GroupShape
    lists: tuple[ListShape, ...]


@dataclass(frozen=True, slots=True)
class EpisodeShape:
    """A CINdetails; ``several`` says whether it has more than one group of a name."""

    fields: GroupShape
    parts: tuple[PartShape, ...]
    several: bool


@dataclass(frozen=True, slots=True, eq=False)
class ChildShape:
    """One tree of elements; ``notes`` is what is unusual in every child that has it.

    Of several groups that describe the child the last counts.
    """

    identity: tuple[GroupShape, ...]
    ethnicity: tuple[GroupShape, ...]
    disabilities: tuple[ListShape, ...]
    episodes: tuple[EpisodeShape, ...]
    notes: Notes


@lru_cache(MOST_SHAPES)
def shape_of(tags: tuple[str, ...], counts: tuple[int, ...]) -> ChildShape:
    """The shape of a child: the tags of it and of all elements in it, each followed by those inside
    it, and how many stand directly in each.
    """
    return _Reader().child(_tree(iter(enumerate(zip(tags, counts, strict=True)))))


def _tree(elements: Iterator[tuple[int, tuple[str, int]]]) -> Element:
    """The next element, with all in it."""
    place, (tag, count) = next(elements)
    return Element(local_name(tag), place, [_tree(elements) for _ in range(count)])


class _Reader:
    """Works out one shape, and notes what is unusual meanwhile."""

    def __init__(self) -> None:
        self._notes: Notes = Counter()

    def child(self, child: Element) -> ChildShape:
        """The shape of a child."""
        self._note(child)
        identity, ethnicity = list[GroupShape](), list[GroupShape]()
        disabilities, episodes = list[ListShape](), list[EpisodeShape]()
        for one in child.named(GROUPS["Child"].nested):
            if one.name == "CINdetails":
                episodes.append(self._episode(one))
            elif one.name == "ChildIdentifiers":
                identity.append(self._fields(one))
            else:
                ethnicity.append(self._fields(one))
                disabilities += self._lists(one)
        groups = tuple(identity), tuple(ethnicity), tuple(disabilities), tuple(episodes)
        return ChildShape(*groups, self._notes)

    def _episode(self, element: Element) -> EpisodeShape:
        inner = element.named(GROUPS["CINdetails"].nested - {LEFT_OUT})
        fields = self._fields(element)
        parts = tuple(PartShape(self._fields(one), tuple(self._lists(one))) for one in inner)
        return EpisodeShape(fields, parts, len({one.name for one in inner}) < len(inner))

    def _fields(self, element: Element) -> GroupShape:
        self._note(element)
        group = GROUPS[element.name]
        first = {one.name: one.place for one in reversed(element.inner)}
        places = [first.get(name, NOWHERE) for name in group.fields]
        return GroupShape(group.name, _picker(places), places.count(NOWHERE))

    def _lists(self, element: Element) -> Iterator[ListShape]:
        """The lists in a group."""
        for one in element.named(GROUPS[element.name].nested):
            self._note(one)
            places = tuple(item.place for item in one.named(GROUPS[one.name].nested))
            self._count("empty", one.name, not one.inner)
            rows = max(len(one.inner), 1) if one.name == "Reviews" else 0
            yield ListShape(one.name, LISTS.get(one.name, one.name), places, rows)

    def _note(self, element: Element) -> None:
        """Note elements of a group that nobody knows, stand twice, or in another order."""
        group, names = GROUPS[element.name], [one.name for one in element.inner]
        known = [group.sequence.index(name) for name in names if name in group.sequence]
        unusual = {"unknown": _unknown(names, group), "repeated": _twice(names, group)}
        for what, found in unusual.items():
            for name in found:
                self._count(what, f"{group.name}/{name[:40]}", 1)
        self._count("reordered", group.name, known != sorted(known))

    def _count(self, what: str, where: str, count: int) -> None:
        if count:
            self._notes[what, where] += count


def _unknown(names: Iterable[str], group: Group) -> list[str]:
    return [name for name in names if name not in group.sequence]


def _twice(names: Iterable[str], group: Group) -> list[str]:
    once = set(group.sequence) - REPEATING
    return [name for name, count in Counter(names).items() if count > 1 and name in once]


def _picker(places: Sequence[int]) -> Pick:
    """What ``itemgetter`` is for several places, for one, too."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: tuple([texts[place] for place in places])


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
