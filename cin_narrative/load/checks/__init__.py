"""Does what came in hang together? One file per kind of check, and a registry."""
