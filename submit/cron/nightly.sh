#!/usr/bin/env bash
# Retrains once a day, started by cron: trains on what there is, and says nothing unless something
# went wrong. What it prints is what cron mails.
#
#   17 2 * * *  /opt/spark-rnn/submit/cron/nightly.sh /etc/spark-rnn/nightly.env
#
# The file is read by the shell and sets, each explained in submit/cron/nightly.env.example:
#   CONF        the configuration; data.path, models.dir and output.dir stand there
#   DATA        data.path of this night, {date} stands for the day [what CONF says]
#   STATE_DIR   logs and the lock of this machine
#   SUBMIT      the command that gets the verb [submit/train.sh of this repository]
#   TRIES       how often a night that failed for reasons beside data and settings is tried [3]
#   PAUSE       seconds between tries [300]
#   LOGS_KEPT   logs of so many nights are kept [30]
#   JAVA_HOME, SPARK_HOME, HADOOP_CONF_DIR, MASTER and the like, since cron has next to none
#
# A second argument is the day, as 2026-03-01, to make up for a night; the default is today's in
# UTC. The same day twice is one run: the second goes on with the first, or finds it finished.
# With --dry-run in front it only tells what it would do. The exit code is the job's.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

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
  die "expected a file of settings, and perhaps a day"
fi
[ -r "$1" ] || die "cannot read $1"
set -a
# shellcheck source=/dev/null
. "$1"
set +a
: "${CONF:?$1 does not set CONF}" "${STATE_DIR:?$1 does not set STATE_DIR}"
export PATH="${PATH:-/usr/bin:/bin}:/usr/local/bin"

day=${2:-$(date -u +%F)}
[[ $day =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || die "'$day' is no day, expected one as 2026-03-01"
run=nightly-$day
mkdir -p "$STATE_DIR/logs"
log=$STATE_DIR/logs/$run.log

# A night that takes longer than a day must not meet the next one.
exec 9> "$STATE_DIR/lock"
if ! flock -n 9; then
  echo "The night of $day was not started: an earlier one is still running ($STATE_DIR/lock)."
  exit 4
fi

read -r -a command <<< "${SUBMIT:-$here/submit/train.sh}"
arguments=(train --conf "$CONF" --resume --json --set "run.id=$run")
[ -z "${DATA:-}" ] || arguments+=(--set "data.path=${DATA//\{date\}/$day}")

if [ -n "$dry" ]; then
  echo "${command[*]} ${arguments[*]}"
  exec "${command[@]}" "${arguments[@]}" --dry-run
fi

result=$STATE_DIR/$run.json
try=0
while :; do
  try=$((try + 1))
  code=0
  echo "=== $(date -u +%FT%TZ) try $try: ${command[*]} ${arguments[*]}" >> "$log"
  "${command[@]}" "${arguments[@]}" > "$result.out" 2>> "$log" || code=$?
  tail -n 1 "$result.out" > "$result"
  rm -f "$result.out"
  cat "$result" >> "$log"
  case $code in
    # Settings and data do not mend themselves, and whoever stopped it had a reason.
    0 | 2 | 3 | 130) break ;;
  esac
  [ "$try" -lt "${TRIES:-3}" ] || break
  sleep "${PAUSE:-300}"
done

# The oldest logs and results go.
find "$STATE_DIR/logs" -name 'nightly-*.log' -print | sort -r | tail -n "+$((${LOGS_KEPT:-30} + 1))" |
  while IFS= read -r old; do
    rm -f "$old" "$STATE_DIR/$(basename "$old" .log).json"
  done

if [ "$code" -ne 0 ]; then
  echo "The night of $day failed with exit code $code after $try $([ "$try" = 1 ] && echo try || echo tries)."
  case $code in
    2) echo "The settings are wrong ($CONF)." ;;
    3) echo "The data cannot be used, or does not pass the gate." ;;
    4) echo "Another job is writing the run, or the run exists." ;;
    130) echo "It was stopped; started again for the same day it goes on." ;;
    *) echo "Training, or the machinery under it, failed." ;;
  esac
  echo "The model in use has not changed."
  echo
  cat "$result"
  echo
  echo "The end of $log:"
  tail -n 20 "$log" | sed 's/^/  /'
fi
exit "$code"
