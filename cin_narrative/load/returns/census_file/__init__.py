"""A census file, or a folder of CSVs, as the tables of a return."""
