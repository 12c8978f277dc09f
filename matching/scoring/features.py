"""The named parts of a score, in the order of the columns; reasons.py words the same names."""

FEATURES = (
    "occupation_wanted",
    "wish_text",
    "sector",
    "wage",
    "near",
    "out_of_reach",
    "shift",
    "conditions",
    "term",
    "occupation_done",
    "occupation_trained",
    "skills",
    "profile_text",
    "experience",
    "schooling",
    "licence",
)
# What a person wants; the rest is what they can get.
WANT = frozenset(FEATURES[:9])
