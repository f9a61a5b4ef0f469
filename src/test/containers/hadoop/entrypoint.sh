#!/usr/bin/env bash
# Stands in for the entry script of the image apache/hadoop: writes core-site.xml and hdfs-site.xml from
# the environment (CORE-SITE.XML_key=value), formats the name node in ENSURE_NAMENODE_DIR, and starts the
# command, which like that script it splits at its spaces.
set -euo pipefail

for file in core-site.xml hdfs-site.xml; do
  {
    echo '<configuration>'
    env | sed -n "s|^${file^^}_\([^=]*\)=\(.*\)|<property><name>\1</name><value>\2</value></property>|p"
    echo '</configuration>'
  } > "$HADOOP_CONF_DIR/$file"
done
if [ -n "${ENSURE_NAMENODE_DIR:-}" ] && [ ! -d "$ENSURE_NAMENODE_DIR/current" ]; then
  hdfs namenode -format -nonInteractive
fi
# shellcheck disable=SC2048
exec $*
