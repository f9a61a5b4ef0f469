# Shared by the scripts beside it; meant to be sourced.
# shellcheck shell=bash

die() {
  echo "$0: $*" >&2
  exit 2
}

# app_jar ROOT: prints the application jar's path, or the address that APP_JAR gives.
app_jar() {
  if [ -n "${APP_JAR:-}" ]; then
    echo "$APP_JAR"
    return
  fi
  local jars=("$1"/target/spark-rnn-*.jar)
  local jar
  for jar in "${jars[@]}"; do
    case "$jar" in
      */original-* | *-sources.jar | *-tests.jar) ;;
      *)
        echo "$jar"
        return
        ;;
    esac
  done
}

# build_if_missing ROOT: builds the jar, and Spark's jars where no installation is named. A jar
# older than the sources is built anew.
build_if_missing() {
  local root=$1 jar
  [ -z "${APP_JAR:-}" ] || [ -z "${SPARK_HOME:-}" ] || return 0
  jar=$(APP_JAR='' app_jar "$root")
  if [ -f "$jar" ] && [ -d "$root/target/spark/jars" ] &&
    [ -z "$(find "$root/src/main" "$root/data/sample" "$root/pom.xml" -newer "$jar" -print -quit)" ]; then
    return
  fi
  command -v mvn > /dev/null || die "Maven is needed to build the job, and 'mvn' is not on the PATH"
  echo "building the job, once (mvn package) ..." >&2
  (cd "$root" && mvn -q -B -DskipTests package >&2)
  share_classes "$root" || true
}

# share_classes ROOT: archives the classes that a small training loads, parsed and verified, so that
# Java maps them into memory instead of making them from their jars: two seconds less a training. The
# archive is of these jars, this java and this place, and Java ignores it with any other.
share_classes() {
  local root=$1 scratch=$1/target/sharing
  rm -rf "$scratch" "$root/target/spark/classes.jsa"
  # Its own name only when it is whole: Java crashes on half an archive.
  SPARK_HOME='' SPARK_CONF_DIR='' APP_JAR='' MASTER='local[2]' DRIVER_MEMORY=1g \
    SPARK_SUBMIT_OPTS="-XX:ArchiveClassesAtExit=$scratch.jsa -Xlog:disable" \
    "$root/submit/train.sh" --conf "$root/conf/sample.conf" --set training.epochs=1 \
    --set output.dir="$scratch" > /dev/null 2>&1 &&
    mv "$scratch.jsa" "$root/target/spark/classes.jsa"
  rm -rf "$scratch" "$scratch.jsa"
}

# spark_submit ROOT ARG...: runs spark-submit, that of SPARK_HOME if it is set.
spark_submit() {
  local root=$1
  shift
  export SPARK_HOME=${SPARK_HOME:-$root/target/spark}
  if [ -x "$SPARK_HOME/bin/spark-submit" ]; then
    exec "$SPARK_HOME/bin/spark-submit" "$@"
  fi
  [ -d "$SPARK_HOME/jars" ] ||
    die "SPARK_HOME is $SPARK_HOME, which has neither bin/spark-submit nor jars"
  spark_class org.apache.spark.deploy.SparkSubmit "$@"
}

# spark_class CLASS ARG...: runs one of Spark's programs from SPARK_HOME/jars, as bin/spark-class
# would: Spark's launcher says, NUL after each word, which java command that is, with Java 17's
# module options and the memory that settings and environment give it.
spark_class() {
  local java=java
  [ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
  local version
  version=$("$java" -version 2>&1 | sed -n 's/^[^"]* version "\([0-9]*\).*/\1/p') || true
  [ "$version" = 17 ] || die "Java 17 is needed, $java is ${version:-not there}; set JAVA_HOME"

  export SPARK_SCALA_VERSION=2.12
  local command=() word
  while IFS= read -d '' -r word; do
    command+=("${word#$'\n'}")
  done < <("$java" -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
  [ "${#command[@]}" -gt 1 ] || die "Spark's launcher gave no command"
  # The first word is the launcher's mark that the command begins.
  command=("${command[@]:1}")
  if [ -f "$SPARK_HOME/classes.jsa" ]; then
    # In silence: standard output is the command's, and an archive that does not fit is no matter.
    command=("${command[0]}" "-XX:SharedArchiveFile=$SPARK_HOME/classes.jsa"
      -Xlog:cds=off -Xlog:cds+dynamic=off "${command[@]:1}")
  fi
  exec "${command[@]}"
}
