-- How the last run of each kind of looking ended.
CREATE TABLE mirror_runs (
  kind      text         NOT NULL,
  -- For changes, or for all there is.
  task      text         NOT NULL CHECK (task IN ('reconcile', 'sweep')),
  ended_at  timestamptz  NOT NULL,
  outcome   text         NOT NULL CHECK (outcome IN ('complete', 'more', 'unbelievable', 'failed')),
  changed   integer      NOT NULL,
  PRIMARY KEY (kind, task)
);

-- What the mirror was found to lack, ever.
CREATE TABLE mirror_drift (
  kind           text         NOT NULL,
  drift          text         NOT NULL,
  found          bigint       NOT NULL,
  last_found_at  timestamptz  NOT NULL,
  PRIMARY KEY (kind, drift)
);
