"""Run the benches: all that are quick, or the named ones. `make bench BENCH=scorer`."""

import sys
from importlib import import_module

#: in this order by default
BENCHES = (
    "scorer", "learned", "night", "courses", "live", "opening", "supply", "engines",
    "partitions", "search", "pages", "capacity", "register", "learning", "imports",
)  # fmt: skip


def main() -> None:
    """Run the benches named on the command line, each once."""
    chosen = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in chosen if name not in BENCHES]
    if unknown:
        raise SystemExit(f"no bench {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    for name in chosen:
        import_module(f"tests.bench.{name}").main()


if __name__ == "__main__":
    main()
