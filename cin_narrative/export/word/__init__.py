"""A page -> a Word document: cover, contents, headings, tables, charts and footnotes."""
