"""The session and its settings, and the versions of the package."""

import os
import re
from importlib import metadata
from pathlib import Path

import pytest

import sparkrnn


def test_a_session_has_the_settings_of_training(spark):
    conf = spark.sparkContext.getConf()
    settings = sparkrnn.spark_conf()

    for key, value in settings.items():
        # Spark puts its own Java options before those that are given.
        assert conf.get(key).endswith(value), key
    assert conf.get("spark.sql.shuffle.partitions") == "2"
    runtime = spark._jvm.java.lang.management.ManagementFactory.getRuntimeMXBean()
    assert "-Dorg.bytedeco.javacpp.maxbytes=2g" in list(runtime.getInputArguments())
    assert spark._jvm.System.getenv("OMP_NUM_THREADS") == "1"
    assert os.environ.get("OMP_NUM_THREADS") is None


def test_a_session_that_runs_is_returned(spark):
    assert sparkrnn.session() is spark


def test_settings_follow_the_arguments():
    settings = sparkrnn.spark_conf(
        "hdfs:///spark-rnn.jar", driver_memory="4g", native_memory="512m", task_cpus=2
    )

    assert settings["spark.jars"] == "hdfs:///spark-rnn.jar"
    assert settings["spark.driver.memory"] == "4g"
    assert settings["spark.executor.memoryOverhead"] == "1024m"
    assert "maxbytes=512m" in settings["spark.executor.extraJavaOptions"]
    assert settings["spark.task.cpus"] == "2"
    assert settings["spark.executorEnv.OMP_NUM_THREADS"] == "2"
    with pytest.raises(sparkrnn.SparkRnnError, match="native_memory is 'much', expected"):
        sparkrnn.spark_conf("hdfs:///spark-rnn.jar", native_memory="much")


def test_the_version_is_that_of_the_jar_and_of_the_build(spark):
    pom = Path(__file__).parents[3] / "pom.xml"
    built = re.search(r"<artifactId>spark-rnn[^<]*</artifactId>\s*<version>([^<]+)<", pom.read_text())

    assert built is not None
    assert sparkrnn.__version__ == built[1]
    assert sparkrnn.__version__ == metadata.version("sparkrnn")
    assert sparkrnn.__version__ == spark._jvm.io.sparkrnn.cli.shared.Version.sparkRnn()
