"""The same as spark_rnn_nightly.py on Kubernetes with the Spark operator, by SparkKubernetesOperator.

Needs the provider apache-airflow-providers-cncf-kubernetes, Airflow 2.8 or later, the Spark operator in the
cluster, and the connection kubernetes_default. Settings beside those of spark_rnn_job.py (spark_rnn_submit
has no effect, and spark_rnn_conf is a path in the image or a URI):

  spark_rnn_manifest   the SparkApplication; its arguments are replaced by those of the run
                       [docker/spark-application.yaml of this repository]
  spark_rnn_namespace  its namespace [that of the manifest, else default]
  spark_rnn_outcomes   folder of the files by which jobs tell how they ended, a URI that driver and worker can
                       both reach, such as s3a://… with Airflow's provider for Amazon

If the task is killed, the operator deletes the SparkApplication; the next try resumes from the last
checkpoint.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from airflow.providers.cncf.kubernetes.operators.spark_kubernetes import SparkKubernetesOperator

try:  # Airflow 3
    from airflow.sdk import dag
except ImportError:  # Airflow 2
    from airflow.decorators import dag

# Airflow finds modules only from the top of the folder of DAGs, wherever in it this file is.
sys.path.append(str(Path(__file__).resolve().parent))
from spark_rnn_job import NIGHTLY, EndsByOutcome, follow, setting  # noqa: E402

MANIFEST = str(Path(__file__).resolve().parents[2] / "docker" / "spark-application.yaml")


class SparkRnnKubernetesOperator(EndsByOutcome, SparkKubernetesOperator):
    """Runs the job as a SparkApplication, and returns the object of its JSON line."""

    template_fields = (*SparkKubernetesOperator.template_fields, *EndsByOutcome.own_template_fields)

    def execute(self, context) -> dict:
        application = yaml.safe_load(Path(setting("spark_rnn_manifest", MANIFEST)).read_text())
        application["spec"]["arguments"] = self.job_arguments()
        # Airflow tries again, as far as that can help.
        application["spec"]["restartPolicy"] = {"type": "Never"}
        self.namespace = setting(
            "spark_rnn_namespace", application["metadata"].get("namespace", self.namespace)
        )
        application["metadata"]["namespace"] = self.namespace
        self.template_spec = application
        result = super().execute(context)
        # For this operator, do_xcom_push is about a container of its own.
        context["ti"].xcom_push(key="return_value", value=result)
        return result


@dag(dag_id="spark_rnn_kubernetes", doc_md=__doc__, **NIGHTLY)
def spark_rnn_kubernetes():
    follow(SparkRnnKubernetesOperator(task_id="train").output)


spark_rnn_kubernetes()
