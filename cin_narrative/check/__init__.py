"""The check of the house: every file of sentences, definitions and words -> every fault, with its
file and line.
"""
