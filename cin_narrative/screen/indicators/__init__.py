"""What every figure counts, found by any name that people use for it."""
