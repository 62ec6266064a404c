"""DfE's published files, of any layout and release, to observations."""
