"""Specimens: made-up figures, claims and pages that no store holds, to try every sentence on."""
