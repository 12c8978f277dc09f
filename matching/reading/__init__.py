"""From what people write to words and facts: folding, tokens, pay, schooling, conditions."""
