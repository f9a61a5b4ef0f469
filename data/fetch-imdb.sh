#!/usr/bin/env bash
# Downloads the Large Movie Review Dataset (Maas et al. 2011) into data/imdb/ and checks its SHA-256.
# After an interruption, run it again to resume the download.
#
# IMDB_URL     another URL to download it from (https://, http:// or file://)
# IMDB_SHA256  the expected SHA-256 of the file at that URL
# IMDB_DIR     another folder to download it to
set -euo pipefail

readonly url="${IMDB_URL:-https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz}"
readonly sum="${IMDB_SHA256:-c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe}"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly folder="${IMDB_DIR:-$here/imdb}"
readonly target="$folder/aclImdb_v1.tar.gz"
readonly partial="$target.part"

fail() {
  printf 'fetch-imdb: %s\n' "$*" >&2
  exit 1
}

sha256_of() {
  if command -v sha256sum >/dev/null; then
    sha256sum -- "$1" | cut -d ' ' -f 1
  elif command -v shasum >/dev/null; then
    shasum -a 256 -- "$1" | cut -d ' ' -f 1
  else
    fail 'neither sha256sum nor shasum is installed, so the download cannot be checked'
  fi
}

download() {
  if command -v curl >/dev/null; then
    curl --fail --location --show-error --retry 3 --continue-at - --output "$partial" "$url"
  elif command -v wget >/dev/null; then
    wget --continue --tries=3 --output-document="$partial" "$url"
  else
    fail 'neither curl nor wget is installed; install one, or copy the archive to '"$target"
  fi
}

mkdir -p -- "$folder" || fail "cannot create the folder $folder"

if [[ -e "$target" ]]; then
  found="$(sha256_of "$target")"
  if [[ "$found" == "$sum" ]]; then
    printf '%s already exists and is correct.\n' "$target"
    exit 0
  fi
  fail "$target exists with SHA-256 $found, expected $sum; move it away to download the original"
fi

# Do not resume a complete download that was interrupted before its check: servers answer a request
# for bytes beyond the end of the file with an error.
if [[ ! -e "$partial" || "$(sha256_of "$partial")" != "$sum" ]]; then
  download || fail "the download of $url failed; run this again to resume it, or copy the archive to $target"
fi

found="$(sha256_of "$partial")"
if [[ "$found" != "$sum" ]]; then
  rm -f -- "$partial"
  fail "the download has SHA-256 $found, expected $sum; it was deleted, so run this again"
fi
mv -- "$partial" "$target"
printf '%s is complete and correct.\n' "$target"
