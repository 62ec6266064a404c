"""Words that say of how many of some members something is so in, that quantifier out: "all but one
of", "at least six of", "more than half", "for three years running"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Literal

from cin_narrative.reading.quantities.numbers import ORDINALS, PARTS, quantity, says_share, whole
from cin_narrative.reading.words.closed_classes import PREPOSITIONS, words_of
from cin_narrative.reading.words.tokens import Token, fold, tokens_of

EVERY, NONE, SOME = (words_of(f"quantifiers.{one}") for one in ("every", "none", "some"))
HEDGES, VAGUE = words_of("quantifiers.hedges"), words_of("quantifiers.vague")
EXCEPT, LASTING = words_of("facts_quantifiers.except"), words_of("quantifiers.lasting")
RUNNING = words_of("quantifiers.running")
ONE_OF_THEM = frozenset(("single", "one"))
LED = frozenset(("the", "a"))
SIDES = {  # what stands before a number
    ("at", "least"): "ge",
    ("no", "fewer", "than"): "ge",
    ("no", "less", "than"): "ge",
    ("more", "than"): "gt",
    ("over",): "gt",
    ("fewer", "than"): "lt",
    ("less", "than"): "lt",
    ("under",): "lt",
    ("at", "most"): "le",
    ("no", "more", "than"): "le",
    ("not", "more", "than"): "le",
    ("up", "to"): "le",
    ("exactly",): "eq",
    ("precisely",): "eq",
    ("only",): "eq",
    ("just",): "eq",
    (): "at",
}
HUNDRED, HALF = Decimal(100), Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Quantifier:
    """So many ``of`` the members that are so, of the others, of the longest run of those that are,
    or, in a hundred, of the share that they are. ``op`` "at": whether more would do nobody can say;
    empty: neither is how many ("nearly all")."""

    op: str
    number: Decimal = Decimal(0)
    of: Literal["members", "others", "share", "run"] = "members"

    def holds(self, so: Sequence[bool | None]) -> bool | None:
        """Whether it is so of as many, the members being in order; None where nobody can say. Of
        what has no figure (None) either may be."""
        unknown = so.count(None)
        found = {self._of(_supposed(so, n)) for n in range(unknown + 1)} if so else set()
        return found.pop() if len(found) == 1 else None

    def _of(self, so: Sequence[bool]) -> bool | None:
        runs = [len(list(run)) * is_so for is_so, run in groupby(so)]
        if self.of == "run":  # of the longest or of the last, where both have the same answer
            found = {self._is(Decimal(one)) for one in (max(runs), runs[-1])}
            return found.pop() if len(found) == 1 else None
        share = HUNDRED * sum(so) / len(so)
        others = len(so) - sum(so)
        return self._is({"share": share, "others": Decimal(others)}.get(self.of, Decimal(sum(so))))

    def _is(self, number: Decimal) -> bool | None:
        apart = number - self.number
        exact = abs(apart) < HALF if self.of == "share" else not apart
        sides = {
            "ge": apart >= 0,
            "gt": apart > 0,
            "le": apart <= 0,
            "lt": apart < 0,
            "eq": exact,
            "at": True if exact else None if apart > 0 else False,
        }
        return sides.get(self.op)


ALL, ANY = Quantifier("eq", of="others"), Quantifier("ge", Decimal(1))


def _supposed(so: Sequence[bool | None], n: int) -> list[bool]:
    """The members with the first ``n`` that are not known taken to be so, and the rest not."""
    unknown = [at for at, one in enumerate(so) if one is None][:n]
    return [bool(one) or at in unknown for at, one in enumerate(so)]


def quantifier_at(tokens: Sequence[Token], at: int) -> tuple[Quantifier, int] | None:
    """The quantifier that begins at a token, and the token after it."""
    texts = [token.text for token in tokens[at : at + 4]] + [""] * 4
    if texts[0] in HEDGES:
        hedged = quantifier_at(tokens, at + 1)
        return (Quantifier(""), hedged[1]) if hedged is not None else None
    if texts[0] == "not":
        denied = quantifier_at(tokens, at + 1) if texts[1] not in ("more", "less") else None
        if denied is not None:
            none = denied[0] == ANY or denied[0].number == 1
            return (Quantifier("eq") if none else Quantifier(""), denied[1])
    if texts[0] in EVERY:
        return _every(tokens, at + 1 + (texts[1] in ONE_OF_THEM))
    if texts[0] in NONE and texts[1] not in ("more", "fewer", "less"):
        return Quantifier("eq"), at + 1
    if texts[0] in SOME:
        return ANY, at + 1 + (texts[1] in ONE_OF_THEM)
    led = at + (texts[0] in LED)
    if tokens[led : led + 1] and (found := _part_named(tokens, led)):
        return found
    return _number(tokens, at)


def _every(tokens: Sequence[Token], at: int) -> tuple[Quantifier, int]:
    """ "All", "all ten", "every one", "all but two"."""
    if at < len(tokens) and tokens[at].text in EXCEPT:
        left, end = whole(tokens, at + 1)
        return (replace(ALL, number=Decimal(left)), end) if left else (Quantifier(""), at + 1)
    return ALL, max(whole(tokens, at)[1], at)


def _part_named(tokens: Sequence[Token], at: int) -> tuple[Quantifier, int] | None:
    """ "Most", "the majority", "a minority"; of "the vast majority" and "many" nobody can say."""
    text, after = tokens[at].text, [one.text for one in tokens[at + 1 : at + 2]]
    if text in VAGUE:
        return Quantifier(""), at + 1 + (after == ["majority"])
    op = {"most": "gt", "majority": "gt", "minority": "lt"}.get(text)
    return (Quantifier(op, PARTS["half"], "share"), at + 1) if op else None


def _number(tokens: Sequence[Token], at: int) -> tuple[Quantifier, int] | None:
    """ "Six", "at least six", "more than half", "two thirds"."""
    texts = tuple(token.text for token in tokens[at : at + 3])
    side = next(one for one in SIDES if texts[: len(one)] == one)
    first = at + len(side)
    bare = texts[len(side) : len(side) + 1]  # "the third year": no part
    value, end = quantity(tokens, first)
    if bare and (bare[0] in ORDINALS or (bare[0] in LED | {"an"} and value == 1)):
        return None
    part = PARTS.get(tokens[end].text.removesuffix("s")) if value and end < len(tokens) else None
    if value is not None and part is not None:
        return Quantifier(SIDES[side], value * part, "share"), end + 1
    if value is None:
        return None
    share = says_share(" ".join(token.text for token in tokens[first:end]))
    return Quantifier(SIDES[side], value, "share" if share else "members"), end


def quantifier_in(words: str | None) -> Quantifier | None:
    """The quantifier that the words of a span begin with; None where they begin with none."""
    tokens = tokens_of(fold(words or ""))
    texts = [token.text for token in tokens]
    found = next((one for at in (0, 1) if (one := _led(tokens, at)) is not None), None)
    if found is None:
        return ALL if LASTING & set(texts[:1]) else None
    quantifier, end = found
    if RUNNING & set(texts[end:]) or RUNNING & set(texts[:end]):
        op = "ge" if quantifier.op == "at" else quantifier.op
        return replace(quantifier, op=op, of="run")
    return quantifier if quantifier != ALL else _but(tokens, end)


def _led(tokens: Sequence[Token], at: int) -> tuple[Quantifier, int] | None:
    led = all(one.text in PREPOSITIONS for one in tokens[:at])
    return quantifier_at(tokens, at) if led and at < len(tokens) else None


def _but(tokens: Sequence[Token], at: int) -> Quantifier:
    """ "Every year but one": the exception stands behind the noun."""
    out = [i for i in range(at, len(tokens)) if tokens[i].text in EXCEPT]
    left = whole(tokens, out[0] + 1)[0] if out else None
    return replace(ALL, number=Decimal(left)) if left else ALL
