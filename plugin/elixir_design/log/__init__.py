"""What was said: the session log's model, the tolerant reader, the appending writer, and lint."""
