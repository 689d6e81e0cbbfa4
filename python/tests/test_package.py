"""What the package brings."""

import pathlib
import subprocess
import sys

import renmai
from conftest import DEMO, ROOT, program


def test_it_brings_the_program_of_its_version():
    assert program("--version").stdout.split()[:2] == ["renmai", renmai.__version__]


def test_the_program_exports_edges_with_types(tmp_path):
    import duckdb

    for graph in ("users", "layers"):
        for form in ("edges-csv", "parquet"):
            program("export", DEMO, "--graph", graph, "--format", form, "--out", tmp_path / f"{graph}.{form}")
        text = duckdb.sql(f"SELECT * FROM read_csv('{tmp_path / graph}.edges-csv', types={{'source': 'VARCHAR', 'target': 'VARCHAR'}})")
        typed = duckdb.sql(f"SELECT * FROM read_parquet('{tmp_path / graph}.parquet')")
        assert typed.columns == text.columns and str(typed.types[2]) == "DOUBLE", graph
        rows = typed.fetchall()
        assert len(rows) > 1000 and rows == text.fetchall(), graph


def test_the_example_runs():
    done = subprocess.run(
        [sys.executable, ROOT / "python" / "examples" / "nashville.py"], capture_output=True, text=True, check=True
    )
    assert "files" in done.stdout and "betweenness" in done.stdout


def test_stubs_name_what_there_is():
    text = pathlib.Path(renmai.__file__).with_name("_renmai.pyi").read_text()
    for kind in (renmai.Report, renmai.Table):
        stub = text.split(f"class {kind.__name__}:")[1].split("\nclass ")[0]
        for name in dir(kind):
            if not name.startswith("_"):
                assert f"def {name}(" in stub, (kind, name)
