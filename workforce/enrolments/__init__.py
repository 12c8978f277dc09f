"""Seats in courses: rules used by learners, schools and the desk."""
