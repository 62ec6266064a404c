"""The Model Context Protocol in, cited answers out: any assistant may ask, none is a source.

``tools`` holds what can be asked for and needs no library of the protocol; ``server`` speaks it.
"""
