"""From warehouse tables to the tables that the engine reads, in SQL that Spark and DuckDB understand alike."""

import os

#: Columns that are ids, whatever the warehouse keeps them as.
_IDS = {"user_id", "group_id", "from_id", "to_id", "owner_id"}
#: Whose rows are left out with somebody who is excluded.
_PEOPLE = {
    "memberships": ("user_id",),
    "interactions": ("from_id", "to_id"),
    "users": ("user_id",),
    "purchases": ("user_id",),
}


#: Without which a table is none.
_NEEDED = {
    "memberships": {"user_id", "group_id"},
    "interactions": {"from_id", "to_id"},
    "users": {"user_id"},
    "groups": {"group_id"},
    "purchases": {"user_id"},
}


def prepare_sql(tables, *, exclude=None, max_group=None, since=None):
    """Table → the text of its query.

    ``tables``: name → dict of ``from`` (a table, a view or a query in parentheses), ``columns`` (column of the engine → expression) and
    perhaps ``where``. ``exclude``: a query with a column ``user_id`` of people who are left out of every table. ``max_group``: groups with
    more distinct members are left out. ``since``: the first moment of interactions and purchases that are kept; those without a time
    are kept too, as the engine takes them for recent.
    """
    for name, spec in tables.items():
        if name not in _NEEDED:
            raise ValueError(f"{name}: no such table; there are {', '.join(_NEEDED)}")
        lacking = _NEEDED[name] - set(spec["columns"])
        if lacking:
            raise ValueError(f"{name}: no expression is given for {', '.join(sorted(lacking))}")
    return {name: _query(name, spec, exclude, max_group, since) for name, spec in tables.items()}


def _query(name, spec, exclude, max_group, since):
    columns = [
        f"{f'CAST({expression} AS STRING)' if column in _IDS else expression} AS {column}"
        for column, expression in spec["columns"].items()
    ]
    where = f" WHERE {spec['where']}" if spec.get("where") else ""
    steps = [("named", f"SELECT {', '.join(columns)} FROM {spec['from']}{where}")]

    def keep(step, condition):
        steps.append((step, f"SELECT n.* FROM {steps[-1][0]} AS n WHERE {condition}"))

    people = [column for column in _PEOPLE.get(name, ()) if column in spec["columns"]]
    if exclude and people:
        steps.insert(0, ("excluded", f"SELECT CAST(user_id AS STRING) AS user_id FROM ({exclude}) AS e"))
        for column in people:
            keep(f"without_{column}", f"NOT EXISTS (SELECT 1 FROM excluded AS x WHERE x.user_id = n.{column})")
    if max_group is not None and name == "memberships":
        sizes = f"SELECT group_id FROM {steps[-1][0]} GROUP BY group_id HAVING COUNT(DISTINCT user_id) > {int(max_group)}"
        steps.append(("giants", sizes))
        condition = "NOT EXISTS (SELECT 1 FROM giants AS g WHERE g.group_id = n.group_id)"
        steps.append(("capped", f"SELECT n.* FROM {steps[-2][0]} AS n WHERE {condition}"))
    if since is not None and name in ("interactions", "purchases") and "at" in spec["columns"]:
        keep("recent", f"n.at IS NULL OR CAST(n.at AS TIMESTAMP) >= CAST('{since}' AS TIMESTAMP)")
    steps_text = ", ".join(f"{step} AS ({query})" for step, query in steps)
    return f"WITH {steps_text} SELECT * FROM {steps[-1][0]}"


def prepare(engine, tables, out, **limits):
    """Runs `prepare_sql` on a Spark session or a DuckDB connection and writes Parquet: a folder a table in ``out``.

    Gives name → folder, as `renmai.report` and the program take it. A folder that is there is not written over.
    """
    written = {}
    for name, text in prepare_sql(tables, **limits).items():
        folder = os.path.join(os.fspath(out), name)
        if type(engine).__module__.startswith("pyspark"):
            engine.sql(text).write.parquet(folder)
        else:
            os.makedirs(folder)
            engine.sql(text).write_parquet(os.path.join(folder, f"{name}.parquet"))
        written[name] = folder
    return written
