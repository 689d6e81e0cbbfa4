"""One report for each of many tenants."""

import itertools
import os
import time

import renmai

_KEY, _TABLE = "_key", "_table"
_PACKED = "key string, table string, error string, seconds double, rows binary"


def by(key, memberships=None, interactions=None, users=None, groups=None, purchases=None, *, keep=None, processes=None, **options):
    """A report of each tenant: of the rows with the same value in the column ``key``, which every table has.

    Rows without a key belong to nobody and are a failure under a null key. Frames of Spark are grouped and computed on the executors, a task a group of tenants; other frames (whatever has Arrow's C stream) and Parquet files on
    ``processes`` of this machine. ``keep`` names the tables of the report that are kept. Everything else are options as of
    `renmai.report`; ``threads`` is 1. A tenant whose report fails is a row of `Tenants.failures`, and stops no other.
    """
    given = {
        "memberships": memberships,
        "interactions": interactions,
        "users": users,
        "groups": groups,
        "purchases": purchases,
    }
    frames = {name: frame for name, frame in given.items() if frame is not None}
    if not frames:
        raise ValueError("no table is given")
    keep = tuple(keep or ("users", "koc", "referral", "isolated", "circles"))
    options = {"threads": 1, **options}
    of_spark = {name: type(frame).__module__.startswith("pyspark") for name, frame in frames.items()}
    if all(of_spark.values()):
        return _Spark(key, keep, _on_spark(key, frames, keep, options))
    if any(of_spark.values()):
        raise TypeError("some tables are Spark's and some are not")
    return _Local(key, keep, _here(key, frames, keep, options, processes))


class Tenants:
    """Results of `by`: ``table(name)`` of all tenants, with the tenant's key first, and ``failures``."""

    def __init__(self, key, keep, packed):
        self.key, self.tables, self.packed = key, keep, packed

    def __getattr__(self, name):
        if name in self.__dict__.get("tables", ()):
            return self.table(name)
        raise AttributeError(name)


def answered(key, tables, keep, options):
    """The rows of one tenant: a table each, packed, or what went wrong."""
    began = time.perf_counter()
    if key is None:
        return [(None, None, "rows without a key", 0.0, None)]
    try:
        found = renmai.report(progress=False, **tables, **options)
        packed = [(name, _pack(found.table(name))) for name in keep if name in found.tables]
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # A panic of the engine is no Exception, and no other tenant's matter either.
        return [(key, None, f"{type(error).__name__}: {error}", time.perf_counter() - began, None)]
    seconds = time.perf_counter() - began
    return [(key, name, None, seconds, rows) for name, rows in packed]


def _has(key, name, columns):
    if key not in columns:
        raise ValueError(f"{name}: there is no column {key}; there are {', '.join(columns)}")


def _pack(table):
    import pyarrow

    table = pyarrow.table(table)
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def _unpack(rows):
    import pyarrow

    return pyarrow.ipc.open_stream(rows).read_all()


# Spark


def _on_spark(key, frames, keep, options):
    from pyspark.sql import functions as f

    union, columns = None, {}
    for name, frame in frames.items():
        _has(key, name, frame.columns)
        columns[name] = [column for column in frame.columns if column != key]
        own = [f.col(f"`{column}`").alias(f"{name}__{column}") for column in columns[name]]
        frame = frame.select(f.col(f"`{key}`").cast("string").alias(_KEY), f.lit(name).alias(_TABLE), *own)
        union = frame if union is None else union.unionByName(frame, allowMissingColumns=True)

    def answers(batches):
        import pyarrow

        rows = []
        for tenant, batches in itertools.groupby(_runs(batches), lambda run: run[0]):
            table = pyarrow.Table.from_batches([batch for _, batch in batches])
            rows += answered(tenant, _separate(table, columns), keep, options)
            yield from _rows(rows)
            rows.clear()

    together = union.repartition(_KEY).sortWithinPartitions(_KEY)
    return together.mapInArrow(answers, _PACKED).persist()


def _runs(batches):
    """(key, rows) of rows that follow each other with the same key."""
    import pyarrow.compute

    for batch in batches:
        keys = batch.column(_KEY)
        start = 0
        encoded = pyarrow.compute.run_end_encode(keys)
        for end, tenant in zip(encoded.run_ends.to_pylist(), encoded.values.to_pylist(), strict=True):
            yield tenant, batch.slice(start, end - start)
            start = end


def _separate(table, columns):
    """The tables of one tenant; those without a row are left out."""
    import pyarrow.compute

    tables = {}
    for name, own in columns.items():
        rows = table.filter(pyarrow.compute.equal(table.column(_TABLE), name))
        if rows.num_rows:
            tables[name] = rows.select([f"{name}__{column}" for column in own]).rename_columns(own)
    return tables


def _rows(rows):
    import pyarrow

    if rows:
        kinds = [pyarrow.string(), pyarrow.string(), pyarrow.string(), pyarrow.float64(), pyarrow.binary()]
        columns = [pyarrow.array(column, kind) for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)]
        yield pyarrow.RecordBatch.from_arrays(columns, ["key", "table", "error", "seconds", "rows"])


class _Spark(Tenants):
    """Data frames of Spark. ``packed`` is kept by Spark until ``packed.unpersist()``."""

    @property
    def failures(self):
        found = self.packed.where("error IS NOT NULL")
        return found.selectExpr(f"key AS `{self.key}`", "error", "seconds")

    def table(self, name):
        import pyarrow
        from pyspark.sql.pandas.types import from_arrow_schema

        if name not in self.tables:
            raise KeyError(name)
        key, packed = self.key, self.packed.where(f"table = '{name}'").select("key", "rows")

        def schemas(batches):
            for batch in batches:
                found = {_unpack(rows.as_py()).schema.serialize().to_pybytes() for rows in batch.column("rows")}
                yield pyarrow.RecordBatch.from_arrays([pyarrow.array(sorted(found), pyarrow.binary())], ["found"])

        found = packed.mapInArrow(schemas, "found binary").distinct().collect()
        found = sorted(bytes(row.found) for row in found)
        found = [pyarrow.ipc.read_schema(pyarrow.py_buffer(one)) for one in found]
        schema = pyarrow.unify_schemas([pyarrow.schema([(key, pyarrow.string())]), *found], promote_options="permissive")

        def unpacked(batches):
            for batch in batches:
                for tenant, rows in zip(batch.column("key"), batch.column("rows"), strict=True):
                    yield from _with_key(tenant.as_py(), _unpack(rows.as_py()), schema).to_batches()

        return packed.mapInArrow(unpacked, from_arrow_schema(schema))


def _with_key(tenant, table, schema):
    import pyarrow

    own = set(table.column_names)
    columns = [pyarrow.repeat(pyarrow.scalar(tenant, pyarrow.string()), table.num_rows)]
    for field in list(schema)[1:]:
        column = table.column(field.name) if field.name in own else pyarrow.nulls(table.num_rows, field.type)
        columns.append(column.cast(field.type))
    return pyarrow.Table.from_arrays(columns, schema=schema)


# Processes of this machine


def _here(key, frames, keep, options, processes):
    tables = {name: _by_key(key, name, frame) for name, frame in frames.items()}
    tenants = sorted(set().union(*(slices.keys() for slices in tables.values())), key=lambda k: (k is not None, k))
    given = {
        tenant: {name: _pack(slices[tenant]) for name, slices in tables.items() if tenant in slices}
        for tenant in tenants
    }
    found, waiting = {}, list(reversed(tenants))
    while waiting:
        # Of those that were being computed when a process ended, one has ended it: each is asked once more, alone.
        for tenant in _together(given, waiting, found, keep, options, processes or os.cpu_count()):
            if _together(given, [tenant], found, keep, options, 1):
                found[tenant] = [(tenant, None, "the process that computed it ended", 0.0, None)]
    return [row for tenant in tenants for row in found[tenant]]


def _together(given, waiting, found, keep, options, processes):
    """Takes tenants from the end of ``waiting`` until none is left or a process ends; those that were being computed then."""
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    computing = {}
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            while waiting or computing:
                while waiting and len(computing) < processes:
                    tenant = waiting.pop()
                    computing[pool.submit(_answered, tenant, given[tenant], keep, options)] = tenant
                for done in wait(computing, return_when=FIRST_COMPLETED).done:
                    found[computing[done]] = done.result()
                    del computing[done]
        except BrokenProcessPool:
            # One that could not even be handed over is no suspect.
            if tenant not in computing.values() and tenant not in found:
                waiting.append(tenant)
    return list(computing.values())


def _answered(tenant, packed, keep, options):
    return answered(tenant, {name: _unpack(rows) for name, rows in packed.items()}, keep, options)


def _by_key(key, name, frame):
    """Key → its rows, without the key."""
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(frame) if isinstance(frame, (str, os.PathLike)) else pyarrow.table(frame)
    _has(key, name, table.column_names)
    table = table.set_column(table.column_names.index(key), _KEY, table.column(key).cast(pyarrow.string()))
    table = table.sort_by(_KEY).combine_chunks()
    slices = {}
    for tenant, rows in _runs(table.to_batches()):
        slices.setdefault(tenant, []).append(rows)
    return {tenant: pyarrow.Table.from_batches(rows).drop_columns([_KEY]) for tenant, rows in slices.items()}


class _Local(Tenants):
    """Tables of pyarrow."""

    @property
    def failures(self):
        import pyarrow

        rows = [(key, error, seconds) for key, _, error, seconds, _ in self.packed if error is not None]
        columns = zip(*rows, strict=True) if rows else ((), (), ())
        kinds = (pyarrow.string(), pyarrow.string(), pyarrow.float64())
        arrays = [pyarrow.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
        return pyarrow.Table.from_arrays(arrays, [self.key, "error", "seconds"])

    def table(self, name):
        import pyarrow

        if name not in self.tables:
            raise KeyError(name)
        tables = [(key, _unpack(rows)) for key, table, _, _, rows in self.packed if table == name]
        first = pyarrow.schema([(self.key, pyarrow.string())])
        schema = pyarrow.unify_schemas([first, *(table.schema for _, table in tables)], promote_options="permissive")
        return pyarrow.concat_tables([schema.empty_table(), *(_with_key(key, table, schema) for key, table in tables)])
