"""Questions: text -> closed query -> answer. The public face of this wing."""

from cin_narrative.questions.answer import Answer, answer
from cin_narrative.questions.query import Intent, Query

__all__ = ["Answer", "Intent", "Query", "answer"]
