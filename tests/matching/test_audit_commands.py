import json

import pytest

from matching.__main__ import main

DAY = ["--today", "2026-11-23"]


@pytest.fixture
def files(tmp_path):
    def lines(name, rows):
        text = "".join(f"{row}\n" for row in rows)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    seekers = [{"id": f"s{n}", "desired": "công nhân may", "wage_min": 6} for n in range(3)]
    openings = [
        {"id": "o1", "title": "Công nhân may", "salary_min": 7},
        {"id": "o2", "title": "Bảo vệ", "salary_min": 6},
    ]
    return {
        "seekers": lines("s.jsonl", [json.dumps(one) for one in seekers]),
        "openings": lines("o.jsonl", [json.dumps(one) for one in openings]),
        "qrels": lines("qrels", [f"s{n} 0 o1 3" for n in range(3)]),
        "run": lines("run", [f"s{n} Q0 o2 1 0.5 t" for n in range(3)]),
        "groups": lines("g.tsv", ["seeker_id\tband", *(f"s{n}\tx" for n in range(3))]),
        "outcomes": lines("u.tsv", ["score\thappened", "0.5\t1", "0.2\t0"]),
    }


@pytest.mark.parametrize(
    "command, told",
    [
        ("diagnose --run run --qrels qrels", "missed o1:3@-"),
        ("robust --seekers seekers --openings openings --qrels qrels", "no accents"),
        ("fairness --run run --groups groups --openings openings", "too few people"),
        ("drift --before openings --after openings", "nothing moved"),
        ("drift --of=seekers --before seekers --after seekers", "nothing moved"),
        ("drift --of=outcomes --before outcomes --after outcomes", "promised against seen"),
        ("reasons --seekers seekers --openings openings", "weights add up to the score"),
    ],
)
def test_each_command_tells_what_it_found(files, capsys, command, told):
    assert main([files.get(word, word) for word in command.split()] + DAY) == 0
    assert told in capsys.readouterr().out
