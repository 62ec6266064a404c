"""Census returns that no child is in, whose totals are published ones."""
