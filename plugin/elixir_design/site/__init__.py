"""Showing: decision pages as plain values, and the MkDocs plugin that hands them over."""
