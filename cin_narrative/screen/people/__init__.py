"""Who is at the page: the sign-in, what is shown without one, and the line that says who it is."""
