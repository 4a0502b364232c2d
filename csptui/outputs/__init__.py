"""Prints the report: pages as lines of rich text, and rows as objects for JSON."""
