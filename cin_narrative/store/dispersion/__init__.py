"""What is ordinary among authorities: counts -> how far they differ and move beyond chance."""
