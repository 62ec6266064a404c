"""Asks of a reading in, slots out: every span resolved, what is not said taken from before."""
