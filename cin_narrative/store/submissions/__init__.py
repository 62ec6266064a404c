"""What an authority has handed in, load by load: each submission of a return with its figures."""
