"""What stands under one header: each text once, and which of them stands in each row.

A release repeats some twenty thousand texts in half a million cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn(Sequence[str]):
    """The texts of a column by row; ``codes`` are places in ``texts``, of which some may stand in
    no row.
    """

    codes: Codes
    texts: Sequence[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> TextColumn:
        """The column of these texts, row by row."""
        places: dict[str, int] = {}
        codes = [places.setdefault(text, len(places)) for text in texts]
        return cls(np.array(codes, np.int32), list(places))

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[str]:
        return map(self.texts.__getitem__, self.codes.tolist())

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> TextColumn: ...
    def __getitem__(self, row: int | slice) -> str | TextColumn:
        if isinstance(row, slice):
            return TextColumn(self.codes[row], self.texts)
        text: str = self.texts[self.codes[row]]
        return text

    def kept(self, keep: Sequence[bool] | npt.NDArray[np.bool_]) -> TextColumn:
        """The rows that ``keep`` marks."""
        return TextColumn(self.codes[np.asarray(keep, np.bool_)], self.texts)

    def coded(self, code: Callable[[str], int]) -> Codes:
        """A number for each row, where ``code`` gives that of a text."""
        return np.fromiter(map(code, self.texts), np.int32, len(self.texts))[self.codes]

    def where(self, holds: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
        """Whether the text of each row ``holds``."""
        return np.fromiter(map(holds, self.texts), np.bool_, len(self.texts))[self.codes]

    def __eq__(self, other: object) -> bool:
        """Whether both have the same texts in the same rows."""
        return isinstance(other, TextColumn) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Lines:
    """A file as it was read: its ``header``, and what stands below it: ``columns`` where every line
    has as many cells as the header, else ``rows``. ``ended`` says whether the last line ends with
    a line end.
    """

    header: Sequence[str]
    columns: Sequence[TextColumn] = ()
    rows: Sequence[list[str]] = ()
    ended: bool = True
