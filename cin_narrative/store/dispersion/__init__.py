"""What is ordinary among authorities: their counts -> how far they differ and move beyond chance."""
