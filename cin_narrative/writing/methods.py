"""The methods of the comparison words, in words: what a page says of the one it was made by."""

from __future__ import annotations

from collections.abc import Mapping

from cin_narrative.claims.claims import Method, load_bands

METHOD_NAMES: Mapping[Method, str] = {Method.BANDS: "Bands", Method.LIMITS: "Confidence limits"}


def method_note(method: Method) -> str:
    """How the words of comparisons and changes were found, with the thresholds in force
    (prompts/commentary/bands.toml).
    """
    bands = load_bands()
    inside = (
        f"{bands.relative_percent.normalize():f}% (numbers and rates) or "
        f"{bands.percentage_points} percentage points (percentages)"
    )
    if method is Method.BANDS:
        return (
            f'A figure within {inside} of another is called "similar" or "little changed"; beyond that, "higher" or "lower", "rose" '
            'or "fell"; figures that are printed alike are "the same".'
        )
    return (
        f"Comparisons between areas use {bands.confidence}% confidence limits (Byar's method for rates, Wilson's for percentages): "
        '"higher" or "lower" where the other value lies outside the limits of the figure, "similar" where it lies within them. '
        f'A change over time within {inside} is called "little changed".'
    )
