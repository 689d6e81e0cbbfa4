"""The demo's community as frames, and the program's answers beside the package's."""

import pathlib
import subprocess
import sys

import duckdb
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEMO = ROOT / "fixtures" / "demo"
TABLES = ("memberships", "interactions", "users", "groups", "purchases")


def program(*arguments):
    """Runs the program that the package has brought."""
    command = [pathlib.Path(sys.executable).with_name("renmai"), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True)


@pytest.fixture(scope="session")
def relations():
    """The tables as DuckDB reads them: ids are text, the rest has the types that it finds."""
    text = "types={'user_id': 'VARCHAR', 'group_id': 'VARCHAR', 'from_id': 'VARCHAR', 'to_id': 'VARCHAR'}"
    connection = duckdb.connect()

    def relation(table):
        path = DEMO / f"{table}.csv.zst"
        columns = connection.sql(f"SELECT * FROM read_csv('{path}') LIMIT 0").columns
        given = ", ".join(f"'{c}': 'VARCHAR'" for c in columns if c in text)
        return connection.sql(f"SELECT * FROM read_csv('{path}', types={{{given}}})")

    return {table: relation(table) for table in TABLES}


@pytest.fixture(scope="session")
def from_files(tmp_path_factory):
    """The directory that `renmai report` writes of the same."""
    out = tmp_path_factory.mktemp("program") / "out"
    program("report", DEMO, "--k", "5", "--lang", "en", "--out", out)
    return out
