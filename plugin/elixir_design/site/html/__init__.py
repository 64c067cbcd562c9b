"""Words, statuses, links and drawings as HTML, and the templates that pages are filled into."""
