"""Many tenants: each has the report that it would have alone, and a bad one stops no other."""

import datetime
import os

import duckdb
import pyarrow
import pyarrow.parquet
import pytest
import renmai
from renmai.spark import by
from renmai.spark._tenants import _answered

TABLES = ("memberships", "interactions", "users", "purchases")
IDS = ("user_id", "group_id", "from_id", "to_id")


@pytest.fixture(scope="module")
def tenants(generated):
    """Table → rows of all tenants, with their key; `bad` has an interaction that counts no number of times."""
    connection, tables = duckdb.connect(), {name: [] for name in TABLES}
    for tenant in range(3):
        folder = generated(150 + 50 * tenant, tenant)
        for name in TABLES:
            path = folder / f"{name}.csv"
            columns = connection.sql(f"SELECT * FROM read_csv('{path}') LIMIT 0").columns
            given = {column: "VARCHAR" for column in columns if column in IDS}
            rows = connection.sql(f"SELECT 'corp{tenant}' AS corp_id, * FROM read_csv('{path}', types={given})")
            tables[name].append(rows.to_arrow_table())
    tables["interactions"].append(
        pyarrow.table({"corp_id": ["bad"] * 2, "from_id": ["a", "b"], "to_id": ["b", "a"], "count": [1, -5]})
    )
    tables["memberships"].append(pyarrow.table({"corp_id": ["bad"], "user_id": ["a"], "group_id": ["g"]}))
    # A tenant of which there is nothing to make a graph of.
    tables["users"].append(pyarrow.table({"corp_id": ["empty"], "user_id": ["a"]}))
    return {name: pyarrow.concat_tables(parts, promote_options="permissive") for name, parts in tables.items()}


def alone(tenants, tenant, name):
    own = {
        table: rows.filter(pyarrow.compute.equal(rows["corp_id"], tenant)).drop_columns(["corp_id"])
        for table, rows in tenants.items()
    }
    own = {table: rows for table, rows in own.items() if rows.num_rows}
    return pyarrow.table(renmai.report(**own, top=5).table(name)).to_pylist()


def checked(tenants, found, failures):
    """``found``: table → rows as dicts, the key among them."""
    assert [row["corp_id"] for row in failures] == ["bad", "empty"]
    assert "-5" in failures[0]["error"] and failures[0]["error"].startswith("DataError")
    for name, rows in found.items():
        for tenant in ("corp0", "corp1", "corp2"):
            own = [{k: v for k, v in row.items() if k != "corp_id"} for row in rows if row["corp_id"] == tenant]
            assert own == alone(tenants, tenant, name) and own, (name, tenant)
        assert {row["corp_id"] for row in rows} == {"corp0", "corp1", "corp2"}


def test_on_processes(tenants):
    result = by("corp_id", **tenants, keep=["users", "koc"], top=5, processes=2)
    found = {"users": result.users.to_pylist(), "koc": result.koc.to_pylist()}
    checked(tenants, found, result.failures.to_pylist())
    with pytest.raises(AttributeError):
        result.circles


def test_a_tenant_that_ends_its_process_stops_no_other(tenants, monkeypatch):
    """`end` is known to the workers by the environment: they are other processes."""
    from renmai.spark import _tenants

    members = tenants["memberships"].filter(pyarrow.compute.equal(tenants["memberships"]["corp_id"], "corp0"))
    names = [f"t{number:02}" for number in range(8)]
    columns = members.drop_columns(["corp_id"])
    many = pyarrow.concat_tables([columns.append_column("corp_id", pyarrow.array([n] * columns.num_rows)) for n in names])
    monkeypatch.setattr(_tenants, "_answered", ending)
    result = by("corp_id", memberships=many, keep=["koc"], processes=2)
    assert result.failures["corp_id"].to_pylist() == ["t03"]
    assert sorted(set(result.koc["corp_id"].to_pylist())) == [name for name in names if name != "t03"]


def ending(tenant, packed, keep, options):
    if tenant == "t03":
        os._exit(1)
    return _answered(tenant, packed, keep, options)


def test_rows_without_a_key_belong_to_nobody(tenants):
    members = pyarrow.table({"corp_id": [None, "a", "a"], "user_id": ["x", "y", "z"], "group_id": ["g", "g", "g"]})
    result = by("corp_id", memberships=members, keep=["users"], processes=1)
    assert result.failures.to_pylist()[0]["error"] == "rows without a key"
    assert result.users["corp_id"].to_pylist() == ["a", "a"]
    with pytest.raises(ValueError, match="memberships: there is no column corp"):
        by("corp", memberships=members)


def test_on_spark(spark, tenants, tmp_path):
    frames = {}
    for name, rows in tenants.items():
        # A time without a zone stays one.
        pyarrow.parquet.write_table(rows, tmp_path / f"{name}.parquet")
        frames[name] = spark.read.parquet(str(tmp_path / f"{name}.parquet"))
    result = by("corp_id", **frames, keep=["users", "koc"], top=5)

    def plain(value):
        return value.astimezone(datetime.timezone.utc) if isinstance(value, datetime.datetime) else value

    def rows(frame):
        return [{name: plain(value) for name, value in row.asDict().items()} for row in frame.collect()]

    failures = sorted(rows(result.failures), key=lambda row: row["corp_id"])
    checked(tenants, {name: rows(result.table(name)) for name in ("users", "koc")}, failures)
    assert result.users.columns[0] == "corp_id"
    result.packed.unpersist()
