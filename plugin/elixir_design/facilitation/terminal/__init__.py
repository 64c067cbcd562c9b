"""The session in a terminal: plain numbered lines, one question at a time."""
