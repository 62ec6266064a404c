"""What of an authority's own return the public may see: its counts -> those to hide."""
