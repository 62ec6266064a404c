"""The view where files are loaded, and which shows what is held."""
