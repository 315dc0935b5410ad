-- From design to order --------------------------------------------------------------------------------------------

-- When the order was first told to be paid: the earliest of all deliveries that said so, late ones too.
ALTER TABLE orders ADD COLUMN paid_at timestamptz;
-- Whether the prices of its lines hold the tax already.
ALTER TABLE orders ADD COLUMN taxes_included boolean;

-- The customer of Shopify that an account is, as only our own backend can tell Clerk (external_id).
ALTER TABLE users ADD COLUMN shopify_customer_id bigint;
CREATE INDEX users_shopify_customer_id ON users (shopify_customer_id);

-- What somebody is about to pay for. The row is committed before Shopify is asked, its id is the reference that
-- Shopify finds the draft order by, and it keeps its own copy of the design: no later change, bin or erasure of the
-- design takes away what an order needs. So design_id is no foreign key.
CREATE TABLE checkouts (
  id              uuid          PRIMARY KEY,
  owner_id        uuid          REFERENCES owners (id) ON DELETE SET NULL,
  design_id       uuid          NOT NULL,
  revision        integer       NOT NULL,
  product_id      bigint        NOT NULL,
  variant_id      bigint        NOT NULL,
  currency        text          NOT NULL,
  quantity        integer       NOT NULL CHECK (quantity BETWEEN 1 AND 20),
  unit_price      numeric(19,4) NOT NULL CHECK (unit_price >= 0),
  price_lines     jsonb         NOT NULL,
  -- Sealed JSON: the design as it was priced. Null once it has been erased.
  design          bytea,
  status          text          NOT NULL DEFAULT 'pending'
                                CHECK (status IN ('pending', 'open', 'ordered', 'expired', 'failed')),
  draft_order_id  bigint,
  url             text,
  -- Until then somebody is asking Shopify.
  asked_until     timestamptz,
  -- Set when its owner has been erased: the copy then goes as soon as the workshop is done with it.
  erased_at       timestamptz,
  created_at      timestamptz   NOT NULL DEFAULT now(),
  updated_at      timestamptz   NOT NULL DEFAULT now(),
  CHECK (status <> 'open' OR (url IS NOT NULL AND draft_order_id IS NOT NULL))
);
-- One that can be paid, for each thing that can be asked for.
CREATE UNIQUE INDEX checkouts_live ON checkouts (design_id, revision, quantity) WHERE status IN ('pending', 'open');
CREATE INDEX checkouts_owner_id ON checkouts (owner_id);
-- For the pruning.
CREATE INDEX checkouts_kept_created_at ON checkouts (created_at)
  WHERE design IS NOT NULL AND (status <> 'ordered' OR erased_at IS NOT NULL);

-- Lines that say they are of a design. What they say is input: `fault` is what is wrong with the line itself, `taken`
-- says that another line came first with the same checkout. Only a line with neither is of that design.
CREATE TABLE order_line_designs (
  order_id     bigint   NOT NULL,
  line_id      bigint   NOT NULL,
  checkout_id  uuid,
  fault        text     CHECK (fault IN ('malformed', 'unknown_checkout', 'other_design', 'other_product',
                                         'other_currency', 'other_price', 'other_quantity')),
  taken        boolean  NOT NULL DEFAULT false,
  PRIMARY KEY (order_id, line_id),
  CHECK (fault IS NOT NULL OR checkout_id IS NOT NULL)
);
CREATE INDEX order_line_designs_checkout_id ON order_line_designs (checkout_id, order_id, line_id);
CREATE INDEX order_line_designs_unverified ON order_line_designs (order_id) WHERE fault IS NOT NULL OR taken;

-- Whose an order is, where that is known for certain. No foreign keys: a row is written under the locks of what it
-- follows from (see webhooks/order-links), and goes with them.
CREATE TABLE order_users (
  order_id    bigint      PRIMARY KEY,
  user_id     uuid        NOT NULL,
  created_at  timestamptz NOT NULL
);
CREATE INDEX order_users_list ON order_users (user_id, created_at DESC, order_id DESC);

-- What became of an order, step by step: always what its rows say (see platform/order-timeline).
CREATE TABLE order_timeline (
  order_id  bigint      NOT NULL,
  step      text        NOT NULL,
  -- Of what: a fulfilment, a refund, a line in the workshop.
  key       text        NOT NULL,
  at        timestamptz NOT NULL,
  details   jsonb       NOT NULL,
  PRIMARY KEY (order_id, step, key)
);

-- The workshop ----------------------------------------------------------------------------------------------------

CREATE TABLE tickets (
  id             uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id       bigint      NOT NULL,
  line_id        bigint      NOT NULL,
  checkout_id    uuid        NOT NULL REFERENCES checkouts (id),
  order_name     text        NOT NULL,
  quantity       integer     NOT NULL,
  embroidered    boolean     NOT NULL,
  stage          text        NOT NULL
                             CHECK (stage IN ('queued', 'cut', 'sew', 'embroider', 'check', 'pack', 'done', 'closed')),
  closed_reason  text        CHECK (closed_reason IN ('cancelled', 'refunded', 'unverified', 'removed', 'erased', 'by_hand')),
  -- Sealed JSON: what is to be made. Null once it has been erased.
  work           bytea,
  paid_at        timestamptz NOT NULL,
  version        integer     NOT NULL DEFAULT 1,
  created_at     timestamptz NOT NULL DEFAULT now(),
  updated_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (order_id, line_id),
  CHECK ((stage = 'closed') = (closed_reason IS NOT NULL))
);
CREATE INDEX tickets_checkout_id ON tickets (checkout_id);
CREATE INDEX tickets_paid_at ON tickets (paid_at, id);
CREATE INDEX tickets_stage_paid_at ON tickets (stage, paid_at, id);

-- What people did with a ticket. What follows from an order by itself is in the audit log alone.
CREATE TABLE ticket_moves (
  ticket_id   uuid        NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  version     integer     NOT NULL,
  from_stage  text        NOT NULL,
  to_stage    text        NOT NULL,
  actor       text        NOT NULL,
  -- Sealed text: people write about people.
  note        bytea,
  at          timestamptz NOT NULL,
  PRIMARY KEY (ticket_id, version)
);
