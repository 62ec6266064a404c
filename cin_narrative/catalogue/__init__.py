"""What things mean: indicators, notes, areas, periods, rounding. Knows no file of figures, no
store, no sentence.
"""
