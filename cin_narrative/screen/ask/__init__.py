"""The view where questions are asked, and the optional model's part in it."""
