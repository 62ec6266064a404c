"""What is written is whole or as it was, by one writer at a time, for its owner alone; a writer who dies holds nothing up."""

import errno
import json
import os
import random
import stat
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from cin_narrative.errors import DiskFull, DraftRefused, OutputRefused, StoreFault
from cin_narrative.store import kept_files
from cin_narrative.store.file_lock import FileLock
from cin_narrative.store.kept_files import (
    AS_USUAL,
    add_record,
    is_full,
    only_writer,
    swap,
    whole_file,
    write_whole,
)


def others(path):
    return sorted(one.name for one in path.parent.iterdir() if one != path)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def program(text, *arguments, **settings):
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(text), *map(str, arguments)], stdout=subprocess.PIPE, **settings)


# The lock


def test_one_holder_at_a_time_also_among_threads_and_nothing_is_left(tmp_path):
    path, inside, most = tmp_path / "a.txt", [0], [0]

    def hold():
        for _ in range(40):
            with FileLock(path, patience=60):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0)  # another thread's turn
                inside[0] -= 1

    threads = [threading.Thread(target=hold) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] and list(tmp_path.iterdir()) == []


def test_who_does_not_wait_is_told_at_once(tmp_path):
    with FileLock(tmp_path / "a.txt"):
        started = time.monotonic()
        with pytest.raises(TimeoutError, match="another program is writing it"), FileLock(tmp_path / "a.txt"):
            raise AssertionError
        assert time.monotonic() - started < 1
        with FileLock(tmp_path / "b.txt"):
            pass


def test_a_lock_is_free_when_its_holder_is_killed(tmp_path):
    text = """
        import sys, time
        from pathlib import Path
        from cin_narrative.store.file_lock import FileLock
        with FileLock(Path(sys.argv[1])):
            print("held", flush=True)
            time.sleep(60)
    """
    with program(text, tmp_path / "a.txt") as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(TimeoutError), FileLock(tmp_path / "a.txt"):
            raise AssertionError
        holder.kill()
        holder.wait()
        with FileLock(tmp_path / "a.txt"):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_cannot_be_opened_says_why(tmp_path):
    (tmp_path / ".a.txt.lock").mkdir()
    with pytest.raises(IsADirectoryError), FileLock(tmp_path / "a.txt", patience=5):
        raise AssertionError


# A whole file


@pytest.mark.parametrize(("given", "bits"), [((), 0o600), ((AS_USUAL,), 0o640)])
def test_a_file_is_for_its_owner_alone_unless_it_is_to_be_handed_on(tmp_path, given, bits):
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.txt", b"one", *given)
        write_whole(tmp_path / "a.txt", b"two", *given)
    finally:
        os.umask(mask)
    assert (tmp_path / "a.txt").read_bytes() == b"two" and mode(tmp_path / "a.txt") == bits and others(tmp_path / "a.txt") == []


def test_what_fails_in_the_middle_leaves_what_was_there(tmp_path):
    path = tmp_path / "a.txt"
    write_whole(path, b"old")
    for error in (ValueError("no"), KeyboardInterrupt()):
        with pytest.raises(type(error)), whole_file(path) as file:
            file.write(b"half of the n")
            file.flush()
            assert len(others(path)) == 1 and mode(tmp_path / others(path)[0]) == 0o600
            raise error
    assert path.read_bytes() == b"old" and others(path) == []


def test_what_a_link_leads_to_is_written_and_a_device_or_pipe_is_written_to(tmp_path):
    path, link, pipe = tmp_path / "a.txt", tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(path)
    write_whole(link, b"one")
    assert link.is_symlink() and path.read_bytes() == b"one"
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"two")
    reader.join()
    assert got == [b"two"] and stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"three")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_is_one_line_whatever_was_to_be_written(tmp_path, monkeypatch, number):
    path = tmp_path / "a.txt"
    write_whole(path, b"old")

    def full(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull) as refused:
        write_whole(path, b"new")
    assert str(refused.value) == (
        f"There is no room left on the disk for {path}, so it was not written, and what was there is as it was: make room there, then try again."
    )
    assert isinstance(refused.value, StoreFault) and isinstance(refused.value, DraftRefused) and isinstance(refused.value, OutputRefused)
    assert refused.value.exit_code == 46 and path.read_bytes() == b"old" and others(path) == []


LIMITED = """
    import resource, sys
    from pathlib import Path
    from cin_narrative.errors import DiskFull
    from cin_narrative.store.kept_files import add_record, write_whole

    path, lines = Path(sys.argv[1]), Path(sys.argv[2])
    write_whole(path, b"old")
    add_record(lines, {"number": 1})
    for room in (0, 5, 100, 9_999):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        for write in (lambda: write_whole(path, b"x" * 10_000), lambda: add_record(lines, {"number": "x" * 10_000})):
            try:
                write()
                print("written")
            except DiskFull:
                print(path.read_text(), lines.read_text().strip(), len(list(path.parent.iterdir())))
"""


def test_a_disk_that_is_full_at_any_point_leaves_file_and_lines_whole(tmp_path):
    with program(LIMITED, tmp_path / "a.txt", tmp_path / "b.jsonl") as run:
        assert run.stdout.read().decode().splitlines() == ['old {"number": 1} 2'] * 8


def test_of_an_error_told_in_words_alone_the_words_count(tmp_path):
    assert is_full(Exception(f"IO Error: Could not write file: {os.strerror(errno.ENOSPC)}"), tmp_path)
    assert not is_full(Exception("IO Error: a block is damaged"), tmp_path)
    assert not is_full(OSError(errno.EACCES, "no room, it seems"), tmp_path)


def refusing(times, monkeypatch):
    """The system's rename that refuses so many times, as Windows does while a file is read."""
    replace, tries = os.replace, []

    def fake(old, new):
        tries.append(new)
        if len(tries) <= times:
            raise PermissionError(errno.EACCES, "Access is denied")
        replace(old, new)

    monkeypatch.setattr(os, "replace", fake)
    return tries


def test_a_file_that_is_read_for_a_short_while_is_replaced_then(tmp_path, monkeypatch):
    tries = refusing(3, monkeypatch)
    write_whole(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new" and len(tries) == 4


def test_a_file_that_is_read_for_long_is_as_it_was_and_says_so(tmp_path, monkeypatch):
    write_whole(tmp_path / "a.txt", b"old")
    monkeypatch.setattr(kept_files, "SWAP_PATIENCE", 0.1)
    refusing(10_000, monkeypatch)
    with pytest.raises(PermissionError, match="another program has it open"):
        write_whole(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"old" and others(tmp_path / "a.txt") == []


def test_another_refusal_of_the_rename_is_told_at_once(tmp_path):
    started = time.monotonic()
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "none", tmp_path / "a.txt")
    assert time.monotonic() - started < 1


def test_what_a_killed_writer_left_is_cleared_by_the_next_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    kept = [".a.txt.0123456.new", ".a.txt.b.01234567.new", "a.txt.01234567.new", ".b.txt.01234567.new", ".aatxt.01234567.new"]
    for name in [".a.txt.01234567.new", ".a.txt.89abcdef.new", *kept]:
        (tmp_path / name).write_text("half")
    with only_writer(path):
        write_whole(path, b"new")
    assert others(path) == sorted(kept)


WRITER = """
    import sys
    from pathlib import Path
    from cin_narrative.store.kept_files import add_record, only_writer, write_whole

    print("on", flush=True)
    for number in range(1_000_000):
        with only_writer(Path(sys.argv[1])):
            write_whole(Path(sys.argv[1]), str(number % 10).encode() * 100_000)
        add_record(Path(sys.argv[2]), {"number": number, "text": "é" * 20_000})
"""


@pytest.mark.long
def test_a_writer_killed_at_any_moment_leaves_whole_files_and_a_free_lock(tmp_path):
    path, lines, chance = tmp_path / "a.txt", tmp_path / "b.jsonl", random.Random(13)
    for _ in range(6):
        with program(WRITER, path, lines) as writer:
            writer.stdout.readline()
            time.sleep(chance.uniform(0.05, 0.3))
            writer.kill()
        add_record(lines, {"number": -1})
        with only_writer(path):
            text = path.read_bytes()
        assert len(text) == 100_000 and len(set(text)) == 1
        assert {len(json.loads(line).get("text", "é" * 20_000)) for line in lines.read_text("utf-8").splitlines()} == {20_000}
        assert others(path) == [lines.name]


# Lines


def test_lines_of_many_writers_are_all_there(tmp_path):
    path = tmp_path / "a.jsonl"
    threads = [
        threading.Thread(target=lambda writer=writer: [add_record(path, {"writer": writer, "number": n}) for n in range(20)]) for writer in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert sorted((one["writer"], one["number"]) for one in found) == [(writer, n) for writer in range(5) for n in range(20)]
    assert mode(path) == 0o600 and others(path) == []


@pytest.mark.parametrize(("held", "kept"), [
    (b"", []), (b'{"n": 1}\n', [1]), (b'{"n": 1}', [1]), (b'{"n": 1}\n{"n": 2', [1]), (b'{"n": 1}\n{"n": "\xc3', [1]),
    (b'{"n": 1}\n{"n": 2}', [1, 2]), (b'{"n', []), (b"\n", []),
])  # fmt: skip
def test_half_a_line_goes_and_a_line_without_its_end_stays(tmp_path, held, kept):
    path = tmp_path / "a.jsonl"
    path.write_bytes(held)
    path.chmod(0o644)
    add_record(path, {"n": 9})
    assert [json.loads(line)["n"] for line in path.read_text("utf-8").splitlines() if line] == [*kept, 9]
    assert mode(path) == 0o600
