"""'Báo tin này': what readers report about an opening, and what an officer answers."""
