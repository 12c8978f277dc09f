"""Lists that respect how many posts and seats there are."""
