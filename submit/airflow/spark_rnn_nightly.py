"""Retrains every night, and says whether the new model is in use.

Loaded by Airflow 2.7 and later, and 3. It needs no provider: the job is started as a command, which
is the one that a person types. Settings are Airflow variables, or environment variables of the same
name in upper case:

  spark_rnn_submit  the command that gets the verb, such as
                    "/opt/spark-rnn/submit/cluster.sh yarn" [submit/train.sh beside this file]
  spark_rnn_conf    the configuration; models.dir and output.dir stand there
  spark_rnn_data    data.path of a night; {start} and {end} stand for the first and the last day of
                    the data interval, as 2026-03-01 [what the configuration says]

The job's exit codes become what Airflow does next: 0 goes on, 2 (settings) and 3 (data) fail without
another try, 1, 4 and 130 are tried again and go on from the last checkpoint. A night without anything
new is skipped. The same night run twice is one run and one version of the model.
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

# Settings and data do not mend themselves.
HOPELESS = {2: "the settings are wrong", 3: "the data cannot be used, or does not pass the gate"}


def setting(name: str, default: str) -> str:
    """A setting: an Airflow variable, else an environment variable, else the default."""
    return os.environ.get(name.upper()) or Variable.get(name, default)


def command(start: str, end: str) -> list[str]:
    """The command of one night, whose data interval has these first and last days."""
    words = shlex.split(setting("spark_rnn_submit", TRAIN))
    words += ["train", "--conf", setting("spark_rnn_conf", ""), "--resume", "--json"]
    words += ["--set", f"run.id=nightly-{start}"]
    data = setting("spark_rnn_data", "")
    if data:
        words += ["--set", "data.path=" + data.replace("{start}", start).replace("{end}", end)]
    return words


def outcome(code: int, stdout: str) -> dict:
    """What the job gave, or the exception that tells Airflow what to do next."""
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
    # Two nights at once would wait for each other's lock.
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
    tags=["spark-rnn"],
    doc_md=__doc__,
)
def spark_rnn_nightly():
    @task
    def train() -> dict:
        """Runs the job; its JSON line is the task's XCom."""
        context = get_current_context()
        start = context.get("data_interval_start") or context["run_after"]
        end = context.get("data_interval_end") or start
        words = command(start.strftime("%Y-%m-%d"), end.strftime("%Y-%m-%d"))
        print("Running", shlex.join(words))
        # Standard error goes to the task's log. If the task is killed, the job is asked to stop: it
        # leaves a state that the next try goes on from.
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
        """Which way to go on."""
        return "in_use" if result.get("promotion", {}).get("promoted") else "candidate"

    @task
    def in_use(result: dict) -> None:
        """The new model is the current version; what uses it can be told here."""
        print("In use from now on:", result["run"], result["promotion"]["reason"])

    @task
    def candidate(result: dict) -> None:
        """The model before stays in use; somebody may want to look."""
        reason = result.get("promotion", {}).get("reason", "models.dir is not set")
        print("Not promoted:", result["run"], reason)

    result = train()
    promoted(result) >> [in_use(result), candidate(result)]


spark_rnn_nightly()
