#!/usr/bin/env bash
# Runs a subcommand on a cluster with suitable Spark settings, each explained below.
#
#   submit/cluster.sh standalone spark://master:7077 train --conf conf/cluster.conf
#   submit/cluster.sh yarn train --conf conf/cluster.conf
#   submit/cluster.sh kubernetes k8s://https://api:6443 train --conf conf/cluster.conf
#   submit/cluster.sh --print yarn train --conf conf/cluster.conf      prints the command only
#   submit/cluster.sh yarn plan --conf conf/cluster.conf               resources and preflight checks
#   submit/cluster.sh yarn --queue nightly --principal me@X --keytab me.keytab -- train --conf ...
#                                                options of spark-submit stand before a "--"
#
# Its exit code, and with --json its last line, are those of the job, also where the driver runs in the
# cluster. There spark-submit tells little or nothing of them, so the job writes them to a file in
# .outcomes of output.dir, from which they are read, and then deleted. If the file cannot be read from
# here, the exit code is the one that the cluster tells, and the rest stands in the driver's log. A local
# file of --conf is sent to such a driver as part of its arguments, so keep passwords out of it. If this
# script is stopped by SIGTERM, SIGINT or SIGHUP, it stops the application too, and ends with 130.
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
#   POD_TEMPLATE      kubernetes: template of all pods [none]; docker/pod-template.yaml takes their rights
#   OUTCOME_DIR       folder, any Hadoop URI, for what a driver in the cluster tells of its end
#                     [.outcomes in output.dir]
set -euo pipefail

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
here=$(dirname "$scripts")
# shellcheck source=submit/lib.sh
. "$scripts/lib.sh"

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
    [ -z "${POD_TEMPLATE:-}" ] ||
      master+=(--conf "spark.kubernetes.driver.podTemplateFile=$POD_TEMPLATE"
        --conf "spark.kubernetes.executor.podTemplateFile=$POD_TEMPLATE")
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

split_options "$@"
set -- ${arguments[@]+"${arguments[@]}"}
[ $# -gt 0 ] || usage 2
subcommand=$1
shift
case " ${spark_options[*]-} " in
  *" --deploy-mode"* | *" --master"*)
    die "the master is an argument of this script, and the deploy mode the variable DEPLOY_MODE"
    ;;
esac

# in_this_process ARG...: runs a subcommand here, with the user's own options of spark-submit, such as
# packages for a file system.
in_this_process() (
  # The jar of an image is not on this machine.
  case "${APP_JAR:-}" in local://*) [ -f "${APP_JAR#local://}" ] || unset APP_JAR ;; esac
  spark_submit "$here" ${spark_options[@]+"${spark_options[@]}"} --master 'local[1]' \
    --deploy-mode client --class io.sparkrnn.cli.Main "$(app_jar "$here")" "$@"
)

# with_includes FILE: prints a configuration, each line that includes another local file replaced by that.
with_includes() {
  local folder line included form='^[[:space:]]*include[[:space:]]+(required\()?(file\()?"([^"]+)"\)*[[:space:]]*$'
  folder=$(dirname "$1")
  while IFS= read -r line || [ -n "$line" ]; do
    if [[ $line =~ $form ]]; then
      included=${BASH_REMATCH[3]}
      [[ $included == /* ]] || included=$folder/$included
      if [ -f "$included" ]; then
        with_includes "$included"
        continue
      fi
    fi
    printf '%s\n' "$line"
  done < "$1"
}

# inline FILE: prints a local file as a data URI, which a driver elsewhere can read.
inline() {
  printf 'data:application/hocon;name=%s;base64,%s' "$(basename "$1")" \
    "$(with_includes "$1" | base64 | tr -d '\n')"
}

# The driver of client mode is this process.
driver_elsewhere=no
case " ${master[*]} " in *" --deploy-mode cluster "*) driver_elsewhere=yes ;; esac

given=("$@")
if [ "$driver_elsewhere" = yes ]; then
  for ((index = 0; index < $#; index++)); do
    word=${given[index]}
    if [[ $word == --conf=* ]] && [ -f "${word#--conf=}" ]; then
      given[index]=--conf=$(inline "${word#--conf=}")
    elif [ "$index" -gt 0 ] && [ "${given[index - 1]}" = --conf ] && [ -f "$word" ]; then
      given[index]=$(inline "$word")
    fi
  done
fi

if [[ ${master[1]} == k8s://* ]]; then
  export APP_JAR=${APP_JAR:-local:///opt/spark-rnn/spark-rnn.jar}
fi
[ "$print" = yes ] || build_if_missing "$here"
jar=$(app_jar "$here")

export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
command=(--name "spark-rnn-$subcommand" "${master[@]}" "${settings[@]}"
  ${spark_options[@]+"${spark_options[@]}"}
  --class io.sparkrnn.cli.Main "$jar" "$subcommand" ${given[@]+"${given[@]}"})
if [ "$print" = yes ]; then
  printf '%s' spark-submit
  printf ' %q' "${command[@]}"
  echo
  exit
fi
case "$driver_elsewhere $subcommand" in
  no* | *" help" | *" sample") spark_submit "$here" "${command[@]}" ;;
esac

# Only here if the driver runs in the cluster.
json=()
settings_of_job=()
for ((index = 1; index <= $#; index++)); do
  case "${!index}" in
    --json) json=(--json) ;;
    --conf=* | --set=*) settings_of_job+=("${!index}") ;;
    --conf | --set)
      next=$((index + 1))
      [ "$next" -gt $# ] || settings_of_job+=("${!index}" "${!next}")
      ;;
  esac
done
code=0
folder=${OUTCOME_DIR:-}
if [ -z "$folder" ]; then
  # Wrong settings are told here, before anything is submitted.
  folder=$(in_this_process config --get output.dir ${json[@]+"${json[@]}"} \
    ${settings_of_job[@]+"${settings_of_job[@]}"}) || code=$?
  if [ "$code" != 0 ]; then
    [ -z "$folder" ] || echo "$folder"
    exit "$code"
  fi
  folder=$folder/.outcomes
fi
outcome=$folder/$(date -u +%Y%m%d-%H%M%S)-$$-$RANDOM.json
log=$(mktemp)
trap 'rm -f "$log"' EXIT
[ ${#json[@]} -gt 0 ] || command+=(--json)
# A name by which the driver can be found, and stopped: of its pod, or a tag of YARN's application.
name=spark-rnn-$subcommand-$(date -u +%Y%m%d-%H%M%S)-$$-$RANDOM-driver
if [[ ${master[1]} == k8s://* ]]; then
  command=(--conf "spark.kubernetes.driver.pod.name=$name" "${command[@]}")
else
  tagged=no
  for ((index = 0; index < ${#command[@]}; index++)); do
    if [[ ${command[index]} == spark.yarn.tags=* ]]; then
      command[index]+=,$name
      tagged=yes
    fi
  done
  [ "$tagged" = yes ] || command=(--conf "spark.yarn.tags=$name" "${command[@]}")
fi

# stop_application: stops the driver in the cluster; spark-submit's own end would leave it running.
stop_application() (
  if [[ ${master[1]} == k8s://* ]]; then
    spark_submit "$here" ${spark_options[@]+"${spark_options[@]}"} --master "${master[1]}" \
      --kill "${NAMESPACE:-default}:$name"
    return
  fi
  export SPARK_HOME=${SPARK_HOME:-$here/target/spark}
  id=$(yarn_application -list -appTags "$name" | sed -n 's/^\(application_[0-9_]*\).*/\1/p')
  [ -z "$id" ] || yarn_application -kill "$id"
)
yarn_application() (
  spark_class org.apache.hadoop.yarn.client.cli.ApplicationCLI application "$@"
)

(spark_submit "$here" "${command[@]}" --outcome "$outcome") 2> >(tee "$log" >&2) &
submitter=$!
stopped=no
trap 'stopped=yes' TERM INT HUP
wait "$submitter" || code=$?
if [ "$stopped" = yes ]; then
  trap '' TERM INT HUP
  echo "$0: stopping the application ..." >&2
  kill "$submitter" 2> /dev/null || true
  wait "$submitter" 2> /dev/null || true
  stop_application >&2 || echo "$0: the application could not be stopped" >&2
  in_this_process outcome "$outcome" --otherwise 130 --delete ${json[@]+"${json[@]}"} || true
  exit 130
fi

# What YARN and Kubernetes tell of the driver. For Kubernetes, spark-submit succeeds whatever came of it.
told=$(sed -n -e 's/.*User application exited with status \([0-9]*\).*/\1/p' \
  -e 's/^[[:space:]]*exit code: \([0-9][0-9]*\).*/\1/p' "$log" | tail -n 1)
if [ -n "$told" ]; then
  code=$told
elif [[ ${master[1]} == k8s://* ]] && [ "$code" = 0 ]; then
  code=1
fi
status=0
in_this_process outcome "$outcome" --otherwise "$code" --delete ${json[@]+"${json[@]}"} || status=$?
exit "$status"
