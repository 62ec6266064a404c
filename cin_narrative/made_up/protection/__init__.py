"""Enquiries, conferences and plans on invented cases, so that their totals are published ones."""
