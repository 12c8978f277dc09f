"""Suggestions: rows to records, records to stored lists, codes to sentences."""
