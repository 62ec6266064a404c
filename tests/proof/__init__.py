"""The proof that the sentences are right: read back from the English alone, against DfE's own files. Imports nothing of the package."""
