"""What the DAGs of Airflow in this folder share: settings, the day of a run, how a job ends, what follows it.

Settings are Airflow variables, or environment variables of the same name in upper case, with defaults in
brackets:

  spark_rnn_submit      the command that is given the subcommand, such as
                        "/opt/spark-rnn/submit/cluster.sh yarn" [submit/train.sh of this repository]
  spark_rnn_conf        the configuration; must set models.dir and output.dir
  spark_rnn_data        data.path of a scheduled run; {date} is replaced by the run's day, such as
                        2026-03-01, {start} and {end} by the day before and the day [data.path of the
                        configuration]
  spark_rnn_on_failure  command that is run with a message as its last argument when a task has failed for
                        good, such as "/usr/local/bin/page oncall" [only the log]

The environment variable SPARK_RNN_ASSET, which is read when the DAG is, names the asset (Airflow 3) or
dataset (Airflow 2) that other DAGs can wait for [spark-rnn://model].

The day of a run is the day, in UTC, on which it is due: that of the logical date, or the day on which it was
started if it has none. The run is called nightly-DAY, as by submit/cron/nightly.sh. Repeating the run of a
day resumes it; it makes no second run or version.
"""

from __future__ import annotations

import json
import logging
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from airflow.timetables.trigger import CronTriggerTimetable

try:  # Airflow 3
    from airflow.sdk import Asset, BaseOperator, Variable, task
except ImportError:  # Airflow 2
    from airflow.datasets import Dataset as Asset
    from airflow.decorators import task
    from airflow.models import BaseOperator, Variable

TRAIN = str(Path(__file__).resolve().parents[1] / "train.sh")

# A template. Manual runs of Airflow 3 may have no logical date, and runs of Airflow 2 have no other.
DAY = "{{ (dag_run.logical_date or dag_run.run_after) | ds }}"

# Retrying does not help against wrong settings or data.
HOPELESS = {2: "the settings are wrong", 3: "the data cannot be used, or does not pass the gate"}

# Seconds that a stopped job has to end by itself. It needs at most 30, and Airflow 2 kills after 60.
GRACE = 45

log = logging.getLogger("airflow.task")


def setting(name: str, default: str = "") -> str:
    """Returns a setting: the environment variable, else the Airflow variable, else the default."""
    return os.environ.get(name.upper()) or Variable.get(name, default)


def arguments(day: str) -> list[str]:
    """Returns the subcommand and the options of the run of a day, such as 2026-03-01."""
    words = ["train", "--conf", setting("spark_rnn_conf"), "--resume", "--json"]
    words += ["--set", f"run.id=nightly-{day}"]
    data = setting("spark_rnn_data")
    if data:
        before = date.fromisoformat(day) - timedelta(days=1)
        for name, value in {"date": day, "start": before.isoformat(), "end": day}.items():
            data = data.replace("{" + name + "}", value)
        words += ["--set", "data.path=" + data]
    return words


def ended(code: int, result: dict) -> dict:
    """Returns a job's result, or raises the exception that lets Airflow fail, retry or skip."""
    if code in HOPELESS:
        raise AirflowFailException(f"exit code {code}, {HOPELESS[code]}: {result.get('error')}")
    if code != 0:
        raise AirflowException(f"exit code {code}: {result.get('error')}")
    if result.get("status") == "nothing-new":
        raise AirflowSkipException(f"nothing new since version {result['version']}")
    return result


def failed(context) -> None:
    """Failure callback: logs that a task has failed for good, and runs the command that is set for it."""
    instance = context["task_instance"]
    # Airflow 3.0 and 3.1 do not tell the callback why.
    reason = context.get("exception") or f"see {getattr(instance, 'log_url', 'its log')}"
    message = f"{instance.dag_id}.{instance.task_id} of {context['run_id']}: {reason}"
    log.error("Failed for good: %s", message)
    command = setting("spark_rnn_on_failure")
    if command:
        subprocess.run([*shlex.split(command), message], check=True, timeout=60)


class SparkRnnOperator(BaseOperator):
    """Runs the job as a command on this worker, and returns the object of its JSON line.

    What the job prints goes to the task's log as it comes. The job has a session of its own, under
    `timeout`: it forwards SIGTERM to the job, which then keeps its checkpoints and ends with 130, and kills
    it GRACE seconds later. `timeout` gets SIGTERM from Airflow (on_kill), or from the kernel if the task's
    process dies without a word, such as by SIGKILL.

    :param day: day of the run, such as 2026-03-01
    """

    template_fields = ("day",)

    def __init__(self, *, day: str = DAY, **kwargs):
        super().__init__(**kwargs)
        self.day = day
        self._job: subprocess.Popen | None = None

    def execute(self, context) -> dict:
        command = [*shlex.split(setting("spark_rnn_submit", TRAIN)), *arguments(self.day)]
        self.log.info("Running %s", shlex.join(command))
        guard = ["timeout", f"--kill-after={GRACE}", "0"]
        if shutil.which("setpriv"):
            # Also for the job, in case that something kills `timeout`. The scripts become Java by exec.
            dies_with_parent = ["setpriv", "--pdeathsig", "TERM"]
            guard = [*dies_with_parent, *guard, *dies_with_parent]
        else:
            self.log.warning("There is no setpriv: if this task is killed by SIGKILL, the job goes on")
        with tempfile.TemporaryFile() as stdout:
            self._job = subprocess.Popen(
                [*guard, *command],
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                start_new_session=True,
            )
            try:
                code = self._follow()
            except BaseException:
                # The task was killed, or took longer than its execution_timeout.
                self.on_kill()
                self._follow()
                raise
            stdout.seek(0)
            last = stdout.read().decode(errors="replace").strip().rpartition("\n")[2]
        try:
            result = json.loads(last)
        except ValueError:
            result = {"error": f"no JSON on the last line of standard output: {last[:200]!r}"}
        # A signal that ended the job is negative for Python.
        return ended(code if code >= 0 else 128 - code, result)

    def _follow(self) -> int:
        """Logs what the job prints until it ends, and returns its exit code."""
        for line in self._job.stderr:
            self.log.info("%s", line.rstrip())
        return self._job.wait()

    def on_kill(self) -> None:
        """Asks the job to end. Does not wait: Airflow 3 kills this process five seconds later."""
        if self._job is not None and self._job.poll() is None:
            self.log.info("Stopping the job; it has %d seconds to end", GRACE)
            os.kill(self._job.pid, signal.SIGTERM)


def opened(uri: str) -> Path:
    """Returns the path of a local file, or of one that Airflow can reach by a connection."""
    if uri.startswith(("/", "file:")):
        return Path(urlsplit(uri).path)
    try:
        from airflow.sdk import ObjectStoragePath
    except ImportError:  # Airflow 2
        from airflow.io.path import ObjectStoragePath
    # Hadoop's s3a is s3 for Airflow.
    return ObjectStoragePath(uri.replace("s3a://", "s3://", 1))


class EndsByOutcome:
    """Mixin for operators that start the job elsewhere: ends the task as the job's outcome file says.

    Whether such an operator fails says less than the job's exit code: spark-submit does not pass it on from
    a driver in the cluster, and a failure that a retry cannot mend looks like any other.
    """

    own_template_fields = ("day", "outcome")

    # Not arguments: Airflow allows no other class between an operator's __init__ and its own.
    day = DAY
    # Name of the outcome file in the folder of spark_rnn_outcomes; one for each try.
    outcome = DAY + "-{{ ti.try_number }}"

    def outcome_uri(self) -> str:
        return setting("spark_rnn_outcomes").rstrip("/") + "/" + self.outcome

    def job_arguments(self) -> list[str]:
        """Returns the arguments of the job."""
        return [*arguments(self.day), "--outcome", self.outcome_uri()]

    def execute(self, context) -> dict:
        failure = None
        try:
            super().execute(context)
        except AirflowException as e:
            failure = e
        file = opened(self.outcome_uri())
        try:
            outcome = json.loads(file.read_text())
            file.unlink()
        except OSError as e:
            raise AirflowException(
                f"the job ended before it could tell how, or {file} cannot be read: {failure or e}"
            ) from (failure or e)
        return ended(outcome["exit_code"], outcome["result"] or {})


@task.branch
def promoted(result: dict) -> str:
    """Returns the id of the task to run next."""
    return "in_use" if result.get("promotion", {}).get("promoted") else "candidate"


# Tells Airflow that there is another model: it starts the DAGs whose schedule is this asset.
@task(outlets=[Asset(os.environ.get("SPARK_RNN_ASSET", "spark-rnn://model"))])
def in_use(result: dict) -> None:
    """Runs if the new model is the current version. Notify consumers of the model here."""
    print("In use from now on:", result["run"], result["promotion"]["reason"])


@task
def candidate(result: dict) -> None:
    """Runs if the previous model stays in use. Notify reviewers here."""
    reason = result.get("promotion", {}).get("reason", "models.dir is not set")
    print("Not promoted:", result["run"], reason)


def follow(result) -> None:
    """Adds the tasks that follow a training, given the output of its task."""
    promoted(result) >> [in_use(result), candidate(result)]


# What the DAGs of this folder have in common.
NIGHTLY = {
    # Not a mere cron expression, which for Airflow 2 means the interval that ends when a run is due.
    "schedule": CronTriggerTimetable("17 2 * * *", timezone="UTC"),
    "start_date": datetime(2026, 1, 1, tzinfo=timezone.utc),
    "catchup": False,
    # A second run at the same time would only wait for the lock of the first.
    "max_active_runs": 1,
    "default_args": {
        # After [core] default_task_retry_delay, five minutes by default.
        "retries": 2,
        # The next try resumes. A training may take until the next one is due.
        "execution_timeout": timedelta(hours=20),
        "on_failure_callback": failed,
    },
    "tags": ["spark-rnn"],
}
