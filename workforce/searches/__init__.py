"""What people search for, counted without the people, and the words learnt from it."""
