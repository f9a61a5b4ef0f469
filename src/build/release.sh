#!/usr/bin/env bash
# Builds a release: for each platform an archive with the scripts, the configurations and a jar with that
# platform's native code; the jar of the sources, that of Javadoc, and SHA-256 sums of all.
#
#   src/build/release.sh                       all platforms, into target/release
#   src/build/release.sh linux-x86_64          these platforms
#
# Run the tests first: this runs none.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ $# -gt 0 ] || set -- linux-x86_64 linux-arm64 macosx-x86_64 macosx-arm64
rm -rf target/release
mkdir -p target/release
for platform; do
  echo "$platform ..."
  # A jar of one platform must not keep another one's libraries.
  rm -rf target/classes/io/sparkrnn/blas/*-x86_64 target/classes/io/sparkrnn/blas/*-arm64 \
    target/dependency-maven-plugin-markers
  profiles=release
  [ "$platform" != linux-x86_64 ] || profiles+=,bfloat16
  mvn -q -B -ntp -P "$profiles" -Dmaven.test.skip=true -Dnative.platform="$platform" package
  cp target/spark-rnn-*"-$platform.tar.gz" target/spark-rnn-*-sources.jar target/spark-rnn-*-javadoc.jar \
    target/release/
  for jar in target/spark-rnn-*.jar; do
    case "$jar" in
      *-sources.jar | *-javadoc.jar) ;;
      *) cp "$jar" "target/release/$(basename "$jar" .jar)-$platform.jar" ;;
    esac
  done
done
cd target/release
sha256sum -- * > SHA256SUMS
ls -l
