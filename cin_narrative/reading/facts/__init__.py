"""A clause in, what stands in it out, before it is known what is asked."""
