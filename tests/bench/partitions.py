"""The same lists by one process, two threads, two processes and a Dask cluster of two workers."""

import numpy as np

from tests.bench.harness import measured, say, seconds, title
from tests.bench.province import province, read_texts
from tests.bench.scorer import TOP

PEOPLE = 28_000


def main(people: int = PEOPLE, openings: int = 5_000) -> None:
    """Print the report."""
    from dask.distributed import Client, LocalCluster

    title(f"partitions: {people:,} people × {openings:,} openings")
    made = province(read_texts(openings), people)

    def ranked(**how):
        return made.scorer.best(
            made.crowd.people,
            TOP,
            forbidden=made.crowd.forbidden,
            minor=made.crowd.minor,
            adults_only=made.adults_only,
            **how,
        )

    ranked()
    with measured() as alone:
        expected = ranked()
    say("one process", seconds(alone))

    def compare(name: str, backend: str) -> None:
        with measured() as taken:
            found = ranked(jobs=2, backend=backend)
        same = all(np.array_equal(one, two) for one, two in zip(found, expected, strict=True))
        say(name, f"{seconds(taken)}  {alone.wall / taken.wall:.2f}× as fast, same lists: {same}")

    compare("two threads", "threads")
    compare("two processes, started for it", "processes")
    compare("two processes, already there", "processes")
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster,
        Client(cluster),
    ):
        compare("Dask, two workers", "dask")
        compare("Dask, two workers, once more", "dask")


if __name__ == "__main__":
    main()
