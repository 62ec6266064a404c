"""A small local log of the exchanges with a model: one JSON object a line, on this machine only,
for as long as the settings say.

It holds no key. The question, and a reply that might repeat it, are kept only where the settings
say so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cin_narrative.errors import DiskFull, OutputRefused
from cin_narrative.messages import message
from cin_narrative.models.model import PHRASE, Exchange
from cin_narrative.store.kept_files import add_record, only_writer, write_whole

MOST, LARGEST = 1000, 5_000_000  # entries kept when the file has come to this many bytes
LONGEST_REPLY = 4000  # characters


@dataclass(slots=True)
class ExchangeLog:
    """The log in one file. Writing never raises: a log that cannot be kept costs no answer."""

    path: Path
    days: int
    questions: bool = False

    def add(self, exchange: Exchange, now: datetime | None = None) -> None:
        """Enter one exchange; where the oldest entry is too old, or the file too large, drop what
        is too old or too much."""
        moment = now or datetime.now(UTC)
        entry = _entry(exchange, moment, self.questions)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self._is_due(moment):
                self._drop(moment, entry)
            else:
                add_record(self.path, entry)
        except (OSError, DiskFull):
            return

    def _is_due(self, moment: datetime) -> bool:
        """Whether there is no file yet, or one with something to drop: its first line is the
        oldest."""
        if not self.path.exists() or self.path.stat().st_size > LARGEST:
            return True
        with self.path.open(encoding="utf-8", errors="replace") as file:
            first = _parsed(file.readline())
        return not isinstance(first, dict) or not _is_young(
            first, moment - timedelta(days=self.days)
        )

    def read(self) -> list[dict[str, Any]]:
        """The entries, oldest first; a line that is damaged is left out."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return []
        return [entry for line in lines if isinstance(entry := _parsed(line), dict)]

    def export(self, target: Path) -> int:
        """Write the entries to ``target`` as one JSON array; how many there are. Raises
        ``OutputRefused``."""
        entries = self.read()
        try:
            text = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
            write_whole(target, text.encode("utf-8"))
        except OSError as error:
            raise OutputRefused(
                message("models.log_not_written", file=target, why=error.strerror)
            ) from error
        return len(entries)

    def clear(self) -> None:
        """Remove the log. Raises ``OutputRefused`` where it cannot be."""
        if not self.path.exists():
            return
        try:
            with only_writer(self.path):
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputRefused(
                message("models.log_not_written", file=self.path, why=error.strerror)
            ) from error

    def _drop(self, moment: datetime, entry: dict[str, Any]) -> None:
        """The whole file anew, without what is too old or too much, and with one entry more."""
        with only_writer(self.path):
            oldest = moment - timedelta(days=self.days)
            kept = [one for one in self.read() if _is_young(one, oldest)]
            lines = [*kept[-(MOST - 1) :], entry]
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            write_whole(self.path, text.encode("utf-8"))


def _entry(exchange: Exchange, moment: datetime, questions: bool) -> dict[str, Any]:
    """One entry; a reply to ``phrase`` cannot repeat a question, as none was sent: one to ``read``
    does."""
    job, reply = exchange.job, exchange.reply
    tellable = questions or job.name == PHRASE
    text = (
        json.dumps(reply.value, ensure_ascii=False)[:LONGEST_REPLY]
        if reply.value is not None
        else None
    )
    return {
        "at": moment.isoformat(timespec="seconds"),
        "job": job.name,
        "version": job.version,
        "prompt": job.digest,
        "question": (job.question or None) if questions else None,
        "reply": text if tellable else "not kept",
        "accepted": not exchange.refused,
        "refused": exchange.refused or None,
        "seconds": round(reply.seconds, 3),
        "tokens": reply.tokens,
    }


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return None


def _is_young(entry: Mapping[str, Any], oldest: datetime) -> bool:
    try:
        return datetime.fromisoformat(str(entry.get("at"))) >= oldest
    except (ValueError, TypeError):
        return False
