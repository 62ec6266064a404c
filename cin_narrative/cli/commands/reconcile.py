"""``reconcile AREA YEAR``: an authority's own return beside DfE's figures."""

from __future__ import annotations

import json
from argparse import Namespace

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_internal, add_store, add_submission


def add_arguments(arguments: Arguments) -> None:
    """Whose return, of which year, for whom."""
    add_store(arguments)
    arguments.add("area", metavar="AREA")
    arguments.add("year", type=int, metavar="YEAR")
    add_internal(arguments)
    add_submission(arguments)
    arguments.add("--format", choices=("text", "json"), default="text")


def run(options: Namespace) -> int:
    """Print both, with the likely reasons for each difference."""
    with api.open_store(options.store) as store:
        asked = (options.area, options.submission, options.audience, options.year)
        with api.using_submission(store, *asked) as (seen, _):
            found = api.reconcile(seen, options.area, options.year, options.audience)
    is_json = options.format == "json"
    show([json.dumps(found.record(), ensure_ascii=False, indent=1) if is_json else found.text()])
    return 0
