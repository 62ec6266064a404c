"""Nothing that may be published of an authority's own return gives a count of 1 to 5 away: attacked through the real door.

By elimination, by bounds, and by an integer program that looks for a second solution (where scipy is installed); of one return, of two years
together, and of two versions of one return.

Made-up returns of small authorities are computed and stored as any return is, beside the same figures as DfE would publish them
with another choice of what else to hide. The attacker then puts together every figure, receipt, rate and percentage of every release.
"""

from pathlib import Path
from random import Random

import pytest
from attacker import (
    Member,
    by_elimination,
    by_integer_program,
    by_whole_numbers,
    covers_on,
    known_counts,
    member_of,
    sums_on,
)
from lxml import etree
from wide import spread

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.decisions import deciding
from cin_narrative.disclosure.door import PUBLISHABLE, Door
from cin_narrative.disclosure.figures import Figure, Figures
from cin_narrative.disclosure.returns.local_sums import across_years, local_sums
from cin_narrative.disclosure.returns.mask import mask_of
from cin_narrative.load.returns.census_return import load_return
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.report.summary import Form, summarise
from cin_narrative.store.observations import Release, Symbol
from cin_narrative.store.store import Store
from cin_narrative.store.write import StoreBuilder

CATALOGUE, AREAS = load_catalogue(), load_areas()
PLACE, YEAR = "831", 2016
DFE = Release("2016", "DfE", 2016.0)


def truth_of(store: Store, year: int = YEAR) -> dict[Member, int]:
    """The counts of the return as computed, cross-tables aside."""
    found = {}
    for indicator in CATALOGUE:
        for (measure, category), versions in store.observations(PLACE, year, indicator.id).items():
            if measure == Measure.COUNT and not indicator.is_cross_table:
                local = [o.value for o in versions if store.releases[o.release].is_local and o.value is not None]
                if local:
                    found[indicator.id, category] = int(local[0])
    for indicator in CATALOGUE:
        definition = indicator.measures.get(Measure.COUNT)
        if definition and definition.sum_of:
            found[indicator.id, ""] = sum(found[definition.sum_of, category] for category in definition.categories)
    return found


def publish_as_dfe(path: Path, seed: int) -> None:
    """Add what DfE would publish of the same counts: its own choice of what to hide beside the counts of 1 to 5."""
    with Store.open(path) as store:
        truth = truth_of(store)
    random = Random(seed)
    shuffled = {member: count if count <= 5 else random.randint(6, 60) for member, count in truth.items()}  # another order of size
    hidden = {m for m in mask_of(truth, local_sums(CATALOGUE)) if truth[m] <= 5}
    while True:
        more = _one_more(truth, shuffled, hidden)
        if more is None:
            break
        hidden.add(more)
    rows = [(PLACE, YEAR, name, "count", category, None if (name, category) in hidden else float(count),
             Symbol.SUPPRESSED.value if (name, category) in hidden else None, 1, "x", None) for (name, category), count in truth.items()]  # fmt: skip
    with StoreBuilder(path) as builder:
        builder.add_observations("dfe.csv", "1", DFE, rows, 0)
        builder.publish(deciding(CATALOGUE))


def _one_more(truth: dict[Member, int], order: dict[Member, int], hidden: set[Member]) -> Member | None:
    """A count to hide so that none that is hidden follows from the sums; None where none follows."""
    sums = sums_on(truth, CATALOGUE)
    given = by_elimination(truth, {m: c for m, c in truth.items() if m not in hidden}, sums)
    for member in sorted(given):
        for one in sums:
            choices = [m for m in one if m not in hidden and truth[m]]
            if member in one and choices:
                return min(choices, key=lambda m: (order[m], m))
    return None


@pytest.fixture(scope="module", params=spread(range(6), 1))
def attacked(request, tmp_path_factory) -> Store:
    folder, seed = tmp_path_factory.mktemp("attack"), request.param
    totals = derby_totals().scaled((0.02, 0.03, 0.05, 0.08, 0.12, 0.2)[seed])
    load_return(list(make_return(totals, PLACE, YEAR, folder, CATALOGUE, seed)), folder / "s.duckdb", CATALOGUE, AREAS)
    publish_as_dfe(folder / "s.duckdb", seed)
    return Store.open(folder / "s.duckdb")


def everything_shown(store: Store, *releases: str, year: int = YEAR) -> list[Figure]:
    """Every figure of every page that could be made: each release, measure and category."""
    found: list[Figure] = []
    for release in releases:
        maker = Figures(Door(store, CATALOGUE, release, PUBLISHABLE), CATALOGUE, AREAS)
        found += maker.all_of(AREAS.get(PLACE, year), year, list(CATALOGUE))
    return found


def local_of(store: Store, year: int = YEAR) -> str:
    return next(name for name, release in store.releases.items() if release.is_local and name.split(", ")[1].endswith(f"{year}.xml"))


def shown_of(store: Store, *releases: str, year: int = YEAR) -> dict[Member, int]:
    """The counts of a return that everything shown of these releases tells."""
    truth = truth_of(store, year)
    return {m: c for m, c in known_counts(everything_shown(store, *releases, year=year), CATALOGUE).items() if m in truth}


@pytest.mark.long
def test_no_count_of_1_to_5_follows_from_every_page_of_a_return_put_together(attacked) -> None:
    truth = truth_of(attacked)
    known = known_counts(everything_shown(attacked, local_of(attacked)), CATALOGUE)
    small = {member for member, count in truth.items() if 1 <= count <= 5}
    assert len(small) > 20
    assert not small & known.keys()
    sums = sums_on(truth, CATALOGUE)
    assert not small & by_elimination(truth, known, sums)
    assert not by_whole_numbers(truth, known, sums)


def test_no_count_that_dfe_hides_follows_from_the_return_beside_what_dfe_shows(attacked) -> None:
    truth = truth_of(attacked)
    known = known_counts(everything_shown(attacked, local_of(attacked), DFE.id), CATALOGUE)
    small = {member for member, count in truth.items() if 1 <= count <= 5}
    assert not small & known.keys()
    assert not small & by_elimination(truth, known, sums_on(truth, CATALOGUE))


def test_an_integer_program_finds_a_second_solution_for_every_count_of_1_to_5(attacked) -> None:
    pytest.importorskip("scipy", reason="the integer program is scipy's: pip install scipy")
    truth = truth_of(attacked)
    sums, covers = sums_on(truth, CATALOGUE), covers_on(truth, CATALOGUE)
    ours, dfes = shown_of(attacked, local_of(attacked)), shown_of(attacked, DFE.id)
    assert by_integer_program(truth, ours, sums, covers) == set()
    assert by_integer_program(truth, ours | dfes, sums, covers) <= by_integer_program(truth, dfes, sums, covers)
    bare = {member: count for member, count in truth.items() if not 1 <= count <= 5}  # hidden for being 1 to 5, and nothing beside
    assert by_integer_program(truth, bare, sums, covers)


@pytest.mark.long
@pytest.mark.parametrize("seed", spread(range(3), 1))
def test_two_years_together_tell_no_count_of_1_to_5(tmp_path, seed) -> None:
    pytest.importorskip("scipy", reason="the integer program is scipy's: pip install scipy")
    totals = derby_totals().scaled((0.02, 0.03, 0.05)[seed])
    load_return(list(make_return(totals, PLACE, YEAR, tmp_path, CATALOGUE, seed + 1)), tmp_path / "s.duckdb", CATALOGUE, AREAS)
    with Store.open(tmp_path / "s.duckdb") as store:
        assert by_integer_program(*two_years(store)) == set()


def two_years(store: Store) -> tuple[dict, dict, list, list]:
    """The counts of both years, those shown, and what holds in each and between them, as ``by_integer_program`` takes them."""
    truth, known, sums, covers = {}, {}, [], []
    for year in (YEAR - 1, YEAR):
        own = truth_of(store, year)
        truth |= {(*m, year): c for m, c in own.items()}
        known |= {(*m, year): c for m, c in shown_of(store, local_of(store, year), year=year).items()}
        sums += [tuple((*m, year) for m in one) for one in sums_on(own, CATALOGUE)]
        covers += [tuple((*m, year) for m in one) for one in covers_on(own, CATALOGUE)]
    ties = [((*tie.total, YEAR), *((*m, YEAR - 1) for m in tie.before), *((*m, YEAR) for m in tie.parts)) for tie in across_years()]
    ties = [one for one in ties if set(one) <= truth.keys() and truth[one[0]] == sum(truth[part] for part in one[1:])]
    assert len(ties) >= 2
    return truth, known, [*sums, *ties], covers


@pytest.mark.long
@pytest.mark.parametrize("seed", spread(range(4), 1))
def test_a_second_version_of_a_return_beside_the_first_tells_no_count_of_1_to_5(tmp_path, seed) -> None:
    pytest.importorskip("scipy", reason="the integer program is scipy's: pip install scipy")
    path = tmp_path / "s.duckdb"
    made = make_return(derby_totals().scaled((0.02, 0.03, 0.05, 0.08)[seed]), PLACE, YEAR, tmp_path, CATALOGUE, seed)
    told = []
    for _ in range(2):
        load_return(list(made), path, CATALOGUE, AREAS)
        with Store.open(path) as store:
            told.append((truth_of(store), shown_of(store, local_of(store))))
        leave_three_out(made[0])
    assert by_integer_program(*two_versions(*told)) == set()


def leave_three_out(path: Path) -> None:
    """Take three children out of a return, as a corrected one may."""
    tree = etree.parse(str(path))
    children = tree.findall(".//Child")
    for child in children[:: max(2, len(children) // 3)][:3]:
        child.getparent().remove(child)
    tree.write(str(path), encoding="utf-8", xml_declaration=True)


def two_versions(*told: tuple[dict, dict]) -> tuple[dict, dict, list, list]:
    """Both versions as one: a count that is the same in both is one unknown, as a reader may take it."""
    same = {m for m, count in told[0][0].items() if told[1][0].get(m) == count}
    assert len(same) < len(told[0][0])
    truth, known, sums, covers = {}, {}, {}, {}
    for number, (own, shown) in enumerate(told):
        name = {m: m if m in same else (*m, number) for m in own}
        truth |= {name[m]: c for m, c in own.items()}
        known |= {name[m]: c for m, c in shown.items()}
        sums |= dict.fromkeys(tuple(name[m] for m in one) for one in sums_on(own, CATALOGUE))
        covers |= dict.fromkeys(tuple(name[m] for m in one) for one in covers_on(own, CATALOGUE))
    return truth, known, list(sums), list(covers)


@pytest.mark.long
def test_a_return_that_was_shown_before_dfe_published_is_protected_beside_both(tmp_path) -> None:
    """What the first load showed is known; what DfE hides and prints afterwards leaves no count of 1 to 5 that it does not give away alone."""
    pytest.importorskip("scipy", reason="the integer program is scipy's: pip install scipy")
    path = tmp_path / "s.duckdb"
    load_return(list(make_return(derby_totals().scaled(0.05), PLACE, YEAR, tmp_path, CATALOGUE, 7)), path, CATALOGUE, AREAS)
    with Store.open(path) as store:
        first = shown_of(store, local_of(store))
    publish_as_dfe(path, 7)
    with Store.open(path) as store:
        truth = truth_of(store)
        later, dfes = shown_of(store, local_of(store)), shown_of(store, DFE.id)
        sums, covers = sums_on(truth, CATALOGUE), covers_on(truth, CATALOGUE)
        assert store._query("SELECT count(*) FROM store.decided_before WHERE NOT masked")[0][0] > 0
        alone = by_integer_program(truth, first | dfes, sums, covers)
        assert by_integer_program(truth, first | dfes | later, sums, covers) <= alone
        assert by_integer_program(truth, later | dfes, sums, covers) <= by_integer_program(truth, dfes, sums, covers)


def test_what_is_shown_tells_nearly_everything_that_may_be_told(attacked) -> None:
    truth = truth_of(attacked)
    known = known_counts(everything_shown(attacked, local_of(attacked)), CATALOGUE)
    assert set(known) <= set(truth) | {("children_aged_under_18", "")}
    assert len(known) > len(truth) / 3
    assert all(truth[member] == count for member, count in known.items() if member in truth)


def test_no_page_shows_a_figure_that_the_export_of_all_figures_hides(attacked) -> None:
    """The pages of a summary, their receipts and tables: long, brief, and each section by itself."""
    allowed = known_counts(everything_shown(attacked, local_of(attacked), DFE.id), CATALOGUE).keys()
    for form in Form:
        desk = Desk(attacked, CATALOGUE, AREAS)
        summary = summarise(desk, AREAS.get(PLACE, YEAR), YEAR, None, form, None)
        own = [f for f in summary.figures if f.area.code == PLACE and f.year == YEAR]
        assert known_counts(own, CATALOGUE).keys() <= allowed
        assert all(member_of(figure, CATALOGUE)[0] in CATALOGUE for figure in own)


@pytest.mark.parametrize("size", spread([0.02, 0.1, 0.5], 1))
def test_the_headline_numbers_of_a_return_are_shown_whatever_its_breakdowns_hide(tmp_path, size) -> None:
    totals = derby_totals().scaled(size)
    load_return(list(make_return(totals, PLACE, YEAR, tmp_path, CATALOGUE)), tmp_path / "s.duckdb", CATALOGUE, AREAS)
    with Store.open(tmp_path / "s.duckdb") as store:
        known = known_counts(everything_shown(store, local_of(store)), CATALOGUE)
        truth = truth_of(store)
    for name in ("referrals", "children_in_need_at_31_march", "assessments_completed", "section_47_enquiries", "episodes_of_need_ending",
                 "episodes_of_need_at_any_point", "initial_child_protection_conferences", "child_protection_plans_at_31_march"):  # fmt: skip
        assert known.get((name, "")) == truth[name, ""], name
    assert len(known) > (0.4 if size < 0.1 else 0.5) * len(truth)
