"""What is read out of each record once."""
