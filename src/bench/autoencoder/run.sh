#!/usr/bin/env bash
# Trains the autoencoder of conf/mnist.conf and the same one in Keras on the same images, and prints
# the errors of both as a table.
#
#   src/bench/autoencoder/run.sh data/mnist
#   src/bench/autoencoder/run.sh data/mnist --seeds 42 --output FILE
#
# MNIST_PATH can name the folder. Layers, loss, optimizer, learning rate, epochs, the number of training
# images, and that of images in a step are the same: Keras's minibatch is as large as those of all
# replicas together. The results are written to docs/results/autoencoder/mnist.json.
#
# Options:
#   --replicas N    of the job, each on a core; default 2
#   --seeds SEEDS   with commas; default 42,1,2
#   --output FILE   in place of the above
#
# Environment:
#   PYTHON   3.11 or later, with venv; default python3
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$bench/../../.." && pwd)
# shellcheck source=submit/lib.sh
. "$root/submit/lib.sh"
# shellcheck source=src/bench/lib.sh
. "$root/src/bench/lib.sh"

folder=${MNIST_PATH:-}
replicas=2
seeds=42,1,2
output=$root/docs/results/autoencoder/mnist.json
while [ $# -gt 0 ]; do
  case $1 in
    --replicas | --seeds | --output)
      [ $# -gt 1 ] || die "$1 needs a value"
      case $1 in
        --replicas) replicas=$2 ;;
        --seeds) seeds=$2 ;;
        --output) output=$2 ;;
      esac
      shift
      ;;
    -h | --help)
      sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
      exit
      ;;
    -*) die "$1 is no option; --help shows them" ;;
    *) folder=$1 ;;
  esac
  shift
done
[[ $replicas =~ ^[1-9][0-9]*$ ]] || die "--replicas is $replicas, expected a number from 1"
[ -d "$folder" ] || die "expected the folder of MNIST's IDX files (data/README.md), got '$folder'"
folder=$(cd "$folder" && pwd)
work=$root/target/autoencoder
venv=$work/venv
mkdir -p "$work"
python_environment "$venv" "$bench/requirements.txt"
build_if_missing "$root"

# What both are trained with, as the job's configuration has it.
settings=$("$root/submit/train.sh" config --json --conf "$root/conf/mnist.conf" 2> /dev/null |
  "$venv/bin/python" "$bench/settings.py" "$replicas")
read -ra options < <("$venv/bin/python" -c '
import json, sys
print(*(f"--{name} {value}" for name, value in json.loads(sys.argv[1]).items()))' "$settings")
rm -f "$work"/job-*.json "$work"/keras-*.json
IFS=, read -ra each <<< "$seeds"
for seed in "${each[@]}"; do
  echo "seed $seed: the job" >&2
  MASTER="local[$replicas]" "$root/submit/train.sh" train --json --conf "$root/conf/mnist.conf" \
    --set "data.path=$folder" --set "seed=$seed" --set "training.replicas=$replicas" \
    --set "output.dir=$work/runs" \
    > "$work/job-$seed.json" 2> "$work/job-$seed.log" || {
      tail -n 30 "$work/job-$seed.log" >&2
      die "training failed; $work/job-$seed.log has all that it said"
    }
  echo "seed $seed: Keras" >&2
  "$venv/bin/python" "$bench/keras_peer.py" "$folder" "${options[@]}" --seed "$seed" \
    --output "$work/keras-$seed.json"
done
"$venv/bin/python" "$bench/table.py" "$work" --settings "$settings" --output "$output"
