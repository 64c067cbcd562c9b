"""One module per kind of page: each takes the view and yields pages."""
