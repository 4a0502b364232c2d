"""Reads a finished file and tells what would keep somebody from reading it."""
