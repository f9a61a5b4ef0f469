"""What is wrong is told in Python, with the job's own message and exit code."""

import os
import pickle
import subprocess
import sys

import pytest
from pyspark.sql import functions

import sparkrnn
from sparkrnn import SparkRnnError, SparkRnnModel, _jvm


def failing(call, *args):
    with pytest.raises(SparkRnnError) as failure:
        call(*args)
    assert "Py4J" not in str(failure.value)
    assert "\tat " not in str(failure.value)
    return str(failure.value), failure.value.exit_code


def test_a_missing_column_is_bad_data(classifier, model, reviews):
    assert failing(classifier(textCol="body").fit, reviews) == (
        "the DataFrame has no column 'body', there are text, label",
        3,
    )
    message, code = failing(classifier(labelCol="stars").fit, reviews)
    assert "no column 'stars' for labels" in message
    assert code == 3
    message, code = failing(model.transform, reviews.withColumnRenamed("label", "prediction"))
    assert "a column 'prediction' already" in message
    assert code == 3


def test_a_wrong_label_is_found_on_an_executor(classifier, reviews):
    message, code = failing(classifier().fit, reviews.withColumn("label", functions.lit(5)))

    assert "the label is 5.0, expected 0 or 1" in message
    assert code == 3


def test_a_wrong_setting_is_named(classifier, reviews):
    message, code = failing(classifier(epochs=0).fit, reviews)
    assert "training.epochs: is 0" in message
    assert code == 2
    message, code = failing(classifier(settings={"text.lenght": 3}).fit, reviews)
    assert "text.lenght" in message
    assert "text.length" in message
    assert code == 2


def test_a_model_that_is_missing_or_damaged(model, tmp_path):
    message, code = failing(SparkRnnModel.ofRun, str(tmp_path))
    assert "has no network.zip; expected the folder of a run" in message
    assert code == 3
    path = tmp_path / "model"
    model.save(str(path))
    network = path / "model" / "network.zip"
    network.write_bytes(network.read_bytes()[:1000])
    (network.parent / ".network.zip.crc").unlink(missing_ok=True)
    message, code = failing(SparkRnnModel.load, str(path))
    assert "network.zip" in message
    assert code == 3


def test_the_failure_of_the_jvm_is_kept_for_debugging(classifier, reviews):
    with pytest.raises(SparkRnnError) as failure:
        classifier(textCol="body").fit(reviews)

    assert "BadDataException" in str(failure.value.__context__)
    assert failure.value.__suppress_context__


def test_an_error_can_be_pickled():
    copy = pickle.loads(pickle.dumps(SparkRnnError("what and why", 3)))

    assert (str(copy), copy.exit_code) == ("what and why", 3)


def run(program: str, **environment: str) -> str:
    """The last line that a Python process of its own prints to standard error."""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1, ended.stderr
    return ended.stderr.strip().splitlines()[-1]


WITHOUT_JAR = """
import sparkrnn
from pyspark.sql import SparkSession

SparkSession.builder.master("local[1]").config("spark.ui.enabled", False).getOrCreate()
told = []
for call in (sparkrnn.SparkRnnClassifier, sparkrnn.session):
    try:
        call()
    except sparkrnn.SparkRnnError as error:
        told.append(f"{error} ({error.exit_code})")
raise SystemExit(" | ".join(told))
"""


def test_a_session_without_the_jar_says_how_to_give_it():
    stage, session = run(WITHOUT_JAR).split(" | ")

    assert "no class io.sparkrnn.ml.SparkRnnClassifier: the jar of Spark RNN is missing" in stage
    assert "sparkrnn.session()" in stage
    assert "has a Spark session already, without the jar of Spark RNN" in session
    assert "restart the Python process or the notebook's kernel" in session
    assert stage.endswith("(2)")
    assert session.endswith("(2)")


def test_no_session_and_no_java(tmp_path):
    assert "no Spark session" in run("import sparkrnn; sparkrnn.SparkRnnModel.load('model')")
    start = "import sparkrnn; sparkrnn.session()"
    assert f"JAVA_HOME is {tmp_path}" in run(start, JAVA_HOME=str(tmp_path))
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho '    java.specification.version = 1.8' >&2\n")
    old.chmod(0o755)
    assert "is Java 8, and Spark RNN needs Java 17" in run(start, JAVA_HOME=str(tmp_path))


def test_versions_that_do_not_fit():
    message, code = failing(_jvm._check_java, "11")
    assert "Spark runs on Java 11, and Spark RNN needs Java 17" in message
    assert code == 2
    with pytest.warns(UserWarning, match="Java 21"):
        _jvm._check_java("21")
    message, _ = failing(_jvm._check_spark, "4.0.0", "2.13.16")
    assert "Spark 4.0.0 for Scala 2.13.16, and Spark RNN is built for Spark 3.5" in message
    _jvm._check_spark("3.5.5", "2.12.18")
    with pytest.warns(UserWarning, match="the jar of Spark RNN 0.0.1"):
        _jvm._check_version("0.0.1")


def test_the_jar_is_looked_for(monkeypatch, tmp_path):
    jar = tmp_path / "spark-rnn.jar"
    jar.touch()
    assert sparkrnn.jar_path(jar) == str(jar.resolve())
    assert sparkrnn.jar_path("hdfs:///jars/spark-rnn.jar") == "hdfs:///jars/spark-rnn.jar"
    monkeypatch.setenv("SPARK_RNN_JAR", str(jar))
    assert sparkrnn.jar_path() == str(jar.resolve())
    monkeypatch.setenv("SPARK_RNN_JAR", "nowhere.jar")
    message, code = failing(sparkrnn.jar_path)
    assert message.startswith("SPARK_RNN_JAR is nowhere.jar, where there is no file")
    assert code == 2
    monkeypatch.delenv("SPARK_RNN_JAR")
    message, _ = failing(sparkrnn.jar_path)
    assert message.startswith("no jar of Spark RNN is given: set SPARK_RNN_JAR")
