"""A fictional province of any size, for trying the platform and for measuring it.

Nobody and no firm in it is real; every row says so (``is_sample``), and every screen that
shows one carries 'dữ liệu mẫu'. Never loaded in production.
"""
