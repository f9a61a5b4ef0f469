#!/usr/bin/env bash
# Entry point of the image. The first word of the command selects what the container runs:
#
#   master                        a standalone master with the host name SPARK_MASTER_HOST [the
#                                 container's host name]
#   worker URL                    a worker of the standalone master at spark://...
#   driver ..., executor          started by Spark on Kubernetes, not by users
#   healthy PORT                  checks whether Spark's web UI responds at PORT: exit code 0 or 1
#   train, evaluate, config ...   a subcommand of the job on MASTER [local[*]], like submit/train.sh; on a
#                                 standalone master, spark://..., like submit/cluster.sh
#
# Each program replaces this shell by exec, so that it receives signals: SIGTERM stops training with
# exit code 130 and a checkpoint to resume from. Settings are the environment variables of
# submit/cluster.sh and of Spark: SPARK_WORKER_CORES, SPARK_WORKER_MEMORY, SPARK_DAEMON_MEMORY and so
# on.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=submit/lib.sh
. "$here/submit/lib.sh"

export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-$OMP_NUM_THREADS}"
# Options of drivers; options on a command line come later and override them.
native=${NATIVE_DIR:-/tmp/javacpp}
export SPARK_SUBMIT_OPTS="-Dorg.bytedeco.javacpp.cachedir=$native ${SPARK_SUBMIT_OPTS:-}"

# name_user: gives the user id the name spark if it has none, as on OpenShift: Hadoop does not start
# without one. The files of the image are not changed, so that this works on a read-only root too.
name_user() {
  ! id -un > /dev/null 2>&1 || return 0
  local names
  names=$(mktemp -d)
  printf 'root:x:0:0:root:/root:/bin/bash\nspark:x:%s:%s::/opt/spark/work:/bin/bash\n' \
    "$(id -u)" "$(id -g)" > "$names/passwd"
  printf 'root:x:0:\nspark:x:%s:\n' "$(id -g)" > "$names/group"
  export NSS_WRAPPER_PASSWD=$names/passwd NSS_WRAPPER_GROUP=$names/group LD_PRELOAD=libnss_wrapper.so
}

# Runs an executor of Spark on Kubernetes. Spark passes all its settings by environment variables, and
# each Java option in a separate one: SPARK_JAVA_OPT_0, SPARK_JAVA_OPT_1 and so on.
executor() {
  local options=("-Dorg.bytedeco.javacpp.cachedir=$native") index=0 name
  while name=SPARK_JAVA_OPT_$index && [ -n "${!name+set}" ]; do
    options+=("${!name}")
    index=$((index + 1))
  done
  local classpath=${SPARK_CLASSPATH:-}:${SPARK_CONF_DIR:-$SPARK_HOME/conf}:${HADOOP_CONF_DIR:-}
  classpath+=":$SPARK_HOME/jars/*:${SPARK_DIST_CLASSPATH:-}"
  # An empty element of a class path would mean the working directory.
  while [[ $classpath == :* || $classpath == *: || $classpath == *::* ]]; do
    classpath=${classpath//::/:}
    classpath=${classpath#:}
    classpath=${classpath%:}
  done
  local java=java
  [ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
  exec "$java" "${options[@]}" \
    "-Xms$SPARK_EXECUTOR_MEMORY" "-Xmx$SPARK_EXECUTOR_MEMORY" -cp "$classpath" \
    org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend \
    --driver-url "$SPARK_DRIVER_URL" \
    --executor-id "$SPARK_EXECUTOR_ID" \
    --cores "$SPARK_EXECUTOR_CORES" \
    --app-id "$SPARK_APPLICATION_ID" \
    --hostname "$SPARK_EXECUTOR_POD_IP" \
    --resourceProfileId "$SPARK_RESOURCE_PROFILE_ID" \
    --podName "$SPARK_EXECUTOR_POD_NAME"
}

# Checks whether Spark's web UI responds; without curl, which is not in the image.
healthy() {
  local status
  exec 3<> "/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET / HTTP/1.0\r\n\r\n' >&3
  IFS= read -r -t 5 status <&3 || return 1
  [[ $status == *" 200 "* ]]
}

word=${1:-help}
[ $# -eq 0 ] || shift
name_user
case "$word" in
  master)
    spark_class org.apache.spark.deploy.master.Master \
      --host "${SPARK_MASTER_HOST:-$(hostname)}" "$@"
    ;;
  worker) spark_class org.apache.spark.deploy.worker.Worker "$@" ;;
  driver)
    spark_submit "$here" --deploy-mode client \
      --conf "spark.driver.bindAddress=$SPARK_DRIVER_BIND_ADDRESS" "$@"
    ;;
  executor) executor ;;
  healthy) healthy "${1:?expected the port of the web UI}" ;;
  *)
    case "${MASTER:-}" in
      spark://*) exec "$here/submit/cluster.sh" standalone "$MASTER" "$word" "$@" ;;
      *) exec "$here/submit/train.sh" "$word" "$@" ;;
    esac
    ;;
esac
