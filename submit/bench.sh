#!/usr/bin/env bash
# Measures how fast this machine multiplies matrices, and how fast the job prepares, trains and
# scores on it: on all cores, and on one.
#
#   submit/bench.sh                              synthetic reviews as long as IMDB's, five minutes
#   submit/bench.sh --conf conf/imdb.conf        the IMDB reviews
#   submit/bench.sh --quick --json               half a minute; the last line is the result
#   submit/bench.sh --help                       all options of `bench`
#   submit/bench.sh --kernels                    the layer's kernels by JMH, ten minutes
#   submit/bench.sh --kernels Tanh -f 1 -wi 3    options of JMH
#
# Nothing else should be running. MASTER='local[4]' measures four cores; DRIVER_MEMORY (default 4g)
# and the rest of the environment are as for submit/train.sh.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=submit/lib.sh
. "$here/submit/lib.sh"

# The kernels are measured by test code, which is in no jar.
kernels() {
  command -v mvn > /dev/null || die "Maven is needed to build the kernels' benchmarks"
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

# Each core's replicas, stock and fused, keep their memory until the end.
export DRIVER_MEMORY="${DRIVER_MEMORY:-4g}"
exec "$here/submit/train.sh" bench "$@"
