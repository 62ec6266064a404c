"""Ways to damage a file of DfE: one function each, for ``damaged_files.py``."""
