-- People -----------------------------------------------------------------------------------------------------

-- Whom pets and designs belong to: a user who signed in, or a visitor who has not yet. Deleting an owner deletes
-- everything that is theirs.
CREATE TABLE owners (
  id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  kind        text        NOT NULL CHECK (kind IN ('user', 'guest')),
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX owners_guests_created_at ON owners (created_at) WHERE kind = 'guest';

CREATE TABLE users (
  id                    uuid        PRIMARY KEY REFERENCES owners (id) ON DELETE CASCADE,
  clerk_id              text        NOT NULL UNIQUE CHECK (char_length(clerk_id) BETWEEN 1 AND 255),
  -- Sealed JSON: name, email, phone.
  personal              bytea       NOT NULL,
  email_hash            bytea,
  locale                text        NOT NULL DEFAULT 'en' CHECK (locale IN ('ro', 'en', 'hu')),
  units                 text        NOT NULL DEFAULT 'metric' CHECK (units IN ('metric', 'imperial')),
  marketing_consent     boolean     NOT NULL DEFAULT false,
  marketing_consent_at  timestamptz,
  version               integer     NOT NULL DEFAULT 1,
  created_at            timestamptz NOT NULL DEFAULT now(),
  updated_at            timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX users_email_hash ON users (email_hash);

-- Accounts that are erased here and still to be deleted at Clerk: written together with the erasure, so that no
-- outage of the queue or of Clerk loses one.
CREATE TABLE clerk_deletions (
  clerk_id      text        PRIMARY KEY,
  requested_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE guests (
  id          uuid        PRIMARY KEY REFERENCES owners (id) ON DELETE CASCADE,
  claimed_by  uuid        REFERENCES users (id) ON DELETE SET NULL,
  claimed_at  timestamptz
);
CREATE INDEX guests_claimed_by ON guests (claimed_by);

-- One row per token that was handed out. A token that is used twice gives its whole family away.
CREATE TABLE guest_refresh_tokens (
  token_hash  bytea       PRIMARY KEY,
  guest_id    uuid        NOT NULL REFERENCES guests (id) ON DELETE CASCADE,
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz,
  revoked_at  timestamptz
);
CREATE INDEX guest_refresh_tokens_guest_id ON guest_refresh_tokens (guest_id);
CREATE INDEX guest_refresh_tokens_expires_at ON guest_refresh_tokens (expires_at);

-- Pets -------------------------------------------------------------------------------------------------------

CREATE TABLE pets (
  id            uuid        PRIMARY KEY,
  owner_id      uuid        NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  name          text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
  species       text        NOT NULL CHECK (species IN ('dog', 'cat', 'rabbit', 'ferret', 'other')),
  breed         text        CHECK (char_length(breed) <= 80),
  sex           text        CHECK (sex IN ('female', 'male')),
  birth_date    date,
  weight_grams  integer     CHECK (weight_grams BETWEEN 50 AND 150000),
  neck_mm       integer     CHECK (neck_mm BETWEEN 50 AND 1500),
  chest_mm      integer     CHECK (chest_mm BETWEEN 80 AND 2000),
  back_mm       integer     CHECK (back_mm BETWEEN 50 AND 1500),
  -- Sealed text: people write about themselves here.
  notes         bytea,
  version       integer     NOT NULL DEFAULT 1,
  -- To the millisecond, as the service knows them: a cursor holds one, and must compare equal.
  created_at    timestamptz(3) NOT NULL DEFAULT now(),
  updated_at    timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX pets_owner_created ON pets (owner_id, created_at DESC, id DESC);
CREATE INDEX pets_owner_updated ON pets (owner_id, updated_at DESC, id DESC);
CREATE INDEX pets_owner_name ON pets (owner_id, name, id);

-- Which measures a size of a product fits, smallest size first. Ours alone: Shopify has no such thing.
CREATE TABLE size_charts (
  product_id  bigint      PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  sizes       jsonb       NOT NULL,
  updated_at  timestamptz NOT NULL DEFAULT now()
);

-- Designs ----------------------------------------------------------------------------------------------------

CREATE TABLE saved_designs (
  id              uuid        PRIMARY KEY,
  owner_id        uuid        NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  pet_id          uuid        REFERENCES pets (id) ON DELETE SET NULL,
  product_id      bigint      NOT NULL,
  name            text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  schema_version  integer     NOT NULL,
  configuration   jsonb       NOT NULL,
  -- Counts up with every change: the ETag, and the key of the newest row of design_revisions.
  revision        integer     NOT NULL DEFAULT 1,
  -- The revision that the stored PNG shows.
  preview_revision integer,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted_at      timestamptz
);
-- For what asks of all of them, deleting an owner among it: the indexes of lists leave some out.
CREATE INDEX saved_designs_owner_id ON saved_designs (owner_id);
CREATE INDEX saved_designs_owner_updated ON saved_designs (owner_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX saved_designs_owner_created ON saved_designs (owner_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX saved_designs_owner_name ON saved_designs (owner_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX saved_designs_owner_deleted ON saved_designs (owner_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
CREATE INDEX saved_designs_pet_id ON saved_designs (pet_id);
CREATE INDEX saved_designs_product_id ON saved_designs (product_id);
CREATE INDEX saved_designs_deleted_at ON saved_designs (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE design_revisions (
  design_id       uuid        NOT NULL REFERENCES saved_designs (id) ON DELETE CASCADE,
  revision        integer     NOT NULL,
  name            text        NOT NULL,
  pet_id          uuid,
  product_id      bigint      NOT NULL,
  schema_version  integer     NOT NULL,
  configuration   jsonb       NOT NULL,
  -- Of a revision that brought an older one back.
  restored_from   integer,
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (design_id, revision)
);

-- Links for showing a design to others. Only the hash is kept: who reads the database cannot open them.
CREATE TABLE design_shares (
  id          uuid        PRIMARY KEY,
  design_id   uuid        NOT NULL REFERENCES saved_designs (id) ON DELETE CASCADE,
  token_hash  bytea       NOT NULL UNIQUE,
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  revoked_at  timestamptz
);
CREATE INDEX design_shares_design_id ON design_shares (design_id, created_at DESC);

-- Designs that are gone for good while their pictures may still lie in the storage, which knows no transactions. Noted
-- whichever way they went, also with their owner.
CREATE TABLE erased_designs (
  id         uuid        PRIMARY KEY,
  erased_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX erased_designs_erased_at ON erased_designs (erased_at);

CREATE FUNCTION note_erased_design() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO erased_designs (id) VALUES (OLD.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER saved_designs_erased AFTER DELETE ON saved_designs
  FOR EACH ROW EXECUTE FUNCTION note_erased_design();

-- Requests ---------------------------------------------------------------------------------------------------

-- What a POST with an Idempotency-Key answered, for the second time it is sent.
CREATE TABLE idempotency_keys (
  actor         text        NOT NULL,
  key           text        NOT NULL,
  request_hash  bytea       NOT NULL,
  status        integer,
  -- Sealed: a reply may hold personal data.
  reply         bytea,
  created_at    timestamptz NOT NULL DEFAULT now(),
  locked_until  timestamptz NOT NULL,
  PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

-- Deliveries from Clerk ----------------------------------------------------------------------------------------

-- Whose data the body of a delivery holds, as order_id and customer_id say it of Shopify's.
ALTER TABLE webhook_inbox ADD COLUMN clerk_user_id text;
CREATE INDEX webhook_inbox_clerk_user_id ON webhook_inbox (clerk_user_id) WHERE clerk_user_id IS NOT NULL;
ALTER TABLE webhook_logs ADD COLUMN clerk_user_id text;
CREATE INDEX webhook_logs_clerk_user_id ON webhook_logs (clerk_user_id) WHERE clerk_user_id IS NOT NULL;

-- What somebody did: their own copy of their data tells it.
CREATE INDEX audit_log_actor ON audit_log (actor, id DESC);
