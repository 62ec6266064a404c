"""One module for each command: what arguments it takes, and the public verb that it runs."""
