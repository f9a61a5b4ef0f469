#!/usr/bin/env bash
# Trains a network through spark-submit: on the embedded sample, or as the options say.
#
#   submit/train.sh                              the sample, half a minute
#   submit/train.sh --conf conf/imdb.conf        the IMDB reviews
#   submit/train.sh --help                       all options of `train`
#   submit/train.sh plan --conf conf/imdb.conf   what that needs, and what would fail
#   submit/train.sh evaluate runs/RUN            another verb
#
# Environment:
#   SPARK_HOME      a Spark 3.5 installation (Scala 2.12); without it, one made of Maven's jars
#   MASTER          where to run; default local[*]
#   DRIVER_MEMORY   Java heap; default 2g. As much again is allowed to native memory.
#   APP_JAR         the job's jar, if it is not to be built here
#   SPARK_SUBMIT_OPTS, JAVA_HOME as for spark-submit
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=submit/lib.sh
. "$here/submit/lib.sh"

verb=train
case "${1:-}" in
  train | plan | evaluate | score | forecast | models | encode | decode | config | sample | bench | equivalence | curves | export | import | explain | help)
    verb=$1
    shift
    ;;
esac
# Training that names neither a configuration nor data is of the sample, with the sample's recipe.
case "$verb $* " in
  *" --conf"* | *data.path=* | *data.source=*) ;;
  train* | plan*) set -- --conf "$here/conf/sample.conf" "$@" ;;
esac

build_if_missing "$here"

# One task owns one core, so native code gets one thread in each; in local mode all tasks share
# this process. Spark's own default would be as many threads a task as the machine has cores.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-$OMP_NUM_THREADS}"

memory=${DRIVER_MEMORY:-2g}
spark_submit "$here" \
  --master "${MASTER:-local[*]}" \
  --driver-memory "$memory" \
  --driver-java-options "-Dorg.bytedeco.javacpp.maxbytes=$memory -Dorg.bytedeco.javacpp.maxphysicalbytes=0" \
  --class io.sparkrnn.cli.Main \
  "$(app_jar "$here")" "$verb" "$@"
