"""The spans of a text in, its grammar out: the part of speech of each word, clauses and phrases."""
