"""``rules [NUMBER...]``: DfE's validation rules of the census, each beside what we look for."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """Which rules; all where none is named."""
    arguments.add("numbers", nargs="*", metavar="NUMBER")
    arguments.add("--format", choices=("text", "json"), default="text")


def run(options: Namespace) -> int:
    """Print DfE's text and ours, side by side."""
    found = api.rules(options.numbers)
    if options.format == "json":
        show([json.dumps(found, ensure_ascii=False, indent=1)])
    else:
        show(_lines(found))
    return 0


def _lines(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    for rule in found:
        if rule["number"]:
            about = {name: rule[name] for name in ("number", "kind", "module")}
            yield message("cli.rule", **about)
            yield message("cli.rule_text", text=rule["text"])
        else:
            yield message("cli.own_rule")
        for check in rule["checks"]:
            yield message("cli.rule_check", words=check["words"], id=check["id"])
