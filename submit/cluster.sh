#!/usr/bin/env bash
# Runs a subcommand on a cluster with suitable Spark settings, each explained below.
#
#   submit/cluster.sh standalone spark://master:7077 train --conf conf/cluster.conf
#   submit/cluster.sh yarn train --conf conf/cluster.conf
#   submit/cluster.sh kubernetes k8s://https://api:6443 train --conf conf/cluster.conf
#   submit/cluster.sh --print yarn train --conf conf/cluster.conf      prints the command only
#   submit/cluster.sh yarn plan --conf conf/cluster.conf               resources and preflight checks
#
# "submit/train.sh plan --master yarn --executors 8" computes the sizes below from the settings,
# without a cluster.
#
# Environment (defaults in brackets):
#   EXECUTORS         number of executors [2]
#   EXECUTOR_CORES    cores per executor, and so replicas per executor [2]
#   EXECUTOR_MEMORY   Java heap per executor [2g]; contains its shards, 2 bytes per word id, unless
#                     they are on local disk (data.storage)
#   NATIVE_MEMORY     native memory per executor, in addition to the heap [2g]; contains network,
#                     gradients and activations; 0.5g per core suffices for the reference network
#                     with minibatches of 64
#   OVERHEAD          memory of a container in addition to the heap, in MB [NATIVE_MEMORY + 512m]
#   DRIVER_MEMORY     heap of the driver [2g]; contains the parameters twice, and the vocabulary
#   NATIVE_DIR        folder writable by executors, into which native libraries are unpacked once
#                     [/tmp/javacpp]
#   SPARK_HOME        Spark installation whose spark-submit is used [Spark's jars from Maven]
#   APP_JAR           the job's jar [the one built here; kubernetes: the one in the image,
#                     local:///opt/spark-rnn/spark-rnn.jar]
#   DEPLOY_MODE       yarn: client, or cluster, which runs the driver in YARN too [client]
#   ATTEMPTS          yarn: maximum number of attempts of the application [1]
#   IMAGE             kubernetes: container image with Spark 3.5, Java 17 and the job's jar, built
#                     from docker/Dockerfile
#   NAMESPACE         kubernetes: namespace [default]; SERVICE_ACCOUNT [spark]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=submit/lib.sh
. "$here/submit/lib.sh"

usage() {
  sed -n '2,/^set -euo/{/^set/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"
  exit "$1"
}

# megabytes SIZE: converts 2g or 512m to a number of MB.
megabytes() {
  case "$1" in
    *[gG]) echo $((${1%[gG]} * 1024)) ;;
    *[mM]) echo "${1%[mM]}" ;;
    *) die "'$1' is not a memory size, expected a number with unit, such as 2g or 512m" ;;
  esac
}

print=no
if [ "${1:-}" = --print ]; then
  print=yes
  shift
fi

case "${1:-}" in
  standalone)
    [ $# -ge 3 ] || usage 2
    # The driver runs on this machine, so its exit code and its JSON line are available here.
    master=(--master "$2" --deploy-mode client)
    shift 2
    ;;
  yarn)
    [ $# -ge 2 ] || usage 2
    [ -n "${HADOOP_CONF_DIR:-}${YARN_CONF_DIR:-}" ] || [ "$print" = yes ] ||
      die "HADOOP_CONF_DIR is not set, expected the folder with the configuration of YARN"
    # With DEPLOY_MODE=cluster, the JSON line is in the application's log, and spark-submit exits
    # with 1 for every error; the diagnostics of YARN contain the driver's exit code.
    # One attempt: bad data would fail again, and after other failures a scheduler can repeat the
    # command with --resume.
    master=(--master yarn --deploy-mode "${DEPLOY_MODE:-client}"
      --conf "spark.yarn.maxAppAttempts=${ATTEMPTS:-1}")
    shift
    ;;
  kubernetes)
    [ $# -ge 3 ] || usage 2
    [ -n "${IMAGE:-}" ] ||
      die "IMAGE is not set, expected the name of the container image with Spark 3.5 and this job"
    master=(--master "$2" --deploy-mode cluster
      --conf "spark.kubernetes.container.image=$IMAGE"
      --conf "spark.kubernetes.namespace=${NAMESPACE:-default}"
      --conf "spark.kubernetes.authenticate.driver.serviceAccountName=${SERVICE_ACCOUNT:-spark}")
    shift 2
    ;;
  -h | --help) usage 0 ;;
  *) usage 2 ;;
esac

executors=${EXECUTORS:-2}
cores=${EXECUTOR_CORES:-2}
native=${NATIVE_MEMORY:-2g}
overhead=${OVERHEAD:-$(($(megabytes "$native") + 512))}
native_options="-Dorg.bytedeco.javacpp.maxbytes=$native -Dorg.bytedeco.javacpp.maxphysicalbytes=0"
native_options+=" -Dorg.bytedeco.javacpp.cachedir=${NATIVE_DIR:-/tmp/javacpp}"

settings=(
  --num-executors "$executors"
  --executor-cores "$cores"
  # A standalone master starts executors until this many cores are used.
  --total-executor-cores $((executors * cores))
  --executor-memory "${EXECUTOR_MEMORY:-2g}"
  --driver-memory "${DRIVER_MEMORY:-2g}"
  # YARN and Kubernetes kill containers that exceed their memory, which includes native memory.
  --conf "spark.executor.memoryOverhead=$overhead"
  --conf "spark.driver.memoryOverhead=$overhead"
  # One core and one BLAS thread per task. With as many threads per task as the machine has cores,
  # training was three times slower.
  --conf spark.task.cpus=1
  --conf spark.executorEnv.OMP_NUM_THREADS=1
  --conf spark.executorEnv.OPENBLAS_NUM_THREADS=1
  # Limits native memory to its size in the container, so that exceeding it gives a clear error.
  # The --add-opens options that Spark needs on Java 17 are not repeated here: spark-submit adds
  # them for the driver, and Spark adds them for executors.
  --conf "spark.executor.extraJavaOptions=$native_options"
  --driver-java-options "$native_options"
  # The number of shards is the number of cores, so the job waits for all executors and keeps them.
  --conf spark.scheduler.minRegisteredResourcesRatio=1.0
  --conf spark.dynamicAllocation.enabled=false
)

if [[ ${master[1]} == k8s://* ]]; then
  export APP_JAR=${APP_JAR:-local:///opt/spark-rnn/spark-rnn.jar}
fi
[ "$print" = yes ] || build_if_missing "$here"
jar=$(app_jar "$here")

export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
command=("${master[@]}" "${settings[@]}" --class io.sparkrnn.cli.Main "$jar" "$@")
if [ "$print" = yes ]; then
  printf '%s' spark-submit
  printf ' %q' "${command[@]}"
  echo
else
  spark_submit "$here" "${command[@]}"
fi
