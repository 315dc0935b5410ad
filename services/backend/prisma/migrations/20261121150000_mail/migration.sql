-- Mail ---------------------------------------------------------------------------------------------------------

-- Mail that is to be sent: written in the transaction that is the reason for it, sent afterwards. The key says what it
-- is about, so that one reason makes one mail however often it is told. The row stays when the mail is gone, without
-- what was in it.
CREATE TABLE mails (
  key             text        PRIMARY KEY CHECK (char_length(key) BETWEEN 1 AND 200),
  kind            text        NOT NULL,
  locale          text        NOT NULL CHECK (locale IN ('ro', 'en', 'hu')),
  -- Sealed JSON: the address and what the mail tells. NULL once it is settled.
  sealed          bytea,
  -- For erasing what waits. NULL once it is settled.
  recipient_hash  bytea,
  -- unclear: it was handed over and no answer came, so it may have arrived. Nobody gets a mail twice because of it.
  status          text        NOT NULL DEFAULT 'queued'
                  CHECK (status IN ('queued', 'sending', 'sent', 'refused', 'unclear', 'erased')),
  attempts        integer     NOT NULL DEFAULT 0,
  -- Of a queued one: when it is tried. Of one that is being sent: when its process counts as gone.
  due_at          timestamptz NOT NULL DEFAULT now(),
  -- In words, without the address.
  reason          text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  settled_at      timestamptz
);
CREATE INDEX mails_due ON mails (due_at) WHERE status IN ('queued', 'sending');
CREATE INDEX mails_recipient_hash ON mails (recipient_hash) WHERE recipient_hash IS NOT NULL;
CREATE INDEX mails_settled_at ON mails (settled_at) WHERE settled_at IS NOT NULL;

-- Who wants to be told when a product is back. Until the address is confirmed by a mail, nothing is sent but that mail;
-- once it was told, the address is forgotten.
CREATE TABLE stock_alerts (
  id            uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  product_id    bigint      NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  -- NULL: any variant.
  variant_id    bigint,
  locale        text        NOT NULL CHECK (locale IN ('ro', 'en', 'hu')),
  -- Sealed text.
  email         bytea       NOT NULL,
  email_hash    bytea       NOT NULL,
  token_hash    bytea       NOT NULL UNIQUE,
  created_at    timestamptz NOT NULL DEFAULT now(),
  confirmed_at  timestamptz
);
CREATE UNIQUE INDEX stock_alerts_once ON stock_alerts (email_hash, product_id, variant_id) NULLS NOT DISTINCT;
CREATE INDEX stock_alerts_product_id ON stock_alerts (product_id) WHERE confirmed_at IS NOT NULL;
CREATE INDEX stock_alerts_unconfirmed ON stock_alerts (created_at) WHERE confirmed_at IS NULL;

-- Copies of everything held of a user, that they asked for and fetch when a mail says so. Gone after a week, and with
-- the user.
CREATE TABLE account_exports (
  id          uuid        PRIMARY KEY,
  user_id     uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- Sealed JSON. NULL until it is made.
  content     bytea,
  created_at  timestamptz NOT NULL DEFAULT now(),
  ready_at    timestamptz
);
CREATE INDEX account_exports_user_id ON account_exports (user_id);
CREATE INDEX account_exports_pending ON account_exports (created_at) WHERE ready_at IS NULL;
CREATE INDEX account_exports_ready_at ON account_exports (ready_at) WHERE ready_at IS NOT NULL;
