"""The things that are checked: one file each, which gives ``faults(house)``."""
