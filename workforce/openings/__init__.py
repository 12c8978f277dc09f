"""Openings as anybody may read them: what is open, how many posts are left, where."""
