"""Courses that close the gap between a person and the work they want."""
