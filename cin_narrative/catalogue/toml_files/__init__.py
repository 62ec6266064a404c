"""TOML files into typed records: every fault of a file at once, each with its line."""
