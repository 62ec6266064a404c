"""The screen: what the reader sees and touches. It shows what the package says and works nothing
out.
"""
