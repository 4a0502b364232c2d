"""The document as Markdown."""
