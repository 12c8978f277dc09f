import json

import pytest

from matching.__main__ import main

SEEKER = {"id": "s1", "desired": "cong nhan may", "age": 30}
OPENINGS = [{"id": "o1", "title": "Công nhân may"}, {"id": "o2", "title": "Bảo vệ"}]
COURSE = {"id": "k1", "title": "May công nghiệp"}


@pytest.fixture
def files(tmp_path):
    def jsonl(name, rows):
        path = tmp_path / name
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return {
        "seekers": jsonl("s.jsonl", [SEEKER]),
        "openings": jsonl("o.jsonl", OPENINGS),
        "courses": jsonl("c.jsonl", [COURSE]),
        "out": str(tmp_path / "run"),
        "folder": tmp_path,
    }


def rank(files, *more):
    return main(
        ["rank", "--seekers", files["seekers"], "--openings", files["openings"]]
        + ["--top", "5", "--out", files["out"], "--today", "2026-11-23", *more]
    )


class TestRank:
    def test_it_writes_a_trec_run_best_first(self, files):
        assert rank(files) == 0
        first = (files["folder"] / "run").read_text().splitlines()[0].split()
        assert first[:4] == ["s1", "Q0", "o1", "1"]
        assert len(first) == 6

    def test_courses_go_beside_it(self, files):
        rank(files, "--courses", files["courses"])
        assert "k1" in (files["folder"] / "run.courses").read_text()

    def test_explanations_are_json_with_reasons(self, files):
        rank(files, "--explain", str(files["folder"] / "why"))
        told = json.loads((files["folder"] / "why").read_text().splitlines()[0])
        assert {"seeker_id", "opening_id", "reasons", "missing", "change"} <= set(told)


class TestSearch:
    def test_it_answers_each_query(self, files):
        queries = files["folder"] / "q.tsv"
        queries.write_text("query_id\tquery\nq1\tbao ve\n", encoding="utf-8")
        main(
            ["search", "--openings", files["openings"], "--queries", str(queries)]
            + ["--out", files["out"], "--today", "2026-11-23"]
        )
        assert (files["folder"] / "run").read_text().split()[:3] == ["q1", "Q0", "o2"]


class TestEvaluate:
    def test_it_prints_rows_per_kind(self, files, capsys):
        rank(files)
        qrels = files["folder"] / "qrels"
        qrels.write_text("s1 0 o1 2\ns1 0 o2 0\n")
        groups = files["folder"] / "groups.tsv"
        groups.write_text("seeker_id\tage_band\ns1\t<35\n")
        main(["evaluate", "--run", files["out"], "--qrels", str(qrels), "--groups", str(groups)])
        printed = capsys.readouterr().out
        assert "nDCG@10" in printed
        assert "age_band=<35" in printed


class TestBadInput:
    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["dance"],
            ["rank"],
            ["evaluate", "--run", "/nowhere", "--qrels", "/nowhere"],
            ["evaluate", "--run", "/nowhere", "--qrels", "/x", "--k", "0"],
        ],
    )
    def test_it_says_so_in_one_line_and_ends_with_two(self, arguments, capsys):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1

    @pytest.mark.parametrize(
        "content", [b"{not json}\n", b"\xff\xfe\n", b"[1]\n", b'{"title": 1}\n']
    )
    def test_a_file_that_cannot_be_read_is_named(self, files, content, capsys):
        (files["folder"] / "s.jsonl").write_bytes(content)
        with pytest.raises(SystemExit) as ended:
            rank(files)
        assert ended.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1


class TestDuplicates:
    def test_person_pairs_get_a_score_and_a_decision(self, files):
        columns = ["name", "birth", "commune", "phone", "cccd4"]
        head = ["pair_id", *(f"{c}_{side}" for side in "ab" for c in columns)]
        man = ["Trần Văn Bảy", "1979", "Phú Tân", "0912345678", "1234"]
        pairs = files["folder"] / "p.tsv"
        pairs.write_text("\n".join("\t".join(row) for row in (head, ["d1", *man, *man])))
        out = ["--out", files["out"]]
        assert main(["duplicates", "--pairs", str(pairs), "--ignore", "cccd4", *out]) == 0
        header, line = (files["folder"] / "run").read_text().splitlines()
        assert header == "pair_id\tscore\tdecision"
        assert line.split("\t")[0::2] == ["d1", "same"]

    def test_openings_posted_twice_are_listed(self, files):
        assert main(["duplicates", "--openings", files["openings"], "--out", files["out"]]) == 0
        assert (files["folder"] / "run").read_text() == "id_a\tid_b\tscore\n"


class TestAssign:
    def test_it_writes_a_run_and_prints_its_bound(self, files, capsys):
        rank(files)
        shared = files["folder"] / "run2"
        main(
            ["assign", "--run", files["out"], "--openings", files["openings"]]
            + ["--per-seeker", "1", "--exposure", "3", "--out", str(shared)]
        )
        assert shared.read_text().split()[:4] == ["s1", "Q0", "o1", "1"]
        assert "bound" in capsys.readouterr().out
