"""The methods of the comparison words, in words: what a page says of the one it was made by."""

from __future__ import annotations

from collections.abc import Mapping

from cin_narrative.claims.claims import Method, load_bands
from cin_narrative.messages import message

METHOD_NAMES: Mapping[Method, str] = {Method.BANDS: "Bands", Method.LIMITS: "Confidence limits"}


def method_note(method: Method) -> str:
    """How the words of comparisons and changes were found, with the thresholds in force
    (prompts/commentary/bands.toml).
    """
    bands = load_bands()
    inside = message(
        "writing.method_inside",
        percent=f"{bands.relative_percent.normalize():f}",
        points=bands.percentage_points,
    )
    if method is Method.BANDS:
        return message("writing.method_bands", inside=inside)
    return message("writing.method_limits", confidence=bands.confidence, inside=inside)
