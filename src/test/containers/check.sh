#!/usr/bin/env bash
# Builds docker/Dockerfile and runs it in a container engine: docker/smoke.sh with docker/compose.yaml, the
# memory that its containers use, a user id without a name, a read-only root, SIGTERM and resuming, and
# the exit codes of jobs that fail.
#
#   src/test/containers/check.sh         exit code 0: all passed, or no engine can be started here (it
#                                        says so); 1: a check failed
#   KEEP=yes src/test/containers/check.sh   keeps the engine, for looking around
#   src/test/containers/check.sh --after PID    builds the image, and runs it when that process has ended
#
# Takes an engine that runs; else, as root on Debian, installs and starts one in a folder of its own. Base
# images come from a registry of images if one answers. Else they are made from Debian's packages, and HDFS
# from the jars that Maven brings (hadoop/Dockerfile). Compose, if it is missing, is built with Go.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
here=$root/src/test/containers
compose_version=v2.40.3
started=$SECONDS
after=
if [ $# -gt 0 ]; then
  [[ $# = 2 && $1 = --after && $2 =~ ^[0-9]+$ ]] || {
    echo "usage: $0 [--after PID]" >&2
    exit 2
  }
  after=$2
fi

skip() {
  echo "containers: skipped, $*"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
}

# installs PACKAGE...: Debian's packages, without output unless they fail.
installs() {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" > /dev/null
}
may_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null
}

work=$(mktemp -d)
engine=
own_images=no
finish() {
  local code=$?
  trap - EXIT
  if [ "${KEEP:-no}" = yes ]; then
    echo "kept: $work, and the engine ${engine:-that was there}; DOCKER_HOST=${DOCKER_HOST:-}"
    exit "$code"
  fi
  "${compose[@]}" down --volumes --remove-orphans > /dev/null 2>&1 || true
  if [ -n "$engine" ]; then
    kill "$engine" 2> /dev/null || true
    wait "$engine" 2> /dev/null || true
    # What the engine leaves mounted would keep its folder.
    awk -v work="$work/" 'index($2, work) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount -l || true
  fi
  rm -rf "$work" 2> /dev/null || true
  exit "$code"
}
compose=(docker compose --file "$root/docker/compose.yaml" --project-name spark-rnn-smoke)
trap finish EXIT
trap 'exit 130' INT TERM

if ! docker info > /dev/null 2>&1; then
  may_install || skip "no container engine answers, and only root on Debian can install one"
  command -v dockerd > /dev/null || installs docker.io || skip "Debian's docker.io cannot be installed"
  # In a folder of its own, so that it leaves nothing; it chooses a storage driver that works here.
  export DOCKER_HOST=unix://$work/docker.sock
  dockerd --data-root "$work/data" --exec-root "$work/exec" \
    --pidfile "$work/pid" --host "$DOCKER_HOST" > "$work/dockerd.log" 2>&1 &
  engine=$!
  for _ in $(seq 60); do
    docker info > /dev/null 2>&1 && break
    kill -0 "$engine" 2> /dev/null || break
    sleep 0.5
  done
  if ! docker info > /dev/null 2>&1; then
    tail -n 3 "$work/dockerd.log"
    skip "a container engine cannot be started here"
  fi
fi
echo "engine: $(docker info --format '{{.ServerVersion}} on {{.OperatingSystem}}, {{.Driver}}')"

if ! docker compose version > /dev/null 2>&1; then
  command -v go > /dev/null || skip "'docker compose' is missing, and there is no Go to build it with"
  echo "building Compose $compose_version ..."
  mkdir -p "$work/compose" ~/.docker/cli-plugins
  (
    cd "$work/compose"
    # A module of its own, because "go install" refuses the excludes of Compose's.
    go mod init compose
    go get "github.com/docker/compose/v2/cmd@$compose_version"
    go build -buildvcs=false -o ~/.docker/cli-plugins/docker-compose github.com/docker/compose/v2/cmd
  ) > "$work/compose.log" 2>&1 || skip "Compose $compose_version cannot be built: $(tail -n 1 "$work/compose.log")"
fi
docker compose version

# Debian's client builds with BuildKit itself, where the one on the PATH lacks its plugin buildx.
builder=docker
docker buildx version > /dev/null 2>&1 || [ ! -x /usr/bin/docker ] || builder=/usr/bin/docker
build() {
  DOCKER_BUILDKIT=1 "$builder" build --quiet --network host "$@" > /dev/null
}

if ! timeout 60 docker pull --quiet "$(sed -n 's/^ARG RUNTIME_IMAGE=//p' "$root/docker/Dockerfile")" \
  > /dev/null 2>&1; then
  own_images=yes
  echo "no registry of images answers: making base images from Debian's packages ..."
  may_install || skip "only root on Debian can make base images"
  command -v debootstrap > /dev/null || installs debootstrap
  debootstrap --variant=minbase --include=ca-certificates,openjdk-17-jre-headless bookworm \
    "$work/base" > "$work/debootstrap.log" 2>&1 || {
    tail -n 5 "$work/debootstrap.log"
    skip "debootstrap failed"
  }
  rm -rf "$work/base/var/cache/apt/archives"/*.deb
  # This machine's certificates, which a company's network may need.
  cp /etc/ssl/certs/ca-certificates.crt "$work/base/etc/ssl/certs/"
  [ ! -f /etc/ssl/certs/java/cacerts ] || cp /etc/ssl/certs/java/cacerts "$work/base/etc/ssl/certs/java/"
  export RUNTIME_IMAGE=spark-rnn-test/jre:17 BUILD_IMAGE=spark-rnn-test/maven:17 BUILD_NETWORK=host
  tar -C "$work/base" -c . |
    docker import --change "ENV JAVA_HOME=/usr/lib/jvm/java-17-openjdk-$(dpkg --print-architecture)" \
      - "$RUNTIME_IMAGE" > /dev/null
  rm -rf "$work/base"
  build --build-arg "RUNTIME_IMAGE=$RUNTIME_IMAGE" --tag "$BUILD_IMAGE" - << 'DOCKERFILE'
ARG RUNTIME_IMAGE
FROM $RUNTIME_IMAGE
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends maven openjdk-17-jdk-headless
DOCKERFILE
fi
echo "prepared in $((SECONDS - started)) s"

passed=0
failed=0
# check NAME COMMAND...: runs a check, and prints how it ended and its last line.
check() {
  local name=$1 began=$SECONDS code=0
  shift
  # Not in a condition, in which "set -e" would not act.
  set +e
  (set -e; "$@") > "$work/check.log" 2>&1
  code=$?
  set -e
  if [ "$code" = 0 ]; then
    passed=$((passed + 1))
    echo "ok      $name ($((SECONDS - began)) s): $(tail -n 1 "$work/check.log")"
  else
    failed=$((failed + 1))
    echo "FAILED  $name ($((SECONDS - began)) s)"
    tail -n 40 "$work/check.log" | cut -c 1-300 | sed 's/^/        /'
  fi
}

image=spark-rnn:$(sed -n 's/.*--tag spark-rnn:\([0-9.]*\) .*/\1/p' "$root/docker/Dockerfile")
small=(train --conf /opt/spark-rnn/conf/sample.conf --json --set training.epochs=1 --set text.length=40
  --set model.embedding-size=8 --set model.hidden-size=8)

# expect CODE COMMAND...: runs a command that must end with an exit code; its output is in $work/out and
# $work/err.
expect() {
  local wanted=$1 code=0
  shift
  "$@" > "$work/out" 2> "$work/err" || code=$?
  [ "$code" = "$wanted" ] && return
  grep -v ' INFO ' "$work/err" | tail -n 20
  tail -n 1 "$work/out"
  echo "exit code $code, expected $wanted"
  return 1
}
# says PATTERN: the last line of the output has it.
says() {
  tail -n 1 "$work/out" | grep -E -o -- "$1" && return
  echo "'$1' is not in the last line: $(tail -n 1 "$work/out")"
  return 1
}

image_is_built() {
  build ${BUILD_IMAGE:+--build-arg "BUILD_IMAGE=$BUILD_IMAGE"} \
    ${RUNTIME_IMAGE:+--build-arg "RUNTIME_IMAGE=$RUNTIME_IMAGE"} \
    --file "$root/docker/Dockerfile" --tag "$image" "$root"
  docker image inspect --format '{{.Config.User}}, {{.Size}} bytes' "$image"
}
smoke() {
  KEEP=yes "$root/docker/smoke.sh" 2> "$work/smoke.log" || {
    tail -n 40 "$work/smoke.log"
    return 1
  }
}
# The peak that the kernel counted for each service of the cluster, of which it has killed none.
memory() {
  local service id peak limit peaks=()
  for service in namenode datanode master worker-1 worker-2; do
    id=$("${compose[@]}" ps --quiet "$service")
    peak=$(docker exec "$id" sh -c \
      'cat /sys/fs/cgroup/memory.peak 2> /dev/null || cat /sys/fs/cgroup/memory/memory.max_usage_in_bytes')
    limit=$(docker inspect --format '{{.HostConfig.Memory}}' "$id")
    [ "$(docker inspect --format '{{.State.OOMKilled}}' "$id")" = false ]
    [ "$limit" -gt 0 ] && [ "$peak" -lt $((limit * 9 / 10)) ]
    peaks+=("$service $((peak >> 20)) of $((limit >> 20)) MiB,")
  done
  echo "${peaks[*]}"
}
cluster_job() {
  expect "$1" "${compose[@]}" run --rm --no-TTY --no-deps submit "${@:3}"
  says "$2"
}
cluster_stops() {
  "${compose[@]}" stop --timeout 20
  local codes
  codes=$("${compose[@]}" ps --all --format '{{.Service}} {{.ExitCode}}' | grep -v '^folders ' | sort | tr '\n' ' ')
  echo "$codes"
  # 143 is SIGTERM's own; 137 would be the kill after the grace.
  [ "$codes" = "datanode 143 master 143 namenode 143 worker-1 143 worker-2 143 " ]
}
unknown_user() {
  expect 0 docker run --rm --user 12345:0 "$image" "${small[@]}"
  says '"test":[{][^}]*"accuracy":[0-9.]*'
}
unknown_user_read_only() {
  mkdir -m 777 "$work/runs"
  expect 0 docker run --rm --user 12345:12345 --read-only --tmpfs /tmp:exec \
    --volume "$work/runs:/opt/spark/work/runs" "$image" "${small[@]}" --set run.id=r
  says '"test":[{][^}]*"accuracy":[0-9.]*'
  [ "$(stat -c %u "$work/runs/r/summary.json")" = 12345 ]
}
no_executable_folder() {
  expect 2 docker run --rm --read-only --tmpfs /tmp:noexec "$image" "${small[@]}"
  says 'native libraries, which are unpacked to [^,]*, cannot be loaded'
}
# A job in a limit of 2 GiB with a heap of 1 GB; the kernel kills what exceeds it.
memory_limit() {
  expect 0 docker run --rm --memory 2g --memory-swap 2g --env DRIVER_MEMORY=1g "$image" "${small[@]}"
  says '"test":[{][^}]*"accuracy":[0-9.]*'
}
sigterm() {
  local long=("${small[@]}" --set training.epochs=30 --set run.id=stopped) id epoch
  docker volume create spark-rnn-check > /dev/null
  id=$(docker run --detach --volume spark-rnn-check:/opt/spark/work/runs "$image" "${long[@]}")
  for _ in $(seq 240); do
    docker logs "$id" 2>&1 | grep -q 'Epoch 2/30' && break
    sleep 0.5
  done
  docker stop --time 60 "$id" > /dev/null
  local code
  code=$(docker inspect --format '{{.State.ExitCode}}' "$id")
  docker logs "$id" > "$work/out" 2> "$work/err"
  docker rm "$id" > /dev/null
  [ "$code" = 130 ] || {
    tail -n 20 "$work/err"
    echo "exit code $code after SIGTERM, expected 130"
    return 1
  }
  expect 0 docker run --rm --volume spark-rnn-check:/opt/spark/work/runs "$image" "${long[@]}" --resume
  epoch=$(grep -h -o 'Resuming after epoch [0-9]*' "$work/out" "$work/err" | head -n 1)
  docker volume rm spark-rnn-check > /dev/null
  says '"test":[{][^}]*"accuracy":[0-9.]*'
  echo "exit code 130, then: $epoch"
  [ -n "$epoch" ]
}

check "both stages of the image are built" image_is_built
if [ "$failed" != 0 ]; then
  echo "$passed passed, $failed failed"
  exit 1
fi
if [ -n "$after" ]; then
  # In the background, since only "wait" ends at once when this script is told to end.
  tail --pid="$after" --follow /dev/null &
  wait $!
fi
checking=$SECONDS
if [ "$own_images" = yes ]; then
  export HADOOP_IMAGE=spark-rnn-test/hadoop:3
  cp -r "$here/hadoop" "$work/hadoop"
  mkdir "$work/hadoop/jars"
  (cd "$root" && mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory="$work/hadoop/jars" \
    -DincludeArtifactIds=hadoop-client-api,hadoop-client-runtime,hadoop-client-minicluster,slf4j-api,log4j-slf4j2-impl,log4j-api,log4j-core,log4j-1.2-api,commons-logging)
  build --build-arg "RUNTIME_IMAGE=$RUNTIME_IMAGE" --tag "$HADOOP_IMAGE" "$work/hadoop"
fi
check "docker/smoke.sh" smoke
check "memory of the cluster, its peak within 90 % of the limits" memory
check "a job with a wrong setting ends with 2" cluster_job 2 '"exit_code":2' train --json --set training.epochs=none
check "a job without its data ends with 3" \
  cluster_job 3 '"exit_code":3' train --json --set data.path=hdfs://namenode:8020/none --set data.source=jsonl --set output.dir=hdfs://namenode:8020/spark-rnn/runs
check "a run that is complete is kept" cluster_job 0 '"accuracy":[0-9.]*' train --conf /opt/spark-rnn/conf/sample.conf \
  --set output.dir=hdfs://namenode:8020/spark-rnn/runs --set run.id=sample --resume --json
check "SIGTERM ends each service of the cluster at once" cluster_stops
"${compose[@]}" down --volumes --remove-orphans > /dev/null 2>&1
check "a user id without a name, in the group 0" unknown_user
check "a user id and a group without names, on a read-only root" unknown_user_read_only
check "a /tmp with noexec is told" no_executable_folder
check "a heap of 1 GB in a limit of 2 GB" memory_limit
check "SIGTERM ends with 130, and --resume goes on" sigterm

echo "containers: $((SECONDS - checking)) s"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
