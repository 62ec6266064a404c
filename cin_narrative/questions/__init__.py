"""A reading in, cited figures out: resolved, looked up, answered ask by ask."""

from cin_narrative.questions.answer import Answer, answer

__all__ = ["Answer", "answer"]
