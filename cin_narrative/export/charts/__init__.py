"""The charts of a page: what each holds, and its drawing."""
