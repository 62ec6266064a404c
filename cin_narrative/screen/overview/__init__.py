"""The view that says at a glance what matters of one area and year."""
