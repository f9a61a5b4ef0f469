"""Scheduled retraining: trains once per day and branches on whether the new model was promoted.

For Airflow 2.7 or later, including 3. Needs no provider: the job is started by the same command as on a
command line, and stopped with its task. spark_rnn_job.py, which must stay beside this file, says which
settings there are, and which day a run is for.

The job's exit codes determine the result of the task: 0 is success; 2 (settings) and 3 (data) fail without a
retry; 1, 4 and 130 are retried and resume from the last checkpoint. The task is skipped if there is no new
data.
"""

from __future__ import annotations

import sys
from pathlib import Path

try:  # Airflow 3
    from airflow.sdk import dag
except ImportError:  # Airflow 2
    from airflow.decorators import dag

# Airflow finds modules only from the top of the folder of DAGs, wherever in it this file is.
sys.path.append(str(Path(__file__).resolve().parent))
from spark_rnn_job import NIGHTLY, SparkRnnOperator, follow  # noqa: E402


@dag(dag_id="spark_rnn_nightly", doc_md=__doc__, **NIGHTLY)
def spark_rnn_nightly():
    follow(SparkRnnOperator(task_id="train").output)


spark_rnn_nightly()
