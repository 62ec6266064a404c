"""Words in, what they measure out: numbers, lengths of time, years and dates."""

from cin_narrative.reading.quantities.numbers import quantity, whole

__all__ = ["quantity", "whole"]
