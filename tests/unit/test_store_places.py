"""Whatever a store's path leads to, a reader and a load get one clear line, or do what they should, and nothing else is touched."""

import os
import socket
import stat
from pathlib import Path

import pytest
from made_up import DERBY, Reader, b1, load
from wide import spread

from cin_narrative.cli.main import main
from cin_narrative.errors import StoreFault
from cin_narrative.store import file_lock

CIN = "children_in_need_at_31_march"


@pytest.fixture
def files(tmp_path):
    return b1(tmp_path / "in", [(2024, DERBY, 20, "1.0")]).parent


def folder(at: Path) -> Path:
    at.mkdir()
    return at


def below_a_file(at: Path) -> Path:
    at.write_text("a letter")
    return at / "store.duckdb"


def long_name(at: Path) -> Path:
    return at.with_name("n" * 300)


def circle(at: Path) -> Path:
    at.symlink_to(at)
    return at


def pipe(at: Path) -> Path:
    os.mkfifo(at)
    return at


def door(at: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(at))
    return at


def device(_: Path) -> Path:
    return Path(os.devnull)


def top(_: Path) -> Path:
    return Path("/")


def forbidden(at: Path) -> Path:
    """What only someone else may look into; who may look into all is refused in the test itself."""
    at.mkdir(mode=0o000)
    return at / "store.duckdb"


ODD = [folder, below_a_file, long_name, circle, pipe, door, device, top]


# a dry run writes nothing below a file, so that nothing is wrong with it
@pytest.mark.parametrize(("command", "make"), [
    *(("ask", make) for make in ODD), *(("load", make) for make in ODD), *(("load --dry-run", make) for make in ODD if make is not below_a_file),
])  # fmt: skip
def test_an_odd_place_is_one_line_and_stays_as_it_is(tmp_path, files, capsys, make, command):
    place = make(tmp_path / "x")
    before = place.lstat() if os.path.lexists(place) else None
    words = ["ask", "How many referrals did Derby have?"] if command == "ask" else [*command.split(), str(files)]
    code = main([*words, "--store", str(place)])
    printed = capsys.readouterr()
    assert code in (7, 9) and printed.out == "" and len(printed.err.splitlines()) == 1, printed
    assert str(place) in printed.err and "--store" in printed.err
    after = place.lstat() if os.path.lexists(place) else None
    assert (before and (before.st_mode, before.st_ino)) == (after and (after.st_mode, after.st_ino))
    assert list(tmp_path.rglob(".*")) == [] and not list(Path(os.devnull).parent.glob(".null*"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do all is forbidden no folder")
@pytest.mark.parametrize("command", ["ask", "load"])
def test_a_folder_that_is_forbidden_is_one_line(tmp_path, files, capsys, command):
    place = forbidden(tmp_path / "x")
    code = main([*(["ask", "x"] if command == "ask" else ["load", str(files)]), "--store", str(place)])
    place.parent.chmod(0o700)
    assert code == 7 and "Permission denied" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["STAT", "OPEN"])
def test_what_the_system_forbids_is_one_line(tmp_path, files, capsys, monkeypatch, name):
    """As the test before, for those who may do all."""
    place, real_stat, real_open = tmp_path / "x" / "store.duckdb", Path.stat, os.open

    def stat_of(self, **named):
        if self == place:
            raise PermissionError(13, "Permission denied")
        return real_stat(self, **named)

    def opened(path, *given, **named):
        if str(path).endswith(".lock"):
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *given, **named)

    monkeypatch.setattr(*((Path, "stat", stat_of) if name == "STAT" else (os, "open", opened)))
    code = main(["load", str(files), "--store", str(place)])
    printed = capsys.readouterr()
    assert code == 7 and len(printed.err.splitlines()) == 1 and "Permission denied" in printed.err and "--store" in printed.err


def test_a_link_that_leads_nowhere_yet_gets_its_store(tmp_path, files):
    link, place = tmp_path / "link", tmp_path / "there" / "store.duckdb"
    link.symlink_to(place)
    load(link, files)
    assert link.is_symlink() and Reader(place).shown(CIN, DERBY, 2024) == "20" and stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", spread(["it's", "ünï.duckdb", "-x", ".hidden", "a b.duckdb", "a\nb", "store", "%s{}[1]*?.duckdb"], 3))
def test_a_store_of_any_name_is_loaded_twice_and_tidy(tmp_path, files, name):
    place = tmp_path / "at" / name
    load(place, b1(tmp_path / "first", [(2024, DERBY, 10, "1.0")]))
    left = place.parent / f".{name.replace('%', '%25').replace('?', '%3F')}.abcd1234.building"
    left.mkdir()
    (left / "new.duckdb").write_bytes(b"half")
    load(place, files)
    assert sorted(one.name for one in place.parent.iterdir()) == sorted([name, f"{name}.previous"])
    assert Reader(place).shown(CIN, DERBY, 2024) == "20"


@pytest.mark.skipif(not file_lock.NO_LINK, reason="this system opens no file without following links")
def test_a_lock_that_is_a_link_leads_nobody_to_another_file(tmp_path, files, capsys):
    other = tmp_path / "other"
    (tmp_path / ".store.duckdb.lock").symlink_to(other)
    assert main(["load", str(files), "--store", str(tmp_path / "store.duckdb")]) == 7
    assert "cannot be written" in capsys.readouterr().err and not other.exists()


@pytest.mark.parametrize("name", ["a?b/store.duckdb", "a\\b/store.duckdb", "a\\b.duckdb"])
def test_a_path_that_duckdb_cannot_build_in_is_one_line_that_names_the_mark(tmp_path, files, capsys, name):
    place = tmp_path / name
    assert main(["load", str(files), "--store", str(place)]) == StoreFault.exit_code
    said = capsys.readouterr().err.strip()
    assert "\n" not in said and f"for the {'?' if '?' in name else chr(92)} in its path" in said
    assert not place.exists()
