"""The report and the list of exceptions as documents, and the formats that are written from them."""
