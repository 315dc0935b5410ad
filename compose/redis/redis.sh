#!/bin/sh
# The password comes from a file and goes into a file, so that it stands in no list of processes.
set -eu

umask 077
configuration="${CONFIGURATION_FOLDER:-/tmp}/redis.conf"
printf 'requirepass %s\n' "$(cat "${SECRETS_FOLDER:-/run/secrets}/REDIS_PASSWORD")" >"$configuration"

# noeviction: a queue that is full must say so. appendonly: what was enqueued survives a restart.
exec redis-server "$configuration" --appendonly yes --appendfsync everysec --save '' \
  --maxmemory "${REDIS_MAXMEMORY:-512mb}" --maxmemory-policy noeviction "$@"
