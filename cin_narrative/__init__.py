"""Cited commentary and answers from England's children in need statistics.

The verbs are those of ``cin_narrative.api``, ``load`` and ``check`` among them; ``open_store``,
``summary``, ``ask`` and ``figures`` can be imported from here, too. Every figure they give
carries its receipt; whatever is not held is refused with the reason.
"""

from typing import TYPE_CHECKING, Any

from cin_narrative.errors import CinNarrativeError

if TYPE_CHECKING:
    from cin_narrative.api import ask, figures, open_store, summary

__all__ = ["CinNarrativeError", "ask", "figures", "open_store", "summary"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """A verb, imported when it is first used: the command line starts without them."""
    if name not in __all__:
        raise AttributeError(f"{__name__}.{name}")
    from cin_narrative import api

    return getattr(api, name)
