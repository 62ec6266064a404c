"""The view of the report: the yearly page of an area, section by section."""
