"""The contract of a reading in, the strict JSON schema in which a model is asked for one out.

Strict services want every field required, no field more, and no limit of length; positions of spans
are ours to find. The form follows the types of ``reading/contract.py``: nothing is typed twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from cin_narrative.messages import message
from cin_narrative.reading.contract import Reading
from cin_narrative.reading.kinds import NOTHING, kinds

TITLE = "reading"
DROPPED = ("at", "offered")  # where a span stands, and what was offered: the program's own
UNKNOWN = ("title", "description", "default", "minItems", "maxItems", "minLength", "maxLength")


def reading_schema(indicators: Iterable[str]) -> dict[str, Any]:
    """The schema of a reading that may name these indicators and no others."""
    _, components = msgspec.json.schema_components([Reading])
    defs = {name: _strict(one) for name, one in components.items()}
    named = {"type": "string", "enum": sorted(indicators)}
    defs["Measure"]["properties"]["indicator"] = {"anyOf": [named, {"type": "null"}]}
    defs["Ask"]["properties"]["ask"] = {"type": "string", "enum": [*kinds(), NOTHING]}
    root = defs.pop(Reading.__name__)
    return {"title": TITLE, "description": message("models.schema"), **root, "$defs": defs}


def _strict(schema: Any) -> Any:
    """A schema without what a strict service refuses, every property of an object required."""
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _strict(one)
        for key, one in schema.items()
        if key not in (*UNKNOWN, "properties", "required")
    }
    if "enum" in kept:
        kept["type"] = "string"
    if "properties" in schema:
        fields = {n: _strict(one) for n, one in schema["properties"].items() if n not in DROPPED}
        kept |= {"properties": fields, "required": list(fields), "additionalProperties": False}
    return kept
