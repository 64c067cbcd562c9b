"""The session held by any assistant, over the Model Context Protocol. ``server`` is the only way in."""
