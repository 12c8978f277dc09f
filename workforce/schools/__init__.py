"""What a school does here: courses, intakes with seats, who enrolled and how it went.

Every query starts from the school of the signed-in account; another school's record is a
404, the same as one that does not exist.
"""
