"""How good a ranking is against judgements."""
