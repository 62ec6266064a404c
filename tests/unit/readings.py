"""Readings for tests, short to write: one ask of each, with its measures, areas and years."""

from __future__ import annotations

from typing import Any

import msgspec

from cin_narrative.reading.contract import Reading, from_json

NEED, PLANS, REFERRALS = "children_in_need_at_31_march", "child_protection_plans_at_31_march", "referrals"


def measure(indicator: str | None, *categories: str, **more: Any) -> dict[str, Any]:
    return {"indicator": indicator, "categories": list(categories), "words": indicator or "those", **more}


def ask(kind: str, *measures: Any, areas: Any = (), years: Any = (), said: str = "", **more: Any) -> dict[str, Any]:
    """An ask; areas and years as words, or as dicts where they are sets or defaults."""
    made = [one if isinstance(one, dict) else measure(one) for one in measures]
    return {
        "ask": kind, "words": said or kind, "measures": made,
        "areas": [one if isinstance(one, dict) else {"words": one} for one in areas],
        "periods": [one if isinstance(one, dict) else {"words": str(one)} for one in years], **more,
    }  # fmt: skip


def reading(*asks: dict[str, Any], **more: Any) -> Reading:
    return from_json(msgspec.json.encode({"asks": list(asks), **more}))
