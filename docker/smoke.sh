#!/usr/bin/env bash
# Builds the image, starts docker/compose.yaml, trains on the sample into HDFS, looks whether the run
# is there, and takes all of it down again.
#
#   docker/smoke.sh           exit code 0: it works; 1: it does not; 2: no Docker, or no Compose
#   KEEP=yes docker/smoke.sh  leaves the cluster running, to look at
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
docker info > /dev/null 2>&1 || lacking "no Docker engine answers; is it running, and may $(id -un) use it?"

# A project of its own, so that a cluster that someone uses is not touched.
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

# accuracy JSON: the test's, of the job's result.
accuracy() {
  sed -n 's/.*"test" *: *{[^}]*"accuracy" *: *\([0-9.]*\).*/\1/p'
}
line=$(tail -n 1 "$out")
printed=$(accuracy <<< "$line")
[ -n "$printed" ] || fail "the last line has no test accuracy: $line"

summary=$("${compose[@]}" exec --no-TTY namenode hdfs dfs -cat /spark-rnn/runs/sample/summary.json) ||
  fail "HDFS has no summary.json of the run"
stored=$(tr -d '\n' <<< "$summary" | accuracy)
[ "$stored" = "$printed" ] ||
  fail "summary.json in HDFS tells of a test accuracy of '$stored', the job of '$printed'"
# Guessing is 0.5, and the sample is learnt to 0.8.
awk -v accuracy="$stored" 'BEGIN { exit !(accuracy > 0.7) }' ||
  fail "a test accuracy of $stored: nothing was learnt"

echo "it works: test accuracy $stored, and the run is in HDFS"
