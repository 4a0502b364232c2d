"""Statistics and pandas: history, control charts, intervals, five-year trends and forecasts (RULES 5, 7)."""
