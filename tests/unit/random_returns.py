"""Returns of a few children with anything in them, from a seed: for properties, not for figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from cin_narrative.load.returns.census_file.groups import GROUPS

# An element: its name, and its text or the elements in it.
Element = tuple[str, Any]
NEEDS, SOURCES = ("N1", "N2", "N0"), ("1A", "5B", "10")
REASONS = ("RC1", "RC5", "RC8", "RC9")
FACTORS, ABUSE = ("3B", "4A", "16A", "21"), ("NEG", "PHY", "EMO")
LONGEST = 600  # days


class RandomReturn:
    """One return; ``children`` are its elements, to be changed at will."""

    def __init__(self, seed: int, children: int = 12, year: int = 2025) -> None:
        self._random, self.year = Random(seed), year
        self.last = date(year, 3, 31)
        self.children: list[Element] = [self._child(number) for number in range(children)]

    def _some(self, element: Element, share: float = 0.9) -> list[Element]:
        return [element] if self._random.random() < share else []

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(self._random.randint(0, max((last - first).days, 0)))

    def _child(self, number: int) -> Element:
        pick, born = self._random.choice, self._day(date(self.year - 18, 1, 1), self.last)
        identity = [
            ("LAchildID", f"C{number}"),
            ("PersonBirthDate", str(born)),
            ("Sex", pick("FMU")),
        ]
        about = [
            *self._some(("Ethnicity", pick(("WBRI", "MWBC", "AIND", "REFU")))),
            *self._some(("Disabilities", [("Disability", pick(("NONE", "AUT", "LD")))])),
        ]
        episodes = [self._episode() for _ in range(self._random.randint(1, 3))]
        return (
            "Child",
            [("ChildIdentifiers", identity), ("ChildCharacteristics", about), *episodes],
        )

    def _episode(self) -> Element:
        pick, referred = self._random.choice, self._day(self.last - timedelta(LONGEST), self.last)
        closed = self._random.random() < 0.5
        parts = [
            self._part(name, referred)
            for name in ("Assessments", "CINPlanDates", "Section47")
            for _ in range(self._random.randint(0, 1))
        ]
        plans = [
            self._part("ChildProtectionPlans", referred) for _ in range(self._random.randint(0, 1))
        ]
        ends = [
            ("CINclosureDate", str(self._day(referred, self.last))),
            ("ReasonForClosure", pick(REASONS)),
        ]
        inner = [
            ("CINreferralDate", str(referred)),
            ("ReferralSource", pick(SOURCES)),
            ("PrimaryNeedCode", pick(NEEDS)),
            *(ends if closed else []),
            *self._some(("DateOfInitialCPC", str(self._day(referred, self.last))), 0.1),
            *parts,
            ("ReferralNFA", pick(("0", "0", "0", "1"))),
            *plans,
        ]
        return ("CINdetails", inner)

    def _part(self, name: str, referred: date) -> Element:
        pick, start = self._random.choice, self._day(referred, self.last)
        end = str(self._day(start, self.last))
        first: list[Element] = [(GROUPS[name].sequence[0], str(start))]
        if name == "Assessments":
            factors = [("AssessmentFactors", code) for code in {pick(FACTORS), pick(FACTORS)}]
            rest = [
                *self._some(("AssessmentAuthorisationDate", end)),
                ("FactorsIdentifiedAtAssessment", factors),
            ]
        elif name == "CINPlanDates":
            rest = self._some(("CINPlanEndDate", end), 0.5)
        elif name == "Section47":
            rest = self._some(("DateOfInitialCPC", end), 0.5)
        else:
            reviews = [
                ("CPPreviewDate", str(self._day(start, self.last)))
                for _ in range(self._random.randint(0, 2))
            ]
            kinds = [
                ("InitialCategoryOfAbuse", pick(ABUSE)),
                ("LatestCategoryOfAbuse", pick(ABUSE)),
            ]
            rest = [
                *self._some(("CPPendDate", end), 0.5),
                *kinds,
                ("NumberOfPreviousCPP", pick("012")),
                ("Reviews", reviews),
            ]
        return (name, first + rest)

    def texts(self) -> list[tuple[list[Element], int]]:
        """Every field that has a text: the list it stands in and its place there."""
        return list(_texts(self.children))

    def without(self, name: str) -> RandomReturn:
        """Take out every group or field called ``name``."""
        self.children = [_without(one, name) for one in self.children]
        return self

    def xml(self, area: str = "831") -> str:
        """The return as a file."""
        return (
            f"<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>{self.year}</Year>"
            f"<ReferenceDate>{self.last}</ReferenceDate></CollectionDetails><Source><LEA>{area}</LEA>"
            f"<DateTime>{self.year}-05-01T09:00:00</DateTime></Source></Header><Children>"
            f"{''.join(map(_xml, self.children))}</Children></Message>"
        )


def _texts(elements: list[Element]) -> Iterator[tuple[list[Element], int]]:
    for place, (_, content) in enumerate(elements):
        if isinstance(content, list):
            yield from _texts(content)
        else:
            yield elements, place


def _without(element: Element, name: str) -> Element:
    tag, content = element
    if isinstance(content, str):
        return element
    return tag, [_without(one, name) for one in content if one[0] != name]


def _xml(element: Element) -> str:
    tag, content = element
    return f"<{tag}>{content if isinstance(content, str) else ''.join(map(_xml, content))}</{tag}>"
