#!/usr/bin/env bash
# Trains, resumes, evaluates and scores on a table of a real PostgreSQL server, read by JDBC.
#
#   mvn -DskipTests package
#   src/test/sh/postgres_check.sh FOLDER      5 minutes
#
# Needs PostgreSQL's server (Debian: postgresql), Java 17, and Maven Central for the driver. The server
# listens on this machine alone and is stopped at the end. Says what it found, line by line; ends with 1
# if anything is not as expected.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
# shellcheck source=submit/lib.sh
. "$here/submit/lib.sh"

[ "$#" = 1 ] || die "usage: $0 FOLDER"
mkdir -p "$1"
work=$(cd "$1" && pwd)
port=${PGPORT:-54329}
password=not-to-be-told
failures=0

bin=$(find /usr/lib/postgresql -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || die "no PostgreSQL server; install Debian's package postgresql"

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

sql() {
  PGPASSWORD=$password psql -q -h 127.0.0.1 -p "$port" -U job -d reviews -v ON_ERROR_STOP=1 "$@"
}

check() {
  if [ "$2" = "$3" ]; then
    echo "as expected: $1: $2"
  else
    echo "NOT as expected: $1: $2, not $3"
    failures=$((failures + 1))
  fi
}

job() {
  local subcommand=$1
  shift
  SPARK_CONF_DIR="$work/conf" SPARK_LOCAL_IP=127.0.0.1 MASTER='local[2]' \
    "$here/submit/train.sh" "$subcommand" "$@" 2>>"$work/err.txt" | tail -n 1
}

field() {
  sed -n "s/.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1
}

# Accuracy of the network in JSON, where the linear baseline has one too: accuracy NAME_OF_ITS_SCORES.
accuracy() {
  tr -d ' ' | grep -o "\"$1\":{\"accuracy\":[0-9.]*" | head -n 1 | sed 's/.*://'
}

settings=(--conf "$here/conf/sample.conf" --set data.format=jdbc
  --set "data.options.url=jdbc:postgresql://127.0.0.1:$port/reviews"
  --set data.options.driver=org.postgresql.Driver --set data.options.dbtable=reviews
  --set data.options.user=job
  --set "data.options.password=$password" --set data.key-columns=id
  --set "output.dir=$work/runs" --set "models.dir=$work/models"
  --set models.promotion.min-accuracy=0 --set training.replicas=2 --set training.epochs=2)

rm -rf "$work/db" "$work/runs" "$work/models" "$work/scored.parquet" "$work/sample" "$work/err.txt"
mkdir -p "$work/conf" "$work/db"
cat >"$work/conf/spark-defaults.conf" <<CONF
spark.ui.enabled false
spark.jars.packages org.postgresql:postgresql:42.7.4
CONF
[ "$(id -u)" != 0 ] || chown postgres "$work/db"
chmod 755 "$work"
as_postgres "$bin/initdb" -D "$work/db" -A trust >/dev/null
as_postgres "$bin/pg_ctl" -D "$work/db" -w -l "$work/db/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work/db" start >/dev/null
trap 'as_postgres "$bin/pg_ctl" -D "$work/db" -m immediate stop >/dev/null' EXIT
as_postgres psql -q -h 127.0.0.1 -p "$port" -d postgres \
  -c "CREATE ROLE job LOGIN PASSWORD '$password'" -c "CREATE DATABASE reviews OWNER job"

job sample "$work/sample" >/dev/null
sql -c "CREATE TABLE raw (line jsonb)" \
  -c "CREATE TABLE reviews (id bigint PRIMARY KEY, ds date, text text, label text)"
for split in train test; do
  sql -c "\\copy raw FROM '$work/sample/$split.jsonl' WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
done
sql -c "INSERT INTO reviews SELECT row_number() OVER (), DATE '2026-01-01', line->>'text', line->>'label' FROM raw"
rows=$(sql -A -t -c "SELECT count(*) FROM reviews")
echo "as expected: $rows rows in the table"

first=$(job train --json "${settings[@]}" --set run.id=first)
check "the first run" "$(field run <<<"$first" | sed 's|.*/||')" first
check "unchanged" "$(job train --json "${settings[@]}" --set run.id=second | field status)" nothing-new
sql -c "INSERT INTO reviews SELECT id + 1000000, DATE '2026-01-02', text || ' indeed', label FROM reviews WHERE id % 7 = 0"
third=$(job train --json "${settings[@]}" --set run.id=third)
check "after new rows" "$(field run <<<"$third" | sed 's|.*/||')" third

# Killed after its first epoch, and resumed: the same parameters.
SPARK_CONF_DIR="$work/conf" SPARK_LOCAL_IP=127.0.0.1 MASTER='local[2]' setsid \
  "$here/submit/train.sh" train --json "${settings[@]}" --set run.id=killed --set models.dir= \
  >/dev/null 2>"$work/killed.txt" &
killed=$!
until grep -qs '^Epoch 1/' "$work/killed.txt"; do
  kill -0 "$killed" || die "the run ended before its first epoch: $(tail -n 5 "$work/killed.txt")"
  sleep 0.2
done
kill -KILL -- "-$killed"
wait "$killed" || true
resumed=$(job train --json --resume "${settings[@]}" --set run.id=killed --set models.dir=)
check "resumed" "$(field model_sha256 <<<"$resumed")" "$(field model_sha256 <<<"$third")"

evaluated=$(job evaluate "$work/runs/third" --json --set "data.options.password=$password")
check "evaluated" "$(accuracy scores <<<"$evaluated")" "$(accuracy test <<<"$third")"
scored=$(job score "$work/runs/third" --json --set "data.options.password=$password" \
  --set "data.where=ds = '2026-01-02'" --output "$work/scored.parquet")
check "scored" "$(field scored <<<"$scored")" "$(sql -A -t -c "SELECT count(*) FROM reviews WHERE ds = '2026-01-02'")"
check "files that tell the password" "$(grep -rl "$password" "$work/runs" "$work/models" "$work/scored.parquet" "$work/err.txt" | wc -l)" 0

[ "$failures" = 0 ] || die "$failures checks failed"
