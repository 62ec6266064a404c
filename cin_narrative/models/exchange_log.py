"""A small local log of the exchanges with a model: one JSON object a line, on this machine only,
for as long as the settings say.

It holds no key. The question, and a reply that might repeat it, are kept only where the settings
say so.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cin_narrative.errors import OutputRefused
from cin_narrative.messages import message
from cin_narrative.models.model import PHRASE, Exchange

MOST, LARGEST = 1000, 5_000_000  # entries kept when the file has come to this many bytes
LONGEST_REPLY = 4000  # characters


@dataclass(slots=True)
class ExchangeLog:
    """The log in one file. Writing never raises: a log that cannot be kept costs no answer."""

    path: Path
    days: int
    questions: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, exchange: Exchange, now: datetime | None = None) -> None:
        """Enter one exchange; where the oldest entry is too old, or the file too large, drop what
        is too old or too much."""
        moment = now or datetime.now(UTC)
        entry = _entry(exchange, moment, self.questions)
        try:
            with self._lock:
                if self._is_due(moment):
                    kept = [
                        one
                        for one in self.read()
                        if _is_young(one, moment - timedelta(days=self.days))
                    ]
                    self._write([*kept[-(MOST - 1) :], entry])
                else:
                    with self.path.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        except OSError:
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
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []
        return [entry for line in lines if isinstance(entry := _parsed(line), dict)]

    def export(self, target: Path) -> int:
        """Write the entries to ``target`` as one JSON array; how many there are. Raises
        ``OutputRefused``."""
        entries = self.read()
        try:
            target.write_text(
                json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
            )
        except OSError as error:
            raise OutputRefused(
                message("models.log_not_written", file=target, why=error.strerror)
            ) from error
        return len(entries)

    def clear(self) -> None:
        """Remove the log."""
        with self._lock:
            self.path.unlink(missing_ok=True)

    def _write(self, entries: list[dict[str, Any]]) -> None:
        """The whole file beside the old one, then one rename; only its owner may read it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
        new.replace(self.path)


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
