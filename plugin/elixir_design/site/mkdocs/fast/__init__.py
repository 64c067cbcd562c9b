"""What makes large sites build and rebuild fast; without it the pages are the same."""
