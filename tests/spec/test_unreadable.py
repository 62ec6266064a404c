"""Given, not given, given and not to be read: how a date is read, and what each makes of a figure."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from return_tables import shown_of
from wide import spread

from cin_narrative.load.returns.census_file.dates import EPOCH, day_first, iso_day
from cin_narrative.load.returns.census_file.fields import Kind
from cin_narrative.load.returns.census_file.values import Values

# What stands in the file, and the day that it means; none: it cannot be read.
ISO = """
2024-03-31                 | 2024-03-31
2024-02-29                 | 2024-02-29
2024-03-31T00:00:00        | 2024-03-31
2024-03-31 00:00:00        | 2024-03-31
2024-03-31T23:59:59.999    | 2024-03-31
2024-03-31Z                | 2024-03-31
2024-03-31+01:00           | 2024-03-31
2024-05-31T23:00:00Z       | 2024-06-01
2024-05-31T22:59:59Z       | 2024-05-31
2024-06-01T00:00:00+01:00  | 2024-06-01
2024-12-31T23:00:00Z       | 2024-12-31
2024-12-31T19:30:00-05:00  | 2025-01-01
2024-03-31T01:00:00Z       | 2024-03-31
2024-10-26T23:00:00Z       | 2024-10-27
2024-10-27T23:00:00Z       | 2024-10-27
2023-02-29                 |
2024-3-31                  |
2024-03-31T                |
2024-03-31Tnoon            |
20240331                   |
2024-W13-7                 |
31/03/2024                 |
0000-00-00                 |
"""
DAY_FIRST = """
31/03/2024                 | 2024-03-31
1/4/2024                   | 2024-04-01
05/04/2024 00:00:00        | 2024-04-05
03/31/2024                 |
31/03/24                   |
31-03-2024                 |
"""
# Each field of a record: what is in it, and what three figures make of it.
FIGURES = """
CINreferralDate | CINclosureDate | S47ActualStartDate | referrals | children_in_need_at_31_march | section_47_enquiries
2024-06-03      |                | 2024-09-24         | 1         | 1                            | 1
2024-06-03      | 2024-12-01     | 2024-09-24         | 1         | 0                            | 1
2024-06-03      | unclear        | 2024-09-24         | 1         | unknown                      | 1
2024-06-33      |                | 2024-09-24         | unknown   | unknown                      | 1
                |                | 2024-09-24         | 0         | 0                            | 1
2024-06-03      |                |                    | 1         | 1                            | 0
2024-06-03      |                | autumn             | 1         | 1                            | unknown
"""


def rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize(("text", "day"), rows(ISO))
def test_a_date_is_the_day_that_it_is_in_england(text: str, day: str) -> None:
    assert read(iso_day, text) == day


@pytest.mark.parametrize(("text", "day"), rows(DAY_FIRST))
def test_a_date_written_day_first(text: str, day: str) -> None:
    assert read(day_first, text) == day


@pytest.mark.parametrize("others", [(), ("2024-01-01",), ("0000-01-01",), (" 2024-01-01 ", None)])
@pytest.mark.parametrize("text", [row[0] for row in rows(ISO)])
def test_a_column_of_dates_is_what_its_dates_are_one_by_one(text: str, others: tuple[str | None, ...]) -> None:
    column, one_by_one = Values(Kind.DATE), Values(Kind.DATE)
    texts = (text, None, *others)
    days = one_by_one.column(texts)
    assert column.days(texts).cast(pa.int32()).to_pylist() == days
    assert (column.given, column.unreadable, column.is_day_first) == (one_by_one.given, one_by_one.unreadable, one_by_one.is_day_first)


def read(reader, text: str) -> str:
    try:
        return date.fromordinal(reader(text) + EPOCH).isoformat()
    except ValueError:
        return ""


@pytest.mark.parametrize("row", spread(rows(FIGURES)[1:], 3), ids=" ".join)
def test_a_figure_is_known_where_the_fields_that_it_rests_on_can_be_read(row: list[str]) -> None:
    referred, closed, enquired, *expected = row
    shown = shown_of(f"""
        CINdetails
        LAchildID | CINreferralDate | CINclosureDate
        A         | {referred}      | {closed}
        Section47
        LAchildID | S47ActualStartDate
        A         | {enquired}
        """)
    names = rows(FIGURES)[0][3:]
    assert [str(shown[name]) for name in names] == expected
