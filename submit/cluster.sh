#!/usr/bin/env bash
# Runs a verb on a cluster, with settings that suit this job, each explained below.
#
#   submit/cluster.sh standalone spark://master:7077 train --conf conf/cluster.conf
#   submit/cluster.sh yarn train --conf conf/cluster.conf
#   submit/cluster.sh kubernetes k8s://https://api:6443 train --conf conf/cluster.conf
#   submit/cluster.sh --print yarn train --conf conf/cluster.conf      only shows the command
#   submit/cluster.sh yarn plan --conf conf/cluster.conf               what it needs, what would fail
#
# "submit/train.sh plan --master yarn --executors 8" computes the sizes below from the settings, and
# needs no cluster.
#
# Environment (defaults in brackets):
#   EXECUTORS         executors [2]
#   EXECUTOR_CORES    cores, and so replicas, of each [2]
#   EXECUTOR_MEMORY   Java heap of each [2g]: holds its shards, 4 bytes an id
#   NATIVE_MEMORY     of each, beside the heap [2g]: network, gradients and activations are there;
#                     0.5g a core suffices for the reference network with minibatches of 64
#   OVERHEAD          the container's margin over heap, in MB [NATIVE_MEMORY + 512m]
#   DRIVER_MEMORY     heap of the driver [2g]; it holds twice the parameters, and the vocabulary
#   NATIVE_DIR        a folder that executors may write, where native libraries are unpacked once
#                     [/tmp/javacpp]
#   SPARK_HOME        the installation whose spark-submit is used; without it Spark's jars from Maven
#   APP_JAR           the job's jar [the one that is built here; kubernetes: in the image,
#                     local:///opt/spark-rnn/spark-rnn.jar]
#   DEPLOY_MODE       yarn: cluster runs the driver there, too [client]
#   ATTEMPTS          yarn: how often it starts the application [1]
#   IMAGE             kubernetes: the container image, with Spark 3.5, Java 17 and the job's jar, as
#                     docker/Dockerfile makes it
#   NAMESPACE         kubernetes: namespace [default]; SERVICE_ACCOUNT [spark]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=submit/lib.sh
. "$here/submit/lib.sh"

usage() {
  sed -n '2,/^set -euo/{/^set/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"
  exit "$1"
}

# megabytes SIZE: 2g or 512m as a number of MB.
megabytes() {
  case "$1" in
    *[gG]) echo $((${1%[gG]} * 1024)) ;;
    *[mM]) echo "${1%[mM]}" ;;
    *) die "a memory size is like 2g or 512m, not '$1'" ;;
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
    # The driver stays here, and so do its exit code and its JSON line.
    master=(--master "$2" --deploy-mode client)
    shift 2
    ;;
  yarn)
    [ $# -ge 2 ] || usage 2
    [ -n "${HADOOP_CONF_DIR:-}${YARN_CONF_DIR:-}" ] || [ "$print" = yes ] ||
      die "YARN is found through HADOOP_CONF_DIR, which is not set"
    # DEPLOY_MODE=cluster runs the driver in YARN: its JSON line is then in the application's log,
    # and spark-submit ends with 1 whatever the driver's code was, which the diagnostics tell.
    # One attempt: bad data does not get better by another, and what does is for a scheduler to
    # try again, with --resume.
    master=(--master yarn --deploy-mode "${DEPLOY_MODE:-client}"
      --conf "spark.yarn.maxAppAttempts=${ATTEMPTS:-1}")
    shift
    ;;
  kubernetes)
    [ $# -ge 3 ] || usage 2
    [ -n "${IMAGE:-}" ] || die "IMAGE is not set: the container image with Spark 3.5 and this job"
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
  # Standalone masters give executors until this many cores are taken.
  --total-executor-cores $((executors * cores))
  --executor-memory "${EXECUTOR_MEMORY:-2g}"
  --driver-memory "${DRIVER_MEMORY:-2g}"
  # Native memory is not heap. A container that is given heap alone is killed by YARN or Kubernetes.
  --conf "spark.executor.memoryOverhead=$overhead"
  --conf "spark.driver.memoryOverhead=$overhead"
  # One task owns one core, and BLAS in it one thread: with as many threads as cores in every task,
  # training was three times slower.
  --conf spark.task.cpus=1
  --conf spark.executorEnv.OMP_NUM_THREADS=1
  --conf spark.executorEnv.OPENBLAS_NUM_THREADS=1
  # Limits native memory to what the container has for it, so that an error names the cause.
  # The --add-opens options that Spark needs on Java 17 are added by spark-submit for the driver and
  # by Spark for the executors; they need not be repeated here.
  --conf "spark.executor.extraJavaOptions=$native_options"
  --driver-java-options "$native_options"
  # Shards are cut for the cores there are: all executors are waited for, and kept.
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
