"""The DuckDB file: schema, writing beside the old file, the swap, reading. Nothing about a child is
ever in it.
"""
