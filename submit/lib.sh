# Functions of the scripts in this folder, which source this file.
# shellcheck shell=bash

die() {
  echo "$0: $*" >&2
  exit 2
}

# app_jar ROOT: prints the path of the application jar: APP_JAR if it is set, else the jar built in
# ROOT, or that of a release.
app_jar() {
  if [ -n "${APP_JAR:-}" ]; then
    echo "$APP_JAR"
    return
  fi
  local jars=("$1"/target/spark-rnn-*.jar "$1"/jars/spark-rnn-*.jar)
  local jar
  for jar in "${jars[@]}"; do
    case "$jar" in
      */original-* | *-sources.jar | *-javadoc.jar | *-tests.jar | *'*'*) ;;
      *)
        echo "$jar"
        return
        ;;
    esac
  done
}

# split_options ARG...: sets spark_options to the options of spark-submit, which stand before the word
# "--", and arguments to what follows. A command line that begins with a subcommand has no such options.
# shellcheck disable=SC2034
split_options() {
  spark_options=()
  arguments=("$@")
  local index
  case "${1:-}" in
    -*)
      for ((index = 1; index <= $#; index++)); do
        if [ "${!index}" = -- ]; then
          spark_options=("${@:1:index-1}")
          arguments=("${@:index+1}")
          return
        fi
      done
      ;;
  esac
}

# build_if_missing ROOT: builds the job's jar, and copies Spark's jars if SPARK_HOME is not set. A jar
# that is older than the sources is rebuilt. A release has both already, or finds Spark on the machine.
build_if_missing() {
  local root=$1 jar
  [ -z "${APP_JAR:-}" ] || [ -z "${SPARK_HOME:-}" ] || return 0
  [ -f "$root/pom.xml" ] || return 0
  jar=$(APP_JAR='' app_jar "$root")
  if [ -f "$jar" ] && [ -d "$root/target/spark/jars" ] &&
    [ -z "$(find "$root/src/main" "$root/data/sample" "$root/pom.xml" -newer "$jar" -print -quit)" ]; then
    return
  fi
  command -v mvn > /dev/null || die "Maven is needed to build the job, but 'mvn' is not on the PATH"
  echo "building the job, once (mvn package) ..." >&2
  (cd "$root" && mvn -q -B -DskipTests package >&2)
  share_classes "$root" || true
}

# share_classes ROOT: creates an archive for class data sharing (CDS) from a small training run. Java
# then maps parsed and verified classes into memory, which saves two seconds per run. The archive is
# valid only for these jars at this location and this version of Java; otherwise Java ignores it.
share_classes() {
  local root=$1 scratch=$1/target/sharing
  rm -rf "$scratch" "$root/target/spark/classes.jsa"
  # Written under another name and then renamed, because Java crashes on an incomplete archive.
  SPARK_HOME='' SPARK_CONF_DIR='' APP_JAR='' MASTER='local[2]' DRIVER_MEMORY=1g \
    SPARK_SUBMIT_OPTS="-XX:ArchiveClassesAtExit=$scratch.jsa -Xlog:disable" \
    "$root/submit/train.sh" --conf "$root/conf/sample.conf" --set training.epochs=1 \
    --set output.dir="$scratch" > /dev/null 2>&1 &&
    mv "$scratch.jsa" "$root/target/spark/classes.jsa"
  rm -rf "$scratch" "$scratch.jsa"
}

# spark_submit ROOT ARG...: runs spark-submit of SPARK_HOME. If it is not set, that of the jars from
# Maven, or in a release the one on the PATH.
spark_submit() {
  local root=$1
  shift
  if [ -z "${SPARK_HOME:-}" ] && [ ! -d "$root/target/spark/jars" ]; then
    command -v spark-submit > /dev/null ||
      die "Spark is not found: set SPARK_HOME to a Spark 3.5 installation for Scala 2.12, or put its" \
        "bin on the PATH; \"pip install pyspark==3.5.5\" installs one"
    unset SPARK_HOME
    exec spark-submit "$@"
  fi
  export SPARK_HOME=${SPARK_HOME:-$root/target/spark}
  if [ -x "$SPARK_HOME/bin/spark-submit" ]; then
    exec "$SPARK_HOME/bin/spark-submit" "$@"
  fi
  [ -d "$SPARK_HOME/jars" ] ||
    die "SPARK_HOME is $SPARK_HOME, which contains neither bin/spark-submit nor jars"
  spark_class org.apache.spark.deploy.SparkSubmit "$@"
}

# spark_class CLASS ARG...: runs a program of Spark from SPARK_HOME/jars, like bin/spark-class. Spark's
# launcher prints the java command, with a NUL after each word, including the module options of Java
# 17 and the memory given by settings and environment.
spark_class() {
  local java=java
  [ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
  local version
  version=$("$java" -version 2>&1 | sed -n 's/^[^"]* version "\([0-9]*\).*/\1/p') || true
  [[ $version == 17 || $version == 21 ]] ||
    die "Java 17 or 21 is needed, but the version of $java is ${version:-unknown}; set JAVA_HOME"

  export SPARK_SCALA_VERSION=2.12
  local command=() word
  while IFS= read -d '' -r word; do
    command+=("${word#$'\n'}")
  done < <("$java" -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
  [ "${#command[@]}" -gt 1 ] || die "Spark's launcher printed no command"
  # The first word only marks the beginning of the command.
  command=("${command[@]:1}")
  if [ -f "$SPARK_HOME/classes.jsa" ]; then
    # Java ignores an archive that does not match; its warnings would go to standard output.
    command=("${command[0]}" "-XX:SharedArchiveFile=$SPARK_HOME/classes.jsa"
      -Xlog:cds=off -Xlog:cds+dynamic=off "${command[@]:1}")
  fi
  exec "${command[@]}"
}
