"""Scheduled retraining: trains once per day and branches on whether the new model was promoted.

For Airflow 2.7 or later, including 3. Needs no provider: the job is started by the same command as on
a command line. Settings are Airflow variables, or environment variables of the same name in upper
case, with defaults in brackets:

  spark_rnn_submit  the command that is given the subcommand, such as
                    "/opt/spark-rnn/submit/cluster.sh yarn" [submit/train.sh of this repository]
  spark_rnn_conf    the configuration; must set models.dir and output.dir
  spark_rnn_data    data.path of a scheduled run; {start} and {end} are replaced by the first and the
                    last day of the data interval, such as 2026-03-01 [data.path of the configuration]

The job's exit codes determine the result of the task: 0 is success; 2 (settings) and 3 (data) fail
without a retry; 1, 4 and 130 are retried and resume from the last checkpoint. The task is skipped if
there is no new data. Repeating the run of a day resumes it; it makes no second run or version.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException

try:  # Airflow 3
    from airflow.sdk import Variable, dag, get_current_context, task
except ImportError:  # Airflow 2
    from airflow.decorators import dag, task
    from airflow.models import Variable
    from airflow.operators.python import get_current_context

TRAIN = str(Path(__file__).resolve().parents[1] / "train.sh")

# Retrying does not help against wrong settings or data.
HOPELESS = {2: "the settings are wrong", 3: "the data cannot be used, or does not pass the gate"}


def setting(name: str, default: str) -> str:
    """Returns a setting: the environment variable, else the Airflow variable, else the default."""
    return os.environ.get(name.upper()) or Variable.get(name, default)


def command(start: str, end: str) -> list[str]:
    """Returns the command of a scheduled run; start and end are the days of its data interval."""
    words = shlex.split(setting("spark_rnn_submit", TRAIN))
    words += ["train", "--conf", setting("spark_rnn_conf", ""), "--resume", "--json"]
    words += ["--set", f"run.id=nightly-{start}"]
    data = setting("spark_rnn_data", "")
    if data:
        words += ["--set", "data.path=" + data.replace("{start}", start).replace("{end}", end)]
    return words


def outcome(code: int, stdout: str) -> dict:
    """Returns the job's result, or raises the exception that lets Airflow fail, retry or skip."""
    last = stdout.strip().rpartition("\n")[2]
    try:
        result = json.loads(last)
    except ValueError:
        result = {"error": f"no JSON on the last line: {last[:200]!r}"}
    if code in HOPELESS:
        raise AirflowFailException(f"exit code {code}, {HOPELESS[code]}: {result.get('error')}")
    if code != 0:
        raise AirflowException(f"exit code {code}: {result.get('error')}")
    if result.get("status") == "nothing-new":
        raise AirflowSkipException(f"nothing new since version {result['version']}")
    return result


@dag(
    dag_id="spark_rnn_nightly",
    schedule="17 2 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    # A second run at the same time would only wait for the lock of the first.
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
    tags=["spark-rnn"],
    doc_md=__doc__,
)
def spark_rnn_nightly():
    @task
    def train() -> dict:
        """Runs the job and returns the object of its JSON line, which becomes an XCom."""
        context = get_current_context()
        start = context.get("data_interval_start") or context["run_after"]
        end = context.get("data_interval_end") or start
        words = command(start.strftime("%Y-%m-%d"), end.strftime("%Y-%m-%d"))
        print("Running", shlex.join(words))
        # Standard error goes to the task's log. If the task is killed, SIGTERM lets the job write a
        # checkpoint, from which the next try resumes.
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        try:
            stdout, _ = process.communicate()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=60)
        return outcome(process.returncode, stdout)

    @task.branch
    def promoted(result: dict) -> str:
        """Returns the id of the task to run next."""
        return "in_use" if result.get("promotion", {}).get("promoted") else "candidate"

    @task
    def in_use(result: dict) -> None:
        """Runs if the new model is the current version. Notify consumers of the model here."""
        print("In use from now on:", result["run"], result["promotion"]["reason"])

    @task
    def candidate(result: dict) -> None:
        """Runs if the previous model stays in use. Notify reviewers here."""
        reason = result.get("promotion", {}).get("reason", "models.dir is not set")
        print("Not promoted:", result["run"], reason)

    result = train()
    promoted(result) >> [in_use(result), candidate(result)]


spark_rnn_nightly()
