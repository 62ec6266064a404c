"""The public verbs: each command of the command line and each view of the page is made of these.

A verb is imported when it is first used, so that a question waits for no chart and a chart for no
question. ``assistance``, ``drafting``, ``holdings`` and ``summary_files`` are modules of verbs of
their own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cin_narrative.api.figure_lists import figures as figures
    from cin_narrative.api.figure_lists import refuse_year_not_held as refuse_year_not_held
    from cin_narrative.api.loading import load as load
    from cin_narrative.api.loading import load_uploads as load_uploads
    from cin_narrative.api.places import find_area as find_area
    from cin_narrative.api.places import latest_year as latest_year
    from cin_narrative.api.question_box import answer as answer
    from cin_narrative.api.question_box import ask as ask
    from cin_narrative.api.question_box import interpretation as interpretation
    from cin_narrative.api.question_box import read_as as read_as
    from cin_narrative.api.reading import read as read
    from cin_narrative.api.reference import areas as areas
    from cin_narrative.api.reference import catalogue as catalogue
    from cin_narrative.api.reference import check as check
    from cin_narrative.api.reference import rules as rules
    from cin_narrative.api.returns import compare_submissions as compare_submissions
    from cin_narrative.api.returns import make_up as make_up
    from cin_narrative.api.returns import quality as quality
    from cin_narrative.api.returns import reconcile as reconcile
    from cin_narrative.api.returns import remove_return as remove_return
    from cin_narrative.api.returns import remove_submission as remove_submission
    from cin_narrative.api.returns import submission_figures as submission_figures
    from cin_narrative.api.returns import submissions as submissions
    from cin_narrative.api.returns import using_submission as using_submission
    from cin_narrative.api.side_by_side import compare as compare
    from cin_narrative.api.side_by_side import compare_bytes as compare_bytes
    from cin_narrative.api.side_by_side import compare_page as compare_page
    from cin_narrative.api.stores import holds_starter_alone as holds_starter_alone
    from cin_narrative.api.stores import open_store as open_store
    from cin_narrative.api.stores import place_to_read as place_to_read
    from cin_narrative.api.stores import store_path as store_path
    from cin_narrative.api.stores import stores_beside as stores_beside
    from cin_narrative.api.stores import use_starter as use_starter
    from cin_narrative.api.stores import use_store as use_store
    from cin_narrative.api.summaries import annual_charts as annual_charts
    from cin_narrative.api.summaries import annual_page as annual_page
    from cin_narrative.api.summaries import annual_summary as annual_summary

HOMES = {  # module -> its verbs
    "figure_lists": ("figures", "refuse_year_not_held"),
    "loading": ("load", "load_uploads"),
    "places": ("find_area", "latest_year"),
    "question_box": ("answer", "ask", "interpretation", "read_as"),
    "reading": ("read",),
    "reference": ("areas", "catalogue", "check", "rules"),
    "returns": (
        "compare_submissions",
        "make_up",
        "quality",
        "reconcile",
        "remove_return",
        "remove_submission",
        "submission_figures",
        "submissions",
        "using_submission",
    ),
    "side_by_side": ("compare", "compare_bytes", "compare_page"),
    "stores": (
        *("holds_starter_alone", "open_store", "place_to_read", "store_path"),
        *("stores_beside", "use_starter", "use_store"),
    ),
    "summaries": ("annual_charts", "annual_page", "annual_summary"),
}
VERBS = {verb: module for module, verbs in HOMES.items() for verb in verbs}


def __getattr__(name: str) -> Any:
    if name not in VERBS:
        raise AttributeError(f"{__name__}.{name}")
    verb = getattr(import_module(f"{__name__}.{VERBS[name]}"), name)
    globals()[name] = verb  # the next use goes straight to it
    return verb
