"""A clause and the ask before it in, what of that ask's time and shape it keeps out."""
