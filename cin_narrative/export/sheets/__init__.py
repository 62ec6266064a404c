"""A page -> a spreadsheet: its sheets of text, figures and rows."""
