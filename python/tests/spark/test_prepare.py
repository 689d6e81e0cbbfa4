"""One text of SQL: DuckDB and Spark give the same tables, and the program reads both."""

import duckdb
import pyarrow.parquet
import pytest
import renmai
from renmai.spark import prepare, prepare_sql

TABLES = {
    "memberships": {
        "from": "member_log",
        "columns": {"user_id": "member", "group_id": "chat"},
        "where": "state = 'in'",
    },
    "interactions": {
        "from": "(SELECT * FROM message_log WHERE channel <> 'bot') AS m",
        "columns": {"from_id": "sender", "to_id": "receiver", "at": "sent", "count": "times"},
    },
    "users": {"from": "people", "columns": {"user_id": "member", "city": "UPPER(city)"}},
}
LIMITS = {"exclude": "SELECT member AS user_id FROM people WHERE staff", "max_group": 3, "since": "2026-02-01"}
ROWS = {
    "member_log": (
        "member, chat, state",
        "(1, 10, 'in'), (2, 10, 'in'), (3, 10, 'out'), (9, 10, 'in'), (4, 11, 'in'), (1, 11, 'in'), "
        "(1, 12, 'in'), (2, 12, 'in'), (3, 12, 'in'), (4, 12, 'in')",
    ),
    "message_log": (
        "sender, receiver, channel, sent, times",
        "(1, 2, 'chat', TIMESTAMP '2026-03-01 10:00:00', 2), (2, 1, 'bot', TIMESTAMP '2026-03-01 10:00:00', 1), "
        "(1, 4, 'chat', TIMESTAMP '2026-01-01 10:00:00', 1), (2, 4, 'chat', NULL, 3), (9, 1, 'chat', TIMESTAMP '2026-03-02 10:00:00', 1), "
        "(4, 3, 'chat', TIMESTAMP '2026-03-03 10:00:00', 5)",
    ),
    "people": ("member, city, staff", "(1, 'a', false), (2, 'b', false), (3, 'c', false), (4, NULL, false), (9, 'e', true)"),
}
EXPECTED = {
    "memberships": [("1", "10"), ("1", "11"), ("2", "10"), ("4", "11")],
    "interactions": [("1", "2", 2), ("2", "4", 3), ("4", "3", 5)],
    "users": [("1", "A"), ("2", "B"), ("3", "C"), ("4", None)],
}


def views(engine):
    for name, (columns, rows) in ROWS.items():
        run = engine.execute if isinstance(engine, duckdb.DuckDBPyConnection) else engine.sql
        run(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM (VALUES {rows}) AS t({columns})")


def rows(folder, name):
    table = pyarrow.parquet.read_table(folder)
    if "at" in table.column_names:
        table = table.drop_columns(["at"])
    return sorted((tuple(row.values()) for row in table.to_pylist()), key=str)


def test_both_engines(spark, tmp_path):
    connection = duckdb.connect()
    for engine, out in ((connection, tmp_path / "duckdb"), (spark, tmp_path / "spark")):
        views(engine)
        written = prepare(engine, TABLES, out, **LIMITS)
        assert {name: rows(folder, name) for name, folder in written.items()} == EXPECTED, out.name
        degree = renmai.degree(**written, input={"timezone": "UTC"}).to_pydict()
        assert degree["user_id"] == ["1", "2", "3", "4"], out.name
    assert set(prepare_sql(TABLES)) == set(TABLES)
    with pytest.raises(ValueError, match="memberships.*group_id"):
        prepare_sql({"memberships": {"from": "m", "columns": {"user_id": "member"}}})
