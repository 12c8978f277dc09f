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
    "needs",
    "term",
    "home_work",
    "reach",
    "other_kind",
    "occupation_done",
    "occupation_trained",
    "skills",
    "profile_text",
    "experience",
    "schooling",
    "licence",
    "rank",
    "language",
    "competition",
)
# What a person wants; the rest is what they can get.
WANT = frozenset(FEATURES[: FEATURES.index("occupation_done")])
