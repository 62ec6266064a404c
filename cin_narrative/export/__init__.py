"""A page in every format it can be written in: Markdown, text, HTML, Word, spreadsheet,
clipboard.
"""
