"""Land-acquired households: recovery decisions, members, and how far their support is."""
