"""The whole analysis from frames is the one of the program from files, to the bit."""

import enum
import filecmp
import json

import numpy
import pandas
import polars
import pytest
import renmai
from conftest import DEMO, TABLES, program

class Method(enum.Enum):
    SAMPLED = "sampled"


KINDS = {
    "duckdb": lambda relation: relation,
    "pandas": lambda relation: relation.df(),
    "polars": lambda relation: relation.pl(),
    "pyarrow": lambda relation: relation.to_arrow_table(),
}


def outputs(directory):
    return sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", KINDS)
def test_frames_give_the_bytes_of_files(kind, relations, from_files, tmp_path):
    frames = {table: KINDS[kind](relation) for table, relation in relations.items()}
    r = renmai.report(**frames, k=5, lang="en")
    written = r.save(tmp_path / "out")
    assert sorted(written) == outputs(from_files) == outputs(tmp_path / "out")
    tables = [name for name in written if name.endswith(".csv")]
    assert len(tables) > 10
    # The page, the workbook and the manifest name what was read.
    same, other, lost = filecmp.cmpfiles(from_files, tmp_path / "out", tables, shallow=False)
    assert (other, lost) == ([], []), (kind, other, lost)
    summaries = [json.loads((path / "summary.json").read_text()) for path in (from_files, tmp_path / "out")]
    for summary in summaries:
        summary.pop("inputs", None)
    assert summaries[0] == summaries[1]


def test_paths_snapshots_and_lists_are_read_as_the_program_reads_them(from_files, tmp_path):
    program("build", DEMO, "--out", tmp_path / "s.renmai")
    named = {table: DEMO / f"{table}.csv.zst" for table in TABLES}
    users = (from_files / "users.csv").read_bytes()
    for number, given in enumerate([
        {"files": str(DEMO)},
        {"files": [DEMO / f"{table}.csv.zst" for table in TABLES]},
        {"files": tmp_path / "s.renmai"},
        named,
        {**named, "memberships": [named["memberships"]]},
    ]):
        renmai.report(**given, k=5, lang="en").save(tmp_path / str(number))
        assert (tmp_path / str(number) / "users.csv").read_bytes() == users, given


def test_tables_have_types_and_no_other_values_than_the_files(relations, from_files):
    r = renmai.report(**relations, k=5, lang="en")
    assert {"users", "groups", "koc", "referral", "isolated", "seeds", "circles", "todo"} <= set(r.tables)
    for name in ("users", "koc", "referral", "isolated", "seeds", "circles", "groups"):
        table = getattr(r, name)
        csv = pandas.read_csv(from_files / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        assert (list(csv.columns), len(csv)) == (table.columns, len(table)), name
        frame, values = table.to_polars(), table.to_pydict()
        assert len(table) > 0 and frame.shape == (len(table), len(table.columns))
        assert list(table.to_pandas().columns) == table.columns
        for column in table.columns:
            kind = frame.schema[column]
            for text, value in zip(csv[column], frame[column], strict=True):
                if kind == polars.Float64:
                    assert (text == "") == (value is None) and (value is None or float(text) == value)
                elif kind == polars.Int64:
                    assert text == ("" if value is None else str(value)), (name, column)
                elif kind == polars.Boolean:
                    assert text == ("" if value is None else str(value).lower()), (name, column)
                elif kind == polars.String:
                    assert text.removeprefix("'") == (value or "").removeprefix("'"), (name, column)
            assert values[column] == frame[column].to_list(), (name, column)
    assert r.users.to_polars().schema["registered_at"].time_zone == "UTC"


def test_options_are_those_of_the_command_line_and_of_the_file(relations, tmp_path):
    def written(**options):
        out = tmp_path / "out"
        renmai.report(**relations, **options).save(out, force=True)
        return {name: (out / name).read_bytes() for name in ("koc.csv", "circles.csv", "users.csv")}

    (tmp_path / "renmai.toml").write_text("top = 7\n[circles]\nresolution = 2.0\n[betweenness]\nmethod = 'sampled'\n")
    program("report", DEMO, tmp_path / "renmai.toml", "--lang", "en", "--out", tmp_path / "program")
    told = {name: (tmp_path / "program" / name).read_bytes() for name in ("koc.csv", "circles.csv", "users.csv")}
    assert written(config=tmp_path / "renmai.toml", lang="en") == told
    assert written(top=7, circles={"resolution": 2.0}, betweenness="sampled", lang="en") == told
    assert written(top=7, circles={"resolution": 2.0}, betweenness={"method": "sampled"}, threads=1) == told
    assert written(top=7, lang="en") != told
    program("build", DEMO, "--out", tmp_path / "s.renmai")
    kept = renmai.report(tmp_path / "s.renmai", top=7, circles={"resolution": 2.0}, betweenness="sampled").circles
    assert kept.to_pydict() == renmai.report(**relations, top=7, circles={"resolution": 2.0}, betweenness="sampled").circles.to_pydict()
    numpy_ = {"top": numpy.int64(7), "circles": {"resolution": numpy.float64(2.0)}, "betweenness": Method.SAMPLED}
    assert written(**numpy_) == told
    day = renmai.report(**relations, as_of=pandas.Timestamp("2025-06-30").date()).users
    assert day.to_pydict() == renmai.report(**relations, as_of="2025-06-30").users.to_pydict()


def test_words(relations):
    r = renmai.report(**relations, k=5, lang="en")
    first = r.koc["user_id"][0]
    assert first in r.explain(first) and "KOC" in r.explain(first)
    assert r.explain(first, r.koc["user_id"][1])
    assert r.summary in repr(r) and r.summary.strip()
    assert all(finding["text"] for finding in r.findings)
    html = r._repr_html_()
    assert html.count("<circle") >= 3 and "http" not in html.replace("http://www.w3.org/2000/svg", "")
    assert str(len(r.users)) in r.users._repr_html_() and "user_id" in repr(r.users)
    assert "人" in renmai.report(**relations, lang="zh").summary


def test_pandas_index_is_no_column(relations):
    members = relations["memberships"].df()
    picked = members[members.index % 2 == 0]
    assert (
        renmai.degree(memberships=picked).to_pydict()
        == renmai.degree(memberships=picked.reset_index(drop=True)).to_pydict()
    )


def test_parquet_beside_csv_is_the_table(relations, tmp_path):
    r = renmai.report(**relations, lang="en", format=["csv", "parquet"])
    written = r.save(tmp_path / "out")
    assert {"users.csv", "users.parquet", "koc.parquet"} <= set(written)
    for name in ("users", "koc", "circles"):
        assert polars.read_parquet(tmp_path / "out" / f"{name}.parquet").equals(getattr(r, name).to_polars()), name
    with pytest.raises(renmai.ConfigError, match="csv"):
        renmai.report(**relations, format="parquet")
