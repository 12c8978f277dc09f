"""The labour department's screens: progress, zones, placements, households, enterprises."""
