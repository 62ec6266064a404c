"""Files to observations: what DfE publishes, and an authority's own return."""
