"""Turns untrusted CommonMark into Markdown that renders the same, and harmlessly, on a page of the site."""
