"""Attacks on a suppressed count through a conversation: whatever is asked, in whatever order, it cannot be worked out from the answers.

The attacker keeps every number of every answer, and knows that the parts of a breakdown add up to their whole, that a percentage times its
whole is a count, that a change and one end give the other end, and that a sum less its other members gives the last.
"""

import itertools
import random

import pytest

from cin_narrative import api
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.decisions import deciding
from cin_narrative.store.observations import Release
from cin_narrative.store.store import Store
from cin_narrative.store.write import StoreBuilder

DERBY, LEEDS, YEARS = "831", "383", (2022, 2023, 2024)
PLANS, CATEGORY = "child_protection_plans_at_31_march", "child_protection_plans_at_31_march_by_latest_category"
REFERRALS, NFA, SOURCE = "referrals", "referrals_no_further_action", "referrals_by_source"
TRUE = {"neglect": 58, "emotional_abuse": 31, "physical_abuse": 3, "sexual_abuse": 4, "multiple": 8}  # of 104
SOURCES = {"individual": 210, "schools": 300, "education_services": 40, "health_services": 155, "housing": 25, "local_authority_services": 130,
           "police": 390, "other_legal_agency": 50, "other": 90, "anonymous": 3, "unknown": 2}  # fmt: skip
HIDDEN = {(CATEGORY, "physical_abuse"), (CATEGORY, "sexual_abuse"), (SOURCE, "anonymous"), (SOURCE, "unknown")}
QUESTIONS = [
    "child protection plans in {area} {year}", "child protection plans in {area} by category {year}", "plans for neglect in {area} {year}",
    "plans for emotional abuse in {area} {year}", "plans for physical abuse in {area} {year}", "plans for sexual abuse in {area} {year}",
    "plans under multiple categories in {area} {year}", "percentage of plans for neglect in {area} {year}",
    "percentage of child protection plans for physical abuse in {area} {year}", "number of plans for sexual abuse in {area} {year}",
    "trend in plans for physical abuse in {area}", "change in plans for sexual abuse in {area} between 2022 and {year}",
    "average plans for physical abuse in {area} from 2022 to 2024", "plans for physical abuse in Derby and Leeds combined {year}",
    "plans for neglect in Derby and Leeds combined {year}", "child protection plans in Derby and Leeds combined {year}",
    "what share of plans in {area} {year} were for sexual abuse", "how many times more plans for physical abuse in Derby than in Leeds {year}",
    "referrals in {area} {year}", "referrals by source in {area} {year}", "anonymous referrals in {area} {year}",
    "percentage of referrals from the police in {area} {year}", "referrals from schools in {area} {year}",
    "rank of {area} on anonymous referrals {year}", "plans for physical abuse in {area} in {year} compared with England",
    "no further action in {area} {year}", "which authority has the most plans for sexual abuse {year}",
    "list plans for physical abuse for every authority {year}", "plans for physical and sexual abuse in {area} {year} combined",
    "the difference between plans for sexual abuse in Derby and Leeds {year}",
]  # fmt: skip


def rows(area, factor, hide):
    """Observations of one area: the counts, the percentages that DfE prints, and the symbols of what is hidden."""
    for year in YEARS:
        parts = {CATEGORY: TRUE, SOURCE: SOURCES}
        for indicator, counts in parts.items():
            whole = sum(counts.values()) * factor
            yield (area, year, PLANS if indicator == CATEGORY else REFERRALS, "count", "", whole, None, 1, "total", None)
            for category, count in counts.items():
                secret = hide and (indicator, category) in HIDDEN
                value, symbol = (None, "c") if secret else (count * factor, None)
                yield (area, year, indicator, "count", category, value, symbol, 1, category, None)
        yield (area, year, NFA, "count", "", 37 * factor, None, 1, "nfa", None)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("attack") / "store.duckdb"
    release = Release("2024", "A made-up release", 2024.0)
    with StoreBuilder(path) as builder:
        made = [*rows(DERBY, 1, True), *rows(LEEDS, 3, False), *rows("E92000001", 40, False)]
        builder.add_observations("made_up.csv", "0" * 64, release, made, 0)
        builder.publish(deciding(load_catalogue()))
    with Store.open(path) as opened:
        yield opened


class Attacker:
    """Keeps what was shown and works out what follows from it."""

    def __init__(self):
        self.counts = {}  # (area, year, indicator, category) -> count
        self.sums = []  # (sorted cells, total)

    def hear(self, record):
        figures = {figure["mark"]: figure for figure in record["figures"]}
        for figure in figures.values():
            cell = (figure["area"], figure["year"], figure["indicator"], figure["category"] or "")
            if figure["value"] is None or figure["measure"] == "rank":
                continue
            inputs = [figures[mark] for mark in figure["derived_from"] if mark in figures]
            if figure["measure"] == "count" and not inputs:
                self.counts[cell] = figure["value"]
            elif figure["measure"] == "count":
                self.sums.append((tuple((f["area"], f["year"], f["indicator"], f["category"] or "") for f in inputs), figure["value"]))
            elif figure["measure"] == "percentage" and figure["numerator"] is not None:
                self.counts[cell] = figure["numerator"]

    def known(self):
        """Every count that follows: parts of a whole but for one, members of a sum but for one."""
        known = dict(self.counts)
        for _ in range(3):
            for area, year in itertools.product(("Derby", "Leeds"), YEARS):
                for whole, breakdown, parts in ((PLANS, CATEGORY, TRUE), (REFERRALS, SOURCE, SOURCES)):
                    cells = [(area, year, breakdown, part) for part in parts]
                    missing = [cell for cell in cells if cell not in known]
                    total = known.get((area, year, whole, ""))
                    if total is not None and len(missing) == 1:
                        known[missing[0]] = total - sum(known[cell] for cell in cells if cell in known)
            for cells, total in self.sums:
                missing = [cell for cell in cells if cell not in known]
                if len(missing) == 1:
                    known[missing[0]] = total - sum(known[cell] for cell in cells if cell in known)
        return known


def gives_away(attacker):
    known = attacker.known()
    return [cell for cell in known if cell[0] == "Derby" and (cell[2], cell[3]) in HIDDEN]


def converse(store, questions, home=None):
    attacker, history = Attacker(), []
    for question in questions:
        said = api.ask(store, question, home, history)
        assert said.outcome != "fault", question
        attacker.hear(said.record(1, question))
        history.append(question)
    return attacker


def test_the_attacker_would_find_a_count_that_is_not_hidden(store):
    """The attack itself works: of an authority with nothing hidden, the last category follows from the others."""
    asked = [QUESTIONS[number].format(area="Leeds", year=2024) for number in (0, 2, 3, 4, 6)]
    known = converse(store, asked).known()
    assert known["Leeds", 2024, CATEGORY, "sexual_abuse"] == TRUE["sexual_abuse"] * 3


@pytest.mark.parametrize("seed", range(12))
def test_no_order_of_questions_gives_a_hidden_count_away(store, seed):
    chance = random.Random(seed)
    asked = [chance.choice(QUESTIONS).format(area=chance.choice(("Derby", "Derby", "Leeds")), year=chance.choice(YEARS)) for _ in range(14)]
    assert gives_away(converse(store, asked)) == [], asked


@pytest.mark.long
def test_all_questions_about_one_place_and_year_together_give_nothing_away(store):
    for order in (QUESTIONS, QUESTIONS[::-1]):
        assert gives_away(converse(store, [question.format(area="Derby", year=2024) for question in order])) == []


@pytest.mark.parametrize("hidden", ["physical abuse", "sexual abuse"])
@pytest.mark.parametrize("pattern", [
    "plans for {hidden} in Derby 2024", "trend in plans for {hidden} in Derby", "average plans for {hidden} in Derby from 2022 to 2024",
    "plans for {hidden} in Derby and Leeds combined 2024", "change in plans for {hidden} in Derby between 2023 and 2024",
])  # fmt: skip
def test_a_hidden_count_is_shown_in_no_form(store, hidden, pattern):
    said = api.ask(store, pattern.format(hidden=hidden))
    shown = [f for f in said.record(1, "")["figures"] if f["area"] == "Derby" and f["category"] == hidden.replace(" ", "_")]
    assert all(figure["value"] is None for figure in shown)
    assert not [f for f in said.record(1, "")["figures"] if f["measure"] in ("change", "mean") and f["value"] is not None]


def test_a_sum_with_a_hidden_member_is_not_given(store):
    said = api.ask(store, "plans for physical abuse in Derby and Leeds combined 2024")
    assert "No sum is given" in said.text


TWO_RELEASES = {"2023": {"physical_abuse", "sexual_abuse"}, "2024": {"physical_abuse", "multiple"}}
BY_CATEGORY = "child protection plans in Derby by latest category of abuse in 2022"


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory):
    """The same year in two releases, which hide physical abuse and another category each."""
    path = tmp_path_factory.mktemp("two") / "store.duckdb"
    with StoreBuilder(path) as builder:
        for name, secret in TWO_RELEASES.items():
            cells = [(PLANS, "", sum(TRUE.values())), *((CATEGORY, category, count) for category, count in TRUE.items())]
            builder.add_observations(f"d4_{name}.csv", "0" * 64, Release(name, f"The {name} release", float(name)), [
                (DERBY, 2022, indicator, "count", category, *((None, "c") if category in secret else (count, None)), 1, "x", None)
                for indicator, category, count in cells], 0)  # fmt: skip
        builder.publish(deciding(load_catalogue()))
    with Store.open(path) as found:
        yield found


@pytest.mark.parametrize(("question", "shown"), [
    (f"{BY_CATEGORY} in the 2023 release", {"neglect", "emotional_abuse", "multiple"}),
    (f"{BY_CATEGORY} in the 2024 release", {"neglect", "emotional_abuse", "sexual_abuse"}),
    (BY_CATEGORY, {"neglect", "emotional_abuse", "sexual_abuse"}),
])  # fmt: skip
def test_what_a_release_prints_is_shown_and_what_it_suppresses_is_not_whatever_another_does(two_releases, question, shown):
    for asked in (question, f"{question} please"):  # asked again, nothing is taken back
        found = api.ask(two_releases, asked, history=[f"{BY_CATEGORY} in the 2023 release", f"{BY_CATEGORY} in the 2024 release"])
        assert found.outcome == "answered", found.text
        told = {f.category.id for f in found.commentary.figures if f.category and f.measure == "count" and f.value is not None}
        assert told == shown
