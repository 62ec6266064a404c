"""What operators say with: the speaker at its desk, the members of a field, tables, what was
said."""
