"""A second solution is found wherever trying every number finds one, and nowhere else."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cin_narrative.disclosure.returns.alternatives import without_alternative
from cin_narrative.disclosure.returns.bounds import Cover

Cell = tuple[str, str]
MOST = 17  # of a line of a table below, and one more


@st.composite
def tables(draw) -> tuple[dict, set, list, list]:
    """A small table with its totals, and an overlapping whole beside it; four cells are hidden, and a total."""
    rows, columns = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    counts: dict[Cell, int] = {("c", f"{r}{c}"): draw(st.integers(1, 5)) for r in range(rows) for c in range(columns)}
    sums = []
    for kind, lines in (("row", [[f"{r}{c}" for c in range(columns)] for r in range(rows)]),
                        ("column", [[f"{r}{c}" for r in range(rows)] for c in range(columns)])):  # fmt: skip
        for number, line in enumerate(lines):
            parts = [("c", one) for one in line]
            counts[kind, str(number)] = sum(counts[part] for part in parts)
            sums.append(((kind, str(number)), *parts))
    parts = [("c", "00"), ("c", "01")]
    least, most = max(counts[p] for p in parts), sum(counts[p] for p in parts)
    counts["whole", ""] = draw(st.integers(least, most))
    cells, others = (sorted(m for m in counts if (m[0] == "c") == is_cell) for is_cell in (True, False))
    hidden = {*draw(st.lists(st.sampled_from(cells), min_size=1, max_size=4, unique=True)), draw(st.sampled_from(others))}
    return counts, hidden, sums, [Cover(("whole", ""), tuple(parts))]


def by_trying(counts: dict, hidden: set, sums: list, covers: list) -> set[Cell]:
    """The hidden cells that are the same number in every solution."""
    order = sorted(hidden)
    can = [range(1, 6) if 1 <= counts[m] <= 5 else range(1, MOST) for m in order]
    fitting = []
    for numbers in product(*can):
        now = counts | dict(zip(order, numbers, strict=True))
        holds = all(now[total] == sum(now[part] for part in parts) for total, *parts in sums)
        if holds and all(max(now[p] for p in c.parts) <= now[c.whole] <= sum(now[p] for p in c.parts) for c in covers):
            fitting.append(numbers)
    return {m for place, m in enumerate(order) if len({numbers[place] for numbers in fitting}) == 1}


@pytest.mark.long
@settings(max_examples=40)
@given(tables())
def test_a_count_has_no_alternative_where_trying_every_number_finds_none(table) -> None:
    counts, hidden, sums, covers = table
    wanted = {m for m in hidden if 1 <= counts[m] <= 5}
    assert without_alternative(wanted, hidden, counts, sums, covers) == wanted & by_trying(counts, hidden, sums, covers)


def test_two_tables_of_one_day_that_differ_in_two_cells_have_a_second_solution() -> None:
    """Children by age and sex, twice: 4 girls and 3 boys of 5 to 9, then one boy more of them; all shown but the cells."""
    girls, boys, later = (1, 4, 3, 1), (2, 3, 5, 2), (2, 4, 4, 2)
    counts: dict[Cell, int] = {("girls", str(a)): n for a, n in enumerate(girls)}
    counts |= {("boys", str(a)): n for a, n in enumerate(boys)} | {("later", str(a)): n for a, n in enumerate(later)}
    hidden = set(counts)
    sums = []
    for sex in ("boys", "later"):
        for name, parts in (*((f"{sex} at {a}", [("girls", str(a)), (sex, str(a))]) for a in range(4)),
                            (sex, [(sex, str(a)) for a in range(4)]), ("girls", [("girls", str(a)) for a in range(4)])):  # fmt: skip
            counts[name, ""] = sum(counts[part] for part in parts)
            sums.append(((name, ""), *parts))
    # a girl more of 5 to 9 and one fewer of 10 to 15, and the other way round of the boys of both days: everything still adds up
    assert without_alternative(hidden, hidden, counts, sums, ()) == set()
    # where the boys are shown, the girls are what is left of each age
    girls_alone = {member for member in hidden if member[0] == "girls"}
    assert without_alternative(girls_alone, girls_alone, counts, sums, ()) == girls_alone
