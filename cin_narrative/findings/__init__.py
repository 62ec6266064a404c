"""What stands out in an area's figures, and what is noise: figures in, findings out. No text."""
