"""A category that is published by whose it is in, the phrases that name each of its parts out.

"Drug misuse" is told apart for the child, a parent and another person: whoever writes "drug misuse
(parent)" or "parent drug misuse" means that part, whatever name of the whole stands there.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.indicator import Category


def told_of(phrase: str, category: Category) -> Iterator[tuple[str, str, str]]:
    """Each phrase for a part with the indicator and the category that it names: the id of a part is
    that of the whole with whose it is behind it."""
    for line in category.told_apart:
        indicator, _, part = line.partition(".")
        whose = part.removeprefix(f"{category.id}_").replace("_", " ")
        if part.startswith(f"{category.id}_"):
            for said in (f"{phrase} ({whose})", f"{phrase} {whose}", f"{whose} {phrase}"):
                yield said, indicator, part
