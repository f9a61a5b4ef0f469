#!/usr/bin/env bash
# Measures epochs of 1, 2, 4 and 8 executors on this machine, and compares them with the prediction.
#
#   src/bench/scaling/measure.sh FOLDER      two passes, twenty minutes on two idle cores
#
# What the prediction needs is measured with one executor alone; two, four and eight are predicted.
# Run it on an idle machine: the processes need all of its cores.
#
# Environment:
#   PASSES   number of passes over all runs, which take turns; default 2
#   EPOCHS   epochs of a run, of which the second half counts; default 20
#   MEMORY   heap of an executor in MB; default 1024
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
folder=${1:?usage: measure.sh FOLDER}
mkdir -p "$folder"
export SPARK_LOCAL_IP=127.0.0.1

# run NAME EXECUTORS EPOCHS SETTING...: trains, and keeps the record of its epochs.
run() {
  local name=$1 executors=$2 epochs=$3 setting
  shift 3
  local settings=()
  for setting in data.source=sample training.replicas="$executors" training.batch-size=25 \
    averaging.every-batches=0 averaging.rounds-per-epoch=1 text.vocabulary-size=10000 \
    text.length=200 model.embedding-size=128 model.hidden-size=128 \
    training.epochs="$epochs" output.dir="$folder/runs" run.id="$name" "$@"; do
    settings+=(--set "$setting")
  done
  MASTER="local-cluster[$executors,1,${MEMORY:-1024}]" \
    "$here/submit/train.sh" train --json "${settings[@]}" > "$folder/$name.out" 2> "$folder/$name.err"
  cp "$folder/runs/$name/metrics.jsonl" "$folder/$name.jsonl"
}

epochs=${EPOCHS:-20}
for pass in $(seq "${PASSES:-2}"); do
  run "1-$pass" 1 "$epochs"
  run "2-$pass" 2 "$epochs"
  # A round of one replica, eight times an epoch, with a large network and with a small one.
  run "large-$pass" 1 "$epochs" averaging.strategy=momentum averaging.rounds-per-epoch=8
  run "4-$pass" 4 "$epochs"
  run "small-$pass" 1 "$epochs" averaging.strategy=momentum averaging.rounds-per-epoch=8 \
    text.vocabulary-size=1000
  run "8-$pass" 8 "$epochs"
done
python3 "$here/src/bench/scaling/compare.py" "$here" "$folder"
