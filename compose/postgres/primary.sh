#!/bin/sh
# Run once by the image of PostgreSQL, when the database is made: the service's role, which owns its database and is no
# superuser, and the replica's, with the slot that keeps for it what it has not fetched yet.
set -eu

export SECRETS_FOLDER="${SECRETS_FOLDER:-/run/secrets}"

# psql reads the passwords itself: they stand in no list of processes.
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set pet_password `cat "$SECRETS_FOLDER/POSTGRES_PET_PASSWORD"`
\set replicator_password `cat "$SECRETS_FOLDER/POSTGRES_REPLICATOR_PASSWORD"`
CREATE ROLE pet LOGIN PASSWORD :'pet_password';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'replicator_password';
CREATE DATABASE pet OWNER pet;
SELECT pg_create_physical_replication_slot('replica', true);
SQL
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname pet --command 'CREATE EXTENSION pg_stat_statements'

# The image lets everybody with a password into every database, which does not include replication.
echo 'host replication replicator all scram-sha-256' >>"$PGDATA/pg_hba.conf"
