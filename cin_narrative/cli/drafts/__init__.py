"""One module for each command of ``draft``: its arguments, and the verb that it runs."""
