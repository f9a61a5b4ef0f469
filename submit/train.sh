#!/usr/bin/env bash
# Trains a network with spark-submit: on the embedded sample, or on the data given by options.
#
#   submit/train.sh                              the sample, 20 to 60 seconds
#   submit/train.sh --conf conf/imdb.conf        the IMDB reviews
#   submit/train.sh --help                       all options of `train`
#   submit/train.sh plan --conf conf/imdb.conf   resources and preflight checks of that
#   submit/train.sh evaluate runs/RUN            another subcommand
#   submit/train.sh --packages io.delta:delta-spark_2.12:3.3.1 -- train --set data.table=reviews
#                                                options of spark-submit stand before a "--"
#
# Environment:
#   SPARK_HOME      a Spark 3.5 installation (Scala 2.12); default: Spark's jars from Maven
#   MASTER          Spark master; default local[*]
#   DRIVER_MEMORY   Java heap, and also the limit of native memory; default 2g
#   APP_JAR         the job's jar; default: built here
#   SPARK_SUBMIT_OPTS, JAVA_HOME as for spark-submit
set -euo pipefail

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
here=$(dirname "$scripts")
# shellcheck source=submit/lib.sh
. "$scripts/lib.sh"

split_options "$@"
set -- ${arguments[@]+"${arguments[@]}"}
subcommand=train
case "${1:-}" in
  '' | -*) ;;
  *)
    subcommand=$1
    shift
    ;;
esac
# Without a configuration and data, the sample is used, with its own settings.
case "$subcommand $* " in
  *" --conf"* | *data.path=* | *data.source=* | *data.table=* | *data.query=* | *data.format=*) ;;
  train* | plan* | scaling*) set -- --conf "$here/conf/sample.conf" "$@" ;;
esac

build_if_missing "$here"

# One core, and so one native thread, per task; in local mode all tasks run in this process. By
# default, native code would start as many threads per task as the machine has cores.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-$OMP_NUM_THREADS}"

memory=${DRIVER_MEMORY:-2g}
spark_submit "$here" \
  --name "spark-rnn-$subcommand" \
  --master "${MASTER:-local[*]}" \
  --driver-memory "$memory" \
  --driver-java-options "-Dorg.bytedeco.javacpp.maxbytes=$memory -Dorg.bytedeco.javacpp.maxphysicalbytes=0" \
  ${spark_options[@]+"${spark_options[@]}"} \
  --class io.sparkrnn.cli.Main \
  "$(app_jar "$here")" "$subcommand" "$@"
