"""The same as spark_rnn_nightly.py with SparkSubmitOperator, for those whose jobs of Spark all run by it.

Needs the provider apache-airflow-providers-apache-spark, Airflow 2.8 or later, and the connection
spark_default. Settings beside those of spark_rnn_job.py (spark_rnn_submit has no effect):

  spark_rnn_jar       the job's jar
  spark_rnn_outcomes  folder of the files by which jobs tell how they ended, a URI that driver and worker can
                      both reach: file:///…, or s3a://… with Airflow's provider for Amazon

The first spark-submit on the worker's PATH must be that of Spark 3.5: the provider installs a PySpark, which
may be newer. Memory, cores and Spark's settings are arguments of the operator; "submit/cluster.sh --print
yarn train" shows good ones. If the task is killed, the operator kills spark-submit, and the application in a
cluster; the next try resumes from the last checkpoint. If the task's process dies by SIGKILL, spark-submit
goes on: the next try ends with exit code 4, and is retried, until the first one has ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

try:  # Airflow 3
    from airflow.sdk import dag
except ImportError:  # Airflow 2
    from airflow.decorators import dag

# Airflow finds modules only from the top of the folder of DAGs, wherever in it this file is.
sys.path.append(str(Path(__file__).resolve().parent))
from spark_rnn_job import NIGHTLY, EndsByOutcome, follow, setting  # noqa: E402


class SparkRnnSubmitOperator(EndsByOutcome, SparkSubmitOperator):
    """Runs the job by spark-submit, and returns the object of its JSON line."""

    template_fields = (*SparkSubmitOperator.template_fields, *EndsByOutcome.own_template_fields)

    def execute(self, context) -> dict:
        self.application = setting("spark_rnn_jar")
        self.application_args = self.job_arguments()
        return super().execute(context)


@dag(dag_id="spark_rnn_spark_submit", doc_md=__doc__, **NIGHTLY)
def spark_rnn_spark_submit():
    train = SparkRnnSubmitOperator(
        task_id="train",
        java_class="io.sparkrnn.cli.Main",
        name="spark-rnn-train",
        driver_memory="2g",
        conf={"spark.driver.extraJavaOptions": "-Dorg.bytedeco.javacpp.maxbytes=2g"},
        env_vars={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    follow(train.output)


spark_rnn_spark_submit()
