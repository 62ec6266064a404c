"""Who is there and what they may do: roles, the settings that give them, a door, the audit."""
