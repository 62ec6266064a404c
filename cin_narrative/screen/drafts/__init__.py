"""The view where drafts are opened, edited, signed and compared."""
