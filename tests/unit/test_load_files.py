"""Files are found in folders and ZIPs; what is missing, empty or unreasonable is refused in one line."""

import errno
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from made_up import DERBY, b1, load

from cin_narrative.errors import (
    ArchiveRefused,
    InputDamaged,
    InputEmpty,
    InputMissing,
    NotATable,
    NothingRecognised,
)
from cin_narrative.load import files
from cin_narrative.load.files import find_files
from cin_narrative.load.returns.census_file.files import find_returns
from cin_narrative.load.uploads import UploadedFile


def archive(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return path


def test_a_path_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputMissing, match=r"nowhere is not there: check the spelling"):
        find_files([tmp_path / "nowhere"])


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(InputEmpty, match=r"is empty: name the folder"):
        find_files([tmp_path])


@pytest.mark.parametrize("find", [find_files, find_returns])
def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch, find):
    def locked(path, *_):
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "b1.csv").write_text("a,b\n", encoding="utf-8")
    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(InputMissing, match=r"b1.csv cannot be read \(Permission denied\): check that you may open it"):
        find([tmp_path])


@pytest.mark.parametrize("find", [find_files, find_returns])
def test_a_folder_that_may_not_be_listed_is_not_called_empty(tmp_path, monkeypatch, find):
    monkeypatch.setattr(files.os, "access", lambda *_: False)
    with pytest.raises(InputMissing, match=r"cannot be read \(Permission denied\)"):
        find([tmp_path])


def test_csvs_are_taken_in_the_order_of_their_names_and_the_rest_is_named(tmp_path):
    for name in ("c1.csv", "b1.CSV", "guide.txt", ".hidden.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found, passed = find_files([tmp_path])
    assert [file.name for file in found] == ["b1.CSV", "c1.csv"]
    assert [(left.name, left.reason) for left in passed] == [("guide.txt", "not a CSV, workbook or ZIP")]


def test_a_zip_with_folders_gives_each_file_its_folder(tmp_path):
    path = archive(tmp_path / "release.zip", {"data/b1.csv": "1", "old/b1.csv": "2", "data/": "", "data-guidance.txt": "t"})
    found, passed = find_files([path])
    assert [(file.folder, file.name, file.content) for file in found] == [
        ("release.zip/data", "b1.csv", b"1"), ("release.zip/old", "b1.csv", b"2")]  # fmt: skip
    assert [left.name for left in passed] == ["release.zip/data-guidance.txt"]


def test_a_zip_bomb_is_refused_by_what_really_comes_out(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_FILE", 10_000)
    path = archive(tmp_path / "bomb.zip", {"b1.csv": b"0" * 1_000_000})
    assert path.stat().st_size < 10_000
    with pytest.raises(ArchiveRefused, match=r"bomb.zip unpacks to more than these statistics can be"):
        find_files([path])


def test_many_small_members_of_a_bomb_are_counted_together(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_ARCHIVE", 25_000)
    with pytest.raises(ArchiveRefused, match=r"nothing was loaded"):
        find_files([archive(tmp_path / "bomb.zip", {f"{n}.csv": b"0" * 9_000 for n in range(3)})])


def test_a_zip_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 2)
    with pytest.raises(ArchiveRefused, match=r"holds 3 files; at most 2 are read"):
        find_files([archive(tmp_path / "many.zip", {f"{n}.csv": b"" for n in range(3)})])


@pytest.mark.parametrize("cut", [10, 60])
def test_a_damaged_zip_is_refused(tmp_path, cut):
    path = archive(tmp_path / "cut.zip", {"b1.csv": b"1,2\n" * 1000})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ArchiveRefused, match=r"cut.zip is not a ZIP that can be read"):
        find_files([path])


def test_a_member_with_damaged_bytes_is_refused(tmp_path):
    path = archive(tmp_path / "bad.zip", {"b1.csv": b"1,2\n" * 1000}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[100] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused, match=r"bad.zip is not a ZIP that can be read"):
        find_files([path])


def test_a_deflated_member_with_damaged_bytes_is_refused(tmp_path):
    path = archive(tmp_path / "bad.zip", {"b1.csv": bytes(range(256)) * 50})
    content = bytearray(path.read_bytes())
    content[45:60] = b"\xff" * 15
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused, match=r"bad.zip is not a ZIP that can be read"):
        find_files([path])


def test_a_locked_zip_is_refused(tmp_path):
    path = archive(tmp_path / "locked.zip", {"b1.csv": b"1,2\n"})
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag "encrypted" of the member, here and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused, match=r"locked.zip is not a ZIP that can be read"):
        find_files([path])


def test_the_same_file_asked_for_twice_is_read_once(tmp_path):
    (tmp_path / "b1.csv").write_text("x", encoding="utf-8")
    found, _ = find_files([tmp_path, tmp_path / "b1.csv"])
    assert [file.name for file in found] == ["b1.csv"]


def test_a_link_that_leads_nowhere_is_named_and_passed_over(tmp_path):
    (tmp_path / "a.csv").write_text("a,b,c\n1,2,3\n")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    found, passed = find_files([tmp_path])
    assert [file.name for file in found] == ["a.csv"]
    assert [(one.name, one.reason) for one in passed] == [("gone.csv", "a link that leads nowhere, or no plain file")]


def test_links_that_lead_to_each_other_are_named_and_passed_over(tmp_path):
    (tmp_path / "a.csv").write_text("a,b,c\n1,2,3\n")
    (tmp_path / "b.csv").symlink_to(tmp_path / "c.csv")
    (tmp_path / "c.csv").symlink_to(tmp_path / "b.csv")
    found, passed = find_files([tmp_path])
    assert [file.name for file in found] == ["a.csv"]
    assert [one.name for one in passed] == ["b.csv", "c.csv"]


@pytest.mark.parametrize("find", [find_files, find_returns])
def test_a_pipe_is_named_and_not_waited_for(tmp_path, find):
    os.mkfifo(tmp_path / "b1.csv")
    with pytest.raises(InputMissing, match=r"b1\.csv is no plain file"):
        find([tmp_path / "b1.csv"])


class FailingFile(UploadedFile):
    """A file on a disk that gives an error while it is read."""

    def open(self, *_, **__):
        class Stream(BytesIO):
            def read(self, *_):
                raise OSError(errno.EIO, os.strerror(errno.EIO))

        return Stream()


@pytest.mark.parametrize("name", ["b1.csv", "return.xml", "return", "book.xlsx"])
def test_a_disk_that_fails_while_a_file_is_read_is_one_line(name):
    failing = FailingFile("folder", name)
    failing.content = b"time_period,"
    with pytest.raises(InputMissing, match=rf"{name} cannot be read \(Input/output error\)"):
        returns, others = find_returns([failing])
        for one in returns:
            with one.open() as stream:
                stream.read()
        find_files(others)


def test_what_a_terminal_would_obey_stands_in_no_line_about_a_file(tmp_path):
    (tmp_path / "a\x1b[31m\nb.csv").write_text("x,y\n", encoding="utf-8")
    [found], _ = find_files([tmp_path])
    assert found.name == "a\N{REPLACEMENT CHARACTER}[31m b.csv"
    with pytest.raises(InputMissing) as raised:
        find_files([tmp_path / "no\x07such\n.csv"])
    assert str(raised.value).splitlines() == [str(raised.value)]
    assert "\x07" not in str(raised.value)


@pytest.mark.parametrize(("cell", "taken"), [("1" * 12, True), ("1" * 13, False), ("9" * 400, False), ("1,000,000,000", True), ("1,000,000,000,000", False)])
def test_what_has_more_digits_than_any_count_is_no_number(tmp_path, cell, taken):
    report = load(tmp_path / "s.duckdb", b1(tmp_path, [(2024, DERBY, f'"{cell}"', "300.1")]))
    assert report.cells == 1 + taken
    assert [cell[:40] in one for one in report.taken[0].unreadable] == [True] * (not taken)


@pytest.mark.parametrize("first", ["a" * 200_000, ",".join(f"c{number}" for number in range(30_000)), "a," + "b" * 200_000])
def test_a_first_line_of_any_length_is_no_table_of_dfe(tmp_path, first):
    path = tmp_path / "b1_children_in_need_2013_to_2024.csv"
    path.write_text(f"{first}\n1,2\n", encoding="utf-8")
    with pytest.raises((InputDamaged, NotATable, NothingRecognised)):
        load(tmp_path / "s.duckdb", path)


def test_the_spaces_and_hyphens_of_word_are_those_of_a_keyboard(tmp_path):
    path = b1(tmp_path, [(2024, area, 2_000, "300.1") for area in ("E92000001", "E12000004", DERBY, "390", "885")])
    text = path.read_text(encoding="utf-8")
    assert load(tmp_path / "plain.duckdb", path).cells == 10
    path.write_bytes(text.replace(" ", "\N{NO-BREAK SPACE}").replace("-", "\N{EN DASH}").encode("cp1252"))
    report = load(tmp_path / "word.duckdb", path)
    assert (report.cells, report.taken[0].rows_left) == (10, [])
