#!/usr/bin/env bash
# Builds the documentation's site into target/site-docs, with Sphinx in a virtual environment under
# target. Needs Python 3.11 or later and a Python package index. A warning fails the build.
#
#   docs/site.sh
#   python3 -m http.server --directory target/site-docs    shows it at http://localhost:8000
#
# PYTHON          the Python to use [python3]
# REPOSITORY_URL  where links to files outside of docs/ lead
# MERMAID         a folder with mermaid.esm.min.mjs and its chunks, the dist of npm's package "mermaid";
#                 by default fetched with npm, or loaded by the browser if there is no npm
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
die() {
  echo "$0: $*" >&2
  exit 2
}

python=${PYTHON:-python3}
venv=target/site-venv
command -v "$python" > /dev/null || die "$python is needed (Debian: apt-get install python3 python3-venv)"
if ! cmp -s docs/requirements.txt "$venv/requirements.txt"; then
  rm -rf "$venv"
  "$python" -m venv "$venv" || die "$python makes no virtual environments (Debian: apt-get install python3-venv)"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r docs/requirements.txt
  cp docs/requirements.txt "$venv/requirements.txt"
fi

version=$(sed -n 's/^mermaid_version = "\(.*\)"$/\1/p' docs/conf.py)
if [ -z "${MERMAID:-}" ] && command -v npm > /dev/null; then
  folder=target/site-mermaid-$version
  if [ ! -d "$folder" ]; then
    rm -rf "$folder.part"
    mkdir -p "$folder.part"
    if (cd "$folder.part" && npm pack --silent "mermaid@$version" > /dev/null); then
      # Only what a browser loads: the module and its chunks.
      tar -xzf "$folder.part"/mermaid-*.tgz -C "$folder.part" --strip-components 2 \
        package/dist/mermaid.esm.min.mjs package/dist/chunks/mermaid.esm.min
      rm "$folder.part"/mermaid-*.tgz
      mv "$folder.part" "$folder"
    fi
  fi
  [ ! -d "$folder" ] || MERMAID=$PWD/$folder
fi
export MERMAID=${MERMAID:-}

rm -rf target/site-docs
"$venv/bin/python" -m sphinx -q -E -W --keep-going -b html -d target/site-doctrees docs target/site-docs
echo "Built: target/site-docs/index.html"
