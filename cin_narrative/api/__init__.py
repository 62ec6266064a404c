"""The public verbs, and the types that they take and give: each command of the command line and
each view of the page is made of these.

A name is imported when it is first used, so that a question waits for no chart and a chart for no
question. ``drafts`` is a module of verbs of its own. ``assistance``, imported by itself, has what
else the page and the command line need of the optional language model.
"""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cin_narrative.api import drafts as drafts
    from cin_narrative.api.assistance import phrase_answer as phrase_answer
    from cin_narrative.api.assistance import required_model as required_model
    from cin_narrative.api.drafts import Saved as Saved
    from cin_narrative.api.evaluation import evaluate as evaluate
    from cin_narrative.api.evaluation import evaluate_readers as evaluate_readers
    from cin_narrative.api.evaluation import questions_of_feedback as questions_of_feedback
    from cin_narrative.api.exports import charts as charts
    from cin_narrative.api.exports import export as export
    from cin_narrative.api.exports import format_names as format_names
    from cin_narrative.api.exports import is_binary as is_binary
    from cin_narrative.api.exports import page as page
    from cin_narrative.api.figure_lists import figures as figures
    from cin_narrative.api.figure_lists import refuse_year_not_held as refuse_year_not_held
    from cin_narrative.api.holdings import ReleaseHeld as ReleaseHeld
    from cin_narrative.api.holdings import areas_held as areas_held
    from cin_narrative.api.holdings import find_area as find_area
    from cin_narrative.api.holdings import latest_year as latest_year
    from cin_narrative.api.holdings import releases_held as releases_held
    from cin_narrative.api.holdings import returns_held as returns_held
    from cin_narrative.api.holdings import years_held as years_held
    from cin_narrative.api.loading import load as load
    from cin_narrative.api.loading import load_uploads as load_uploads
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
    from cin_narrative.api.stores import holds_starter_alone as holds_starter_alone
    from cin_narrative.api.stores import is_to_be_made as is_to_be_made
    from cin_narrative.api.stores import open_store as open_store
    from cin_narrative.api.stores import place_to_read as place_to_read
    from cin_narrative.api.stores import store_path as store_path
    from cin_narrative.api.stores import stores_beside as stores_beside
    from cin_narrative.api.stores import use_starter as use_starter
    from cin_narrative.api.stores import use_store as use_store
    from cin_narrative.api.summaries import summary as summary
    from cin_narrative.api.summary_files import write_charts as write_charts
    from cin_narrative.api.summary_files import write_every_authority as write_every_authority
    from cin_narrative.catalogue.area import Area as Area
    from cin_narrative.catalogue.areas import Areas as Areas
    from cin_narrative.catalogue.catalogue import Catalogue as Catalogue
    from cin_narrative.catalogue.faults import Fault as Fault
    from cin_narrative.catalogue.indicator import Category as Category
    from cin_narrative.catalogue.indicator import Definition as Definition
    from cin_narrative.catalogue.indicator import Indicator as Indicator
    from cin_narrative.catalogue.indicator import Measure as Measure
    from cin_narrative.catalogue.indicator import Polarity as Polarity
    from cin_narrative.catalogue.notes import Note as Note
    from cin_narrative.catalogue.periods import Period as Period
    from cin_narrative.claims.direction import Method as Method
    from cin_narrative.disclosure.door import FIRST_PUBLISHED as FIRST_PUBLISHED
    from cin_narrative.disclosure.door import INTERNAL as INTERNAL
    from cin_narrative.disclosure.door import LATEST as LATEST
    from cin_narrative.disclosure.door import PUBLISHABLE as PUBLISHABLE
    from cin_narrative.drafts.changes import Changes as Changes
    from cin_narrative.drafts.changes import FigureChange as FigureChange
    from cin_narrative.drafts.checks.findings import Checked as Checked
    from cin_narrative.drafts.cited_figure import Cited as Cited
    from cin_narrative.drafts.draft import Draft as Draft
    from cin_narrative.drafts.draft import SignOff as SignOff
    from cin_narrative.drafts.offered_sentences import Offer as Offer
    from cin_narrative.drafts.parts import DraftParagraph as DraftParagraph
    from cin_narrative.drafts.parts import DraftSlot as DraftSlot
    from cin_narrative.drafts.versions import Version as Version
    from cin_narrative.evaluate.card import Card as Card
    from cin_narrative.evaluate.card import Result as Result
    from cin_narrative.evaluate.scorecard import Both as Both
    from cin_narrative.export.page import Frame as Frame
    from cin_narrative.export.page import Page as Page
    from cin_narrative.export.page import Section as Section
    from cin_narrative.export.pictures import Picture as Picture
    from cin_narrative.load.files import PassedOver as PassedOver
    from cin_narrative.load.report import LoadReport as LoadReport
    from cin_narrative.load.report import Progress as Progress
    from cin_narrative.load.report import TakenFile as TakenFile
    from cin_narrative.load.returns.engine import Engine as Engine
    from cin_narrative.load.returns.quality.report import QualityReport as QualityReport
    from cin_narrative.load.returns.reconciliation import Reconciliation as Reconciliation
    from cin_narrative.load.returns.return_report import ReturnReport as ReturnReport
    from cin_narrative.load.returns.return_report import TakenReturn as TakenReturn
    from cin_narrative.load.returns.submissions.comparison import Comparison as Comparison
    from cin_narrative.load.returns.submissions.comparison import Moved as Moved
    from cin_narrative.load.returns.submissions.figures import (
        SubmissionFigures as SubmissionFigures,
    )
    from cin_narrative.load.returns.submissions.listing import Listed as Listed
    from cin_narrative.load.returns.submissions.listing import Listing as Listing
    from cin_narrative.models.model import LanguageModel as LanguageModel
    from cin_narrative.questions.account import Account as Account
    from cin_narrative.questions.answer import Answer as Answer
    from cin_narrative.questions.interpretation import Chip as Chip
    from cin_narrative.questions.resolution.resolved import Option as Option
    from cin_narrative.reading.contract import Ask as Ask
    from cin_narrative.reading.contract import Reading as Reading
    from cin_narrative.reading.contract import Turn as Turn
    from cin_narrative.report.outline import AuthoredSlot as AuthoredSlot
    from cin_narrative.report.page_table import PageTable as PageTable
    from cin_narrative.report.side_by_side.page import SideBySide as SideBySide
    from cin_narrative.report.summary import Form as Form
    from cin_narrative.report.summary import Summary as Summary
    from cin_narrative.store.breach import Breach as Breach
    from cin_narrative.store.decisions import GivenAway as GivenAway
    from cin_narrative.store.figure import Figure as Figure
    from cin_narrative.store.observations import Symbol as Symbol
    from cin_narrative.store.store import Store as Store
    from cin_narrative.store.submissions.record import Submission as Submission
    from cin_narrative.writing.commentary import Commentary as Commentary
    from cin_narrative.writing.commentary import Paragraph as Paragraph


def _where() -> dict[str, str]:
    """Each name of the list above with the module that it is in: the list stands once."""
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    found = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {name.name: str(node.module) for node in found for name in node.names}


WHERE = _where()
__all__ = sorted(WHERE)  # noqa: PLE0605 - what ``help(api)`` tells of


def __getattr__(name: str) -> Any:
    if name not in WHERE:
        raise AttributeError(f"{__name__}.{name}")
    if WHERE[name] == __name__:  # a module of this room
        return import_module(f"{__name__}.{name}")
    found = getattr(import_module(WHERE[name]), name)
    globals()[name] = found  # the next use goes straight to it
    return found


def __dir__() -> list[str]:
    return sorted(WHERE)
