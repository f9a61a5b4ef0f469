#!/usr/bin/env bash
# Trains the sample with the packaged job on systems and processors that this machine is not.
#
#   mvn -DskipTests package
#   src/test/sh/platforms_check.sh FOLDER                 all checks, 15 minutes
#   src/test/sh/platforms_check.sh FOLDER haswell arm64   some of them
#
#   glibc     Debian with a C library too old for the newer OpenBLAS, and a bare one that is not
#   haswell   x86-64 processors without AVX-512, emulated: pinned kernels give the same parameters
#   arm64     64-bit ARM, emulated: the newer OpenBLAS, and a C library too old for it
#
# Needs an x86-64 Linux with AVX2, root (systems are unpacked in FOLDER and entered by chroot), Java
# 17, debootstrap, qemu-user-static 7.2 or later, Debian's packages (MIRROR, default deb.debian.org),
# and, for arm64, Maven and the kernel's binfmt_misc. Leaves nothing in FOLDER. Says what it found,
# line by line; ends with 1 if anything is not as expected.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
# shellcheck source=submit/lib.sh
. "$here/submit/lib.sh"

mirror=${MIRROR:-http://deb.debian.org/debian}
newer=0.3.31
of_nd4j=0.3.19
# Few reviews, and sizes whose products are cut differently for different kernels (see Gemm).
training=(train --json --conf sample.conf --set data.source=jsonl --set data.path=reviews.jsonl
  --set output.dir=runs --set model.embedding-size=128 --set model.hidden-size=128
  --set training.epochs=1 --set training.refit=false)
arm64_format=/proc/sys/fs/binfmt_misc/platforms-check-arm64
systems=()
failures=0

[ "$#" -gt 0 ] || die "usage: $0 FOLDER [glibc|haswell|arm64]..."
[ "$(id -u)" = 0 ] || die "chroot needs root"
mkdir -p "$1"
work=$(cd "$1" && pwd)
shift
[ "$#" -gt 0 ] || set -- glibc haswell arm64
jar=$(realpath "$(app_jar "$here")")
if [ ! -f "$jar" ] || [ ! -d "$here/target/spark/jars" ]; then
  die "run mvn -DskipTests package first"
fi

# inputs FOLDER: what trainings that begin there read.
inputs() {
  head -n 500 "$here/data/sample/train.jsonl" > "$1/reviews.jsonl"
  cp "$here/conf/sample.conf" "$1"
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" > /dev/null || die "$program is needed"
  done
}

remove_systems() {
  local system
  for system in "${systems[@]}"; do
    if mountpoint -q "$system/proc"; then umount "$system/proc"; fi
    rm -rf --one-file-system "$system"
  done
  systems=()
}

leave() {
  remove_systems
  rm -rf "$work/arm64-source" "$work/java" "$work/runs" "$work"/*.log \
    "$work/reviews.jsonl" "$work/sample.conf"
  if [ -e "$arm64_format" ]; then echo -1 > "$arm64_format"; fi
}
trap leave EXIT

# debian SUITE ARCH PACKAGES: unpacks a minimal Debian with the packages and the job in it, and says
# where in $system. Nothing is set up: Java does not need it, and unpacking needs no emulation.
debian() {
  system=$work/$1-$2
  systems+=("$system")
  debootstrap --foreign --variant=minbase --arch="$2" --include="$3" "$1" "$system" "$mirror" \
    > "$work/debootstrap.log" 2>&1 || die "$(tail -n 1 "$work/debootstrap.log")"
  local package
  for package in "$system"/var/cache/apt/archives/*.deb; do
    dpkg-deb --extract "$package" "$system"
    rm "$package"
  done
  echo 'root:x:0:0:root:/root:/bin/sh' > "$system/etc/passwd"
  echo "127.0.0.1 localhost $(hostname)" > "$system/etc/hosts"
  local device
  for device in null:3 zero:5 random:8 urandom:9; do
    [ -e "$system/dev/${device%:*}" ] || mknod -m 666 "$system/dev/${device%:*}" c 1 "${device#*:}"
  done
  mkdir -p "$system/proc" "$system/tmp"
  mount -t proc proc "$system/proc"
  cp -r "$here/submit" "$here/target/spark" "$system"
  inputs "$system"
}

# train_in SYSTEM JAR NAME=VALUE... -- OPTION...: trains there; the output is $output.
train_in() {
  local root=$1 variables=()
  cp "$2" "$root/job.jar"
  shift 2
  while [ "$1" != -- ]; do
    variables+=("$1")
    shift
  done
  shift
  local java
  java=$(cd "$root" && echo usr/lib/jvm/java-17-openjdk-*)
  output=$(chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin JAVA_HOME="/$java" APP_JAR=/job.jar \
    SPARK_HOME=/spark SPARK_LOCAL_IP=127.0.0.1 MASTER='local[2]' "${variables[@]}" \
    /bin/bash /submit/train.sh "${training[@]}" "$@" 2>&1) || true
}

# train_here JAVA_HOME OPTION...: trains on this system; the output is $output.
train_here() {
  local home=$1
  shift
  output=$(cd "$work" && env -u OPENBLAS_CORETYPE JAVA_HOME="$home" APP_JAR="$jar" \
    SPARK_HOME="$here/target/spark" SPARK_LOCAL_IP=127.0.0.1 MASTER='local[2]' \
    "$here/submit/train.sh" "${training[@]}" "$@" 2>&1) || true
}

parameters() {
  sed -n 's/.*"model_sha256":"\([0-9a-f]*\)".*/\1/p' <<< "$output"
}

# report WHAT KERNELS PARAMETERS: holds $output against the kernels and the parameters that are
# expected; either may be empty for any.
report() {
  local kernels found verdict=ok
  kernels=$(sed -n 's/^Kernels: //p' <<< "$output")
  found=$(parameters)
  case "$kernels" in
    "$2"*) ;;
    *) verdict="FAILED, expected $2" ;;
  esac
  [ -n "$found" ] || verdict="FAILED, no model"
  [ -z "$3" ] || [ "$3" = "$found" ] || verdict="FAILED, expected parameters ${3:0:12}"
  printf '%s: %s: parameters %s: %s\n' "$1" "${kernels:-no kernels}" "${found:0:12}" "$verdict"
  if [ "$verdict" != ok ]; then
    failures=$((failures + 1))
    tail -n 20 <<< "$output" | cut -c1-200 >&2
  fi
}

java_home() {
  dirname "$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")")"
}

# Parameters with kernels for Haswell on this machine; trained once.
pinned_here() {
  if [ -z "${pinned:-}" ]; then
    train_here "$(java_home)" --set blas.core-type=Haswell
    report "this machine, pinned" "OpenBLAS $newer, Haswell" ""
    pinned=$(parameters)
  fi
}

check_glibc() {
  need debootstrap dpkg-deb
  pinned_here
  debian bookworm amd64 openjdk-17-jre-headless
  train_in "$system" "$jar" -- --set blas.core-type=Haswell
  report "bookworm (glibc 2.36), pinned" "OpenBLAS $newer, Haswell" "$pinned"
  remove_systems
  debian bullseye amd64 openjdk-17-jre-headless
  train_in "$system" "$jar" -- --set blas.core-type=Haswell
  report "bullseye (glibc 2.31), pinned" "OpenBLAS $of_nd4j, Haswell" ""
  train_in "$system" "$jar" --
  report "bullseye (glibc 2.31)" "OpenBLAS $of_nd4j" ""
  remove_systems
}

# A Java home whose java is emulated on another processor. QEMU says on each start which features of
# the processor it has not.
emulated_java() {
  mkdir -p "$work/java/bin"
  cat > "$work/java/bin/java" << END
#!/bin/sh
exec qemu-x86_64-static -cpu $1 $(java_home)/bin/java "\$@"
END
  chmod +x "$work/java/bin/java"
}

check_haswell() {
  need qemu-x86_64-static
  pinned_here
  local processor
  for processor in Haswell EPYC; do
    emulated_java "$processor"
    train_here "$work/java" --set blas.core-type=Haswell
    report "emulated $processor, pinned" "OpenBLAS $newer, Haswell" "$pinned"
  done
  # A processor with AVX-512 gets other bits without pinning, or the above would prove nothing.
  train_here "$(java_home)"
  report "this machine" "OpenBLAS $newer" ""
  [ "$(parameters)" != "$pinned" ] || echo "this machine's own kernels give the same parameters"
}

register_arm64() {
  [ -e "$arm64_format" ] && return
  if [ ! -e /proc/sys/fs/binfmt_misc/register ]; then
    mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc || die "this kernel has no binfmt_misc"
  fi
  local magic='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00'
  local mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
  # F: the emulator is opened now, and so is there inside of a chroot.
  echo ":${arm64_format##*/}:M::$magic:$mask:$(command -v qemu-aarch64-static):F" \
    > /proc/sys/fs/binfmt_misc/register
}

check_arm64() {
  need debootstrap dpkg-deb qemu-aarch64-static mvn
  register_arm64
  local source=$work/arm64-source
  mkdir -p "$source"
  (cd "$here" && git ls-files -z | tar --create --null --files-from=-) | tar --extract -C "$source"
  (cd "$source" && mvn -q -B -ntp -DskipTests -Dnative.platform=linux-arm64 package) ||
    die "the job could not be built for linux-arm64"
  local arm64_jar parameters_arm64
  arm64_jar=$(APP_JAR='' app_jar "$source")
  debian bookworm arm64 openjdk-17-jre-headless,libgomp1
  train_in "$system" "$arm64_jar" QEMU_CPU=neoverse-n1 --
  report "bookworm, emulated Neoverse N1" "OpenBLAS $newer" ""
  parameters_arm64=$(parameters)
  # Has SVE, which these libraries have no kernels for.
  train_in "$system" "$arm64_jar" QEMU_CPU=max --
  report "bookworm, emulated ARM with SVE" "OpenBLAS $newer" "$parameters_arm64"
  remove_systems
  debian bullseye arm64 openjdk-17-jre-headless,libgomp1
  train_in "$system" "$arm64_jar" QEMU_CPU=neoverse-n1 --
  report "bullseye, emulated Neoverse N1" "OpenBLAS $of_nd4j" ""
  remove_systems
}

inputs "$work"
for check in "$@"; do
  case "$check" in
    glibc | haswell | arm64) "check_$check" ;;
    *) die "unknown check $check; there are glibc, haswell and arm64" ;;
  esac
done
[ "$failures" = 0 ] || exit 1
