"""The submissions of a return: each load of one stored, listed, and set beside another."""
