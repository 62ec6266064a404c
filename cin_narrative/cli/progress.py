"""How far a long command has come -> a bar on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on standard error; silent where that is not a terminal."""
    from tqdm import tqdm

    bar = tqdm(
        total=1,
        file=sys.stderr,
        disable=not sys.stderr.isatty(),
        leave=False,
        bar_format="{desc:40.40} |{bar}| {percentage:3.0f}%",
    )

    def show(done: int, total: int, what: str) -> None:
        bar.total = max(total, 1)
        bar.n = done
        bar.set_description_str(what)

    try:
        yield show
    finally:
        bar.close()
