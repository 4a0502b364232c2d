"""The report's own ideas: figures, targets, ratings, trends and exceptions; standard library only."""
