#!/bin/sh
# Starts a streaming replica: the first time it copies the primary, later it goes on where it was.
set -eu

passfile="$(dirname "$PGDATA")/pgpass"
unfinished="$PGDATA.unfinished"

umask 077
mkdir -p "$(dirname "$PGDATA")"
printf '%s:%s:*:replicator:%s\n' "$PRIMARY_HOST" "$PRIMARY_PORT" \
  "$(cat "${SECRETS_FOLDER:-/run/secrets}/POSTGRES_REPLICATOR_PASSWORD")" >"$passfile"

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # Copied beside and renamed when whole: a container that is stopped in the middle begins again.
  tries=0
  until rm -rf "$unfinished" && pg_basebackup --pgdata="$unfinished" --wal-method=stream --slot=replica \
    --checkpoint=fast --write-recovery-conf --no-password \
    --dbname="host=$PRIMARY_HOST port=$PRIMARY_PORT user=replicator passfile=$passfile application_name=replica"; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || { echo 'the primary could not be copied' >&2; exit 1; }
    sleep 2
  done
  rm -rf "$PGDATA"
  mv "$unfinished" "$PGDATA"
fi

exec postgres -D "$PGDATA" "$@"
