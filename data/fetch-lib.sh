# Downloads of data sets with a known checksum. The scripts in this folder source this file.
# shellcheck shell=bash

fail() {
  printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2
  exit 1
}

# digest_of ALGORITHM FILE: prints the digest of a file in hexadecimal. ALGORITHM is sha256 or md5.
digest_of() {
  case "$1" in
    sha256)
      if command -v sha256sum > /dev/null; then
        sha256sum -- "$2" | cut -d ' ' -f 1
      elif command -v shasum > /dev/null; then
        shasum -a 256 -- "$2" | cut -d ' ' -f 1
      else
        fail 'neither sha256sum nor shasum is installed, so the download cannot be checked'
      fi
      ;;
    md5)
      if command -v md5sum > /dev/null; then
        md5sum -- "$2" | cut -d ' ' -f 1
      elif command -v md5 > /dev/null; then
        md5 -q -- "$2"
      else
        fail 'neither md5sum nor md5 is installed, so the download cannot be checked'
      fi
      ;;
  esac
}

# download URL PARTIAL TARGET: downloads to the file PARTIAL, and resumes if it exists.
download() {
  if command -v curl > /dev/null; then
    curl --fail --location --show-error --retry 3 --continue-at - --output "$2" "$1"
  elif command -v wget > /dev/null; then
    wget --continue --tries=3 --output-document="$2" "$1"
  else
    fail "neither curl nor wget is installed; install one, or copy the file to $3"
  fi
}

# fetch URL TARGET ALGORITHM DIGEST: downloads a file, unless it exists, and checks it. TARGET appears
# only when it is complete and correct.
fetch() {
  local url=$1 target=$2 algorithm=$3 digest=$4 partial=$2.part found
  local name
  name=$(tr '[:lower:]' '[:upper:]' <<< "$algorithm" | sed 's/SHA/SHA-/')
  mkdir -p -- "$(dirname "$target")" || fail "cannot create the folder $(dirname "$target")"

  if [[ -e "$target" ]]; then
    found="$(digest_of "$algorithm" "$target")"
    if [[ "$found" == "$digest" ]]; then
      printf '%s already exists and is correct.\n' "$target"
      return
    fi
    fail "$target exists with $name $found, expected $digest; move it away to download the original"
  fi

  # Do not resume a complete download that was interrupted before its check: servers answer a request
  # for bytes beyond the end of the file with an error.
  if [[ ! -e "$partial" || "$(digest_of "$algorithm" "$partial")" != "$digest" ]]; then
    download "$url" "$partial" "$target" ||
      fail "the download of $url failed; run this again to resume it, or copy the file to $target"
  fi

  found="$(digest_of "$algorithm" "$partial")"
  if [[ "$found" != "$digest" ]]; then
    rm -f -- "$partial"
    fail "the download of $url has $name $found, expected $digest; it was deleted, so run this again"
  fi
  mv -- "$partial" "$target"
  printf '%s is complete and correct.\n' "$target"
}
