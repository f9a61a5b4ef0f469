#!/usr/bin/env bash
# Trains on a real series as it comes: the monthly airline passengers of 1949 to 1960, a CSV file inside the
# Python package sktime. Prints MASE beside those of the naive forecasts for three seeds, then the months
# that follow the last one, and fails where a naive forecast is better.
#
#   mvn -q package -DskipTests
#   src/test/python/series_check.sh
#
# SERIES names a copy of the file that is there already.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "${SERIES:-}" ]; then
  python3 -m pip download --quiet --no-deps --dest "$work" sktime
  (cd "$work" && python3 -m zipfile --extract sktime-*.whl sktime)
  SERIES=$work/sktime/sktime/datasets/data/Airline/Airline.csv
fi
export MASTER=${MASTER:-local[2]}
series=(--set "data.path=$SERIES" --set forecast.input.value-column=Passengers --set forecast.input.time-column=Date)

for seed in 42 1 2; do
  "$root/submit/train.sh" train --json --conf "$root/conf/forecast.conf" "${series[@]}" --set "seed=$seed" \
    --set training.replicas=1 \
    --set "output.dir=$work/runs" --set "run.id=air$seed" > "$work/$seed.json" 2> "$work/$seed.log" ||
    { tail -n 20 "$work/$seed.log"; exit 1; }
  python3 - "$seed" "$work/$seed.json" << 'PYTHON'
import json
import sys

test = json.loads(open(sys.argv[2]).readlines()[-1])["test"]
names = ("mase", "naive_mase", "seasonal_naive_mase")
print("seed", sys.argv[1], *(f"{name} {test[name]:.3f}" for name in names))
sys.exit(test["mase"] >= min(test["naive_mase"], test["seasonal_naive_mase"]))
PYTHON
done
"$root/submit/train.sh" forecast "$work/runs/air42" "${series[@]}" --steps 3 2> /dev/null
