#!/usr/bin/env bash
# Measures the speed of matrix multiplication on this machine, and of this job's preparation,
# training and scoring: on all cores, and on one.
#
#   submit/bench.sh                              synthetic reviews as long as IMDB's, 5 to 15 minutes
#   submit/bench.sh --conf conf/imdb.conf        the IMDB reviews
#   submit/bench.sh --quick --json               half a minute to two; the last line is the result
#   submit/bench.sh --help                       all options of `bench`
#   submit/bench.sh --kernels                    the fused layer's kernels with JMH, ten minutes
#   submit/bench.sh --kernels Tanh -f 1 -wi 3    the same with options of JMH
#
# No other programs should be running. MASTER='local[4]' measures four cores. DRIVER_MEMORY (default
# 4g) and all other environment variables are those of submit/train.sh.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=submit/lib.sh
. "$here/submit/lib.sh"

# The benchmarks of the kernels are test code, which is not in the jar.
kernels() {
  command -v mvn > /dev/null || die "Maven is needed to build the kernel benchmarks"
  local classpath=$here/target/bench.classpath
  (cd "$here" && mvn -q -B test-compile dependency:build-classpath \
    -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test >&2)
  local java=java
  [ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
  exec "$java" -cp "$here/target/test-classes:$here/target/classes:$(cat "$classpath")" \
    org.openjdk.jmh.Main "$@"
}

export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"

if [ "${1:-}" = --kernels ]; then
  shift
  kernels "$@"
fi

# The replicas of all cores, both stock and fused, stay in memory until the end.
export DRIVER_MEMORY="${DRIVER_MEMORY:-4g}"
exec "$here/submit/train.sh" bench "$@"
