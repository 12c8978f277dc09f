"""Rules schools, enterprises and the department share about training.

Which classes the demand speaks for, what became of those who finished, and what schools and
enterprises agreed on. The screens of one table for several roles live here too, so that the
roles' own rooms need not know each other.
"""
