"""What comes in: files to observations, with a report of what was taken, left and why."""
