"""Nothing that may be published of a return depends on a number that is hidden: the same bytes, whatever those numbers are."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_attack import CATALOGUE, leave_three_out
from test_census_return import CHILD, Loader, message
from wide import spread
from worlds import other_world, outputs

from cin_narrative.cli.main import main
from cin_narrative.disclosure.door import Door
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.store.store import Store

PLACE, YEAR = "831", 2016
AGAIN = "<CINdetails><CINreferralDate>2025-02-03</CINreferralDate><ReferralSource>2A</ReferralSource><ReferralNFA>1</ReferralNFA></CINdetails>"


@pytest.mark.long
@pytest.mark.parametrize(("seed", "pages"), spread([(0, False), (0, True), (1, True), (2, True), (3, True)], 1))
def test_no_byte_that_may_be_published_depends_on_a_hidden_number(seed, pages, tmp_path: Path, capsys) -> None:
    """A return and the one before it, a corrected one, and one of twelve months that are not DfE's year."""
    loader = Loader(tmp_path)
    made = list(make_return(derby_totals().scaled((0.03, 0.01, 0.08, 0.2)[seed]), PLACE, YEAR, tmp_path, CATALOGUE, seed))
    loader.load(*made)
    leave_three_out(made[0])
    loader.load(*made)
    loader.load(loader.write(message(CHILD, reference="2016-09-30"), "in-year.xml"))
    stores = [tmp_path / name / "s.duckdb" for name in ("one", "other")]
    for one in stores:
        one.parent.mkdir()
    stores[0].write_bytes(loader.store.read_bytes())
    assert other_world(loader.store, stores[1]) > 300
    one, other = (outputs(store, "Derby", YEAR, "Leeds", pages) for store in stores)
    assert [name for name in one if one[name] != other[name]] == []
    exact = []
    for store in stores:
        assert main(["figures", "--area", "Derby", "--internal", "--store", str(store)]) == 0
        exact.append(capsys.readouterr().out)
    assert exact[0] != exact[1]  # the numbers are other ones, to whoever may see them


@pytest.mark.parametrize("again", [1, 5])
def test_what_came_again_is_not_all_referrals_less_the_children_referred(again, tmp_path: Path) -> None:
    """Hand-worked: of 20 children one or five are referred twice in the year; without the year before no other came again."""
    children = [CHILD.replace("ID-ONE", f"C{number}") for number in range(20)]
    children[:again] = [one.replace("</CINdetails></Child>", f"</CINdetails>{AGAIN}</Child>") for one in children[:again]]
    loader = Loader(tmp_path)
    loader.xml(message("".join(children)))
    assert (loader.value("referrals"), loader.value("children_referred"), loader.value("rereferrals_within_12_months")) == (20 + again, 20, again)
    with Store.open(loader.store) as store:
        door = Door(store, CATALOGUE)
        [release] = door.releases(PLACE, 2025, "referrals")
        shown = {
            name: door.look(PLACE, 2025, name, "count", "", release).value
            for name in ("referrals", "children_referred", "rereferrals_within_12_months", "children_rereferred_within_12_months")
        }
    assert shown["rereferrals_within_12_months"] is shown["children_rereferred_within_12_months"] is None
    assert None in (shown["referrals"], shown["children_referred"])
