"""Categories of two kinds together ("girls aged 5 to 9"): the one cell of a cross-table (England only) that holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.questions.query import Topic
from cin_narrative.questions.refining import NEED, PLANS, STARTING
from cin_narrative.questions.setting import Setting

AGE_AND_SEX = "children_in_need_by_age_and_sex"


def cross_cell(bases: Sequence[str], mentions: Sequence[Sequence[str]], setting: Setting) -> Topic | None:
    """The cell whose parts are just the categories mentioned, each once; None where no table holds them together."""
    if set(bases) & {STARTING}:
        return None
    wanted = [{value.split("/", 1)[1] for value in candidates} for candidates in mentions]
    for indicator in _tables(setting):
        if indicator.breakdown_of not in (bases or [NEED]) and not (indicator.breakdown_of == PLANS and _of_plans(bases)):
            continue
        for category in indicator.categories:
            if _matches(_pieces(category), wanted):
                return Topic(indicator.id, category)
    return None


def _of_plans(bases: Sequence[str]) -> bool:
    return any(base.startswith(PLANS) for base in bases)


def _tables(setting: Setting) -> list[Indicator]:
    return [indicator for indicator in setting.catalogue if indicator.is_cross_table or indicator.id == AGE_AND_SEX]


def _pieces(category: str) -> list[str]:
    """ "female_aged_1_to_4.neglect": female, aged_1_to_4, neglect."""
    found: list[str] = []
    for part in category.split("."):
        match = re.fullmatch(r"(?:(female|male|unknown)_)?((?:aged_)?(?:\d\w*|under_1)|aged_\w+)", part)
        found += [piece for piece in match.groups() if piece] if match else [part]
    return [piece.removeprefix("aged_") for piece in found]


def _matches(pieces: Sequence[str], wanted: Sequence[set[str]]) -> bool:
    return len(pieces) == len(wanted) > 1 and all(any(piece in one for piece in pieces) for one in wanted) and all(
        any(piece in one for one in wanted) for piece in pieces
    )
