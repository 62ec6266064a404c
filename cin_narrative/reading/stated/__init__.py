"""What an asker states: where a move begins and ends, and which number is of which thing."""
