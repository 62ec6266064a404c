"""The children behind the findings on returns -> the CSV that a user names, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cin_narrative.errors import DiskFull, OutputRefused
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.quality.rules import load_rules
from cin_narrative.messages import message
from cin_narrative.store.kept_files import write_whole

HEADINGS = "return,rule,LAchildID\n"
Behind = tuple[str, str, str]  # release, rule, LAchildID


def children_behind(engine: Engine, key: ReturnKey) -> list[tuple[str, str]]:
    """(rule, LAchildID) behind every finding on a return: child-level, for a file that the user
    names and nowhere else.
    """
    out: list[tuple[str, str]] = []
    for rule in load_rules():
        rows = engine.rows(
            f"SELECT DISTINCT child FROM {rule.view} WHERE return_id = {key.return_id} "
            f"AND {rule.where} AND child IS NOT NULL"
        )
        out += sorted((rule.id, str(child)) for (child,) in rows)
    return out


def refuse_unwritable(path: Path | None) -> None:
    """Raise ``OutputRefused`` where ``path`` is there already, or its folder is not."""
    if path is not None and (path.exists() or not path.parent.is_dir()):
        raise OutputRefused(message("load.children_file_refused", file=path))


def write_children(path: Path, children: Iterable[Behind]) -> None:
    """Write the new CSV at ``path``, for its owner alone; raises ``OutputRefused`` where it cannot
    be written.
    """
    lines = HEADINGS + "".join(map(_line, children))
    try:
        write_whole(path, lines.encode("utf-8"))
    except DiskFull as error:
        why = message("load.no_room")
        raise DiskFull(message("load.children_file_unwritable", file=path, why=why)) from error
    except OSError as error:
        why = str(error.strerror)
        raise OutputRefused(message("load.children_file_unwritable", file=path, why=why)) from error


def _line(row: Behind) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n"
