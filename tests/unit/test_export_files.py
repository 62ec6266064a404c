"""Summaries written to files, from the command line and for every authority."""

import hashlib
import json

import pytest

from cin_narrative import api
from cin_narrative.api import summary_files as files
from cin_narrative.cli.main import main
from cin_narrative.errors import NotHeld, OutputRefused, UnknownName
from cin_narrative.export.formats import formats


@pytest.fixture(scope="module")
def everyone(starter_store, tmp_path_factory):
    """Every authority's summary for 2016 from a store that holds some."""
    folder, told = tmp_path_factory.mktemp("all") / "pages", []
    files.write_every_authority(starter_store, folder, 2016, "md", progress=lambda *step: told.append(step))
    return folder, json.loads((folder / files.MANIFEST).read_text(encoding="utf-8")), told


@pytest.mark.long
def test_the_manifest_lists_each_file_with_its_fingerprint_and_number_of_figures(everyone):
    folder, manifest, _ = everyone
    made = [entry["area"] for entry in manifest["files"]]
    assert made == sorted(made) and {"Cheshire West and Chester", "Derby"} <= set(made)
    assert {path.name for path in folder.iterdir()} == {files.MANIFEST, *(entry["file"] for entry in manifest["files"])}
    for entry in manifest["files"]:
        data = (folder / entry["file"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert (entry["year"], entry["release"]) == (2016, "latest") and entry["figures"] > 0


def test_an_authority_without_figures_is_listed_with_the_reason(everyone):
    _, manifest, told = everyone
    assert len(manifest["files"]) + len(manifest["skipped"]) == 152
    assert all("no figures for" in entry["reason"] for entry in manifest["skipped"])
    assert [step[:2] for step in told] == [(number, 152) for number in range(1, 153)]


def test_what_is_written_for_everyone_is_what_is_written_for_one(everyone, starter_store, tmp_path):
    folder, _, _ = everyone
    path = tmp_path / "derby.md"
    assert main(["summary", "Derby", "2016", "--store", str(starter_store), "-o", str(path)]) == 0
    assert path.read_bytes() == (folder / "derby-2016.md").read_bytes()


@pytest.mark.parametrize("year", range(2012, 2027))
def test_no_two_authorities_of_a_year_share_a_file(year, tmp_path):
    names = [files.Job(tmp_path, tmp_path, area, year, "latest", "md", api.Frame(), {}).file for area in files.authorities(year)]
    assert len(names) == len(set(names)) > 100


@pytest.mark.parametrize(("name", "start"), [("md", b"# "), ("txt", b"Children"), ("html", b"<!DOCTYPE html>"), ("docx", b"PK"),
                                             ("xlsx", b"PK"), ("json", b"{")])  # fmt: skip
def test_the_name_of_the_file_says_the_format(name, start, starter_store, tmp_path):
    path = tmp_path / f"page.{name}"
    assert main(["summary", "Derby", "2016", "--store", str(starter_store), "-o", str(path)]) == 0
    assert path.read_bytes().startswith(start)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_named_format_goes_before_the_name_of_the_file_which_is_told(starter_store, tmp_path, capsys):
    path = tmp_path / "page.txt"
    assert main(["summary", "Derby", "2016", "--format", "json", "--store", str(starter_store), "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{path} written.\n"
    assert json.loads(path.read_text(encoding="utf-8"))["area"] == "Derby"


@pytest.mark.parametrize(("arguments", "says"), [
    (["Derby", "2016", "--format", "docx"], "name a file with -o"),
    (["Derby", "2016", "-o", "/dev/null/nowhere/page.md"], "cannot be written"),
    (["Derby", "2016", "-o", "a.pdf"], "a.pdf says by its name what is not written here: name it .md, "),
    (["Derby", "2016", "-o", "a.DOC"], ".docx"),
    (["Derby", "2016", "--since", "3000"], "no figures for the year ending 31 March 3000"),
    (["Derby", "2016", "--since", "2016"], "Changes are taken from a year before 2016: 2016 is none."),
    (["--all", "--year", "2016", "--since", "3000", "-o", "pages"], "no figures for the year ending 31 March 3000"),
    (["--all", "--year", "2016", "--submission", "1", "-o", "pages"], "takes no area, no --submission"),
    (["--all", "-o", "pages"], "needs a year and a folder"),
    (["--all", "--year", "2016"], "needs a year and a folder"),
    (["Derby", "--all", "--year", "2016", "-o", "pages"], "takes no area"),
    (["--all", "--year", "1999", "-o", "pages"], "no figures for the year ending 31 March 1999"),
    (["--all", "--year", "2016", "--release", "2031", "-o", "pages"], "no release"),
    ([], "Name an area"),
])  # fmt: skip
def test_a_mistake_is_one_clear_line(arguments, says, starter_store, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["summary", *arguments, "--store", str(starter_store)]) > 0
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line
    assert list(tmp_path.iterdir()) == []


def test_mistakes_of_a_caller_have_their_own_errors(starter_store, tmp_path):
    with pytest.raises(UnknownName, match="docx"):
        files.write_every_authority(starter_store, tmp_path, 2016, "doc")
    with pytest.raises(NotHeld):
        files.write_every_authority(starter_store, tmp_path, 1999)
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputRefused, match="cannot be made"):
        files.write_every_authority(starter_store, tmp_path / "taken", 2016)


def test_every_format_has_a_name_for_the_screen():
    assert all(form.label and form.media_type for form in formats().values())
    assert {name for name in api.format_names() if api.is_binary(name)} == {"docx", "xlsx"}
    assert set(api.format_names()) == {*formats(), "json"}


@pytest.mark.long
def test_a_draft_is_written_with_what_people_wrote_and_signed(starter_store, tmp_path, capsys):
    draft, page = tmp_path / "derby.toml", tmp_path / "derby.html"
    store = ["--store", str(starter_store)]
    assert main(["draft", "new", "Derby", "2016", "-o", str(draft), *store]) == 0
    assert main(["draft", "edit", str(draft), "local-context", "--text", "A new front door & <18 team =1+1", *store]) == 0
    assert main(["draft", "sign", str(draft), "--name", "A Director", "--remove-empty", *store]) == 0
    assert main(["draft", "export", str(draft), "-o", str(page), *store]) == 0
    text = page.read_text(encoding="utf-8")
    assert "<p>A new front door &amp; &lt;18 team =1+1</p>" in text and "Signed by A Director" in text
    assert text.index("Local context</h2>") < text.index("Signed</h2>") and "<svg" in text
