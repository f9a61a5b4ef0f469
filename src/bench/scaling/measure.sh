#!/usr/bin/env bash
# Measures epochs of 1, 2, 4 and 8 executors on this machine, and compares them with the prediction.
#
#   src/bench/scaling/measure.sh FOLDER      eighteen minutes on two idle cores
#
# What the prediction needs is measured without two, four or eight executors: the speed of a core by
# one executor, what cores lose to each other by `bench` in one process, and overheads by short epochs
# of one executor. Run it on an idle machine: the processes need all of its cores.
#
# Environment:
#   PASSES     number of passes over all runs, which take turns; default 1
#   EXAMPLES   number of synthetic reviews, of which a fifth is for validation; default 50000
#   EPOCHS     epochs of a run on them, of which the second half counts, since Java compiles during
#              the first; default 10
#   MEMORY     heap of an executor in MB; default 1024
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
  for setting in training.replicas="$executors" training.batch-size=25 averaging.every-batches=0 \
    text.vocabulary-size=10000 text.length=200 model.embedding-size=128 model.hidden-size=128 \
    training.epochs="$epochs" output.dir="$folder/runs" run.id="$name" output.overwrite=replace \
    data.cache-dir="$folder/cache" "$@"; do
    settings+=(--set "$setting")
  done
  MASTER="local-cluster[$executors,1,${MEMORY:-1024}]" \
    "$here/submit/train.sh" train --json "${settings[@]}" > "$folder/$name.out" 2> "$folder/$name.err"
  cp "$folder/runs/$name/metrics.jsonl" "$folder/$name.jsonl"
}

table=(data.path="$folder/table/train" data.test-path="$folder/table/test" averaging.rounds-per-epoch=4)
[ -d "$folder/table" ] ||
  "$here/submit/bench.sh" --sizes "${EXAMPLES:-50000}" --write-tables "$folder/table" \
    > "$folder/table.out" 2> "$folder/table.err"
for pass in $(seq "${PASSES:-1}"); do
  "$here/submit/bench.sh" --only layer --runs 5 --output "$folder/bench-$pass.json" \
    > "$folder/bench-$pass.out" 2> "$folder/bench-$pass.err"
  # A round of one replica, once and eight times an epoch, with a large network and with a small one.
  run "short-$pass" 1 12 data.source=sample averaging.rounds-per-epoch=1
  run "large-$pass" 1 12 data.source=sample averaging.strategy=momentum averaging.rounds-per-epoch=8
  run "small-$pass" 1 12 data.source=sample averaging.strategy=momentum averaging.rounds-per-epoch=8 \
    text.vocabulary-size=1000
  for executors in 1 2 4 8; do
    run "$executors-$pass" "$executors" "${EPOCHS:-10}" "${table[@]}"
  done
done
python3 "$here/src/bench/scaling/compare.py" "$here" "$folder"
