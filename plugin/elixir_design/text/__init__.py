"""Turns untrusted CommonMark into Markdown that renders the same, and harmlessly, wherever it is shown."""
