"""The words of a span in, the multiple that they say out: "doubled" is two, "fourfold" four."""

from __future__ import annotations

from decimal import Decimal

from cin_narrative.reading.quantities.numbers import number

MULTIPLES = {
    "doubl": Decimal(2),
    "twice": Decimal(2),
    "trebl": Decimal(3),
    "tripl": Decimal(3),
    "quadrupl": Decimal(4),
    "twofold": Decimal(2),
    "threefold": Decimal(3),
    "fourfold": Decimal(4),
    "halv": Decimal("0.5"),
    "half": Decimal("0.5"),
}
NEAR = frozenset(("nearly", "almost", "about", "roughly", "around", "virtually", "practically"))
NEAR |= {"just", "but", "close", "approximately"}
SIDES = {
    **dict.fromkeys(("more", "over", "higher", "greater", "above"), "gt"),
    **dict.fromkeys(("less", "under", "lower", "fewer", "below"), "lt"),
    "most": "le",
    "least": "ge",
}
TURNED = {"gt": "lt", "lt": "gt", "ge": "le", "le": "ge"}


def multiple_in(words: str | None) -> Decimal | None:
    """The multiple that the words say, where they say it as a whole: "nearly doubled" says none."""
    return None if is_hedged(words) else times_in(words)


def is_hedged(words: str | None) -> bool:
    """Whether the words say that a number is not exact: "about 1,000"."""
    return bool(NEAR & set((words or "").lower().split()))


def side_in(words: str | None, times: Decimal) -> str:
    """The side of the multiple that is meant: "double" is at least, "half" at most so much; "more
    than half" is above it, but what has "more than halved" is below."""
    said = (words or "").lower().split()
    side = next((SIDES[word] for word in said if word in SIDES), "ge" if times > 1 else "le")
    halved = any(word.startswith("halv") for word in said) and bool(SIDES.keys() & set(said))
    return TURNED[side] if halved else side


def grown(times: Decimal) -> tuple[str, str]:
    """The sides of what has grown so many times, or fallen to such a part: at least, and more."""
    return ("ge", "gt") if times > 1 else ("le", "lt")


def is_on_side(value: Decimal, limit: Decimal, side: str) -> bool:
    """Whether a value is on that side of a limit."""
    if value == limit:
        return side in ("ge", "le")
    return (value > limit) is (side in ("ge", "gt"))


def times_in(words: str | None) -> Decimal | None:
    """The multiple in the words: doubled is two, halved a half, "three times" three."""
    said = (words or "").lower().replace("-fold", "fold").split()
    if "times" in said[1:]:
        return number(said[said.index("times") - 1])
    found = (value for stem, value in MULTIPLES.items() for w in said if w.startswith(stem))
    return next(found, None)
