"""Courses as anybody may read them: what is on offer, when it starts, seats left."""
