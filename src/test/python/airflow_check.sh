#!/usr/bin/env bash
# Loads the DAGs in a real Airflow of its own environment, and runs nights with them on made-up reviews.
#
#   mvn -q package -DskipTests
#   src/test/python/airflow_check.sh 2.10.5
#   src/test/python/airflow_check.sh 3.0.6 fastapi==0.115.12 pydantic==2.11.7 cadwyn==5.4.1
#   src/test/python/airflow_check.sh 3.1.8
#
# - "airflow dags test": a night that is promoted, the same again, one with nothing new, one with a broken row,
#   which must fail without another try, by the command and by SparkSubmitOperator.
# - "airflow standalone", so with a real scheduler and executor: a night that is due is killed while it trains, once
#   by SIGTERM to the task, once by SIGKILL, and once by marking the task as failed. Each time Java must be gone
#   within a minute, and the next try resume; the last one succeeds. The day must be that of cron.
#
# What follows the version are further packages for pip. VENV names an environment that is kept. Ten minutes on
# two cores, the installation aside.
set -euo pipefail

version=${1:?"usage: airflow_check.sh AIRFLOW_VERSION [PACKAGE...]"}
shift
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
standalone=
finish() {
  if [ -n "$standalone" ]; then
    kill -TERM -- "-$standalone" 2> /dev/null || true
    sleep 5
    kill -KILL -- "-$standalone" 2> /dev/null || true
  fi
  [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap finish EXIT
venv=${VENV:-$work/venv}
if [ ! -x "$venv/bin/airflow" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet "apache-airflow==$version" \
    apache-airflow-providers-apache-spark apache-airflow-providers-cncf-kubernetes "$@"
fi
export PATH=$work/bin:$venv/bin:$PATH

export AIRFLOW_HOME=$work/airflow
export AIRFLOW__CORE__DAGS_FOLDER=$root/submit/airflow
export AIRFLOW__CORE__LOAD_EXAMPLES=False
export AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY=5
export AIRFLOW__CORE__PARALLELISM=2
port=$((20000 + RANDOM % 10000))
export AIRFLOW__WEBSERVER__WEB_SERVER_PORT=$port
export AIRFLOW__API__PORT=$port
# With several, uvicorn replaces those that do not answer within seconds, as on a busy machine.
export AIRFLOW__WEBSERVER__WORKERS=1
export AIRFLOW__API__WORKERS=1
export AIRFLOW__API__BASE_URL=http://localhost:$port
export AIRFLOW__CORE__EXECUTION_API_SERVER_URL=http://localhost:$port/execution/
export PYTHONDONTWRITEBYTECODE=1
export SPARK_RNN_CONF=$work/nightly.conf
export SPARK_RNN_ON_FAILURE="$work/bin/page"
export SPARK_LOCAL_IP=127.0.0.1
export MASTER='local[2]'
say() { echo "$(date -u +%T) $*"; }
fail() {
  echo "airflow_check.sh: $*" >&2
  exit 1
}

mkdir "$work/bin"
printf '#!/bin/sh\necho "$*" >> "%s/pages"\n' "$work" > "$work/bin/page"
# Spark's jars from Maven have no spark-submit, and the provider brings one of another version.
cat > "$work/bin/spark-submit" << SUBMIT
#!/usr/bin/env bash
. "$root/submit/lib.sh"
spark_submit "$root" "\$@"
SUBMIT
chmod +x "$work"/bin/*
# shellcheck disable=SC2016
SPARK_RNN_JAR=$(bash -c '. "$0/submit/lib.sh" && app_jar "$0"' "$root")
export SPARK_RNN_JAR
export SPARK_RNN_OUTCOMES=file://$work/outcomes
export AIRFLOW_CONN_SPARK_DEFAULT='{"conn_type": "spark", "host": "local[2]"}'
mkdir "$work/outcomes"

airflow db migrate > "$work/migrate.log" 2>&1
airflow version 2> /dev/null | tail -n 1

python "$root/src/test/python/airflow_load.py" "$root/submit/airflow" > "$work/load.log" 2>&1 || {
  cat "$work/load.log"
  fail "the DAGs do not load"
}
say "the DAGs load: spark_rnn_nightly, spark_rnn_spark_submit, spark_rnn_kubernetes"

"$root/submit/train.sh" sample "$work/sample" > "$work/sample.log" 2>&1
mkdir "$work/reviews"
cp "$work/sample/train.jsonl" "$work/reviews/1.jsonl"
cat > "$work/nightly.conf" << CONF
data { path = "$work/reviews", source = jsonl, validation.fraction = 0 }
text { vocabulary-size = 300, length = 40 }
model { embedding-size = 16, hidden-size = 16 }
training { epochs = 4, learning-rate = 0.01, batch-size = 32, replicas = 1 }
models.dir = "$work/models"
output.dir = "$work/runs"
CONF

# night DAG DAY
night() {
  airflow dags test "$1" "$2" > "$work/$1-$2.log" 2>&1 || true
}
# expect DAG DAY PATTERN
expect() {
  if ! grep -qE -- "$3" "$work/$1-$2.log"; then
    tail -n 40 "$work/$1-$2.log"
    fail "the night of $2 by $1: '$3' is not in its log"
  fi
  say "$1, $2: $(grep -oE -- "$3" "$work/$1-$2.log" | head -n 1)"
}
versions() {
  "$root/submit/train.sh" models list --json --set "models.dir=$work/models" 2> /dev/null |
    python -c 'import json, sys; print(len(json.loads(sys.stdin.readlines()[-1])["versions"]))'
}
expect_versions() {
  local found
  found=$(versions)
  [ "$found" = "$1" ] || fail "there are $found versions, expected $1"
}

nightly=spark_rnn_nightly
night $nightly 2026-03-02
expect $nightly 2026-03-02 'In use from now on: .*nightly-2026-03-02 the first version[^,]*'
expect $nightly 2026-03-02 'Epoch 4/4 - .*examples/s'
expect_versions 1

rm "$work/$nightly-2026-03-02.log"
night $nightly 2026-03-02
expect $nightly 2026-03-02 'In use from now on: .*the first version[^,]*'
expect_versions 1
say "2026-03-02 again: still one version"

night $nightly 2026-03-03
expect $nightly 2026-03-03 'nothing new since version 1'

submit=spark_rnn_spark_submit
night $submit 2026-03-02
expect $submit 2026-03-02 'In use from now on: .*nightly-2026-03-02 the first version[^,]*'

echo '{"text": "cut o' > "$work/reviews/2.jsonl"
for dag in $nightly $submit; do
  night "$dag" 2026-03-04
  expect "$dag" 2026-03-04 'AirflowFailException.*exit code 3, the data cannot be used'
  expect "$dag" 2026-03-04 '2\.jsonl: row 1: is not JSON[^;]*'
done
expect_versions 1
[ -z "$(ls -A "$work/outcomes")" ] || fail "outcomes are left: $(ls "$work/outcomes")"
if [ -s "$work/pages" ]; then
  say "the command of spark_rnn_on_failure was given: $(head -n 1 "$work/pages" | cut -c 1-150)"
fi

# Killed while training. The run is the scheduler's own: the one that was due last.
rm -r "$work/reviews/2.jsonl" "$work/models" "$work/runs"
sed -i 's/epochs = 4/epochs = 40/' "$work/nightly.conf"
setsid airflow standalone > "$work/standalone.log" 2>&1 &
standalone=$!

# until_true SECONDS WHAT COMMAND ARG...: waits for a command to succeed.
until_true() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      tail -n 30 "$work/standalone.log"
      cat "$AIRFLOW_HOME"/logs/dag_id=$nightly/*/task_id=train/*.log 2> /dev/null | tail -n 40
      fail "$what: not within the time given"
    fi
    sleep 1
  done
}
attempt_log() { ls "$AIRFLOW_HOME"/logs/dag_id=$nightly/run_id=scheduled__*/task_id=train/attempt="$1".log; }
logged() {
  local file
  file=$(attempt_log "$1" 2> /dev/null) && grep -oE -- "$2" "$file"
}
has_logged() { logged "$@" > /dev/null; }
# has_trained ATTEMPT: whether it has trained three epochs more than the one before; what those were is repeated.
has_trained() { [ "$(logged "$1" 'Epoch [0-9]+/40 ' | sort -u | wc -l)" -ge $((3 * $1)) ]; }
java_of_job() { pgrep -f "java.*io.sparkrnn.cli.Main.* train --conf $work/nightly.conf" | head -n 1; }
# The parent of the first process of the job.
task_of_job() {
  ps -o ppid= -p "$(pgrep -f "^timeout .* train --conf $work/nightly.conf" | head -n 1)" | tr -d ' '
}
java_is_gone() { [ -z "$(java_of_job)" ]; }
# in_database STATEMENT: the variables are the run that is due, and Airflow's classes.
in_database() {
  python -c "
from airflow.models import DagModel, DagRun, TaskInstance
from airflow.utils.session import create_session
with create_session() as session:
    def tasks(name):
        ours = session.query(TaskInstance).filter_by(dag_id='$nightly', task_id=name)
        return ours.filter(TaskInstance.run_id.like('scheduled%')).one()
    $1" 2> /dev/null | sed '/ INFO - /d; /\[info /d' | tail -n 1
}
unpaused() {
  in_database "session.query(DagModel).filter_by(dag_id='$nightly').one().is_paused = False" > /dev/null &&
    [ "$(in_database "print(session.query(DagModel).filter_by(dag_id='$nightly').one().is_paused)")" = False ]
}
state_is() { [ "$(in_database "print(tasks('$1').state)")" = "$2" ]; }

# killed ATTEMPT WHAT COMMAND: lets an attempt train for some epochs, and kills it.
killed() {
  local from
  until_true 240 "attempt $1 starts" has_logged "$1" 'Running .*train\.sh'
  resumed "$1"
  # The lines of epochs come while it trains.
  until_true 120 "attempt $1 trains" has_trained "$1"
  say "attempt $1: $2, after $(logged "$1" 'Epoch [0-9]+/40 ' | tail -n 1)"
  from=$SECONDS
  "$3"
  until_true 60 "Java is gone" java_is_gone
  say "attempt $1: Java was gone after $((SECONDS - from)) s"
}
resumed() {
  [ "$1" -gt 1 ] || return 0
  until_true 240 "attempt $1 resumes" has_logged "$1" 'Resuming after epoch'
  say "attempt $1: $(logged "$1" 'Resuming after epoch [0-9]+' | head -n 1)"
}
terminate() { kill -TERM "$(task_of_job)"; }
slay() { kill -KILL "$(task_of_job)"; }
mark_failed() { in_database "tasks('train').set_state('failed')"; }

clear_tasks() {
  in_database "
    from airflow.models.taskinstance import clear_task_instances
    clear_task_instances([tasks(name) for name in ('train', 'promoted', 'in_use', 'candidate')], session)"
}

answers() { (exec 3<> "/dev/tcp/localhost/$port") 2> /dev/null; }

# Tasks of Airflow 3 fail without its server.
until_true 240 "the server answers" answers
until_true 240 "the scheduler knows the DAG" unpaused
killed 1 "SIGTERM to the task" terminate
killed 2 "SIGKILL to the task" slay
until_true 120 "the scheduler notices" eval '! state_is train running'
if state_is train failed; then
  say "this version of Airflow does not try again after SIGKILL by itself: the task is cleared"
  clear_tasks
fi
killed 3 "the task is marked as failed" mark_failed
until_true 60 "the task has failed" state_is train failed
clear_tasks
resumed 4
until_true 240 "the model is in use" state_is in_use success

day=$(in_database "print(session.query(DagRun).filter_by(dag_id='$nightly', run_type='scheduled').one().logical_date.date())")
due=$(date -u -d "2 hours ago 17 minutes ago" +%F)
[ "$day" = "$due" ] || fail "the run is of $day, expected $due"
[ -f "$work/runs/nightly-$day/summary.json" ] || fail "there is no run nightly-$day: $(ls -A "$work/runs")"
expect_versions 1
say "attempt 4: success, one version, run nightly-$day: the day on which it was due, as for cron"
events=$(in_database "
    try:
        from airflow.models.asset import AssetEvent as Event
    except ImportError:
        from airflow.models.dataset import DatasetEvent as Event
    print(session.query(Event).filter(Event.source_run_id.like('scheduled%')).count())")
[ "$events" = 1 ] || fail "there are $events events of the asset, expected 1"
say "one event of the asset spark-rnn://model"
echo "Airflow $version: passed"
