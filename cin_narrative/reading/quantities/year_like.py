"""A year of a text and the tokens about it in, whether it is a number of things out: "more than
2000 referrals", "fewer than 1952 enquiries".

Behind the word of a level and before what is counted stands a number; so does one of a time that no
year of these figures is of. Where another year stands before what is counted, each is a year:
"were 2024 referrals more than 2020 referrals".
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from cin_narrative.catalogue.periods import FIRST_YEAR
from cin_narrative.reading.quantities.finder import Found
from cin_narrative.reading.words.stretches import Term
from cin_narrative.reading.words.tokens import Token

DIGITS = 4
BEHIND_THAN = frozenset(("more", "fewer", "less"))
LEVELS = frozenset(("over", "above", "under", "below", "least", "most"))


def numbers_like_years(
    tokens: Sequence[Token], dated: Sequence[Found], terms: Sequence[Term], things: Set[str]
) -> list[Found]:
    """The years that are numbers; ``things`` are the names of what is counted."""
    heads = {one.start for one in terms if one.name in things}
    where = {one.start: at for at, one in enumerate(tokens) if one.kind == "period"}
    known = [(one, where[one.start]) for one in dated if one.start in where]
    leading = {at for _, at in known if at + 1 in heads}
    found = []
    for one, at in known:
        bare = one.meaning.form == "year" and one.end - one.start == DIGITS
        early = bool(heads) and one.meaning.first < FIRST_YEAR
        counted = leading == {at} or early
        if bare and counted and _is_levelled(tokens, at, early):
            found.append(one)
    return found


def _is_levelled(tokens: Sequence[Token], at: int, early: bool) -> bool:
    """Whether the word of a level stands right before a token: "more than", "over", "at least"; of
    no year of ours "more enquiries than", too."""
    before = [token.text for token in tokens[max(0, at - 2) : at]]
    if before[-1:] == ["than"]:
        return early or before[0] in BEHIND_THAN
    return bool(before) and before[-1] in LEVELS
