"""The document as a tagged PDF."""
