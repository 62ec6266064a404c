"""The SQL of the quality views, and the fields of the census that each of their columns is made of.

A finding damages whatever rests on the fields that it looked at: those are read off the SQL, so
that a new rule names them without a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import Template

from cin_narrative.load.returns.census_file.fields import FIELDS
from cin_narrative.load.returns.event_views import constants
from cin_narrative.load.returns.quality.rules import RULES, names_of


@cache
def quality_sql(view: str) -> str:
    """The SELECT of a quality view, with the constants in their places and without its comments."""
    text = (RULES / f"{view}.sql").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    return Template("\n".join(lines)).substitute(constants())


@cache
def fields_of(view: str, where: str) -> frozenset[str]:
    """The fields that a condition on the columns of a quality view is made of."""
    sql, names, seen = quality_sql(view), names_of(where), set[str]()
    for name in names:  # grows by what each is made of
        made_of = {word for text in _expressions(sql, name) for word in re.findall(r"\w+", text)}
        names += sorted(made_of - seen - FIELDS.keys())
        seen |= made_of
    return frozenset(seen & FIELDS.keys())


def _expressions(sql: str, name: str) -> Iterator[str]:
    """What stands before each ``AS name``, back to the comma, SELECT or bracket that begins it."""
    for found in re.finditer(rf"\sAS\s+{name}\b", sql):
        depth, at = 0, found.start()
        while at > 0 and not (depth == 0 and (sql[at - 1] in ",(" or sql[:at].endswith("SELECT"))):
            at -= 1
            depth += {")": 1, "(": -1}.get(sql[at], 0)
        yield sql[at : found.start()]
