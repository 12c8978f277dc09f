"""One person's ten best by a database's own text search, beside ours.

The databases hold the folded words of the openings in an index and are asked for any of the
folded words of a person: words alone, and words of openings at places the person can get to,
which they are told. Ours finds the places itself and scores all features exactly.
"""

import sqlite3
import sys
from collections.abc import Callable
from functools import partial

import psycopg

from matching import fold
from matching.profiles.shapes import OpeningProfile, SeekerProfile
from matching.reading.vietnamese import words
from matching.scoring.openings import CLASS_NAMES
from tests.bench.harness import latencies, say, title
from tests.bench.province import Province, province, read_texts
from tests.bench.scorer import TOP, ours
from tests.database.cluster import Cluster

PEOPLE = 200


class SqliteIndex:
    """SQLite FTS5 in memory, ranked by its bm25."""

    name = f"SQLite {sqlite3.sqlite_version} FTS5, bm25"

    def __init__(self, openings: list[OpeningProfile], places: list[int]) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("CREATE VIRTUAL TABLE opening USING fts5(words, place UNINDEXED)")
        rows = [(folded(one), place) for one, place in zip(openings, places, strict=True)]
        self.connection.executemany("INSERT INTO opening VALUES (?, ?)", rows)

    def ask(self, person: SeekerProfile, within: list[int] | None) -> list[tuple[int]]:
        """Return the rows of the best openings, at these places only when given."""
        near = "" if within is None else f"AND place IN ({','.join(map(str, within))})"
        query = f"SELECT rowid FROM opening WHERE opening MATCH ? {near} ORDER BY rank LIMIT {TOP}"
        asked = " OR ".join(f'"{word}"' for word in set(folded(person).split()))
        return self.connection.execute(query, [asked]).fetchall()


class PostgresIndex:
    """PostgreSQL with a GIN index, ranked by ts_rank, in a server of its own."""

    def __init__(self, openings: list[OpeningProfile], places: list[int], server: Cluster) -> None:
        self.name = f"PostgreSQL {server.version} GIN, ts_rank"
        address = server.create_database("bench").replace("+psycopg", "")
        self.connection = psycopg.connect(address, autocommit=True)
        self.connection.execute("CREATE TABLE opening (id int, place int, words tsvector)")
        with self.connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO opening VALUES (%s, %s, to_tsvector('simple', %s))",
                [(n, places[n], folded(one)) for n, one in enumerate(openings)],
            )
        self.connection.execute("CREATE INDEX ON opening USING gin (words)")
        self.connection.execute("VACUUM ANALYZE opening")

    def ask(self, person: SeekerProfile, within: list[int] | None) -> list[tuple[int]]:
        """Return the ids of the best openings, at these places only when given."""
        near = "" if within is None else "AND place = ANY(%(within)s)"
        query = f"""SELECT id FROM opening, to_tsquery('simple', %(asked)s) AS asked
            WHERE words @@ asked {near} ORDER BY ts_rank(words, asked) DESC LIMIT {TOP}"""
        asked = " | ".join(set(folded(person).split()))
        found = self.connection.execute(query, {"asked": asked, "within": within})
        return found.fetchall()


def main(people: int = PEOPLE, openings: int = 5_000) -> None:
    """Print the report."""
    texts = read_texts(openings)
    made = province(texts, people)
    title(f"engines: {people} people one by one, {openings:,} openings, best {TOP}")
    alone = [partial(ours, made, made.crowd.take([n])) for n in range(people)]
    mine = told("ours, exact hybrid, already read", alone)
    persons, within = [texts.people[one] for one in made.alike], reachable(made)
    places = made.scorer.openings.classes[CLASS_NAMES.index("place")].tolist()
    server = Cluster()
    postgres = PostgresIndex(texts.openings, places, server)
    for index in (SqliteIndex(texts.openings, places), postgres):
        plain = [partial(index.ask, person, None) for person in persons]
        near = [partial(index.ask, *pair) for pair in zip(persons, within, strict=True)]
        told(f"{index.name}: words", plain, beside=mine)
        told(f"{index.name}: words within reach", near, beside=mine)
    postgres.connection.close()
    server.stop()


def told(name: str, calls: list[Callable[[], object]], beside: float | None = None) -> float:
    """Print how long one person takes on the clock; return the median in milliseconds."""
    calls[0]()
    median, late = latencies(calls)
    more = "" if beside is None else f"  {median / beside:.1f}× ours"
    say(name, f"p50 / p95 {median:.2f} / {late:.2f} ms a person{more}")
    return median


def folded(profile: OpeningProfile | SeekerProfile) -> str:
    """Return the words of an advert or a person without accents."""
    return " ".join(words(fold(profile.text_all)))


def reachable(made: Province) -> list[list[int]]:
    """Return the classes of place each person can get to."""
    reach = made.scorer._maker.view(made.crowd.people).reach
    return [(reach.rows[row] >= 0).nonzero()[0].tolist() for row in reach.of_person]


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
