"""Loads the DAGs in the Airflow that runs this, and checks what can be checked without running a job.

    python airflow_load.py FOLDER_OF_DAGS

SparkKubernetesOperator needs a cluster, so what it would ask of one stands for it: the SparkApplication is
that of the run, and the task ends as the outcome file says.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from unittest import mock

from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from airflow.models import DagBag

MANIFEST = """
kind: SparkApplication
metadata: {name: train, namespace: spark}
spec: {arguments: [x], restartPolicy: {type: OnFailure}}
"""


def check_dags(dags: dict) -> None:
    assert set(dags) == {"spark_rnn_nightly", "spark_rnn_spark_submit", "spark_rnn_kubernetes"}, dags
    for dag in dags.values():
        assert dag.get_task("train").execution_timeout, dag
        assert dag.get_task("train").on_failure_callback, dag
        assert dag.get_task("in_use").outlets, dag
        assert not dag.catchup, dag


def check_kubernetes(task, folder: Path) -> None:
    manifest = folder / "application.yaml"
    manifest.write_text(MANIFEST)
    os.environ["SPARK_RNN_MANIFEST"] = str(manifest)
    os.environ["SPARK_RNN_CONF"] = "s3a://bucket/nightly.conf"
    os.environ["SPARK_RNN_OUTCOMES"] = f"file://{folder}/outcomes/"
    (folder / "outcomes").mkdir()
    task.day, task.outcome = "2026-03-01", "2026-03-01-1"
    file = folder / "outcomes" / "2026-03-01-1"
    # Variables are known only to a task that runs.
    import spark_rnn_job

    spark_rnn_job.Variable = mock.Mock(get=lambda name, default: default)
    provided = type(task).__mro__[2]
    assert provided.__name__ == "SparkKubernetesOperator", provided

    def run(told):
        """Runs the task with an application that leaves an outcome, and fails unless its exit code is 0."""

        def start(self, context):
            if told is not None:
                file.write_text(json.dumps(told))
            if told is None or told["exit_code"] != 0:
                raise AirflowException("the application failed")

        context = {"ti": mock.Mock()}
        with mock.patch.object(provided, "execute", start):
            try:
                result = type(task).execute.__wrapped__(task, context)
            except AirflowException as e:
                return e
            context["ti"].xcom_push.assert_called_once_with(key="return_value", value=result)
            return result

    assert run({"exit_code": 0, "result": {"run": "r"}}) == {"run": "r"}
    assert not file.exists()
    assert task.template_spec["metadata"] == {"name": "train", "namespace": "spark"}
    assert task.template_spec["spec"] == {
        "arguments": ["train", "--conf", "s3a://bucket/nightly.conf", "--resume", "--json"]
        + ["--set", "run.id=nightly-2026-03-01", "--outcome", f"file://{file}"],
        "restartPolicy": {"type": "Never"},
    }, task.template_spec
    nothing_new = {"exit_code": 0, "result": {"status": "nothing-new", "version": 4}}
    assert isinstance(run(nothing_new), AirflowSkipException)
    assert isinstance(run({"exit_code": 3, "result": {"error": "row 1"}}), AirflowFailException)
    for told in ({"exit_code": 1, "result": None}, None):
        error = run(told)
        assert type(error) is AirflowException, error
    assert "the job ended before it could tell how" in str(error), error


def main() -> None:
    bag = DagBag(sys.argv[1], include_examples=False)
    assert not bag.import_errors, bag.import_errors
    check_dags(bag.dags)
    with tempfile.TemporaryDirectory() as folder:
        check_kubernetes(bag.dags["spark_rnn_kubernetes"].get_task("train"), Path(folder))


main()
