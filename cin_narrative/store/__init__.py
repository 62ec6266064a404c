"""The DuckDB file: schema, writing beside the old file, the swap, reading. No child is in it."""
