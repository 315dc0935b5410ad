-- Operations -------------------------------------------------------------------------------------------------

-- What backups were taken of this database, for those who ask how old the last one is. The backups themselves, with
-- a manifest each, lie in the storage and need no row here to be restored.
CREATE TABLE backups (
  id           text        PRIMARY KEY,
  format       text        NOT NULL CHECK (format IN ('pg_dump', 'rows')),
  -- When it was begun: whatever was committed before is in it.
  taken_at     timestamptz NOT NULL,
  finished_at  timestamptz NOT NULL DEFAULT now(),
  bytes        bigint      NOT NULL,
  rows         bigint      NOT NULL,
  -- Set when it was restored elsewhere and found equal.
  verified_at  timestamptz
);
CREATE INDEX backups_taken_at ON backups (taken_at DESC);
