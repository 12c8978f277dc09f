"""What an enterprise does here: post openings, answer applicants, hire, declare its workers.

Every query starts from the enterprise of the signed-in account; another enterprise's
record is a 404, the same as one that does not exist.
"""
