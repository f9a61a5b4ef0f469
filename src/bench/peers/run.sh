#!/usr/bin/env bash
# Trains the classroom script's network in Keras on TensorFlow, Keras on JAX, PyTorch and the job, on
# the same reviews, in turn, and prints how fast each was as a table.
#
#   src/bench/peers/run.sh data/imdb/imdb.npz                       three turns, twelve minutes
#   src/bench/peers/run.sh data/imdb/imdb.npz --turns 1
#   src/bench/peers/run.sh data/imdb/imdb.npz --only torch,job      some of them
#   src/bench/peers/run.sh data/imdb/imdb.npz --output DIR          not target/peers
#   src/bench/peers/run.sh data/imdb/imdb.npz --add                 further turns; the table is of all
#
# Names: keras-tensorflow, keras-jax, torch, job (as the script has it, and stock layers) and
# job-masked (padding skipped); named only, keras-tensorflow-loop (SimpleRNN's default, which is
# slower). Nothing else should be running.
#
# Environment:
#   CPUS        the processors that all get, as taskset names them; default 0,1
#   PYTHON      3.11 or later, with venv; default python3
#   and what submit/train.sh knows, for the job
#
# Each of the peers gets a virtual environment in DIR/venv, of packages that pip finds; PyTorch's takes 5 GB.
set -euo pipefail

peers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$peers/../../.." && pwd)
# shellcheck source=submit/lib.sh
. "$root/submit/lib.sh"
# shellcheck source=src/bench/lib.sh
. "$root/src/bench/lib.sh"

names=(keras-tensorflow keras-jax torch job job-masked)
known=("${names[@]}" keras-tensorflow-loop)
turns=3
only=
output=$root/target/peers
npz=
add=
while [ $# -gt 0 ]; do
  case $1 in
    --add) add=yes ;;
    --turns | --only | --output)
      [ $# -gt 1 ] || die "$1 needs a value"
      case $1 in
        --turns) turns=$2 ;;
        --only) only=$2 ;;
        --output) output=$2 ;;
      esac
      shift
      ;;
    -h | --help)
      sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
      exit
      ;;
    -*) die "$1 is no option; --help shows them" ;;
    *)
      [ -z "$npz" ] || die "one npz is expected, got $npz and $1"
      npz=$1
      ;;
  esac
  shift
done
[ -n "$npz" ] || die "expected the path of Keras's imdb.npz (data/README.md says what it is)"
[ -f "$npz" ] || die "there is no file $npz"
[[ $turns =~ ^[1-9][0-9]*$ ]] || die "--turns is $turns, expected a number from 1"
if [ -n "$only" ]; then
  IFS=, read -ra chosen <<< "$only"
  for name in "${chosen[@]}"; do
    [[ " ${known[*]} " = *" $name "* ]] || die "--only has $name, expected some of: ${known[*]}"
  done
  names=("${chosen[@]}")
fi
npz=$(cd "$(dirname "$npz")" && pwd)/$(basename "$npz")
mkdir -p "$output"
output=$(cd "$output" && pwd)
python=${PYTHON:-python3}
export CPUS=${CPUS:-0,1}
pinned=(taskset -c "$CPUS")
"${pinned[@]}" true || die "there are no processors $CPUS; CPUS names those to use"
cores=$(env -u OMP_NUM_THREADS "${pinned[@]}" nproc)

# peer VENV SCRIPT FILE OPTION...: a turn of a peer, whose libraries choose threads and kernels by themselves.
peer() {
  local venv=$1 script=$2 file=$3
  shift 3
  env -u OMP_NUM_THREADS -u OPENBLAS_NUM_THREADS -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE \
    KERAS_BACKEND="${venv#keras-}" \
    "${pinned[@]}" "$output/venv/$venv/bin/python" "$peers/$script" "$npz" --output "$file" "$@"
}

# job FILE OPTION...: whole epochs under Spark as train runs them, without validation: one to warm up
# and two that are timed, by a replica on each core and by one replica.
job() {
  local file=$1
  shift
  MASTER="local[$cores]" "${pinned[@]}" "$root/submit/bench.sh" --conf "$root/conf/imdb-keras.conf" \
    --set "data.path=$npz" --set "output.dir=$output/job" --output "$file" \
    --only epoch --runs 2 "$@" > /dev/null
}

# one NAME FILE: a turn.
one() {
  case $1 in
    keras-tensorflow) peer keras-tensorflow keras_peer.py "$2" --unroll ;;
    keras-tensorflow-loop) peer keras-tensorflow keras_peer.py "$2" ;;
    keras-jax) peer keras-jax keras_peer.py "$2" ;;
    torch) peer "$1" torch_peer.py "$2" ;;
    job) job "$2" ;;
    # --quick shortens the epoch with stock layers, which computes padding all the same.
    job-masked) job "$2" --quick --set model.mask-padding=true ;;
  esac
}

for name in "${names[@]}"; do
  case $name in
    job*) build_if_missing "$root" ;;
    *) python_environment "$output/venv/${name%-loop}" "$peers/requirements-${name%-loop}.txt" ;;
  esac
done

[ -n "$add" ] || rm -rf "$output/turns"
mkdir -p "$output/turns"
for ((turn = 1; turn <= turns; turn++)); do
  for name in "${names[@]}"; do
    echo "turn $turn of $turns: $name" >&2
    file=$(date -u +%Y%m%dT%H%M%S)-$name
    one "$name" "$output/turns/$file.json" 2> "$output/$name.log" || {
      tail -n 30 "$output/$name.log" >&2
      die "$name failed; $output/$name.log has all that it said"
    }
  done
done
"$python" "$peers/table.py" "$output/turns" --cpus "$CPUS" --jar "$(app_jar "$root")" \
  --spark "${SPARK_HOME:-$root/target/spark}" --output "$output/peers.json"
