"""The records that the generator invents, and the writing of them as a census file of the year's
structure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cin_narrative.load.returns.xml_reader import MADE_UP

SEX_SINCE, PLANS_SINCE, CONTENT_UNTIL = 2025, 2022, 2021


@dataclass(slots=True)
class Plan:
    """A child protection plan; days are ordinal numbers."""

    start: int
    end: int | None
    initial: str = "NEG"
    latest: str = "NEG"
    previous: int = 0
    reviews: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Assessment:
    """An assessment with its factors."""

    start: int
    end: int
    factors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Child:
    """A child that does not exist."""

    identity: str = ""
    born: int | None = None
    expected: int | None = None
    sex: str = "F"
    ethnicity: str = "WBRI"
    disabilities: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Episode:
    """One CINdetails module. ``enquiries`` are (start, conference or None)."""

    child: Child
    referral: int
    closure: int | None = None
    reason: str | None = None
    source: str = "1A"
    need: str | None = "N1"
    nfa: bool = False
    assessments: list[Assessment] = field(default_factory=list)
    need_plans: list[tuple[int, int | None]] = field(default_factory=list)
    enquiries: list[tuple[int, int | None]] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)


def write_return(path: Path, area: str, year: int, episodes: Iterable[Episode]) -> None:
    """Write a census file for ``year`` (the structure of that year's collection) that says in its
    header that it is made up.
    """
    by_child: dict[int, list[Episode]] = {}
    for episode in episodes:
        by_child.setdefault(id(episode.child), []).append(episode)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_header(area, year))
        for group in by_child.values():
            group.sort(key=lambda episode: episode.referral)
            file.writelines(_child(group, year))
        file.write("</Children>\n</Message>\n")


def _header(area: str, year: int) -> str:
    content = (
        "<Content><CBDSLevels><CBDSLevel>Child</CBDSLevel></CBDSLevels></Content>"
        if year <= CONTENT_UNTIL
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n<Header><CollectionDetails><Collection>CIN</Collection>'
        f"<Year>{year}</Year><ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel>"
        f"<LEA>{area}</LEA><SoftwareCode>{MADE_UP}</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo>"
        f"<DateTime>{year}-05-01T09:00:00</DateTime></Source>{content}</Header>\n<Children>\n"
    )


def _element(name: str, value: object) -> str:
    return f"<{name}>{value}</{name}>"


def _day(name: str, day: int | None) -> str:
    return "" if day is None else f"<{name}>{date.fromordinal(day).isoformat()}</{name}>"


def _child(episodes: list[Episode], year: int) -> Iterator[str]:
    child = episodes[0].child
    yield (
        "<Child><ChildIdentifiers>"
        + _element("LAchildID", child.identity)
        + _element("UPNunknown", "UN4")
    )
    yield _day("PersonBirthDate", child.born) + _day("ExpectedPersonBirthDate", child.expected)
    if year >= SEX_SINCE:
        yield _element("Sex", child.sex)
    else:
        yield _element("GenderCurrent", {"M": 1, "F": 2, "U": 0}[child.sex])
    yield "</ChildIdentifiers><ChildCharacteristics>" + _element("Ethnicity", child.ethnicity)
    codes = child.disabilities or (["NONE"] if child.born is not None else [])
    if codes:
        yield (
            "<Disabilities>"
            + "".join(_element("Disability", code) for code in codes)
            + "</Disabilities>"
        )
    yield "</ChildCharacteristics>"
    for episode in episodes:
        yield from _episode(episode, year)
    yield "</Child>\n"


def _episode(episode: Episode, year: int) -> Iterator[str]:
    yield (
        "<CINdetails>"
        + _day("CINreferralDate", episode.referral)
        + _element("ReferralSource", episode.source)
    )
    yield _element("PrimaryNeedCode", episode.need) if episode.need and not episode.nfa else ""
    yield _day("CINclosureDate", episode.closure)
    yield (
        _element("ReasonForClosure", episode.reason)
        if episode.reason and episode.closure is not None
        else ""
    )
    for one in episode.assessments:
        yield (
            "<Assessments>"
            + _day("AssessmentActualStartDate", one.start)
            + _day("AssessmentAuthorisationDate", one.end)
        )
        if one.factors:
            factors = "".join(_element("AssessmentFactors", code) for code in one.factors)
            yield _element("FactorsIdentifiedAtAssessment", factors)
        yield "</Assessments>"
    for start, end in episode.need_plans if year >= PLANS_SINCE else ():
        yield (
            "<CINPlanDates>"
            + _day("CINPlanStartDate", start)
            + _day("CINPlanEndDate", end)
            + "</CINPlanDates>"
        )
    for start, held in episode.enquiries:
        yield "<Section47>" + _day("S47ActualStartDate", start) + _day("DateOfInitialCPC", held)
        yield _element("ICPCnotRequired", 1 if held is None else 0) + "</Section47>"
    yield _element("ReferralNFA", 1 if episode.nfa else 0)
    for plan in episode.plans:
        yield from _plan(plan)
    yield "</CINdetails>"


def _plan(plan: Plan) -> Iterator[str]:
    yield "<ChildProtectionPlans>" + _day("CPPstartDate", plan.start) + _day("CPPendDate", plan.end)
    yield _element("InitialCategoryOfAbuse", plan.initial) + _element(
        "LatestCategoryOfAbuse", plan.latest
    )
    yield _element("NumberOfPreviousCPP", plan.previous)
    if plan.reviews:
        yield (
            "<Reviews>" + "".join(_day("CPPreviewDate", day) for day in plan.reviews) + "</Reviews>"
        )
    yield "</ChildProtectionPlans>"


def as_of(episodes: Iterable[Episode], day: int, first: int) -> Iterator[Episode]:
    """``episodes`` as a return whose year ended on ``day`` would have held them: nothing later,
    nothing that was over by ``first``.
    """
    for episode in episodes:
        if episode.referral > day or (episode.closure is not None and episode.closure < first):
            continue
        open_then = episode.closure is None or episode.closure > day
        yield Episode(
            episode.child,
            episode.referral,
            None if open_then else episode.closure,
            None if open_then else episode.reason,
            episode.source,
            episode.need,
            episode.nfa,
            [a for a in episode.assessments if a.end <= day],
            [
                (start, end if end and end <= day else None)
                for start, end in episode.need_plans
                if start <= day
            ],
            [
                (start, held)
                for start, held in episode.enquiries
                if start <= day and (held is None or held <= day)
            ],
            [
                Plan(
                    p.start,
                    p.end if p.end and p.end <= day else None,
                    p.initial,
                    p.initial,
                    p.previous,
                    [review for review in p.reviews if review <= day],
                )
                for p in episode.plans
                if p.start <= day
            ],
        )
