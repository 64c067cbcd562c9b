"""Deciding: the session engine without I/O, and its fronts in a terminal and over MCP."""
