"""What a sentence says, before it has words: kinds of claim, the desk where they are made,
directions.
"""
