"""What is wrong in a file of ours, and where: file, line and text -> one line to act on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in one file.

    ``file`` is named as a reader finds it (``prompts/commentary/bands.toml``, or the name of an
    indicator's file); ``line`` counts from one, nought stands for the file as a whole.
    """

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"
