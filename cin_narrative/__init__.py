"""Cited commentary and answers from England's children in need statistics.

 The package's verbs: ``open_store``, ``load``, ``annual_summary``, ``ask``, ``figures``, ``check``.
Every figure they give carries its receipt; whatever is not held is refused with the reason.
"""

from cin_narrative.api import annual_summary, ask, check, figures, load, open_store
from cin_narrative.errors import CinNarrativeError

__all__ = ["CinNarrativeError", "annual_summary", "ask", "check", "figures", "load", "open_store"]
__version__ = "0.1.0"
