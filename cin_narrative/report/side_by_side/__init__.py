"""Areas side by side: the same rates and percentages of each, in three sentences and one table."""
