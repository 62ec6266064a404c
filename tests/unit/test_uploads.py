"""What is handed over in memory is loaded as a folder of it would be; a return can be taken out again; what is no file of ours is refused."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from cin_narrative import api
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.errors import ArchiveRefused, CinNarrativeError, NotHeld, NothingRecognised
from cin_narrative.load.uploads import uploads
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.store.store import Store


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> list[Path]:
    """A small made-up return of Derby, and that of the year before."""
    return list(make_return(derby_totals().scaled(0.05), "831", 2016, tmp_path_factory.mktemp("returns"), load_catalogue()))


def given(paths) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in paths]


def zipped(files) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return held.getvalue()


def held(path: Path) -> list[tuple]:
    """Every figure of a store, by release."""
    with Store.open(path) as store:
        return sorted((one.release, *map(str, one.key), one.shown) for one in api.figures(store, release="all", area="Derby", year=2016))


@pytest.fixture(scope="module")
def from_disk(returns, starter_in, tmp_path_factory) -> Path:
    """A store with the return as it is loaded from the disk."""
    store = starter_in(tmp_path_factory.mktemp("disk") / "one.duckdb")
    api.load(returns, store)
    return store


@pytest.mark.long
@pytest.mark.parametrize("packed", [False, True])
def test_a_return_in_memory_gives_the_figures_of_the_same_return_on_disk(returns, packed, from_disk, starter_in, tmp_path):
    other = starter_in(tmp_path / "other.duckdb")
    files = given(returns)
    reports = api.load_uploads([("both.zip", zipped(files))] if packed else files, other)
    assert held(from_disk) == held(other)
    assert reports[0].outcome.endswith("computed from the return of Derby 2015, Derby 2016 are in the store.")
    assert all(line.startswith("Derby 201") for line in reports[0].told) and reports[0].told


def test_dfe_files_in_memory_give_the_figures_of_the_same_files_on_disk(published_data, tmp_path):
    paths = sorted((published_data / "dfe-2024").glob("c[12]_*.csv"))
    assert len(paths) == 2
    api.load(paths, tmp_path / "one.duckdb")
    (report,) = api.load_uploads([("c.zip", zipped(given(paths)))], tmp_path / "other.duckdb")
    assert held(tmp_path / "one.duckdb") == held(tmp_path / "other.duckdb")
    assert "figures from 2 files of 2024 are in the store." in report.outcome
    before = (tmp_path / "other.duckdb").read_bytes()
    (looked,) = api.load_uploads(given(paths), tmp_path / "other.duckdb", dry_run=True)
    assert looked.dry_run and (tmp_path / "other.duckdb").read_bytes() == before


@pytest.mark.long
def test_a_return_is_taken_out_and_what_was_there_before_stays(from_disk, starter_store, tmp_path):
    path, before = Path(shutil.copy(from_disk, tmp_path / "store.duckdb")), held(starter_store)
    with Store.open(path) as store:
        derby = api.find_area(store, "Derby", 2016)
    assert held(path) != before
    for year in (2016, 2015):
        assert api.remove_return(derby, year, path)
    assert held(path) == before
    with Store.open(path) as store:
        assert store.findings == [] and not any(release.is_local for release in store.releases.values())
    with pytest.raises(NotHeld, match="No return of Derby for 2016"):
        api.remove_return(derby, 2016, path)


@pytest.mark.parametrize(("files", "error"), [
    ([("a.csv", b"")], NothingRecognised), ([("a.csv", b"<html><script>alert(1)</script></html>")], NothingRecognised),
    ([("a.csv", b"\x00\xff\xfe")], NothingRecognised), ([("=cmd|' /C calc'!A0.csv", b"=1+1,2\n3,4")], NothingRecognised),
    ([("a.html", b"<p>")], NothingRecognised), ([("a.zip", b"PK\x03\x04no zip")], ArchiveRefused),
    ([("../../etc/passwd.csv", b"a,b\n1,2")], NothingRecognised), ([], CinNarrativeError),
    ([("a.xml", b"<Message><Header></Header></Message>")], CinNarrativeError),
])  # fmt: skip
def test_what_is_no_file_of_ours_is_refused_in_words_and_stores_nothing(files, error, tmp_path):
    with pytest.raises(error) as raised:
        api.load_uploads(files, tmp_path / "store.duckdb")
    assert str(raised.value).splitlines()[0].endswith((".", ":", "."))
    assert not (tmp_path / "store.duckdb").exists()


def test_names_stay_inside_the_folder_and_two_of_one_name_are_two_files():
    folder = uploads([("../../x.csv", b"1"), ("C:\\temp\\x.csv", b"2"), ("..", b"3")])
    assert [path.name for path in folder.files] == ["x.csv", "x.csv", ".."] or all(".." not in path.parts[:-1] for path in folder.files)
    assert sorted(path.open().read() for path in folder.files) == [b"1", b"2", b"3"]
    assert len({str(path) for path in folder.files}) == 3
