"""What must hold between the definitions beyond their types, and the table of their keys."""
