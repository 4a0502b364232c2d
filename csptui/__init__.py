"""A performance officer's tool for a Community Safety Partnership's quarterly report."""

__version__ = "0.1.0"
