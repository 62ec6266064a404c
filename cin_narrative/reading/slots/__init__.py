"""The facts of a clause in, the slots of its ask out."""
