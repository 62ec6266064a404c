"""Text in, a Reading out: what a question says, before anything is looked up. Knows no figure."""
