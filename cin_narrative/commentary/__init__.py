"""Figures to claims to words: the annual summary and every sentence."""
