#!/usr/bin/env bash
# Forecasts public series one step ahead by the job, ridge regression, ETS and ARIMA, and prints the
# errors as a table.
#
#   src/bench/forecast/run.sh                              the test of each series: once, at the end
#   src/bench/forecast/run.sh --judge validation           the last fifth of what is before the test
#   src/bench/forecast/run.sh --judge validation --only nile,co2 --set training.epochs=30 --name short
#
# Settings are chosen with --judge validation, which cuts the test off before anything is read. The
# results of the settings called NAME are written to docs/results/forecast/JUDGE-NAME.json, and those of the
# other forecasts to docs/results/forecast/JUDGE-peers.json.
#
# Options:
#   --judge SPLIT   test (default) or validation
#   --only SETS     names of sets, with commas; default: all
#   --seeds SEEDS   with commas; default 42,1,2
#   --conf FILE     default conf/forecast.conf
#   --set KEY=VALUE of the job, on top of that
#   --name NAME     of the settings; default recipe
#   --output DIR    default docs/results/forecast
#   --no-peers      only the job, beside the peers' results that are there
#
# Environment:
#   MASTER   Spark master of the job, default local[1]
#   PYTHON   3.11 or later, with venv; default python3
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$bench/../../.." && pwd)
# shellcheck source=submit/lib.sh
. "$root/submit/lib.sh"
# shellcheck source=src/bench/lib.sh
. "$root/src/bench/lib.sh"

judge="test"
only=
seeds=42,1,2
conf=$root/conf/forecast.conf
settings=()
name=recipe
output=$root/docs/results/forecast
peers=yes
while [ $# -gt 0 ]; do
  case $1 in
    --judge | --only | --seeds | --conf | --set | --name | --output)
      [ $# -gt 1 ] || die "$1 needs a value"
      case $1 in
        --judge) judge=$2 ;;
        --only) only=$2 ;;
        --seeds) seeds=$2 ;;
        --conf) conf=$2 ;;
        --set) settings+=(--set "$2") ;;
        --name) name=$2 ;;
        --output) output=$2 ;;
      esac
      shift
      ;;
    --no-peers) peers= ;;
    -h | --help)
      sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
      exit
      ;;
    *) die "$1 is no option; --help shows them" ;;
  esac
  shift
done
[[ $judge = test || $judge = validation ]] || die "--judge is $judge, expected test or validation"
[[ $name =~ ^[A-Za-z0-9_-]+$ && $name != peers ]] ||
  die "--name is $name, expected letters, digits, _ and -, and not peers"
[ -f "$conf" ] || die "there is no file $conf"
mkdir -p "$output"
output=$(cd "$output" && pwd)
work=$root/target/forecast
mkdir -p "$work"

venv=$work/venv
python_environment "$venv" "$bench/requirements.txt"
export PYTHONDONTWRITEBYTECODE=1
data=$work/$judge
rm -rf "$data"
"$venv/bin/python" "$bench/series.py" "$data" --judge "$judge" --only "$only"
if [ -n "$peers" ]; then
  "$venv/bin/python" "$bench/peers.py" "$data" --output "$output/$judge-peers.json" >&2
fi

build_if_missing "$root"
trained=$work/$judge-$name
rm -rf "$trained"
for file in "$data"/*.csv; do
  set=$(basename "$file" .csv)
  season=$("$venv/bin/python" -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]]["season"])' \
    "$data/sets.json" "$set")
  echo "training on $set ..." >&2
  began=$(date +%s)
  # equivalence trains one network a seed; here each is tested on what the file ends with.
  MASTER=${MASTER:-local[1]} "$root/submit/train.sh" equivalence --conf "$conf" \
    --set "data.path=$file" --set forecast.input.series-column=series \
    --set forecast.input.time-column=step --set "forecast.season-length=$season" \
    --set forecast.horizon=1 --set "output.dir=$work/runs" ${settings[@]+"${settings[@]}"} \
    --replicas 1 --seeds "$seeds" --judge test --output "$trained/$set" \
    > "$work/$judge-$name-$set.log" 2>&1 || {
      tail -n 30 "$work/$judge-$name-$set.log" >&2
      die "training on $set failed; $work/$judge-$name-$set.log has all that it said"
    }
  echo $(($(date +%s) - began)) > "$trained/$set/seconds"
done
"$venv/bin/python" "$bench/table.py" "$data/sets.json" "$trained" --judge "$judge" \
  --settings "$name" --seeds "$seeds" --output "$output"
