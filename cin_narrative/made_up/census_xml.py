"""Invented cases -> a census file of the year's structure that says that it is made up."""

from __future__ import annotations

from codecs import getwriter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from cin_narrative.load.returns.census_file.contents import MADE_UP
from cin_narrative.made_up.records import Assessment, Child, Episode, Plan
from cin_narrative.store.kept_files import AS_USUAL, whole_file

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
# The collections from which, or until which, an element is in DfE's structure.
SEX_SINCE, PLANS_SINCE, CONTENT_UNTIL = 2025, 2022, 2021


def write_return(path: Path, area: str, year: int, episodes: Iterable[Episode]) -> None:
    """Write a census file for ``year`` (the structure of that year's collection) that says in its
    header that it is made up.
    """
    by_child: dict[int, list[Episode]] = {}
    for episode in episodes:
        by_child.setdefault(id(episode.child), []).append(episode)
    with whole_file(path, AS_USUAL) as whole:
        file = getwriter("utf-8")(whole)
        file.write(_header(area, year))
        for group in by_child.values():
            group.sort(key=lambda episode: episode.referral)
            file.writelines(_child(group, year))
        file.write("</Children>\n</Message>\n")


def _header(area: str, year: int) -> str:
    details = _element("Collection", "CIN") + _element("Year", year)
    details += _element("ReferenceDate", f"{year}-03-31")
    source = _element("SourceLevel", "L") + _element("LEA", area)
    source += _element("SoftwareCode", MADE_UP) + _element("Release", 1)
    source += _element("SerialNo", "001") + _element("DateTime", f"{year}-05-01T09:00:00")
    header = _element("CollectionDetails", details) + _element("Source", source)
    if year <= CONTENT_UNTIL:
        levels = _element("CBDSLevels", _element("CBDSLevel", "Child"))
        header += _element("Content", levels)
    return f"{DECLARATION}\n<Message>\n{_element('Header', header)}\n<Children>\n"


def _element(name: str, value: object) -> str:
    return f"<{name}>{value}</{name}>"


def _list(name: str, item: str, values: Iterable[object]) -> str:
    """A group that is a list; nothing where it is empty."""
    items = "".join(_element(item, value) for value in values)
    return _element(name, items) if items else ""


def _day(name: str, day: int | None) -> str:
    return "" if day is None else _element(name, _iso(day))


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _child(episodes: list[Episode], year: int) -> Iterator[str]:
    child = episodes[0].child
    yield "<Child>" + _element("ChildIdentifiers", _identifiers(child, year))
    codes = child.disabilities or (["NONE"] if child.born is not None else [])
    disabilities = _list("Disabilities", "Disability", codes)
    ethnicity = _element("Ethnicity", child.ethnicity)
    yield _element("ChildCharacteristics", ethnicity + disabilities)
    for episode in episodes:
        yield _element("CINdetails", "".join(_details(episode, year)))
    yield "</Child>\n"


def _identifiers(child: Child, year: int) -> str:
    text = _element("LAchildID", child.identity) + _element("UPNunknown", "UN4")
    text += _day("PersonBirthDate", child.born) + _day("ExpectedPersonBirthDate", child.expected)
    if year >= SEX_SINCE:
        return text + _element("Sex", child.sex)
    return text + _element("GenderCurrent", {"M": 1, "F": 2, "U": 0}[child.sex])


def _details(episode: Episode, year: int) -> Iterator[str]:
    """What one CINdetails module holds, in the order of DfE's structure."""
    yield _day("CINreferralDate", episode.referral)
    yield _element("ReferralSource", episode.source)
    if episode.need and not episode.nfa:
        yield _element("PrimaryNeedCode", episode.need)
    yield _day("CINclosureDate", episode.closure)
    if episode.reason and episode.closure is not None:
        yield _element("ReasonForClosure", episode.reason)
    yield from map(_assessment, episode.assessments)
    if year >= PLANS_SINCE:
        for start, end in episode.need_plans:
            dates = _day("CINPlanStartDate", start) + _day("CINPlanEndDate", end)
            yield _element("CINPlanDates", dates)
    for start, held in episode.enquiries:
        dates = _day("S47ActualStartDate", start) + _day("DateOfInitialCPC", held)
        yield _element("Section47", dates + _element("ICPCnotRequired", int(held is None)))
    yield _element("ReferralNFA", int(episode.nfa))
    yield from map(_plan, episode.plans)


def _assessment(one: Assessment) -> str:
    text = _day("AssessmentActualStartDate", one.start)
    text += _day("AssessmentAuthorisationDate", one.end)
    text += _list("FactorsIdentifiedAtAssessment", "AssessmentFactors", one.factors)
    return _element("Assessments", text)


def _plan(plan: Plan) -> str:
    text = _day("CPPstartDate", plan.start) + _day("CPPendDate", plan.end)
    text += _element("InitialCategoryOfAbuse", plan.initial)
    text += _element("LatestCategoryOfAbuse", plan.latest)
    text += _element("NumberOfPreviousCPP", plan.previous)
    text += _list("Reviews", "CPPreviewDate", map(_iso, plan.reviews))
    return _element("ChildProtectionPlans", text)
