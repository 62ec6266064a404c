"""The results of questions -> the card: how many are right, by shape, and how long they took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

RIGHT, WRONG, PART, MISSED = "right", "wrong", "part dropped", "missed"
NEAREST = "nearest"
REFUSED_RIGHTLY, REFUSED_WRONGLY = "refused rightly", "refused wrongly"
VERDICTS = (RIGHT, WRONG, PART, NEAREST, MISSED, REFUSED_RIGHTLY, REFUSED_WRONGLY)
GOOD = (RIGHT, NEAREST, REFUSED_RIGHTLY)


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on one question, why, and how long it took in milliseconds."""

    id: str
    shape: str
    question: str
    outcome: str
    verdict: str
    faults: tuple[str, ...]
    milliseconds: float

    @property
    def line(self) -> str:
        """The verdict on one line, with its faults."""
        faults = "; ".join(self.faults)
        return f"{self.id}: {self.verdict} ({faults}): {self.question[:120]}"


@dataclass(slots=True)
class Card:
    """All results, and what follows from them."""

    results: list[Result] = field(default_factory=list)

    def counts(self, shape: str | None = None) -> Counter[str]:
        """Verdict -> number, of one shape or of all."""
        return Counter(result.verdict for result in self.results if shape in (None, result.shape))

    @property
    def shapes(self) -> list[str]:
        """The shapes, in the order of the file."""
        return list(dict.fromkeys(result.shape for result in self.results))

    def quantile(self, share: float) -> float:
        """The time in milliseconds below which this share of the questions was answered."""
        times = sorted(result.milliseconds for result in self.results)
        return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0

    def lines(self) -> Iterator[str]:
        """The card as text, shape by shape, then all, then what was not right."""
        width = max((len(shape) for shape in self.shapes), default=5)
        yield f"{'shape':<{width}}  " + "  ".join(VERDICTS)
        for shape in [*self.shapes, None]:
            yield f"{shape or 'all':<{width}}  {self._row(shape)}"
        yield f"time: p50 {self.quantile(0.5):.1f} ms, p95 {self.quantile(0.95):.1f} ms"
        for result in self.results:
            if result.verdict not in GOOD:
                yield result.line

    def _row(self, shape: str | None) -> str:
        counts = self.counts(shape)
        return "  ".join(f"{counts[verdict]:>{len(verdict)}}" for verdict in VERDICTS)
