#!/bin/bash
# Formats a new volume, leaves a formatted one alone, and becomes the broker.
set -euo pipefail
here=/etc/chungtay/kafka
java -cp '/opt/kafka/libs/*' kafka.tools.StorageTool format --ignore-formatted \
  --cluster-id "$CLUSTER_ID" --config "$here/server.properties"
# shellcheck disable=SC2086
exec java ${KAFKA_HEAP_OPTS:--Xmx512m} -XX:+ExitOnOutOfMemoryError -Dlog4j2.configurationFile="$here/log4j2.yaml" \
  -cp '/opt/kafka/libs/*' kafka.Kafka "$here/server.properties"
