"""The yearly page: outline, headlines, the summary of one area and year, its tables and trends."""
