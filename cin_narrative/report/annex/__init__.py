"""The second part of the yearly page: every statement in a sentence, to be looked up and copied."""
