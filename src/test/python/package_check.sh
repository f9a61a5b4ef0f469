#!/usr/bin/env bash
# Builds the wheel of submit/python, installs it beside PySpark 3.5.5 in an environment of its own, checks
# its types, runs its tests with the job's jar, and executes the notebook. The wheel, and the notebook as a
# page with its plots, are left in target/python.
#
#   mvn -q package -DskipTests
#   src/test/python/package_check.sh
#   src/test/python/package_check.sh -k cross_validator      these tests alone; arguments are pytest's
#
# APP_JAR names another jar; VENV names an environment that is kept; PYTHON another Python, 3.8 to 3.12.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
# shellcheck source=submit/lib.sh
. "$root/submit/lib.sh"
SPARK_RNN_JAR=$(app_jar "$root")
export SPARK_RNN_JAR
[ -f "$SPARK_RNN_JAR" ] || die "there is no $SPARK_RNN_JAR; build it with: mvn -q package -DskipTests"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
venv=${VENV:-$work/venv}
[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
# As in an environment that is activated. An installation of Spark would be taken in place of PySpark's own.
export PATH=$venv/bin:$PATH
unset SPARK_HOME OMP_NUM_THREADS OPENBLAS_NUM_THREADS

# Of a copy, since building leaves files beside the sources.
cp -r "$root/submit/python" "$work/python"
out=$root/target/python
rm -rf "$out"
mkdir -p "$out"
pip wheel --quiet --no-deps --wheel-dir "$out" "$work/python"
wheel=$(echo "$out"/sparkrnn-*.whl)
pip install --quiet pyspark==3.5.5 "${wheel}[test,notebook]"
pip install --quiet --no-deps --force-reinstall "$wheel"
python -m zipfile -l "$wheel" | awk 'NR > 1 { print $1 }'

cd "$root/submit/python"
export PYTHONDONTWRITEBYTECODE=1
mypy --cache-dir "$work/mypy" src
pytest -q -p no:cacheprovider --durations=5 "$@"
[ $# = 0 ] || exit 0

mkdir "$work/notebook"
cp examples/reviews.ipynb "$work/notebook"
cd "$work/notebook"
jupyter nbconvert --to notebook --inplace --execute reviews.ipynb
jupyter nbconvert --to html --output-dir "$out" reviews.ipynb
jupyter nbconvert --to markdown --output-dir "$out" reviews.ipynb
# The plots are files beside the page of Markdown.
[ "$(find "$out/reviews_files" -name '*.png' | wc -l)" = 3 ]
grep -E '^ +1,000 reviews: accuracy (8[5-9]|9[0-9])\.' "$out/reviews.md"
grep -E "^ +The loaded pipeline gives the same scores" "$out/reviews.md"
echo "passed; the executed notebook is $out/reviews.html"
