"""The one door between stored counts and shown figures: what is protected, and every figure that
comes through.
"""
