#!/usr/bin/env bash
# Smoke test: builds the image, starts docker/compose.yaml, trains on the sample with output to HDFS,
# checks that HDFS contains the run, and removes the containers and volumes.
#
#   docker/smoke.sh           exit code 0: success; 1: failure; 2: no Docker, or no Compose
#   KEEP=yes docker/smoke.sh  keeps the cluster running, for inspection
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
  echo "$0: $*" >&2
  exit 1
}
lacking() {
  echo "$0: $*" >&2
  exit 2
}

command -v docker > /dev/null || lacking "'docker' is not on the PATH"
docker compose version > /dev/null 2>&1 || lacking "'docker compose' (version 2.20 or later) is needed"
docker info > /dev/null 2>&1 || lacking "no Docker engine responds; is it running, and may $(id -un) use it?"

# A separate project and free ports, so that a running cluster of the default project is not affected.
export NAMENODE_PORT='' MASTER_PORT=''
compose=(docker compose --file "$here/compose.yaml" --project-name spark-rnn-smoke)
out=$(mktemp)

finish() {
  local code=$?
  trap - EXIT
  if [ "$code" != 0 ]; then
    "${compose[@]}" ps --all >&2 || true
    "${compose[@]}" logs --tail 40 >&2 || true
  fi
  rm -f "$out"
  if [ "${KEEP:-no}" = yes ]; then
    echo "left running; to end it: ${compose[*]} down --volumes" >&2
  else
    "${compose[@]}" down --volumes --remove-orphans >&2 || true
  fi
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

echo "building the image and starting the cluster ..." >&2
"${compose[@]}" up --build --detach --wait --wait-timeout 600 namenode datanode master worker-1 worker-2 >&2

echo "training on the sample ..." >&2
code=0
"${compose[@]}" run --rm --no-TTY submit > "$out" || code=$?
[ "$code" = 0 ] || fail "the training ended with exit code $code, not 0"

# accuracy: prints the test accuracy of the job's result, which is JSON on standard input.
accuracy() {
  sed -n 's/.*"test" *: *{[^}]*"accuracy" *: *\([0-9.]*\).*/\1/p'
}
line=$(tail -n 1 "$out")
printed=$(accuracy <<< "$line")
[ -n "$printed" ] || fail "the last line has no test accuracy: $line"

summary=$("${compose[@]}" exec --no-TTY namenode hdfs dfs -cat /spark-rnn/runs/sample/summary.json) ||
  fail "HDFS does not contain summary.json of the run"
stored=$(tr -d '\n' <<< "$summary" | accuracy)
[ "$stored" = "$printed" ] ||
  fail "summary.json in HDFS has a test accuracy of '$stored', but the job printed '$printed'"
# Chance is 0.5, and training on the sample reaches 0.8.
awk -v accuracy="$stored" 'BEGIN { exit !(accuracy > 0.7) }' ||
  fail "the test accuracy is $stored, expected more than 0.7"

echo "success: the test accuracy is $stored, and the run is in HDFS"
