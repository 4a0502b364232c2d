"""The figures as a workbook."""
