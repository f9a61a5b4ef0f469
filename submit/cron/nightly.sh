#!/usr/bin/env bash
# Scheduled retraining, started by cron once per day. Prints only if the run fails, so that cron sends
# mail only then.
#
#   17 2 * * *  /opt/spark-rnn/submit/cron/nightly.sh /etc/spark-rnn/nightly.env
#
# The file is a shell script that sets these variables; submit/cron/nightly.env.example is an example:
#   CONF        the configuration; must set data.path, models.dir and output.dir
#   DATA        data.path of this run; {date} is replaced by the day, {start} and {end} by the day before
#               and the day [data.path of CONF]
#   STATE_DIR   folder of logs, results and the lock of this machine
#   WORK_DIR    folder that relative paths start from, here and in CONF [that of this repository]
#   SUBMIT      the command that is given the subcommand [submit/train.sh of this repository]
#   TRIES       maximum number of tries of a run that fails, except because of data or settings [3]
#   PAUSE       seconds between tries [300]
#   TIMEOUT     longest duration of a try, such as 90m, after which it is stopped; the next one resumes [20h]
#   GRACE       seconds that a stopped job has to end by itself before it is killed [60]
#   LOGS_KEPT   number of scheduled runs whose logs are kept [30]
#   RUNS_KEPT   number of scheduled runs, and of versions in models.dir, that are kept after a success; not
#               removed are the current and the previously current version, and runs of versions that are
#               kept [all]
#   JAVA_HOME, SPARK_HOME, HADOOP_CONF_DIR, MASTER and so on, because cron passes almost no variables
#
# An optional second argument is the day, such as 2026-03-01, to repeat a missed or failed run; the
# default is today in UTC. Repeating the run of a day resumes it, or finds that it is complete. With
# --dry-run as first argument, the script only prints what it would do. The exit code is that of the
# job, or 124 if its last try took longer than TIMEOUT.
#
# The job ends with this script: TERM, INT and HUP are passed on, and the script waits; if the script is
# killed, the kernel tells the job (setpriv of util-linux). A stopped job keeps its checkpoints.
set -euo pipefail

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
here=$(dirname "$scripts")

die() {
  echo "$0: $*" >&2
  exit 2
}

dry=
if [ "${1:-}" = --dry-run ]; then
  dry=yes
  shift
fi
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  die "expected arguments: [--dry-run] FILE [DAY], where FILE sets the variables"
fi
[ -r "$1" ] || die "cannot read $1"
set -a
# shellcheck source=/dev/null
. "$1"
set +a
: "${CONF:?$1 does not set CONF}" "${STATE_DIR:?$1 does not set STATE_DIR}"
export PATH="${PATH:-/usr/bin:/bin}:/usr/local/bin"
cd "${WORK_DIR:-$here}" || die "WORK_DIR is ${WORK_DIR:-$here}, expected a folder"

day=${2:-$(date -u +%F)}
[[ $day =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] ||
  die "'$day' is not a day, expected one such as 2026-03-01"
run=nightly-$day
mkdir -p "$STATE_DIR/logs"
log=$STATE_DIR/logs/$run.log

# A run that takes longer than a day must not overlap with the next one.
exec 9> "$STATE_DIR/lock"
if ! flock -n 9; then
  echo "The run of $day was not started: an earlier one is still running ($STATE_DIR/lock)."
  exit 4
fi

read -r -a command <<< "${SUBMIT:-$scripts/train.sh}"
arguments=(train --conf "$CONF" --resume --json --set "run.id=$run")
if [ -n "${DATA:-}" ]; then
  data=${DATA//\{date\}/$day}
  data=${data//\{start\}/$(date -u -d "$day 1 day ago" +%F)}
  arguments+=(--set "data.path=${data//\{end\}/$day}")
fi

if [ -n "$dry" ]; then
  echo "${command[*]} ${arguments[*]}"
  exec "${command[@]}" "${arguments[@]}" --dry-run
fi

# `timeout` has a process group of its own with the job, and passes signals on to it.
guarded=(timeout -k "${GRACE:-60}" "${TIMEOUT:-20h}")
if setpriv --pdeathsig TERM true 2> /dev/null; then
  guarded=(setpriv --pdeathsig TERM "${guarded[@]}")
fi

child=
signals=0
trap 'signals=$((signals + 1)); [ -z "$child" ] || kill -TERM "$child" 2> /dev/null || true' TERM INT HUP

# in_background COMMAND ARG...: runs a command, and returns its exit code. Only from a background process
# does bash return to run a trap.
in_background() {
  local code seen
  "$@" &
  child=$!
  while :; do
    seen=$signals code=0
    wait "$child" || code=$?
    [ "$signals" != "$seen" ] || break
  done
  child=
  return "$code"
}

result=$STATE_DIR/$run.json
try=0
while :; do
  try=$((try + 1))
  code=0
  echo "=== $(date -u +%FT%TZ) try $try: ${command[*]} ${arguments[*]}" >> "$log"
  in_background "${guarded[@]}" "${command[@]}" "${arguments[@]}" > "$result.out" 2>> "$log" || code=$?
  tail -n 1 "$result.out" > "$result"
  rm -f "$result.out"
  cat "$result" >> "$log"
  case $code in
    # Retrying does not help against wrong settings or data, and a stopped run was stopped on purpose.
    0 | 2 | 3 | 130) break ;;
  esac
  [ "$try" -lt "${TRIES:-3}" ] || break
  # Without the lock, which the job shares: it is held until the job has ended, whatever became of this script.
  [ "$signals" -gt 0 ] || in_background sleep "${PAUSE:-300}" 9>&- || true
  [ "$signals" = 0 ] || break
done

if [ "$code" = 0 ] && [ -n "${RUNS_KEPT:-}" ]; then
  "${command[@]}" models prune --conf "$CONF" --keep "$RUNS_KEPT" --runs nightly- >> "$log" 2>&1 ||
    echo "Old runs could not be removed; see $log."
fi

# Delete the oldest logs and results.
find "$STATE_DIR/logs" -name 'nightly-*.log' -print | sort -r | tail -n "+$((${LOGS_KEPT:-30} + 1))" |
  while IFS= read -r old; do
    rm -f "$old" "$STATE_DIR/$(basename "$old" .log).json"
  done

if [ "$code" -ne 0 ]; then
  echo "The run of $day failed with exit code $code after $try $([ "$try" = 1 ] && echo try || echo tries)."
  case $code in
    2) echo "The settings are wrong ($CONF)." ;;
    3) echo "The data cannot be used, or does not pass the data gate (models.gate)." ;;
    4) echo "Another job is writing the run, or the run exists." ;;
    124 | 137) echo "A try took longer than ${TIMEOUT:-20h} (TIMEOUT), or was killed." ;;
    130 | 143) echo "The run was stopped. To resume it, start it again for the same day." ;;
    *) echo "Training or its infrastructure failed." ;;
  esac
  echo "The model in use has not changed."
  echo
  cat "$result"
  echo
  echo "The end of $log:"
  tail -n 20 "$log" | sed 's/^/  /'
fi
exit "$code"
