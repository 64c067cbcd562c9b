"""From text to blocks: CommonMark as people and assistants really write it, line numbers kept.

Stands after ``wording``: where a label begins, a list that runs on without a blank line ends.
"""
