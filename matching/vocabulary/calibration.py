"""From evidence to chance: how often a recognised occupation is the one that was meant.

A logistic curve over two things, fitted on our own composed titles
(tests/matching/labels/titles.tsv, 242 of them, 87 that name no trade we list); the reliability
table of ten-fold cross-validation is in LAB.md. ``matching.evaluation.recognition`` fits anew.
"""

import math

# Fitted 2026-11-23: evidence (0..1), share of the content words that were matched, constant.
EVIDENCE, SHARE, CONSTANT = 4.603, 0.955, -3.239
#: when the surest occupation has a smaller chance the text is called unknown
LEAST_CHANCE = 0.3


def chance(evidence: float, share: float) -> float:
    """Return the chance (0..1) that an occupation is meant.

    Args:
        evidence: how surely its phrase was found, 0..1.
        share: matched words among the content words of the text, 0..1.
    """
    return 1 / (1 + math.exp(-(EVIDENCE * evidence + SHARE * share + CONSTANT)))
