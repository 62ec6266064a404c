"""The writing rules as checks of texts and pages."""
