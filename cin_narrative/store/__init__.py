"""Observations in, figures out, through the one disclosure door."""
