"""What words mean, one line at a time: labels, headings, statuses, references, sentences.

Nothing here knows of blocks or sections. Words themselves are data, in ``vocabulary``.
"""
