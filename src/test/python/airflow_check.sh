#!/usr/bin/env bash
# Loads the DAG in a real Airflow of its own environment, and runs nights with it on made-up reviews: one
# that is promoted, the same night again, one with nothing new, and one with a broken row, which must
# fail without another try.
#
#   mvn -q package -DskipTests
#   src/test/python/airflow_check.sh 2.10.5
#   src/test/python/airflow_check.sh 3.0.6 fastapi==0.115.12 pydantic==2.11.7 cadwyn==5.4.1
#
# What follows the version are further packages for pip. VENV names an environment that is kept.
set -euo pipefail

version=${1:?"usage: airflow_check.sh AIRFLOW_VERSION [PACKAGE...]"}
shift
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
venv=${VENV:-$work/venv}
if [ ! -x "$venv/bin/airflow" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet "apache-airflow==$version" "$@"
fi

export AIRFLOW_HOME=$work/airflow
export AIRFLOW__CORE__DAGS_FOLDER=$root/submit/airflow
export AIRFLOW__CORE__LOAD_EXAMPLES=False
export SPARK_RNN_CONF=$work/nightly.conf
export MASTER='local[2]'
"$venv/bin/airflow" db migrate > "$work/migrate.log" 2>&1
"$venv/bin/airflow" version

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

night() {
  "$venv/bin/airflow" dags test spark_rnn_nightly "$1" > "$work/$1.log" 2>&1 || true
}
expect() {
  if ! grep -qE -- "$2" "$work/$1.log"; then
    tail -n 40 "$work/$1.log"
    echo "the night of $1: '$2' is not in its log" >&2
    exit 1
  fi
  echo "$1: $(grep -oE -- "$2" "$work/$1.log" | head -n 1)"
}
versions() {
  "$root/submit/train.sh" models list --json --set "models.dir=$work/models" 2> /dev/null |
    "$venv/bin/python" -c 'import json, sys; print(len(json.loads(sys.stdin.readlines()[-1])["versions"]))'
}

night 2026-03-02
expect 2026-03-02 'In use from now on: .*the first version[^,]*'
[ "$(versions)" = 1 ]

mv "$work/2026-03-02.log" "$work/first.log"
night 2026-03-02
expect 2026-03-02 'In use from now on: .*the first version[^,]*'
[ "$(versions)" = 1 ]
echo "2026-03-02 again: still one version"

night 2026-03-03
expect 2026-03-03 'nothing new since version 1'

echo '{"text": "cut o' > "$work/reviews/2.jsonl"
night 2026-03-04
expect 2026-03-04 'AirflowFailException: exit code 3, the data cannot be used'
expect 2026-03-04 '2\.jsonl: row 1: is not JSON[^;]*'
[ "$(versions)" = 1 ]
echo "Airflow $version: passed"
