"""The text files of a data folder, read and written; nothing here knows a screen."""
