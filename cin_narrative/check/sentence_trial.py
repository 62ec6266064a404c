"""One template and specimens of its kind of claim -> what is wrong with its sentences.

A name that no claim gives; a branch that no specimen takes; a thing that a claim says and its
sentence does not, so that two claims read alike; a word that points the other way than its claim,
or none where its claim points; a figure that is never printed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum
from inspect import getsource
from itertools import combinations, permutations, product
from textwrap import dedent
from typing import Any, NamedTuple

from cin_narrative.check.direction_words import NO, OTHER_WAY, YES, DirectionWords
from cin_narrative.check.house import unknown_name
from cin_narrative.check.specimens.claims import Choice, Kind, Specimens, is_closed
from cin_narrative.messages import message
from cin_narrative.store.figure import Figure
from cin_narrative.writing.branches import Branches, TemplateFault
from cin_narrative.writing.contexts import context
from cin_narrative.writing.render import Ledger, Slot

# So many fields are varied at once, over so many values of each; what comes after ``ALWAYS`` only
# while a branch is untaken.
ALWAYS = ((0, 1), (1, 99), (2, 7))
THEN = ((3, 6), (2, 99), (4, 4))
# what claims that no desk makes come to
NONSENSE = (IndexError, ValueError, KeyError, TypeError, AttributeError)
UNKNOWN = "unknown name"
MARK = re.compile(r" \[\d+\]")
MANY = 12  # a field of so many values is no closed list of names
# What a claim holds for other eyes than a reader's: what is drawn, scored, counted or derived from.
QUIET = frozenset(
    {
        ("Trend", "figures"),
        ("Breakdown", "listed_all"),
        ("ChangeConfirmed", "earlier"),
        ("League", "missing"),
        ("Quarter", "rank"),
    }
)
# Where a sentence may be of a level alone, or of nothing that moved, and not say which way.
LEVELS = frozenset(
    {
        ("HowMany", "course"),
        ("Rated", "turn"),
        ("Track", "turn"),
        ("Point", "way"),
        ("Quiet", "course"),
        ("Movers", "falling"),
        ("Run", "rising"),
    }
)


class Said(NamedTuple):
    """A sentence, and the words that it was given to say which way its claim points, by name."""

    text: str
    ways: Mapping[str, str]

    def turns(self, other: Said) -> bool:
        """Whether the other was given a word that points the other way."""
        return any(OTHER_WAY[way] == other.ways.get(name) for name, way in self.ways.items())


class Trial:
    """One template on all its specimens."""

    def __init__(
        self, kind: Kind, branches: Branches, specimens: Specimens, words: DirectionWords
    ) -> None:
        self.kind, self._branches, self._specimens, self._words = kind, branches, specimens, words
        self._given: set[str] = set()
        self._texts: dict[Choice, Said] = {}
        self._grouped: dict[str, list[dict[int, Said]]] = {}  # once all were tried
        self._failed: dict[tuple[int, str], frozenset[int]] = {}
        self._placed: set[str] = set()  # the fields whose every figure was once printed
        self._ways: set[frozenset[int]] = set()  # through the template, that were taken
        self._unnamed: dict[str, int] = {}  # a gap named for an end, and a line without that
        self._left_out: dict[str, int] = {}  # a figure's name, and a line of a sentence without it

    def run(self) -> None:
        """Try specimens, more and more unlike the first, until every branch was taken."""
        for step in (*ALWAYS, *THEN):
            if step in THEN and not self._branches.untaken:
                return
            for choice, claim in self._specimens.varied(self.kind, *step):
                self._try(choice, claim)

    def _try(self, choice: Choice, claim: Any) -> None:
        ledger = Ledger()

        def place(figure: Figure, text: str | None = None) -> Slot:
            return Slot(figure, ledger, text)

        try:
            given = context(claim, place)
        except NONSENSE:
            return
        self._given |= set(given)
        try:
            text = self._branches.render(given)
        except TemplateFault as error:
            self._failed.setdefault((error.line, str(error)), error.taken)
            return
        self._texts[choice] = Said(text, self._words.ways(given))
        self._look_for_unnamed(given)
        held = _figures_of(claim, self._placed)
        cited = {figure.key for figure in ledger.figures} if held else set()
        self._placed |= {name for name, one in held.items() if {f.key for f in one} <= cited}
        for name, value in given.items():  # last: a figure that is asked for its text is cited
            if name not in self._left_out and _cites(value) and _squeezed(value) not in text:
                self._left_out[name] = self._branches.last_line

    def _look_for_unnamed(self, given: Mapping[str, Any]) -> None:
        """Whether what is named for an end is called so, once on each way through the template."""
        line, way = self._branches.last_line, self._branches.way
        if way not in self._ways:
            self._ways.add(way)
            marked = self._words.marked(given)
            text = self._branches.render({**given, **marked}) if marked else ""
            for name in self._words.unnamed(text):
                self._unnamed.setdefault(name, line)

    def faults(self) -> Iterator[tuple[int, str]]:
        """(line, what is wrong), each once."""
        if not self._given and not (written := _keys_written(self.kind)):
            yield 0, message("check.no_specimen", kind=self.kind.__name__)
            return
        self._given = self._given or written
        unknown = {
            name: line for name, line in self._branches.names.items() if name not in self._given
        }
        for name, line in unknown.items():
            yield line, unknown_name(message("check.a_name"), name, self._given)
        yield from self._render_faults(unknown)
        if unknown or not self._texts:
            return  # what follows from an unknown name is no fault of its own
        for branch in self._branches.untaken:
            yield branch.line, message("check.branch_untaken", condition=branch.condition)
        for name, line in self._unnamed.items():
            yield line, message("check.unnamed", name=name)
        yield from ((0, message("check.undenied", words=text)) for text in self._undenied())
        for name, text in self._undirected():
            yield 0, message("check.undirected", field=name, words=text)
        for name, line in self._left_out.items():
            yield line, message("check.left_out", name=name)
        yield from self._silent()

    def _render_faults(self, unknown: Mapping[str, int]) -> Iterator[tuple[int, str]]:
        """Only what fails on every specimen that comes there: some specimens make no sense."""
        for (line, text), taken in self._failed.items():
            named = any(f'"{name}"' in text or f"'{name}'" in text for name in unknown)
            always = not self._texts or not taken <= self._branches.taken
            if not named and (UNKNOWN in text or always):
                yield line, message("check.template", why=text)

    def _silent(self) -> Iterator[tuple[int, str]]:
        """What a claim says and its sentence does not."""
        for name, pool in self._specimens.pools(self.kind).items():
            if (self.kind.__name__, name) in QUIET or len(pool) < 2:
                continue
            told = self._told(name)
            if not told:
                yield 0, message("check.not_told", field=name)
            elif is_closed(self.kind, name, pool):
                for pair in combinations(range(len(pool)), 2):
                    if pair not in told:
                        one, other = (_shown(pool[place]) for place in pair)
                        yield 0, message("check.told_alike", field=name, one=one, other=other)
        first: Any = next(iter(self._specimens.varied(self.kind, 0)))[1]
        for name in _figures_of(first):
            if name not in self._placed and (self.kind.__name__, name) not in QUIET:
                yield 0, message("check.not_printed", field=name)

    def turned(self) -> set[tuple[str, str]]:
        """(word, field): a word that stands where a field of the claim points the other way, and
        not where nothing but that field is turned round.
        """
        return {
            (word, name)
            for name, one, other, way in self._both_ways()
            for word in self._words.against(one.text, other.text, way)
        }

    def _both_ways(self) -> Iterator[tuple[str, Said, Said, str]]:
        """(field, sentence, another, way of the first), of each two whose claims differ in that
        field alone, and in it point opposite ways.
        """
        for name, pool in self._specimens.pools(self.kind).items():
            ways = [self._words.of_field(name, value) for value in pool]
            two_ways = any(OTHER_WAY.get(way) in ways for way in ways)
            for group in self._groups(name) if two_ways else ():
                for one, other in permutations(group, 2):
                    if ways[one] and ways[other] == OTHER_WAY[ways[one]]:
                        yield name, group[one], group[other], ways[one]

    def _undirected(self) -> Iterator[tuple[str, str]]:
        """(field, sentence) of each field that turns the claim round, where the sentence has no
        word for its way and the other one has, or says nothing of what it is given for it.
        """
        found: dict[str, str] = {}
        for name, one, other, way in self._both_ways():
            if self._words.one_sided(one.text, other.text, way):
                found.setdefault(name, one.text)
        for name in self._specimens.pools(self.kind):
            level = (self.kind.__name__, name) in LEVELS
            for group in () if level else self._groups(name):
                for one, other in combinations(group.values(), 2):
                    if one.text == other.text and one.ways != other.ways and one.turns(other):
                        found.setdefault(name, one.text)
        yield from found.items()

    def _undenied(self) -> Iterator[str]:
        """A sentence that answers No, and takes nothing back of what is answered Yes where one
        field alone differs; one of them.
        """
        for name in self._specimens.pools(self.kind) if "answer" in self._given else ():
            groups = self._groups(name)
            both = {pair for group in groups for pair in _noes_and_yeses(group.values())}
            asked = both if name in self._branches.names else ()  # it tells by more than its answer
            tried = {pair for pair in both if pair[0] != pair[1]} or asked
            wrong = sorted(pair for pair in tried if not self._words.denies(*pair))
            yield from (one for one, _ in wrong[:1])

    def _groups(self, name: str) -> list[dict[int, Said]]:
        """The sentences of specimens that differ in one field alone, by the place of its value."""
        if not self._grouped:
            self._grouped = self._grouped_by_field()
        return self._grouped.get(name, [])

    def _grouped_by_field(self) -> dict[str, list[dict[int, Said]]]:
        """All such groups of two sentences or more, in one pass, by the field."""
        groups: dict[str, dict[Choice, dict[int, Said]]] = {}
        for choice, said in self._texts.items():
            for at, (name, place) in enumerate(choice):
                rest = choice[:at] + choice[at + 1 :]
                of_rest = {0: self._texts[rest]} if rest in self._texts else {}
                groups.setdefault(name, {}).setdefault(rest, of_rest)[place] = said
        return {name: list(found.values()) for name, found in groups.items()}

    def _told(self, name: str) -> set[tuple[int, int]]:
        """The pairs of values of a field that the sentence tells apart in any specimen."""
        found = set()
        for group in self._groups(name):
            pairs = combinations(sorted(group), 2) if len(group) < MANY else ()
            found |= {(one, two) for one, two in pairs if group[one].text != group[two].text}
            if len(group) >= MANY and len({one.text for one in group.values()}) > 1:
                found.add((0, 0))  # not a closed list: that it tells anything apart is enough
        return found


def _keys_written(kind: Kind) -> set[str]:
    """The names that the context of a kind gives, as its source says: where a threshold is at fault
    no specimen can be made.
    """
    tree = ast.parse(dedent(getsource(context.dispatch(kind))))
    keys = (key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys)
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)}


def _cites(value: Any) -> bool:
    """Whether a value that a template is given is a figure, or holds the mark of one."""
    is_marked = isinstance(value, str) and "[" in value and bool(MARK.search(value))
    return is_marked or isinstance(value, Slot)


def _noes_and_yeses(said: Iterable[Said]) -> Iterator[tuple[str, str]]:
    """Of each two sentences, of which one answers No and the other Yes, what comes after."""
    rests: dict[str, set[str]] = {NO: set(), YES: set()}
    for text in {one.text for one in said}:
        answer, _, rest = text.partition(" ")
        rests.get(answer.rstrip(":,.").lower(), set()).add(rest)
    return product(rests[NO], rests[YES])


def _squeezed(value: Any) -> str:
    return " ".join(str(value).split())


def _shown(value: Any) -> str:
    return f'"{value.value if isinstance(value, Enum) else value}"'


def _figures_of(claim: Any, beside: Collection[str] = ()) -> dict[str, list[Figure]]:
    """The figures that a claim holds itself, by field; those of the fields ``beside`` left out."""
    found: dict[str, list[Figure]] = {}
    for name in claim.__dataclass_fields__:
        value = () if name in beside else getattr(claim, name)
        held = value if isinstance(value, tuple) else (value,)
        figures = [one for one in held if isinstance(one, Figure)]
        if figures:
            found[name] = figures
    return found
