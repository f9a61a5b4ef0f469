# Functions of the comparisons in the folders here, which source this file after submit/lib.sh.
# shellcheck shell=bash

# python_environment VENV REQUIREMENTS: creates a virtual environment with the packages of a file, or
# leaves it as it is if it has them. PYTHON is 3.11 or later; python3 if it is not set.
python_environment() {
  local venv=$1 requirements=$2 python=${PYTHON:-python3}
  cmp -s "$requirements" "$venv/requirements.txt" && return
  command -v "$python" > /dev/null || die "$python is needed (Debian: apt-get install python3 python3-venv)"
  echo "installing $(paste -sd ' ' "$requirements") ..." >&2
  rm -rf "$venv"
  "$python" -m venv "$venv" >&2 ||
    die "$python makes no virtual environments (Debian: apt-get install python3-venv)"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" >&2
  cp "$requirements" "$venv/requirements.txt"
}
