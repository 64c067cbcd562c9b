"""Files beside the pages, and the pages as files: JSON, feed, ``llms.txt``, Markdown for any generator."""
