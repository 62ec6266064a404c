"""A page whose only change from last year's is the figures is flagged: on its reasons, on the command line, in the manifest.

Derby's rate rises by ten per cent a year and stays above England's: 2023 says of itself what 2022 said. In 2024 it falls.
"""

import json

import pytest
from made_up import DERBY, b1, load

from cin_narrative import api
from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.cli.main import main
from cin_narrative.messages import message
from cin_narrative.report.summary import ONLY_FIGURES
from cin_narrative.store.store import Store

AGAIN = message("report.again")
RATES = {2021: 300, 2022: 330, 2023: 363, 2024: 280}


@pytest.fixture(scope="module")
def store_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("year_before")
    rows = [(year, DERBY, 5 * rate, rate) for year, rate in RATES.items()] + [(year, ENGLAND, 390000, 250 + year - 2021) for year in RATES]
    load(folder / "store.duckdb", b1(folder, rows, "2021_to_2024"))
    return folder / "store.duckdb"


@pytest.mark.parametrize(("year", "flagged"), [(2021, False), (2022, False), (2023, True), (2024, False)])
def test_only_a_page_that_says_what_the_last_one_said_is_flagged(store_file, year, flagged):
    with Store.open(store_file) as store:
        page = api.summary(store, "Derby", year)
        assert page.only_figures_changed is flagged
        assert [AGAIN in reason for reason in page.reasons] == [flagged]


def test_a_page_without_headlines_is_never_flagged(store_file):
    with Store.open(store_file) as store:
        assert not api.summary(store, "Derby", 2023, section="Children in need at 31 March").only_figures_changed


@pytest.mark.parametrize(("year", "flagged"), [(2023, True), (2024, False)])
def test_the_command_line_says_so_beside_the_page_and_not_in_it(store_file, capsys, year, flagged):
    assert main(["summary", "Derby", str(year), "--store", str(store_file)]) == 0
    said = capsys.readouterr()
    assert (ONLY_FIGURES in said.err) is flagged and ONLY_FIGURES not in said.out


def test_the_manifest_and_the_record_say_so_of_each(store_file, tmp_path, capsys):
    assert main(["summary", "--all", "--year", "2023", "--store", str(store_file), "-o", str(tmp_path)]) == 0
    [entry] = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert entry["only_figures_changed"] is True
    assert f"Derby: {ONLY_FIGURES}" in capsys.readouterr().out
    assert main(["summary", "Derby", "2023", "--store", str(store_file), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["only_figures_changed"] is True
