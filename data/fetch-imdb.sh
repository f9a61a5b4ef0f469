#!/usr/bin/env bash
# Downloads the Large Movie Review Dataset (Maas et al. 2011) into data/imdb/ and checks it.
# After an interruption, run it again to resume the download.
#
#   data/fetch-imdb.sh          the archive of texts, for conf/imdb.conf
#   data/fetch-imdb.sh keras    the same reviews as word ids, as Keras distributes them, for
#                               conf/imdb-keras.conf: imdb.npz, and imdb_word_index.json for `import`
#   data/fetch-imdb.sh all      both
#
# IMDB_URL     another URL to download the archive from (https://, http:// or file://)
# IMDB_SHA256  the expected SHA-256 of the file at that URL
# KERAS_URL    another folder to download the files of Keras from
# IMDB_DIR     another folder to download to
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=data/fetch-lib.sh
. "$here/fetch-lib.sh"
readonly folder="${IMDB_DIR:-$here/imdb}"

archive() {
  fetch "${IMDB_URL:-https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz}" \
    "$folder/aclImdb_v1.tar.gz" \
    sha256 "${IMDB_SHA256:-c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe}"
}

# The digests are those that keras.datasets.imdb checks; for the word index, that is an MD5.
keras() {
  local url="${KERAS_URL:-https://storage.googleapis.com/tensorflow/tf-keras-datasets}"
  fetch "$url/imdb.npz" "$folder/imdb.npz" \
    sha256 69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f
  fetch "$url/imdb_word_index.json" "$folder/imdb_word_index.json" \
    md5 bfafd718b763782e994055a2d397834f
}

case "${1:-archive}" in
  archive) archive ;;
  keras) keras ;;
  all)
    archive
    keras
    ;;
  *)
    printf 'usage: data/fetch-imdb.sh [archive|keras|all]\n' >&2
    exit 2
    ;;
esac
