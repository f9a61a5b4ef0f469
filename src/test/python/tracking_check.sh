#!/usr/bin/env bash
# Trains on the sample, watched by a real MLflow server and by Spark's Prometheus servlet, then reads
# the run's event files with TensorBoard's own reader, in a Python environment of their own.
#
#   mvn -q package -DskipTests
#   src/test/python/tracking_check.sh
#
# VENV names an environment that is kept.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
venv=${VENV:-$work/venv}
server=
finish() {
  [ -z "$server" ] || kill "$server" || true
  rm -rf "$work"
}
trap finish EXIT
if [ ! -x "$venv/bin/mlflow" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet tensorboard mlflow
fi

port() {
  "$venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
mlflow=$(port)
page=$(port)
"$venv/bin/mlflow" server --host 127.0.0.1 --port "$mlflow" --workers 1 \
  --backend-store-uri "sqlite:///$work/mlflow.db" --artifacts-destination "$work/artifacts" > "$work/server.log" 2>&1 &
server=$!
until curl -sf "http://127.0.0.1:$mlflow/health" > /dev/null; do
  kill -0 "$server" || { cat "$work/server.log"; exit 1; }
  sleep 1
done

mkdir "$work/spark"
cat > "$work/spark/spark-defaults.conf" << CONF
spark.ui.port $page
spark.metrics.conf.*.sink.prometheusServlet.class org.apache.spark.metrics.sink.PrometheusServlet
spark.metrics.conf.*.sink.prometheusServlet.path /metrics/prometheus
CONF
SPARK_CONF_DIR=$work/spark MASTER='local[2]' "$root/submit/train.sh" train --json \
  --set "output.dir=$work/runs" --set run.id=watched --set training.epochs=4 \
  --set "tracking.mlflow-uri=http://127.0.0.1:$mlflow" > "$work/run.out" 2> "$work/run.err" &
run=$!
while kill -0 "$run" 2> /dev/null; do
  if curl -s "http://127.0.0.1:$page/metrics/prometheus/" | grep driver_sparkRnn > "$work/seen.txt"; then
    mv "$work/seen.txt" "$work/metrics.txt"
  fi
  sleep 0.5
done
wait "$run" || { tail -n 40 "$work/run.err"; exit 1; }

echo "Prometheus:"
cut -c 1-140 "$work/metrics.txt"
"$venv/bin/python" - "$work/runs/watched" "http://127.0.0.1:$mlflow" << 'PYTHON'
import json
import sys
from pathlib import Path

import mlflow
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

run, uri = Path(sys.argv[1]), sys.argv[2]
rows = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
losses = [row["loss"] for row in rows]


def same(name, seen):
    assert len(seen) == len(losses) == 4, (name, seen, losses)
    assert all(abs(a - b) < 1e-5 * abs(b) for a, b in zip(seen, losses)), (name, seen, losses)
    print(f"{name}: the losses of {len(seen)} epochs are those of metrics.jsonl")


events = {}
for folder in sorted({file.parent for file in run.rglob("*tfevents*")}):
    accumulator = EventAccumulator(str(folder)).Reload()
    for tag in accumulator.Tags()["scalars"]:
        events[f"{folder.name}/{tag}"] = [event.value for event in accumulator.Scalars(tag)]
print("TensorBoard:", ", ".join(events))
same("TensorBoard", next(values for tag, values in events.items() if tag.startswith("train/") and "loss" in tag))

client = mlflow.MlflowClient(uri)
(experiment,) = [e for e in client.search_experiments() if e.name == "spark-rnn"]
(tracked,) = client.search_runs([experiment.experiment_id])
assert tracked.info.status == "FINISHED", tracked.info.status
print("MLflow:", tracked.info.status, ", ".join(sorted(tracked.data.metrics)))
key = next(name for name in tracked.data.metrics if "train" in name and "loss" in name)
history = client.get_metric_history(tracked.info.run_id, key)
same("MLflow", [metric.value for metric in sorted(history, key=lambda metric: metric.step)])
PYTHON
for name in epoch loss accuracy; do
  grep -qi "$name" "$work/metrics.txt" || { echo "Prometheus saw no $name" >&2; exit 1; }
done
echo passed
