-- How far the mirror of the shop has got, by kind of resource.
CREATE TABLE mirror_watermarks (
  kind         text         PRIMARY KEY,
  -- Everything that the shop changed before this is here.
  complete_to  timestamptz  NOT NULL,
  -- Of a run that had more pages than it may read: since when it asks, and the page that is next.
  since        timestamptz,
  cursor       text,
  -- What the mark will be when the last page is in.
  target       timestamptz,
  CHECK ((since IS NULL) = (cursor IS NULL) AND (since IS NULL) = (target IS NULL))
);

-- The first import, step by step: so that one which was killed goes on where it was.
CREATE TABLE mirror_imports (
  step          text         PRIMARY KEY,
  -- Before Shopify was asked, by our clock.
  requested_at  timestamptz  NOT NULL DEFAULT now(),
  query         text         NOT NULL,
  -- Unknown when the process ended between asking and the answer.
  operation_id  text,
  -- Bytes of the result file, and resources in them, that are applied.
  position      bigint       NOT NULL DEFAULT 0,
  resources     bigint       NOT NULL DEFAULT 0,
  changed       bigint       NOT NULL DEFAULT 0,
  finished_at   timestamptz
);
