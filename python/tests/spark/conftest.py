"""A cluster of two executors that are processes of their own, and generated communities."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

PROGRAM = str(pathlib.Path(sys.executable).with_name("renmai"))

os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable


def program(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], check=True, capture_output=True, text=True)


class Log:
    """What Spark writes down of a job."""

    def __init__(self, folder):
        self.folder = folder

    def events(self):
        files = [path for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
        lines = [line for path in sorted(files) for line in path.read_text().splitlines()]
        return [json.loads(line) for line in lines if line.startswith("{")]


@pytest.fixture(scope="session")
def log(tmp_path_factory):
    return Log(tmp_path_factory.mktemp("events"))


@pytest.fixture(scope="session")
def spark(log):
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("renmai")
    for name, value in {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": log.folder.as_uri(),
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
        "spark.executor.memory": "1g",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def generated(tmp_path_factory):
    """Folder of CSV by number of users and seed."""

    def folder(users, seed):
        out = tmp_path_factory.mktemp("generated") / "g"
        program("generate", "--users", users, "--seed", seed, "--out", out)
        return out

    return folder
