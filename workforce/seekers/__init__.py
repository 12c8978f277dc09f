"""Screens of people who look for work: profile, suggestions, applications, own data."""
