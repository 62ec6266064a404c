"""The checks: one file each, which gives ``faults(house)``."""
