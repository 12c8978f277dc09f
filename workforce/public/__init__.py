"""What everybody may see: jobs, courses, zones, figures, help; no account needed."""
