"""Scorecards of the question box on files of questions."""
