"""A page that people edit and sign: its file, its figures, its signature, what a new release
changes.
"""
