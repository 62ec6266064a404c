"""Whatever a text is, the quick way of reading it gives what the strict one does, or leaves it to that."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cin_narrative.errors import InputRefused
from cin_narrative.load.files import InputFile
from cin_narrative.load.published import csv_text
from cin_narrative.load.published.text_column import Lines
from cin_narrative.load.table_text import separator

CELLS = st.text(alphabet="ab1 ,;\t\"'é\u00a0\u2028\x0b", max_size=4)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", ""])


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


WRITTEN = CELLS.flatmap(lambda cell: st.sampled_from([cell, quoted(cell)]))
TEXTS = st.lists(st.tuples(st.lists(WRITTEN, min_size=1, max_size=4), ENDS), min_size=1, max_size=5)


def below(lines: Lines) -> list[list[str]]:
    return [list(row) for row in (lines.rows or zip_longest(*lines.columns))]


@settings(deadline=None)  # the first call imports pyarrow
@given(TEXTS)
@example([(["a", "b"], "\n"), (["1", "2"], "\n\n"), (["", " "], "\n"), (["3", "4"], "\n")])
@example([(["a", "b"], "\r"), (['"x, y"', "2"], "\r")])
@example([(["a", "b"], "\n"), (['"x"y', "2"], "\n")])
@example([(["a", "b"], "\n"), (['"x\ny"', "2"], "\n")])
@example([(["a", "b", ""], "\n"), (["1", "2", "3"], "\n")])
def test_both_ways_of_reading_agree(parts: list[tuple[list[str], str]]) -> None:
    text = "".join(",".join(cells) + end for cells, end in parts)
    if not text.strip():
        return
    quick = csv_text._tidy_lines(text, separator(text))
    if quick is None:
        return
    try:
        strict = csv_text._any_lines(InputFile("x.csv", "", b"", True), text, separator(text))
    except InputRefused as refused:
        pytest.fail(f"the quick way took {text!r}: {refused}")
    assert list(quick.header) == list(strict.header)
    assert below(quick) == below(strict)
    assert quick.ended == strict.ended


def test_a_file_as_dfe_writes_it_is_read_the_quick_way() -> None:
    text = 'a,b\r\n1,"Bristol, City of"\r\n2,x\r\n'
    quick = csv_text._tidy_lines(text, ",")
    assert quick is not None
    assert below(quick) == [["1", "Bristol, City of"], ["2", "x"]]
