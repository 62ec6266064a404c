"""An edited text held against the store: terms, cells, directions, findings."""
