"""What things mean: indicators, areas, periods, rounding. Knows no file of figures, no database, no sentence."""
