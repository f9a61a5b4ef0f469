#!/usr/bin/env bash
# Downloads the MNIST database of handwritten digits (LeCun, Cortes and Burges) into data/mnist/, for
# conf/mnist.conf, and checks the SHA-256 of its four files. After an interruption, run it again to
# resume the download.
#
# MNIST_URL  another folder to download from (https://, http:// or file://); the default is PyTorch's
#            mirror, since the page of the authors no longer serves the files
# MNIST_DIR  another folder to download to
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=data/fetch-lib.sh
. "$here/fetch-lib.sh"
readonly folder="${MNIST_DIR:-$here/mnist}"
readonly mirror="${MNIST_URL:-https://ossci-datasets.s3.amazonaws.com/mnist}"

while read -r file digest; do
  fetch "$mirror/$file" "$folder/$file" sha256 "$digest"
done << 'EOF'
train-images-idx3-ubyte.gz 440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609
train-labels-idx1-ubyte.gz 3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c
t10k-images-idx3-ubyte.gz 8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6
t10k-labels-idx1-ubyte.gz f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6
EOF
