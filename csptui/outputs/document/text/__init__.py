"""The document as text."""
