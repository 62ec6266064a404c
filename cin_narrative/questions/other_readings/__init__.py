"""A question and a reading of it that is not our grammar's in, one answer out: a second reader's
beside ours, or one that another program sent.
"""
