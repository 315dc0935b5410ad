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

-- Sessions of administrators at the pages below /ops. The cookie is this id with a signature of SESSION_SECRET, which is
-- not in here: who reads this table has no session by it. Erasing the user ends them at once.
CREATE TABLE operator_sessions (
  id           uuid        PRIMARY KEY,
  user_id      uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  started_at   timestamptz NOT NULL,
  -- When a person last did something, to the minute.
  seen_at      timestamptz NOT NULL,
  -- When it was last known that they are an administrator.
  confirmed_at timestamptz NOT NULL
);
CREATE INDEX operator_sessions_user_id ON operator_sessions (user_id);
