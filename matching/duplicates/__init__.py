"""The same person or the same opening entered twice."""
