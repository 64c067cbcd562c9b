"""Which sections, rows, items and records of a log are entries, and which only repeat or explain."""
