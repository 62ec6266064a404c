"""A text in, its tokens and every candidate span of it out: what any grammar needs first."""
