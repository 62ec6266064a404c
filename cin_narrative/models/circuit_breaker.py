"""A circuit breaker: after several failures in a row a model is left alone for a while, so that
nobody waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

FAILURES, REST = 3, 60.0  # in a row; seconds


@dataclass(slots=True)
class Circuit:
    """Closed while the model answers; open for ``rest`` seconds after ``failures`` in a row; then
    one try decides. Thread-safe."""

    failures: int = FAILURES
    rest: float = REST
    clock: Callable[[], float] = time.monotonic
    _failed: int = 0
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lets_through(self) -> bool:
        """Whether a call may be made now; after a rest only the first caller may, until its outcome
        is known."""
        with self._lock:
            now = self.clock()
            if self._failed < self.failures:
                return True
            if now < self._until:
                return False
            self._until = now + self.rest
            return True

    def note(self, worked: bool) -> None:
        """Enter how a call ended."""
        with self._lock:
            self._failed = 0 if worked else self._failed + 1
            if self._failed >= self.failures:
                self._until = self.clock() + self.rest
