"""What our own fronts write: entries as Markdown, appended to a log that others may write too."""
